"""Whose a document is: "data from the Salt Board", "a Salt Board report" and "Lund's letter" are
the words of who wrote them.
"""

from __future__ import annotations

from spacy.tokens import Doc

from .entities import UNSURE, share_of
from .names import Mention
from .phrases import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    Tokens,
    is_capital,
    is_finite,
    is_possessive,
    subject_before,
)
from .vocabulary import signals

DOCUMENTS = signals("documents")
WORKS = signals("works")
_FIGURES = signals("figures")
_PUBLISHED = frozenset(
    f", {word}" for word in ("published", "released", "issued", "compiled", "conducted", "written")
)
_CARRIED = frozenset({"carried", "quoted", "cited", "relayed", "broadcast", "aired", "shared"})
_ISSUING = signals("issuing")
PAPERS = DOCUMENTS | WORKS | _FIGURES
# Which of them are called by each other's names: "the survey" for a poll.
_ALIKE = (frozenset({"survey", "poll", "study", "report"}), frozenset({"statement", "release"}))
_LETTERS = DOCUMENTS - {"report", "brief"}
_ONLY_GOT = signals("only_got")  # "a report [seen] by the Salt Board"
_WHEN = frozenset({"last", "earlier", "late", "early", "recently"})  # "a poll [last] week"
_FAR = 8  # tokens


def paper_in(doc: Doc, start: int, end: int) -> int | None:
    """The document that a phrase is about: "report" of "a new report by Lund", nothing of "a report
    author" or "the author of a report"."""
    named = {i for m in doc._.names.within(start, end) for i in range(m.start, m.end)}
    for i in range(start, end):
        word = doc[i].lower_
        noun = word in PAPERS and (i == start or not is_capital(doc, i))
        if noun and (i == end - 1 or _ends_noun(doc, i)):
            return i
        if i not in named and (word in PREPOSITIONS | RELATIVES or doc[i].text in STOPS - {"-"}):
            return None
    return None


def alike(paper: str) -> frozenset[str]:
    """All that a document may be called."""
    return next((words for words in _ALIKE if paper in words), frozenset({paper}))


def _ends_noun(doc: Doc, i: int) -> bool:
    """Whether no noun follows that a document's name but modifies."""
    if i + 1 >= len(doc):
        return True
    after = doc[i + 1]
    if is_possessive(doc, i + 1) or after.text == "-":
        return False
    small = after.lower_
    known = PREPOSITIONS | RELATIVES | AUXILIARIES | DAYS | DETERMINERS | CONJUNCTIONS | _WHEN
    return not after.is_alpha or small in known or small.endswith(("ed", "en", "s", "id"))


def author_after(doc: Doc, paper: int, end: int) -> int | None:
    """Where its author is named in "a statement issued in Skail [by Lund]", "data [from the Salt
    Board]", "the findings [of the Salt Board]"."""
    apart = doc[paper + 1 : paper + 3].text.lower() in _PUBLISHED  # "the report, published by …"
    for i in range(paper + 1 + 2 * apart, min(end, paper + _FAR) - 1):
        word = doc[i].lower_
        if doc[i].text in STOPS | MARKS or word in RELATIVES | _ONLY_GOT:
            return None
        reduced = doc[paper].lower_ in _FIGURES and _is_reduced(doc, i)
        if i > paper + 1 and is_finite(doc, i) and not reduced:
            return None
        beside = i == paper + 1 or doc[paper].lower_ in _LETTERS
        figures = word == "of" and i == paper + 1 and doc[paper].lower_ in _FIGURES
        if word == "by" and doc[i - 1].lower_ in _CARRIED:
            return None  # "a statement carried by the agency"
        if word == "by" or (word == "from" and beside) or figures:
            return i + 1
    return None


def _is_reduced(doc: Doc, i: int) -> bool:
    """The participle of "information recently updated by" """
    return doc[i].lower_.endswith("ed") and doc[i + 1].lower_ == "by"


def issuer_before(doc: Doc, document: int, low: int) -> Tokens | None:
    """Who issued a document that begins at a token, not reaching left of `low`: "[Lund] put out a
    statement", "[the board] unveiled a report"."""
    verb = document - 1
    while verb > low and doc[verb].lower_ in ("out", "up"):
        verb -= 1
    return subject_before(doc, verb, low) if doc[verb].lower_ in _ISSUING else None


def author_before(doc: Doc, paper: int, start: int) -> Mention | None:
    """Who is named in "[the Salt Board]'s latest report" or "a [Salt Board] opinion poll"."""
    for mention in reversed(doc._.names.within(max(start, paper - _FAR), paper)):
        if mention.end > paper:
            continue
        entity = doc._.names.entities[mention]
        if is_possessive(doc, mention.end):
            return mention if _is_plain(doc, mention.end + 1, paper) else None
        body = entity.kind == "organisation" and entity.can_speak
        tagged = doc._.entity_shares is None or any(
            share_of(doc, i, "Organization") > UNSURE for i in range(mention.start, mention.end)
        )
        return mention if body and tagged and _is_plain(doc, mention.end, paper) else None
    return None


def _is_plain(doc: Doc, start: int, end: int) -> bool:
    """Whether nothing but small words of a noun phrase stands between a name and a document."""
    parting = PREPOSITIONS | CONJUNCTIONS | RELATIVES | DETERMINERS | AUXILIARIES
    return all(doc[i].text.islower() and doc[i].lower_ not in parting for i in range(start, end))
