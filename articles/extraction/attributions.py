"""Cues, contents and sources as the trained network decides them: one decision for each cue.

The rules' decisions of the same sentence lend what the network was not taught: whom something was
told to, and who is quoted by whom in "X cited Y as saying", which its corpus hardly ever has.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .contents import NO_SOURCE, end_of_citing, signature
from .cues import ATTITUDES, Cue
from .encoder import (
    Encoder,
    Floats,
    WindowReading,
    encoder_of,
    means_of_tokens,
    softmax,
    tokens_of_pieces,
)
from .kinds import quoted_share
from .paths import NEITHER
from .phrases import (
    ADVERBS,
    BE,
    MARKS,
    PERIODS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    Tokens,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    is_title,
    phrase_end,
    reports,
    small,
)
from .records import Span
from .repair import content_spans
from .sentences import Sentence
from .sources import cut, find_source
from .unsaid import is_no_report, is_unsaid, last_verb, only_does
from .vocabulary import reporting_verbs, roles, signals
from .word_pieces import Ints

_ADJUNCT = re.compile(r",?\s*(?:as|after|when|while|before|during|following|amid)\b")
_FEW = 3  # words
_IDIOM = re.compile(
    r"call(?:s|ed|ing)? into\b|(?:did|does|do)(?: not|n[’']t) mention\b|written by\b|went on to\Z"
    r"|accused of\b"  # "the mayor accused of theft"
)
_TITLE_SAYS = re.compile(r"as (?:the|its) (?:title|name)\b")  # "as the title suggests"
_TITLED = frozenset({"called", "titled", "entitled", "named"})
_PREPOSITION_OF = {
    **dict.fromkeys(("call", "calls", "called", "calling"), ("for", "on", "upon")),
    **dict.fromkeys(("ask", "asks", "asked", "asking", "argue", "argues", "argued"), ("for",)),
    **dict.fromkeys(("plead", "pleads", "pleaded", "pleading", "arguing"), ("for",)),
    **dict.fromkeys(("appeal", "appeals", "appealed", "appealing"), ("for",)),
    **dict.fromkeys(("insist", "insists", "insisted", "insisting"), ("on",)),
    **dict.fromkeys(("point", "points", "pointed", "pointing"), ("to",)),
}
_BARELY_SAID = frozenset({"agree", "attack", "comment", "question"})  # "agreed to go"
# Between two reports of one speaker.
_BEFORE_VERBS = frozenset({"and", "but"})
_BEFORE_PARTICIPLES = frozenset({",", "while", "before"})
_MAY_SAY = roles("organisation", "people", "occupation", "office") | signals("documents")
_ASKING = frozenset({"appeal", "call_for", "hearer_infinitive", "object_of"})
_CLAUSAL = frozenset({"clause", "that", "hearer", "question", "quote"})
_SHOWING = frozenset({"show", "find"})
_FINDINGS = signals("findings")
_MOSTLY = 0.5  # of a content's words
_NEARLY = 0.6  # as sure of one cue as of another
_ALMOST = 0.9  # of both contents' characters
OUTSIDE, BEGIN, INSIDE = range(3)
CONTENT, SOURCE = 1, 2  # beside NEITHER
# Patterns that are right more often than not where the network found nothing.
_SELDOM_WRONG = frozenset(
    {"quotation", "that", "as saying", "colon", "signed", "according", "clause"}
)


@dataclass(frozen=True)
class Decision:
    """What the network holds of one cue, in tokens, and how sure it is of each part (0 to 1)."""

    cue: Tokens
    content: list[Tokens]
    source: Tokens | None
    speech: float
    sure: tuple[float, float, float]  # cue, content, source


@Language.factory(
    "on_record_attributions",
    default_config={"cue_threshold": 0.4, "speech_threshold": 0.5, "least_sure": 0.6},
)
def create_attributions(
    nlp: Language, name: str, cue_threshold: float, speech_threshold: float, least_sure: float
):
    """Writes `doc._.attributions`, one for each cue that has a content, and `doc._.cues`.

    Needs `doc._.reading` and its encoder, and what the rules made of the doc before.
    """

    def component(doc: Doc) -> Doc:
        encoder = encoder_of(nlp)
        ruled = _Ruled(doc)
        decisions = decide(doc, encoder, cue_threshold) if doc._.sentences else []
        decisions = _each_its_own([_before_programme(doc, d) for d in decisions])
        decided = (_attribution(doc, d, ruled, speech_threshold) for d in decisions)
        found = _by_their_reporters(doc, [a for a in decided if a])
        combined = _combined(doc, found, ruled, least_sure)
        doc._.attributions = [a for a in combined if not is_unsaid(doc, a)]
        _part_reports(doc, doc._.attributions)
        doc._.cues = sorted(
            {id(cue): cue for cue in ruled.cues + [a.cue for a in found if a.cue]}.values(),
            key=lambda cue: cue.start,
        )
        return doc

    return component


def decide(doc: Doc, encoder: Encoder, threshold: float) -> list[Decision]:
    """The network's decisions on a doc, in reading order."""
    of_piece = tokens_of_pieces(doc)
    found = []
    for reading in doc._.reading.windows:
        cues = find_cues(reading, threshold)
        if not cues:
            continue
        window = reading.window
        of_place = np.concatenate(([-1], of_piece[window.context : window.end], [-1]))
        places = np.array([(first, last) for first, last, _ in cues], dtype=np.int64)
        for (first, last, sure), around in zip(cues, encoder.around(reading, places), strict=True):
            tokens = _Tokens(of_place[around.place : around.place + len(around.roles)])
            cue = int(of_place[first]), int(of_place[last]) + 1
            shares, roles = tokens.shares(around.roles), tokens.roles(around.path)
            if decision := _decision(cue, shares, roles, tokens.first, sure, around.speech):
                found.append(decision)
    return found


