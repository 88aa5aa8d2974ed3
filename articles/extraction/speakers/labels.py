"""Who the labels of a transcript are: "TAPPER", "Gov. Fallin", "Q", "AL"."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from spacy.tokens import Doc

from ..names import ORGANISATION, Entity
from ..transcripts import ANSWERS, ASKS, role_of
from .bodies import Bodies
from .scene import Resolves, Scene

_LEAD_IN = 6  # tokens from "an interview" to the outlet


class Labels:
    """`resolver` says whom any other phrase means."""

    def __init__(self, doc: Doc, scene: Scene, bodies: Bodies, resolver: Resolves):
        self.doc, self.names = doc, doc._.names
        self.scene, self.bodies, self.resolver = scene, bodies, resolver
        self.answering: Entity | None = None

    def speaker(self, start: int, end: int) -> Entity | None:
        """Who speaks behind a label."""
        label = self.doc[start:end].text.rstrip(".")
        role = role_of(label)
        if role in ANSWERS:
            return self._answering(start)
        if role in ASKS:
            return self._asking(role, start)
        return self._by_initials(label) or self._named(start, end)

    def _asking(self, role: str, at: int) -> Entity:
        name = "interviewer" if role in ("q", "question") else role
        outlet = self._interviewing(at) if name == "interviewer" else None
        return outlet or self.scene.called(name, "unnamed")

    def _named(self, start: int, end: int) -> Entity | None:
        entity = self.resolver.entity(start, end)
        if entity and entity.kind == "organisation" and not self._is_organised(start, end):
            entity.kind = "person"
        if entity and entity.kind == "person" and entity.name.isupper() and len(entity.name) > 3:
            entity.name = entity.name.title()
        return entity

    def _interviewing(self, at: int) -> Entity | None:
        """The outlet that asks, where the words before say that it was given the interview."""
        for outlet in reversed(self.doc._.outlets.within(0, at)):
            before = self.doc[max(0, outlet.start - _LEAD_IN) : outlet.start]
            words = {token.lower_ for token in before}
            if outlet.named and "interview" in words and words & {"with", "to", "by"}:
                return self.bodies.outlet(outlet.start, outlet.end)
        return None

    def _is_organised(self, start: int, end: int) -> bool:
        """Whether a label names an outlet or another organisation."""
        if self.doc._.outlets.within(start, end):
            return True
        return any(self.doc[i].lower_ in ORGANISATION for i in range(start, end))

    def _answering(self, at: int) -> Entity:
        """Who is interviewed: the person that the words before the interview are about most."""
        if self.answering is None:
            named = Counter(
                entity
                for mention in self.names.within(0, at)
                if (entity := self.names.entities[mention]).kind == "person"
            )
            unnamed = Entity("interviewee", "unnamed")
            self.answering = named.most_common(1)[0][0] if named else unnamed
        return self.answering

    def _by_initials(self, label: str) -> Entity | None:
        """ "AL" after Ada Lund, "TBP" in The Benua Post."""
        return self._initials.get(label) if label.isupper() and 2 <= len(label) <= 4 else None

    @cached_property
    def _initials(self) -> dict[str, Entity]:
        found: dict[str, Entity] = {}
        for entity in self.scene.everybody:
            words = entity.name.split()
            if len(words) > 1:
                initials = "".join(word[0] for word in words).upper()
                found.setdefault(initials, entity)
                found.setdefault("T" + initials, entity)
        return found
