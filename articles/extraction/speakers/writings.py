"""Whose a report, a poll or a statement is: "the report said" is what its authors said."""

from __future__ import annotations

from spacy.tokens import Doc

from ..attribution import Attribution
from ..documents import (
    DOCUMENTS,
    PAPERS,
    WORKS,
    alike,
    author_after,
    author_before,
    issuer_before,
    paper_in,
)
from ..names import ORGANISATION, Entity
from ..phrases import MARKS, PERSON_ROLES, is_capital, phrase_end, phrase_start
from ..sentences import Sentence
from .bodies import Bodies
from .descriptions import Descriptions
from .nouns import CALLED_SO, OWNERS, head_noun
from .scene import Resolves, Scene, View

_ISSUED = DOCUMENTS | {"analysis", "study"}
_LANDS = frozenset({"country", "nation", "capital", "region", "city", "state", "province"})
_LANDS |= {"prison", "jail"}  # where a letter is from
_ANEW = frozenset({"a", "an", "another", "separate"})
_NEW = frozenset({"a", "an", "his", "her", "its", "their"})  # before what was not named before
_REPORTED = frozenset({"reported", "reports"})
_STATING = ORGANISATION - {"press", "media"}
_BOOKS = frozenset({"book", "novel", "memoir", "study", "paper", "documentary", "film", "essay"})
_FAR_BEFORE = 6  # tokens


