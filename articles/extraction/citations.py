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

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .contents import subject_of
from .cues import Cue
from .names import Entity
from .outlets import REACHING, OutletMention, airs, is_said
from .phrases import (
    ADVERBS,
    AUXILIARIES,
    CITING_VERBS,
    DAYS,
    DETERMINERS,
    MARKS,
    MONTHS,
    PERIODS,
    PREPOSITIONS,
    STOPS,
    Tokens,
    has_finite,
    is_possessive,
    past_citing,
    past_determiners,
    phrase_end,
    reports,
    starts_phrase,
)
from .records import Citation
from .sentences import Sentence
from .speakers import Resolver
from .transcripts import ASKS
from .vocabulary import grammar, roles, signals

REPORTS, RELAYS, CITED, HEARS = range(4)
_RELAYING = signals("relaying")
_PUBLISHED = signals("published")
_HEARING = signals("hearing")
_INTERVIEWS = signals("interviews")
_INTERVIEWING = _PUBLISHED | REACHING | {"asked", "conducted", "hosted"}
_GOVERNING = PREPOSITIONS | signals("governing")
_WRITING = frozenset({"writes", "wrote", "reports", "reported"})  # … for the daily
_SAID_ON = signals("said_on")
_ELSEWHERE = signals("elsewhere")
_GIVING = signals("giving")
_POSTING = signals("posting")
_TWEETING = signals("tweeting")
_FAR = 8  # tokens from an outlet to what governs it: "told his country's state-owned KRN"
_OFFICIALS = roles("office", "rank")
_DESCRIBED = roles("occupation", "office", "people")
_MANY = signals("many")
_DEBATES = signals("debates")
_REACTIONS = signals("reactions")  # of the public, "to outrage on social media"
_TELLING = frozenset({"told", "telling", "tells"})
_HOSTS = frozenset({"host", "hosts", "presenter", "listeners", "viewers", "moderator"})
_CONFIRMED = frozenset({"confirmed", "confirms", "confirming", "revealed", "disclosed"})
_WRITING_THERE = frozenset({"write", "post", "comment", "caption", "quip", "reply", "tweet"})
_SENT = frozenset({"sent", "emailed", "issued", "given", "provided"})
_ANSWERS = frozenset({"response", "reply", "responding", "replying", "answer", "answering"})
_QUESTIONS = frozenset({"question", "questions", "query", "queries", "request", "inquiry"})
_STORIES = frozenset({"report", "reports", "story", "article", "investigation", "claim"})
_EDITIONS = frozenset({"edition", "issue", "version"})  # "told the Lurian edition of the daily"
_TWEETS = frozenset({"tweet", "tweets"})
_TWEETED = 6  # tokens: "in a since-deleted tweet"
_FURTHER = 3  # paragraphs
_OPENED = 2  # paragraphs that say that an article is an interview
_EARLY = 4  # paragraphs that tell of the debate that an article is about
_ADDING = frozenset({"add", "continue"})
_POSTS = frozenset({"post", "posts", "tweet", "tweets", "thread", "video", "message", "caption"})
_USERS = frozenset(
    {"user", "users", "netizen", "netizens", "commenter", "commenters", "fan", "fans", "follower"}
)
_SOURCES = frozenset({"source", "sources"})
_DATING = frozenset({"in", "last", "on", "since"})
_BEFORE = frozenset({"earlier", "once", "previously", "formerly", "later", "since", "initially"})
_MEMBERS = frozenset({"leader", "leaders", "members", "workers", "supporters", "candidates"})
_OWNERS = frozenset({"founder", "co", "owner", "chief", "ceo", "boss", "executive", "executives"})
_SHOWS = frozenset({"panel", "show", "programme", "program", "podcast", "broadcast"})
_DATES = DAYS | MONTHS | PERIODS | {"this", "last", "on", "in", "late", "earlier"}
_DECLINING = frozenset({"declined", "declining", "refused", "refusing", "request", "requests"})
_REMARKS = frozenset({"remark", "remarks", "comment", "comments", "statement", "statements"})
_COLUMNISTS = frozenset({"columnist", "commentator", "editorialist", "blogger"})
_COLUMNS = frozenset({"write", "argue", "report", "note", "suggest", "conclude", "observe"})
_WRITERS = frozenset({"editor", "correspondent", "reporter", "journalist", "critic"})
_INDEFINITE = (grammar("determiner") | {"one"}) - {"the", "this", "that", "these", "those", "both"}
# Paragraphs that a passage goes on through.
_REACH = {"interview": 10, "report": 1, "social": 1, "article": 2, "debate": 5, "many": 1}
_DOCUMENTS = signals("documents")
_PUBLISHING = frozenset({"by", "in", "from", "on"})
_OBJECTS = frozenset({"this", "it", "that", "known"})  # "made this known to the daily"
_AT = frozenset({"in", "at", "during"})  # a debate
_OPENING = 6  # tokens of a sentence: "At a crowded rally in Skail"
_NEXT = 4  # words from a report to the report within it: "reported on Monday that police said"


