"""What a phrase without a name says: where it ends, its head noun, and of which kind that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from ..names import ORGANISATION, PEOPLE, RELATIONS, Entity, is_plain_opening
from ..phrases import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    NUMBERS,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    SUBJECT_PRONOUNS,
    is_finite,
    past_determiners,
    small,
)
from ..vocabulary import nationalities, places, signals

SMALL_WORDS = PREPOSITIONS | DETERMINERS | CONJUNCTIONS
COUNTRIES = nationalities() | places() | {"us", "u.s.", "uk", "u.k.", "uae", "eu", "un"}
OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "i"}
NAMELY = frozenset({"mainly", "namely", "notably", "especially", "particularly"})
FAR = 12  # tokens between a name and its "who"
# What an organisation is called that was named before.
CALLED_SO = signals("called_so")
OFFICES_IN_SHORT = {
    "pm": ("prime", "minister"),
    "cm": ("chief", "minister"),
    "ceo": ("chief", "executive"),
}
_IN_SHORT = frozenset(word.upper() for word in OFFICES_IN_SHORT)
_LONGEST_CHUNK = 3  # tokens
_OF_HOW_MANY = frozenset({"three", "four", "five", "ten", "3", "4", "5", "10"})  # one in ten
# "the Frenchman"; also "the Lurian", but "the British" may be all of them.
DEMONYMS = signals("demonyms") | {n for n in nationalities() if n.endswith(("an", "ine", "i"))}
# "the 24-year-old", "the mayor-elect", and "a fan": Fan is a surname, so no list of roles has it.
_PEOPLE_TOO = frozenset({"old", "elect", "fan", "follower", "prelate", "clergyman", "regent"})
_GUARDS = frozenset({"coast", "national", "border", "home", "republican", "civil"})
_AGED = "-year-old"
_CHANNELS = frozenset({"Four", "Five", "Seven", "Nine", "Ten"})  # "a Seven spokeswoman"
_SOME = frozenset({"most", "others", "another", "few", "both"})
_ENDING = frozenset({"who", "whose", "which", "that", "in", "on", "during"})  # a description
# "people familiar with the matter"
_AFTER_NOUNS = frozenset({"familiar", "close", "privy", "present"})
_PRONOUN_KINDS = {"he": "unnamed", "she": "unnamed", "they": "group"}


@dataclass(frozen=True)
class Description:
    """ "the minister of health": tokens start..end without determiners, its head, and the kind of
    entity that it is. `definite` with "the", "this" or "that"; `several` who are joined or counted;
    `some` for "most" and "another" alone."""

    start: int
    end: int
    head: str
    kind: str
    definite: bool
    several: bool
    some: bool

    def name(self, doc: Doc) -> str:
        """As it is shown for somebody without a name."""
        name = " ".join(doc[self.start : self.end].text.split())
        plain = self.some or (self.end - self.start == 1 and self.kind == "unnamed")
        if (plain and name not in _IN_SHORT) or name.lower() in SUBJECT_PRONOUNS - {"i"}:
            return name.lower()
        return name[0].lower() + name[1:] if is_plain_opening(doc, self.start) else name


def describe(doc: Doc, start: int, end: int) -> Description | None:
    """What tokens start..end say of somebody; None if nothing is left but "the"."""
    definite = doc[start].lower_ in ("the", "this", "that") or doc[start].text in _IN_SHORT
    start = _noun_start(doc, start, end)
    end = _noun_end(doc, start, end) if start < end else end
    if start >= end:
        return None
    several = any(
        doc[i].lower_ == "and" and doc[i + 1].lower_ in DETERMINERS for i in range(start, end - 1)
    )  # "the ministry and the coast guard"
    several = several or any(_counts(doc, i) for i in range(start + 1, end))
    some = start + 1 == end and doc[start].lower_ in _SOME
    head = head_noun(doc, start, end)
    kind = "group" if several else kind_of_noun(head)
    if _AGED in doc[start:end].text and kind == "organisation":
        kind = "unnamed"  # "the 58-year-old goatherd"
    if head == "guard" and end - start > 1 and doc[end - 2].lower_ in _GUARDS:
        kind = "organisation"
    kind = _kind_by_opening(doc, start, kind, some)
    if kind == "organisation" and head not in ORGANISATION and 1 < end - start < 4:
        capitals = all(doc[i].text[:1].isupper() for i in range(start, end))
        kind = "person" if capitals and not definite else kind  # "Said Ola Ek, …"
    return Description(start, end, head, kind, definite, several, some)


def _noun_start(doc: Doc, start: int, end: int) -> int:
    """Past determiners and "about"; of "the three" and "one trader" the last word."""
    while start < end and (doc[start].is_space or _is_passed(doc, start)):
        start += 1
    if doc[start : start + 2].text.lower() == "part of" and start + 2 < end:
        return past_determiners(doc, start + 2, end)  # "part of the letter"
    alone = start == end or doc[start].text == ","  # "one, who spoke"
    if alone and start and doc[start - 1].lower_ in NUMBERS | _SOME | {"one"}:
        return start - 1  # "the three", "most"
    if start == end:
        return end
    start += doc[start].lower_ == "about" and start + 1 < end
    trader = start + 1 < end and doc[start + 1].lower_ != "of" and not _counts(doc, start + 1)
    return start + (doc[start].lower_ == "one" and trader)


def _is_passed(doc: Doc, i: int) -> bool:
    """A determiner, but not that of "another of the mothers" and "four in ten voters"."""
    return (
        doc[i].lower_ in DETERMINERS
        and not (doc[i].text in _CHANNELS and doc[i - 1].lower_ in ("a", "the"))
        and doc[i + 1 : i + 2].text not in ("-", "‑")  # "nine-year-old"
        and doc[i].lower_ not in ("all", "many", "some", "several")
        and doc[i + 1 : i + 2].text != "of"
        and not _counts(doc, i + 1)
    )


def _noun_end(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        word = doc[i].lower_
        ends = doc[i].text in STOPS - {"-"} or small(doc[i]) in _ENDING | NAMELY
        briefed = doc[i - 1].lower_ == "briefed"
        if ends and not (briefed or _counts(doc, i) or _is_in_body(doc, i, end)):
            return i
        before = doc[i - 1].lower_  # of "the injured men", "newly printed books"
        modifies = before in PREPOSITIONS | DETERMINERS | ADVERBS or before.endswith("ly")
        if word == "to" and doc._.outlets.within(i + 1, i + 3):
            return i  # "one of the men to The Mirror"
        joined = before == "-" or word == "briefed"  # "a data-based report", "people briefed on it"
        if i > start and word.endswith("ed") and not (word in PEOPLE or modifies or joined):
            return i
    loose = _AFTER_NOUNS | PREPOSITIONS | ADVERBS
    while end - start > 1 and doc[end - 1].lower_ in loose:
        end -= 1
    return end


def _is_in_body(doc: Doc, i: int, end: int) -> bool:
    """Whether the word is the "in" of "a source in the ministry" or "a source in Skail"."""
    if doc[i].lower_ == "in" and doc[i - 1].lower_ in ("source", "sources"):
        return i + 1 < end
    led = i + 2 < end and doc[i].lower_ == "in" and doc[i + 1].lower_ == "the"
    return led and any(doc[j].lower_ in ORGANISATION for j in range(i + 2, end))


def _kind_by_opening(doc: Doc, start: int, kind: str, some: bool) -> str:
    """One of them is a person, most are a group, whatever the noun."""
    word = doc[start].lower_
    if word in _PRONOUN_KINDS:
        return _PRONOUN_KINDS[word]
    if some:
        return "unnamed" if word == "another" else "group"
    return "unnamed" if word == "one" and kind != "group" else kind


def head_noun(doc: Doc, start: int, end: int) -> str:
    """The last noun of tokens start..end before a preposition or a comma."""
    stop = next(
        (i for i in range(start, end) if doc[i].lower_ in PREPOSITIONS or doc[i].text == ","), end
    )
    while stop - 1 > start and doc[stop - 1].lower_ in _AFTER_NOUNS:
        stop -= 1
    return doc[max(start, stop - 1)].lower_


def chunk_start(doc: Doc, end: int) -> int:
    """Where the noun that ends before `end` begins with its adjectives."""
    start = end - 1
    parting = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | ADVERBS | STOPS
    while start > 0 and end - start < _LONGEST_CHUNK:
        before = doc[start - 1]
        if before.lower_ in parting or is_finite(doc, start - 1) or before.is_space:
            break
        start -= 1
    return start


def kind_of_noun(noun: str) -> str:
    """ "unnamed" for a person's, "group" or "organisation"."""
    if noun in _PEOPLE_TOO | DEMONYMS:
        return "unnamed"
    if noun in PEOPLE | NUMBERS:
        return "group"
    if noun in PERSON_ROLES | RELATIONS:
        return "unnamed"
    if noun in ORGANISATION or noun in ("media", "paper"):
        return "organisation"
    if re.fullmatch(r"[a-z]{3,}(?<!s)s", noun):
        singular = noun[:-1]
        bodies = singular in ORGANISATION and singular not in PERSON_ROLES
        return "organisation" if bodies else "group"
    return "unnamed" if noun.endswith(("er", "or", "ist", "ian", "man", "ant")) else "organisation"


def introduced(doc: Doc, head: str, at: int) -> bool:
    """Whether "a lawmaker" stands nearby before it: then that one is meant."""
    return any(
        doc[i].lower_ == head
        and any(doc[j].lower_ in ("a", "an", "another", "one") for j in range(max(0, i - 4), i))
        for i in range(max(0, at - 300), at)
    )


def words_of_role(person: Entity) -> list[str]:
    """ "PM" as "prime minister", "vice-president" as two words"""
    words = re.split(r"[\s-]+", (person.role or "").lower())
    return [part for word in words for part in OFFICES_IN_SHORT.get(word, (word,))]


def _counts(doc: Doc, i: int) -> bool:
    """Whether the word is the "in" of "four in ten"."""
    after = doc[i + 1 : i + 2].text.lower()
    return doc[i : i + 1].text == "in" and after in _OF_HOW_MANY
