"""What a sentence tells of that goes on in the next ones: interviews, posts, debates."""

from __future__ import annotations

from dataclasses import dataclass

from ..attribution import Attribution
from ..names import Entity
from ..outlets import REACHING, OutletMention
from ..phrases import PREPOSITIONS, past_determiners
from ..records import Citation
from ..vocabulary import signals
from .links import (
    DOCUMENTS,
    ELSEWHERE,
    HEARS,
    INTERVIEWS,
    NEXT,
    PUBLISHED,
    PUBLISHING,
    RELAYS,
    TEXTS,
    unique,
)
from .parts import Parts
from .reports import Reports
from .view import OfView

_GIVING = signals("giving")
_POSTING = signals("posting")
_DEBATES = signals("debates")
_GIVEN = _GIVING | _DEBATES | {"back"}  # "hit back"
_ASKED_ON = ("Asked on ", "Questioned on ")
_DECLINING = frozenset({"declined", "declining", "refused", "refusing", "request", "requests"})
_REMARKS = frozenset({"remark", "remarks", "comment", "comments", "statement", "statements"})
_WORDS_OF = _REMARKS | {"letter", "message", "video", "recording", "interview", "speech", "audio"}
_POSTED = frozenset({"video", "clip", "livestream", "reel", "vlog"})
_AT = frozenset({"in", "at", "during"})  # a debate
_LEADING_TO = frozenset({"on", "via", "to", "from", "in"})  # a platform
_OPENING = 6  # tokens of a sentence: "At a crowded rally in Skail"


