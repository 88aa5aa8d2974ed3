"""Other versions of a quote: found when they come in, kept up by corrections, shown on its page."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import corrections
from articles.models import Quote, QuoteKey
from articles.similar import signature, words
from articles.versions import find_versions, write_keys

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db

TRUCE = "We are ready to sit down tomorrow, but a truce that one side writes is a surrender"


def printed(text, outlet=None, published=None, speaker="Ilse Karvonen", chain=(), kind="direct"):
    """A quote of an article of its own, with its keys."""
    article = cast.article(
        f"News of {outlet} {Quote.objects.count()}\nIt was said: {text}.\n",
        outlet and cast.outlet(outlet),
        published,
    )
    made = cast.quote(
        article,
        text,
        speaker and cast.speaker(speaker),
        [cast.outlet(name) for name in chain],
        kind=kind,
    )
    write_keys([made])
    return made


def versions_of(quote):
    return {version.id for version in find_versions(quote).found}


def part(page: str, start: str, end: str) -> str:
    return page[page.index(start) : page.index(end, page.index(start))]


@pytest.fixture
def truce(db):
    """The statement as four outlets have it, and something else that she said."""
    return [
        printed(TRUCE, "Harbour Post", "2026-05-14"),
        printed(TRUCE, "Delmar Telegraph", "2026-05-13"),
        printed(
            "a truce that one side writes is a surrender",
            "Northern Herald",
            "2026-05-15",
            chain=("Agence Meridia",),
        ),
        printed(
            "they were ready to sit down tomorrow, but that a truce written by one side was a "
            "surrender",
            kind="indirect",
        ),
        printed("The truce of last year lasted nine days", "Harbour Post", "2026-05-14"),
    ]


def test_cut_and_reworded_ones_are_found_and_other_statements_are_not(truce):
    asked, *others = truce
    assert versions_of(asked) == {quote.pk for quote in others[:3]}


def test_those_of_the_same_article_are_no_other_versions():
    article = cast.article(f"Twice\n{TRUCE}. Again: {TRUCE.lower()}.\n")
    one = cast.quote(article, TRUCE, cast.speaker("Ilse Karvonen"))
    two = cast.quote(article, TRUCE.lower(), cast.speaker("Ilse Karvonen"))
    write_keys([one, two])
    assert not find_versions(one).found


def test_rejected_and_gone_ones_are_left_out(truce):
    Quote.objects.filter(pk=truce[1].pk).update(state="rejected")
    Quote.objects.filter(pk=truce[2].pk).update(state="gone")
    assert versions_of(truce[0]) == {truce[3].pk}


def test_words_that_share_no_key_are_found_by_speaker_and_day():
    one = printed(
        "The hostages are alive, they are together, and one of them needs a doctor",
        "Harbour Post",
        "2026-05-14",
    )
    other = printed(
        "The hostages live, they are together and one of them needs a physician",
        "Northern Herald",
        "2026-05-16",
    )
    assert not set(signature(words(one.text))) & set(signature(words(other.text)))
    assert versions_of(one) == {other.pk}


def test_keys_follow_the_words_when_a_quote_is_corrected(truce, ana):
    quote = truce[2]
    body = quote.article.body
    start = body.index("a truce")
    corrected = corrections.correct_quote(
        quote, version=quote.version, by=ana, spans=[[start, start + len("a truce that one")]]
    )
    stored = set(QuoteKey.objects.filter(quote=quote).values_list("key", flat=True))
    assert stored == set(signature(words(corrected.text)))
    corrections.undo(corrected, by=ana, version=corrected.version)
    stored = set(QuoteKey.objects.filter(quote=quote).values_list("key", flat=True))
    assert stored == set(signature(words("a truce that one side writes is a surrender")))


def test_keys_are_not_written_anew_where_the_words_stay(truce, ana):
    with CaptureQueriesContext(connection) as statements:
        corrections.correct_quote(truce[0], version=truce[0].version, by=ana, kind="mixed")
    written = [each["sql"] for each in statements if not each["sql"].startswith("SELECT")]
    assert not [sql for sql in written if "articles_quotekey" in sql]


def test_a_quote_that_a_person_adds_is_found_too(truce, ana):
    article = cast.article(f"By hand\n{TRUCE}.\n")
    start = article.body.index(TRUCE)
    added = corrections.add_quote(
        article, by=ana, spans=[[start, start + len(TRUCE)]], kind="direct"
    )
    assert added.pk in versions_of(truce[0])


def test_keys_go_with_the_article(truce):
    truce[0].article.delete()
    assert not QuoteKey.objects.filter(quote=truce[0].pk).exists()


# The command


def test_the_command_does_what_is_not_done_yet(truce):
    before = set(QuoteKey.objects.values_list("quote_id", "key"))
    QuoteKey.objects.filter(quote__in=[quote.pk for quote in truce[:3]]).delete()
    assert not find_versions(truce[0]).is_ready
    told = StringIO()
    call_command("find_versions", stdout=told)
    assert "3 more quotes" in told.getvalue()
    assert set(QuoteKey.objects.values_list("quote_id", "key")) == before
    told = StringIO()
    call_command("find_versions", stdout=told)
    assert told.getvalue() == ""


def test_the_command_can_do_all_of_it_again(truce):
    before = set(QuoteKey.objects.values_list("quote_id", "key"))
    QuoteKey.objects.create(quote=truce[0], key=5)  # of a method of long ago
    call_command("find_versions", "--again", stdout=StringIO())
    assert set(QuoteKey.objects.values_list("quote_id", "key")) == before


# The page


def test_the_page_shows_versions_by_date_with_their_way_and_their_differences(client, truce):
    page = html(client, f"/quotes/{truce[0].pk}/")
    section = part(page, 'id="versions"', "</section>")
    assert "3 quotes in other articles" in section
    assert "printed it first, as far as dates are known: on 13 May 2026" in section
    places = [
        section.index(words)
        for words in ("13 May 2026</time>", "14 May 2026</time>", "15 May 2026</time>", "no date")
    ]
    assert places == sorted(places)
    assert "these very words" in section.lower()
    assert (
        '<del><span class="visually-hidden">left out: </span>We are ready to sit down tomorrow, '
        "but</del>" in section
    )
    assert '<ins><span class="visually-hidden">new: </span>written by</ins>' in section
    assert "Agence Meridia" in section
    assert "unknown outlet" in section


def test_who_had_it_first_is_left_open_where_two_printed_it_that_day(client):
    one, _ = printed(TRUCE, "Harbour Post", "2026-05-14"), printed(TRUCE, "Gazette", "2026-05-14")
    assert "Their dates do not tell who printed it first" in html(client, f"/quotes/{one.pk}/")


def test_another_speaker_is_said(client, truce):
    other = printed(TRUCE, "Island Gazette", "2026-05-16", speaker="Aino Hale")
    unknown = printed(TRUCE, "Island Gazette", "2026-05-16", speaker=None)
    page = html(client, f"/quotes/{truce[0].pk}/")
    assert {other.pk, unknown.pk} <= versions_of(truce[0])
    assert "said to be by Aino Hale" in page
    assert "speaker unknown" in page


def test_a_quote_without_versions_says_so(client, talks):
    for quote in talks.quotes.all():
        write_keys([quote])
    assert "No other article has these words" in html(client, f"/quotes/{quote.pk}/")


def test_a_quote_whose_keys_are_not_written_says_what_to_do(client, talks):
    assert "manage.py find_versions" in html(client, f"/quotes/{talks.quotes.first().pk}/")


def test_of_many_versions_some_are_shown_and_all_can_be(client):
    quotes = [printed(TRUCE, f"Paper {n}", "2026-05-14") for n in range(45)]
    page = html(client, f"/quotes/{quotes[0].pk}/")
    assert "44 other versions" in page
    assert page.count('class="version"') == 41
    assert "4 more are not shown" in page
    assert html(client, f"/quotes/{quotes[0].pk}/?versions=all").count('class="version"') == 45


def test_common_words_are_compared_up_to_a_number_and_it_says_so(client, monkeypatch):
    monkeypatch.setattr("articles.versions.SHARING", 5)
    quotes = [
        printed("We have no comment at all", f"Paper {n}", "2026-05-14", speaker=f"Speaker {n}")
        for n in range(9)
    ]
    assert "very many quotes share them" in html(client, f"/quotes/{quotes[0].pk}/")


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_takes_few_statements_however_many_versions(
    client, truce, ana, signed_in, django_assert_max_num_queries
):
    for n in range(30):
        printed(TRUCE, f"Paper {n}", "2026-05-14", chain=("Agence Meridia",))
    if signed_in:
        client.force_login(ana)
    with django_assert_max_num_queries(18):
        html(client, f"/quotes/{truce[0].pk}/")
