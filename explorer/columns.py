"""What filters, facets and orders need of every quote and every claim, held in memory as columns of
numbers.

A list page at a million quotes is then a few comparisons of arrays, whatever is filtered, sorted
and counted, and every count is exact. `current()` is as fresh as the database: with each call it
asks the log of changes (articles/change_log.py) what was written since, by whatever process, and
takes that in. Nothing here is ever the only copy, and columns are never changed once made: a
request that holds some goes on with them undisturbed.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar, Self, TypeVar

import numpy as np
from django.db import connections
from django.db.models import Model
from numpy.typing import NDArray

from articles import change_log
from articles.extraction.records import CLAIM_KINDS, QUOTE_KINDS
from articles.models import CLAIM_STATUSES, QUOTE_STATES, Claim, Quote, Speaker

Array = NDArray[np.generic]
UNDATED = int(np.iinfo(np.int32).min)
PARAMETERS = 500  # of one statement
_DAY = {  # since 1970
    "postgresql": "published - DATE '1970-01-01'",
    "sqlite": "CAST(julianday(published) - 2440587.5 AS INTEGER)",
}


def stored(kind: type[np.generic], sql: str) -> dict[str, Any]:
    """A column of numbers of this kind, and what gives it. `{day}` stands for the date's number."""
    return {"kind": kind, "sql": sql}


def reference(column: str) -> dict[str, Any]:
    """Ids of other rows, 0 for none."""
    return stored(np.int32, f"COALESCE({column}, 0)")


def place_in(values: tuple[str, ...], column: str) -> dict[str, Any]:
    """Where each value stands in a short list of all."""
    cases = " ".join(f"WHEN '{value}' THEN {number}" for number, value in enumerate(values))
    return stored(np.uint8, f"CASE {column} {cases} END")


