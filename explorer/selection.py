"""Which quotes one state of the list picks, in which order, and how many there are of what.

All from the columns in memory (explorer/columns.py). `QuoteFilter.queryset()` gives the same rows
from the database, for exports; a test holds both against a slow reference.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from articles.models import HIDDEN_STATES, QUOTE_STATES, Quote

from . import columns, search
from .columns import CODES, UNDATED, Array, Columns, of_kinds, of_states

if TYPE_CHECKING:
    from .filters import Names, QuoteFilter

UNKNOWN = "unknown"
NOBODY = 0  # among ids: no speaker, no outlet
SHOWN_STATES = tuple(state for state in QUOTE_STATES if state not in HIDDEN_STATES)
SEARCHES_KEPT = 64
EPOCH = datetime.date(1970, 1, 1)


class Selection:
    """The quotes of one state, as they are in the database at this moment.

    Every active filter is a mask over all quotes; leaving one filter out, as each facet does, is
    leaving out one mask.
    """

    def __init__(self, state: QuoteFilter) -> None:
        self.state = state
        self.columns: Columns = columns.current()

    @property
    def total(self) -> int:
        return int(np.count_nonzero(self._mask()))

    @property
    def undated(self) -> int:
        """How many more there would be without the date filter that have no date."""
        if not (self.state.since or self.state.until):
            return 0
        return int(np.count_nonzero(self._mask("dates")[self.columns.dated :]))

    # How many of each

    def by(self, name: str) -> Array:
        """How many quotes each speaker, outlet or agency has under all other filters, by its id;
        at 0 those that have none."""
        if name == "agency":
            return self._by_agency()
        column = {"speaker": self.columns.speaker, "outlet": self.columns.outlet}[name]
        return np.bincount(column[self._mask(name)], minlength=1)

    def _by_agency(self) -> Array:
        of_chain = np.bincount(self.columns.chain[self._mask("agency")], minlength=1)
        return self.columns.chains.by_outlet(of_chain)

    def kinds_and_states(self) -> list[tuple[str, str, int]]:
        """How many there are of each kind in each state, whichever of them are chosen."""
        mask = self._mask("kind", "state")
        counts = np.bincount(self.columns.kind_and_state[mask], minlength=len(CODES))
        return [(*pair, int(count)) for pair, count in zip(CODES, counts, strict=True)]

    # Rows

    def ids(self, rows: slice) -> list[int]:
        """The ids of these rows in the state's order."""
        if self.state.sort == "relevance" and self.state.words.wanted:
            return self._closest(rows)
        places = np.flatnonzero(self._mask())
        order = {
            "oldest": self._oldest,
            "confidence": self._surest,
            "uncertain": self._least_certain,
            "speaker": self._by_speaker,
        }.get(self.state.sort, lambda places, rows: places[rows])
        return self.columns.id[order(places, rows)].tolist()

    def _oldest(self, places: Array, rows: slice) -> Array:
        """Those without a date come last here too."""
        dated = np.searchsorted(places, self.columns.dated)
        return np.concatenate([places[:dated][::-1], places[dated:][::-1]])[rows]

    def _surest(self, places: Array, rows: slice) -> Array:
        unsure = -self.columns.confidence[places]
        unsure[np.isnan(unsure)] = np.inf
        return _ordered(places, unsure, -self.columns.id[places], rows)

    def _least_certain(self, places: Array, rows: slice) -> Array:
        """Those without a figure come first."""
        sure = self.columns.confidence[places]
        sure[np.isnan(sure)] = -1
        return _ordered(places, sure, self.columns.id[places], rows)

    def _by_speaker(self, places: Array, rows: slice) -> Array:
        rank = self.columns.rank_of_speaker[self.columns.speaker[places]]
        return _ordered(places, rank, places, rows)

    def _closest(self, rows: slice) -> list[int]:
        """The database ranks all matches of the words; here are those that fit."""
        places = self.columns.places(search.ranked_ids(Quote, self.state.words.wanted))
        return self.columns.id[places[self._mask()[places]][rows]].tolist()

    # Masks

    def _mask(self, *without: str) -> Array:
        """Which quotes fit all filters but these."""
        masks = [mask for name, mask in self._masks.items() if name not in without]
        if self.state.errors:
            masks.append(np.zeros(len(self.columns), dtype=bool))
        if not masks:
            return np.ones(len(self.columns), dtype=bool)
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)

    @cached_property
    def _masks(self) -> dict[str, Array]:
        """The mask of each filter in use. Without one of states, hidden ones are left out."""
        state, values, columns = self.state, self.state.values, self.columns
        states = values.get("state", SHOWN_STATES)
        masks = {"state": of_states(states)[columns.kind_and_state]}
        if "kind" in values:
            masks["kind"] = of_kinds(values["kind"])[columns.kind_and_state]
        if "speaker" in values:
            masks["speaker"] = _is_one_of(columns.speaker, values["speaker"], state.speakers)
        if "outlet" in values:
            masks["outlet"] = _is_one_of(columns.outlet, values["outlet"], state.outlets)
        if "agency" in values:
            masks["agency"] = self._cites()
        if state.since or state.until:
            masks["dates"] = self._is_between()
        if state.at_least is not None:
            masks["confidence"] = columns.confidence >= state.at_least
        if state.words:
            masks["q"] = self._has_words()
        return masks

    def _cites(self) -> Array:
        slugs = self.state.values["agency"]
        fits = self.columns.chains.having(self.state.outlets.ids(slugs))
        fits[0] = UNKNOWN in slugs
        return fits[self.columns.chain]

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
        """Which quotes have all or any of these phrases; kept for the next one who asks."""
        kept, key = self.columns.matches, (how, phrases)
        if key not in kept:
            if len(kept) >= SEARCHES_KEPT:
                kept.clear()
            mask = np.zeros(len(self.columns), dtype=bool)
            mask[self.columns.places(search.ids(Quote, phrases, how))] = True
            kept[key] = np.packbits(mask)
        return np.unpackbits(kept[key], count=len(self.columns)).view(bool)


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
