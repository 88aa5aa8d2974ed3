"""The one place where a query string becomes rows, a canonical query string and a sentence.

Pages, facets, exports and feeds all start from `QuoteFilter.read(request.GET)` or its twin for
claims, so that what is exported is what is shown.
"""

from __future__ import annotations

import datetime
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

import numpy as np
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict

from articles.extraction.records import CLAIM_KINDS, QUOTE_KINDS
from articles.models import (
    CLAIM_STATUSES,
    HIDDEN_STATES,
    QUOTE_STATES,
    Citation,
    Claim,
    FactCheck,
    Outlet,
    Quote,
    Speaker,
)

from . import claim_rows, search
from .selection import UNKNOWN, ClaimSelection, QuoteSelection, Selection

PAGE_SIZE = 50
SHARES = ("0.5", "0.6", "0.7", "0.8", "0.9", "0.95")


@dataclass(frozen=True)
class Chip:
    """One active filter, with the query string that is left when it is taken off."""

    label: str
    query: str


@dataclass(frozen=True)
class Names:
    """The rows that slugs stand for. The slug of something merged stands for its survivor."""

    rows: dict[str, Speaker] | dict[str, Outlet]

    @classmethod
    def of(cls, model: type[Speaker] | type[Outlet], slugs: set[str]) -> Names:
        if not slugs:
            return cls({})
        found = model.objects.filter(slug__in=slugs).select_related("merged_into")
        rows = {row.slug: row.survivor for row in found}
        return cls({survivor.slug: survivor for survivor in rows.values()} | rows)

    def slug(self, slug: str) -> str:
        """The survivor's slug, for one of something merged."""
        return self.rows[slug].slug if slug in self.rows else slug

    def ids(self, slugs: Iterable[str]) -> list[int]:
        return [self.rows[slug].pk for slug in slugs if slug in self.rows]

    def label(self, slug: str) -> str:
        return str(self.rows[slug]) if slug in self.rows else f"nobody called “{slug}”"


