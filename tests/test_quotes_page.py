"""The list of quotes and the page of one quote."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import corrections
from articles.models import Quote, Speaker

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


def squeezed(text: str) -> str:
    return " ".join(text.split())


def ready() -> Quote:
    return Quote.objects.get(text__startswith="We are ready")


# The list


def test_it_lists_every_quote_with_its_words_speaker_and_article(client):
    page = html(client, "/quotes/")
    assert "4 quotes" in page
    assert "We are ready to sit down tomorrow" in page
    assert "Ilse Karvonen" in page
    assert "Talks to resume, minister says" in page


def test_the_route_runs_from_the_speaker_through_the_chain_to_the_article(client):
    page = html(client, "/quotes/?agency=agence-meridia")
    route = page[page.index('<ol class="route"') :]
    names = ["Ilse Karvonen", "Delmar Telegraph", "had it first", "Agence Meridia", "Harbour Post"]
    places = [route.index(name) for name in names]
    assert places == sorted(places)


def test_an_unknown_outlet_and_a_missing_date_are_said_in_words(client):
    page = html(client, "/quotes/?outlet=unknown")
    assert "unknown outlet" in page
    assert "no date" in page


def test_an_unknown_speaker_is_said_in_words(client, talks):
    cast.quote(talks, "traded fire 41 times", None, kind="indirect")
    assert "unknown speaker" in html(client, "/quotes/?speaker=unknown")


def test_what_stood_in_quotation_marks_is_marked(client):
    assert "<q>“We are ready" in html(client, "/quotes/?kind=direct")
    assert "<q>&quot;all three letters&quot;</q>" in html(client, "/quotes/?kind=mixed")


def test_the_words_searched_for_are_marked_in_the_quotes(client):
    assert "<mark>truce</mark>" in html(client, "/quotes/?q=truce")


def test_each_active_filter_can_be_taken_off(client):
    page = html(client, "/quotes/?q=truce&kind=direct")
    chips = page[page.index('class="chips"') : page.index("<h1")]
    assert 'href="/quotes/?kind=direct"' in chips
    assert 'href="/quotes/?q=truce"' in chips


def test_the_form_keeps_what_is_chosen(client):
    page = squeezed(html(client, "/quotes/?q=truce&kind=direct&from=2026-01-02&sort=oldest"))
    assert 'name="q" value="truce"' in page
    assert 'name="from" value="2026-01-02"' in page
    assert 'value="direct" checked' in page
    assert '<option value="oldest" selected>' in page


def test_counts_stand_beside_the_values(client):
    page = html(client, "/quotes/")
    assert 'id="kind-indirect"' in page
    assert '<data value="2">' in page


def test_exports_take_the_query_along_without_the_page(client, talks):
    assert 'href="/quotes.csv?kind=indirect"' in html(client, "/quotes/?kind=indirect&page=1")


def test_it_works_without_scripts(client):
    page = html(client, "/quotes/")
    assert '<form id="filters" action="/quotes/"' in page
    assert "<button>Apply</button>" in page


def test_nothing_found_says_why_and_offers_the_way_back(client):
    page = html(client, "/quotes/?q=zebra&kind=direct")
    assert "Nothing fits all 2 filters at once" in page
    assert "without zebra" in page
    assert "without direct" in page


def test_an_empty_database_says_how_to_load_articles(client):
    Quote.objects.all().delete()
    assert "python manage.py ingest" in html(client, "/quotes/")


def test_a_bad_value_shows_a_message_and_no_rows(client):
    page = html(client, "/quotes/?from=yesterday")
    assert "“yesterday” is no date" in page
    assert "<blockquote" not in page


def test_a_page_after_the_last_is_said_to_be_none(client):
    assert "the list ends on page 1" in html(client, "/quotes/?page=7")


def test_long_lists_have_pages(client, talks):
    original = ready()
    Quote.objects.bulk_create(
        Quote(
            article=talks,
            text="more",
            start=original.start,
            end=original.end,
            spans=original.spans,
            kind="direct",
        )
        for _ in range(500)
    )
    page = html(client, "/quotes/?page=2")
    assert "51–100 of 504" in page
    assert 'href="/quotes/"' in page
    assert 'href="/quotes/?page=3"' in page
    assert 'href="/quotes/?page=11"' in page
    assert 'max="11"' in page


def test_numbers_in_addresses_are_never_grouped(client, talks):
    made = cast.quote(talks, "traded fire 41 times", Speaker.objects.first())
    Quote.objects.filter(pk=made.pk).update(id=1234567)
    page = html(client, "/quotes/") + html(client, f"/articles/{talks.pk}/")
    assert "/quotes/1234567/" in page
    assert "#quote-1234567" in page
    assert "1,234,567" not in page


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=truce&speaker=ilse-karvonen&agency=delmar-telegraph&outlet=harbour-post&kind=indirect"
        "&state=unreviewed&from=2026-01-01&to=2026-12-31&min_confidence=0.5&sort=speaker",
        "q=truce+-gate&agency=unknown&agency=delmar-telegraph&speaker=unknown&sort=relevance",
    ],
)
def test_a_dozen_statements_are_enough_whatever_the_filter(client, ana, query, signed_in):
    if signed_in:
        client.force_login(ana)
    html(client, "/quotes/")  # the first page reads what the others have in memory
    with CaptureQueriesContext(connection) as statements:
        html(client, f"/quotes/?{query}")
    assert len(statements) <= 12 + 2 * signed_in  # what an account may do


def test_a_row_says_who_corrected_it(client, ana):
    quote = ready()
    quote.state, quote.set_by_person, quote._history_user = "corrected", ["kind"], ana
    quote.save()
    assert "corrected by ana" in html(client, "/quotes/?kind=direct")


def test_only_editors_are_offered_a_correction(client, ana, carl):
    change = f"/review/{ready().pk}/"
    assert change not in html(client, "/quotes/")
    client.force_login(carl)
    assert change not in html(client, "/quotes/")
    client.force_login(ana)
    assert change in html(client, "/quotes/")


def test_what_people_wrote_is_never_read_as_html(client):
    cast.quote(
        cast.article("Evil\nHe said <script>alert(1)</script> & left.\n"),
        "<script>alert(1)</script> & left",
        cast.speaker("<b>Bold</b>"),
    )
    page = html(client, "/quotes/?outlet=unknown")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; left" in page
    assert "<b>Bold" not in page


# One quote


def test_it_shows_what_stands_around_the_quote(client):
    page = html(client, f"/quotes/{ready().pk}/")
    assert "would start again within days, Agence Meridia reported" in page
    assert "The two countries have traded fire 41 times" in page
    assert "locked from inside" not in page
    assert f'<mark id="quote-{ready().pk}" class="direct verbatim"' in page


def test_it_shows_what_the_machine_said_beside_what_a_person_set(client, ana):
    quote = ready()
    quote.kind, quote.state, quote.set_by_person = "mixed", "corrected", ["kind"]
    quote._history_user, quote._change_reason = ana, "half of it is reported"
    quote.save()
    page = html(client, f"/quotes/{quote.pk}/")
    assert "<del>direct</del>" in page
    assert "<ins>mixed</ins>" in page
    row = page[page.index('<th scope="row">Kind</th>') : page.index('<th scope="row">Speaker</th>')]
    assert "<b>ana</b>, <time" in row
    assert "half of it is reported" in row
    assert "<b>ana</b> changed it" in page


def test_it_says_who_confirmed_what_the_machine_said(client, ana):
    quote = ready()
    corrections.correct_quote(
        quote, version=quote.version, by=ana, kind="direct", reason="heard it"
    )
    page = html(client, f"/quotes/{quote.pk}/")
    assert "<ins>" not in page[page.index('id="machine"') : page.index('id="history"')]
    assert "<b>ana</b>, <time" in page
    assert "heard it" in page


def test_editors_can_undo_from_the_history_and_others_are_not_offered_it(client, ana):
    quote = ready()
    quote = corrections.correct_quote(quote, version=quote.version, by=ana, kind="mixed")
    first = quote.history.last()
    back = f"/admin/articles/quote/{quote.pk}/history/{first.pk}/"
    assert back not in html(client, f"/quotes/{quote.pk}/")
    client.force_login(ana)
    assert f'href="{back}">Undo this' in html(client, f"/quotes/{quote.pk}/")
    assert client.get(back).status_code == 200


def test_it_leads_to_the_quotes_before_and_after_it_in_the_article(client, talks):
    first, second, third = talks.quotes.order_by("start")
    page = html(client, f"/quotes/{second.pk}/")
    assert f'<a rel="prev" href="/quotes/{first.pk}/">' in page
    assert f'<a rel="next" href="/quotes/{third.pk}/">' in page
    Quote.objects.filter(pk=third.pk).update(state="rejected")
    page = html(client, f"/quotes/{second.pk}/")
    assert 'rel="next"' not in page


def test_it_says_how_to_cite_it(client):
    page = html(client, f"/quotes/{ready().pk}/")
    assert "Ilse Karvonen, foreign minister: “We are ready" in page
    assert "(via Agence Meridia &gt; Delmar Telegraph)" in page
    assert f"http://testserver/quotes/{ready().pk}/" in page


def test_a_rejected_quote_keeps_its_page_and_says_so(client):
    Quote.objects.filter(pk=ready().pk).update(state="rejected")
    assert "An editor rejected this quote" in html(client, f"/quotes/{ready().pk}/")


def test_a_quote_added_by_hand_says_so(client):
    Quote.objects.filter(pk=ready().pk).update(machine=None, confidence=None)
    page = html(client, f"/quotes/{ready().pk}/")
    assert "a person added this quote" in page
    assert "set by hand" in page


def test_a_quote_without_a_history_has_a_page(client):
    ready().history.all().delete()
    assert "No history is kept" in html(client, f"/quotes/{ready().pk}/")


def test_a_quote_that_is_not_there_is_not_found(client):
    response = client.get("/quotes/999999/")
    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content


def test_a_facet_is_searched_for_values_by_any_of_their_names(client, ana, talks, letters):
    corrections.change_aliases(cast.speaker("Ilse Karvonen"), add=["The Envoy"], by=ana)
    address = "/quotes/facets/?whole=speaker&find="
    assert "Ilse Karvonen" in html(client, address + "envoy")
    assert "border official" not in html(client, address + "envoy")
    assert "Nothing here is called that" in html(client, address + "nobody")
    # What is chosen stays, and the list without JavaScript has the same.
    page = html(client, "/quotes/?speaker=ilse-karvonen&whole=speaker&find=official")
    assert 'value="ilse-karvonen" checked' in page
    assert "border official" in page
    assert 'name="find" value="official"' in page


def test_a_facet_of_claims_is_searched_too(client, talks):
    address = "/claims/facets/?whole=outlet&find="
    assert "Harbour Post" in html(client, address + "harb")
    assert "Nothing here is called that" in html(client, address + "telegraph")
