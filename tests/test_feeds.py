"""Any list as an Atom feed: the newest hundred, with ids that stay and times that move rightly."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from articles import corrections
from articles.models import Quote

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def entries(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{ATOM}entry")


def text(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    return "".join(found.itertext())


def links(element: ET.Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def test_a_feed_says_what_it_is(client, talks, letters):
    root = feed(client, "/quotes.atom?speaker=ilse-karvonen&sort=oldest&page=3")
    assert root.tag == f"{ATOM}feed"
    assert text(root, "title") == "On Record: quotes by Ilse Karvonen"
    assert text(root, "subtitle") == "newest first."
    assert links(root) == {
        "alternate": "http://testserver/quotes/?speaker=ilse-karvonen",
        "self": "http://testserver/quotes.atom?speaker=ilse-karvonen",
    }
    assert text(root, "id") == "http://testserver/quotes.atom?speaker=ilse-karvonen"
    assert len(entries(root)) == 3
    assert text(root, "updated") == max(text(entry, "updated") for entry in entries(root))


def test_an_entry_has_author_words_chain_and_outlet(client, talks):
    [entry] = entries(feed(client, "/quotes.atom?kind=direct"))
    quote = Quote.objects.get(kind="direct")
    assert text(entry, "id") == f"http://testserver/quotes/{quote.pk}/"
    assert links(entry) == {"alternate": f"http://testserver/quotes/{quote.pk}/"}
    assert text(entry, "title").startswith("Ilse Karvonen: “We are ready to sit down tomorrow")
    assert text(entry, "author").strip() == "Ilse Karvonen"
    assert text(entry, "published") == "2026-05-14T00:00:00+00:00"
    content = text(entry, "content")
    assert "Agence Meridia</a> &gt; <a" in content and "Harbour Post" in content
    assert "14 May 2026" in content and "foreign minister" in content


def test_without_speaker_outlet_or_date_it_is_whole_too(client):
    cast.quote(cast.article("Odd\n“\x0b<no> & \x01” it said\n"), "\x0b<no> & \x01")
    [entry] = entries(feed(client, "/quotes.atom"))
    assert text(entry, "author").strip() == "Unknown speaker"
    assert entry.find(f"{ATOM}published") is None
    assert "unknown outlet" in text(entry, "content")
    assert entries(feed(client, "/quotes.atom?q=none")) == []


def test_it_holds_the_newest_hundred(client):
    for number in range(103):
        made = cast.article(
            f"N{number}\nHe said yes {number}.\n", None, f"2026-01-{number % 9 + 1:02}"
        )
        cast.quote(made, f"yes {number}")
    titles = [text(entry, "title") for entry in entries(feed(client, "/quotes.atom"))]
    assert len(titles) == 100
    assert titles[0] == "Unknown speaker: “yes 98”"


def test_a_reader_that_has_it_is_told_so_until_something_changes(client, talks, ana):
    first = client.get("/quotes.atom")
    again = client.get("/quotes.atom", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    quote = Quote.objects.get(kind="direct")
    before = text(entries(feed(client, "/quotes.atom?kind=direct"))[0], "updated")
    corrections.correct_quote(quote, version=quote.version, by=ana, speaker_role="envoy")
    changed = client.get("/quotes.atom", headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    [entry] = entries(feed(client, "/quotes.atom?kind=direct"))
    assert text(entry, "updated") > before or "envoy" in text(entry, "content")
    assert text(entry, "id").endswith(f"/quotes/{quote.pk}/"), "its id stays"


def test_claims_have_a_feed(client, talks):
    [entry] = entries(feed(client, "/claims.atom?q=fire"))
    assert "traded fire 41 times" in text(entry, "title")
    assert text(entry, "author").strip() == "The article itself"


def test_lists_name_their_feed_files_and_how_to_cite_them(client, talks):
    page = html(client, "/quotes/?speaker=ilse-karvonen&sort=oldest")
    assert (
        '<link rel="alternate" type="application/atom+xml" title="2 quotes by Ilse Karvonen: the '
        'newest" href="/quotes.atom?speaker=ilse-karvonen">'
    ) in page
    assert '<a href="/quotes.atom?speaker=ilse-karvonen" type="application/atom+xml"' in page
    for ending in ("csv", "xlsx", "json", "jsonl"):
        assert f'<a href="/quotes.{ending}?sort=oldest&amp;speaker=ilse-karvonen" download' in page
    assert "2 quotes by Ilse Karvonen: oldest first. On Record, " in page
    assert "http://testserver/quotes/?sort=oldest&amp;speaker=ilse-karvonen</span>, seen on" in page
