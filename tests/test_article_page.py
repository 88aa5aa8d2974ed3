"""The list of articles, and the reader with everything marked in the text."""

from __future__ import annotations

import html as escapes
import re
from html.parser import HTMLParser

import pytest

from articles.models import Article, Claim, Quote

from . import cast

pytestmark = pytest.mark.django_db


class Nesting(HTMLParser):
    """Fails on an end tag that closes anything but the innermost open element."""

    VOID = {"meta", "link", "input", "br", "img", "path", "circle", "hr"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


def read(client, article: Article, query: str = "") -> str:
    response = client.get(f"/articles/{article.pk}/{query}")
    assert response.status_code == 200
    page = response.content.decode()
    parser = Nesting()
    parser.feed(page)
    assert not parser.open
    assert len(parser.ids) == len(set(parser.ids))
    return page


def text_of(page: str) -> str:
    """The article's own words, without notes and numbers."""
    body = page[page.index('<article id="text"') : page.index("</article>")]
    body = re.sub(r"<aside.*?</aside>|<sup.*?</sup>|<header>.*?</header>", "", body, flags=re.S)
    return escapes.unescape(re.sub(r"<[^>]+>", "", body))


# The list


def test_articles_are_listed_with_outlet_date_and_counts(client, talks, letters):
    page = client.get("/articles/").content.decode()
    assert "2 articles" in page
    assert "Harbour Post" in page
    assert "14 May 2026" in page
    assert "3 quotes, 1 claim" in page
    assert "unknown outlet" in page
    assert "no date" in page


def test_articles_are_found_by_words_of_their_title(client, talks, letters):
    page = client.get("/articles/?q=minister+talks").content.decode()
    assert "1 article for “minister talks”" in page
    assert "Three letters" not in page


# The reader


def test_every_quote_and_claim_is_marked_in_place(client, talks):
    page = read(client, talks)
    for quote in talks.quotes.all():
        assert f'<mark id="quote-{quote.pk}" class="{quote.kind}' in page
        assert f'href="#note-quote-{quote.pk}"' in page
        assert f'id="note-quote-{quote.pk}"' in page
    claim = talks.claims.get()
    assert f'<mark id="claim-{claim.pk}" class="claim"' in page
    assert f'id="note-claim-{claim.pk}"' in page


def test_the_text_is_whole(client, talks):
    lines = [line.strip() for line in text_of(read(client, talks)).splitlines() if line.strip()]
    assert lines == talks.body.strip().splitlines()[1:]


def test_each_paragraph_says_where_in_the_body_it_starts(client, talks):
    page = read(client, talks)
    starts = [int(start) for start in re.findall(r'data-start="(\d+)"', page)]
    assert starts == [talks.body.index(line) for line in talks.body.splitlines()]


def test_the_chain_stands_beside_each_quote(client, talks):
    page = read(client, talks)
    note = page[page.index('id="note-quote-') :]
    names = ["Ilse Karvonen", "Delmar Telegraph", "Agence Meridia", "this article"]
    places = [note.index(name) for name in names]
    assert places == sorted(places)


def test_the_list_beside_the_text_is_in_its_order_and_leads_to_speakers(client, talks):
    page = read(client, talks)
    marked = re.findall(r'<mark id="([a-z]+-\d+)"', page)
    assert re.findall(r'data-note="([a-z]+-\d+)"', page) == marked
    assert 'href="/speakers/ilse-karvonen/">Ilse Karvonen</a>' in page[page.index("<aside") :]


def listed(page: str) -> list[str]:
    """The notes that are not left out by the filter."""
    notes = re.findall(r'<li id="note-([a-z]+-\d+)" class="note ([^"]*)"', page)
    return [key for key, classes in notes if "off" not in classes.split()]


def test_the_list_can_be_narrowed_to_a_speaker_or_a_kind(client, talks):
    first, second, third = talks.quotes.order_by("start")
    claim = talks.claims.get()
    page = read(client, talks, "?speaker=ilse-karvonen")
    assert listed(page) == [f"quote-{first.pk}", f"quote-{second.pk}"]
    assert "<span>2</span> of 4" in page
    assert '<option value="ilse-karvonen" selected>Ilse Karvonen (2)</option>' in page
    assert listed(read(client, talks, "?kind=claim")) == [f"claim-{claim.pk}"]
    assert listed(read(client, talks, "?kind=indirect&speaker=border-official")) == [
        f"quote-{third.pk}"
    ]
    assert listed(read(client, talks, "?speaker=unknown")) == [f"claim-{claim.pk}"]
    assert listed(read(client, talks, "?speaker=nobody-of-that-name")) == []


def test_the_filter_stays_from_page_to_page(client):
    article = long_article()
    page = read(client, article, "?kind=direct&speaker=unknown&page=2")
    assert f'href="/articles/{article.pk}/?kind=direct&amp;speaker=unknown&amp;page=3"' in page


def test_an_article_without_quotes_says_so(client):
    assert "None in this article." in read(client, cast.article("Weather\nIt rained.\n"))


def test_rejected_and_gone_quotes_are_not_marked(client, talks):
    first, second, third = talks.quotes.order_by("start")
    Quote.objects.filter(pk=first.pk).update(state="rejected")
    Quote.objects.filter(pk=second.pk).update(state="gone")
    Claim.objects.update(gone=True)
    page = read(client, talks)
    assert f"quote-{first.pk}" not in page
    assert f"quote-{second.pk}" not in page
    assert f"quote-{third.pk}" in page
    assert "1 quote, 0 claims" in page
    assert 'id="claim-' not in page


def test_an_unknown_outlet_and_date_are_said_in_words(client, letters):
    page = read(client, letters)
    assert "unknown outlet" in page
    assert "no date" in page


def test_nested_overlapping_and_broken_quotes_keep_the_page_valid(client):
    article = cast.article("Title\nOne two “three four” five six seven <eight> & nine.\n")
    outer = cast.quote(article, "two “three four” five", kind="mixed")
    cast.quote(article, "three four", kind="direct")
    cast.quote(article, "four” five six", kind="indirect")
    broken = cast.quote(article, "seven", kind="direct")
    left = article.body.index("nine")
    broken.spans = [*broken.spans, [left, left + 4]]
    broken.save()
    cast.claim(article, "two “three four” five six")
    page = read(client, article)
    assert "One two “three four” five six seven <eight> & nine." in text_of(page)
    assert page.count(f'data-of="quote-{broken.pk}"') == 2
    assert f'<a href="#note-quote-{outer.pk}">' in page


def test_what_was_printed_is_never_read_as_html(client):
    article = cast.article("A <i>title</i>\nHe wrote <script>alert(1)</script> there.\n")
    cast.quote(article, "<script>alert(1)</script>", kind="direct")
    page = read(client, article)
    assert "<script>alert" not in page
    assert "<i>" not in page


def test_a_headline_can_hold_a_quote(client):
    article = cast.article("“No truce,” says Karvonen\nShe said so.\n")
    quote = cast.quote(article, "No truce,")
    assert f'<h1 data-start="0">“<mark id="quote-{quote.pk}"' in read(client, article)


def test_a_corrected_title_stands_above_the_text_as_it_was(client, talks):
    Article.objects.filter(pk=talks.pk).update(title="Talks will resume")
    page = read(client, talks)
    assert "<h1>Talks will resume</h1>" in page
    assert "Talks to resume, minister says" in text_of(page)


def test_it_says_who_corrected_a_quote(client, talks, ana):
    quote = talks.quotes.first()
    quote.state, quote.set_by_person, quote._history_user = "corrected", ["kind"], ana
    quote.save()
    assert "corrected by ana" in read(client, talks)


def test_claims_show_their_status_and_how_much_they_deserve_a_check(client, talks):
    page = read(client, talks)
    assert '<span class="status unchecked">unchecked</span>' in page
    assert "60\u202f% worth a check" in page


def long_article() -> Article:
    lines = [f"Paragraph {i}: he said the gate was locked from inside." for i in range(4000)]
    return cast.article("\n".join(["A long one", *lines]) + "\n")


def test_a_long_article_is_read_page_by_page(client):
    article = long_article()
    first, last = read(client, article), read(client, article, "?page=4")
    assert "Paragraph 0:" in first
    assert "Paragraph 3999:" not in first
    assert "Paragraph 3999:" in last
    assert f'href="/articles/{article.pk}/?page=2"' in first


def test_a_quote_far_down_a_long_article_has_an_address(client):
    article = long_article()
    early = cast.quote(article, "Paragraph 3: he said the gate")
    late = cast.quote(article, "Paragraph 3999: he said the gate")
    listed = client.get("/quotes/").content.decode()
    assert f"/articles/{article.pk}/#quote-{early.pk}" in listed
    assert f"/articles/{article.pk}/?quote={late.pk}#quote-{late.pk}" in listed
    page = read(client, article, f"?quote={late.pk}")
    assert f'<mark id="quote-{late.pk}"' in page
    assert "</span>2</a></sup>" in page


def test_one_endless_paragraph_has_pages_too(client):
    article = cast.article("Endless\n" + "word " * 40_000)
    assert 'aria-label="Pages"' in read(client, article)


def test_an_article_without_text_or_title_opens(client):
    assert "untitled" in read(client, cast.article(""))


def test_the_reader_takes_few_statements(client, talks, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        read(client, talks)
