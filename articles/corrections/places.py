"""Places in an article: spans of its body, written as "10-40;55-80" or found by their words.

Offsets are code points into the body, end exclusive, as everywhere.
"""

from __future__ import annotations

import re
from itertools import pairwise

from django.core.exceptions import ValidationError

Spans = list[list[int]]

_PLACE = re.compile(r"\s*(\d+)\s*[-–]\s*(\d+)\s*")
_GAP = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…|\.\.\.|\n\s*\n)\s*")
# What people type for what was printed: any quotation mark, apostrophe or dash stands for its kin.
_KIN = ('"“”„«»', "'’‘‚ʼ", "-‐‑–—")
_MARKS = _KIN[0]


def parse_place(text: str) -> Spans:
    """ "10-40;55-80" as [[10, 40], [55, 80]]; ValidationError when it is something else."""
    spans = []
    for part in text.split(";"):
        numbers = _PLACE.fullmatch(part)
        if not numbers:
            raise ValidationError(
                f"“{part.strip()}” is no place. Write where the words start and end, as 120-180, "
                "and put a semicolon between the parts of a broken quote."
            )
        spans.append([int(numbers[1]), int(numbers[2])])
    return spans


def write_place(spans: Spans) -> str:
    """[[10, 40], [55, 80]] as "10-40;55-80"."""
    return ";".join(f"{start}-{end}" for start, end in spans)


def text_at(body: str, spans: Spans) -> str:
    """The words at these places, the parts of a broken quote joined by " … "."""
    return " … ".join(body[start:end] for start, end in spans)


def checked_spans(body: str, spans: Spans) -> Spans:
    """The spans in reading order; ValidationError when they are not in the text or overlap."""
    if not spans:
        raise ValidationError("Give the place of at least one word of the article.")
    ordered = sorted([start, end] for start, end in spans)
    for start, end in ordered:
        if start >= end:
            raise ValidationError(f"{start}-{end} is empty: the end must be above the start.")
        if end > len(body):
            raise ValidationError(
                f"{start}-{end} is outside the article, whose text ends at {len(body)}."
            )
        if not body[start:end].strip():
            raise ValidationError(f"At {start}-{end} the article has no words.")
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise ValidationError(
                f"The parts overlap at {start}-{end}. Let each begin after the one before it ends."
            )
    return ordered


def find_words(body: str, words: str, near: int | None = None) -> Spans:
    """Where these words stand in the body, in one part or, with " … " between them, in several.

    Words that stand there more than once are taken nearest to the offset `near`. ValidationError
    when they are not there, or stand there more than once and nothing says which is meant.
    """
    words = _without_outer_marks(words.strip())
    if not words:
        raise ValidationError("Give the words as they stand in the article.")
    whole = _occurrences(body, words)
    if whole:
        return [_the_one(whole, words, near)]
    first, *rest = filter(None, _GAP.split(words)) if _GAP.search(words) else [words]
    spans = [_the_one(_occurrences(body, first), first, near)]
    for part in rest:
        after = [span for span in _occurrences(body, part) if span[0] >= spans[-1][1]]
        spans.append(_the_one(after, part, near=spans[-1][1]))
    return spans


def find_nearest(body: str, words: str, near: int) -> list[int] | None:
    """The place of these words nearest to an offset, None when they are not there."""
    found = _occurrences(body, words) if words else []
    return _the_one(found, words, near) if found else None


def _the_one(found: Spans, words: str, near: int | None) -> list[int]:
    if not found:
        raise ValidationError(
            f"“{_short(words)}” does not stand in the article. Copy the words from its text; "
            "put … where something in between is left out."
        )
    if near is None and len(found) > 1:
        places = ", ".join(write_place([span]) for span in found[:5])
        raise ValidationError(
            f"“{_short(words)}” stands in the article {len(found)} times, at {places}. "
            "Give more of the words, or say which by its place."
        )
    return min(found, key=lambda span: abs(span[0] - (near or 0)))


def _occurrences(body: str, words: str) -> Spans:
    pattern = "".join(map(_as_pattern, re.findall(r"\s+|\S", words)))
    return [list(match.span()) for match in re.finditer(pattern, body)]


def _as_pattern(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    kin = next((kin for kin in _KIN if piece in kin), None)
    return f"[{re.escape(kin)}]" if kin else re.escape(piece)


def _without_outer_marks(words: str) -> str:
    """A direct quote's text leaves out the marks around it, even where they were copied too."""
    inner = words[1:-1]
    surrounded = len(words) > 2 and words[0] in _MARKS and words[-1] in _MARKS
    return inner if surrounded and not any(mark in inner for mark in _MARKS) else words


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