@dataclass
class _Passage:
    """An interview that goes on: its chain, and the paragraph of its last quote."""

    links: list[Citation]
    paragraph: int
    kind: str
    words: frozenset[str]  # of the speaker's name


@dataclass(frozen=True)
class _Report:
    """An outlet that speaks for itself, and where."""

    outlet: Citation
    paragraph: int


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
    reader = _Reader(doc)
    for sentence in doc._.sentences:
        own = by_sentence.get(sentence.start, [])
        reader.read(_Chains(doc, sentence, own, cues.get(sentence.start, [])))
    return reader.kept


@dataclass
class _Reader:
    """Reads an article sentence by sentence, and remembers what goes on into the next ones."""

    doc: Doc
    kept: list[Attribution] = field(default_factory=list)
    passages: dict[int | str, _Passage] = field(default_factory=dict)  # by speaker
    shared: _Passage | None = None  # a debate, or what "many residents" told somebody
    announced: list[Citation] = field(default_factory=list)  # by the sentence before
    published: list[Citation] = field(default_factory=list)  # what the next one may be "in"
    platform: list[Citation] = field(default_factory=list)  # where something was posted
    interview: list[Citation] = field(default_factory=list)  # of questions and answers
    frame: list[Citation] = field(default_factory=list)  # of the whole article
    reporting: _Report | None = None
    cited: list[Entity] = field(default_factory=list)  # by outlets, so far
    before: Sentence | None = None

    def read(self, chains: _Chains) -> None:
        if chains.attributions:
            self._read_quotes(chains)
        else:
            self._read_between(chains)
        if framed := chains.framed(self.kept):
            self.frame = framed
            self.kept = _frame(self.kept, self.frame)
        announced = chains.announced() if chains.attributions else self.announced
        self.interview = announced or self.interview
        self.published = chains.published()
        self.before = chains.sentence

    def _read_quotes(self, chains: _Chains) -> None:
        read = chains.read()
        _mean_cited(self.doc, read, self.cited)
        self.cited.extend(chains.cited)
        _follow(self.doc, self.announced, self.before, read)
        _write_there(self.platform, read)
        if self.published and read and not read[0].links and chains.opens_within():
            read[0].links, read[0].passage = self.published, "article"
        carried = list(_carry(self.doc, read, self.passages))
        self.reporting = _quoted_in(self.reporting, carried, chains.speaking())
        self._share(carried)
        _answered(self.interview, carried)
        self.kept.extend(_frame(carried, self.frame))
        self.announced, self.platform = _put(read), []

    def _read_between(self, chains: _Chains) -> None:
        """A sentence that quotes nothing."""
        paragraph = chains.sentence.paragraph
        if chains.moves_on():
            self.passages.clear()
        self.announced = chains.announced()
        self.platform = chains.platform()
        if self.announced and "interview" in chains.words and paragraph < _OPENED:
            for person in chains.first_person():
                words = frozenset(person.name.lower().split())
                passage = _Passage(self.announced, paragraph, "interview", words)
                self.passages[id(person)] = passage
        if self.announced and chains.tells_of_remarks():
            _look_back(self.kept, self.announced, paragraph)
        if self.announced and chains.tells_of_debate() and paragraph < _EARLY:
            self.shared = _Passage(self.announced, paragraph, "debate", frozenset())

    def _share(self, attributions: list[Attribution]) -> None:
        """What was said in a debate, and by others of those who told an outlet something."""
        for attribution in attributions:
            paragraph = attribution.sentence.paragraph
            if attribution.links:
                self._open(attribution)
            elif self.shared and self._takes_part(attribution, self.shared):
                attribution.links = list(self.shared.links)
                self.shared.paragraph = paragraph

    def _open(self, attribution: Attribution) -> None:
        """A passage that others share, or the end of one."""
        heard = attribution.passage == "interview"
        paragraph, words = attribution.sentence.paragraph, _words_of(attribution)
        if heard and _is_many(self.doc, attribution):
            self.shared = _Passage(attribution.links, paragraph, "many", words)
        elif attribution.passage and self.shared and attribution.links != self.shared.links:
            self.shared = None

    def _takes_part(self, attribution: Attribution, shared: _Passage) -> bool:
        near = attribution.sentence.paragraph - shared.paragraph <= _REACH[shared.kind]
        speaker = attribution.speaker
        if not near or speaker is None or speaker.name == shared.links[0].name:
            return False
        if _is_apart(self.doc, attribution) or speaker.kind not in ("person", "group"):
            return False  # no ministry
        return shared.kind == "debate" or not _is_official(self.doc, attribution)


def _is_many(doc: Doc, attribution: Attribution) -> bool:
    """ "Many residents told the daily", who are named after that; not "several others"."""
    source = attribution.source
    if source is None or doc[source[0]].lower_ not in _MANY:
        return False
    return not any(doc[i].lower_ in ("other", "others") for i in range(*source))