class Chains:
    """Every distinct set of cited outlets has a number; 0 is the empty one. Numbers are only ever
    added, so that columns made earlier stay right."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self._links: tuple[Array, Array, int] | None = None

    def number(self, outlets: Iterable[int]) -> int:
        return self._numbers.setdefault(tuple(sorted(outlets)), len(self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def links(self) -> tuple[Array, Array]:
        """Two arrays of one length: the number of a chain, and an outlet in it."""
        if self._links is None or self._links[2] != len(self):
            numbers = list(self._numbers.items())
            pairs = [(number, outlet) for outlets, number in numbers for outlet in outlets]
            links = np.array(pairs, dtype=np.int64).reshape(-1, 2)
            self._links = links[:, 0], links[:, 1], len(numbers)
        return self._links[:2]

    def having(self, outlets: Iterable[int]) -> Array:
        """For each number, whether one of these outlets is in the chain."""
        numbers, outlet = self.links
        has = np.zeros(len(self), dtype=bool)
        has[numbers[np.isin(outlet, list(outlets))]] = True
        return has

    def by_outlet(self, counts: Array) -> Array:
        """From how many quotes have each chain, how many cite each outlet; at 0 those without."""
        numbers, outlet = self.links
        counts = np.pad(counts, (0, len(self) - len(counts)))
        by_outlet = np.bincount(outlet, weights=counts[numbers], minlength=1).astype(np.int64)
        by_outlet[0] = counts[0]
        return by_outlet


@dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """One value for each row of a model, newest first: by date, those without one last, then by
    id. Rows that no list ever shows are left out."""

    model: ClassVar[type[Model]]
    log: ClassVar[change_log.Log]
    shown: ClassVar[str] = "TRUE"  # the condition of rows that a list may show
    choices: ClassVar[dict[str, tuple[str, ...]]]  # what the numbers in these columns mean

    id: Array = field(metadata=stored(np.int64, "id"))
    day: Array = field(metadata=stored(np.int32, f"COALESCE({{day}}, {UNDATED})"))
    outlet: Array = field(metadata=reference("outlet_id"))
    # What searches found, as packed bits.
    matches: dict[Hashable, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def dated(self) -> int:
        """How many have a date; they come first."""
        return int(np.count_nonzero(self.day != UNDATED))

    @cached_property
    def _by_id(self) -> Array:
        return np.argsort(self.id)

    @cached_property
    def _place_of_id(self) -> Array | None:
        """The place of every id up to the largest, -1 for none; None where ids are far apart."""
        largest = int(self.id.max(initial=0))
        if largest > 8 * len(self) + 1_000_000:
            return None
        places = np.full(largest + 1, -1, dtype=np.int32)
        places[self.id] = np.arange(len(self), dtype=np.int32)
        return places

    def places(self, ids: Array) -> Array:
        """The places of the rows with these ids, as far as there are such."""
        if self._place_of_id is not None:
            ids = ids[(ids >= 0) & (ids < len(self._place_of_id))]
            found = self._place_of_id[ids]
            return found[found >= 0]
        at = np.searchsorted(self.id, ids, sorter=self._by_id)
        found = self._by_id[np.minimum(at, len(self) - 1)] if len(self) else at[:0]
        return found[self.id[found] == ids] if len(self) else found

    def having(self, name: str, values: Iterable[str], places: Any = slice(None)) -> Array:
        """Which rows, or which at these places, have one of these in a column of `choices`."""
        has = np.array([value in values for value in self.choices[name]])
        return has[getattr(self, name)[places]]

    def once(self, mask: Array, name: str = "") -> Array:
        """Of the rows in a mask those that count: all of them, where each is something of its own.
        `name` is the column by whose values they are counted."""
        return mask

    @classmethod
    def read(cls, using: str, ids: list[int] | None = None, before: Self | None = None) -> dict:
        """All values of all rows, or of those with these ids, in no order, by their names. `before`
        are the columns that they will be joined to."""
        kinds = {one.name: one.metadata["kind"] for one in fields(cls) if one.metadata}
        sql = ", ".join(one.metadata["sql"] for one in fields(cls) if one.metadata)
        table, day = cls.model._meta.db_table, _DAY[connections[using].vendor]
        rows = np.fromiter(
            _rows(
                f"SELECT {sql.format(day=day)} FROM {table} WHERE {cls.shown}",
                "published DESC NULLS LAST, id DESC",
                using,
                "id",
                ids,
            ),
            dtype=list(kinds.items()),
        )
        return {name: np.ascontiguousarray(rows[name]) for name in kinds}

    @classmethod
    def in_order(cls, values: dict[str, Any]) -> Self:
        """Newest first. Ids are below 2 to the 32nd. The sort is quick where most is in order."""
        key = (values["day"].astype(np.int64) << 32) + values["id"]
        order = np.argsort(-key, kind="stable")
        return cls(**{n: v[order] if isinstance(v, np.ndarray) else v for n, v in values.items()})

    def with_changes(self, ids: list[int], using: str) -> Self:
        """The same but for the rows with these ids, which are as they are now, or gone."""
        kept = np.ones(len(self), dtype=bool)
        kept[self.places(np.array(ids, dtype=np.int64))] = False
        new = self.read(using, ids, self)
        for name, values in new.items():
            if isinstance(values, np.ndarray):
                new[name] = np.concatenate([getattr(self, name)[kept], values])
        return self.in_order(new)


@dataclass(frozen=True, eq=False, kw_only=True)
class QuoteColumns(Columns):
    model = Quote
    log = change_log.QUOTES
    choices = {"kind": QUOTE_KINDS, "state": QUOTE_STATES}

    article: Array = field(metadata=reference("article_id"))
    speaker: Array = field(metadata=reference("speaker_id"))
    kind: Array = field(metadata=place_in(QUOTE_KINDS, "kind"))
    state: Array = field(metadata=place_in(QUOTE_STATES, "state"))
    # NaN where there is none.
    confidence: Array = field(metadata=stored(np.float64, "COALESCE(confidence, -1)"))
    chain: Array
    chains: Chains

    @classmethod
    def read(cls, using: str, ids: list[int] | None = None, before: Self | None = None) -> dict:
        values = super().read(using, ids)
        values["confidence"][values["confidence"] < 0] = np.nan
        chains = before.chains if before else Chains()
        cited = _cited(using, ids, chains)
        chain = np.zeros(len(values["id"]), dtype=np.int32)
        if len(cited):
            quotes = np.ascontiguousarray(cited["quote"])
            at = np.minimum(np.searchsorted(quotes, values["id"]), len(quotes) - 1)
            has = quotes[at] == values["id"]
            chain[has] = cited["chain"][at[has]]
        return values | {"chain": chain, "chains": chains}

    @cached_property
    def _kind_and_state(self) -> Array:
        return self.kind * np.uint8(len(QUOTE_STATES)) + self.state

    def kinds_and_states(self, rows: Array) -> Array:
        """How many of these rows, a mask or places, are of each kind, a row, in each state, a
        column: both facets and the tally of a profile from one count."""
        shape = len(QUOTE_KINDS), len(QUOTE_STATES)
        counts = np.bincount(self._kind_and_state[rows], minlength=shape[0] * shape[1])
        return counts.reshape(shape)

    @cached_property
    def rank_of_speaker(self) -> Array:
        """Where each speaker's id comes in the order of slugs; nobody, 0, comes last."""
        ids = np.fromiter(
            Speaker.objects.order_by("slug").values_list("pk", flat=True), dtype=np.int64
        )
        largest = max(ids.max(initial=0), self.speaker.max(initial=0))
        ranks = np.full(int(largest) + 1, len(ids), dtype=np.int32)
        ranks[ids] = np.arange(len(ids), dtype=np.int32)
        return ranks


