"""Citation chains: through which outlets a quote came, nearest to the reader first.

An outlet near a quote takes one of these parts, from the reader inwards:

    REPORTS   “…,” X said, the agency reported.  The agency cited X as saying …  (outermost)
    RELAYS    …, in a post quoted by the daily.  …, relayed by the agency
    CITED     Reuters, citing state media, said …
    HEARS     X told the paper.  In an interview with the channel, X said …  X wrote on Instagram

With nobody behind it an outlet that reports is the speaker. What is heard in an interview goes on
through the following quotes of the same speaker, until that speaker is met elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .contents import subject_of
from .cues import Cue
from .outlets import OutletMention, airs
from .phrases import (
    DETERMINERS,
    MARKS,
    PREPOSITIONS,
    STOPS,
    Tokens,
    past_determiners,
    phrase_end,
    starts_phrase,
)
from .records import Citation
from .sentences import Sentence
from .speakers import Resolver
from .vocabulary import signals

REPORTS, RELAYS, CITED, HEARS = range(4)
_RELAYING = signals("relaying")
_PUBLISHED = signals("published")
_HEARING = signals("hearing")
_INTERVIEWS = signals("interviews")
_INTERVIEWING = _PUBLISHED | {"interviewed", "asked", "conducted", "hosted"}
_GOVERNING = PREPOSITIONS | signals("governing")
_WRITING = frozenset({"writes", "wrote", "reports", "reported"})  # … for the daily
_SAID_ON = signals("said_on")
_ELSEWHERE = signals("elsewhere")
_GIVING = signals("giving")
_TWEETING = signals("tweeting")
_FAR = 8  # tokens from an outlet to what governs it: "told his country's state-owned KRN"
_TELLING = frozenset({"told", "telling", "tells"})
_TWEETS = frozenset({"tweet", "tweets"})
_PASSAGE = 8
_DOCUMENTS = signals("documents")
_PUBLISHING = frozenset({"by", "in", "from", "on"})
_NEXT = 4  # words from a report to the report within it: "reported on Monday that police said"


@dataclass
class _Passage:
    """An interview that goes on: its chain, and the paragraph of its last quote."""

    links: list[Citation]
    paragraph: int
    social: bool = False


@Language.factory("on_record_citations")
def create_citations(nlp: Language, name: str):
    """Gives every attribution its `links`; drops outlets that only relay; corrects speakers."""

    def component(doc: Doc) -> Doc:
        doc._.attributions = cite(doc)
        return doc

    return component


def cite(doc: Doc) -> list[Attribution]:
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in doc._.attributions:
        by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
    cues: dict[int, list[Cue]] = {}
    for cue in doc._.cues:
        cues.setdefault(cue.sentence.start, []).append(cue)
    passages: dict[int, _Passage] = {}
    kept: list[Attribution] = []
    announced: list[Citation] = []
    for sentence in doc._.sentences:
        own = by_sentence.get(sentence.start, [])
        chains = _Chains(doc, sentence, own, cues.get(sentence.start, []))
        if own:
            read = chains.read()
            _follow(doc, announced, read)
            kept.extend(_carry(doc, read, passages))
            announced = _put(read)
        else:
            announced = chains.announced()
    return kept


def _put(attributions: list[Attribution]) -> list[Citation]:
    """Where a question without a speaker was put: "In an interview with the daily, Lund was asked
    whether …"."""
    last = next(reversed(attributions), None)
    if last is None or last.speaker is not None or last.passage != "interview":
        return []
    return last.links


def _follow(doc: Doc, announced: list[Citation], attributions: list[Attribution]) -> None:
    """What follows a sentence that tells of an interview was said in it."""
    first = next(iter(attributions), None)
    if announced and first and not first.links and not _is_elsewhere(doc, first):
        first.links, first.passage = announced, "interview"