def _is_official(doc: Doc, attribution: Attribution) -> bool:
    source = attribution.source or (0, 0)
    return any(doc[i].lower_ in _OFFICIALS for i in range(*source))


def _frame(attributions: list[Attribution], frame: list[Citation]) -> list[Attribution]:
    """Gives a whole article's quotes the outlet that its opening paragraph is reported by."""
    for attribution in attributions:
        speaker = attribution.speaker
        if frame and not attribution.links and speaker and speaker.name != frame[0].name:
            attribution.links = frame
    return attributions


def _answered(interview: list[Citation], attributions: list[Attribution]) -> None:
    """The answers of an interview were given to whom the lines before it name."""
    for attribution in attributions:
        asked = _asks(attribution) or _is_one_of(attribution, interview)
        if attribution.rule == "turn" and not attribution.links and not asked:
            attribution.links = interview


def _is_one_of(attribution: Attribution, links: list[Citation]) -> bool:
    speaker = attribution.speaker
    return speaker is not None and speaker.name in {link.name for link in links}


def _look_back(kept: list[Attribution], links: list[Citation], paragraph: int) -> None:
    """Where the remarks were made that the last speaker is quoted with, told of afterwards."""
    if not kept:
        return
    speaker = kept[-1].speaker
    for attribution in kept:
        near = paragraph - attribution.sentence.paragraph <= _FURTHER
        if speaker and attribution.speaker is speaker and near and not attribution.links:
            attribution.links = links


def _quoted_in(
    report: _Report | None, attributions: list[Attribution], speaking: list[Citation]
) -> _Report | None:
    """Through whom somebody "is quoted as saying" something: the outlet that a sentence before let
    report something."""
    for attribution in attributions:
        cue, paragraph = attribution.cue, attribution.sentence.paragraph
        quoted = cue is not None and cue.kind in ("quoting", "quoted") and not attribution.links
        if report and quoted and paragraph - report.paragraph <= 1:
            attribution.links, attribution.passage = [report.outlet], "report"
    if speaking and attributions:
        return _Report(speaking[-1], attributions[-1].sentence.paragraph)
    return report


def _asks(attribution: Attribution) -> bool:
    return attribution.speaker is not None and attribution.speaker.name in ASKS


def _put(attributions: list[Attribution]) -> list[Citation]:
    """Where a question without a speaker was put: "In an interview with the daily, Lund was asked
    whether …"."""
    last = next(reversed(attributions), None)
    if last is None or last.speaker is not None or last.passage != "interview":
        return []
    return last.links


def _follow(
    doc: Doc, announced: list[Citation], before: Sentence | None, attributions: list[Attribution]
) -> None:
    """What follows a sentence that tells of an interview or a post was said in it, unless somebody
    says it whom that sentence does not name."""
    first = next(iter(attributions), None)
    if not announced or before is None or first is None or first.links:
        return
    if _asks(first) or _is_elsewhere(doc, first) or _enters(doc, first, before):
        return
    social = all(link.kind == "social platform" for link in announced)
    first.links, first.passage = announced, "social" if social else "interview"


def _mean_cited(doc: Doc, attributions: list[Attribution], cited: list[Entity]) -> None:
    """ "The source" is the informed source whom the agency cited before."""
    for attribution in attributions:
        speaker, source = attribution.speaker, attribution.source
        plain = speaker is not None and speaker.kind in ("unnamed", "group")
        if not plain or source is None or doc[source[0]].lower_ != "the":
            continue
        same = (e for e in reversed(cited) if speaker and e.head == speaker.name != e.name)
        attribution.speaker = next(same, speaker)


def _write_there(platform: list[Citation], attributions: list[Attribution]) -> None:
    """ "Lund weighed in on Facebook. “…,” she wrote." """
    first = next(iter(attributions), None)
    if not platform or first is None or first.links or first.cue is None:
        return
    if first.cue.lemma in _WRITING_THERE:
        first.links, first.passage = platform, "social"


def _enters(doc: Doc, attribution: Attribution, before: Sentence) -> bool:
    """Whether a person speaks who is not named in the sentence before, or "one resident" does."""
    if attribution.source is None:
        return False
    if doc[attribution.source[0]].lower_ in _INDEFINITE:
        return True
    if not doc._.names.people_in(*attribution.source):
        return False
    named = doc._.names.people_in(before.start, before.end)
    return all(doc._.names.entities[person] is not attribution.speaker for person in named)


def _asks_too(attribution: Attribution, before: Attribution | None) -> bool:
    """ "Lund tweeted that it was late and [urged him to go]": the same breath."""
    if before is None or before.sentence is not attribution.sentence or attribution.links:
        return False
    same = before.speaker is attribution.speaker and before.cue is not attribution.cue
    cue = attribution.cue
    return same and cue is not None and cue.lemma != "tell" and "hearer_infinitive" in cue.frames


