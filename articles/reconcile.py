"""What a new extraction means for what is stored: keep, update, add, retire or miss. Pure.

Quotes and claims alike are compared by the characters that they cover. What a person touched is
never lost and never overwritten; everything else follows the machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .extraction.records import Span

SAME = 0.5  # the least IoU of two that are one and the same
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Stored:
    """A stored quote or claim: where it stands now, and what the machine last said of it.

    `machine` is None for what a person added and no extraction has found yet; `machine_spans`,
    where the machine saw it, differs from `spans` when a person moved it. `gone` means retired.
    """

    id: int
    spans: Spans
    machine: dict[str, Any] | None = None
    machine_spans: Spans | None = None
    set_by_person: frozenset[str] = frozenset()
    missing: bool = False
    gone: bool = False

    @property
    def is_touched(self) -> bool:
        return bool(self.set_by_person) or self.machine is None


@dataclass(frozen=True)
class Found:
    """An extracted quote or claim: where, and what the machine says of it."""

    spans: Spans
    machine: dict[str, Any]


@dataclass(frozen=True)
class Match:
    """The stored row `id` is the extracted record number `index`."""

    id: int
    index: int


@dataclass(frozen=True)
class Update(Match):
    """A match that changes the row: its machine side, and those `fields` no person has set."""

    fields: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """What to do. Every stored row is in one of keep, update, retire, miss and rest, every
    extracted record in one of keep, update and add.

    keep:   found again just as it was; nothing to write
    update: found again and different, or back after it was retired or missing
    add:    numbers of the extracted records that are new
    retire: ids of untouched rows that are no longer found
    miss:   ids of touched rows that are no longer found: they stay, flagged
    rest:   ids of rows that were retired or flagged earlier and still are
    """

    keep: tuple[Match, ...]
    update: tuple[Update, ...]
    add: tuple[int, ...]
    retire: tuple[int, ...]
    miss: tuple[int, ...]
    rest: tuple[int, ...]

    @property
    def changed(self) -> tuple[int, ...]:
        """The ids of the stored rows that are to be written."""
        return (*(update.id for update in self.update), *self.retire, *self.miss)


def reconcile(stored: Sequence[Stored], found: Sequence[Found], fields: Collection[str]) -> Plan:
    """Plan how the stored rows of one article follow a new extraction of it.

    `fields` names all that a person can set and the machine can write.
    """
    matched = _match(stored, found)
    keep, update, retire, miss, rest = [], [], [], [], []
    for row in stored:
        index = matched.get(row.id)
        if index is None:
            (rest if _is_settled(row) else miss if row.is_touched else retire).append(row.id)
        elif row.machine == found[index].machine and not row.missing and not row.gone:
            keep.append(Match(row.id, index))
        else:
            update.append(Update(row.id, index, _writable(row, fields)))
    taken = set(matched.values())
    add = [index for index in range(len(found)) if index not in taken]
    return Plan(*map(tuple, (keep, update, add, retire, miss, rest)))


def _is_settled(row: Stored) -> bool:
    """Is it on record already that no extraction finds this row?"""
    return row.missing if row.is_touched else row.gone


def _writable(row: Stored, fields: Collection[str]) -> frozenset[str]:
    # A person who adds a row decides all of it; only its machine side is filled.
    return frozenset() if row.machine is None else frozenset(fields) - row.set_by_person


def _match(stored: Sequence[Stored], found: Sequence[Found]) -> dict[int, int]:
    """Row id -> number of the extracted record, one to one, best overlap first.

    Retired rows come last: they must not take a record from a row that people see. A record that
    the machine gave before goes to the row that has it, so that the same extraction once more
    changes nothing even where two records stand at one place.
    """
    candidates = sorted(
        (
            stored[row].gone and not stored[row].is_touched,
            stored[row].machine != found[index].machine,
            -overlap,
            stored[row].id,
            index,
        )
        for (row, index), overlap in _overlaps(stored, found).items()
        if overlap >= SAME
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for *_, row_id, index in candidates:
        if row_id not in matched and index not in taken:
            matched[row_id] = index
            taken.add(index)
    return matched


def _overlaps(stored: Sequence[Stored], found: Sequence[Found]) -> dict[tuple[int, int], float]:
    """The IoU of each row and record (by their positions) that share any characters.

    A row that a person moved counts where it stands or where the machine saw it, whichever is
    nearer to the record.
    """
    places = [(row, stored[row].spans) for row in range(len(stored))]
    places += [(row, moved) for row in range(len(stored)) if (moved := stored[row].machine_spans)]
    records = [record.spans for record in found]
    overlaps: dict[tuple[int, int], float] = defaultdict(float)
    for (place, index), shared in _shared([spans for _, spans in places], records).items():
        row, spans = places[place]
        union = _length(spans) + _length(records[index]) - shared
        overlaps[row, index] = max(overlaps[row, index], shared / union)
    return overlaps


def _shared(ours: Sequence[Spans], theirs: Sequence[Spans]) -> dict[tuple[int, int], int]:
    """How many characters each two places share, where they share any, in one sweep."""
    parts = [(part, 0, number) for number, spans in enumerate(ours) for part in _disjoint(spans)]
    parts += [(part, 1, number) for number, spans in enumerate(theirs) for part in _disjoint(spans)]
    shared: dict[tuple[int, int], int] = defaultdict(int)
    open_parts: list[list[tuple[int, int]]] = [[], []]  # (end, number), of ours and of theirs
    for (start, end), side, number in sorted(parts):
        others = [other for other in open_parts[1 - side] if other[0] > start]
        for other_end, other in others:
            pair = (other, number) if side else (number, other)
            shared[pair] += min(end, other_end) - start
        open_parts[1 - side] = others
        open_parts[side].append((end, number))
    return shared


def _disjoint(spans: Spans) -> Iterator[Span]:
    """The spans in order, each without what an earlier one covers."""
    covered = 0
    for start, end in sorted(spans):
        if end > max(start, covered):
            yield max(start, covered), end
            covered = end


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in _disjoint(spans))
