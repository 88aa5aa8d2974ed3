"""Which rows one state of a list picks, in which order, and how many there are of what.

All from the columns in memory (explorer/columns.py). Tests hold it against a slow reference.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from articles.extraction.records import QUOTE_KINDS
from articles.models import HIDDEN_STATES, QUOTE_STATES

from . import columns, search
from .columns import UNDATED, Array, ClaimColumns, Columns, QuoteColumns

if TYPE_CHECKING:
    from .filters import Filter, Names

UNKNOWN = "unknown"
NOBODY = 0  # among ids: no speaker, no outlet
SHOWN_STATES = tuple(state for state in QUOTE_STATES if state not in HIDDEN_STATES)
SEARCHES_KEPT = 64
EPOCH = datetime.date(1970, 1, 1)


class Selection:
    """The rows of one state, as they are in the database at this moment.

    Every active filter is a mask over all rows; leaving one filter out, as each facet does, is
    leaving out one mask.
    """

    of: ClassVar[type[Columns]]
    share: ClassVar[str]  # the column with the number from 0 to 1

    def __init__(self, state: Filter) -> None:
        self.state = state
        self.columns: Any = columns.current(self.of)

    @property
    def total(self) -> int:
        return int(np.count_nonzero(self._counted))

    @property
    def undated(self) -> int:
        """How many more there would be without the date filter that have no date."""
        if not (self.state.since or self.state.until):
            return 0
        undated = self._mask("dates").copy()
        undated[: self.columns.dated] = False
        return int(np.count_nonzero(self.columns.once(undated) & ~self._counted))

    @cached_property
    def _counted(self) -> Array:
        """The rows of the list."""
        return self.columns.once(self._mask())

    # How many of each

    def by(self, name: str) -> Array:
        """How many rows each value of a column has under all other filters: each speaker or outlet
        by its id, at 0 those that have none, or each choice by its number."""
        counted = self.columns.once(self._mask(name), name)
        least = len(self.columns.choices.get(name, "1"))
        return np.bincount(getattr(self.columns, name)[counted], minlength=least)

    # Rows

    def ids(self, rows: slice) -> list[int]:
        """The ids of these rows of the list in the state's order."""
        return self._in_order(self._counted, rows)

    def all_ids(self) -> list[int]:
        """The ids of everything that fits, in the state's order, for files."""
        return self._in_order(self._mask(), slice(None))

    def _in_order(self, mask: Array, rows: slice) -> list[int]:
        order = self._orders().get(self.state.sort, lambda places, rows: places[rows])
        return self.columns.id[order(np.flatnonzero(mask), rows)].tolist()

    def _orders(self) -> dict[str, Callable[[Array, slice], Array]]:
        """What puts places, which are newest first, into another order, and takes some of them."""
        return {"oldest": self._oldest}

    def _oldest(self, places: Array, rows: slice) -> Array:
        """Those without a date come last here too."""
        dated = np.searchsorted(places, self.columns.dated)
        return np.concatenate([places[:dated][::-1], places[dated:][::-1]])[rows]

    def _highest(self, places: Array, rows: slice) -> Array:
        """Those without a figure come last."""
        lack = -getattr(self.columns, self.share)[places]
        lack[np.isnan(lack)] = np.inf
        return _ordered(places, lack, -self.columns.id[places], rows)

    # Masks

    def _mask(self, *without: str) -> Array:
        """Which rows fit all filters but these."""
        masks = [mask for name, mask in self._masks.items() if name not in without]
        if self.state.errors:
            masks.append(np.zeros(len(self.columns), dtype=bool))
        if not masks:
            return np.ones(len(self.columns), dtype=bool)
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)

    @cached_property
    def _masks(self) -> dict[str, Array]:
        """The mask of each filter in use."""
        state = self.state
        masks = {name: self._chosen(name) for name in state.many if name in state.values}
        if state.since or state.until:
            masks["dates"] = self._is_between()
        if state.at_least is not None:
            masks["share"] = getattr(self.columns, self.share) >= state.at_least
        if state.words:
            masks["q"] = self._has_words()
        return masks

    def _chosen(self, name: str) -> Array:
        """Which rows have one of the values of a parameter."""
        if name in self.columns.choices:
            return self.columns.having(name, self.state.values[name])
        slugs = self.state.values[name]
        return _is_one_of(getattr(self.columns, name), slugs, self.state.names(name))

    def _is_between(self) -> Array:
        day = self.columns.day
        after = day > UNDATED if self.state.since is None else day >= _day(self.state.since)
        return after if self.state.until is None else after & (day <= _day(self.state.until))

    def _has_words(self) -> Array:
        words = self.state.words
        wanted = [self._matches(words.wanted, all)] if words.wanted else []
        unwanted = [~self._matches(words.unwanted, any)] if words.unwanted else []
        return np.logical_and.reduce([*wanted, *unwanted])

    def _matches(self, phrases: tuple[search.Phrase, ...], how: Callable) -> Array:
        """Which rows have all or any of these phrases; kept for the next one who asks."""
        kept, key = self.columns.matches, (how, phrases)
        if key not in kept:
            if len(kept) >= SEARCHES_KEPT:
                kept.clear()
            mask = np.zeros(len(self.columns), dtype=bool)
            mask[self.columns.places(search.ids(self.of.model, phrases, how))] = True
            kept[key] = np.packbits(mask)
        return np.unpackbits(kept[key], count=len(self.columns)).view(bool)


