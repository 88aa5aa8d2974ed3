"""What the front page reads: what the collection holds, and what is new in it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from articles.models import Article, Quote, Speaker

from . import counting, plain_lists
from .plots import Pair
from .profiles import Ranking, ranking_of, strongest_pairs
from .selection import NOBODY
from .selectors import quotes_url, shown_quotes

NEWEST = 40  # quotes that the featured one is chosen from
LATEST = 5
RANKED = 8


@dataclass(frozen=True)
class Month:
    """The month of the newest quote, or all time where no quote has a date: who is quoted most,
    and which outlets cite which others most."""

    label: str
    url: str
    total: int
    speakers: Ranking
    pairs: list[Pair]


@dataclass(frozen=True)
class Front:
    featured: Quote | None
    latest: list[Quote]
    month: Month | None
    quotes: int
    claims: int
    speakers: int
    outlets: int
    articles: int


def front() -> Front:
    """The featured quote is the one of the newest forty that came the longest way and is still
    short enough to read at a glance."""
    shown = counting.all_shown()
    newest = list(shown_quotes().filter(pk__in=shown.ids(NEWEST)))
    featured = max(newest, key=_appeal, default=None)
    return Front(
        featured,
        [quote for quote in newest if quote != featured][:LATEST],
        _month(shown),
        len(shown),
        counting.claims(),
        Speaker.objects.filter(merged_into=None).count(),
        plain_lists.outlets().total,
        Article.objects.count(),
    )


def _appeal(quote: Quote) -> tuple[bool, int, bool, bool]:
    return (
        40 <= len(quote.text) <= 220,
        min(len(quote.chain), 3),
        quote.kind != "indirect",
        quote.speaker is not None,
    )


def _month(shown: counting.Quotes) -> Month | None:
    if not len(shown):
        return None
    newest = shown.day(0)
    if newest is None:
        return Month("", quotes_url(), len(shown), *_most(shown))
    first = newest.replace(day=1)
    last = newest.replace(day=calendar.monthrange(newest.year, newest.month)[1])
    days = {"from": str(first), "to": str(last)}
    quotes = shown.between(first, last)
    return Month(
        f"{newest:%B} {newest.year}", quotes_url(**days), len(quotes), *_most(quotes, **days)
    )


def _most(quotes: counting.Quotes, **days: str) -> tuple[Ranking, list[Pair]]:
    """The speakers whom one can name, and the pairs of outlets."""
    speakers = quotes.by("speaker")
    speakers[NOBODY] = 0
    _, pairs = strongest_pairs(quotes, RANKED, **days)
    return ranking_of(speakers, "speaker", RANKED, **days), pairs