class Filter:
    """What both lists share. Subclasses name their parameters and say how each narrows the rows."""

    model: ClassVar[type[Model]]
    noun: ClassVar[tuple[str, str]]
    # Several values of one of these mean "or".
    many: ClassVar[tuple[str, ...]]
    allowed: ClassVar[dict[str, tuple[str, ...]]]
    number: ClassVar[str]
    orders: ClassVar[dict[str, str]]  # the first is the one by default
    # Parameters whose values are slugs, by what they name.
    speaker_slugs: ClassVar[tuple[str, ...]]
    outlet_slugs: ClassVar[tuple[str, ...]]

    def __init__(self, values: dict[str, list[str]]) -> None:
        self.values = values
        self.errors: list[str] = []
        self.q = self._one("q")
        self.since = self._date("from")
        self.until = self._date("to")
        self.at_least = self._number(self.number)
        self.sort = self._one("sort") or "newest"
        self.page = self._page()
        # The facet whose values are all listed: a way of looking, not part of what is shown.
        self.whole = self.values.pop("whole", [""])[0]
        # Words that these values must have in one of their names.
        self.find = self.values.pop("find", [""])[0]
        self._check()

    @classmethod
    def read(cls, params: QueryDict) -> Self:
        """Read one state of the list. Unknown parameters and blanks are ignored; what is wrong
        with a value stands in `errors`, and then there are no rows."""
        values = {}
        for name in (*cls.many, "q", "from", "to", cls.number, "sort", "page", "whole", "find"):
            given = [value.strip() for value in params.getlist(name)]
            kept = sorted({value for value in given if value})
            if kept:
                values[name] = kept if name in cls.many else kept[:1]
        if "q" in values:
            values["q"] = [" ".join(params.get("q", "").split())]
        state = cls(values)
        state._follow_merges()
        return state

    def _follow_merges(self) -> None:
        """The slug of something merged is read as its survivor's: links and facets name that."""
        for parameters, names in (
            (self.speaker_slugs, lambda: self.speakers),
            (self.outlet_slugs, lambda: self.outlets),
        ):
            for parameter in parameters:
                if parameter in self.values:
                    known = names()
                    slugs = {known.slug(slug) for slug in self.values[parameter]}
                    self.values[parameter] = sorted(slugs)

    # Reading single values

    def _one(self, name: str) -> str:
        return self.values.get(name, [""])[0]

    def _date(self, name: str) -> datetime.date | None:
        value = self._one(name)
        if not value:
            return None
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.errors.append(f"“{value}” is no date. Write it as 2026-05-31.")
            return None

    def _number(self, name: str) -> float | None:
        value = self._one(name)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            self.errors.append(f"“{value}” is no share. Write a number from 0 to 1, such as 0.8.")
            return None
        return number

    def _page(self) -> int:
        value = self._one("page") or "1"
        if value.isascii() and value.isdecimal() and 1 <= int(value) < 10**9:
            return int(value)
        self.errors.append(f"“{value}” is no page number.")
        return 1

    def _check(self) -> None:
        for name, allowed in self.allowed.items():
            for value in self.values.get(name, []):
                if value not in allowed:
                    self.errors.append(f"“{value}” is no {name}. Choose from {', '.join(allowed)}.")
        if self.sort not in self.orders:
            self.errors.append(f"“{self.sort}” is no order. Choose from {', '.join(self.orders)}.")
            self.sort = "newest"
        if self.since and self.until and self.since > self.until:
            self.errors.append(f"No day is from {self.since} on and up to {self.until}.")

    # Rows

    @cached_property
    def selection(self) -> Selection:
        """Which rows these are, and how many of what, from memory."""
        raise NotImplementedError

    def shown(self, rows: slice) -> list[Any]:
        """These rows of the list, in order, with what a page shows of each."""
        ids = self.selection.ids(rows)
        stored = self.model._default_manager.filter(pk__in=ids)
        found = self._with_relations(stored).in_bulk() if ids else {}
        return [found[pk] for pk in ids if pk in found]

    def ids(self) -> Iterable[int]:
        """The ids of all rows of an export, in order."""
        return array("q", self.selection.all_ids())

    def _with_relations(self, rows: QuerySet) -> QuerySet:
        raise NotImplementedError

    @cached_property
    def words(self) -> search.Query:
        return search.parse(self.q)

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The folded words of each wanted phrase, to mark matches."""
        return self.words.wanted

    # Names behind slugs, one statement for each kind of name

    @cached_property
    def speakers(self) -> Names:
        return Names.of(Speaker, self._slugs(self.speaker_slugs))

    @cached_property
    def outlets(self) -> Names:
        return Names.of(Outlet, self._slugs(self.outlet_slugs))

    def names(self, parameter: str) -> Names:
        """What the slugs of a parameter name."""
        return self.speakers if parameter in self.speaker_slugs else self.outlets

    def _slugs(self, names: Iterable[str]) -> set[str]:
        return {slug for name in names for slug in self.values.get(name, [])} - {UNKNOWN}

    # Addresses

    def query(self, **changes: Any) -> str:
        """The canonical query string, sorted and without blanks or defaults.

        A change replaces a parameter's values (`from_` stands for `from`); None takes it off. Any
        change leads back to the first page unless it names one.
        """
        values: dict[str, list[str]] = dict(self.values)
        if changes:
            values.pop("page", None)
        for name, value in changes.items():
            given = [] if value is None else value if isinstance(value, list) else [str(value)]
            values[name.rstrip("_")] = given
        if values.get("sort") == ["newest"]:
            del values["sort"]
        if values.get("page") == ["1"]:
            del values["page"]
        pairs = [(name, value) for name in sorted(values) for value in sorted(values[name])]
        return urlencode([(name, value) for name, value in pairs if value])

    def toggled(self, name: str, value: str) -> str:
        """The query string with one value of a parameter put on, or taken off when it is on."""
        values = self.values.get(name, [])
        changed = [v for v in values if v != value] if value in values else [*values, value]
        return self.query(**{name: changed})

    @property
    def active(self) -> list[Chip]:
        """Every filter in use, in the order in which the sentence names them."""
        return [
            Chip(label(value), self.toggled(name, value))
            for name, label in self._labels().items()
            for value in self.values.get(name, [])
        ]

    def _labels(self) -> dict[str, Callable[[str], str]]:
        raise NotImplementedError

    # Sentences

    @property
    def sorts(self) -> list[tuple[str, str]]:
        return list(self.orders.items())

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Least shares to choose from, and the one that is chosen."""
        chosen = {self._one(self.number)} - {""} if self.at_least is not None else set()
        values = sorted({*SHARES, *chosen}, key=float)
        return [
            ("", "or not"),
            *((value, f"at least {float(value):.0%}".replace("%", " %")) for value in values),
        ]

    def title(self, total: int) -> str:
        """ "11 quotes by Ilse Karvonen"."""
        return f"{intcomma(total)} {self._subject(self.noun[0] if total == 1 else self.noun[1])}"

    @property
    def subject(self) -> str:
        """ "quotes by Ilse Karvonen"."""
        return self._subject(self.noun[1])

    def _subject(self, noun: str) -> str:
        by = self._by()
        return f"{noun} by {by}" if by else noun

    def _by(self) -> str:
        raise NotImplementedError

    def sentence(self, total: int, undated: int = 0) -> str:
        """What is shown, after the title: "passed on by X, with the word truce, newest first."."""
        parts = [*self._parts(), self.orders[self.sort]]
        text = ", ".join(parts)
        ending = ""
        if undated:
            ending = f" {intcomma(undated)} more {'has' if undated == 1 else 'have'} no date."
        return f"{text}.{ending}"

    def _parts(self) -> list[str]:
        parts = []
        for phrase in self.words.wanted:
            what = "the word" if len(phrase) == 1 else "the words"
            parts.append(f"with {what} {' '.join(phrase)}")
        parts += [f"without {' '.join(phrase)}" for phrase in self.words.unwanted]
        if self.since:
            parts.append(f"from {day_in_words(self.since)} on")
        if self.until:
            parts.append(f"up to {day_in_words(self.until)}")
        return parts

    def _named(self, name: str, names: Names, unknown: str) -> str:
        labels = [
            unknown if slug == UNKNOWN else names.label(slug) for slug in self.values.get(name, [])
        ]
        return listed(labels)


