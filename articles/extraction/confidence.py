"""How sure a quote is, from 0 to 1.

Not calibrated yet: the numbers order quotes by the pattern that found them and by how their speaker
was resolved, and 0.9 does not yet mean that nine in ten are right.
"""

from __future__ import annotations

from .attribution import Attribution

_BY_RULE = {
    "quotation": 0.93,
    "as saying": 0.9,
    "colon": 0.85,
    "according": 0.84,
    "that": 0.85,
    "continued": 0.84,
    "carried": 0.76,
    "clause": 0.72,
    "lead-in": 0.66,
    "postposed": 0.75,
    "inverted": 0.75,
}
_NO_SPEAKER = 0.5
_PRONOUN = 0.94


def confidence_of(attribution: Attribution, mention: str | None) -> float:
    """The pattern's own figure, less for a pronoun and much less without a speaker."""
    sure = _BY_RULE.get(attribution.rule, attribution.sure)
    if attribution.speaker is None:
        sure *= _NO_SPEAKER
    elif mention and mention.lower() in ("he", "she", "it", "they"):
        sure *= _PRONOUN
    return round(sure, 2)
