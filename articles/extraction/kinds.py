"""Direct, indirect or mixed: by how much of a content stands inside quotation marks."""

from __future__ import annotations

from .quotation import Quotations
from .records import Span


def kind_of(text: str, content: list[Span], quotations: Quotations) -> str:
    """All inside is direct, none is indirect, and anything between is mixed."""
    inside = outside = 0
    for start, end in content:
        position = start
        for quotation in quotations.within(start, end):
            outside += _letters(text, position, max(position, quotation.outer_start))
            inside += _letters(text, max(start, quotation.start), min(end, quotation.end))
            position = quotation.outer_end
        outside += _letters(text, min(position, end), end)
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _letters(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end])


def quoted_share(quotations: Quotations, content: list[Span]) -> float:
    """How much of a content stands inside quotation marks, the marks with it, 0 to 1."""
    inside = sum(
        min(end, quotation.outer_end) - max(start, quotation.outer_start)
        for start, end in content
        for quotation in quotations.within(start, end)
    )
    length = sum(end - start for start, end in content)
    return inside / length if length else 0.0
