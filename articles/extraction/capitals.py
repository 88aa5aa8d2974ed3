"""Capitals that do not mean names: a text all in capitals, put into ordinary spelling of the same
length, and lines in the case of titles."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc

from .vocabulary import (
    PERSON_ROLE_CLASSES,
    gender_of,
    grammar,
    nationalities,
    outlets,
    places,
    reporting_verbs,
    roles,
)

_MOST = 0.85  # of the letters, or of a title's words, are capitals
_FEWEST = 40
_LONGEST_TITLE = 40  # tokens
_FEWEST_WORDS = 4
_SHORT = 3  # letters of words that titles leave small
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?…:][”\"’')]?\s+|[“\"‘«]|\n)\s*$")
_PERSON = roles(*PERSON_ROLE_CLASSES)
_COMMON = (
    grammar(
        "determiner", "possessive", "pronoun", "object_pronoun", "preposition", "conjunction",
        "subordinator", "relative", "auxiliary", "modal", "negation", "adverb", "past_verb",
        "present_verb",
    )
    | _PERSON | roles("people", "organisation", "thing", "modifier", "relation", "receiver")
) - {"may", "will", "mark"}  # fmt: skip
_DATES = grammar("day", "month")


def is_all_capitals(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= _FEWEST and sum(map(str.isupper, text)) >= _MOST * letters


def title_lines(doc: Doc) -> list[tuple[int, int]]:
    """The lines that are written like a title, with nearly all words of any length in capitals, as
    tokens: there a capital does not make a name."""
    breaks = [i + 1 for i, token in enumerate(doc) if "\n" in token.text_with_ws]
    lines = pairwise([0, *breaks, len(doc)])
    return [(start, end) for start, end in lines if _is_title(doc, start, end)]


def _is_title(doc: Doc, start: int, end: int) -> bool:
    if end - start > _LONGEST_TITLE:
        return False
    # With a full stop it may be a sentence about people of many names.
    least = 1 if doc[start:end].text.rstrip().endswith(".") else _MOST
    words = [doc[i].text for i in range(start, end) if doc[i].is_alpha and len(doc[i]) > _SHORT]
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= _FEWEST_WORDS and capitals >= least * len(words)


def in_lower_case(text: str) -> str:
    """Lower case but for names that the lexicon or their neighbours show, and sentence starts."""
    found = list(_WORD.finditer(text))
    words = [match[0].lower() for match in found]
    named = _names(words, [text[a.end() : b.start()] for a, b in pairwise(found)])
    kept = _known(text)
    parts, last = [], 0
    for k, match in enumerate(found):
        parts.append(text[last : match.start()])
        last = match.end()
        opens = bool(_OPENS.search(text, max(0, match.start() - 6), match.start()))
        if match.start() in kept:
            word = match[0].title() if kept[match.start()] else match[0]
        elif words[k] in named or opens or words[k] in _DATES | nationalities() | places():
            word = match[0][0] + match[0][1:].lower()
        else:
            word = match[0].lower()
        parts.append(word if len(word) == len(match[0]) else match[0])
    return "".join([*parts, text[last:]])


def _names(words: list[str], gaps: list[str]) -> set[str]:
    """Given names with the surnames after them, and what stands between a title and a verb."""
    verbs = reporting_verbs()
    found: set[str] = set()
    for k, word in enumerate(words):
        after_title = k > 0 and gaps[k - 1] in (" ", ". ") and words[k - 1] in _PERSON
        speaks = k + 1 < len(words) and gaps[k] == " " and words[k + 1] in ("said", "says", "told")
        alone = k == 0 or words[k - 1] not in grammar("determiner", "possessive")
        if word in _COMMON or word in verbs:
            continue
        if gender_of(word) or after_title or (speaks and alone):
            found.add(word)
        for j in range(k + 1, min(k + 3, len(words))):
            other = words[j]
            if not (gender_of(word) and gaps[j - 1] == " ") or other in _COMMON or other in verbs:
                break
            found.add(other)
    return found


def _known(text: str) -> dict[int, bool]:
    """Where the words of listed outlets begin, and whether they are written in small letters."""
    found: dict[int, bool] = {}
    by_first: dict[str, list[str]] = {}
    for key in outlets():
        by_first.setdefault(key[0].upper(), []).append(" ".join(key))
    for match in _WORD.finditer(text):
        for name in sorted(by_first.get(match[0], ()), key=len, reverse=True):
            if text.startswith(name.upper(), match.start()):
                for word in _WORD.finditer(name):
                    found.setdefault(match.start() + word.start(), not word[0].isupper())
                break
    return found
