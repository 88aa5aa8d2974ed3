"""Who holds an office: the only one of the article who was called so."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc

from ..names import ONCE, RELATIONS, Entity, is_owned, noun_before
from ..phrases import PERSON_ROLES, PREPOSITIONS, is_capital
from .nouns import COUNTRIES, OWNERS, SMALL_WORDS, Description, introduced, words_of_role
from .scene import Scene

# Who else an office's common name means.
JUDGES = frozenset({"judge", "justice", "magistrate"})
_HEADS = frozenset({"head", "chief", "president", "director", "chair", "chairman", "boss"})
_STYLES = frozenset({"pope", "king", "queen", "emir", "sultan", "prince", "princess", "sheikh"})
_UNRELATED = frozenset({"man", "woman", "boy", "girl", "person", "friend", "mr", "mrs"})
_RELATED = (RELATIONS | PERSON_ROLES) - _UNRELATED  # who is somebody's: "his wife", "her lawyer"
_PARENTS = frozenset({"father", "mother", "uncle", "aunt", "grandfather", "grandmother"})
_CHILDREN = frozenset({"son", "daughter", "nephew", "niece", "grandson", "granddaughter"})
_STEM = 4  # letters


class Offices:
    """Knows what everybody of the article is called."""

    def __init__(self, doc: Doc, scene: Scene):
        self.doc, self.names, self.scene = doc, doc._.names, scene

    def holder(self, description: Description) -> Entity | None:
        """Who "the Salt Board secretary" and "Luria’s foreign minister" is: the only one of the
        article with that office."""
        doc, head = self.doc, description.head
        start, end = description.start, description.end
        if head not in PERSON_ROLES - RELATIONS or end - start < 2 or introduced(doc, head, start):
            return None
        known = description.definite or is_capital(doc, start)
        if not known or doc[start - 1].lower_ in ("a", "an"):
            return None
        own = {doc[i].lower_ for i in range(start, end) if doc[i].is_alpha}
        own -= SMALL_WORDS | ONCE | {head, "s"}
        holders = {
            person
            for person in self.scene.everybody
            if person.kind == "person" and person.role and self._holds(person, head, own)
        }
        return holders.pop() if len(holders) == 1 and own else None

    def _holds(self, person: Entity, head: str, own: set[str]) -> bool:
        role = set(words_of_role(person))
        if ("vice" in role) != ("vice" in own):
            return False
        same = head in role or (head in _HEADS and bool(_HEADS & role))
        return same and _stems(own) <= _stems(role)

    def by_role(self, head: str, of_what: str | None = None) -> Entity | None:
        """The only person of the article whose title ends with this word, or with these two."""
        title = [of_what, head] if of_what else [head]
        office = _office_of if of_what else words_of_role
        holders = {
            id(e): e
            for e in self.scene.everybody
            if e.kind == "person" and office(e)[-len(title) :] == title
        }
        return next(iter(holders.values())) if len(holders) == 1 else self._styled(head)

    def by_office(self, start: int, end: int) -> Entity | None:
        """Who "the CRA" is after "Chief River Auditor Ada Lund", if no body is called so."""
        short = self.doc[end - 1].text
        shortened = short.isupper() and 1 < len(short) < 5
        between = (self.doc[i] for i in range(start + 1, end - 1))
        alone = all(token.text.isupper() or token.lower_ in ONCE for token in between)
        if not (alone and self.doc[start].lower_ == "the" and shortened):
            return None
        named = self.names.within(end - 1, end)
        if any(self.names.entities[mention].name != short for mention in named):
            return None
        holders = {e for e in self.scene.everybody if _initials_of_office(e).endswith(short)}
        return holders.pop() if len(holders) == 1 else None

    def of_the_same(self, person: Entity, start: int, end: int) -> bool:
        """ "the commander of the Salenese navy" is not who commands the navy of Corvel, nor "the
        UAE foreign minister" the Iranian one."""
        here = COUNTRIES & {self.doc[i].lower_ for i in range(start, end)}
        theirs = COUNTRIES & set((person.role or "").lower().split())
        if here and theirs and not here & theirs:
            return False
        *_, own = (person.role or "").partition(" of ")
        return not own or self._complement(start, end) <= set(own.split())

    def _complement(self, start: int, end: int) -> set[str]:
        """The names in what somebody is the head of: "Corvel" and "Navy" of "the Corvel Navy"."""
        *_, described = self.doc[start:end].text.partition(" of ")
        return {word for word in described.split() if word[0].isupper()}

    def may_be(self, person: Entity, head: str) -> bool:
        """Whether somebody may be called so: "the premier" is not Justice Lund, nor "the judge"
        Superintendent Ek."""
        if head in JUDGES:
            other = PERSON_ROLES & set(words_of_role(person)) - _HEADS
            return not other or bool(JUDGES & other)
        return JUDGES.isdisjoint(self.styles.get(person, ()))

    @cached_property
    def styles(self) -> dict[Entity, set[str]]:
        """What people are titled right before their names: "justice" of "Justice Ada Lund"."""
        found: dict[Entity, set[str]] = {}
        for mention, entity in self.names.entities.items():
            if mention.title < mention.start and entity.kind == "person":
                found.setdefault(entity, set()).add(self.doc[mention.start - 1].lower_)
        return found

    def _styled(self, head: str) -> Entity | None:
        """The only person called "Pope" or "King"."""
        head = "pope" if head == "pontiff" else head
        if head not in _STYLES:
            return None
        called = [person for person, styles in self.styles.items() if head in styles]
        return called[0] if len(called) == 1 else None

    def styled_last(self, style: str, at: int) -> Entity | None:
        """Who was called "King" or "Duke" last, before a place."""
        called = [person for person, styles in self.styles.items() if style in styles]
        called += [e for e in self.scene.everybody if style in words_of_role(e) and e not in called]
        seen = (person for view in self.scene.in_view(at) for person in view.people)
        return next((person for person in seen if person in called), next(iter(called), None))

    def crowned(self, start: int, end: int) -> Entity | None:
        """Who "His Majesty" is: the only one who is called king, queen or the like."""
        owned = end - start == 2 and self.doc[start].lower_ in ("his", "her")
        if not owned or self.doc[start + 1].text not in ("Majesty", "Highness"):
            return None
        called = (self._styled(style) for style in sorted(_STYLES))
        return next((person for person in called if person), None)

    def relative(self, start: int, end: int) -> Entity | None:
        """Who "his wife" and "her lawyer" is, where the article names one: "Ek and his wife, Ada
        Lund"."""
        word = self.doc[end - 1].lower_
        if end - start != 2 or self.doc[start].lower_ not in OWNERS:
            return None
        return self._relatives.get(word) if word in _RELATED else None

    def of_age(self, person: Entity, *, older: bool) -> Entity | None:
        """Who "the elder Lund" is: of two Lunds whom the article calls a father."""
        surname = person.name.split()[-1]
        family = [
            e for e in self.scene.everybody if e.name.split()[-1] == surname and " " in e.name
        ]
        parents = [e for e in family if self._is_called(e, _PARENTS)]
        children = [e for e in family if self._is_called(e, _CHILDREN)]
        if len(family) != 2 or not parents + children:
            return None
        elder = parents[0] if parents else next(e for e in family if e is not children[0])
        return next(e for e in family if (e is elder) == older)

    def _is_called(self, person: Entity, relations: frozenset[str]) -> bool:
        nouns = (noun_before(self.doc, m) for m in self.scene.heads.mentions_of(person))
        return any(i > 0 and self.doc[i].lower_ in relations for i in nouns)

    @cached_property
    def _relatives(self) -> dict[str, Entity]:
        """Who is introduced as somebody's wife or lawyer, by these words, if there is but one."""
        found: dict[str, set[Entity]] = {}
        for mention, entity in self.names.entities.items():
            i = noun_before(self.doc, mention)
            if entity.kind == "person" and i > 0 and is_owned(self.doc, i):
                found.setdefault(self.doc[i].lower_, set()).add(entity)
        return {word: people.pop() for word, people in found.items() if len(people) == 1}


def _office_of(person: Entity) -> list[str]:
    """A role without what it is of: "prime minister" of "Prime Minister of Luria"."""
    words = words_of_role(person)
    end = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return words[:end]


def _initials_of_office(person: Entity) -> str:
    words = re.split(r"[\s-]+", person.role or "")
    passed = SMALL_WORDS | ONCE
    return "".join(word[0] for word in words if word.lower() not in passed and word).upper()


def _stems(words: set[str]) -> set[str]:
    """The beginnings of words: "Luria" and "Lurian" have the same."""
    return {word[:_STEM] for word in words}