def _carry(doc: Doc, attributions: list[Attribution], passages: dict[int | str, _Passage]):
    for before, attribution in pairwise([None, *attributions]):
        if attribution is None:
            continue
        if before and _asks_too(attribution, before):
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
            if attribution.passage:
                passages[speaker] = _Passage(
                    attribution.links, paragraph, attribution.passage, _words_of(attribution)
                )
            else:
                passages.pop(speaker, None)
        elif _is_apart(doc, attribution):
            passages.pop(speaker, None)
        elif passage and paragraph - passage.paragraph <= _reach(doc, attribution, passage):
            attribution.links = list(passage.links)
            passage.paragraph = paragraph
        yield attribution


def _of_the_last(
    doc: Doc, attribution: Attribution, passages: dict[int | str, _Passage]
) -> _Passage | None:
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
    return replace(last, words=frozenset()) if described or other else None


def _is_described(doc: Doc, source: Tokens) -> bool:
    """ "the actor", not "the actor’s agent" or "the actors" """
    head = doc[source[1] - 1].lower_
    owned = any(is_possessive(doc, i) for i in range(*source))
    one = head in _DESCRIBED and not head.endswith("s")
    return doc[source[0]].lower_ == "the" and one and not owned


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


def _words_of(attribution: Attribution) -> frozenset[str]:
    return frozenset(attribution.speaker.name.lower().split() if attribution.speaker else ())


def _agrees(attribution: Attribution, passage: _Passage) -> bool:
    """Whether one name has all words of the other: "the source", but no "medical source", after a
    "judicial source"."""
    words = {word.removesuffix("s") for word in _words_of(attribution)}
    words -= {"one", "of", "the"} if {"one", "of"} <= words else set()  # "one of the sources"
    others = {word.removesuffix("s") for word in passage.words}
    return words <= others or others <= words


def _reach(doc: Doc, attribution: Attribution, passage: _Passage) -> int:
    """How many paragraphs a passage may lie back: further for "she added" and "In the post, …"."""
    reach = _REACH[passage.kind]
    start = attribution.sentence.start
    opening = {token.lower_ for token in doc[start : start + 3]}
    posted = passage.kind == "social" and opening & _POSTS and opening & PREPOSITIONS
    added = attribution.cue is not None and attribution.cue.lemma in _ADDING
    return max(reach, _FURTHER if posted or added else 0)


def _goes_on(links: list[Citation], passage: list[Citation]) -> bool:
    """Whether the links name only the inner end of the passage's chain: the same interview."""
    names = [link.name for link in links]
    return 0 < len(names) < len(passage) and names == [link.name for link in passage][-len(names) :]