def _carry(doc: Doc, attributions: list[Attribution], passages: dict[int, _Passage]):
    for attribution in attributions:
        speaker = id(attribution.speaker) if attribution.speaker else 0
        paragraph = attribution.sentence.paragraph
        passage = passages.get(speaker)
        if attribution.carried is not None and not attribution.links:
            attribution.links = list(attribution.carried.links)
        elif passage and _goes_on(attribution.links, passage.links):
            attribution.links = list(passage.links)
            passage.paragraph = paragraph
        elif attribution.links:
            if attribution.passage:
                passages[speaker] = _Passage(
                    attribution.links, paragraph, attribution.passage == "social"
                )
            else:
                passages.pop(speaker, None)
        elif _is_elsewhere(doc, attribution):
            passages.pop(speaker, None)
        elif passage and paragraph - passage.paragraph <= (1 if passage.social else _PASSAGE):
            attribution.links = list(passage.links)
            passage.paragraph = paragraph
        yield attribution


def _goes_on(links: list[Citation], passage: list[Citation]) -> bool:
    """Whether the links name only the inner end of the passage's chain: the same interview."""
    names = [link.name for link in links]
    return 0 < len(names) < len(passage) and names == [link.name for link in passage][-len(names) :]


def _is_elsewhere(doc: Doc, attribution: Attribution) -> bool:
    """Said to others, or on another occasion: "told reporters", "in a statement", "told Xi"."""
    if attribution.hearer is not None:
        return True
    if attribution.source is None or attribution.cue is None:
        return False
    inside = [doc[i] for i in range(attribution.sentence.start, attribution.sentence.end)]
    return any(
        (token.lower_ in _ELSEWHERE or doc[token.i : token.i + 2].text == "reached by")
        and not doc._.quotations.at(token.idx)
        and not _in_content(attribution, token.idx)
        for token in inside
    )


def _in_content(attribution: Attribution, offset: int) -> bool:
    return any(start <= offset < end for start, end in attribution.content)


@dataclass
class _Link:
    part: int
    order: int
    mention: OutletMention


