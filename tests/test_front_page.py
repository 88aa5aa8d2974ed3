"""The front page, the pages of errors, signing in and out."""

from __future__ import annotations

import pytest

from articles.models import Quote

from . import cast

pytestmark = pytest.mark.django_db


def html(client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_this_is_and_shows_the_quote_that_came_the_longest_way(client, talks, letters):
    page = html(client)
    assert "Who said what, in which words, through which outlet." in page
    featured = page[page.index("<figure") : page.index("</figure>")]
    assert "We are ready to sit down tomorrow" in featured
    assert 'class="route large"' in featured
    assert "Delmar Telegraph" in featured


def test_it_gives_the_numbers_and_the_most_cited(client, talks, letters):
    cast.outlet("Idle Gazette")
    page = html(client)
    assert "<b>4</b> quotes" in page
    assert "<b>2</b> speakers" in page
    assert "<b>3</b> outlets" in page
    assert "<b>2</b> articles" in page
    assert "<b>1</b> claim<" in page
    assert "in May 2026, the latest month" in page
    days = "from=2026-05-01&amp;%sto=2026-05-31"
    assert "/quotes/?" + days % "speaker=ilse-karvonen&amp;" in page
    assert "agency=delmar-telegraph&amp;" + days % "outlet=harbour-post&amp;" in page


def test_it_searches_the_quotes(client, talks):
    assert 'action="/quotes/"' in html(client)


def test_an_empty_database_says_how_to_load_articles(client, db):
    page = html(client)
    assert "There are no articles here yet" in page
    assert "python manage.py ingest" in page


def test_signing_in_leads_back_to_the_page(client, talks):
    page = html(client, "/quotes/?q=truce&kind=direct")
    assert 'href="/sign-in/?next=%2Fquotes%2F%3Fq%3Dtruce%26kind%3Ddirect"' in page


def test_signing_out_is_a_form_and_leads_home(client, talks, ana):
    client.force_login(ana)
    page = html(client)
    assert 'action="/sign-out/"' in page
    response = client.post("/sign-out/")
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_an_account_without_rights_is_not_led_to_the_admin(client, carl):
    client.force_login(carl)
    assert 'href="/admin/"' not in html(client)


def test_a_wrong_address_is_answered_in_the_same_look(client, db):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content
    assert b"on_record." in response.content


@pytest.mark.parametrize("name", ["400.html", "403.html", "500.html"])
def test_errors_have_pages_that_need_nothing(name):
    from django.template.loader import render_to_string

    assert "Front page" in render_to_string(name)


def test_crawlers_are_kept_from_every_filter(client):
    assert "Disallow: /*?" in client.get("/robots.txt").content.decode()


def test_without_any_date_the_front_page_counts_all_time(client, talks):
    Quote.objects.update(published=None)
    page = html(client)
    assert "the latest month" not in page
    assert 'href="/quotes/?speaker=ilse-karvonen"' in page
