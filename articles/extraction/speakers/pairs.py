"""Who speaks as one: "Lund and Ek", "the two mayors, Lund and Ek,", later "they" or "the two"."""

from __future__ import annotations

from spacy.tokens import Doc

from ..names import PEOPLE, RELATIONS, Entity, Mention, noun_before
from ..phrases import (
    DASHES,
    DETERMINERS,
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    has_finite,
    is_finite,
    small,
)
from .descriptions import Descriptions
from .heads import Heads
from .nouns import FAR, OWNERS, head_noun, kind_of_noun
from .scene import Scene

_BESIDE = frozenset({"and", "fellow", "his", "her", "the"})
_PAIRS = frozenset({"duo", "pair", "two", "both", "couple", "trio"})
_LONGEST_OPENING = 24  # tokens


class Pairs:
    """Remembers the last pair, for "the duo"."""

    def __init__(self, doc: Doc, scene: Scene, heads: Heads, descriptions: Descriptions):
        self.doc, self.names = doc, doc._.names
        self.scene, self.heads, self.descriptions = scene, heads, descriptions
        self.last: Entity | None = None

    def called_so(self, start: int, end: int) -> Entity | None:
        """Who "the duo" and "both" are: the pair that spoke last."""
        alone = start == end - 1 - (small(self.doc[start]) == "the")
        if not alone or self.doc[end - 1].lower_ not in _PAIRS:
            return None
        return self.last or self.opening(start)

    def together(self, start: int, end: int) -> Entity | None:
        """ "Both Ada Lund and Ola Ek", "Lund, Ek and the Salt Board" speak as one."""
        mentions = [m for m in self.names.within(start, end) if m.title >= start]
        entities = list(dict.fromkeys(self.names.entities[mention] for mention in mentions))
        if not 1 < len(entities) == len(mentions) or len({e.kind for e in entities}) > 1:
            return None
        end -= self.doc[end - 1].text == ","
        edges = [start, *(at for m in mentions for at in (m.title, m.end)), end]
        between = list(zip(edges[::2], edges[1::2], strict=True))
        gaps = [{t.lower_ for t in self.doc[slice(*gap)] if not t.is_space} for gap in between]
        joined = all(gap - DETERMINERS <= {",", "and"} and gap for gap in gaps[1:-1])
        alone = gaps[0] <= DETERMINERS and not gaps[-1] and "and" in gaps[-2]
        if not (joined and alone) or not all(entity.can_speak for entity in entities):
            return None
        if any(self.heads.is_field(mention, end) for mention in mentions):
            return None
        return self._as_pair([entity.name for entity in entities])

    def people_together(self, start: int, end: int) -> Entity | None:
        """ "Ada Lund, the mayor, and Ola Ek, a pilot,", "councillors Ada Lund (ABC) and Ola Ek",
        "Ada Lund and her husband, Ola Ek," """
        doc = self.doc
        people = self.names.people_in(start, end)
        names = list(dict.fromkeys(self.names.entities[person].name for person in people))
        if len(people) != 2 or len(names) != 2 or people[0].title < start:
            return None
        one, other = people
        between = [token.lower_ for token in doc[one.end : other.title] if not token.is_space]
        if "(" in between and ")" in between:
            del between[between.index("(") : between.index(")") + 1]
        apposed = between[:1] == [","] and between[-2:] == [",", "and"]
        related = between[:1] in ([","], ["and"]) and "and" in between[:2]
        related = related and self._introduces(other)
        joined = apposed or related or (between[:1] == ["and"] and set(between) <= _BESIDE)
        told = has_finite(doc, one.end, other.title) or RELATIVES & set(between)
        before = doc[one.title - 1].lower_
        leads = (
            one.title == start or before in DETERMINERS or before.removesuffix("s") in PERSON_ROLES
        )
        leads = leads or self._introduces(one)
        leads = leads and not any(t.lower_ in PREPOSITIONS for t in doc[start : one.title])
        after = doc[other.end].text if other.end < end else ""
        if not joined or told or not leads or after not in ("", ",", "("):
            return None
        if self.heads.is_field(one, end):
            return None
        return self._as_pair(names)

    def _introduces(self, person: Mention) -> bool:
        """Whether "his widow," stands right before a name."""
        i = noun_before(self.doc, person)
        comma = i == person.title - 2
        role = self.doc[i].lower_ in PERSON_ROLES | RELATIONS
        return comma and role and self.doc[i - 1].lower_ in DETERMINERS | OWNERS.keys()

    def enumerated(self, start: int, end: int) -> Entity | None:
        """ "the two mayors, Ada Lund and Ola Ek," are these; "the four mayors, Lund, Ek, …" four
        mayors."""
        stop = next((i for i in range(start + 1, end) if self.doc[i].text in DASHES | {","}), end)
        head = head_noun(self.doc, start, stop)
        several = head in PEOPLE or (head.endswith("s") and kind_of_noun(head) == "group")
        people = [m for m in self.names.people_in(stop, end) if m.title >= stop]
        if not several or len(people) < 2 or people[0].title != stop + 1:
            return None
        if self.names.people_in(start, stop) or self.doc[people[-1].start - 1].lower_ != "and":
            return None
        pair = self.together(stop + 1, end)
        return pair if pair and len(people) == 2 else self.descriptions.meant(start, stop)

    def before(self, at: int) -> Entity | None:
        """ "As for Harris and Bailey, they" """
        people = self.names.people_in(max(0, at - FAR), at)
        if len(people) < 2 or self.doc[at - 1].text != "," or people[-1].end != at - 1:
            return None
        one, other = people[-2:]
        if one.end != other.title - 1 or self.doc[one.end].lower_ != "and":
            return None
        return self._as_pair([self.names.entities[one].name, self.names.entities[other].name])

    def opening(self, at: int) -> Entity | None:
        """ "Harris and Bailey left. They", "Harris and Bailey have tools that they" """
        for sentence in self.scene.here:
            opening = range(sentence.start, min(sentence.end, sentence.start + _LONGEST_OPENING))
            verb = next((i for i in opening if is_finite(self.doc, i)), at)
            if sentence.start < verb < at and (pair := self.together(sentence.start, verb)):
                return pair
        return None

    def _as_pair(self, names: list[str]) -> Entity:
        *others, last = names
        self.last = self.scene.called(f"{', '.join(others)} and {last}", "group")
        return self.last