class QuoteFilter(Filter):
    """One state of `/quotes/`."""

    model = Quote
    noun = ("quote", "quotes")
    many = ("speaker", "agency", "outlet", "kind", "state")
    allowed: ClassVar = {"kind": QUOTE_KINDS, "state": QUOTE_STATES}
    number = "min_confidence"
    speaker_slugs = ("speaker",)
    outlet_slugs = ("agency", "outlet")
    orders: ClassVar = {
        "newest": "newest first",
        "oldest": "oldest first",
        "confidence": "surest first",
        "relevance": "closest match first",
        "speaker": "by speaker",
    }

    @cached_property
    def selection(self) -> QuoteSelection:
        return QuoteSelection(self)

    def queryset(self) -> QuerySet[Quote]:
        """The same rows from the database, unordered, for what is to be narrowed or changed."""
        if self.errors:
            return Quote.objects.none()
        rows = Quote.objects.all()
        if "state" not in self.values:
            rows = rows.exclude(state__in=HIDDEN_STATES)
        for name, narrow in self._narrowers().items():
            if name in self.values:
                rows = narrow(rows)
        return search.matching(rows, self.words)

    def _narrowers(self) -> dict[str, Callable[[QuerySet], QuerySet]]:
        return {
            "from": lambda rows: rows.filter(published__gte=self.since),
            "to": lambda rows: rows.filter(published__lte=self.until),
            "speaker": lambda rows: rows.filter(
                one_of("speaker", self.values["speaker"], self.speakers)
            ),
            "agency": self._agency_is,
            "outlet": lambda rows: rows.filter(
                one_of("outlet", self.values["outlet"], self.outlets)
            ),
            "kind": lambda rows: rows.filter(kind__in=self.values["kind"]),
            "state": lambda rows: rows.filter(state__in=self.values["state"]),
            "min_confidence": lambda rows: rows.filter(confidence__gte=self.at_least),
        }

    def _agency_is(self, rows: QuerySet) -> QuerySet:
        """Cited anywhere in the chain; "unknown" means that no outlet is cited."""
        slugs = self.values["agency"]
        links = Citation.objects.filter(quote=OuterRef("pk"))
        cited = Q(Exists(links.filter(outlet__in=self.outlets.ids(slugs))))
        if UNKNOWN in slugs:
            cited |= ~Q(Exists(links))
        return rows.filter(cited)

    def _with_relations(self, rows: QuerySet) -> QuerySet:
        links = Citation.objects.select_related("outlet").order_by("position")
        return (
            rows.select_related("article", "outlet", "speaker")
            .defer("article__body", "words", "machine")
            .prefetch_related(Prefetch("citations", links))
        )

    def _labels(self) -> dict[str, Callable[[str], str]]:
        return {
            "q": lambda value: value,
            "speaker": lambda slug: (
                "unknown speaker" if slug == UNKNOWN else self.speakers.label(slug)
            ),
            "agency": lambda slug: (
                "first-hand" if slug == UNKNOWN else f"via {self.outlets.label(slug)}"
            ),
            "outlet": lambda slug: (
                "unknown outlet" if slug == UNKNOWN else f"printed by {self.outlets.label(slug)}"
            ),
            "kind": str,
            "state": str,
            "from": lambda value: f"from {value}",
            "to": lambda value: f"to {value}",
            "min_confidence": lambda value: f"at least {value} sure",
        }

    def _by(self) -> str:
        return self._named("speaker", self.speakers, "an unknown speaker")

    def _parts(self) -> list[str]:
        parts = []
        if agencies := self._named("agency", self.outlets, "nobody (first-hand)"):
            parts.append(f"passed on by {agencies}")
        if outlets := self._named("outlet", self.outlets, "an unknown outlet"):
            parts.append(f"printed by {outlets}")
        parts += [listed(self.values[name]) for name in ("kind", "state") if name in self.values]
        parts += super()._parts()
        if self.at_least is not None:
            parts.append(f"at least {self.at_least:.0%} sure".replace("%", " %"))
        return parts