def _before_programme(doc: Doc, decision: Decision) -> Decision:
    """A cue without the programme that it was said in: “We go,” he [said] on KTB’s “This Week.”
    “We stay.”"""
    start, end = decision.cue
    mark = next((i for i in range(start + 1, end) if doc[i].text in MARKS), None)
    if mark is None:
        return decision
    on = next((i for i in range(start + 1, mark) if doc[i].lower_ in PREPOSITIONS), mark)
    title = doc._.quotations.at(doc[mark].idx)
    ends = title.outer_end if title else 0
    past = next((i for i in range(mark, len(doc)) if doc[i].idx >= ends), len(doc))
    content = [(max(a, past) if a >= end else a, b) for a, b in decision.content]
    return replace(decision, cue=(start, on), content=[(a, b) for a, b in content if a < b])


def _each_its_own(decisions: list[Decision]) -> list[Decision]:
    """Without what a later cue has as its content too: "said [the pears were late], adding that
    [the plums were early]"."""
    kept = []
    for k, decision in enumerate(decisions):
        least = _NEARLY * decision.sure[0]
        later = [d for d in decisions[k + 1 : k + 4] if d.cue[0] > decision.cue[0]]
        later = [d for d in later if d.sure[0] > least]
        content = [
            run
            for run in decision.content
            if not any(run[0] >= other.cue[1] and _is_within(run, other.content) for other in later)
        ]
        if content:
            kept.append(replace(decision, content=content))
    return kept


