"""What somebody is, by the words around a name: role, gender, whose relative."""

from __future__ import annotations

from spacy.tokens import Doc

from ..phrases import (
    DETERMINERS,
    MARKS,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    Tokens,
    closes_phrase,
    has_finite,
    is_possessive,
    past_determiners,
    phrase_start,
    small,
)
from ..vocabulary import grammar, reporting_verbs, roles
from .mentions import (
    ADDRESSES,
    FEWEST_INITIALS,
    HONORIFICS,
    HYPHENS,
    ONCE,
    POSTNOMINALS,
    RELATIONS,
    Mention,
    word_at,
)

_DOCTORS = frozenset({"dr", "prof", "datuk", ""})
_OCCASIONS = frozenset({"on the eve", "on the sidelines", "on the margins"})  # no role's end
_STYLES = frozenset({"sheikh", "sheikha", "sir", "dame", "seri"})
_OWNERS = grammar("possessive")
_LONGEST_ROLE = 16
_NO_ROLE = PREPOSITIONS | grammar("possessive") | {"who", "whose", "and", "as", "but", "both"}


def noun_before(doc: Doc, mention: Mention) -> int:
    """Where the word stands that a name comes right after: "son" in "her son, Ola Lund"."""
    before = mention.title - 1
    return before - (doc[before].text == ",")


def is_owned(doc: Doc, i: int) -> bool:
    """Whether the word is somebody's: "her son", "Ek's son"."""
    return doc[i - 1].lower_ in _OWNERS or is_possessive(doc, i - 1)


def gender_of_words(doc: Doc, start: int, end: int) -> str | None:
    return gender_in([doc[i].lower_ for i in range(start, end)])


def gender_in(words: list[str]) -> str | None:
    for word in words:
        for gender in ("male", "female"):
            if word.rstrip(".") in roles(gender):
                return gender
    return None


def role_before(doc: Doc, mention: Mention) -> str | None:
    words = [word_at(doc, i) for i in range(mention.title, mention.start)]
    if not words or all(word in HONORIFICS or word == "." for word in words):
        return None
    words = [word for word in words if word in PERSON_ROLES]
    if words and words[-1] in RELATIONS:
        return None
    end = mention.start
    while end - 1 > mention.title and word_at(doc, end - 1) in ADDRESSES | _DOCTORS | _STYLES:
        end -= 1  # "Chairman Dr. Ada Lund"
    end -= 2 * (doc[end - 2 : end].text == "H E")
    told = any(word_at(doc, i) in PERSON_ROLES for i in range(mention.title, end))
    return doc[mention.title : end].text if told else None


def role_apposed_before(doc: Doc, mention: Mention) -> str | None:
    """ "its editor, Ruth Amadi," is an editor."""
    i = mention.start - 1
    if doc[i].lower_ == "surnamed":
        return _role_of_surnamed(doc, i)
    addressed = all(word_at(doc, j) in HONORIFICS for j in range(mention.title, mention.start))
    i = mention.title - 1
    if not addressed or i < 2 or doc[i].text != ",":
        return None
    i = _before_brackets(doc, i)
    if mention.end >= len(doc) or doc[mention.end].text not in (",", "(", "."):
        return None
    if role := _role_since_comma(doc, i):
        return role
    start = phrase_start(doc, i, max(0, i - 8))
    if start > 0 and doc[start].text in HYPHENS:
        start += 1 if doc[start].whitespace_ else -1  # "Oslo- President", "Vice-President"
    head = [doc[j].lower_ for j in range(start, i)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not head[:stop] or head[stop - 1] not in PERSON_ROLES:
        return _role_of_several_fields(doc, i)
    start += doc[start].lower_ in reporting_verbs()  # “…,” explains the
    while start < i and (doc[start].lower_ in DETERMINERS or is_possessive(doc, start + 1)):
        start += 2 if is_possessive(doc, start + 1) else 1
    role = doc[start:i].text
    return role if role and head[stop - 1] not in RELATIONS else None


def _before_brackets(doc: Doc, i: int) -> int:
    """Past the initials before a comma: "the president of the Salt Court [(TSC)], Ada Lund"."""
    initials = i > FEWEST_INITIALS and doc[i - 1].text == ")" and doc[i - 3].text == "("
    return i - 3 if initials else i


def _role_of_surnamed(doc: Doc, i: int) -> str | None:
    """ "a police officer, surnamed Yeh" """
    end = i - (doc[i - 1].text == ",")
    start = phrase_start(doc, end, max(0, end - _LONGEST_ROLE))
    start = past_determiners(doc, start, end)
    return doc[start:end].text if start < end and doc[end - 1].lower_ in PERSON_ROLES else None


def _role_since_comma(doc: Doc, end: int) -> str | None:
    """ "Adviser to the President and Director General of Archives", all of it, between two
    commas."""
    first = max(0, end - _LONGEST_ROLE)
    start = next((i + 1 for i in range(end - 1, first, -1) if closes_phrase(doc, i)), first)
    start = past_determiners(doc, start, end)
    if doc[start].lower_ not in PERSON_ROLES - RELATIONS or has_finite(doc, start, end):
        return None
    return doc[start:end].text if doc[start + 1].lower_ in PREPOSITIONS else None


def _role_of_several_fields(doc: Doc, end: int) -> str | None:
    """ "minister of labour, trade and crafts" before its comma."""
    for i in range(end - 2, max(0, end - _LONGEST_ROLE), -1):
        if doc[i].lower_ in PERSON_ROLES and doc[i + 1].lower_ in ("of", "for"):
            words = {doc[j].lower_ for j in range(i, end)}
            listed = {",", "and"} <= words and not has_finite(doc, i, end)
            return doc[i:end].text if listed else None
    return None


def role_after(doc: Doc, mention: Mention) -> Tokens | None:
    """ "Ada Lund, the mayor of Tromso, said" """
    if doc[mention.end : mention.end + 1].text.lower() in POSTNOMINALS & PERSON_ROLES:
        return mention.end, mention.end + 1  # "Ada Lund MP"
    i = mention.end - (
        doc[min(mention.end, len(doc) - 1)].lower_ in ONCE
    )  # "Ada Lund former mayor"
    if i >= len(doc) - 1 or (i == mention.end and doc[i].text not in (",", "(")):
        return None
    end = next(
        (
            j
            for j in range(i + 1, min(i + _LONGEST_ROLE, len(doc)))
            if doc[j].text in STOPS - {"-"}
            or doc[j].is_space
            or small(doc[j]) in ("who", "said", "told")
            or doc[j : j + 3].text in _OCCASIONS
        ),
        None,
    )
    if end is None or end <= i + 1:
        return None
    start = i + 1 + (doc[i + 1].lower_ in ("a", "an", "the"))
    if start >= end or small(doc[start]) in _NO_ROLE:
        return None
    head = [doc[j].lower_ for j in range(start, end)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not any(word in PERSON_ROLES for word in head[:stop][-3:]):
        return None
    if head[0].endswith("ly") or any(doc[j].text in MARKS for j in range(start, end)):
        return None  # "allegedly the “strictest” teacher"
    if head[0] in reporting_verbs() and start == i + 1:
        return None  # ", explains the pilot,"
    return start, end