class ClaimFilter(Filter):
    """One state of `/claims/`."""

    model = Claim
    noun = ("claim", "claims")
    many = ("claimant", "outlet", "status", "kind")
    allowed: ClassVar = {"status": CLAIM_STATUSES, "kind": CLAIM_KINDS}
    number = "min_worth"
    speaker_slugs = ("claimant",)
    outlet_slugs = ("outlet",)
    orders: ClassVar = {
        "newest": "newest first",
        "oldest": "oldest first",
        "worth": "worthiest of a check first",
    }

    @cached_property
    def selection(self) -> ClaimSelection:
        return ClaimSelection(self)

    def shown(self, rows: slice) -> list[Claim]:
        return claim_rows.with_groups(super().shown(rows))

    def fact_checks(self) -> list[int]:
        """The ids of what checks found of all of these, those of the newest claims first."""
        checks = defaultdict(list)
        stored = FactCheck.objects.filter(removed=False).order_by("pk")
        for pk, claim in stored.values_list("pk", "claim"):
            checks[claim].append(pk)
        claims = self.selection.of_these(np.fromiter(checks, dtype=np.int64))
        return [pk for claim in claims for pk in checks[claim]]

    def _with_relations(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("article", "outlet", "claimant", "quote").defer(
            "article__body", "words", "machine", "quote__words", "quote__machine"
        )

    def _labels(self) -> dict[str, Callable[[str], str]]:
        return {
            "q": lambda value: value,
            "claimant": lambda slug: (
                "the article itself" if slug == UNKNOWN else self.speakers.label(slug)
            ),
            "outlet": lambda slug: (
                "unknown outlet" if slug == UNKNOWN else f"printed by {self.outlets.label(slug)}"
            ),
            "status": str,
            "kind": str,
            "from": lambda value: f"from {value}",
            "to": lambda value: f"to {value}",
            "min_worth": lambda value: f"worth a check at least {value}",
        }

    def _by(self) -> str:
        return self._named("claimant", self.speakers, "the articles themselves")

    def _parts(self) -> list[str]:
        parts = []
        if outlets := self._named("outlet", self.outlets, "an unknown outlet"):
            parts.append(f"printed by {outlets}")
        parts += [listed(self.values[name]) for name in ("status", "kind") if name in self.values]
        parts += super()._parts()
        if self.at_least is not None:
            parts.append(f"worth a check at least {self.at_least}")
        return parts


def one_of(field: str, slugs: list[str], names: Names) -> Q:
    """The rows whose `field` is one of these; "unknown" means that it is empty."""
    chosen = Q(**{f"{field}__in": names.ids(slugs)})
    return chosen | Q(**{f"{field}__isnull": True}) if UNKNOWN in slugs else chosen


def listed(labels: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} or {labels[-1]}"


def day_in_words(date: datetime.date) -> str:
    """ "1 May 2026", on every system."""
    return f"{date.day} {date:%B %Y}"
