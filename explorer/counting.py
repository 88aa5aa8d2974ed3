"""Counts of some quotes or claims, from the columns in memory (explorer/columns.py): exact, and
quick for the most frequent speaker of a million quotes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import product

import numpy as np

from articles.extraction.records import QUOTE_KINDS
from articles.models import QUOTE_STATES

from . import columns
from .columns import UNDATED, Array, ClaimColumns, QuoteColumns
from .selection import EPOCH, SHOWN_STATES


@dataclass(frozen=True)
class Quotes:
    """Some of all quotes, newest first, as their places in the columns."""

    columns: QuoteColumns
    places: Array

    def __len__(self) -> int:
        return len(self.places)

    # Which

    @property
    def shown(self) -> Quotes:
        """Those that are neither rejected nor gone."""
        return self._of(self.columns.having("state", SHOWN_STATES, self.places))

    def between(self, start: datetime.date, end: datetime.date) -> Quotes:
        """Those printed on these days, both included."""
        day = self.columns.day[self.places]
        return self._of((day >= _number(start)) & (day <= _number(end)))

    def said_by(self, speaker: int) -> Quotes:
        return self._of(self.columns.speaker[self.places] == speaker)

    def printed_by(self, outlet: int) -> Quotes:
        return self._of(self.columns.outlet[self.places] == outlet)

    def not_said_by(self, speaker: int) -> Quotes:
        return self._of(self.columns.speaker[self.places] != speaker)

    def _of(self, mask: Array) -> Quotes:
        return Quotes(self.columns, self.places[mask])

    def day(self, number: int) -> datetime.date | None:
        """When the newest but `number` was printed; None for no date."""
        day = int(self.columns.day[self.places[number]])
        return None if day == UNDATED else EPOCH + datetime.timedelta(day)

    @property
    def first_day(self) -> datetime.date | None:
        """The day of the oldest one with a date."""
        dated = int(np.count_nonzero(self.columns.day[self.places] != UNDATED))
        return self.day(dated - 1) if dated else None

    # How many of each

    def by_kind_and_state(self) -> list[tuple[str, str, int]]:
        counts = self.columns.kinds_and_states(self.places).ravel().tolist()
        pairs = product(QUOTE_KINDS, QUOTE_STATES)
        return [(*pair, count) for pair, count in zip(pairs, counts, strict=True)]

    def by_day(self) -> tuple[dict[datetime.date, int], int]:
        """How many of each day, the first day first, and how many without one."""
        days, counts = np.unique(self.columns.day[self.places], return_counts=True)
        known = days != UNDATED
        dates = [EPOCH + datetime.timedelta(int(day)) for day in days[known]]
        return dict(zip(dates, counts[known].tolist(), strict=True)), int(counts[~known].sum())

    def by(self, name: str) -> Array:
        """How many each "speaker", "outlet", "agency" or "article" has, by its id; at 0 those
        without."""
        if name == "agency":
            of_chain = np.bincount(self.columns.chain[self.places], minlength=1)
            return self.columns.chains.by_outlet(of_chain)
        return np.bincount(getattr(self.columns, name)[self.places], minlength=1)

    def pairs(self) -> tuple[Array, Array, Array]:
        """The outlets that print these, 0 for unknown, those that they cite, and how often; the
        most frequent pairs first."""
        links, outlets = self.columns.chains.links
        starts = np.searchsorted(links, np.arange(len(self.columns.chains) + 1))
        cited = self.places[self.columns.chain[self.places] > 0]
        chain = self.columns.chain[cited]
        first = starts[chain]
        lengths = starts[chain + 1] - first
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        agency = outlets[np.repeat(first, lengths) + within].astype(np.int64)
        printer = np.repeat(self.columns.outlet[cited], lengths).astype(np.int64)
        both, counts = np.unique(printer << 32 | agency, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return both[order] >> 32, both[order] & 0xFFFFFFFF, counts[order]

    def beside(self) -> Array:
        """In how many of the articles of these quotes each speaker is quoted, by id."""
        everything = self.columns.article
        here = np.zeros(int(everything.max(initial=0)) + 1, dtype=bool)
        here[everything[self.places]] = True
        near = Quotes(self.columns, np.flatnonzero(here[everything])).shown
        speaker = self.columns.speaker[near.places].astype(np.int64)
        both = speaker << 32 | everything[near.places]
        both.sort()
        is_first = np.diff(both, prepend=-1) != 0
        return np.bincount(both[is_first] >> 32, minlength=1)

    # Rows

    def ids(self, many: int | None = None) -> list[int]:
        """The ids, of the newest `many` or of all."""
        return self.columns.id[self.places[:many]].tolist()

    def articles(self, oldest_first: bool = False) -> Array:
        """The ids of their articles, each once, newest or oldest first; undated ones last."""
        ids, at = np.unique(self.columns.article[self.places], return_index=True)
        days = self.columns.day[self.places[at]].astype(np.int64)
        if oldest_first:
            days[days == UNDATED] = np.iinfo(np.int64).max
            return ids[np.lexsort((ids, days))]
        return ids[np.lexsort((-ids, -days))]


def all_shown() -> Quotes:
    """All quotes that are neither rejected nor gone."""
    held = columns.current(QuoteColumns)
    return Quotes(held, np.flatnonzero(held.having("state", SHOWN_STATES)))


def sample(many: int) -> tuple[Quotes, bool]:
    """About `many` of all shown quotes, drawn evenly and the same ones every time, or all where
    there are not twice as many; and whether it is a part."""
    shown = all_shown()
    if len(shown) <= 2 * many:
        return shown, False
    # Multiplying by this number scatters ids evenly over 32 bits (Knuth's multiplicative hash).
    scattered = (shown.columns.id[shown.places].astype(np.uint64) * 2654435761) & 0xFFFFFFFF
    return shown._of(scattered < (many << 32) // len(shown)), True


def of_speaker(pk: int) -> Quotes:
    held = columns.current(QuoteColumns)
    return Quotes(held, np.flatnonzero(held.speaker == pk))


def of_outlet(pk: int) -> Quotes:
    """The quotes that an outlet printed."""
    held = columns.current(QuoteColumns)
    return Quotes(held, np.flatnonzero(held.outlet == pk))


def citing(pk: int) -> Quotes:
    """The quotes that name an outlet in their chain."""
    held = columns.current(QuoteColumns)
    return Quotes(held, np.flatnonzero(held.chains.having([pk])[held.chain]))


def claims(claimant: int | None = None) -> int:
    """How many claims there are, by anybody or by one speaker, however often each was made."""
    held = columns.current(ClaimColumns)
    made = np.ones(len(held), dtype=bool) if claimant is None else held.claimant == claimant
    return int(np.count_nonzero(held.once(made)))


def largest(counts: Array, many: int) -> tuple[list[tuple[int, int]], int]:
    """The ids with the largest counts, largest first, each with its count; and how many other ids
    have any."""
    present = np.flatnonzero(counts)
    order = present[np.argsort(-counts[present], kind="stable")][:many]
    pairs = list(zip(order.tolist(), counts[order].tolist(), strict=True))
    return pairs, len(present) - len(pairs)


def _number(day: datetime.date) -> int:
    return (day - EPOCH).days
