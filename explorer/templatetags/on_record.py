"""What templates say about quotes: the route they took, their words in pieces, addresses."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from articles.models import Article, Claim, Outlet, Quote, Speaker

from ..filters import UNKNOWN, day_in_words
from ..marking import quote_words
from ..selectors import PAGE_CHARACTERS, list_url, quotes_url

register = template.Library()


@dataclass(frozen=True)
class Station:
    """A stop on a quote's way: `kind` is "source" for the speaker, "passed" for an outlet of the
    chain, "here" for the article at hand."""

    kind: str
    label: str
    url: str
    note: str = ""


def stations(quote: Quote, here: str = "") -> list[Station]:
    """The way of a quote from its speaker to the reader: the outlet that had it first comes right
    after the speaker. `here` names the last station where the article itself is on the page."""
    links = [link.outlet for link in quote.citations.all()]  # nearest to the reader first
    passed = [Station("passed", link.name, link.get_absolute_url()) for link in reversed(links)]
    if passed:
        passed[0] = Station("passed", passed[0].label, passed[0].url, "had it first")
    return [_speaker(quote), *passed, _here(quote, here)]


def _speaker(quote: Quote) -> Station:
    if quote.speaker is None:
        return Station("source", "unknown speaker", quotes_url(speaker=UNKNOWN))
    note = "unnamed" if quote.speaker.kind == "unnamed" else quote.speaker_role
    return Station("source", quote.speaker.name, quote.speaker.get_absolute_url(), note)


def _here(quote: Quote, here: str) -> Station:
    if here:
        return Station("here", here, "")
    if quote.outlet is None:
        return Station("here", "unknown outlet", quotes_url(outlet=UNKNOWN), "printed it")
    return Station("here", quote.outlet.name, quote.outlet.get_absolute_url(), "printed it")


# A page has fifty of each of these, and a template for each would take half of the page's time.


@register.simple_tag
def route(quote: Quote, here: str = "", look: str = "") -> SafeString:
    """The route line. `look` is "" along the line, "down" for a column, "large" for the front."""
    return format_html(
        '<ol class="{}" aria-label="How these words came here">{}\n</ol>',
        f"route {look}".strip(),
        SafeString("".join(_station(station) for station in stations(quote, here))),
    )


def _station(station: Station) -> SafeString:
    label = '<a href="{}">{}</a>' if station.url else "{}<span>{}</span>"
    note = " <small>{}</small>" if station.note else "{}"
    return format_html(
        f'\n  <li class="{{}}">{label}{note}</li>',
        *(station.kind, station.url, station.label, station.note),
    )


@register.simple_tag
def words(quote: Quote, phrases: Collection[tuple[str, ...]] = ()) -> SafeString:
    """A quote's words: verbatim parts washed, matches of a search marked."""
    html = _words(quote.text, quote.kind, phrases)
    return SafeString(f"<q>“{html}”</q>") if quote.kind == "direct" else html


@register.simple_tag
def when(date: datetime.date | None) -> SafeString:
    """A day, or that there is none."""
    if not date:
        return SafeString("<span>no date</span>")
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), day_in_words(date))


@register.simple_tag
def sure(quote: Quote) -> SafeString:
    """How certain the machine is of a quote; the bar repeats the number."""
    if quote.confidence is None:
        return SafeString("<span>set by hand</span>")
    return format_html(
        '<span class="sure"><meter value="{}" aria-hidden="true"></meter>{} sure</span>',
        number(quote.confidence),
        percent(quote.confidence),
    )


@register.simple_tag
def claim_words(claim: Claim, phrases: Collection[tuple[str, ...]] = ()) -> SafeString:
    return _words(claim.text, "indirect", phrases)


def _words(text: str, kind: str, phrases: Collection[tuple[str, ...]]) -> SafeString:
    parts = []
    for piece in quote_words(text, kind, phrases):
        html = f"<mark>{escape(piece.text)}</mark>" if piece.match else escape(piece.text)
        parts.append(f"<q>{html}</q>" if piece.verbatim and kind == "mixed" else html)
    return SafeString("".join(parts))


@register.filter
def place(item: Quote | Claim) -> str:
    """The address of a quote or claim in its article, on the right page of a long one."""
    family = "quote" if isinstance(item, Quote) else "claim"
    page = f"?{family}={item.pk}" if item.start >= PAGE_CHARACTERS else ""
    return f"/articles/{item.article_id}/{page}#{family}-{item.pk}"


@register.filter
def named(article: Article) -> str:
    """An article's title in a list, where bodies are not loaded."""
    return article.title or f"untitled ({article.file_name or article.pk})"


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}".replace("%", "\u202f%")


@register.filter
def rounded(percentage: float) -> str:
    """A percentage as people read it: "<1 %" rather than none at all."""
    return "<1\u202f%" if 0 < percentage < 1 else f"{percentage:.0f}\u202f%"


@register.filter
def number(value: float) -> str:
    """A number as HTML attributes want it, whatever the language of the page."""
    return str(value) if isinstance(value, int) else f"{value:g}"


@register.filter
def day(date: datetime.date | None) -> str:
    return day_in_words(date) if date else "no date"


@register.simple_tag
def href(path: str, query: str = "") -> str:
    """A canonical address: no question mark without a query."""
    return f"{path}?{query}" if query else path


@register.simple_tag(takes_context=True)
def current(context: template.Context, path: str) -> str:
    """ "page" on the very page that a link of the navigation leads to, "true" further inside."""
    request = context.get("request")
    if request is None or not request.path.startswith(path):
        return "false"
    return "page" if request.path == path else "true"


@register.filter
def quotes_by(speaker: Speaker) -> str:
    return quotes_url(speaker=speaker.slug)


@register.filter
def claims_by(speaker: Speaker) -> str:
    return f"/claims/?{urlencode({'claimant': speaker.slug})}"


@register.filter
def cited_for(outlet: Outlet) -> str:
    return quotes_url(agency=outlet.slug)


@register.filter
def printed_by(outlet: Outlet) -> str:
    return quotes_url(outlet=outlet.slug)


@register.filter
def articles_of(outlet: Outlet) -> str:
    return list_url("/articles/", outlet=outlet.slug)