def _is_apart(doc: Doc, attribution: Attribution) -> bool:
    """Whether it was said elsewhere or at another time than what goes on."""
    return _is_elsewhere(doc, attribution) or _is_at_another_time(doc, attribution)


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
    cited: list[Entity] = field(default_factory=list)  # who is behind an outlet's report

    @cached_property
    def words(self) -> set[str]:
        return {self.doc[i].lower_ for i in range(self.sentence.start, self.sentence.end)}

    def read(self) -> list[Attribution]:
        links: dict[int, list[_Link]] = {id(a): [] for a in self.attributions}
        for mention in self._mentions():
            self._place(mention, links)
        for attribution in self.attributions:
            self._tweeted(attribution, links)
            self._written(attribution, links)
        kept = [a for a in self.attributions if a not in self.dropped]
        for attribution in kept:
            found = sorted(links[id(attribution)], key=lambda link: (link.part, link.order))
            chain = _unique([self._citation(link.mention) for link in found])
            speaker = attribution.speaker.name if attribution.speaker else ""
            attribution.links = [citation for citation in chain if citation.name != speaker]
            hears = [link for link in found if link.part == HEARS]
            if hears:
                attribution.passage = self._kind_of_passage(hears)
            elif found:
                attribution.passage = "report"
        return kept

    def _kind_of_passage(self, hears: list[_Link]) -> str:
        if all(link.mention.kind == "social platform" for link in hears):
            return "social"
        before, preposition = self._words_before(hears[0].mention)
        published = preposition in ("in", "by") and _PUBLISHED.intersection(before[-2:])
        interviewed = _INTERVIEWS.intersection(before) or not published
        return "interview" if interviewed else "article"

    def announced(self) -> list[Citation]:
        """Whom an interview was given in a sentence that quotes nothing: "Lund spoke to the
        daily on Monday." """
        heard = [m for m in self._mentions() if self._interviews(m) or self._part(m) == HEARS]
        posted = bool(self.words & _POSTING) or self.tells_of_remarks()
        asked = "interview" in self.words and self.words.isdisjoint(_DECLINING)
        asked = asked or "was asked" in self.doc[self.sentence.start : self.sentence.end].text
        given = asked or not self.words.isdisjoint(_GIVING | _DEBATES)
        return _unique(
            [self._citation(m) for m in heard if (posted if m.kind == "social platform" else given)]
        )

    def published(self) -> list[Citation]:
        """Where something was published that the next sentence may be "in": "The letter was
        carried by the daily. In it, …"."""
        if self.words.isdisjoint(_PUBLISHED):
            return []
        by = (m for m in self._mentions() if self._words_before(m)[1] in _PUBLISHING)
        return _unique([self._citation(mention) for mention in by])

    def opens_within(self) -> bool:
        """ "In it, Lund said", "On the recording, she says" """
        start = self.sentence.start
        opening = [token.lower_ for token in self.doc[start : start + 3]]
        within = opening[1:2] == ["it"] or not _DOCUMENTS.isdisjoint(opening[2:])
        within |= not _INTERVIEWS.isdisjoint(opening[2:])
        return opening[0] in ("in", "on") and within

    def _interviews(self, mention: OutletMention) -> bool:
        """ "Reuters spoke to Ada Lund.", "The daily interviewed her." """
        after = self.doc[mention.end : mention.end + 3].text.lower().split()
        if after[:1] in (["has"], ["had"], ["recently"]):
            del after[0]
        spoke = after[:1] in (["spoke"], ["spoken"], ["talked"])
        return (spoke and after[1:2] in (["to"], ["with"])) or after[:1] == ["interviewed"]

    def first_person(self) -> list[Entity]:
        """Whom the sentence names first, in a list of one or none."""
        people = self.doc._.names.people_in(self.sentence.start, self.sentence.end)
        return [self.doc._.names.entities[mention] for mention in people[:1]]

    def platform(self) -> list[Citation]:
        """The platform that a sentence is about in which nobody is quoted."""
        social = [m for m in self._mentions() if m.kind == "social platform"]
        led = [m for m in social if self._words_before(m)[1] in ("on", "via", "to", "from", "in")]
        return _unique([self._citation(mention) for mention in led])

    def tells_of_remarks(self) -> bool:
        """ "Lund made the remarks in an interview with the daily.", "She was speaking to it." """
        made = "made" in self.words and not self.words.isdisjoint(_REMARKS)
        inside = self.doc[self.sentence.start : self.sentence.end]
        return made or "was speaking" in inside.text.lower()

    def moves_on(self) -> bool:
        """ "At a rally in Skail, the minister shook hands." """
        start, end = self.sentence.start, min(self.sentence.start + _OPENING, self.sentence.end)
        opening = [self.doc[i].lower_ for i in range(start, end)]
        return opening[0] in PREPOSITIONS and not _ELSEWHERE.isdisjoint(opening)

    def tells_of_debate(self) -> bool:
        """ "The candidates met in a debate that the channel aired." """
        doc, start = self.doc, self.sentence.start
        return any(
            doc[i].lower_ in _DEBATES
            and not _AT.isdisjoint(doc[j].lower_ for j in range(max(start, i - _NEXT), i))
            for i in range(start, self.sentence.end)
        )

    def speaking(self) -> list[Citation]:
        """The outlets that speak for themselves."""
        names = {a.speaker.name for a in self.attributions if a.speaker and not a.links}
        return [self._citation(m) for m in self._mentions() if m.name in names]

    def framed(self, before: list[Attribution]) -> list[Citation]:
        """The outlet that an article's opening paragraph ends with: "The mill will close in May,
        reports Corvel daily." """
        further = before and before[0].sentence.paragraph != self.sentence.paragraph
        if further or not self.doc._.has_headline:
            return []
        for mention in self._mentions():
            cue = next((c for c in self.cues if self._follows(mention, c)), None)
            last = self.doc[mention.end : self.sentence.end]
            relayed = cue is not None and self.doc[cue.start].lower_ == "reports"
            relayed |= self._words_before(mention)[1] == "per"
            if relayed and all(not token.is_alpha for token in last):
                return [self._citation(mention)]
        return []

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
            if cue.kind == "quoting" and self._leads_to(mention, cue):
                return cue
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

    def _leads_to(self, mention: OutletMention, cue: Cue) -> bool:
        """ "The daily, meanwhile, quoted …", "the Kurant agency later quoted …" """
        between = [token.lower_ for token in self.doc[mention.end : cue.start]]
        idle = ADVERBS | AUXILIARIES | {",", "which", "meanwhile", "later", "earlier"}
        aside = between[:2] == [",", "which"] and between[-1] == "," and between.count(",") == 2
        led = mention.named and mention.end <= cue.start
        return led and (aside or all(word in idle for word in between))

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
        if is_possessive(self.doc, mention.start - 1):
            start = max(start, mention.start)  # "the army’s Kurant agency"
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
        elif own and own.source and self._quotes(mention, cue, own.source):
            links[id(own)].append(_Link(REPORTS, mention.start, mention))
        elif own and not inner:
            self._cites_somebody(mention, own, links)

    def _quotes(self, mention: OutletMention, cue: Cue, source: Tokens) -> bool:
        """ "The daily quoted Lund: “…”" """
        verb = self.doc[cue.start].lower_ in ("quoted", "quotes")
        return verb and mention.end <= cue.start < source[0]

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
            subject = subject_of(self.doc, inner.cue, cue.end)
            if not subject or not self.doc._.outlets.within(*subject):
                return not subject
            return self._inside(inner, own) if own else subject[0] - cue.end <= _NEXT
        if own is not None:
            said = self.doc[cue.start].idx  # "…, pointing out that it is full, the agency reported"
            trailing = inner.end < said and own.end < said and own.start < inner.start
            return trailing or (self._inside(inner, own) and not self._is_beside(inner, cue))
        if cue.kind == "according" and cue.start <= self.sentence.start + 1:
            return inner.cue.start > cue.start
        if inner.cue.start > cue.start:  # "Reuters, citing the daily, said police said …"
            between = self.doc[cue.end : inner.source[0] if inner.source else cue.end]
            joined = any(token.lower_ == "and" for token in between)
            near = inner.source is not None and 0 <= len(between) <= _NEXT
            return near and not joined and not self._is_beside(inner, cue)
        return inner.cue.start < cue.start

    def _is_beside(self, inner: Attribution, cue: Cue) -> bool:
        """ "The agency reported the cuts and Lund said they were small": two reports."""
        if inner.cue is None or inner.cue.start < cue.end:
            return False
        words = self.doc[cue.end : inner.cue.start]
        joint = next((token.i for token in words if token.lower_ == "and"), cue.end)
        things = all(token.text.islower() for token in self.doc[cue.end : joint])
        return joint > cue.end and things and not has_finite(self.doc, cue.end, joint)

    def _cites_somebody(
        self, mention: OutletMention, own: Attribution, links: dict[int, list[_Link]]
    ) -> None:
        """Reuters reported, citing the ministry: the ministry speaks, through Reuters."""
        doc = self.doc
        for i in range(self.sentence.start, self.sentence.end - 1):
            who = past_citing(doc, i)
            if who is None or _in_content(own, doc[i].idx) or self._quotes_at(i):
                continue
            end = self._past_source(who)
            further = past_citing(doc, end + (doc[end : end + 1].text == ","))
            if further and doc._.outlets.within(who, end):
                continue  # "citing the site, which in turn quoted an official"
            if starts_phrase(doc, who, self.sentence.end):
                own.source = (who, end)
                own.speaker = Resolver(doc).entity(*own.source)
                self.cited += [own.speaker] if own.speaker else []
                links[id(own)].append(_Link(REPORTS, mention.start, mention))
            return

    def _past_source(self, start: int) -> int:
        """Where who is cited ends: "two people [close to the ministry]"."""
        doc, high = self.doc, self.sentence.end
        end = phrase_end(doc, start, high)
        goes_on = end + 2 < high and doc[end].lower_ in ("close", "familiar", "privy", "present")
        led = goes_on and doc[end + 1].lower_ in ("to", "with", "at")
        return phrase_end(doc, end + 2, high) if led else end

    def _quotes_at(self, i: int) -> bool:
        """Whether somebody is quoted there in his own words: "quoting him as saying"."""
        cues = (a.cue for a in self.attributions if a.cue)
        return any(cue.kind == "quoting" and cue.start == i for cue in cues)

    def _part(self, mention: OutletMention) -> int | None:
        """The part of an outlet that is no subject, by the words before and after it."""
        if any(a.hearer and a.hearer[0] <= mention.start < a.hearer[1] for a in self.attributions):
            return HEARS
        if self._followed_by_citing(mention):
            return REPORTS
        if self._names_an_interview(mention) or self._names_its_user(mention):
            return HEARS
        if self._of_a_party(mention):
            return None
        before, preposition = self._words_before(mention)
        if preposition in ("citing", "quoting", "quoted", "cited"):
            return CITED if mention.named or mention.kind != "social platform" else None
        if preposition in _TELLING:
            return HEARS
        if (before[-1:], preposition) in ((["according"], "to"), (["as"], "per")):
            return REPORTS
        if "per" in before[-4:] and before[-1] in _DOCUMENTS and preposition in _PUBLISHING:
            return REPORTS
        if preposition in _PUBLISHING and before[-1:] == ["report"] and "in" in before[-4:]:
            return REPORTS  # "In a report by the agency, police said"
        while preposition == "by" and before and before[-1] in _DATES:  # "published this week by"
            before.pop()
        if before[-2:] in (["by", "phone"], ["by", "telephone"], ["by", "email"]):
            del before[-2:]  # "reached by phone by the daily"
        near, nearest = _HEARING.intersection(before[-6:]), set(before[-2:])
        if preposition in ("from", "by", "to") and self._answers(mention, before):
            return HEARS
        if preposition == "by" and (nearest & _RELAYING or before[-2:] == ["as", "saying"]):
            return RELAYS
        if preposition == "by" and nearest & _INTERVIEWING:
            return HEARS
        if preposition in ("in", "on") and (near or nearest & _PUBLISHED):
            return HEARS
        if preposition == "to" and nearest & (_PUBLISHED | _SENT):
            return HEARS  # "in a memo leaked to the daily"
        if preposition == "per" and not before:
            return REPORTS
        if preposition == "in" and not before and mention.named and self._opens(mention):
            return HEARS  # "In the daily, Lund writes"
        if mention.kind == "social platform" and _REACTIONS.intersection(before[-2:]):
            return None
        if mention.kind == "social platform" and preposition in (
            "on",
            "via",
            "in",
            "to",
            "through",
        ):
            return HEARS
        if preposition == "via" and mention.named:
            return HEARS
        if preposition == "in" and before[-1:] == ["quoted"]:
            return HEARS  # "Quoted in the daily, Lund said"
        if preposition in ("with", "to", "for", "via", "through", "of") and near:
            return HEARS
        if preposition == "over" and before[-1:] == ["interview"]:
            return HEARS
        if preposition == "to" and mention.named and not _CONFIRMED.isdisjoint(before[-5:]):
            return HEARS  # "confirmed the deal to the daily"
        told = [word for word in before[-2:] if word not in _OBJECTS]
        if preposition in ("to", "with") and told and is_said(told[-1]):
            return HEARS  # "explained to the daily", "disclosed this to the daily"
        if preposition in ("in", "to") and self._after_source(mention):
            return HEARS  # "explains Ada Lund in the daily"
        if preposition == "for" and _WRITING.intersection(before[-6:]):
            return HEARS
        if preposition == "on" and not before and self._opens(mention):
            return HEARS  # "On KTB on Monday, Lund said"
        if preposition == "on" and mention.kind in ("broadcaster", "state media"):
            said = _SAID_ON.intersection(before[-6:]) or airs(self.doc, mention.end)
            following = self.doc[mention.end : min(mention.end + _FAR, self.sentence.end)]
            hosted = any(token.lower_ in _HOSTS for token in following)
            said = said or hosted or any(map(reports, before[-3:]))
            return HEARS if said else None
        return None

    def _answers(self, mention: OutletMention, before: list[str]) -> bool:
        """ "in an emailed response to questions from the daily"; not to "the daily's report"."""
        after = {token.lower_ for token in self.doc[mention.end : mention.end + 3]}
        asked = before[-1:] in (["response"], ["reply"]) or bool(_QUESTIONS & set(before[-2:]))
        return asked and bool(_ANSWERS & set(before)) and after.isdisjoint(_STORIES)

    def _opens(self, mention: OutletMention) -> bool:
        """Whether an outlet, not what is its own, stands before everything in the sentence."""
        owns = is_possessive(self.doc, min(mention.end, len(self.doc) - 1))
        return bool(self.attributions) and self._leads(mention) and not owns

    def _after_source(self, mention: OutletMention) -> bool:
        """Whether who speaks stands right before the preposition of an outlet."""
        low = max(self.sentence.start, mention.start - _NEXT)
        prepositions = (i for i in range(mention.start - 1, low - 1, -1) if self._governs(i))
        at = next(prepositions, None)
        inverted = (a for a in self.attributions if a.cue and a.source and a.cue.end <= a.source[0])
        return at is not None and any(a.source and a.source[1] == at for a in inverted)

    def _governs(self, i: int) -> bool:
        return self.doc[i].lower_ in ("in", "to")

    def _of_a_party(self, mention: OutletMention) -> bool:
        """ "a question about DSK leaders": initials of an outlet may be another body's too; and
        "the Facebook founder"."""
        after = self.doc[mention.end].lower_ if mention.end < len(self.doc) else ""
        return after in _OWNERS or (mention.name.isupper() and after in _MEMBERS)

    def _words_before(self, mention: OutletMention) -> tuple[list[str], str]:
        """The preposition or verb that governs the outlet, and up to eight words before that.

        Between may stand an article, an adjective, a possessor: "with Benua's propagandistic RTB".
        """
        doc, low = self.doc, self.sentence.start
        last = mention.start - 1 - (doc[mention.start - 1].text in MARKS)
        last -= doc[last].text == "("  # "aired by Luria Broadcasting (LBC)"
        for i in range(last, max(low, mention.start - _FAR) - 1, -1):
            if doc[i].lower_ in _GOVERNING and doc[i - 1].lower_ not in _EDITIONS:
                return [doc[j].lower_ for j in range(max(low, i - 8), i)], doc[i].lower_
            if doc[i].text in STOPS - {"-"}:
                break
        return [], ""

    def _names_an_interview(self, mention: OutletMention) -> bool:
        """ "In a Mirror interview" """
        doc = self.doc
        return (
            mention.end < self.sentence.end
            and doc[mention.end].lower_ in _INTERVIEWS | _SHOWS
            and any(
                doc[i].lower_ in ("in", "on")
                for i in range(max(0, mention.start - 3), mention.start)
            )
        )

    def _names_its_user(self, mention: OutletMention) -> bool:
        """ "One Twitter user pointed out …" """
        return (
            mention.kind == "social platform"
            and mention.end < self.sentence.end
            and self.doc[mention.end].lower_ in ("user", "users")
        )

    def _followed_by_citing(self, mention: OutletMention) -> bool:
        doc, end = self.doc, mention.end
        after = end + (doc[end : end + 1].text == ",")
        if past_citing(doc, after) is not None:
            return True
        rest = doc[end : self.sentence.end].text.lower()
        verb = rest.partition(" ")[0]
        cited = verb in CITING_VERBS and ", who " in rest
        return cited or (verb in _PUBLISHED and " in which " in rest)

    def _concerns(self, mention: OutletMention, attribution: Attribution, part: int) -> bool:
        start = self.doc[mention.start].idx
        if _in_content(attribution, start):
            return False
        if attribution.hearer and attribution.hearer[0] <= mention.start < attribution.hearer[1]:
            return True
        if part == HEARS and mention.kind == "social platform" and self._hears(attribution):
            return False  # "After he mocked her on Twitter, Lund told the daily …"
        if attribution.source and attribution.source[0] <= mention.start < attribution.source[1]:
            return part in (RELAYS, HEARS)  # "residents quoted by the agency"
        if part == HEARS:
            leads = self._leads(mention) or self._asked_by(mention)
            return leads or self._nearest_to(mention) is attribution
        return not (part == RELAYS and self._is_other_clause(mention, attribution))

    def _asked_by(self, mention: OutletMention) -> bool:
        """ "Asked by a Kurant reporter whether it was late, Lund said" """
        words = [token.lower_ for token in self.doc[max(0, mention.start - _NEXT) : mention.start]]
        by = "by" in words and words[words.index("by") - 1] in ("asked", "questioned", "pressed")
        after = self.doc[mention.end : mention.end + 1].text.lower()
        return by and after in _WRITERS | {"producer", "anchor"}

    def _is_other_clause(self, mention: OutletMention, attribution: Attribution) -> bool:
        """ "The report was carried by the agency, but [a spokesman denied] it" """
        start = attribution.source[0] if attribution.source else mention.start
        between = self.doc[mention.end : max(start, mention.end)]
        return any(token.lower_ in ("but", "while", "although") for token in between)

    def _hears(self, attribution: Attribution) -> bool:
        """Whether what is quoted was told an outlet."""
        hearer = attribution.hearer
        return hearer is not None and bool(self.doc._.outlets.within(*hearer))

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

    def _written(self, attribution: Attribution, links: dict[int, list[_Link]]) -> None:
        """Whose columnist speaks: "Ledger columnist Ada Lund asks", "the Ledger's editor wrote"."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or links[id(attribution)]:
            return
        for mention in self.doc._.outlets.within(*source):
            if mention.named and self._writes_for(mention, source, cue):
                links[id(attribution)].append(_Link(HEARS, mention.start, mention))
                return

    def _writes_for(self, mention: OutletMention, source: Tokens, cue: Cue) -> bool:
        """Whether a source names the outlet that somebody writes for: "the Ledger's editor", "the
        Ledger's Ada Lund", "a critic for the Ledger"."""
        doc, end = self.doc, mention.end
        writing = cue.lemma in _COLUMNS
        writers = _COLUMNISTS | (_WRITERS if cue.lemma == "write" else set())
        owned = end < source[1] and is_possessive(doc, end)
        after = end + owned
        if after < source[1] and (doc[after].lower_ in writers or (owned and writing)):
            return doc[after].lower_ in writers or bool(doc._.names.people_in(after, source[1]))
        low = max(source[0], mention.start - _NEXT)
        before = {doc[i].lower_ for i in range(low, mention.start)}
        return bool(before & writers and before & {"of", "at", "for", "with"})

    def _tweet(self, attribution: Attribution) -> int | None:
        """Where "tweet" stands in "In one tweet, Lund said", "Lund wrote in a tweet", "sent out
        tweets saying"."""
        doc, cue = self.doc, attribution.cue
        assert cue
        for i in range(self.sentence.start + 1, self.sentence.end):
            if doc[i].lower_ not in _TWEETS or _in_content(attribution, doc[i].idx):
                continue
            before = {doc[j].lower_ for j in range(max(self.sentence.start, i - _TWEETED), i)}
            speaks = attribution.source is not None and i in range(*attribution.source)
            if i + 1 == cue.start or before & {"in", "via"} or speaks:
                return i
        return None


def _unique(citations: list[Citation]) -> list[Citation]:
    """The same outlet twice in a sentence is one link, where it stands nearest to the reader."""
    found: dict[str, Citation] = {}
    for citation in citations:
        found.setdefault(citation.name, citation)
    return list(found.values())
