"""What a sentence tells of that goes on in the next ones: interviews, posts, debates."""

from __future__ import annotations

from dataclasses import dataclass

from ..attribution import Attribution
from ..names import Entity
from ..outlets import OutletMention
from ..phrases import PREPOSITIONS
from ..records import Citation
from ..vocabulary import signals
from .links import DOCUMENTS, ELSEWHERE, HEARS, INTERVIEWS, NEXT, PUBLISHED, PUBLISHING, unique
from .parts import Parts
from .reports import Reports
from .view import OfView

_GIVING = signals("giving")
_POSTING = signals("posting")
_DEBATES = signals("debates")
_DECLINING = frozenset({"declined", "declining", "refused", "refusing", "request", "requests"})
_REMARKS = frozenset({"remark", "remarks", "comment", "comments", "statement", "statements"})
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
        asked = asked or "was asked" in self.doc[self.sentence.start : self.sentence.end].text
        given = asked or not self.view.words.isdisjoint(_GIVING | _DEBATES)
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
        return self.parts.part(mention) == HEARS

    def first_person(self) -> list[Entity]:
        """Whom the sentence names first, in a list of one or none."""
        people = self.doc._.names.people_in(self.sentence.start, self.sentence.end)
        return [self.doc._.names.entities[mention] for mention in people[:1]]

    def platform(self) -> list[Citation]:
        """The platform that a sentence is about in which nobody is quoted."""
        social = [m for m in self.view.mentions if m.kind == "social platform"]
        led = [m for m in social if self.view.words_before(m)[1] in _LEADING_TO]
        return unique([self.view.citation(mention) for mention in led])

    def tells_of_remarks(self) -> bool:
        """ "Lund made the remarks in an interview with the daily.", "She was speaking to it." """
        made = "made" in self.view.words and not self.view.words.isdisjoint(_REMARKS)
        inside = self.doc[self.sentence.start : self.sentence.end]
        return made or "was speaking" in inside.text.lower()

    def moves_on(self) -> bool:
        """ "At a rally in Skail, the minister shook hands." """
        start, end = self.sentence.start, min(self.sentence.start + _OPENING, self.sentence.end)
        opening = [self.doc[i].lower_ for i in range(start, end)]
        return opening[0] in PREPOSITIONS and not ELSEWHERE.isdisjoint(opening)

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