@dataclass
class _Chains:
    """The attributions of one sentence and the outlets in it."""

    doc: Doc
    sentence: Sentence
    attributions: list[Attribution]
    cues: list[Cue]
    dropped: list[Attribution] = field(default_factory=list)

    def read(self) -> list[Attribution]:
        links: dict[int, list[_Link]] = {id(a): [] for a in self.attributions}
        for mention in self._mentions():
            self._place(mention, links)
        for attribution in self.attributions:
            self._tweeted(attribution, links)
        kept = [a for a in self.attributions if a not in self.dropped]
        for attribution in kept:
            found = sorted(links[id(attribution)], key=lambda link: (link.part, link.order))
            chain = _unique([self._citation(link.mention) for link in found])
            speaker = attribution.speaker.name if attribution.speaker else ""
            attribution.links = [citation for citation in chain if citation.name != speaker]
            hears = [link for link in found if link.part == HEARS]
            if hears:
                social = all(link.mention.kind == "social platform" for link in hears)
                attribution.passage = "social" if social else "interview"
        return kept

    def announced(self) -> list[Citation]:
        """Whom an interview was given in a sentence that quotes nothing: "Lund spoke to the
        daily on Monday." """
        heard = [m for m in self._mentions() if self._part(m) == HEARS]
        words = (self.doc[i].lower_ for i in range(self.sentence.start, self.sentence.end))
        if not heard or _GIVING.isdisjoint(words):
            return []
        return _unique([self._citation(m) for m in heard if m.kind != "social platform"])

    def _mentions(self) -> list[OutletMention]:
        """The outlets of the sentence, but for those in somebody's words."""
        found = self.doc._.outlets.within(self.sentence.start, self.sentence.end)
        outside = [mention for mention in found if not self._in_words(mention)]
        return [
            mention
            for before, mention in pairwise([None, *outside])
            if mention and not (before and self._explains(before, mention))
        ]

    def _explains(self, outlet: OutletMention, other: OutletMention) -> bool:
        """Whether the other one is named in what explains an outlet: "KRN, a network that the
        state television broadcasts"."""
        words = [self.doc[i].lower_ for i in range(outlet.end, other.start)]
        return words[:1] == [","] and words[1:2] in (["a"], ["an"]) and words.count(",") == 1

    def _in_words(self, mention: OutletMention) -> bool:
        """Whether it stands in quotation marks with more than itself: not on “Sunday Live”."""
        span = self.doc[mention.start : mention.end]
        quotation = self.doc._.quotations.at(span.start_char)
        if quotation is None:
            return False
        before = self.doc._.text[quotation.start : span.start_char]
        after = self.doc._.text[span.end_char : quotation.end]
        return before not in ("", "The ") or any(c.isalnum() for c in after)

    def _citation(self, mention: OutletMention) -> Citation:
        span = self.doc[mention.start : mention.end]
        return Citation(mention.name, span.text, (span.start_char, span.end_char), mention.kind)

    def _place(self, mention: OutletMention, links: dict[int, list[_Link]]) -> None:
        """Find the part of one outlet and the quotes that came through it."""
        if cue := self._reporting(mention):
            self._reports(mention, cue, links)
            return
        part = self._part(mention)
        if part is None:
            return
        for attribution in self.attributions:
            if self._concerns(mention, attribution, part):
                order = -mention.start if part == RELAYS else mention.start
                links[id(attribution)].append(_Link(part, order, mention))

    def _reporting(self, mention: OutletMention) -> Cue | None:
        """The cue that the outlet is the subject of."""
        floor = self.sentence.start
        for cue in self.cues:
            if cue.lemma == "cite":
                continue
            if (
                cue.kind == "quoted"
                and cue.quoted
                and cue.quoted[0] <= mention.start < cue.quoted[1]
            ):
                return cue
            if self._follows(mention, cue):
                return cue
            subject = self._with_publisher(subject_of(self.doc, cue, floor))
            floor = cue.end
            if subject and subject[0] <= mention.start < subject[1]:
                is_subject = self._is_subject(mention, subject)
                return cue if is_subject and not self._said_by_other(mention, cue) else None
        return None

    def _follows(self, mention: OutletMention, cue: Cue) -> bool:
        """ "…, police said, reports the daily." """
        doc = self.doc
        apart = cue.lemma == "report" and doc[cue.start - 1].text in MARKS | {","}
        return apart and past_determiners(doc, cue.end, mention.start) == mention.start

    def _said_by_other(self, mention: OutletMention, cue: Cue) -> bool:
        """Whether somebody before the outlet speaks: "Lund, writing in the Ledger, argued", "Lund
        told the Ledger, explaining"."""
        source = next((a.source for a in self.attributions if a.cue is cue), None)
        first = mention.start
        while first > self.sentence.start and self.doc[first - 1].lower_ in DETERMINERS:
            first -= 1
        leads = PREPOSITIONS | _TELLING
        aside = first > self.sentence.start and self.doc[first - 1].lower_ in leads
        return aside and source is not None and source[1] < first

    def _with_publisher(self, subject: Tokens | None) -> Tokens | None:
        """ "a report" to "a report by the agency" """
        if subject is None or self.doc[subject[1] - 1].lower_ not in _DOCUMENTS:
            return subject
        if subject[1] >= self.sentence.end or self.doc[subject[1]].lower_ not in _PUBLISHING:
            return subject
        return subject[0], phrase_end(self.doc, subject[1] + 1, self.sentence.end)

    def _is_subject(self, mention: OutletMention, subject: tuple[int, int]) -> bool:
        """The outlet itself, not somebody of it: "an editor of the Mirror"."""
        start = subject[0]
        while start < mention.start and self.doc[start].lower_ in DETERMINERS:
            start += 1
        if self.doc[start].lower_ in _DOCUMENTS:  # "according to a report by the agency"
            start = mention.start
        after = self.doc[mention.end].lower_ if mention.end < subject[1] else ","
        return (start >= mention.start and after in (",", "(", "newspaper", "website", "and")) or (
            start >= mention.start and mention.end >= subject[1]
        )

    def _reports(self, mention: OutletMention, cue: Cue, links: dict[int, list[_Link]]) -> None:
        own = next((a for a in self.attributions if a.cue is cue), None)
        if cue.kind in ("quoting", "quoted"):
            for attribution in self.attributions:
                if attribution.cue is cue:
                    links[id(attribution)].append(_Link(REPORTS, mention.start, mention))
            return
        inner = [
            a for a in self.attributions if a is not own and self._behind(a, own, cue, mention)
        ]
        for attribution in inner:
            after = self.doc[cue.start].idx > attribution.end
            order = -mention.start if after else mention.start
            links[id(attribution)].append(_Link(REPORTS, order, mention))
        if own and inner and any(self._inside(a, own) for a in inner):
            self.dropped.append(own)
        elif own and not inner:
            self._cites_somebody(mention, own, links)

    def _inside(self, inner: Attribution, outer: Attribution) -> bool:
        cue = self.doc[inner.cue.start].idx if inner.cue else inner.start
        return outer.start <= cue < outer.end or (
            inner.start < outer.end and outer.start < inner.end
        )

    def _behind(
        self, inner: Attribution, own: Attribution | None, cue: Cue, mention: OutletMention
    ) -> bool:
        """Whether the inner quote came through the report: it stands in its content, or the report
        comes after it with no content of its own."""
        if inner.source and inner.source[0] <= mention.start < inner.source[1]:
            return inner.cue is not None and inner.cue.kind == "quoting"
        if inner.cue is None:
            return False
        if inner.cue.kind == "quoting" and inner.cue.start > cue.start:
            return subject_of(self.doc, inner.cue, cue.end) is None
        if own is not None:
            return self._inside(inner, own)
        if cue.kind == "according" and cue.start <= self.sentence.start + 1:
            return inner.cue.start > cue.start
        if inner.cue.start > cue.start:  # "Reuters, citing the daily, said police said …"
            between = self.doc[cue.end : inner.source[0] if inner.source else cue.end]
            joined = any(token.lower_ == "and" for token in between)
            return inner.source is not None and 0 <= len(between) <= _NEXT and not joined
        return inner.cue.start < cue.start

    def _cites_somebody(
        self, mention: OutletMention, own: Attribution, links: dict[int, list[_Link]]
    ) -> None:
        """Reuters reported, citing the ministry: the ministry speaks, through Reuters."""
        doc = self.doc
        for i in range(self.sentence.start, self.sentence.end - 1):
            if doc[i].lower_ not in ("citing", "quoting") or _in_content(own, doc[i].idx):
                continue
            if starts_phrase(doc, i + 1, self.sentence.end):
                own.source = (i + 1, phrase_end(doc, i + 1, self.sentence.end))
                own.speaker = Resolver(doc).entity(*own.source)
                links[id(own)].append(_Link(REPORTS, mention.start, mention))
            return

    def _part(self, mention: OutletMention) -> int | None:
        """The part of an outlet that is no subject, by the words before and after it."""
        if any(a.hearer and a.hearer[0] <= mention.start < a.hearer[1] for a in self.attributions):
            return HEARS
        if self._followed_by_citing(mention):
            return REPORTS
        if self._names_an_interview(mention) or self._names_its_user(mention):
            return HEARS
        before, preposition = self._words_before(mention)
        if preposition in ("citing", "quoting", "quoted", "cited"):
            return CITED
        if preposition in _TELLING:
            return HEARS
        if (before[-1:], preposition) in ((["according"], "to"), (["as"], "per")):
            return REPORTS
        if "per" in before[-4:] and before[-1] in _DOCUMENTS and preposition in _PUBLISHING:
            return REPORTS
        if preposition in _PUBLISHING and before[-1:] == ["report"] and "in" in before[-4:]:
            return REPORTS  # "In a report by the agency, police said"
        near, nearest = _HEARING.intersection(before[-6:]), set(before[-2:])
        if preposition == "by" and (nearest & _RELAYING or before[-2:] == ["as", "saying"]):
            return RELAYS
        if preposition == "by" and nearest & _INTERVIEWING:
            return HEARS
        if preposition in ("in", "on") and (near or nearest & _PUBLISHED):
            return HEARS
        if mention.kind == "social platform" and preposition in (
            "on",
            "via",
            "in",
            "to",
            "through",
        ):
            return HEARS
        if preposition in ("with", "to", "for", "via", "through", "of") and near:
            return HEARS
        if preposition == "for" and _WRITING.intersection(before[-6:]):
            return HEARS
        if preposition == "on" and mention.kind in ("broadcaster", "state media"):
            said = _SAID_ON.intersection(before[-6:]) or airs(self.doc, mention.end)
            return HEARS if said else None
        return None

    def _words_before(self, mention: OutletMention) -> tuple[list[str], str]:
        """The preposition or verb that governs the outlet, and up to eight words before that.

        Between may stand an article, an adjective, a possessor: "with Benua's propagandistic RTB".
        """
        doc, low = self.doc, self.sentence.start
        last = mention.start - 1 - (doc[mention.start - 1].text in MARKS)
        for i in range(last, max(low, mention.start - _FAR) - 1, -1):
            if doc[i].lower_ in _GOVERNING:
                return [doc[j].lower_ for j in range(max(low, i - 8), i)], doc[i].lower_
            if doc[i].text in STOPS - {"-"}:
                break
        return [], ""

    def _names_an_interview(self, mention: OutletMention) -> bool:
        """ "In a Mirror interview" """
        doc = self.doc
        return (
            mention.end < self.sentence.end
            and doc[mention.end].lower_ in _INTERVIEWS
            and any(doc[i].lower_ == "in" for i in range(max(0, mention.start - 3), mention.start))
        )

    def _names_its_user(self, mention: OutletMention) -> bool:
        """ "One Twitter user pointed out …" """
        return (
            mention.kind == "social platform"
            and mention.end < self.sentence.end
            and self.doc[mention.end].lower_ in ("user", "users")
        )

    def _followed_by_citing(self, mention: OutletMention) -> bool:
        words_after = [t.lower_ for t in self.doc[mention.end : mention.end + 2]]
        return words_after == [",", "citing"] or words_after == [",", "quoting"]

    def _concerns(self, mention: OutletMention, attribution: Attribution, part: int) -> bool:
        start = self.doc[mention.start].idx
        if _in_content(attribution, start):
            return False
        if attribution.hearer and attribution.hearer[0] <= mention.start < attribution.hearer[1]:
            return True
        if attribution.source and attribution.source[0] <= mention.start < attribution.source[1]:
            return part in (RELAYS, HEARS)  # "residents quoted by the agency"
        if part == HEARS:
            return self._nearest_to(mention) is attribution or self._leads(mention)
        return True

    def _leads(self, mention: OutletMention) -> bool:
        """ "In an interview with X, …" stands before everything in the sentence."""
        first = min(a.start for a in self.attributions)
        cue = min((self.doc[a.cue.start].idx for a in self.attributions if a.cue), default=first)
        return self.doc[mention.start].idx < min(first, cue)

    def _nearest_to(self, mention: OutletMention) -> Attribution | None:
        at = self.doc[mention.start].idx
        outside = [a for a in self.attributions if a.cue and not _in_content(a, at)]
        before = [a for a in outside if a.cue and a.cue.start < mention.start]
        return before[-1] if before else next(iter(outside), None)

    def _tweeted(self, attribution: Attribution, links: dict[int, list[_Link]]) -> None:
        """The verb names the platform, or what was published there: "in a tweet"."""
        cue = attribution.cue
        if cue is None or any(link.part == HEARS for link in links[id(attribution)]):
            return
        named = cue.start if self.doc[cue.start].lower_ in _TWEETING else self._tweet(attribution)
        if named is not None:
            mention = OutletMention(named, named + 1, "Twitter", "social platform")
            links[id(attribution)].append(_Link(HEARS, named, mention))

    def _tweet(self, attribution: Attribution) -> int | None:
        """Where "tweet" stands in "In one tweet, Lund said", "Lund wrote in a tweet", "sent out
        tweets saying"."""
        doc, cue = self.doc, attribution.cue
        assert cue
        for i in range(self.sentence.start + 1, self.sentence.end):
            if doc[i].lower_ not in _TWEETS or _in_content(attribution, doc[i].idx):
                continue
            before = {doc[j].lower_ for j in range(max(self.sentence.start, i - 4), i)}
            if i + 1 == cue.start or before & {"in", "via"}:
                return i
        return None


def _unique(citations: list[Citation]) -> list[Citation]:
    """The same outlet twice in a sentence is one link, where it stands nearest to the reader."""
    found: dict[str, Citation] = {}
    for citation in citations:
        found.setdefault(citation.name, citation)
    return list(found.values())