class Writings:
    """Remembers who issued what. `resolver` says whom any other phrase means."""

    def __init__(
        self,
        doc: Doc,
        scene: Scene,
        bodies: Bodies,
        descriptions: Descriptions,
        resolver: Resolves,
    ):
        self.doc, self.names = doc, doc._.names
        self.scene, self.bodies, self.descriptions = scene, bodies, descriptions
        self.resolver = resolver
        self.issued: dict[str, Entity] = {}
        self.wrote: tuple[Entity, int] | None = None  # whose document spoke last, and where

    # -- who issues what -------------------------------------------------------------------------

    def note(self, sentence: Sentence, own: list[Attribution], view: View) -> None:
        """Remember whose what the sentence tells of is; `own` are its attributions."""
        self._note_issued(sentence, own, view)
        self._note_authors(sentence)

    def note_report(self, attribution: Attribution, speaker: Entity) -> None:
        """ "The Salt Board reported": "the report" is the board's."""
        cue = attribution.cue
        if cue and self.doc[cue.start].lower_ in _REPORTED and speaker.kind == "organisation":
            self.issued.update(dict.fromkeys(alike("report"), speaker))
        if cue and cue.lemma in ("write", "post") and speaker.kind != "organisation":
            self.issued["post"] = speaker

    def _note_issued(self, sentence: Sentence, own: list[Attribution], view: View) -> None:
        """Remember whose "a statement" is, for "the statement said"."""
        speakers = [a.speaker for a in own if a.speaker and a.source]
        opening = self.names.within(sentence.start, min(sentence.start + 2, sentence.end))
        opened = [*(self.names.entities[mention] for mention in opening), *view.groups]
        issuer = next(iter([*speakers, *opened]), None)
        if issuer is None:
            return
        for i in range(sentence.start + 1, sentence.end):
            if self.doc[i].lower_ in _ISSUED:
                start = phrase_start(self.doc, i, max(sentence.start, i - _FAR_BEFORE))
                new = {self.doc[j].lower_ for j in range(start, i)} & _NEW
                if new and not self.doc._.quotations.at(self.doc[i].idx):
                    self.issued[self.doc[i].lower_] = self.issued["text"] = issuer

    def _is_within(self, i: int, low: int) -> bool:
        """ "In a report, the Salt Institute said" """
        if self.doc[i].lower_ not in WORKS:
            return False
        start = phrase_start(self.doc, i, max(low, i - _FAR_BEFORE))
        led = self.doc[start].lower_ in _NEW | OWNERS.keys()
        return led and self.doc[start - 1].lower_ == "in"

    def _note_authors(self, sentence: Sentence) -> None:
        """Remember whose "a poll by the Salt Board" is, for "the poll found"."""
        for i in range(sentence.start, sentence.end):
            paper = self.doc[i].lower_
            if paper not in PAPERS or self.doc._.quotations.at(self.doc[i].idx):
                continue
            start = phrase_start(self.doc, i + 1, sentence.start)
            author = self._author(start, sentence.end) or self._publishing(start, sentence.start)
            if author:
                self.issued.update(dict.fromkeys(alike(paper), author))
            elif self._is_within(i, sentence.start):
                continue
            elif paper in WORKS and self.doc[start].lower_ in _ANEW:
                for word in alike(paper):
                    self.issued.pop(word, None)

    def _publishing(self, document: int, low: int) -> Entity | None:
        """Who "unveiled a report", if somebody with a name."""
        issuer = issuer_before(self.doc, document, low)
        return self._named(*issuer) if issuer else None

    # -- whose a document is ---------------------------------------------------------------------

    def written(self, start: int, end: int) -> Entity | None:
        """Who wrote what tokens start..end name, "a statement by Lund", "its statement"."""
        entity = self._author(start, end) or self._owner(start, end)
        if entity:
            self.wrote = entity, self.scene.now
        return entity

    def _author(self, start: int, end: int) -> Entity | None:
        """Who wrote "a statement by Lund" or "the latest Salt Board data", where that is named."""
        paper = paper_in(self.doc, start, end)
        if paper is None:
            return None
        beyond = self.doc._.sentences[min(self.scene.now, len(self.doc._.sentences) - 1)].end
        for stop in (end, beyond):
            if (after := author_after(self.doc, paper, stop)) is not None:
                return self._named(after, phrase_end(self.doc, after, stop))
        before = author_before(self.doc, paper, start)
        if before is None and self._is_of_body(paper, start):
            return self.descriptions.meant(start, paper)
        return self.names.entities[before] if before else None

    def _owner(self, start: int, end: int) -> Entity | None:
        """Whose "its statement" and "his latest letter" is."""
        pronoun = OWNERS.get(self.doc[start].lower_)
        if pronoun is None or paper_in(self.doc, start + 1, end) != end - 1:
            return None
        owner = self.resolver.pronoun(pronoun, start)
        return owner if owner and owner.name[:1].isupper() else None

    def _is_of_body(self, paper: int, start: int) -> bool:
        """ "the club statement", "a ministry statement" """
        body = self.doc[paper - 1]
        alone = paper - start == 2 and self.doc[start].lower_ in ("the", "a")
        issues = body.lower_ in CALLED_SO
        issues |= self.doc[paper].lower_ == "statement" and body.lower_ in _STATING
        return alone and body.text.islower() and issues

    def _named(self, start: int, end: int) -> Entity | None:
        """Who a phrase means if that is somebody with a name; no land, no date."""
        author = self.resolver.entity(start, end)
        if author is None or not author.can_speak or not author.name[:1].isupper():
            return None
        if any(letter.isdigit() for letter in author.name):
            return None  # "a release from Jan. 12"
        return None if author.name.split()[-1].lower() in _LANDS else author

    def publisher(self, start: int, end: int) -> Entity | None:
        """Whose "a recent Corvel Post survey of voters" or "a report by the Corvel Post" is."""
        if head_noun(self.doc, start, end) not in WORKS:
            return None
        outlets = self.doc._.outlets.within(start, end)
        if len(outlets) != 1:
            return None
        if outlets[0].named:
            return self.bodies.outlet(outlets[0].start, outlets[0].end)
        return self.descriptions.meant(outlets[0].start, outlets[0].end)  # "Benuan media reports"

    def issuer(self, start: int, end: int) -> Entity | None:
        """Whose "the report", "this survey" and "the country report" is."""
        paper = self.doc[end - 1].lower_
        known = self.doc[start].lower_ in ("the", "this", "that") and 2 <= end - start <= 3
        known = known or (end - start == 1 and paper.endswith("s"))  # "Statistics also show"
        named = end - start == 3 and is_capital(self.doc, start + 1)
        named = named or (paper == "post" and is_capital(self.doc, end - 1))
        if not known or named or paper not in self.issued:
            return None
        self.wrote = self.issued[paper], self.scene.now
        return self.wrote[0]

    def goes_on(self) -> Entity | None:
        """Whose document "it" is after "The report said …"."""
        if self.wrote is None or self.wrote[0] is not self.scene.just_spoke:
            return None
        if self.wrote[1] < self.scene.now - 1:
            return None
        self.wrote = self.wrote[0], self.scene.now
        return self.wrote[0]

    def titled(self, start: int, end: int) -> Entity | None:
        """What "the 2007 book “Pears and Plums,” by Ada Lund" is called."""
        doc = self.doc
        mark = next((i for i in range(start, end) if doc[i].text in MARKS), None)
        title = doc._.quotations.at(doc[mark].idx) if mark is not None else None
        after = next((i for i in range(start, end) if title and doc[i].idx >= title.outer_end), end)
        if after < end and doc[after].lower_ in PERSON_ROLES | {"star"}:
            return None  # "the “Mill Hour” star"
        if title is None or mark is None or doc[max(mark - 1, start)].lower_ not in _BOOKS:
            return None
        name = doc._.text[title.start : title.end].rstrip(",. ")
        return self.scene.called(name, "organisation")
