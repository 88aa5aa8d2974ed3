"""When a quote that was found is right: PolNeAR's annotators have it too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

HALF = 0.5


@dataclass(frozen=True)
class Marked:
    """The characters of a content and of its source."""

    content: frozenset[int]
    source: frozenset[int]
    speech: bool = True

    @classmethod
    def of(cls, content: Iterable[Any], source: Iterable[Any], speech: bool = True) -> Marked:
        """From spans of start and end."""
        return cls(_characters(content), _characters(source), speech)

    def shared(self, other: Marked) -> float:
        """Characters of both contents, as a part of those of either (0 to 1)."""
        return len(self.content & other.content) / max(1, len(self.content | other.content))

    def agrees(self, other: Marked) -> bool:
        """Half of both contents is shared, and the sources touch or are missing from both."""
        same = bool(self.source & other.source) or not (self.source or other.source)
        return same and self.shared(other) >= HALF


def _characters(spans: Iterable[Any]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def right(found: list[Marked], gold: list[Marked]) -> tuple[set[int], set[int]]:
    """Which of `found` and of `gold` agree, each with one other at most, closest pairs first."""
    pairs = sorted(
        (
            (one.shared(other), i, j)
            for i, one in enumerate(found)
            for j, other in enumerate(gold)
            if one.content & other.content
        ),
        reverse=True,
    )
    left: set[int] = set()
    taken: set[int] = set()
    good: set[tuple[int, int]] = set()
    for share, i, j in pairs:
        if share >= HALF and i not in left and j not in taken:
            left.add(i)
            taken.add(j)
            if found[i].agrees(gold[j]):
                good.add((i, j))
    return {i for i, _ in good}, {j for _, j in good}
