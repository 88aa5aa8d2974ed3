"""What the plain lists read: speakers, outlets and articles, with words, an order and pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, F, Model, Q, QuerySet

from articles.models import Article, Claim, Outlet, OutletAlias, Speaker, SpeakerAlias
from articles.text import name_key

from . import counting, search
from .columns import Array
from .filters import UNKNOWN, day_in_words
from .selection import NOBODY


@dataclass(frozen=True)
class Rows:
    """The rows of a list: how many there are, and a function that gives some of them in order."""

    total: int
    some: Callable[[slice], list]


def _by_id(model: type[Model], ids: Array, more: Callable[[list], None]) -> Rows:
    """Rows in an order worked out beforehand."""
    return Rows(len(ids), lambda rows: _fetched(model, ids[rows].tolist(), more))


def _named(aliases: type[Model], words: str) -> QuerySet:
    """The aliases in which a word begins like this; in scripts without blanks, anywhere."""
    key = name_key(words)
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
    return aliases._default_manager.filter(begins if key.isascii() else Q(key__contains=key))


def _of(counts: Array, ids: Array) -> Array:
    """The counts of these ids, 0 for those beyond the last that has any."""
    there = np.minimum(ids, len(counts) - 1)
    return np.where(ids < len(counts), counts[there], 0)


def _ids(rows: QuerySet) -> Array:
    return np.fromiter(rows.values_list("pk", flat=True).iterator(10_000), dtype=np.int64)


# Speakers

SPEAKER_SORTS = {"quotes": ("most quoted first", ()), "name": ("by name", ())}


def speakers(words: str = "", sort: str = "quotes") -> Rows:
    """The speakers with a name in which words begin like this. Merged ones are their survivors'."""
    counts = counting.all_shown().by("speaker")

    def count(found: list[Speaker]) -> None:
        for speaker in found:
            speaker.quote_count = int(_of(counts, np.array(speaker.pk)))  # type: ignore[attr-defined]

    rows = Speaker.objects.filter(merged_into=None)
    if words:
        rows = rows.filter(pk__in=_named(SpeakerAlias, words).values("speaker"))
    if sort == "name":
        return _in_database(rows.order_by("name", "pk"), count)
    ids = _ids(rows.order_by())
    return _by_id(Speaker, ids[np.lexsort((ids, -_of(counts, ids)))], count)


def _in_database(rows: QuerySet, more: Callable[[list], None]) -> Rows:
    """Rows in an order that the database has an index for. Skipping to a page reads ids alone."""

    def some(wanted: slice) -> list:
        ids = list(rows.values_list("pk", flat=True)[wanted])
        return _fetched(rows.model, ids, more)

    return Rows(rows.count(), some)


def _fetched(model: type[Model], ids: list[int], more: Callable[[list], None]) -> list:
    """The rows with these ids in this order; `more` adds what the page shows of each besides."""
    rows = model._default_manager.all()
    if model is Article:
        rows = rows.select_related("outlet").defer("body")
    found = rows.in_bulk(ids)
    there = [found[pk] for pk in ids if pk in found]
    more(there)
    return there


# Outlets

OUTLET_SORTS = {
    "cited": ("most cited first", ("cited", "printed", "articles")),
    "printed": ("most printed first", ("printed", "articles", "cited")),
    "name": ("by name", ()),
}


def outlets(words: str = "", sort: str = "cited") -> Rows:
    """With words, the outlets with a name in which words begin like this; without, those that
    printed an article or are cited in one: the starting list has many more."""
    rows = Outlet.objects.filter(merged_into=None).order_by("name", "pk")
    if words:
        rows = rows.filter(pk__in=_named(OutletAlias, words).values("outlet"))
    ids = _ids(rows)
    counts = _outlet_counts(ids)
    if not words:
        used = (counts["cited"] > 0) | (counts["articles"] > 0)
        ids, counts = ids[used], {name: of_ids[used] for name, of_ids in counts.items()}
    keys = [-counts[name] for name in reversed(OUTLET_SORTS[sort][1])]
    order = np.lexsort(keys) if keys else np.arange(len(ids))
    places = {pk: place for place, pk in enumerate(ids.tolist())}

    def count(found: list[Outlet]) -> None:
        for outlet in found:
            place = places[outlet.pk]
            outlet.cited = int(counts["cited"][place])  # type: ignore[attr-defined]
            outlet.printed = int(counts["printed"][place])  # type: ignore[attr-defined]
            outlet.articles_printed = int(counts["articles"][place])  # type: ignore[attr-defined]

    return _by_id(Outlet, ids[order], count)


def _outlet_counts(ids: Array) -> dict[str, Array]:
    shown = counting.all_shown()
    printed = dict(Article.objects.order_by().values_list("outlet").annotate(count=Count("*")))
    return {
        "cited": _of(shown.by("agency"), ids),
        "printed": _of(shown.by("outlet"), ids),
        "articles": np.array([printed.get(pk, 0) for pk in ids.tolist()], dtype=np.int64),
    }


