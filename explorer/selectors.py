"""What the pages read, apart from the two filtered lists (explorer/filters.py): every query that
a page needs has a name here, so that views hold none."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from articles.extraction.layout import paragraphs, read_layout
from articles.models import (
    HIDDEN_STATES,
    Article,
    Citation,
    Claim,
    Outlet,
    Quote,
    Speaker,
)

from . import marking

SHOWN = ~Q(state__in=HIDDEN_STATES)
PAGE_CHARACTERS = 60_000  # of an article on one page of the reader
TALLIED = 12  # lines of a count by name


def shown_quotes() -> QuerySet[Quote]:
    """The quotes that are neither rejected nor gone, with all that a row of a list shows."""
    return with_relations(Quote.objects.filter(SHOWN))


def with_relations(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    links = Citation.objects.select_related("outlet").order_by("position")
    return (
        quotes.select_related("article", "outlet", "speaker")
        .defer("article__body", "words", "machine")
        .prefetch_related(Prefetch("citations", links))
    )


def list_url(path: str, **params: str) -> str:
    return f"{path}?{urlencode(sorted(params.items()))}" if params else path


def quotes_url(**params: str) -> str:
    return list_url("/quotes/", **params)


# Counts by name


@dataclass(frozen=True)
class Line:
    """One line of a count by name: the name, how many, and the list of just these. `page` is
    where the name itself leads, if anywhere."""

    label: str
    count: int
    url: str
    page: str = ""


# Articles and the reader


@dataclass(frozen=True)
class Change:
    """Who changed something, and when."""

    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Reading:
    """One page of an article with everything marked. `headline` is None when the title shown is
    not the text's own first line."""

    article: Article
    headline: marking.Passage | None
    passages: list[marking.Passage]
    quote_count: int
    claim_count: int
    page: int
    pages: int

    @property
    def marks(self) -> list[marking.Mark]:
        """What is marked on this page, in the order of the text."""
        passages = [self.headline, *self.passages] if self.headline else self.passages
        return [mark for passage in passages for mark in passage.marks]


def reading(pk: int, page: int = 1, quote: int | None = None, claim: int | None = None) -> Reading:
    """A page of the reader: the one asked for, or the one where a quote or claim begins."""
    article = get_object_or_404(Article.objects.select_related("outlet", "credit"), pk=pk)
    title, spans = _layout(article)
    pages = [list(group) for _, group in groupby(spans, lambda span: span[0] // PAGE_CHARACTERS)]
    if (quote or claim) and (wanted := _start_of(article, quote, claim)):
        page = bisect_right([group[0][0] for group in pages], wanted)
    page = min(max(page, 1), max(len(pages), 1))
    here = pages[page - 1] if pages else []
    if title and page == 1:
        here = [title, *here]
    found = _passages(article, here)
    return Reading(
        article=article,
        headline=found.pop(0) if title and page == 1 else None,
        passages=found,
        quote_count=Quote.objects.filter(SHOWN, article=article).count(),
        claim_count=Claim.objects.filter(article=article, gone=False).count(),
        page=page,
        pages=max(len(pages), 1),
    )


def _layout(article: Article) -> tuple[marking.Span | None, list[marking.Span]]:
    """The title's place in the body, unless an editor gave another title, and the paragraphs."""
    layout = read_layout(article.body)
    if layout.title_span and layout.title == article.title:
        return layout.title_span, _short(article.body, paragraphs(article.body, layout.body_start))
    start = layout.body_start if layout.url else 0
    return None, _short(article.body, paragraphs(article.body, start))


def _short(body: str, spans: Iterable[marking.Span]) -> list[marking.Span]:
    """Paragraphs longer than a page, broken at a blank."""
    short = []
    for left, right in spans:
        while right - left > PAGE_CHARACTERS:
            middle = left + PAGE_CHARACTERS // 2
            blank = body.rfind(" ", middle, left + PAGE_CHARACTERS)
            at = blank if blank > 0 else left + PAGE_CHARACTERS
            short.append((left, at))
            left = at
        short.append((left, right))
    return short


def _start_of(article: Article, quote: int | None, claim: int | None) -> int | None:
    rows = Quote.objects.filter(pk=quote) if quote else Claim.objects.filter(pk=claim)
    return rows.filter(article=article).values_list("start", flat=True).first()


def _passages(article: Article, spans: list[marking.Span]) -> list[marking.Passage]:
    """These paragraphs of an article with their quotes and claims marked."""
    if not spans:
        return []
    start, end = spans[0][0], spans[-1][1]
    quotes = shown_quotes().filter(article=article).order_by("start", "end", "id")
    claims = Claim.objects.filter(article=article, gone=False).order_by("start", "end", "id")
    numbers = quotes.filter(start__lt=start).count() + 1, claims.filter(start__lt=start).count() + 1
    here = {"start__lt": end, "end__gt": start}
    marks = [
        marking.Mark(
            f"quote-{quote.pk}", str(number), quote.kind, tuple(map(tuple, quote.spans)), quote
        )
        for number, quote in enumerate(with_last_changes(quotes.filter(**here)), numbers[0])
    ] + [
        marking.Mark(f"claim-{claim.pk}", f"c{number}", "claim", ((claim.start, claim.end),), claim)
        for number, claim in enumerate(
            with_last_changes(claims.filter(**here).select_related("claimant")), numbers[1]
        )
    ]
    return marking.passages(article.body, spans, marks)


def with_last_changes(rows: Iterable[Any]) -> list[Any]:
    """These quotes or claims, each with `last_change`: which person touched it last, if any."""
    items = list(rows)
    touched = [item.pk for item in items if item.is_touched]
    changes = _last_changes(type(items[0]), touched) if touched else {}
    for item in items:
        item.last_change = changes.get(item.pk)
    return items


def _last_changes(model: type[Model], ids: list[int]) -> dict[int, Change]:
    history = model.history.filter(id__in=ids, history_user__isnull=False)  # type: ignore[attr-defined]
    rows = history.order_by("history_date", "history_id")
    return {
        pk: Change(by, at)
        for pk, by, at in rows.values_list("id", "history_user__username", "history_date")
    }


# Speakers


def find_speaker(slug: str) -> Speaker:
    """The speaker of this slug; a merged one is found as itself, with its survivor at hand."""
    return get_object_or_404(Speaker.objects.select_related("merged_into"), slug=slug)


def find_outlet(slug: str) -> Outlet:
    """The outlet of this slug; a merged one is found as itself, with its survivor at hand."""
    return get_object_or_404(Outlet.objects.select_related("merged_into"), slug=slug)