@dataclass(frozen=True)
class Told(OfView):
    """What one sentence tells of."""

    parts: Parts
    reports: Reports

    def announced(self) -> list[Citation]:
        """Whom an interview was given in a sentence that quotes nothing: "Lund spoke to the
        daily on Monday." """
        heard = [m for m in self.view.mentions if self._interviews(m) or self._hears(m)]
        posted = bool(self.view.words & _POSTING) or self.tells_of_remarks()
        asked = "interview" in self.view.words and self.view.words.isdisjoint(_DECLINING)
        asked = asked or "was asked" in self.view.text or self.view.text.startswith(_ASKED_ON)
        given = asked or not self.view.words.isdisjoint(_GIVEN)
        told = [m for m in heard if (posted if m.kind == "social platform" else given)]
        return unique([self.view.citation(mention) for mention in told])

    def published(self) -> list[Citation]:
        """Where something was published that the next sentence may be "in": "The letter was
        carried by the daily. In it, …"."""
        if self.view.words.isdisjoint(PUBLISHED):
            return []
        by = (m for m in self.view.mentions if self.view.words_before(m)[1] in PUBLISHING)
        return unique([self.view.citation(mention) for mention in by])

    def opens_within(self) -> bool:
        """ "In it, Lund said", "On the recording, she says" """
        start = self.sentence.start
        opening = [token.lower_ for token in self.doc[start : start + 3]]
        if self.view.words & {"per", "according"} and self.view.words & TEXTS:
            return True  # "Lund said, per the transcript"
        within = opening[1:2] == ["it"] or not DOCUMENTS.isdisjoint(opening[2:])
        within |= not INTERVIEWS.isdisjoint(opening[2:])
        return opening[0] in ("in", "on") and within

    def _interviews(self, mention: OutletMention) -> bool:
        """ "Reuters spoke to Ada Lund.", "The daily interviewed her." """
        after = self.doc[mention.end : mention.end + 3].text.lower().split()
        if after[:1] in (["has"], ["had"], ["recently"]):
            del after[0]
        spoke = after[:1] in (["spoke"], ["spoken"], ["talked"])
        return (spoke and after[1:2] in (["to"], ["with"])) or after[:1] == ["interviewed"]

    def _hears(self, mention: OutletMention) -> bool:
        """Whether something was said to it, or what was said is "carried by" it."""
        part = self.parts.part(mention)
        before = self.view.words_before(mention)[0]
        return part == HEARS or (part == RELAYS and not _WORDS_OF.isdisjoint(before[-4:]))

    def first_person(self) -> list[Entity]:
        """Whom the sentence names first, in a list of one or none."""
        people = self.doc._.names.people_in(self.sentence.start, self.sentence.end)
        return [self.doc._.names.entities[mention] for mention in people[:1]]

    def platform(self) -> list[Citation]:
        """The platform that a sentence is about in which nobody is quoted."""
        social = [m for m in self.view.mentions if m.kind == "social platform"]
        led = [m for m in social if self.view.words_before(m)[1] in _LEADING_TO]
        return unique([self.view.citation(mention) for mention in led])

    def posted(self) -> frozenset[str]:
        """What the sentence says was posted: "Lund put up a [video] on the platform." """
        return frozenset(self.view.words & _POSTED)

    def tells_of_remarks(self) -> bool:
        """ "Lund made the remarks in an interview with the daily.", "She was speaking to it." """
        made = "made" in self.view.words and not self.view.words.isdisjoint(_REMARKS)
        return made or "was speaking" in self.view.text.lower()

    def aired(self) -> str:
        """What was said before of which this sentence tells where it came out: "letter", if "The
        letter was published by the daily."; empty if nothing."""
        start = self.sentence.start
        opening = [self.doc[i].lower_ for i in range(start, min(start + 4, self.sentence.end))]
        tells = opening[:1] == ["the"] and opening[2:3] in (["was"], ["were"])
        return opening[1] if tells and opening[1] in _WORDS_OF else ""

    def of_aired(self) -> list[Citation]:
        """Where it came out."""
        parts = ((m, self.parts.part(m)) for m in self.view.mentions)
        return unique([self.view.citation(m) for m, part in parts if part in (HEARS, RELAYS)])

    def moves_on(self) -> bool:
        """ "At a rally in Skail, the minister shook hands.", "Reached at home, Lund smiled." """
        start, end = self.sentence.start, min(self.sentence.start + _OPENING, self.sentence.end)
        opening = [self.doc[i].lower_ for i in range(start, end)]
        reached = opening[0] in REACHING and not self.view.mentions
        return reached or (opening[0] in PREPOSITIONS and not ELSEWHERE.isdisjoint(opening))

    def tells_of_debate(self) -> bool:
        """ "The candidates met in a debate that the channel aired." """
        doc, start = self.doc, self.sentence.start
        return any(
            doc[i].lower_ in _DEBATES
            and not _AT.isdisjoint(doc[j].lower_ for j in range(max(start, i - NEXT), i))
            for i in range(start, self.sentence.end)
        )

    def speaking(self) -> list[Citation]:
        """The outlets that speak for themselves."""
        names = {a.speaker.name for a in self.attributions if a.speaker and not a.links}
        return [self.view.citation(m) for m in self.view.mentions if m.name in names]

    def subject(self) -> list[Citation]:
        """The outlet that a sentence which quotes nothing tells of, in a list of one or none:
        "The daily carried a denial. “…,” it quoted Lund as saying." """
        first = next(iter(self.view.mentions), None)
        opens = (
            first is not None
            and past_determiners(self.doc, self.sentence.start, first.start) == first.start
        )
        return [self.view.citation(first)] if first and opens and first.named else []

    def framed(self, before: list[Attribution]) -> list[Citation]:
        """The outlet that an article's opening paragraph ends with: "The mill will close in May,
        reports Corvel daily." """
        further = before and before[0].sentence.paragraph != self.sentence.paragraph
        if further or not self.doc._.has_headline:
            return []
        for mention in self.view.mentions:
            cue = next((c for c in self.view.cues if self.reports.follows(mention, c)), None)
            last = self.doc[mention.end : self.sentence.end]
            relayed = cue is not None and self.doc[cue.start].lower_ == "reports"
            relayed |= self.view.words_before(mention)[1] == "per"
            if relayed and all(not token.is_alpha for token in last):
                return [self.view.citation(mention)]
        return []