# Articles

ARTICLE_SORTS = {
    "newest": ("newest first", (F("published").desc(nulls_last=True), F("id").desc())),
    "oldest": ("oldest first", (F("published").asc(nulls_last=True), F("id").asc())),
    "quotes": ("most quotes first", ()),
}
ARTICLE_FILTERS = ("speaker", "with", "outlet", "from", "to")


@dataclass(frozen=True)
class Narrowed:
    """The articles; what narrows them in words, by parameter; and what is wrong with a value."""

    rows: Rows
    labels: dict[str, str]
    errors: list[str]


def articles(words: str, values: Mapping[str, str], sort: str = "newest") -> Narrowed:
    """The articles in whose titles words begin like these.

    `values` narrow them: `speaker` and `with` are two speakers whom they quote, `outlet` printed
    them, `from` and `to` are days. A wrong day gives no rows and says why.
    """
    given = _Given(values)
    rows = Article.objects.filter(given.condition)
    rows = search.beginning(rows, words) if words else rows
    if given.errors or given.finds_nothing:
        rows = rows.none()
    if given.speakers and not given.errors:
        ids = given.quoting(oldest_first=sort == "oldest")
        if words:
            ids = ids[np.isin(ids, _ids(rows.order_by()))]
    elif sort == "quotes":
        ids = _ids(rows.order_by("-pk"))
    else:
        found = _in_database(rows.order_by(*ARTICLE_SORTS[sort][1]), _count_in_articles)
        return Narrowed(found, given.labels, given.errors)
    if sort == "quotes":
        counts = counting.all_shown().by("article")
        ids = ids[np.argsort(-_of(counts, ids), kind="stable")]
    return Narrowed(_by_id(Article, ids, _count_in_articles), given.labels, given.errors)


class _Given:
    """What the parameters of the list of articles ask for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.labels: dict[str, str] = {}
        self.errors: list[str] = []
        self.finds_nothing = False
        self.speakers = [
            self._row("quoting", name, values[name], Speaker)
            for name in ("speaker", "with")
            if name in values
        ]
        self.outlets = [
            self._row("printed by", name, values[name], Outlet)
            for name in ("outlet",)
            if name in values
        ]
        self.since = self._day("from", values, "from {} on")
        self.until = self._day("to", values, "up to {}")

    def _row(self, what: str, name: str, slug: str, model: type[Speaker | Outlet]) -> int:
        """The id that a slug stands for, 0 for unknown; of something merged, the survivor's."""
        if slug == UNKNOWN:
            self.labels[name] = f"{what} an unknown {model._meta.model_name}"
            return NOBODY
        found = model._default_manager.filter(slug=slug).first()
        row = found and found.survivor
        self.labels[name] = f"{what} {row or f'nobody called “{slug}”'}"
        self.finds_nothing |= row is None
        return row.pk if row else NOBODY

    def _day(self, name: str, values: Mapping[str, str], label: str) -> datetime.date | None:
        value = values.get(name, "")
        try:
            day = datetime.date.fromisoformat(value) if value else None
        except ValueError:
            self.labels[name] = label.format(f"“{value}”")
            self.errors.append(f"“{value}” is no date. Write it as 2026-05-31.")
            return None
        if day:
            self.labels[name] = label.format(day_in_words(day))
        return day

    @property
    def condition(self) -> Q:
        """Outlet and days, for the database."""
        condition = Q()
        for outlet in self.outlets:
            condition &= Q(outlet=outlet or None)
        if self.since:
            condition &= Q(published__gte=self.since)
        if self.until:
            condition &= Q(published__lte=self.until)
        return condition

    def quoting(self, oldest_first: bool) -> Array:
        """The ids of the articles that quote the speakers, by all other parameters too."""
        if self.finds_nothing:
            return np.array([], dtype=np.int64)
        shown = counting.all_shown()
        if self.since or self.until:
            shown = shown.between(self.since or datetime.date.min, self.until or datetime.date.max)
        for outlet in self.outlets:
            shown = shown.printed_by(outlet)
        ids, *others = (shown.said_by(speaker).articles(oldest_first) for speaker in self.speakers)
        for other in others:
            ids = ids[np.isin(ids, other)]
        return ids


def _count_in_articles(found: list[Article]) -> None:
    quotes = counting.all_shown().by("article")
    claims = dict(
        Claim.objects.filter(gone=False, article__in=found)
        .order_by()
        .values_list("article")
        .annotate(count=Count("*"))
    )
    for article in found:
        article.quote_count = int(_of(quotes, np.array(article.pk)))  # type: ignore[attr-defined]
        article.claim_count = claims.get(article.pk, 0)  # type: ignore[attr-defined]
