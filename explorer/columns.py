"""What filters, facets and orders need of every quote, held in memory as columns of numbers.

A list page at a million quotes is then a few comparisons of arrays, whatever is filtered, sorted
and counted, and every count is exact. `current()` is as fresh as the database: with each call it
asks the log of changes (articles/change_log.py) what was written since, by whatever process, and
takes that in. Nothing here is ever the only copy, and columns are never changed once made: a
request that holds some goes on with them undisturbed.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from articles import change_log
from articles.extraction.records import QUOTE_KINDS
from articles.models import QUOTE_STATES, Speaker

Array = NDArray[np.generic]
UNDATED = int(np.iinfo(np.int32).min)
PARAMETERS = 500  # of one statement

# One row as the database gives it: no speaker and no outlet are 0, no confidence is -1.
_ROW = np.dtype(
    [
        ("id", np.int64),
        ("article", np.int32),
        ("day", np.int32),  # since 1970
        ("speaker", np.int32),
        ("outlet", np.int32),
        ("kind_and_state", np.uint8),
        ("confidence", np.float64),
    ]
)


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


@dataclass(frozen=True, eq=False)
class Columns:
    """One value for each quote, newest first: by date, those without one last, then by id."""

    id: Array
    article: Array
    day: Array
    speaker: Array
    outlet: Array
    kind_and_state: Array
    confidence: Array  # NaN where there is none
    chain: Array
    chains: Chains
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
        """The places of the quotes with these ids, as far as there are such."""
        if self._place_of_id is not None:
            ids = ids[(ids >= 0) & (ids < len(self._place_of_id))]
            found = self._place_of_id[ids]
            return found[found >= 0]
        at = np.searchsorted(self.id, ids, sorter=self._by_id)
        found = self._by_id[np.minimum(at, len(self) - 1)] if len(self) else at[:0]
        return found[self.id[found] == ids] if len(self) else found

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


# What the numbers of kind and state together mean.
CODES = [(kind, state) for kind in QUOTE_KINDS for state in QUOTE_STATES]


def of_states(states: Iterable[str]) -> Array:
    """For each of the `CODES`, whether its state is one of these."""
    return np.array([state in states for _, state in CODES])


def of_kinds(kinds: Iterable[str]) -> Array:
    return np.array([kind in kinds for kind, _ in CODES])


# Freshness

_lock = threading.Lock()
_held: dict[str, tuple[change_log.Mark | None, Columns]] = {}


def current(using: str = "default") -> Columns:
    """The columns of all quotes as they are in the database now.

    One small statement when nothing was written since the last call. Where the log cannot tell
    what was, everything is read anew: about two seconds for a million quotes.
    """
    with _lock:
        mark, columns = _held.get(using, (None, None))
        news = change_log.since(mark, using) if mark else None
        if columns is None or news is None:
            mark = change_log.mark(using)  # before reading, so that nothing falls between
            columns = _read_all(using)
        else:
            mark, changed = news
            if changed:
                columns = _with_changes(columns, sorted(changed), using)
        _held[using] = mark, columns
        return columns


def _with_changes(columns: Columns, ids: list[int], using: str) -> Columns:
    kept = np.ones(len(columns), dtype=bool)
    kept[columns.places(np.array(ids, dtype=np.int64))] = False
    new = _read_some(ids, using, columns.chains)
    return _in_order(
        {name: np.concatenate([getattr(columns, name)[kept], new[name]]) for name in new},
        columns.chains,
    )


def _in_order(arrays: dict[str, Array], chains: Chains) -> Columns:
    """Newest first. Ids are below 2 to the 32nd. The sort is quick where most is in order."""
    key = (arrays["day"].astype(np.int64) << 32) + arrays["id"]
    order = np.argsort(-key, kind="stable")
    return Columns(**{name: array[order] for name, array in arrays.items()}, chains=chains)


# Reading


def _read_all(using: str) -> Columns:
    chains = Chains()
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(f"{_select(using)} ORDER BY published DESC NULLS LAST, id DESC")
        rows = np.fromiter(_rows(cursor), dtype=_ROW)
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(f"{_CITATIONS} ORDER BY quote_id")
        cited = _cited(_rows(cursor), chains)
    return _in_order(_arrays(rows, cited), chains)


def _read_some(ids: list[int], using: str, chains: Chains) -> dict[str, Array]:
    """The columns of the quotes with these ids, in no order."""
    rows, links = [], []
    with connections[using].cursor() as cursor:
        for start in range(0, len(ids), PARAMETERS):
            some = ids[start : start + PARAMETERS]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{_select(using)} WHERE id IN ({marks})", some)
            rows += cursor.fetchall()
            cursor.execute(f"{_CITATIONS} WHERE quote_id IN ({marks}) ORDER BY quote_id", some)
            links += cursor.fetchall()
    return _arrays(np.array(rows, dtype=_ROW), _cited(iter(links), chains))


_CITATIONS = "SELECT quote_id, outlet_id FROM articles_citation"


def _select(using: str) -> str:
    if connections[using].vendor == "postgresql":
        day = "published - DATE '1970-01-01'"
    else:
        day = "CAST(julianday(published) - 2440587.5 AS INTEGER)"
    return (
        f"SELECT id, article_id, COALESCE({day}, {UNDATED}), COALESCE(speaker_id, 0), "
        "COALESCE(outlet_id, 0), "
        f"{_number('kind', QUOTE_KINDS)} * {len(QUOTE_STATES)} + {_number('state', QUOTE_STATES)}, "
        "COALESCE(confidence, -1) FROM articles_quote"
    )


def _number(column: str, values: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN '{value}' THEN {number}" for number, value in enumerate(values))
    return f"CASE {column} {cases} END"


def _rows(cursor: Any) -> Iterator[tuple]:
    while some := cursor.fetchmany(10_000):
        yield from some


def _cited(links: Iterator[tuple[int, int]], chains: Chains) -> Array:
    """Pairs of a quote's id and the number of its chain, by id. `links` come by quote."""
    pairs = (
        (quote, chains.number(outlet for _, outlet in group))
        for quote, group in groupby(links, key=itemgetter(0))
    )
    return np.fromiter(pairs, dtype=[("quote", np.int64), ("chain", np.int32)])


def _arrays(rows: Array, cited: Array) -> dict[str, Array]:
    arrays = {name: np.ascontiguousarray(rows[name]) for name in _ROW.names}
    arrays["confidence"][arrays["confidence"] < 0] = np.nan
    chain = np.zeros(len(rows), dtype=np.int32)
    if len(cited):
        quotes = np.ascontiguousarray(cited["quote"])
        at = np.minimum(np.searchsorted(quotes, arrays["id"]), len(quotes) - 1)
        has = quotes[at] == arrays["id"]
        chain[has] = cited["chain"][at[has]]
    return arrays | {"chain": chain}
