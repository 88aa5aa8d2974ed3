"""Quotes that are none: verbs of saying that only name, do or put to somebody what they are about.

kept back  "has not said whether", "did not mention the mill"
done       "called a meeting", "claimed 40 lives", "wrote a memoir"
named      "described the moment", "recalled the horror", "reminded him of the remark"
others'    "is said to have hidden it", "was held and warned not to talk", "when told of it"
"""

from __future__ import annotations

from spacy.tokens import Doc

from .attribution import Attribution
from .cues import Cue
from .kinds import quoted_share
from .phrases import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    Tokens,
    has_finite,
    is_finite,
    reports,
    small,
    turn_to,
)
from .vocabulary import Verb, reporting_verbs

_NEGATIONS = frozenset({"neither", "nor", "not", "n't", "n’t", "never"})
_NEGATED = 2  # tokens before a verb
_NOBODY = frozenset({"no", "neither", "nobody", "none"})
_ANSWERING = frozenset({"respond", "responded", "reply", "replied", "answer", "answered"})
_OPEN = frozenset({"whether", "if", "how", "why", "when", "what", "who", "where", "which"})
_IDLE = AUXILIARIES | ADVERBS | {"long"}  # what says nothing before "said"
_HEARSAY = frozenset({"said", "reported", "alleged", "rumoured", "rumored"})
_PERFORMING = frozenset(
    {"declared", "declares", "declaring", "announced", "announces", "announcing", "launched"}
)
_CALLED = frozenset({"called", "calls", "calling"})
_GATHERINGS = frozenset(
    {"election", "elections", "meeting", "session", "summit", "referendum", "strike", "vote"}
    | {"conference", "council", "poll", "rally", "ballot", "protest", "truce", "halt"}
)
_NO_CONTENT = frozenset(
    {"what", "which", "that", "how", "who", "why", "him", "her", "them", "us", "me", "it", "this"}
)
_LITTLE = 0.05  # of a content's characters that is quoted
_WON = frozenset(
    {"life", "lives", "victim", "victims", "casualties", "scalp", "scalps", "wicket", "wickets"}
    | {"gold", "silver", "bronze", "medal", "medals", "title", "titles", "crown", "trophy"}
)
# What they are about is named, unless a clause or a quotation follows.
_NAMING = frozenset({"describe", "recall", "recount", "repeat", "ridicule", "write", "post"})
_SPEAKING = frozenset({"spoke", "speaks", "speaking", "talked", "talks", "talking"})
_ABOUT = frozenset({"about", "on", "of", "to"})
_LEAVING_OUT = frozenset({"mention", "dispute"})
_PUT_TO = frozenset({"told", "reminded", "informed", "warned"})
_PUT_WHEN = frozenset({"when", "once"})
_ORDERED = frozenset({"warned", "told", "ordered", "advised", "instructed", "asked", "urged"})
_NEAR = 12  # tokens


def is_unsaid(doc: Doc, attribution: Attribution) -> bool:
    """Whether nobody says the content of an attribution."""
    cue, source = attribution.cue, attribution.source
    if source and _is_nobody(doc, source):
        return True
    if cue is None:
        return _is_empty(doc, attribution)
    if is_kept_back(doc, cue.start, cue.end) or _is_put(doc, cue) or _is_ordered(doc, cue):
        return True
    if _is_turn(doc, cue):
        return True
    return _is_empty(doc, attribution) or _only_names(doc, attribution, cue)


def last_verb(doc: Doc, cue: Cue) -> Verb | None:
    """The last listed verb in a cue."""
    known = (reporting_verbs().get(doc[i].lower_) for i in range(cue.end - 1, cue.start - 1, -1))
    return next(filter(None, known), None)


def _is_nobody(doc: Doc, source: Tokens) -> bool:
    """ "[No group] claimed responsibility", "no [group]"; but "No 10" is somebody."""
    first = source[0] - (source[0] > 0 and doc[source[0] - 1].lower_ in _NOBODY)
    after = doc[first + 1 : first + 2].text
    return doc[first].lower_ in _NOBODY and not after[:1].isdigit() and after != "."


def _is_empty(doc: Doc, attribution: Attribution) -> bool:
    """ "[What] the fishers said", "the secretary recommended [her]" """
    words = (doc._.text[start:end].lower() for start, end in attribution.content)
    empty = all(word in _NO_CONTENT for word in words)
    return empty and not quoted_share(doc._.quotations, attribution.content)


def is_no_report(doc: Doc, start: int, end: int) -> bool:
    """ "has [long] said", "[has] always said", "is [said] to have hidden it": others say so of whom
    it is about."""
    after = doc[end : end + 1].text.lower()
    idle = all(token.lower_ in _IDLE for token in doc[start:end])
    longs = idle and any(reports(token.lower_) for token in doc[end : end + 2])
    is_said = doc[end - 1].lower_ in _HEARSAY and doc[max(0, end - 2)].lower_ in BE | {"been"}
    hearsay = is_said and after == "to"
    return longs or hearsay


