"""Who is in view as an article goes on: sentence by sentence who is named, acts and speaks, and who
goes by which description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from spacy.tokens import Doc

from ..attribution import Span
from ..entities import LIKELY, NONE, SURE, share_of
from ..names import ONCE, PEOPLE, RELATIONS, Entity, Mention, gender_in
from ..phrases import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    is_finite,
    is_possessive,
    phrase_end,
    small,
)
from ..sentences import Sentence
from ..vocabulary import grammar
from .heads import Heads
from .nouns import Description, describe, head_noun

SENTENCES_BACK = 8
NEAR = 3  # sentences
JUST_NOW = 2  # sentences
_LONGEST_OPENING = 12  # tokens
_LEADING = 3  # tokens before the name that a content begins with
_LONGEST_ASIDE = 12  # tokens
_DETAILED = 4  # tokens of a description
_NAMING = frozenset({"named", "called"})
_ASKED = frozenset({"asked", "pressed", "pushed", "questioned", "quizzed", "prodded"})
_SUBORDINATORS = grammar("subordinator")
_GOVERNMENTS = frozenset({"government", "administration", "regime", "cabinet", "presidency"})


def does(doc: Doc, i: int) -> bool:
    """Whether the word right after a name says what its bearer does: "Lund [left]", "Lund [opens]
    the gate", no plural as in "Lund supporters at the gate"."""
    if is_finite(doc, i):
        return True  # or is it of somebody: "Lund[’s] coach left"
    word, after = doc[i].text, doc[i + 1 : i + 2].text.lower()
    led = after in DETERMINERS or (after in PREPOSITIONS and word not in PEOPLE)
    return word.islower() and word.endswith("s") and word[:-1] not in PERSON_ROLES and led


def is_asking(doc: Doc, start: int) -> bool:
    """Whether a phrase is who asks in "Asked by [the host Ola Ek] if she knew, Lund"."""
    by = start - 1
    while by > start - _LEADING and doc[by].text.islower() and doc[by].lower_ != "by":
        by -= 1  # "by a presenter"
    return by > 0 and doc[by].lower_ == "by" and doc[by - 1].lower_ in _ASKED


@dataclass
class View:
    """Who is in view in one sentence, the most prominent first."""

    people: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    groups: list[Entity] = field(default_factory=list)
    subject: Entity | None = None
    acting: list[Entity] = field(default_factory=list)  # people who are subjects

    def add(self, entity: Entity) -> None:
        seen = self._of_kind(entity)
        if entity not in seen:
            seen.append(entity)

    def put_first(self, entity: Entity) -> None:
        """A speaker is the most prominent of its sentence."""
        for seen in (self.people, self.organisations, self.groups):
            if entity in seen:
                seen.remove(entity)
        self._of_kind(entity).insert(0, entity)

    def _of_kind(self, entity: Entity) -> list[Entity]:
        kinds = {"person": self.people, "unnamed": self.people, "group": self.groups}
        return kinds.get(entity.kind, self.organisations)


class Resolves(Protocol):
    """Says whom any phrase means, tokens start to end, and whom a pronoun means, at its place."""

    def entity(self, start: int, end: int) -> Entity | None: ...

    def pronoun(self, word: str, at: int) -> Entity | None: ...


