"""Profiles of speakers and outlets: every number is that of the list behind it."""

from __future__ import annotations

import datetime
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from articles.corrections import correct_article
from articles.models import Article, OutletAlias, Quote, Speaker, SpeakerAlias
from explorer import counting, profiles

from . import cast, many
from .pages import html

pytestmark = pytest.mark.django_db

_LINKS = (
    r'<a href="(/[^"]*\?[^"]*)">[^<]*</a>(?:</span>)?'
    r'(?:<meter.*?</meter>|<span class="share">.*?</span>)?<data value="(\d+)"',  # a ranking's line
    r'<a href="([^"]*)">[^<]* <data value="(\d+)"',  # a topic
    r'<a href="([^"]*)">[^<]*<span class="quiet">citing</span>[^<]*</a><data value="(\d+)"',
    r'<a href="(/\w+/)"><b>([\d,]+)</b>',  # the front page's totals
    r'<td class="count"><a href="([^"]*)">([\d,]+)</a>',  # a table's cell
    r'<a class="count" href="([^"]*)">(?:in )?([\d,]+)',  # a name's count
    r'<a href="(/(?:quotes|articles)/[^"]*)">(?:printed |cited for )?([\d,]+) '
    r"(?:quote|article|first-hand)",  # a total
    r'<a href="([^"]*)" tabindex="-1" aria-label="[^"]*: ([\d,]+) quotes?"',  # a bar or a line
)


def numbers(page: str) -> set[tuple[str, int]]:
    """All numbers on a page with the addresses that they lead to."""
    return {
        (unescape(url), int(number.replace(",", "")))
        for pattern in _LINKS
        for url, number in re.findall(pattern, page, re.DOTALL)
    }


def behind(client, url: str) -> int:
    """How many the list at this address has."""
    heading = re.search(r'<h1 tabindex="-1">([\d,]+) [a-z]', html(client, url))
    assert heading, url
    return int(heading[1].replace(",", ""))


def assert_numbers_hold(client, path: str, at_least: int) -> None:
    found = numbers(html(client, path))
    assert len(found) >= at_least
    wrong = [(url, n, there) for url, n in found if (there := behind(client, url)) != n]
    assert wrong == []


@pytest.fixture
def collection(db):
    """A thousand quotes over five years, of which the most frequent speaker's have a topic."""
    many.quotes(1_000)
    theirs = Quote.objects.filter(speaker__slug="speaker-0", kind="indirect")
    theirs.update(words=Concat("words", Value(" lighthouse")))


@pytest.mark.parametrize("slug", ["speaker-0", "speaker-1", "speaker-4"])
def test_every_number_of_a_speaker_is_that_of_the_list_behind_it(client, collection, slug):
    assert_numbers_hold(client, f"/speakers/{slug}/", 40)


@pytest.mark.parametrize("slug", ["paper-0", "paper-2"])
def test_every_number_of_an_outlet_is_that_of_the_list_behind_it(client, collection, slug):
    assert_numbers_hold(client, f"/outlets/{slug}/", 60)


def test_every_number_of_who_cites_whom_is_that_of_the_list_behind_it(client, collection):
    assert_numbers_hold(client, "/outlets/who-cites-whom/", profiles.PAIRS)


def test_every_number_of_the_front_page_is_that_of_the_list_behind_it(client, collection):
    assert_numbers_hold(client, "/", 20)


def test_numbers_of_a_recent_part_are_those_of_the_list_behind_them(
    client, collection, monkeypatch
):
    monkeypatch.setattr(profiles, "RECENT", 40)
    monkeypatch.setattr(profiles, "BACKGROUND", 100)
    page = html(client, "/speakers/speaker-0/")
    part = re.search(r"In the (\d+) quotes since", page)
    assert 40 <= int(part[1]) < 60
    assert "drawn from the whole collection" in page
    assert "q=lighthouse" in page
    found = {link for link in numbers(page) if "from=" in link[0] and "to=" not in link[0]}
    assert found
    assert all(behind(client, url) == number for url, number in found)


def test_the_table_behind_a_plot_has_the_numbers_of_its_bars(client, collection):
    page = html(client, "/speakers/speaker-0/")
    bars = re.findall(
        r'<a href="(/quotes/[^"]*)" tabindex="-1" aria-label="([^:"]*): ([\d,]+) quotes?"', page
    )
    rows = re.findall(
        r'<th scope="row">([^<]*)</th><td class="count"><a href="([^"]*)">([\d,]+)</a>', page
    )
    assert len(rows) > 20
    assert rows == [(label, url, number) for url, label, number in bars]


def test_quotes_without_a_date_are_said_beside_the_plot(client, talks, letters):
    page = html(client, "/speakers/ilse-karvonen/")
    assert "All on" in page
    assert re.search(r'<a href="/quotes/[^"]*from=2026-05-14[^"]*">1 more</a> has no date', page)
    Article.objects.update(published=None)
    Quote.objects.update(published=None)
    page = html(client, "/speakers/ilse-karvonen/")
    assert "None of these quotes has a date" in page
    assert '<svg class="bars"' not in page