def is_kept_back(doc: Doc, start: int, end: int) -> bool:
    """ "has not [said] whether she will go", "did not [respond] to questions" """
    before = doc[max(0, start - _NEGATED) : end]
    if not any(token.lower_ in _NEGATIONS for token in before):
        return False
    after = doc[end : end + 1].text.lower()
    if doc[start].lower_ in ("confirmed", "denied", "denying", "confirming"):
        return not {"neither", "nor"}.isdisjoint(token.lower_ for token in before)
    return doc[end - 1].lower_ in _ANSWERING or (
        doc[end - 1].lower_ in ("say", "said") and after in _OPEN
    )


def _is_put(doc: Doc, cue: Cue) -> bool:
    """Whether it was put to somebody who then speaks: "she said when [reminded of] the remark"."""
    before = doc[cue.start - 1].lower_ if cue.start else ""
    return before in _PUT_WHEN and doc[cue.start].lower_ in _PUT_TO


def _is_turn(doc: Doc, cue: Cue) -> bool:
    """ "[took] to the air to say it was late", where "say" is a cue of its own"""
    high = min(cue.start + _NEAR, len(doc) - 1)
    tos = (j for j in range(max(cue.start + 3, cue.end - 1), high) if doc[j].text == "to")
    return any(
        turn_to(doc, to, cue.start) == cue.start and doc[to + 1].lower_ in reporting_verbs()
        for to in tos
    )


def _is_ordered(doc: Doc, cue: Cue) -> bool:
    """Whether somebody was told to do something: "he was held twice and [warned] not to talk"."""
    verb, joint = doc[cue.end - 1].lower_, cue.start - 1
    to = doc[cue.end : cue.end + 2].text.lower()
    if verb not in _ORDERED or joint < 1 or not to.startswith(("to", "not to")):
        return False
    if doc[joint].lower_ not in ("and", "or"):
        return False
    for i in range(joint - 1, max(cue.sentence.start, joint - _NEAR), -1):
        if doc[i].text in STOPS or (is_finite(doc, i) and not doc[i].lower_.endswith("ed")):
            return doc[i].lower_ in BE | {"been"} and doc[i + 1].lower_.endswith("ed")
    return False


def only_does(doc: Doc, cue: str, content: list[Tokens]) -> bool:
    """Whether nothing is said: "declared a “no limits” partnership", "agreed to an interview",
    "called an emergency meeting", "apologised to the family"."""
    words = [doc[i].lower_ for i in range(*content[0])]
    if cue in _CALLED:
        head = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
        return words[0] in ("a", "an") and words[head - 1] in _GATHERINGS
    if cue.startswith("apologi"):
        return words[0] == "to" and "for" not in words
    if cue == "recalled":
        return doc[content[0][0] - 1].lower_ == "that" and not has_finite(doc, *content[0])
    if cue == "agreed":
        return doc[min(content[0][0] + 1, len(doc) - 1)].lower_ in DETERMINERS
    return cue in _PERFORMING and not any(has_finite(doc, *run) for run in content)


def _only_names(doc: Doc, attribution: Attribution, cue: Cue) -> bool:
    """Whether a verb has but an object: "claimed [40 lives]", "described [the moment]"."""
    verb = last_verb(doc, cue)
    if quoted_share(doc._.quotations, attribution.content) > _LITTLE:
        return False
    words = doc.char_span(attribution.start, attribution.end, alignment_mode="expand")
    if words is None or words.start < cue.end or doc[words.start - 1].lower_ == "for":
        return False  # "repeated his demand for [a vote]"
    content = words.start, words.end
    if doc[cue.start].lower_ in _SPEAKING:
        return doc[cue.end].lower_ in _ABOUT and not has_finite(doc, *content)
    if verb is None:
        return False
    if verb.lemma == "claim":
        others = [i for i in range(*content) if doc[i].lower_ not in _WON]
        won = len(others) < content[1] - content[0]
        return won and not any(is_finite(doc, i) for i in others)
    if verb.lemma == "remind":
        of = "of" in {doc[i].lower_ for i in range(cue.end - 1, min(cue.end + 4, content[1]))}
        return of and not has_finite(doc, *content)
    if verb.lemma in _LEAVING_OUT:
        return doc[cue.end - 2].lower_ in _NEGATIONS and _is_object(doc, *content)
    return verb.lemma in _NAMING and _is_object(doc, *content)


def _is_object(doc: Doc, start: int, end: int) -> bool:
    """Whether a content is but a thing, with what may be told of it: "the moment she saw it"; not
    “the mill as old”."""
    if doc[start].lower_ not in DETERMINERS:
        return False
    for i in range(start + 1, end):
        if small(doc[i]) in RELATIVES | SUBJECT_PRONOUNS | {"that", "when"}:
            return True
        does = doc[i].lower_.endswith("ing") and doc[i - 1].lower_ not in PREPOSITIONS | DETERMINERS
        if is_finite(doc, i) or does or doc[i].lower_ == "as":
            return False  # "described the mill closing"
    return True
