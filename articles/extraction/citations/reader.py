"""Reads an article sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..attribution import Attribution
from ..cues import Cue
from ..names import Entity
from ..records import Citation
from ..sentences import Sentence
from ..transcripts import ASKS
from ..vocabulary import grammar, roles, signals
from .chains import Chains
from .passages import FURTHER, REACH, Passage, carry, is_apart, is_elsewhere, words_of

_OFFICIALS = roles("office", "rank")
_MANY = signals("many")
_WRITING_THERE = frozenset({"write", "post", "comment", "caption", "quip", "reply", "tweet"})
_OPENED = 2  # paragraphs that say that an article is an interview
_EARLY = 4  # paragraphs that tell of the debate that an article is about
_INDEFINITE = (grammar("determiner") | {"one"}) - {"the", "this", "that", "these", "those", "both"}


@dataclass(frozen=True)
class _Report:
    """An outlet that speaks for itself, and where."""

    outlet: Citation
    paragraph: int


@dataclass
class Reader:
    """Reads an article sentence by sentence, and remembers what goes on into the next ones."""

    doc: Doc
    kept: list[Attribution] = field(default_factory=list)
    passages: dict[int | str, Passage] = field(default_factory=dict)  # by speaker
    shared: Passage | None = None  # a debate, or what "many residents" told somebody
    announced: list[Citation] = field(default_factory=list)  # by the sentence before
    published: list[Citation] = field(default_factory=list)  # what the next one may be "in"
    platform: list[Citation] = field(default_factory=list)  # where something was posted
    clips: dict[str, Passage] = field(default_factory=dict)  # "video", and where it was posted
    interview: list[Citation] = field(default_factory=list)  # of questions and answers
    frame: list[Citation] = field(default_factory=list)  # of the whole article
    reporting: _Report | None = None
    cited: list[Entity] = field(default_factory=list)  # by outlets, so far
    before: Sentence | None = None

    def read(self, chains: Chains) -> None:
        if chains.attributions:
            self._read_quotes(chains)
        else:
            self._read_between(chains)
        if framed := chains.told.framed(self.kept):
            self.frame = framed
            self.kept = _frame(self.kept, self.frame)
        announced = chains.told.announced() if chains.attributions else self.announced
        self.interview = announced or self.interview
        self.published = chains.told.published()
        self.before = chains.sentence

    def _read_quotes(self, chains: Chains) -> None:
        read = chains.read()
        _mean_cited(self.doc, read, self.cited)
        self.cited.extend(chains.reports.cited)
        _follow(self.doc, self.announced, self.before, read)
        _write_there(self.platform, read)
        if self.published and read and not read[0].links and chains.told.opens_within():
            read[0].links, read[0].passage = self.published, "article"
        carried = list(carry(self.doc, read, self.passages))
        self.reporting = _quoted_in(self.doc, self.reporting, carried, chains.told.speaking())
        self._share(carried)
        _said_in_what_was_posted(self.doc, self.clips, carried)
        _answered(self.interview, carried)
        self.kept.extend(_frame(carried, self.frame))
        self.announced, self.platform = _put(read), []

    def _read_between(self, chains: Chains) -> None:
        """A sentence that quotes nothing."""
        paragraph = chains.sentence.paragraph
        if chains.told.moves_on():
            self.passages.clear()
        self.announced = chains.told.announced()
        self.platform = chains.told.platform()
        if self.platform:
            clip = Passage(self.platform, paragraph, "social", frozenset())
            self.clips |= dict.fromkeys(chains.told.posted(), clip)
        if self.announced and "interview" in chains.view.words and paragraph < _OPENED:
            for person in chains.told.first_person():
                words = frozenset(person.name.lower().split())
                passage = Passage(self.announced, paragraph, "interview", words)
                self.passages[id(person)] = passage
        if self.announced and chains.told.tells_of_remarks():
            _look_back(self.kept, self.announced, paragraph)
        if aired := chains.told.aired():
            _came_out(self.doc, self.kept, aired, chains.told.of_aired(), paragraph)
        if subject := chains.told.subject():
            self.reporting = _Report(subject[0], paragraph)
        if self.announced and chains.told.tells_of_debate() and paragraph < _EARLY:
            self.shared = Passage(self.announced, paragraph, "debate", frozenset())

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
        paragraph, words = attribution.sentence.paragraph, words_of(attribution)
        if heard and _is_many(self.doc, attribution):
            self.shared = Passage(attribution.links, paragraph, "many", words)
        elif attribution.passage and self.shared and attribution.links != self.shared.links:
            self.shared = None

    def _takes_part(self, attribution: Attribution, shared: Passage) -> bool:
        near = attribution.sentence.paragraph - shared.paragraph <= REACH[shared.kind]
        speaker = attribution.speaker
        if not near or speaker is None or speaker.name == shared.links[0].name:
            return False
        if is_apart(self.doc, attribution) or speaker.kind not in ("person", "group"):
            return False  # no ministry
        official = _is_official(self.doc, attribution) or _holds_office(speaker)
        return shared.kind == "debate" or not official


def _is_many(doc: Doc, attribution: Attribution) -> bool:
    """ "Many residents told the daily", who are named after that; not "several others"."""
    source = attribution.source
    if source is None or doc[source[0]].lower_ not in _MANY:
        return False
    return not any(doc[i].lower_ in ("other", "others") for i in range(*source))


def _is_official(doc: Doc, attribution: Attribution) -> bool:
    source = attribution.source or (0, 0)
    return any(doc[i].lower_ in _OFFICIALS for i in range(*source))


def _holds_office(speaker: Entity) -> bool:
    """ "Senator Lund disagreed. It was fair, he said" """
    return not _OFFICIALS.isdisjoint((speaker.role or "").lower().split())


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
        near = paragraph - attribution.sentence.paragraph <= FURTHER
        if speaker and attribution.speaker is speaker and near and not attribution.links:
            attribution.links = links


def _came_out(
    doc: Doc, kept: list[Attribution], words: str, links: list[Citation], paragraph: int
) -> None:
    """ "Lund said in a video that it was late. [The video was aired by the channel.]" """
    last = next(reversed(kept), None)
    if last is None or last.links or paragraph - last.sentence.paragraph > 1:
        return
    if words in doc[last.sentence.start : last.sentence.end].text.lower().split():
        last.links, last.passage = links, "article"


def _quoted_in(
    doc: Doc, report: _Report | None, attributions: list[Attribution], speaking: list[Citation]
) -> _Report | None:
    """Through whom somebody "is quoted as saying" something: the outlet that a sentence before let
    report something."""
    for attribution in attributions:
        cue, paragraph = attribution.cue, attribution.sentence.paragraph
        quoted = cue is not None and _is_at_second_hand(doc, cue) and not attribution.links
        if report and quoted and paragraph - report.paragraph <= 1:
            attribution.links, attribution.passage = [report.outlet], "report"
        if attribution.passage == "report" and attribution.links:
            report = _Report(attribution.links[0], paragraph)
    if speaking and attributions:
        return _Report(speaking[-1], attributions[-1].sentence.paragraph)
    return report


def _is_at_second_hand(doc: Doc, cue: Cue) -> bool:
    """ "was quoted as saying", "reportedly said" """
    return cue.kind in ("quoting", "quoted") or doc[cue.start].lower_ == "reportedly"


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
    elsewhere = is_elsewhere(doc, first) and not _is_in_that_statement(doc, first, before)
    if _asks(first) or elsewhere or _enters(doc, first, before):
        return
    social = all(link.kind == "social platform" for link in announced)
    first.links, first.passage = announced, "social" if social else "interview"


def _is_in_that_statement(doc: Doc, first: Attribution, before: Sentence) -> bool:
    """ "Lund said in the statement", of which the sentence before tells where it came out."""
    told = "statement" in doc[before.start : before.end].text
    return told and "the statement" in doc[first.sentence.start : first.sentence.end].text.lower()


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


def _said_in_what_was_posted(
    doc: Doc, clips: dict[str, Passage], attributions: list[Attribution]
) -> None:
    """ "Lund posted a video. An actress called it fake. “…,” Lund said [in the video]." """
    for attribution in attributions:
        sentence = attribution.sentence
        for word, clip in clips.items() if not attribution.links and attribution.cue else ():
            near = sentence.paragraph - clip.paragraph <= FURTHER
            if near and f"in the {word}" in doc[sentence.start : sentence.end].text.lower():
                attribution.links, attribution.passage = list(clip.links), "social"


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