class QuoteSelection(Selection):
    of = QuoteColumns
    share = "confidence"

    def by(self, name: str) -> Array:
        """An agency's quotes are those that have it anywhere in the chain."""
        if name == "agency":
            of_chain = np.bincount(self.columns.chain[self._mask("agency")], minlength=1)
            return self.columns.chains.by_outlet(of_chain)
        if name == "kind":
            return self._kinds_and_states @ self._wanted("state", SHOWN_STATES)
        if name == "state":
            return self._wanted("kind", QUOTE_KINDS) @ self._kinds_and_states
        return super().by(name)

    @cached_property
    def _kinds_and_states(self) -> Array:
        """The same whichever of them are chosen: counted in one go, both facets cost half."""
        return self.columns.kinds_and_states(self._mask("kind", "state"))

    def _wanted(self, name: str, unasked: tuple[str, ...]) -> Array:
        """1 for each choice that the state leaves in, 0 for others."""
        wanted = self.state.values.get(name, unasked)
        return np.array([value in wanted for value in self.columns.choices[name]], dtype=np.int64)

    @cached_property
    def _masks(self) -> dict[str, Array]:
        """Without a filter of states, hidden ones are left out."""
        return {"state": self.columns.having("state", SHOWN_STATES)} | super()._masks

    def _chosen(self, name: str) -> Array:
        if name != "agency":
            return super()._chosen(name)
        slugs = self.state.values["agency"]
        fits = self.columns.chains.having(self.state.outlets.ids(slugs))
        fits[0] = UNKNOWN in slugs
        return fits[self.columns.chain]

    def _in_order(self, mask: Array, rows: slice) -> list[int]:
        if self.state.sort != "relevance" or not self.state.words.wanted:
            return super()._in_order(mask, rows)
        # The database ranks all matches of the words; here are those that fit.
        places = self.columns.places(search.ranked_ids(self.of.model, self.state.words.wanted))
        return self.columns.id[places[mask[places]][rows]].tolist()

    def _orders(self) -> dict[str, Callable[[Array, slice], Array]]:
        return super()._orders() | {
            "confidence": self._highest,
            "uncertain": self._least_certain,
            "speaker": self._by_speaker,
        }

    def _least_certain(self, places: Array, rows: slice) -> Array:
        """Those without a figure come first."""
        sure = self.columns.confidence[places]
        sure[np.isnan(sure)] = -1
        return _ordered(places, sure, self.columns.id[places], rows)

    def _by_speaker(self, places: Array, rows: slice) -> Array:
        rank = self.columns.rank_of_speaker[self.columns.speaker[places]]
        return _ordered(places, rank, places, rows)


class ClaimSelection(Selection):
    """A row of the list is one claim, however often and by however many it was made; it fits when
    it fits as it was made at least once, and its newest time stands for it. Files have every time
    that fits."""

    of = ClaimColumns
    share = "worth"

    def _orders(self) -> dict[str, Callable[[Array, slice], Array]]:
        return super()._orders() | {"worth": self._highest}

    def of_these(self, ids: Array) -> list[int]:
        """Of these ids of claims those that are one with a claim that fits, newest first."""
        given = np.zeros(len(self.columns), dtype=bool)
        given[self.columns.places(ids)] = True
        return self.columns.id[given & self.columns.spread(self._counted)].tolist()


def _is_one_of(column: Array, slugs: list[str], names: Names) -> Array:
    ids = names.ids(slugs) + ([NOBODY] if UNKNOWN in slugs else [])
    return column == ids[0] if len(ids) == 1 else np.isin(column, ids)


def _day(date: datetime.date) -> int:
    return (date - EPOCH).days


def _ordered(places: Array, first: Array, then: Array, rows: slice) -> Array:
    """These rows of `places` in the order of `first` and `then`, without sorting the rest."""
    start, stop, _ = rows.indices(len(places))
    if start >= stop:
        return places[:0]
    edges = np.partition(first, [start, stop - 1])[[start, stop - 1]]
    near = np.flatnonzero((first >= edges[0]) & (first <= edges[1]))
    before = int(np.count_nonzero(first < edges[0]))
    order = near[np.lexsort((then[near], first[near]))]
    return places[order[start - before : stop - before]]
