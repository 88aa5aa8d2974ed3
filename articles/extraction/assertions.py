"""Whether a sentence asserts something that can be checked at all.

However many figures and dates it has: a feeling, a judgement, a wish or a promise is no claim, and
nor is half a question ("why she left in 2011"). Such sentences keep their score, for ranking, and
are not shown.
"""

from __future__ import annotations

import re

_FEELING = re.compile(
    r"\b(?:I|we|he|she|they)(?:\s+(?:am|are|is|was|were)|['’](?:m|re|s))\s+(?:\w+\s+){0,2}"
    r"(?:excited|delighted|pleased|happy|glad|grateful|honou?red|proud|sad|saddened|sorry|thrilled|"
    r"disappointed|confident|hopeful|optimistic|worried|thankful|looking forward)\b"
    r"|\blook(?:s|ing)? forward to\b|\b(?:did|do|does) not expect\b|\bdidn['’]t expect\b",
    re.I,
)
_JUDGEMENT = re.compile(
    r"(?<!one of )\b(?:the|a|an)\s+(?:\w+\s+)?(?:most|more|less|least)\s+(?:important|beautiful|"
    r"significant|serious|dangerous|exciting|interesting|crucial|essential|remarkable|wonderful)\b"
    r"|\b(?:was|is|are|were|been)\s+(?:actually\s+)?more important\b"
    r"|\b(?:shameful|disgraceful|heartbreaking|heartwarming|breathtaking|delicious|gorgeous|awful|"
    r"horrible|fantastic|brilliant|at heart)\b"
    r"|^(?:if there (?:were|was|is) any doubt|no one can|nobody can|there is no doubt|it is worth|"
    r"let(?:['’]s| us)\b|please\b|imagine\b|thank(?! ?s to))",
    re.I,
)
_WISH = re.compile(
    r"\b(?:I|we|you)\s+(?:will|won['’]t|would|wouldn['’]t|can|can['’]t|cannot|must|should|need to|"
    r"have to|want to|hope|wish|believe|think)\b|\b(?:I|we)['’]ll\b",
    re.I,
)
_QUESTION = re.compile(r"\?[”\"’']?\s*$")
_HALF_A_QUESTION = re.compile(
    r"^(?:why|how|whether|what|who|where|when|if)\b(?!.*(?:,| is that ))", re.I
)


_NO_ASSERTIONS = (_FEELING, _JUDGEMENT, _WISH, _QUESTION, _HALF_A_QUESTION)


def asserts(sentence: str) -> bool:
    """Whether somebody could find out that it is true or false."""
    return not any(pattern.search(sentence) for pattern in _NO_ASSERTIONS)
