"""Claims: sentences that can be checked, and how much they deserve it.

A claim names something checkable: a quantity, a dated event, a comparison, a cause. Opinions,
questions and promises are none. Worthiness is a logistic sum of a few features of the sentence, its
weights set by hand, and of what the network learnt of sentences that people called check-worthy.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from .assertions import asserts
from .records import Claim, Quote, Span
from .sentences import plain_sentences

THRESHOLD = 0.4
LITTLE_QUOTED = 0.25  # of a sentence: "called it “a mess” after losing 40 seats" is the article's

_NUMBER = re.compile(
    r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"hundreds?|"
    r"thousands?|millions?|billions?|half|third|quarter|twice|double[ds]?|tripled?)\b",
    re.I,
)
_QUANTITY = re.compile(
    r"(?:[$€£¥]\s?\d|\d[\d,.]*\s?(?:percent|per cent|million|billion|trillion|people|years?|"
    r"months?|"
    r"days?|hours?|minutes?|tonnes?|tons?|kilo\w*|kg|km|met(?:re|er)s?|miles?|feet|hectares?|acres?|"
    r"lit(?:re|er)s?|barrels?|degrees|megawatts?|jobs|cases|deaths|troops|votes|seats|dollars|euros|"
    r"pounds|crowns|rupees|yuan|yen|pesos|rand|naira|lira|rou?bles)\b|"
    r"\d\s?%|"
    r"\b(?:tens|hundreds|thousands|millions|dozens|half|two-thirds|most|majority) of\b|"
    r"\b\w+-(?:year|day|month|week|hour|fold|percent)\b)",
    re.I,
)
_YEAR = re.compile(
    r"\b(?:in|since|until|by|of|from|before|after|during|on)\s+(?:(?:early|late|"
    r"mid-?)\s+)?(?:\d{1,2}\s+)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b"
    r"(?:\s+\d{1,2},?)?\s*)?(?:1[89]|20)\d\d\b"
)
_DAY = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|last (?:week|"
    r"month|year|night))\b"
)
_COMPARISON = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|greater|bigger|faster|longer|older|worse|better)"
    r" than\b|"
    r"\bthe (?:\w+ )?(?:first|second|third|most \w+|"
    r"(?!(?:harv|inter|requ|prot|for|gu|w|t|cont|arr|dig|hon|mod|lat|ch|n|v|qu|conqu)est)\w{3,}est)\b"
    r"(?: \w+){0,4} (?:since|in|ever|of|among|on record)\b|"
    r"\btwice as\b|\bcompared (?:with|to)\b",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:caus(?:e[sd]?|ing)|trigger(?:s|ed|ing)?|because of|due to|led to|leads to|result(?:s|"
    r"ed|ing) in|"
    r"blam(?:es?|ed)|attribut(?:es?|ed) to|contributed to|responsible for)\b",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:arrived|visited|declared|signed|killed|died|won|lost|elected|launched|invaded|sent|"
    r"built|opened|"
    r"closed|banned|passed|arrested|announced|joined|left|met|began|started|ended|rose|fell|"
    r"increased|"
    r"decreased|dropped|grew|reached|agreed|resigned|appointed|attacked|destroyed|found|spent|"
    r"paid|sold|"
    r"bought|voted|approved|rejected|sworn in|convicted|sentenced|charged|born|founded|created|cut|"
    r"injured|wounded|detained|fired|crashed|struck|hit|ordered|moved|raised|lowered|imported|"
    r"exported|"
    r"produced|failed|tested|lifted|delivered|recorded|reported|doubled|tripled|halved|"
    r"burned|burnt|collapsed|exploded|flooded|sank)\b",
    re.I,
)
_PREDICTION = re.compile(
    r"\b(?:will|is expected to|are expected to|is set to|are set to|forecast)\b", re.I
)
_OPINION = re.compile(
    r"\b(?:I (?:think|believe|feel|hope|guess|want|wish|love|hate|like)|we (?:hope|believe|must|"
    r"should|need)|"
    r"should|must|ought to|perhaps|maybe|hopefully|unfortunately|beautiful|wonderful|terrible|"
    r"great|crucial|"
    r"important|amazing|disappoint\w+|best friend|good partner|proud|sorry|unfair|disgrace\w*|"
    r"wrong|right thing|"
    r"would (?:always|never|like|love)|could|might|may|thank|congratulat\w+|welcome[sd]?)\b",
    re.I,
)
_PROMISE = re.compile(
    r"\b(?:(?:I|we) (?:will|shall|am going to|are going to|['’]ll|promise|pledge|intend|plan)|"
    r"(?:pledg|promis|vow|intend|plan|want|hop|wish)(?:e[sd]?|s|ed)? to|"
    r"willing to|ready to|aims? to|try to|"
    r"trying to)\b",
    re.I,
)
_FIRST_OR_SECOND = re.compile(r"\b(?:I|you|my|your|me)\b", re.I)
_QUESTION = re.compile(r"\?[”\"’']?\s*$")
_HEDGED = re.compile(r"\b(?:not immediately clear|unclear|whether or not|if any)\b", re.I)
_WEIGHTS = (
    (_QUANTITY, 1.5),
    (_NUMBER, 0.5),
    (_YEAR, 0.8),
    (_DAY, 0.3),
    (_COMPARISON, 0.8),
    (_CAUSE, 0.8),
    (_EVENT, 0.8),
    (_OPINION, -1.3),
    (_PROMISE, -2.2),
    (_FIRST_OR_SECOND, -0.6),
    (_HEDGED, -1.5),
)
_DATED = 0.4  # an event with its year can be looked up
# So low that a network which is readier to answer shows as many claims as those that were read one
# by one (docs/scores.md).
_BIAS = -1.55
_OPENED_BY = {"”": "“", '"': '"', "’": "‘", "»": "«"}
_FEWEST_WORDS, _MOST_CHARACTERS = 6, 1200


def find_claims(
    text: str,
    paragraphs: list[Span],
    quotes: list[Quote],
    asked: Callable[[Span], float],
    *,
    everything: bool = False,
) -> list[Claim]:
    """The claims of the paragraphs, in reading order; with `everything` all other sentences too.

    `asked` tells what the network holds of a span, in log-odds.

    What stands in a quote is its speaker's claim and covers the quote's words only. A sentence
    with little or nothing quoted is the article's own.
    """
    found = []
    where = _Quotes(quotes)
    for start, end in paragraphs:
        for sentence in plain_sentences(text, start, end):
            for span, quote in where.claimed(sentence):
                span = _trimmed(text, *span)
                if span[0] >= span[1]:
                    continue
                words = text[span[0] : span[1]]
                worth = worthiness(words, asked(span))
                claim = worth >= THRESHOLD and asserts(words)
                if claim or everything:
                    speaker = quotes[quote].speaker if quote is not None else None
                    claimant = speaker.name if speaker else None
                    found.append(Claim(words, span, claimant, quote, kind_of(words), worth, claim))
    return found


class _Quotes:
    """What is claimed in a sentence, by whom. Sentences must be asked for in reading order."""

    def __init__(self, quotes: list[Quote]):
        self.spans = sorted((s, e, i) for i, quote in enumerate(quotes) for s, e in quote.spans)
        self.next = 0

    def claimed(self, sentence: Span) -> list[tuple[Span, int | None]]:
        """The parts of a sentence that are claims of their own, with the quote each stands in."""
        while self.next < len(self.spans) and self.spans[self.next][1] <= sentence[0]:
            self.next += 1
        parts: list[tuple[Span, int | None]] = []
        for start, end, index in self.spans[self.next :]:
            if start >= sentence[1]:
                break
            parts.append(((max(start, sentence[0]), min(end, sentence[1])), index))
        quoted = sum(end - start for (start, end), _ in parts)
        if quoted < LITTLE_QUOTED * (sentence[1] - sentence[0]):
            return [(sentence, None)]
        return parts


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, commas and quotation marks that have no partner inside."""
    while start < end and text[start] in " “\"‘'«":
        start += 1
    while start < end and text[end - 1] in " ”\"’'»,":
        if text[end - 1] in _OPENED_BY and _OPENED_BY[text[end - 1]] in text[start : end - 1]:
            break
        end -= 1
    return start, end


def worthiness(sentence: str, asked: float = 0.0) -> float:
    """How much a sentence deserves checking, 0 to 1. `asked`: the network's log-odds of it."""
    if len(sentence) > _MOST_CHARACTERS:
        sentence = sentence[:_MOST_CHARACTERS]
    words = sentence.split()
    score = _BIAS + asked + sum(weight for pattern, weight in _WEIGHTS if pattern.search(sentence))
    if _EVENT.search(sentence) and _YEAR.search(sentence):
        score += _DATED
    score += min(len(words), 30) / 60
    if len(words) < _FEWEST_WORDS:
        score -= 2
    if _QUESTION.search(sentence):
        score -= 3
    return round(1 / (1 + math.exp(-score)), 3)


def kind_of(sentence: str) -> str:
    """The first of the kinds that its words show."""
    ahead = _PREDICTION.search(sentence)
    if ahead and not _EVENT.search(sentence, 0, ahead.start()):
        return "prediction"
    if _QUANTITY.search(sentence):
        return "quantity"
    if _COMPARISON.search(sentence):
        return "comparison"
    if _CAUSE.search(sentence):
        return "cause"
    return "event" if _EVENT.search(sentence) or _YEAR.search(sentence) else "other"
