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


def tidied(body: str, start: int, end: int) -> list[int]:
    """A selection as a quote's span: without blanks at its ends, outer quotation marks, and a full
    stop after them. ValidationError when no words are left."""
    [[start, end]] = checked_spans(body, [[start, end]])
    while True:
        text = body[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        text = body[start:end]
        if len(text) > 2 and text[-1] in ".," and text[-2] in _MARKS:
            end -= 1
        elif _is_quoted(text):
            start, end = start + 1, end - 1
        elif text[:1] in tuple(_MARKS) and not any(mark in text[1:] for mark in _MARKS):
            start += 1
        elif text[-1:] in tuple(_MARKS) and not any(mark in text[:-1] for mark in _MARKS):
            end -= 1
        else:
            break
    return checked_spans(body, [[start, end]])[0]


def kind_at(body: str, spans: Spans) -> str:
    """The kind that the quotation marks in and around a place speak for."""
    around = [body[max(start - 1, 0) : start] + body[end : end + 1] for start, end in spans]
    if all(any(mark in _MARKS for mark in marks) for marks in around):
        return "direct"
    inside = "".join(body[start:end] for start, end in spans)
    return "mixed" if sum(mark in _MARKS for mark in inside) > 1 else "indirect"


def split_spans(body: str, spans: Spans, at: int) -> tuple[Spans, Spans]:
    """The parts before and after an offset, each without blanks and marks at its ends."""
    before = [[start, min(end, at)] for start, end in spans if start < at]
    after = [[max(start, at), end] for start, end in spans if end > at]
    halves = [[list(span) for span in half if _bare(body, *span)] for half in (before, after)]
    if not all(halves):
        raise ValidationError(
            "Split between two words of the quote: each of the two needs at least one."
        )
    first, second = halves
    first[-1] = _bare(body, *first[-1])
    second[0] = _bare(body, *second[0])
    return first, second


def joined_spans(body: str, first: Spans, second: Spans) -> Spans:
    """The parts of two quotes as those of one; parts with nothing but blanks between them become
    one part."""
    parts: Spans = []
    for start, end in sorted([*first, *second]):
        if parts and not body[parts[-1][1] : start].strip():
            parts[-1][1] = max(end, parts[-1][1])
        else:
            parts.append([start, end])
    return checked_spans(body, parts)


def _bare(body: str, start: int, end: int) -> list[int]:
    """A span without blanks and quotation marks at its ends; [] when nothing is left."""
    outer = _MARKS + " \t\n"
    text = body[start:end]
    start, end = (
        start + len(text) - len(text.lstrip(outer)),
        end - len(text) + len(text.rstrip(outer)),
    )
    return [start, end] if start < end else []


def _is_quoted(text: str) -> bool:
    inner = text[1:-1]
    surrounded = len(text) > 2 and text[0] in _MARKS and text[-1] in _MARKS
    return surrounded and not any(mark in inner for mark in _MARKS)


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
    return words[1:-1] if _is_quoted(words) else words


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