def test_roles_are_listed_with_the_time_in_which_articles_gave_them(client, talks):
    karvonen = Speaker.objects.get(slug="ilse-karvonen")
    later = cast.article("Karvonen resigns\n“I leave the gate open.”", None, "2027-01-02")
    made = cast.quote(later, "I leave the gate open.", karvonen)
    Quote.objects.filter(pk=made.pk).update(speaker_role="former minister")
    page = html(client, "/speakers/ilse-karvonen/")
    roles = page[page.index('class="roles"') :]
    assert roles.index("former minister") < roles.index("foreign minister")
    assert "from=2026-05-14&amp;speaker=ilse-karvonen&amp;to=2026-05-14" in roles


def test_a_speaker_that_is_an_outlet_shows_whose_words_it_passes_on(client, talks):
    telegraph = cast.speaker("Delmar Telegraph", "organisation")
    cast.quote(talks, "talks with its northern neighbour", telegraph)
    page = html(client, "/speakers/delmar-telegraph/")
    assert "Whose words it passes on" in page
    assert "/quotes/?agency=delmar-telegraph&amp;speaker=ilse-karvonen" in page
    assert 'href="/outlets/delmar-telegraph/"' in page
    assert 'href="/speakers/delmar-telegraph/"' in html(client, "/outlets/delmar-telegraph/")


def test_the_people_near_are_those_of_the_same_articles(client, talks):
    guard = cast.speaker("Oskar Lind")
    cast.quote(talks, "traded fire 41 times", guard)
    page = html(client, "/speakers/ilse-karvonen/")
    near = page[page.index('class="people"') :]
    assert "Oskar Lind" in near
    assert "/articles/?speaker=ilse-karvonen&amp;with=oskar-lind" in near
    assert "border official" not in near[: near.index("</ul>")]


def test_too_many_quotes_on_one_day_give_no_recent_part_and_that_is_said(
    client, collection, monkeypatch
):
    monkeypatch.setattr(profiles, "RECENT", 5)
    monkeypatch.setattr(profiles, "RECENT_AT_MOST", 5)
    Quote.objects.update(published=datetime.date(2026, 5, 14))
    page = html(client, "/speakers/speaker-0/")
    assert "no recent part can be taken" in page
    assert 'class="topics"' not in page


def test_hidden_quotes_count_under_their_state_alone(client, talks):
    quote = Quote.objects.filter(speaker__slug="ilse-karvonen").first()
    Quote.objects.filter(pk=quote.pk).update(state="rejected")
    assert_numbers_hold(client, "/speakers/ilse-karvonen/", 6)
    assert "state=rejected" in html(client, "/speakers/ilse-karvonen/")


def test_a_merged_name_in_a_link_stands_for_the_survivor(client, talks):
    survivor = Speaker.objects.get(slug="ilse-karvonen")
    merged = cast.speaker("Karvonen")
    Speaker.objects.filter(pk=merged.pk).update(merged_into=survivor)
    assert behind(client, "/articles/?speaker=karvonen") == 1
    assert client.get("/speakers/karvonen/").status_code == 301


def test_an_outlets_network_shows_whom_it_cites_and_who_cites_it(client, talks):
    page = html(client, "/outlets/harbour-post/")
    assert 'aria-label="Whom Harbour Post cites"' in page
    assert "Who cites Harbour Post" not in page
    page = html(client, "/outlets/agence-meridia/")
    assert 'aria-label="Who cites Agence Meridia"' in page
    assert "Harbour Post – Agence Meridia: 1 quote" in page or (
        "Agence Meridia – Harbour Post: 1 quote" in page
    )


def test_first_hand_quotes_of_an_outlet_are_counted(client, talks):
    assert "1 first-hand</a> (33\u202f%)" in html(client, "/outlets/harbour-post/")


def test_an_outlet_that_nothing_uses_has_no_plots(client, db):
    cast.outlet("Idle Gazette")
    page = html(client, "/outlets/idle-gazette/")
    assert "<svg class=" not in page.replace('<svg class="mark"', "")


def test_who_cites_whom_without_citations_says_so(client, letters):
    assert "No quote here was passed on" in html(client, "/outlets/who-cites-whom/")


def test_who_cites_whom_says_what_is_left_out(client, collection):
    page = html(client, "/outlets/who-cites-whom/")
    assert re.search(rf"The {profiles.PAIRS} strongest of [\d,]+ pairs", page)


def test_a_speaker_can_be_watched_as_a_feed(client, talks):
    assert 'href="/quotes.atom?speaker=ilse-karvonen"' in html(client, "/speakers/ilse-karvonen/")
    response = client.get("/quotes.atom?speaker=ilse-karvonen")
    assert response["Content-Type"].startswith("application/atom+xml")


def test_the_sample_that_topics_are_compared_with_is_even_and_always_the_same(collection):
    drawn, is_part = counting.sample(100)
    ids = drawn.ids()
    assert is_part
    assert 70 <= len(ids) <= 130
    assert ids == counting.sample(100)[0].ids()
    low, high = min(ids), max(ids)
    assert high - low > 900
    assert counting.sample(1_000)[1] is False


