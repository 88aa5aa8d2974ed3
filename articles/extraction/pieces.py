"""A long text in pieces that end with a paragraph, so that memory stays flat and time linear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import Span

PIECE = 60_000
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s")


def pieces(text: str, size: int = PIECE) -> Iterator[Span]:
    """Spans of at most `size` characters that cover the text.

    Each ends with a paragraph; where one paragraph is longer than that, with a sentence, a word,
    or, in a text of a single endless word, anywhere.
    """
    start = 0
    while len(text) - start > size:
        end = _last_break(text, start, start + size)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _last_break(text: str, start: int, high: int) -> int:
    if (line := text.rfind("\n", start + 1, high)) > start:
        return line + 1
    for near in (2_000, high - start):
        ends = [stop.end() for stop in _SENTENCE_END.finditer(text, max(start, high - near), high)]
        if ends:
            return ends[-1]
    space = text.rfind(" ", start + 1, high)
    return space + 1 if space > start else high