@dataclass(frozen=True, eq=False, kw_only=True)
class ClaimColumns(Columns):
    """Each time that a claim was made. Those of one group are one claim and count once; its newest
    time, the first here, stands for it."""

    model = Claim
    log = change_log.CLAIMS
    shown = "NOT gone"
    choices = {"kind": CLAIM_KINDS, "status": CLAIM_STATUSES}

    claimant: Array = field(metadata=reference("claimant_id"))
    kind: Array = field(metadata=place_in(CLAIM_KINDS, "kind"))
    status: Array = field(metadata=place_in(CLAIM_STATUSES, "status"))
    worth: Array = field(metadata=stored(np.float64, "check_worthiness"))
    group: Array = field(metadata=stored(np.int64, '"group"'))
    # What `_firsts` found.
    firsts: dict[str, Array] = field(default_factory=dict)

    @cached_property
    def repeated(self) -> Array:
        """The places of claims that were made more often than once, each claim's together."""
        order = np.argsort(self.group, kind="stable")
        group = self.group[order]  # never -1
        is_one = (np.diff(group, prepend=-1) == 0) | (np.diff(group, append=-1) == 0)
        return order[is_one].astype(np.int32)

    def once(self, mask: Array, name: str = "") -> Array:
        """Of the rows in a mask those that count: the newest of each claim, whether or not it is in
        the mask itself; with the name of a column, the newest of each claim and value there."""
        left = mask.copy()
        left[self.repeated] = False
        left[self._firsts(name)[mask[self.repeated]]] = True
        return left

    def spread(self, claims: Array) -> Array:
        """All times that the claims of a mask from `once` were made."""
        times = claims.copy()
        times[self.repeated] = claims[self._firsts("")]
        return times

    def _firsts(self, name: str) -> Array:
        """For each of `repeated`, the place of its claim's newest time with the same value."""
        if name not in self.firsts:
            group = self.group[self.repeated]
            number = np.cumsum(np.diff(group, prepend=-1) != 0)
            value = getattr(self, name)[self.repeated] if name else 0
            _, first, which = np.unique(
                number << 32 | value, return_index=True, return_inverse=True
            )
            self.firsts[name] = self.repeated[first][which]
        return self.firsts[name]


# Freshness

_lock = threading.Lock()
Of = TypeVar("Of", bound=Columns)
_held: dict[tuple[type[Columns], str], tuple[change_log.Mark | None, Any]] = {}


def current(of: type[Of], using: str = "default") -> Of:
    """The columns of all quotes or all claims as they are in the database now.

    One small statement when nothing was written since the last call. Where the log cannot tell
    what was, everything is read anew: about two seconds for a million quotes.
    """
    with _lock:
        mark, columns = _held.get((of, using), (None, None))
        news = change_log.since(of.log, mark, using) if mark else None
        if columns is None or news is None:
            mark = change_log.mark(of.log, using)  # before reading, so that nothing falls between
            columns = of.in_order(of.read(using))
        else:
            mark, changed = news
            if changed:
                columns = columns.with_changes(sorted(changed), using)
        _held[of, using] = mark, columns
        return columns


# Reading


def _rows(sql: str, order: str, using: str, key: str, ids: list[int] | None) -> Iterator[tuple]:
    """What a statement with a condition gives: all in this order, or where `key` is one of these
    ids, in ascending order of it."""
    if ids is None:
        with connections[using].chunked_cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY {order}")
            while some := cursor.fetchmany(10_000):
                yield from some
        return
    with connections[using].cursor() as cursor:
        for start in range(0, len(ids), PARAMETERS):
            some = ids[start : start + PARAMETERS]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{sql} AND {key} IN ({marks}) ORDER BY {key}", some)
            yield from cursor.fetchall()


def _cited(using: str, ids: list[int] | None, chains: Chains) -> Array:
    """Pairs of a quote's id and the number of its chain, by id. The ids, if any, are sorted."""
    sql = "SELECT quote_id, outlet_id FROM articles_citation WHERE TRUE"
    links = _rows(sql, "quote_id", using, "quote_id", ids)
    pairs = (
        (quote, chains.number(outlet for _, outlet in group))
        for quote, group in groupby(links, key=itemgetter(0))
    )
    return np.fromiter(pairs, dtype=[("quote", np.int64), ("chain", np.int32)])
