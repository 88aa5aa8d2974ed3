"""One address, two renderings: the page for everybody, the results alone for htmx."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/quotes/"}
LISTS = ["/quotes/", "/claims/", "/articles/", "/speakers/", "/outlets/"]


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


@pytest.mark.parametrize("path", LISTS)
def test_a_browser_gets_a_page_and_htmx_the_results_alone(client, path):
    page, part = client.get(path), client.get(path, headers=HTMX)
    assert b"<html" in page.content
    assert b"<html" not in part.content
    assert b"<h1" in page.content
    assert b"<h1" in part.content


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
@pytest.mark.parametrize("path", LISTS)
def test_boosted_links_and_the_back_button_get_whole_pages(client, path, header):
    assert b"<html" in client.get(path, headers={**HTMX, header: "true"}).content


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("path", [*LISTS, "/quotes/facets/", "/claims/facets/"])
def test_caches_keep_the_renderings_apart(client, path, headers):
    vary = client.get(path, headers=headers)["Vary"]
    for name in ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"):
        assert name in vary


def test_the_answer_names_its_canonical_address(client):
    answer = client.get("/quotes/?sort=&q=truce&kind=direct&from=", headers=HTMX)
    assert answer["HX-Push-Url"] == "/quotes/?kind=direct&q=truce"


def test_no_address_is_pushed_when_it_is_the_current_one(client):
    headers = {**HTMX, "HX-Current-URL": "http://testserver/quotes/?q=truce"}
    assert client.get("/quotes/?q=truce&sort=", headers=headers)["HX-Push-Url"] == "false"


def test_the_fragment_carries_title_count_facets_and_exports(client):
    html = client.get("/quotes/?q=truce", headers=HTMX).content.decode()
    assert "<title>2 quotes · On Record</title>" in html
    assert '<p id="announcer" hx-swap-oob="innerHTML">2 quotes</p>' in html
    assert '<div id="facets" hx-swap-oob="innerHTML">' in html
    assert ": 1 in use" in html
    assert 'href="/quotes.csv?q=truce"' in html
    assert 'href="/quotes.json?q=truce"' in html


def test_the_facets_have_an_address_of_their_own(client):
    html = client.get("/quotes/facets/?q=truce", headers=HTMX).content.decode()
    assert "<legend>Cited agency</legend>" in html
    assert "<blockquote" not in html


def test_pages_carry_no_inline_scripts_or_styles(client, talks):
    quote = talks.quotes.first()
    for path in ["/", *LISTS, f"/articles/{talks.pk}/", f"/quotes/{quote.pk}/"]:
        response = client.get(path)
        html = response.content.decode()
        assert "style=" not in html
        assert "<style" not in html
        assert "<script>" not in html
        assert "unsafe" not in response["Content-Security-Policy"]


def test_only_reading_is_allowed(client):
    for path in ["/", *LISTS]:
        assert client.post(path).status_code == 405
