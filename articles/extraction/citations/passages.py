"""Passages: what was said in one interview, post, article or debate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from ..attribution import Attribution
from ..phrases import MONTHS, PERIODS, PREPOSITIONS, Tokens, is_possessive
from ..records import Citation
from ..vocabulary import roles
from .links import ELSEWHERE, HOSTS, unique

_DESCRIBED = roles("occupation", "office", "people")
_ADDING = frozenset({"add", "continue"})
_POSTS = frozenset({"post", "posts", "tweet", "tweets", "thread", "video", "message", "caption"})
_USERS = frozenset(
    {"user", "users", "netizen", "netizens", "commenter", "commenters", "fan", "fans", "follower"}
)
_IN_STUDIO = frozenset({"host", "presenter", "anchor", "interviewer", "caller", "callers"})
_DENYING = frozenset({"deny", "dismiss", "refute"})
_SOURCES = frozenset({"source", "sources"})
_DATING = frozenset({"in", "last", "on", "since"})
_BEFORE = frozenset({"earlier", "once", "previously", "formerly", "later", "since", "initially"})
FURTHER = 3  # paragraphs
# Paragraphs that a passage goes on through.
REACH = {"interview": 10, "report": 1, "social": 1, "article": 2, "debate": 5, "many": 1}


@dataclass
class Passage:
    """An interview that goes on: its chain, and the paragraph of its last quote."""

    links: list[Citation]
    paragraph: int
    kind: str
    words: frozenset[str]  # of the speaker's name


def _asks_too(doc: Doc, attribution: Attribution, before: Attribution | None) -> bool:
    """ "Lund tweeted that it was late and [urged him to go]": the same breath."""
    if before is None or before.sentence is not attribution.sentence or attribution.links:
        return False
    same = before.speaker is attribution.speaker and before.cue is not attribution.cue
    return same and _asks_for(doc, attribution)


def carry(doc: Doc, attributions: list[Attribution], passages: dict[int | str, Passage]):
    for before, attribution in pairwise([None, *attributions]):
        if attribution is None:
            continue
        if before and _asks_too(doc, attribution, before):
            attribution.links = list(before.links)
            yield attribution
            continue
        speaker = _identity(attribution)
        paragraph = attribution.sentence.paragraph
        passage = passages.get(speaker) or _of_the_last(doc, attribution, passages)
        if passage and not _agrees(attribution, passage):
            passage = None
        if attribution.carried is not None and not attribution.links:
            attribution.links = list(attribution.carried.links)
        elif passage and _goes_on(attribution.links, passage.links):
            attribution.links = list(passage.links)
            passage.paragraph = paragraph
        elif attribution.links:
            if passage and _says_in_it(doc, attribution, passage):
                attribution.links = unique([*attribution.links, *passage.links])
            if attribution.passage:
                passages[speaker] = Passage(
                    attribution.links, paragraph, attribution.passage, words_of(attribution)
                )
            else:
                passages.pop(speaker, None)
        elif is_apart(doc, attribution) or _denies(attribution, passage):
            passages.pop(speaker, None)
        elif passage and paragraph - passage.paragraph <= _reach(doc, attribution, passage):
            attribution.links = list(passage.links)
            passage.paragraph = paragraph
        yield attribution


def _denies(attribution: Attribution, passage: Passage | None) -> bool:
    """ "The daily reported that Lund resigned. Lund denied it." """
    cue = attribution.cue
    return bool(passage and passage.kind == "report" and cue and cue.lemma in _DENYING)


def _of_the_last(
    doc: Doc, attribution: Attribution, passages: dict[int | str, Passage]
) -> Passage | None:
    """The interview that ran last, where only "the actor" goes on, who has no name; the platform
    where "another" writes after "one user"."""
    source, last = attribution.source, next(reversed(passages.values()), None)
    if source is None or last is None or attribution.sentence.paragraph - last.paragraph > 1:
        return None
    unnamed = attribution.speaker is not None and attribution.speaker.kind != "person"
    described = last.kind == "interview" and unnamed and _is_described(doc, source)
    social = last.kind == "social" and bool(last.words & _USERS)
    other = (social or last.kind == "interview") and _is_another(doc, source)
    other = other or (last.kind == "interview" and _is_one_of_them(doc, source, last.words))
    other = other or (last.kind == "interview" and _is_in_studio(doc, source))
    return replace(last, words=frozenset()) if described or other else None


def _is_described(doc: Doc, source: Tokens) -> bool:
    """ "the actor", not "the actor’s agent" or "the actors" """
    head = doc[source[1] - 1].lower_
    owned = any(is_possessive(doc, i) for i in range(*source))
    one = head in _DESCRIBED and not head.endswith("s")
    return doc[source[0]].lower_ == "the" and one and not owned


def _is_in_studio(doc: Doc, source: Tokens) -> bool:
    """ "anchor Ada Lund", "a caller" """
    return any(doc[i].lower_ in _IN_STUDIO for i in range(*source))


def _is_one_of_them(doc: Doc, source: Tokens, words: frozenset[str]) -> bool:
    """ "one of them", "one, a trader,", "one of the engineers" after what "engineers" said"""
    first, rest = doc[source[0]].lower_, doc[source[0] + 1 : source[1]].text.lower()
    if first != "one":
        return False
    whose = set(rest.split()[-1:])
    return not rest or rest.startswith((",", "of them")) or (rest[:3] == "of " and whose <= words)


def _is_another(doc: Doc, source: Tokens) -> bool:
    """ "another", "others", "another user" """
    other = doc[source[0]].lower_ in ("another", "others", "other")
    return other and (source[1] - source[0] == 1 or doc[source[1] - 1].lower_ in _USERS)


def _identity(attribution: Attribution) -> int | str:
    """Whose passage it belongs to: "the source" is the one of "a source at the ministry"."""
    speaker = attribution.speaker
    if speaker is None:
        return 0
    unnamed = speaker.kind != "person" and not _SOURCES.isdisjoint(speaker.name.lower().split())
    return "source" if unnamed else id(speaker)


def words_of(attribution: Attribution) -> frozenset[str]:
    return frozenset(attribution.speaker.name.lower().split() if attribution.speaker else ())


def _agrees(attribution: Attribution, passage: Passage) -> bool:
    """Whether one name has all words of the other: "the source", but no "medical source", after a
    "judicial source"."""
    words = {word.removesuffix("s") for word in words_of(attribution)}
    words -= {"one", "of", "the"} if {"one", "of"} <= words else set()  # "one of the sources"
    others = {word.removesuffix("s") for word in passage.words}
    return words <= others or others <= words


def _reach(doc: Doc, attribution: Attribution, passage: Passage) -> int:
    """How many paragraphs a passage may lie back: further for "she added" and "In the post, …"."""
    reach = REACH[passage.kind]
    start = attribution.sentence.start
    opening = {token.lower_ for token in doc[start : start + 3]}
    posted = passage.kind == "social" and opening & _POSTS and opening & PREPOSITIONS
    added = attribution.cue is not None and attribution.cue.lemma in _ADDING
    return max(reach, FURTHER if posted or added else 0)


def _says_in_it(doc: Doc, attribution: Attribution, passage: Passage) -> bool:
    """ "Lund said in the interview, which was carried by the daily" """
    told = doc[attribution.sentence.start : attribution.sentence.end].text.lower()
    known = "in the interview," in told or "in the interview." in told
    return known and passage.kind == "interview"


def _goes_on(links: list[Citation], passage: list[Citation]) -> bool:
    """Whether the links name only the inner end of the passage's chain: the same interview."""
    names = [link.name for link in links]
    return 0 < len(names) < len(passage) and names == [link.name for link in passage][-len(names) :]