class Scene:
    """What the article has shown of its people and bodies up to the sentence at hand."""

    def __init__(self, doc: Doc, heads: Heads):
        self.doc, self.names, self.heads = doc, doc._.names, heads
        self.seen: list[View] = []  # the sentences before the one at hand
        self.descriptions: dict[str, Entity] = {}  # by their words in small letters
        self.new: set[Entity] = set()  # introduced as "a lawyer", not as "the lawyer"
        self.spoke: tuple[Entity, int] | None = None  # who spoke last, in which sentence
        self.told: list[Span] = []  # the content whose speaker is looked for
        self.speaking: list[Entity] = []  # who has spoken in the sentence at hand

    @property
    def now(self) -> int:
        """The number of the sentence at hand."""
        return len(self.seen)

    @property
    def here(self) -> list[Sentence]:
        """The sentence at hand and the one before it."""
        return self.doc._.sentences[max(0, self.now - 1) : self.now + 1][::-1]

    @property
    def just_spoke(self) -> Entity | None:
        """Who spoke last, if in this sentence or the one before."""
        return self.spoke[0] if self.spoke and self.spoke[1] >= self.now - 1 else None

    @cached_property
    def everybody(self) -> list[Entity]:
        """All who are named, each once."""
        return list(dict.fromkeys(self.names.entities.values()))

    def called(self, name: str, kind: str, head: str = "") -> Entity:
        """Who goes by these words: whoever did before, or somebody new."""
        return self.descriptions.setdefault(name.lower(), Entity(name, kind, head=head))

    def described(self, description: Description) -> Entity:
        """Who goes by a description and has no name."""
        name = description.name(self.doc)
        known = name.lower() in self.descriptions
        entity = self.called(name, description.kind, description.head)
        if not known:
            entity.gender = gender_in(name.lower().split())
            long = description.end - description.start >= _DETAILED
            if not description.definite or (
                long and self.doc[description.start].lower_ not in ONCE
            ):
                self.new.add(entity)
        return entity

    # -- what a sentence shows -------------------------------------------------------------------

    def view(self, start: int, end: int) -> View:
        """Who is named in tokens start..end outside of what is quoted."""
        view = View()
        owners = []
        for mention in self.names.within(start, end):
            at = self.doc[mention.start].idx
            if self.doc._.quotations.at(at) or any(low <= at < high for low, high in self.told):
                continue
            if is_asking(self.doc, mention.title):
                continue
            entity = self.names.entities[mention]
            after = min(mention.end, len(self.doc) - 1)
            leads = not is_possessive(self.doc, after) and not self._modifies(mention, after)
            if start in (mention.start, mention.title) and leads:
                view.subject = entity
            acts = entity is view.subject or self._acts(mention) or self._is_topic(mention, start)
            acts = acts and not self._is_of_government(mention)
            if entity.kind == "person" and acts:
                view.acting.append(entity)
                if is_possessive(self.doc, after):
                    owners.append(entity)
            if entity.can_speak and not self._is_of_government(mention):
                view.add(entity)
        if group := self._group_at(start, end):
            view.add(group)
        view.people.sort(key=lambda person: (person not in view.acting, person in owners))
        return view

    def _acts(self, mention: Mention) -> bool:
        """Whether a name is the subject of a clause: "At last Lund left", not "that Lund left"."""
        led = mention.title - 1
        led -= self.doc[led].lower_ in DETERMINERS and led > 0  # ", the producer Ada Lund,"
        apposed = self.doc[led].text == "," or self.doc[led].lower_ in _NAMING  # "a boy named Jay"
        apposed = apposed and self.doc[mention.end : mention.end + 1].text == ","
        follows = self._past_aside(mention) or mention.end + apposed  # "the mayor, Ada Lund, left"
        follows += self.doc[follows : follows + 1].text.lower() in ADVERBS
        acts = follows < len(self.doc) and does(self.doc, follows)
        acts = acts or self._ends_inverted(mention) or self._acts_with(mention)
        return acts and self.doc[mention.title - 1].lower_ not in RELATIVES | {"that"}

    def _modifies(self, mention: Mention, after: int) -> bool:
        """Whether a name only says whose leader somebody is: "[Salt Board] chief Ada Lund"."""
        office = self.doc[after].lower_ in PERSON_ROLES
        return office and bool(self.names.people_in(after + 1, after + 2))

    def _past_aside(self, mention: Mention) -> int | None:
        """Past an age or the like between commas: "Ada Lund[, 62, of Skail,] left"."""
        doc, end = self.doc, mention.end
        if end >= len(doc) or doc[end].text != ",":
            return None
        following = range(end + 2, min(end + _LONGEST_ASIDE, len(doc) - 1))
        commas = [i for i in following if doc[i].text == ","]
        stops = next((i for i in following if doc[i].text in (".", ";", ":")), len(doc))
        return next((i + 1 for i in commas if i < stops and is_finite(doc, i + 1)), None)

    def _acts_with(self, mention: Mention) -> bool:
        """ "[Ada Lund] and Ola Ek left." """
        joint = mention.end
        if self.doc[joint : joint + 1].text != "and":
            return False
        others = self.names.within(joint + 1, joint + _LONGEST_ASIDE)[:1]
        return any(other.title == joint + 1 and self._acts(other) for other in others)

    def _ends_inverted(self, mention: Mention) -> bool:
        """ "Less kind was Foreign Minister [Ada Lund]." """
        before, after = self.doc[mention.title - 1], self.doc[mention.end : mention.end + 1].text
        return before.lower_ in ("was", "were") and after in (".", ",")

    def _is_topic(self, mention: Mention, start: int) -> bool:
        """ "For Ada Lund, a mother of four, it makes sense." """
        return mention.title == start + 1 and self.doc[start].text in ("For", "Like")

    def _is_of_government(self, mention: Mention) -> bool:
        """Whether a name only says whose government it is: "the government of Ada Lund"."""
        of = mention.title - 1
        before = [m for m in self.names.within(max(0, of - _LONGEST_ASIDE), of) if m.end == of]
        if before and self.doc[of].lower_ == "and":
            return self._is_of_government(before[0])
        return of > 0 and self.doc[of].lower_ == "of" and self.doc[of - 1].lower_ in _GOVERNMENTS

    def _group_at(self, start: int, end: int) -> Entity | None:
        """The people a sentence or a clause before it opens with: "Farmers on the left bank were
        angrier", "Though farmers were angry,"."""
        start += small(self.doc[start]) in _SUBORDINATORS | CONJUNCTIONS
        stop = phrase_end(self.doc, start, min(end, start + _LONGEST_OPENING))
        if stop <= start or self.names.within(start, start + 1):
            return None
        head = head_noun(self.doc, start, stop)
        people = head in PEOPLE or (head.endswith("s") and head[:-1] in PERSON_ROLES)
        group = describe(self.doc, start, stop) if people else None
        return self.described(group) if group else None

    def note_opening(self, sentence: Sentence, view: View) -> None:
        """ "She left her office …" has her in view, before whom else the sentence names."""
        word = self.doc[sentence.start].text
        if word in ("He", "She") and not self.doc._.quotations.at(self.doc[sentence.start].idx):
            gender = "male" if word == "He" else "female"
            person = self.last_person(gender, sentence.start, settles=False)
            if person and person.kind == "person":
                view.put_first(person)

    # -- whom the words before have in view ------------------------------------------------------

    def in_view(self, at: int) -> Iterator[View]:
        """The sentences in view, nearest first; of the current one only what stands before."""
        view = self.view(self.doc._.sentences[self.now].start, at)
        for speaker in reversed(self.speaking):
            view.put_first(speaker)
        yield view
        yield from reversed(self.seen[-SENTENCES_BACK:])

    def last(self, kind: str, at: int) -> Entity | None:
        """The one last in view; who has spoken comes before who was only named."""
        views = list(self.in_view(at))
        named = [entity for view in views for entity in getattr(view, kind)]
        spoke = (entity for view in views[:3] for entity in getattr(view, kind) if entity.sure)
        return next(spoke, None) or next(iter(named), None)

    def spoke_last(self, gender: str | None, back: int) -> Entity | None:
        """The person who spoke last, so many sentences back, if no other has done anything since
        and gender allows."""
        if self.spoke is None:
            return None
        speaker, at = self.spoke
        since = self.seen[at + 1 :]
        others = [person for view in since for person in view.acting if person is not speaker]
        fits = gender in (None, speaker.gender) or speaker.gender is None
        near = not others and len(since) < back
        if speaker.kind == "unnamed" and gender and len(since) < JUST_NOW:
            known = speaker in self.new and speaker.head not in RELATIONS
            return speaker if fits and near and known else None
        return speaker if speaker.kind == "person" and fits and near else None

    def last_person(
        self, gender: str, at: int, *, settles: bool = True, other_than: Entity | None = None
    ) -> Entity | None:
        """The person last in view who can be meant; one known to be a person if there is any. It
        settles what that person is, "he" or "she"."""
        unsure = None
        for view in self.in_view(at):
            fitting = [p for p in view.people if p.gender in (None, gender) and p.name != "I"]
            fitting = [p for p in fitting if p is not other_than and not self._is_nobody(p)]
            known = [view.subject, *view.acting]
            sure = [person for person in fitting if person.sure or person in known]
            if sure:
                sure[0].gender = gender if settles else sure[0].gender
                return sure[0]
            unsure = unsure or next(iter(fitting), None)
        if unsure and settles:
            unsure.gender = gender
        return unsure or (self._unknown_person(gender, at) if settles else None)

    def _is_nobody(self, entity: Entity) -> bool:
        """Whether the encoder takes a name for no person's in any place: a boat."""
        mentions = self.heads.mentions_of(entity)
        if self.doc._.entity_shares is None or not mentions:
            return False
        tokens = [i for mention in mentions for i in range(mention.start, mention.end)]
        person = max(share_of(self.doc, i, "Person") for i in tokens)
        return person < NONE and all(share_of(self.doc, i, "") < LIKELY for i in tokens)

    def _unknown_person(self, gender: str, at: int) -> Entity | None:
        """Nobody in view is known for a person, but "Faivru" may well be one."""
        for view in self.in_view(at):
            for entity in view.organisations:
                mention = next(iter(self.heads.mentions_of(entity)), None)
                if mention and self.heads.looks_personal(entity, mention):
                    entity.kind, entity.gender = "person", gender
                    return entity
        return (
            self.spoke_last(None, NEAR)
            or self._told_of(gender, at)
            or self._named_later(gender, at)
        )

    def _told_of(self, gender: str, at: int) -> Entity | None:
        """Ada Lund in "[Ada Lund will go], she said", where nobody else is in view."""
        begins = self.told[0][0] if self.told else self.doc[at].idx
        for mention in self.names.people_in(self.doc._.sentences[self.now].start, at):
            person = self.names.entities[mention]
            leads = begins <= self.doc[mention.title].idx <= self.doc[mention.start].idx
            leads = leads and self.doc[max(0, mention.title - _LEADING)].idx <= begins
            if leads and person.gender in (None, gender):
                return person
        return None

    def _named_later(self, gender: str, at: int) -> Entity | None:
        """Who "she" is before anybody is named: "In what she called luck, Ada Lund won."."""
        first = self.first_named
        if first is None or first.start < at:
            return None
        person = self.names.entities[first]
        return person if person.gender in (None, gender) else None

    @cached_property
    def first_named(self) -> Mention | None:
        """The article's first person, as tagged."""
        people = self.names.people_in(0, len(self.doc))
        tagged = (m for m in people if share_of(self.doc, m.start, "Person") > SURE)
        return next(tagged, None)