def test_an_alias_with_marks_in_it_is_shown_as_text(client, talks):
    karvonen = Speaker.objects.get(slug="ilse-karvonen")
    SpeakerAlias.objects.create(speaker=karvonen, name="<b>Karvonen</b>")
    OutletAlias.objects.create(outlet=cast.outlet("Harbour Post"), name="<i>Post</i>")
    assert "<b>Karvonen" not in html(client, "/speakers/ilse-karvonen/")
    assert "<i>Post" not in html(client, "/outlets/harbour-post/")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("speaker=ilse-karvonen", {"Talks to resume, minister says", "Three letters"}),
        ("speaker=ilse-karvonen&with=border-official", {"Talks to resume, minister says"}),
        ("outlet=unknown", {"Three letters"}),
        ("outlet=harbour-post&q=talks", {"Talks to resume, minister says"}),
        ("from=2026-05-14&to=2026-05-14", {"Talks to resume, minister says"}),
        ("from=2026-05-15", set()),
        ("speaker=nobody", set()),
        ("outlet=nothing", set()),
        ("speaker=unknown", set()),
    ],
)
def test_articles_are_narrowed_by_whom_they_quote_outlet_and_date(
    client, talks, letters, query, titles
):
    page = html(client, f"/articles/?{query}")
    assert set(re.findall(r'<a class="title" [^>]*>([^<]*)<', page)) == titles
    assert 'aria-label="Filters in use"' in page


@pytest.mark.parametrize("filters", [{}, {"speaker": "speaker-0"}, {"outlet": "paper-1"}])
def test_articles_are_ordered_by_date_or_by_how_much_they_quote(client, collection, filters):
    speaker = filters.get("speaker")
    rows = Article.objects.filter(outlet__slug=filters["outlet"]) if "outlet" in filters else None
    rows = rows or Article.objects.all()
    if speaker:
        shown = Quote.objects.exclude(state__in=["rejected", "gone"])
        rows = rows.filter(pk__in=shown.filter(speaker__slug=speaker).values("article"))
    dated = sorted(rows, key=lambda row: (row.published or datetime.date.max, row.pk))
    undated = [row for row in dated if not row.published]
    newest = [row for row in dated if row.published][::-1] + undated[::-1]
    expected = {"newest": newest, "oldest": dated}
    for sort, wanted in expected.items():
        page = html(client, f"/articles/?{urlencode(filters | {'sort': sort})}")
        found = re.findall(r'<a class="title" href="/articles/(\d+)/"', page)
        assert [int(pk) for pk in found] == [row.pk for row in wanted[:50]]
    page = html(client, f"/articles/?{urlencode(filters | {'sort': 'quotes'})}")
    counts = [int(count) for count in re.findall(r"<span>(\d+) quotes?,", page)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_a_profile_takes_few_statements_however_much_there_is(
    client, collection, django_assert_max_num_queries
):
    for path in ("/", "/speakers/speaker-0/", "/outlets/paper-0/", "/outlets/who-cites-whom/"):
        with django_assert_max_num_queries(20):
            html(client, path)


@pytest.mark.parametrize("words", ["talk", "resume minis", "TÁLKS", "“talks to”"])
def test_articles_are_found_by_how_words_of_their_titles_begin(client, talks, letters, words):
    page = html(client, f"/articles/?{urlencode({'q': words})}")
    assert set(re.findall(r'<a class="title" [^>]*>([^<]*)<', page)) == {
        "Talks to resume, minister says"
    }


@pytest.mark.parametrize("words", ["alks", "talks letters", "…"])
def test_articles_are_not_found_by_other_words(client, talks, letters, words):
    assert "Nothing here is called that" in html(client, f"/articles/?{urlencode({'q': words})}")


def test_titles_in_scripts_without_blanks_are_found_by_any_part(client, db):
    cast.article("王毅会见外长\nBody text.")
    assert "王毅会见外长" in html(client, f"/articles/?{urlencode({'q': '会见'})}")


def test_a_corrected_title_is_found_by_its_new_words(client, talks, ana):
    correct_article(talks, version=talks.version, by=ana, title="Envoy carries letters")
    assert "Envoy carries letters" in html(client, "/articles/?q=envoy")
    assert "Envoy carries letters" not in html(client, "/articles/?q=talks")


def test_a_wrong_date_in_the_list_of_articles_says_how_to_write_it(client, talks):
    page = html(client, "/articles/?from=tomorrow")
    assert "“tomorrow” is no date. Write it as 2026-05-31." in page
    assert "0 articles" in page


def test_a_filter_of_the_articles_can_be_taken_off(client, talks):
    page = html(client, "/articles/?outlet=harbour-post&speaker=ilse-karvonen")
    assert 'href="/articles/?speaker=ilse-karvonen"' in page
    assert '<input type="hidden" name="outlet" value="harbour-post">' in page