def is_apart(doc: Doc, attribution: Attribution) -> bool:
    """Whether it was said elsewhere or at another time than what goes on."""
    return is_elsewhere(doc, attribution) or _is_at_another_time(doc, attribution)


def _is_host(doc: Doc, hearer: Tokens) -> bool:
    """ "told host Ola Ek", "told listeners" """
    return any(doc[i].lower_ in HOSTS for i in range(*hearer))


def _asks_for(doc: Doc, attribution: Attribution) -> bool:
    """ "begged the thieves to return it": who is asked to do something need not be there."""
    cue = attribution.cue
    if cue is None or cue.lemma == "tell":
        return False
    content = doc._.text[attribution.start : attribution.end].lower()
    return "hearer_infinitive" in cue.frames or content.startswith("to ")


def is_elsewhere(doc: Doc, attribution: Attribution) -> bool:
    """Said to others, or on another occasion: "told reporters", "in a statement", "told Xi"."""
    if attribution.hearer is not None:
        return not (_is_host(doc, attribution.hearer) or _asks_for(doc, attribution))
    if attribution.source is None or attribution.cue is None:
        return False
    inside = [doc[i] for i in range(attribution.sentence.start, attribution.sentence.end)]
    return any(
        (token.lower_ in ELSEWHERE or _opens_anew(doc, token.i))
        and not doc._.quotations.at(token.idx)
        and not attribution.covers(token.idx)
        for token in inside
    )


def _opens_anew(doc: Doc, i: int) -> bool:
    """ "reached by", "in a separate interview" """
    return doc[i : i + 2].text == "reached by" or doc[i : i + 3].text.lower() == "in a separate"


def _is_at_another_time(doc: Doc, attribution: Attribution) -> bool:
    """ "In late May, Lund said", "Last week, Lund said", "she once said" """
    start, cue = attribution.sentence.start, attribution.cue
    if cue is None or start + 3 >= len(doc):
        return False
    first, then = doc[start].lower_, {doc[start + 1].lower_, doc[start + 2].lower_}
    dated = first in _DATING and (then & (MONTHS | PERIODS) or any(map(_is_year, then)))
    beside = {doc[cue.start - 1].lower_, doc[cue.start].lower_}
    return bool(dated) or first in _BEFORE or not _BEFORE.isdisjoint(beside)


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4