def _by_their_reporters(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Participles by who reports before them, where the network took somebody whom the report is
    about or who heard it: "[Lund] told Brook the mill was Ada Ek's, adding that it was old"."""
    for i, one in enumerate(found):
        for other in found[max(i - 2, 0) : i]:
            if _goes_on_reporting(doc, one, other):
                one.source = other.source
    return found


def _goes_on_reporting(doc: Doc, one: Attribution, other: Attribution) -> bool:
    cue, source = one.cue, one.source
    if cue is None or source is None or one.sentence is not other.sentence:
        return False
    participle = doc[cue.start].lower_.endswith("ing") and doc[cue.start - 1].text == ","
    if not participle or other.source is None or source[0] > cue.start:
        return False
    heard = other.cue is not None and source[0] == other.cue.end  # "[Lund] told Brook, adding"
    start = doc[source[0]].idx
    return heard or any(low <= start < high for low, high in other.content)


def _is_within(run: Tokens, others: list[Tokens]) -> bool:
    return any(start <= run[0] and run[1] <= end for start, end in others)


def find_cues(reading: WindowReading, threshold: float) -> list[tuple[int, int, float]]:
    """Places of the first and last piece of every cue in the window's own part, and its share."""
    shares = softmax(reading.cue)
    inside = 1 - shares[:, OUTSIDE]
    at, end = reading.place(reading.window.start), reading.place(reading.window.end)
    found = []
    while at < end:
        if inside[at] < threshold:
            at += 1
            continue
        last = at
        while last + 1 < end and inside[last + 1] >= threshold:
            if shares[last + 1, BEGIN] > shares[last + 1, INSIDE]:
                break
            last += 1
        found.append((at, last, float(inside[at : last + 1].mean())))
        at = last + 1
    return found


class _Tokens:
    """The tokens that some pieces in a row belong to."""

    def __init__(self, of_piece: Ints):
        self.first = int(of_piece[0])
        self._present, self._at = np.unique(of_piece, return_index=True)

    def shares(self, of_pieces: Floats) -> Floats:
        """[T, 3] of pieces -> [N, 3] of tokens, the mean of each; a token without a piece of its
        own has that of the one before."""
        means = means_of_tokens(of_pieces, self._at)
        own: Floats = means[self._own()]
        return own

    def roles(self, of_pieces: Ints) -> Ints:
        """[T] of pieces -> [N] of tokens, each as its first piece."""
        own: Ints = of_pieces[self._at][self._own()]
        return own

    def _own(self) -> Ints:
        every = np.arange(self.first, int(self._present[-1]) + 1)
        return np.searchsorted(self._present, every, side="right") - 1


def _decision(
    cue: Tokens, shares: Floats, labels: Ints, offset: int, sure: float, speech: float
) -> Decision | None:
    labels[cue[0] - offset : cue[1] - offset] = NEITHER
    content = runs(labels == CONTENT, offset)
    if not content:
        return None
    of_content = float(shares[labels == CONTENT, CONTENT].mean())
    source = max(
        runs(labels == SOURCE, offset),
        key=lambda run: float(shares[run[0] - offset : run[1] - offset, SOURCE].sum()),
        default=None,
    )
    of_source = 0.0
    if source:
        of_source = float(shares[source[0] - offset : source[1] - offset, SOURCE].mean())
    return Decision(cue, content, source, speech, (sure, of_content, of_source))


def runs(marked: np.ndarray, offset: int) -> list[Tokens]:
    """The unbroken ranges of marked tokens."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(offset + int(a), offset + int(b)) for a, b in edges.reshape(-1, 2)]


class _Ruled:
    """What the rules found in a doc, to be asked by place."""

    def __init__(self, doc: Doc):
        self.attributions: list[Attribution] = list(doc._.attributions)
        self.cues: list[Cue] = sorted(doc._.cues, key=lambda cue: cue.start)
        self._starts = [cue.start for cue in self.cues]
        self._by_cue = {id(a.cue): a for a in reversed(self.attributions) if a.cue}

    def swap(self, tokens: Tokens, sentence: Sentence, words: str) -> Cue:
        """The cue at these tokens: the rules' one moved there, or a new one."""
        low = max(bisect_left(self._starts, tokens[0]) - 1, 0)
        for i in range(low, bisect_left(self._starts, tokens[1])):
            known = self.cues[i]
            if tokens[0] < known.end:
                if (known.start, known.end) == tokens or known.kind in ("quoting", "quoted"):
                    return known
                self.cues[i] = moved = replace(known, start=tokens[0], end=tokens[1])
                if attribution := self._by_cue.pop(id(known), None):
                    attribution.cue = moved
                    self._by_cue[id(moved)] = attribution
                return moved
        kind = "according" if "according" in words else "verb"
        return Cue(tokens[0], tokens[1], words, "", frozenset(), sentence, kind)

    def with_cue(self, cue: Cue) -> Attribution | None:
        return self._by_cue.get(id(cue))


class _Near:
    """Attributions by place, so that each is compared with its neighbours alone."""

    def __init__(self, found: list[Attribution]):
        self.all = sorted(found, key=lambda a: a.start)
        self._starts = [a.start for a in self.all]
        self._longest = max((a.end - a.start for a in self.all), default=0)

    def touching(self, other: Attribution) -> list[Attribution]:
        """Those whose contents may share a character with the other's."""
        low = bisect_left(self._starts, other.start - self._longest)
        return self.all[low : bisect_left(self._starts, other.end)]

    def overlap(self, other: Attribution, least: float) -> bool:
        """Whether one of them has more than `least` in common with the other."""
        return any(overlap(other, one) > least for one in self.touching(other))


def _attribution(
    doc: Doc, decision: Decision, ruled: _Ruled, speech_threshold: float
) -> Attribution | None:
    sentence = _sentence_at(doc, decision.cue[0])
    words = doc[decision.cue[0] : decision.cue[1]].text.lower()
    if words == "asked" and doc[decision.cue[1] : decision.cue[1] + 1].text.lower() == "not":
        return None  # "asked not to be named"
    after = doc[decision.cue[0] + 1 : decision.cue[1]].text
    if is_possessive(doc, decision.cue[0]) and not any(c.isalpha() for c in after):
        return None  # CNN's “State of the Union”
    if _TITLE_SAYS.match(doc[max(0, decision.cue[0] - 3) : decision.cue[1]].text.lower()):
        return None
    if _IDIOM.match(doc[decision.cue[0] : decision.cue[1] + 1].text.lower()):
        return None  # "calling into question whether …", "did not mention the mill"
    if is_no_report(doc, *decision.cue):
        return None
    decision = _turned(doc, _told_through(doc, decision), sentence)
    cue = ruled.swap(decision.cue, sentence, words)
    same = ruled.with_cue(cue)
    hearer = same.hearer if same else None
    signed = signature(doc, decision.cue[1] - 1, sentence.end)
    if signed:
        before = [run for run in decision.content if run[1] <= decision.cue[0]]
        decision = replace(decision, content=before or decision.content)
    source = signed or find_source(doc, decision.source, decision.cue, sentence)
    if source and cue.kind == "according" and _is_no_source(doc, source):
        return None
    aside = end_of_citing(doc, decision.cue[1], sentence.end)
    told = (decision.cue[1], aside) if aside else hearer
    spans = content_spans(doc, decision.content, decision.cue, source, told, sentence)
    if spans and (rest := _past_preposition(doc, decision.cue, spans)):
        start, end = decision.cue
        spans, cue = rest, ruled.swap((start, end + 1), sentence, words)
    in_headline = decision.cue[0] < sentence.start
    if not spans or (in_headline and spans[0][0] >= doc[sentence.start].idx):
        return None
    if words == "asked" and doc[decision.cue[0] - 1].text == "," and _is_about(doc, decision):
        return None  # "Ada Lund, asked about the case, said"
    if source and words in _TITLED and _is_work(doc, source, decision.cue, spans):
        return None
    quoted = quoted_share(doc._.quotations, spans)
    if quoted < _MOSTLY and only_does(doc, words, decision.content):
        return None
    speech = quoted > 0.05 or decision.speech >= speech_threshold
    speech = speech or _voices(doc, cue, source, decision.content)
    if not speech and not doc._.everything:
        return None
    return Attribution(
        sentence=sentence,
        content=spans,
        cue=cue,
        source=source,
        rule="network",
        hearer=hearer,
        speech=speech,
        network=decision.sure,
    )


def _is_about(doc: Doc, decision: Decision) -> bool:
    """Whether a content is only what something was about: "asked [about it]", "about [it]"."""
    start = decision.content[0][0]
    return doc[start].lower_ in ("about", "for", "at") or doc[start - 1].lower_ == "about"


def _voices(doc: Doc, cue: Cue, source: Tokens | None, content: list[Tokens]) -> bool:
    """Whether the verb tells that it is said, however little the network makes of it: "estimated
    that"; "the survey shows that", where a person who shows something says nothing."""
    verb = last_verb(doc, cue)
    passive = any(t.lower_ in BE for t in doc[cue.start : cue.end - 1])
    in_headline = cue.start < cue.sentence.start
    if not verb or passive or in_headline or verb.lemma in _BARELY_SAID:
        return False
    if max(end - start for start, end in content) == 1:
        return False  # "recommended her"
    if not verb.frames <= ATTITUDES:
        whole = any(has_finite(doc, *run) for run in content)
        return whole or "rare" not in verb.frames  # not "anticipated the sanctions"
    told = {doc[i].lower_ for i in range(*source)} if source else set()
    return verb.lemma in _SHOWING and not told.isdisjoint(_FINDINGS)


def _is_work(doc: Doc, source: Tokens, cue: Tokens, content: list[Span]) -> bool:
    """Whether nobody calls it so, but it is called so: "[a collection] called [“The Mill”]"."""
    quotation = doc._.quotations.at(content[0][0])
    named = quotation is not None and is_title(doc, doc[cue[0]].idx, quotation)
    return named and source[1] == cue[0] and doc[source[0]].lower_ in ("a", "an")


def _is_no_source(doc: Doc, source: Tokens) -> bool:
    """Whether nobody is behind it: "according to market needs"."""
    start, end = source
    stop = next((i for i in range(start, end) if doc[i].lower_ in PREPOSITIONS), end)
    return stop > start and doc[stop - 1].text in NO_SOURCE - PERIODS


def _past_preposition(doc: Doc, cue: Tokens, spans: list[Span]) -> list[Span] | None:
    """The content without the preposition that belongs to its verb: "called for [a pause]"; None
    where there is none."""
    after, verb = doc[cue[1] : cue[1] + 2], doc[cue[1] - 1].lower_
    if len(after) < 2 or after[0].lower_ not in _PREPOSITION_OF.get(verb, ()):
        return None
    low, high = spans[0]
    return [(after[1].idx, high), *spans[1:]] if low == after[0].idx < after[1].idx < high else None


def _turned(doc: Doc, decision: Decision, sentence: Sentence) -> Decision:
    """A clause within what it reports, where the network took the subject of that for the source:
    "[Lund], said the mill, [has shown his skill]"."""
    start, end = decision.cue
    source, before = decision.source, start - 1
    if source is None or doc[before].text != "," or source[1] not in (before, start):
        return decision
    if source[0] > sentence.start + 1 or end - start > 1 or not reports(doc[start].lower_):
        return decision
    last = phrase_end(doc, end, sentence.end)
    goes_on = end < last < sentence.end - 1 and doc[last].text == "," and is_finite(doc, last + 1)
    if not goes_on:
        return decision
    rest = [(max(low, last + 1), high) for low, high in decision.content if high > last + 1]
    return replace(decision, source=(end, last), content=[(source[0], before), *rest])


def _told_through(doc: Doc, decision: Decision) -> Decision:
    """Who speaks rather than the outlet that had it: "[she said], according to the daily: “…”"."""
    start, end = decision.cue
    source, said = decision.source, start - 2
    after = source is not None and source[0] >= end
    parted = doc[start].lower_ == "according" and doc[start - 1].text == "," and after
    content = [run for run in decision.content if run[0] >= end]
    if not (parted and content) or said < 1 or not reports(doc[said].lower_):
        return decision
    if doc[said - 1].lower_ not in SUBJECT_PRONOUNS:
        return decision
    who = (said - 1, said)
    return replace(decision, cue=(said, said + 1), source=who, content=content)


def _sentence_at(doc: Doc, token: int) -> Sentence:
    sentences: list[Sentence] = doc._.sentences
    at = bisect_right(sentences, token, key=lambda sentence: sentence.start) - 1
    return sentences[max(at, 0)]


def _combined(
    doc: Doc, found: list[Attribution], ruled: _Ruled, least_sure: float
) -> list[Attribution]:
    """The network's attributions, and the rules' where they know better.

    They do of "cited X as saying", of sources that the network did not see, and of what the network
    missed where a pattern is seldom wrong. What the network alone is not sure of is left out.
    """
    certain: list[Attribution] = []
    others: list[Attribution] = []
    for attribution in ruled.attributions:
        quotes = attribution.cue and attribution.cue.kind in ("quoting", "quoted")
        (certain if quotes else others).append(attribution)
    near_certain, near_others = _Near(certain), _Near(others)
    of_cue = {id(a.cue): a for a in certain}
    for attribution in found:
        if id(attribution.cue) in of_cue:
            _complete(of_cue[id(attribution.cue)], attribution)
    kept = [a for a in found if id(a.cue) not in of_cue and not near_certain.overlap(a, 0.3)]
    for attribution in kept:
        near = near_others.touching(attribution)
        same = max(near, key=lambda other: overlap(attribution, other), default=None)
        if same and _swallows(doc, attribution, same):
            attribution.source, attribution.content = same.source, list(same.content)
        if same and (
            overlap(attribution, same) > 0.5
            or _goes_further(attribution, same)
            or _is_half(doc, attribution, same)
        ):
            _agree(doc, attribution, same, kept)
    kept = _without_asides(doc, _without_doubles(doc, kept, ruled))
    _part(kept)
    kept = _to_whom_they_quote(doc, kept, others)
    kept = _without_frames(doc, _without_clauses(doc, kept))
    kept = [a for a in kept if a.agreed or _least_share(a) >= least_sure]
    near_kept = _Near(kept)
    relayed = [
        inner
        for inner in others
        if _is_relayed(doc, inner, near_kept) and not near_kept.overlap(inner, _ALMOST)
    ]
    for attribution in [*relayed, *certain]:
        attribution.agreed = True
    decided = _Near([*kept, *certain, *relayed])
    cues = {id(a.cue) for a in decided.all if a.cue}
    missed = [
        a
        for a in others
        if a.rule in _SELDOM_WRONG and id(a.cue) not in cues and not decided.overlap(a, 0)
    ]
    for attribution in missed:
        attribution.agreed |= _is_plain(doc, attribution)
    rest = [a for a in others if id(a.cue) not in cues]
    seconds = [a for a in rest if _is_second(doc, a, decided)]
    seconds += _beside(doc, [a for a in rest if a not in seconds], decided.all)
    every = {id(a): a for a in [*decided.all, *missed, *seconds]}
    return sorted(every.values(), key=lambda a: a.start)


def _complete(ruled: Attribution, network: Attribution) -> None:
    """Give a pattern the second half that the network saw: “Go,” she was quoted as telling him.
    [“Go now.”]"""
    if set(ruled.content) < set(network.content):
        ruled.content = list(network.content)


def _is_plain(doc: Doc, ruled: Attribution) -> bool:
    """Whether a pattern is right although the network never saw it: "the mill will close, per the
    owner", "appealed to drivers to go slow", "put the toll at nine"."""
    cue = ruled.cue
    if cue is None:
        return False
    if doc[cue.start].lower_ == "per":
        source = range(*ruled.source or (0, 0))
        return any(is_capital(doc, i) or doc[i].lower_ in _MAY_SAY for i in source)
    after = doc[cue.end].lower_ if cue.end < len(doc) else ""
    appeals = "appeal" in cue.frames and (after == "for" or cue.form != "ing")
    ruled_out = "out" in cue.frames and after == "out"
    return appeals or ruled_out or not cue.frames.isdisjoint({"rare", "figure"})


def _is_second(doc: Doc, ruled: Attribution, decided: _Near) -> bool:
    """Whether a report goes on in what the network took for one: "said [the mill was old], and
    blamed [the rain]". It takes the source of the first."""
    cue = ruled.cue
    if cue is None or cue.kind != "verb" or ruled.start < doc[cue.start].idx:
        return False
    place = doc[cue.start].idx
    joint = _joint_before(doc, cue)
    apart = doc[joint].lower_ == "but"
    apart |= doc[joint].lower_ == "and" and doc[joint - 1].text == ","
    asks = doc[joint].lower_ == "and" and not cue.frames.isdisjoint(_ASKING)
    if not (apart or asks) or doc._.quotations.at(place):
        return False
    for first in decided.touching(ruled):
        if first.cue is None or first.source is None or first.sentence is not ruled.sentence:
            continue
        if first.cue.start >= cue.start or not _touch(doc, first.source, ruled.source):
            continue
        if not (apart or _cannot_ask(doc, first, joint)):
            continue
        if any(low < place < high for low, high in first.content):
            ruled.source, ruled.agreed = first.source, True
            return True
    return False


def _cannot_ask(doc: Doc, first: Attribution, joint: int) -> bool:
    """Whether what is said of somebody or something is not that they ask: "said [the costs] had
    risen and appealed for help", where the speaker appeals."""
    cue = first.cue
    words = doc.char_span(first.start, first.start + 1, alignment_mode="expand")
    if cue is None or words is None or words.start < cue.end:
        return False
    start = words.start
    verb = next((i for i in range(start, joint) if is_finite(doc, i)), start)
    subject = [doc[i] for i in range(start, verb)]
    if len(subject) == 1 and subject[0].lower_ in SUBJECT_PRONOUNS:
        return True
    return bool(subject) and not any(
        token.text[:1].isupper() or token.lower_ in _MAY_SAY for token in subject
    )


def _beside(doc: Doc, ruled: list[Attribution], decided: list[Attribution]) -> list[Attribution]:
    """Reports of others after what cannot hold them: "called the plan [“dead”] and farmers
    threatened [to go]". What was taken for it ends before them."""
    before: dict[int, list[Attribution]] = {}
    for attribution in decided:
        before.setdefault(attribution.sentence.start, []).append(attribution)
    found = []
    for other in ruled:
        near = before.get(other.sentence.start, [])
        if _has_new_subject(doc, other) and any(_holds_no_clause(doc, a, other) for a in near):
            found.append(other)
            other.agreed = True
    return found


def _has_new_subject(doc: Doc, ruled: Attribution) -> bool:
    """ "… and [farmers] threatened" """
    cue, source = ruled.cue, ruled.source
    if cue is None or source is None or source[1] != cue.start or cue.form != "past":
        return False
    alone = doc._.quotations.at(doc[cue.start].idx) is None
    return alone and doc[source[0] - 1].lower_ in _BEFORE_VERBS and ruled.start > doc[cue.start].idx


def _holds_no_clause(doc: Doc, first: Attribution, other: Attribution) -> bool:
    """Whether a report's verb takes but an object. Its content ends where the other begins."""
    cue, source = first.cue, other.source
    verb = last_verb(doc, cue) if cue else None
    if cue is None or source is None or verb is None or cue.end >= source[0] - 1:
        return False
    if (
        verb.form != "past"
        or not verb.frames.isdisjoint(_CLAUSAL)
        or first.start < doc[cue.end].idx
    ):
        return False
    last = doc[source[0] - 2]
    end = last.idx + len(last)
    first.content = [(low, min(high, end)) for low, high in first.content if low < end]
    return True


def _least_share(attribution: Attribution) -> float:
    """What the network is least sure of; of a source that stands at the cue it need not be."""
    cue, content, source = attribution.network or (0.0, 0.0, 0.0)
    found = attribution.source is not None and not source
    return min(cue, content) if found else min(cue, content, source)


def _agree(doc: Doc, network: Attribution, rules: Attribution, others: list[Attribution]) -> None:
    """Take from what the rules made of the same content what they know better; not what begins
    within that of `others`."""
    own, ruled = network.source, rules.source
    one_cue = network.cue is rules.cue
    beyond = one_cue and _is_subject(rules) and _lies_beyond(own, ruled)
    network.agreed = beyond or _touch(doc, own, ruled)
    if network.agreed and _is_half(doc, network, rules):
        network.content = [
            span for span in rules.content if not _is_others(doc, network, span, others)
        ]
    tail = one_cue and _is_tail(doc, own, ruled)
    if ruled and (
        tail
        or beyond
        or _is_torn(doc, own, ruled, network.cue)
        or _is_its_relative(doc, own, ruled)
    ):
        relative = small(doc[ruled[0]]) in RELATIVES
        network.source = (ruled[0], ruled[0] + 1) if relative else cut(doc, ruled) or ruled
    if _is_cut_better(doc, network, rules) or (one_cue and _is_parted(doc, network, rules)):
        network.content, network.source = rules.content, rules.source


def _is_parted(doc: Doc, network: Attribution, rules: Attribution) -> bool:
    """Whether the network parted a report from its subject, or took that for who reports: "[The
    mill] is old, the agency reported"."""
    own, ruled = network.source, rules.source
    if own is None or ruled is None or not _is_subject(rules) or doc[ruled[0] - 1].text != ",":
        return False
    if rules.start == doc[own[0]].idx and doc[own[1]].idx == network.start:
        return True
    tokens = range(rules.sentence.start, ruled[0])
    first = next((i for i in tokens if doc[i].idx >= network.start), ruled[0])
    begins = rules.start == doc[rules.sentence.start].idx < network.start
    return begins and rules.end == network.end and is_finite(doc, first)


def _lies_beyond(own: Tokens | None, ruled: Tokens | None) -> bool:
    """Whether the network's source stands behind the cue of the rules' one: "[state media] said
    police knew, and quoted [Lund]"."""
    return own is not None and ruled is not None and ruled[1] < own[0]


def _is_tail(doc: Doc, own: Tokens | None, ruled: Tokens | None) -> bool:
    """ "[agency]" of "the Corvel news agency", "[culture,]" of "Lund, who tweets on art and
    culture"; not "which" of "a letter from Lund, which", nor "he" of "which is old, he", nor "Ek"
    of "Lund, who Ek"."""
    if own is None or ruled is None or small(doc[own[0]]) in RELATIVES | SUBJECT_PRONOUNS:
        return False
    if own[0] > ruled[0] and small(doc[own[0] - 1]) in RELATIVES:
        return False
    end = own[1] - (doc[own[1] - 1].text == ",")
    return ruled[0] < own[0] < end <= ruled[1] and _is_one_phrase(doc, ruled[0], own[0])


def _is_one_phrase(doc: Doc, start: int, end: int) -> bool:
    """Whether no clause but a relative one stands before `end`."""
    relative = any(small(doc[i]) in RELATIVES for i in range(start, end))
    return relative or not has_finite(doc, start, end)


def _is_its_relative(doc: Doc, own: Tokens | None, ruled: Tokens) -> bool:
    """ "the minister, who" """
    return own is not None and own[1] + 1 == ruled[0] and doc[ruled[0]].lower_ in RELATIVES


def _is_subject(attribution: Attribution) -> bool:
    """Whether the source stands right before its cue: "state media said"."""
    source, cue = attribution.source, attribution.cue
    return source is not None and cue is not None and source[1] == cue.start


def _swallows(doc: Doc, network: Attribution, rules: Attribution) -> bool:
    """Whether the network took part of who speaks for what was said: “[We go,” Lund, the mayor of
    Skail and] former head of the mill, said."""
    source = rules.source
    if rules.rule != "quotation" or source is None or network.cue is not rules.cue:
        return False
    name = doc[source[0]].idx
    return any(start < name < end for start, end in network.content)


def _goes_further(network: Attribution, rules: Attribution) -> bool:
    """Whether the network has the quotation that the rules have of the same cue, and more."""
    quotation = rules.rule == "quotation" and network.cue is rules.cue
    return quotation and set(rules.content) < set(network.content)


def _is_half(doc: Doc, network: Attribution, rules: Attribution) -> bool:
    """Whether the network has but half of a broken quote: “Each time,” she said, “you laugh.”"""
    more = set(rules.content) - set(network.content)
    return (
        network.cue is rules.cue
        and bool(more)
        and set(network.content) < set(rules.content)
        and quoted_share(doc._.quotations, rules.content) > 0.9
        and all(doc._.text[start].islower() for start, _ in more)
    )


def _is_others(doc: Doc, network: Attribution, span: Span, others: list[Attribution]) -> bool:
    """Whether another's clause holds the span: told Ek, noting that [he “knew Brook”]."""
    return any(
        start < span[0] and span[1] <= end and doc._.text.endswith("that ", 0, start)
        for other in others
        if other is not network
        for start, end in other.content
    )


def _touch(doc: Doc, one: Tokens | None, other: Tokens | None) -> bool:
    """Whether two sources share a token, or are not both known; "the minister" and "who" after it
    are one."""
    if one is None or other is None:
        return True
    near = 2 * (doc[other[0]].lower_ in RELATIVES)
    return one[0] < other[1] and other[0] < one[1] + near


def _is_torn(doc: Doc, source: Tokens | None, ruled: Tokens, cue: Cue | None) -> bool:
    """Whether a source is but a piece of the rules' one: "who speaks for the mill", "for the mill"
    or "Lund,"; but not "which" right before its cue."""
    if source is None:
        return True
    first = small(doc[source[0]])
    if first in ("who", "which") and cue and source == (cue.start - 1, cue.start):
        return False
    about = doc[source[0]].lower_ == "about" and source[1] - source[0] > 1  # four in ten
    if first in RELATIVES | PREPOSITIONS - {"to"} and not about:
        return True
    within = ruled[0] <= source[0] and source[1] < ruled[1]
    return within and doc[source[1] - 1].text == "," and _is_one_phrase(doc, ruled[0], source[0])


def _is_relayed(doc: Doc, inner: Attribution, near: _Near) -> bool:
    """Whether an outlet passes the report on, and nobody else has decided on its cue."""
    around = near.touching(inner)
    return any(_is_outlets(doc, outer) and _reports(outer, inner) for outer in around) and not any(
        other.cue is inner.cue and overlap(inner, other) > 0.5 for other in around
    )


def _is_outlets(doc: Doc, attribution: Attribution) -> bool:
    source = attribution.source
    if source is None or doc._.names.people_in(*source):
        return False  # its own Ada Lund
    return bool(doc._.outlets.within(*source))


def _reports(outer: Attribution, inner: Attribution) -> bool:
    """Whether a content is itself that somebody said something: "state media said police said"."""
    if inner.cue is None or inner.source is None or inner.cue is outer.cue:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _is_cut_better(doc: Doc, network: Attribution, rules: Attribution) -> bool:
    """Whether the rules end a content better, outside quotation marks: before an adjunct of the
    article's own ("as the talks began"), or a word or two later, at the end of a phrase."""
    if quoted_share(doc._.quotations, network.content) > 0.9:
        return False
    if len(network.content) != len(rules.content):
        return False
    relative = rules.source is not None and small(doc[rules.source[0]]) in RELATIVES
    if relative and _is_subject(network):
        return False  # of "a trial, which ended in May, he said"
    if network.end > rules.end:
        source = doc[rules.source[0]].idx if rules.source else -1
        swallowed = rules.end < source < network.end
        return swallowed or bool(_ADJUNCT.match(doc._.text, rules.end, network.end))
    rest = doc._.text[network.end : rules.end]
    return 0 < len(rest.split()) <= _FEW and not any(mark in rest for mark in ",;[(")


def _without_doubles(doc: Doc, found: list[Attribution], ruled: _Ruled) -> list[Attribution]:
    """Of several with almost one content the one that the rules have too, by its own cue before
    another's ("Lund has said, the agency reported"), or the surest."""
    near = _Near(found)
    kept: dict[int, Attribution] = {}

    def worst_last(attribution: Attribution) -> tuple[bool, bool, float]:
        own = attribution.cue is not None and ruled.with_cue(attribution.cue) is not None
        return not attribution.agreed, not own, -min(attribution.network or (0.0,))

    for attribution in sorted(found, key=worst_last):
        rivals = [other for other in near.touching(attribution) if id(other) in kept]
        doubled = any(
            overlap(attribution, other) > 0.8 or _is_piece(doc, attribution, other)
            for other in rivals
        )
        if not doubled:
            kept[id(attribution)] = attribution
    return list(kept.values())


def _is_piece(doc: Doc, attribution: Attribution, whole: Attribution) -> bool:
    """Whether it has but a piece of a quotation that another has whole, from outside it: Lund
    scolded him: [“We] go home today,” she said."""
    cue = attribution.cue
    if cue is None or quoted_share(doc._.quotations, whole.content) <= 0.9:
        return False
    place = doc[cue.start].idx
    return any(
        start - 1 <= attribution.start and attribution.end <= end and not start <= place < end
        for start, end in whole.content
    )


def _without_asides(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Without what takes along the second half of a broken quote: “Each time,” she said, [referring
    to] the fare, “you laugh.”"""
    near = _Near(found)
    kept = [
        attribution
        for attribution in found
        if not any(_resumes(doc, other, attribution) for other in near.touching(attribution))
    ]
    first: dict[int, Attribution] = {}
    for attribution in sorted(kept, key=lambda a: a.start):
        first.setdefault(attribution.sentence.start, attribution)
    return [a for a in kept if not _goes_on(doc, first[a.sentence.start], a)]


def _resumes(doc: Doc, broken: Attribution, aside: Attribution) -> bool:
    """Whether a broken quote goes on, in mid-sentence and after a comma, within the other."""
    return broken.start < aside.start and any(
        aside.start < start - 2
        and end <= aside.end
        and doc._.text[start].islower()
        and doc._.text[aside.start : start - 1].rstrip().endswith(",")
        for start, end in broken.content[1:]
    )


def _goes_on(doc: Doc, first: Attribution, aside: Attribution) -> bool:
    """Give the quote before an aside what goes on with it in the next sentence: “Fine,” Lund said,
    noting the hour. “We go.” Whether nothing of the aside is left then."""
    if first is aside or first.source != aside.source or aside.cue is None:
        return False
    last = doc[aside.sentence.end - 1]
    end = last.idx + len(last)
    after = [span for span in aside.content if span[0] >= end]
    participle = doc[aside.cue.start].lower_.endswith("ing")
    if not after or not participle or "\n" in doc._.text[end : after[0][0]]:
        return False
    if quoted_share(doc._.quotations, [*first.content, *after]) <= 0.9:
        return False
    first.content = sorted({*first.content, *after})
    aside.content = [span for span in aside.content if span not in after]
    return not aside.content


def _to_whom_they_quote(
    doc: Doc, found: list[Attribution], ruled: list[Attribution]
) -> list[Attribution]:
    """Give what goes on in the next sentence to who spoke before it: “Fine,” Lund said, according
    to the daily. [“We go.”]"""
    kept = []
    for relay in found:
        spoken = _spoken_before(doc, relay, found) or _spoken_before(doc, relay, ruled)
        if spoken is None:
            kept.append(relay)
            continue
        spoken.content = sorted({*spoken.content, *relay.content})
        if spoken not in found:
            spoken.agreed = True
    return kept


def _spoken_before(doc: Doc, relay: Attribution, others: list[Attribution]) -> Attribution | None:
    """The direct quote that its sentence begins with, of somebody else, where all that the relay
    holds comes after that sentence."""
    cue, sentence = relay.cue, relay.sentence
    if cue is None or doc[cue.start].lower_ != "according":
        return None
    last = doc[sentence.end - 1]
    end = last.idx + len(last)
    after = relay.start >= end and "\n" not in doc._.text[end : relay.start]
    if not after or quoted_share(doc._.quotations, relay.content) <= 0.9:
        return None
    return next(
        (
            other
            for other in others
            if other.sentence is sentence
            and other.source not in (None, relay.source)
            and other.start < doc[cue.start].idx
            and quoted_share(doc._.quotations, other.content) > 0.9
        ),
        None,
    )


def _part(found: list[Attribution]) -> None:
    """Take from a broken content the part that is all that another one has: said “A” before
    asking, “B”."""
    near = _Near(found)
    for attribution in found:
        others = [other.content for other in near.touching(attribution) if other is not attribution]
        own = [span for span in attribution.content if [span] not in others]
        if len(attribution.content) > 1 and own:
            attribution.content = own


def _part_reports(doc: Doc, found: list[Attribution]) -> None:
    """End a content where its speaker's next report begins: "Lund said [the mill was old] and
    called for a new one"; "…, [it was late], adding that …"."""
    near = _Near(found)
    for attribution in found:
        for other in near.touching(attribution):
            if other is not attribution and (end := _next_report(doc, attribution, other)):
                content = [(low, min(high, end)) for low, high in attribution.content if low < end]
                attribution.content = content or attribution.content


def _next_report(doc: Doc, one: Attribution, other: Attribution) -> int | None:
    """The character where the content of `one` ends, if the cue of `other` in it is its source's
    own."""
    if one.cue is None or other.cue is None or one.source is None or other.source != one.source:
        return None
    place = doc[other.cue.start].idx
    inside = any(low < place < high for low, high in one.content)
    if not inside or one.cue.start > other.cue.start or other.start < place:
        return None
    verb = last_verb(doc, other.cue)
    if doc._.quotations.at(place) or not verb or verb.frames <= ATTITUDES:
        return None
    joint = _joint_before(doc, other.cue)
    joints = _BEFORE_PARTICIPLES if verb.form == "ing" else _BEFORE_VERBS
    if doc[joint].lower_ not in joints or joint <= one.cue.end:
        return None
    last = doc[joint - 1 - (doc[joint - 1].text == ",")]
    return last.idx + len(last)


def _joint_before(doc: Doc, cue: Cue) -> int:
    """The word before a cue and its adverbs: "[and] also firmly denied"."""
    joint = cue.start - 1
    while doc[joint].lower_ in ADVERBS or doc[joint].lower_.endswith("ly"):
        joint -= 1
    return joint


def _without_clauses(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Without what is but the clause that reports the words before it: “We go,” [Lund told The
    Mirror], according to the agency."""
    cues = {doc[a.cue.start].idx: a for a in found if a.cue}
    places = sorted(cues)

    def reports(attribution: Attribution) -> bool:
        low, high = bisect_left(places, attribution.start), bisect_left(places, attribution.end)
        return any(
            cues[place].end <= attribution.start
            and quoted_share(doc._.quotations, cues[place].content) > 0.9
            for place in places[low:high]
        )

    return [attribution for attribution in found if not reports(attribution)]


def _without_frames(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Without what holds another report and hardly more, by a verb that reports nothing: "The ad
    [ends with] a voice saying “We go.”"""
    near, verbs = _Near(found), reporting_verbs()

    def frames(outer: Attribution) -> bool:
        if outer.cue is None or doc[outer.cue.start].lower_ in verbs:
            return False
        return any(
            inner.cue is not None
            and outer.start < doc[inner.cue.start].idx < outer.end
            and overlap(outer, inner) > _MOSTLY
            and (quoted_share(doc._.quotations, inner.content) > 0.9 or _is_issued(doc, inner))
            for inner in near.touching(outer)
            if inner is not outer
        )

    return [attribution for attribution in found if not frames(attribution)]


def _is_issued(doc: Doc, inner: Attribution) -> bool:
    """ "released a report [claiming] that it was late" """
    return inner.cue is not None and doc[inner.cue.start].lower_.endswith("ing")


def overlap(one: Attribution, other: Attribution) -> float:
    """The characters that two contents share, as a part of those that either has (0 to 1)."""
    if one.end <= other.start or other.end <= one.start:
        return 0.0
    shared = sum(
        max(0, min(e, e2) - max(s, s2)) for s, e in one.content for s2, e2 in other.content
    )
    length = sum(e - s for s, e in [*one.content, *other.content])
    return shared / (length - shared) if length > shared else 1.0
