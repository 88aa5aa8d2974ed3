"""Whom a description means: "the minister" is who was introduced as one, "a farmer" is somebody
without a name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from ..names import ONCE, RELATIONS, Entity, Mention, gender_in
from ..phrases import (
    DASHES,
    DETERMINERS,
    MARKS,
    NUMBERS,
    PERSON_ROLES,
    is_capital,
    is_finite,
    is_possessive,
    phrase_end,
    phrase_start,
)
from ..sentences import Sentence
from ..vocabulary import nationalities, roles, signals
from .bodies import Bodies
from .nouns import DEMONYMS, OFFICES_IN_SHORT, Description, describe, introduced, words_of_role
from .offices import JUDGES, Offices
from .scene import NEAR, SENTENCES_BACK, Scene

_LEAD = 3  # sentences
_LEADING = 3  # tokens: "According to the"
_ANONYMOUS = frozenset({"source", "insider", "person"})
_WITH_FIELDS = frozenset({"minister", "secretary"})
_NO_FIELD = signals("no_field")
_FOR_OTHERS = signals("for_others")
_OFFICES = roles("office")
_IN_COURT = JUDGES | {"coroner", "lawyer", "prosecutor", "attorney", "officer", "detective"}
_HIGH = frozenset({"president", "governor", "minister", "mayor", "premier", "senator", "king"})
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson", "secretary", "aide"})
_ANYBODY = frozenset({"man", "woman"})
_MONITORS = frozenset({"monitor", "group", "watchdog", "charity", "organisation", "organization"})
_OF_GOD = frozenset({"man of god", "woman of god"})
_PAST = ONCE | {"late", "then"}
_FOLLOWING = 8  # sentences
_OFFICIALS = roles("office", "rank") | JUDGES | {"executive", "lawyer", "coroner", "spokesman"}
_OFFICIALS |= {"owner", "founder", "coach", "doctor"}
_LAWMAKERS = frozenset(
    {"mp", "senator", "congressman", "congresswoman", "parliamentarian", "parliament", "congress"}
)
# Who else a common name means.
_CLERGY = "cardinal patriarch archbishop bishop pastor priest prophet reverend rev imam apostle"
_KINDS = {
    "prelate": _CLERGY,
    "cleric": f"{_CLERGY} ayatollah sheikh",
    "clergyman": _CLERGY,
    "preacher": _CLERGY,
    "author": "novelist writer poet",
    "writer": "author novelist poet columnist playwright",
    "lawyer": "attorney advocate barrister solicitor counsel",
    "actor": "actress",
    "musician": "singer rapper pianist guitarist drummer",
    "singer": "musician rapper vocalist songwriter",
    "academic": "professor lecturer historian economist sociologist researcher scholar",
    "scientist": "professor physicist biologist chemist researcher climatologist geologist",
}
_CALLED = {word: _LAWMAKERS | {word} for word in ("lawmaker", "legislator", "parliamentarian")}
_CALLED |= dict.fromkeys(JUDGES, JUDGES)
_CALLED |= {word: frozenset({word, *kinds.split()}) for word, kinds in _KINDS.items()}


class Descriptions:
    """Remembers who was called what."""

    def __init__(self, doc: Doc, scene: Scene, offices: Offices, bodies: Bodies):
        self.doc, self.names = doc, doc._.names
        self.scene, self.offices, self.bodies = scene, offices, bodies
        self.called: dict[str, Entity] = {}  # whom a noun meant last

    def meant(self, start: int, end: int) -> Entity | None:
        """Whom tokens start..end mean; None if they say nothing of anybody."""
        description = describe(self.doc, start, end)
        if description is None:
            return None
        return self._known(description) or self.scene.described(description)

    def _known(self, description: Description) -> Entity | None:
        """Who has a name, or was introduced before."""
        definite = description.definite
        personal = description.kind == "unnamed" and not description.some
        if personal and (entity := self.offices.holder(description)):
            return entity
        if definite and not description.several and (entity := self._introduced_as(description)):
            return entity
        if definite and description.kind == "group" and description.end - description.start == 1:
            head = description.head  # "the researchers", "the family"
            return self._described(head) or self._spoke_as(head, "group")
        if personal and definite and (entity := self._speaker_in_office(description)):
            return entity
        if not definite and description.head in _MONITORS:
            return self._body_next(description)
        return self._named_next(description) if personal else None

    def _body_next(self, description: Description) -> Entity | None:
        """What "a war monitor" is that opens an article: the body whose name the next sentence
        begins with, "The Salt Observatory said …"."""
        sentences, now = self.doc._.sentences, self.scene.now
        if now > _LEAD or now + 1 >= len(sentences):
            return None
        opening = sentences[now + 1].start
        led = opening + (self.doc[opening].lower_ == "the")
        for mention in self.names.within(opening, led + 1):
            body = self.names.entities[mention]
            says = mention.end < len(self.doc) and is_finite(self.doc, mention.end)
            fits = body.kind == "organisation" and len(mention.words) > 1 and says
            outlet = self.doc._.outlets.within(mention.start, mention.end)
            return body if fits and not outlet else None
        return None

    def _introduced_as(self, description: Description) -> Entity | None:
        if description.kind == "unnamed":
            return self._person_introduced_as(description)
        return self.bodies.introduced(description) if description.kind == "organisation" else None

    def _person_introduced_as(self, description: Description) -> Entity | None:
        start, end = description.start, description.end
        of_what, head = self._office(description)
        if head in _ANYBODY and (unnamed := self._unnamed_speaker(head, start)):
            return unnamed
        if head == "old" or head in DEMONYMS:
            return self.still_speaking(head, start, end)  # "the 22-year-old"
        if person := self._in_view(head, of_what, start, end):
            return person
        if head in _ANONYMOUS:
            return self._described_alike(head)
        if of_what and end - start <= 2:
            in_office = self.offices.by_role(head, of_what)
            return in_office or self._in_office(head, start, end)
        if of_what or self._is_for_others(head, start, end):
            return None
        holder = self.offices.by_role(head)
        past = holder is None or self._is_past(words_of_role(holder), start)
        known = self._described(head) or (holder if past else None)
        known = known or (self._spoke_as(head) if end - start == 1 else None)
        known = known or self._still_in_office(head, start, end) or self._so_called(head, start)
        if not known and end - start == 1 and head == "official":
            known = self._office_holder(start)
        if known:
            self.called[head] = known
        return known

    def _office(self, description: Description) -> tuple[str | None, str]:
        """Of what somebody is the minister or secretary, if that is said, and the noun."""
        start, end, head = description.start, description.end, description.head
        if self.doc[start:end].text.lower() in _OF_GOD:
            return None, "preacher"
        of_what, head = OFFICES_IN_SHORT.get(head) or (self._field(head, start, end), head)
        return of_what or self._joined_to(head, start, end), head

    def _in_view(self, head: str, of_what: str | None, start: int, end: int) -> Entity | None:
        """The person in view whose role or title has the noun."""
        vice = any(token.lower_ == "vice" for token in self.doc[start:end])
        for view in self.scene.in_view(start):
            for person in view.people:
                role = words_of_role(person)
                fits = of_what in (None, *role) and self.offices.of_the_same(person, start, end)
                fits = fits and vice == ("vice" in role) and self._is_past(role, start)
                same = _CALLED.get(head, {head}) & {*role, *self.offices.styles.get(person, ())}
                if person.kind == "person" and same and fits:
                    return person
        return None

    def _is_past(self, role: list[str], start: int) -> bool:
        """Whether a role may be that of "the former minister": not where it is not said so."""
        return self.doc[start].lower_ not in ("former", "ex") or bool(_PAST & set(role))

    def _is_for_others(self, head: str, start: int, end: int) -> bool:
        """ "the lawyer of the miller", "the father of one of the men": not whoever is a lawyer, as
        "the mother of two" may be."""
        whose = self.doc[start:end].text.partition(" of ")[2]
        if whose.startswith(("one of", "another of")):
            return True
        if head in RELATIONS and whose:
            return whose.lower() not in NUMBERS
        of_whom = any(
            token.lower_ in ("of", "for") or is_capital(self.doc, token.i)
            for token in self.doc[start:end]
        )
        return head in _FOR_OTHERS and of_whom

    def _speaker_in_office(self, description: Description) -> Entity | None:
        """Who "the former mayor" is that nobody was introduced as: who has spoken just before."""
        doc, head, start = self.doc, description.head, description.start
        owned = any(
            is_possessive(doc, i) or doc[i].lower_ in ("of", "for")
            for i in range(start, description.end)
        )
        if head not in PERSON_ROLES - RELATIONS or owned or introduced(doc, head, start):
            return None
        if any(head in words_of_role(person) for person in self.scene.everybody):
            return None
        after = bool(self.scene.told) and self.scene.told[0][0] < doc[start].idx
        opens = doc._.sentences[self.scene.now].start >= start - _LEADING
        person = self.scene.spoke_last(gender_in([head]), NEAR) if opens or after else None
        fits = person is not None and " " in person.name and self.offices.may_be(person, head)
        return person if fits else None

    def _named_next(self, description: Description) -> Entity | None:
        """Who "a pilot" is that opens an article whose next paragraph begins “Ada Lund, 43, …”, or
        has “…,” Ada Lund told the court."""
        sentences, now, head = self.doc._.sentences, self.scene.now, description.head
        bare = description.definite and description.end - description.start == 1  # "the mayor"
        if head in _ANONYMOUS or now > _LEAD:
            return None
        if named := self._named_later(description):
            return named
        chief = any(
            token.lower_ == "chief" for token in self.doc[description.start : description.end]
        )
        if head in _IN_COURT and not chief:
            return None
        named = self.names.people_in(sentences[now].start, description.start)
        if named or any(view.people for view in self.scene.seen[1:]):
            return None
        for sentence in sentences[now + 1 : now + 1 + _LEAD]:
            for mention in self.names.people_in(sentence.start, sentence.end)[:1]:
                entity = self.names.entities[mention]
                fits = gender_in([head]) in (None, entity.gender) or entity.gender is None
                fits = fits and " " in entity.name
                fits = fits and self._is_introduced_bare(mention, sentence)
                return entity if fits and not (bare and mention.start > sentence.start) else None
        return None

    def _is_introduced_bare(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a name comes without what its bearer is, as of somebody described before: "[Ada
        Lund], 43, was", "[Ada Lund] (43)", "Testifying on Monday, [Ada Lund], 43, said", “No,”
        [Ada Lund] told the court."""
        doc, end = self.doc, mention.end
        if mention.title != mention.start or end + 1 >= len(doc):
            return False
        aged = doc[end].text in (",", "(") and doc[end + 1].text.isdigit()
        if mention.start == sentence.start:
            return doc[end].text == "," or aged
        before = doc[mention.start - 1].text
        said = before in MARKS and (aged or is_finite(doc, end))
        return said or (aged and before == ",")

    def _named_later(self, description: Description) -> Entity | None:
        """Who "a judge" or "the chief executive" is that opens an article: the first who is
        introduced as one."""
        sentences, now, head = self.doc._.sentences, self.scene.now, description.head
        if head not in _OFFICIALS or any(view.people for view in self.scene.seen[1:]):
            return None
        near = sentences[min(now + _FOLLOWING, len(sentences) - 1)].end
        of_what, _ = self._office(description)
        for mention in self.names.people_in(sentences[now].end, near):
            person = self.names.entities[mention]
            role = words_of_role(person)
            same = head in role and of_what in (None, *role)
            same = same or (head == "doctor" and "dr" in self.offices.styles.get(person, ()))
            same = same and self.offices.of_the_same(person, description.start, description.end)
            if same and " " in person.name:
                return person
        return None

    def _field(self, head: str, start: int, end: int) -> str | None:
        """What a minister is minister of: "health" in "the Kurdish health minister"."""
        at = next((i for i in range(start + 1, end) if self.doc[i].lower_ == head), None)
        if head not in _WITH_FIELDS or at is None:
            return None
        word = self.doc[at - 1].lower_
        party = is_capital(self.doc, at - 1) and not any(
            word in words_of_role(person) for person in self.scene.everybody
        )  # "the Liberal minister"
        return None if party or word in nationalities() | _NO_FIELD | DETERMINERS else word

    def _joined_to(self, head: str, start: int, end: int) -> str | None:
        """ "vice" in "the vice-president", "secretary" in "the secretary-general" """
        doc = self.doc
        at = next((i for i in range(start + 2, end) if doc[i].lower_ == head), None)
        return doc[at - 2].lower_ if at and doc[at - 1].text in DASHES | {"-"} else None

    def _in_office(self, head: str, start: int, end: int) -> Entity | None:
        """Who "the prime minister" is that nobody was introduced as: who is spoken of, without
        another office."""
        last = self.still_speaking(head, start, end)
        return None if last is None or last.role else last

    def _described(self, head: str) -> Entity | None:
        """ "the official" after "an official of the water board", "the researchers" after
        "researchers at Salt College"."""
        return next((e for e in self._going_by(head) if e in self.scene.new), None)

    def _spoke_as(self, head: str, kind: str = "unnamed") -> Entity | None:
        """ "the mayor", without a name, who has spoken before her deputy did; "the mother", who was
        "the victim’s mother"."""
        return next((e for e in self._going_by(head) if e.sure and e.kind == kind), None)

    def _going_by(self, head: str) -> Iterator[Entity]:
        """Who goes by a description with a noun, the last first."""
        return (e for e in reversed(self.scene.descriptions.values()) if e.head == head)

    def _described_alike(self, head: str) -> Entity | None:
        """Who "the source" is: who was called so, or the last who has no name."""
        scene = self.scene
        unnamed = [e for e in reversed(scene.descriptions.values()) if e.kind == "unnamed"]
        same = next((e for e in unnamed if e.head == head and e in scene.new), None)
        same = same or self._cited(head)
        spoke = scene.spoke[0] if scene.spoke else None
        if same or spoke is None or spoke.kind == "unnamed":
            return same or spoke
        return next((e for e in unnamed if e.sure and e in scene.new and e.head != head), None)

    def _cited(self, head: str) -> Entity | None:
        """The source in "state media, quoting [a military source], denied"."""
        doc, sentences = self.doc, self.doc._.sentences
        low, high = sentences[max(0, self.scene.now - 1)].start, sentences[self.scene.now].start
        for i in range(high - 1, low, -1):
            if doc[i].lower_ == head:
                start = phrase_start(doc, i + 1, low)
                new = doc[start].lower_ in ("a", "an", "one", "another")
                cited = describe(doc, start, phrase_end(doc, start, high)) if new else None
                return self.scene.described(cited) if cited else None
        return None

    def _unnamed_speaker(self, head: str, at: int) -> Entity | None:
        """Who "the old man" is after "a pensioner said"."""
        spoke, where = self.scene.spoke or (None, 0)
        near = where >= self.scene.now - NEAR and not introduced(self.doc, head, at)
        fits = spoke and spoke.kind == "unnamed" and spoke.gender in (None, gender_in([head]))
        return spoke if near and fits else None

    def still_speaking(self, head: str, start: int, end: int) -> Entity | None:
        """ "the lawmaker", never introduced as one, is who spoke last, if gender allows."""
        if introduced(self.doc, head, start):
            return None
        gender = gender_in([head])
        owned = any(is_possessive(self.doc, i) for i in range(start, end))
        last = self.scene.spoke_last(gender, NEAR)
        if owned and last and last.role:
            return None  # "the town's coroner" is not the minister
        if last and not self.offices.may_be(last, head):
            return None
        if last and (head not in (last.role or "") or self.offices.of_the_same(last, start, end)):
            return last
        for view in self.scene.seen[-2:][::-1]:
            for person in view.people[:1]:
                fits = gender in (None, person.gender) or person.gender is None
                fits = fits and self.offices.may_be(person, head)
                if head in (person.role or "") and not self.offices.of_the_same(person, start, end):
                    continue
                if owned and person.role:
                    continue  # "the club’s president" is not the hotel owner
                if (person.sure or person is view.subject) and person.kind == "person" and fits:
                    return person
        return None

    def _still_in_office(self, head: str, start: int, end: int) -> Entity | None:
        """Who spoke last, but no spokesman where "the president" speaks."""
        last = self.still_speaking(head, start, end)
        role = set(words_of_role(last)) if last else set()
        other = head in _HIGH and bool(role & _SPOKESMEN)
        return None if other else last

    def _office_holder(self, at: int) -> Entity | None:
        """Who "the official" is that nobody introduced: the last speaker with an office."""
        if introduced(self.doc, "official", at):
            return None
        speakers = (p for view in self.scene.seen[-SENTENCES_BACK:][::-1] for p in view.people[:1])
        return next((p for p in speakers if p.sure and _OFFICES & set(words_of_role(p))), None)

    def _so_called(self, head: str, at: int) -> Entity | None:
        """Who "the lawmaker" was before."""
        return None if introduced(self.doc, head, at) else self.called.get(head)
