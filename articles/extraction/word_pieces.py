"""Word pieces: the units that the encoder reads, with what an uncased vocabulary leaves out.

Used by the components that serve the model and by the recipe that trains it, so that both read a
text in the same way. All arrays have one entry for each piece of the text, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from .layout import paragraphs
from .quotation import Quotation

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = np.ndarray[Any, np.dtype[np.int64]]

FEATURES = ("case", "quoted", "opens")
SIZES = {"case": 3, "quoted": 4, "opens": 2}  # how many values each feature has
FIRST, LAST = 101, 102  # [CLS] and [SEP] of the BERT vocabulary
LONGEST = 320  # pieces in a window, without its context
CONTEXT = 32  # pieces before a window that are read again with it; more found no more
_SENTENCE_ENDS = frozenset(".?!")


@dataclass(frozen=True)
class Pieces:
    """Where the pieces stand (`starts`, `ends`: characters) and what the encoder is told of them.

    `case`: 0 lower case or no letter, 1 a capital and then others, 2 capitals alone.
    `quoted`: 0 outside quotation marks, 1 inside, 2 the opening mark, 3 the closing one.
    `opens`: 1 for the first piece of a paragraph.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    case: Ints
    quoted: Ints
    opens: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The pieces that share a character with start..end, as a range."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return first, max(first, int(np.searchsorted(self.starts, end, side="left")))


@dataclass(frozen=True)
class Window:
    """Pieces start..end, read together with what stands from `context` on."""

    context: int
    start: int
    end: int


def read_pieces(tokenizer: Tokenizer, text: str, quotations: list[Quotation]) -> Pieces:
    """Cut a text into pieces, paragraph by paragraph."""
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    opens: list[int] = []
    lines = paragraphs(text)
    encoded = tokenizer.encode_batch([text[s:e] for s, e in lines], add_special_tokens=False)
    for (start, _), line in zip(lines, encoded, strict=True):
        opens.append(len(ids))
        ids.extend(line.ids)
        offsets.extend((start + s, start + e) for s, e in line.offsets)
    bounds = np.array(offsets, dtype=np.int64).reshape(-1, 2)
    marks = np.zeros(len(text) + 1, dtype=np.int64)
    for quotation in quotations:
        marks[quotation.start : quotation.end] = 1
        marks[quotation.outer_start : quotation.start] = 2
        marks[quotation.end : quotation.outer_end] = 3
    first = np.zeros(len(ids) + 1, dtype=np.int64)
    first[opens] = 1
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        starts=bounds[:, 0],
        ends=bounds[:, 1],
        case=np.array([_case(text[s:e]) for s, e in offsets], dtype=np.int64),
        quoted=marks[bounds[:, 0]],
        opens=first[:-1],
    )


def _case(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def windows(
    pieces: Pieces, text: str, sizes: Iterator[int] | None = None, context: int = CONTEXT
) -> list[Window]:
    """Whole paragraphs, as many as fit in the next of `sizes`; each piece is in one window.

    A paragraph too long for a window is cut after a sentence, or anywhere if there is none.
    """
    sizes = sizes or repeat(LONGEST)
    found = []
    start, size = 0, next(sizes)
    for low, high in _paragraph_ranges(pieces):
        if high - start > size and low > start:
            found.append((start, low))
            start, size = low, next(sizes)
        while high - start > LONGEST:
            end = _sentence_end(pieces, text, start + LONGEST // 2, start + LONGEST)
            found.append((start, end))
            start, size = end, next(sizes)
    if start < len(pieces):
        found.append((start, len(pieces)))
    return [Window(max(0, s - context), s, e) for s, e in found]


def _paragraph_ranges(pieces: Pieces) -> list[tuple[int, int]]:
    bounds = [*np.flatnonzero(pieces.opens).tolist(), len(pieces)]
    return list(pairwise(bounds))


def _sentence_end(pieces: Pieces, text: str, low: int, high: int) -> int:
    for i in range(high - 1, low, -1):
        if text[pieces.starts[i]] in _SENTENCE_ENDS and pieces.starts[i + 1] > pieces.ends[i]:
            return i + 1
    return high


def inputs(pieces: Pieces, low: int, high: int) -> dict[str, Ints]:
    """What the encoder reads for pieces low..high: ids between [CLS] and [SEP], and features."""
    found = {"ids": np.concatenate(([FIRST], pieces.ids[low:high], [LAST]))}
    for name in FEATURES:
        found[name] = np.concatenate(([0], getattr(pieces, name)[low:high], [0]))
    return found
