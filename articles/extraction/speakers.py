"""Who is meant by the words beside a cue: "Lund", "she", "the minister", "an official".

`Resolver` goes through the attributions in reading order and gives each source its entity; pronouns
and descriptions look back to who was last in view, nearest sentence first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .documents import (
    DOCUMENTS,
    PAPERS,
    WORKS,
    alike,
    author_after,
    author_before,
    issuer_before,
    paper_in,
)
from .entities import share_of
from .names import (
    FUNCTION_WORDS,
    ONCE,
    ORGANISATION,
    PEOPLE,
    Entity,
    Mention,
    gender_in,
    is_owned,
    is_plain_opening,
    noun_before,
)
from .phrases import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DASHES,
    DETERMINERS,
    MARKS,
    NUMBERS,
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBJECT_PRONOUNS,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    past_determiners,
    phrase_end,
    phrase_start,
    small,
)
from .sentences import Sentence
from .transcripts import ANSWERS, ASKS, role_of
from .vocabulary import grammar, nationalities, places, roles, signals

_ORGANISED = signals("organised")
_OWNED = signals("owned")
_RELATIONS = roles("relation")
_ADDRESSED = frozenset({"dr", "prof", "mr", "mrs", "ms", "eng", "engr", "sheikh"})
_SENTENCES_BACK = 8
_NEAR = 3  # sentences
_JUST_NOW = 2  # sentences
_ENOUGH = 20  # mentions that are asked whether they are a person's
_WRITINGS = WORKS | DOCUMENTS | {"document"}
_ISSUED = DOCUMENTS | {"analysis", "study"}
# What an organisation is called that was named before.
_CALLED_SO = signals("called_so")
_FIRMS = frozenset({"company", "firm", "airline", "label", "retailer", "carrier", "publisher"})
_OF_THE_STATE = frozenset(
    {"government", "ministry", "department", "police", "court", "parliament", "council", "army"}
)
_LEAD = 3  # sentences
_STEM = 4  # letters
_LEADING = 3  # tokens: "According to the"
_SMALL_WORDS = PREPOSITIONS | DETERMINERS | CONJUNCTIONS
_HEADS = frozenset({"head", "chief", "president", "director", "chair", "chairman", "boss"})
_ARMED = frozenset({"army", "military", "forces"})
_WATCHING = frozenset({"body", "watchdog", "side"})  # "the health body"
_LEAD_IN = 6  # tokens from "an interview" to the outlet
_DETAILED = 4  # tokens of a description
_ANONYMOUS = frozenset({"source", "insider", "person"})
_UNRELATED = frozenset({"man", "woman", "boy", "girl", "person", "friend", "mr", "mrs"})
_RELATED = (_RELATIONS | PERSON_ROLES) - _UNRELATED  # who is somebody's: "his wife", "her lawyer"
_STYLES = frozenset({"pope", "king", "queen", "emir", "sultan", "prince", "princess", "sheikh"})
_BESIDE = frozenset({"and", "fellow", "his", "her", "the"})
_PAIRS = frozenset({"duo", "pair", "two", "both", "couple", "trio"})
_LANDS = frozenset({"country", "nation", "capital", "region", "city", "state", "province"})
_ANEW = frozenset({"a", "an", "another", "separate"})
_NEW = frozenset({"a", "an", "his", "her", "its", "their"})  # before what was not named before
# What stands before an outlet's name: "the state-run Global Era", "state-owned Channel 5".
_STATE_RUN = frozenset({"state", "government", "privately", "-", "run", "owned", "controlled"})
# "people familiar with the matter"
_AFTER_NOUNS = frozenset({"familiar", "close", "privy", "present"})
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "i"}
_REPORTED = frozenset({"reported", "reports"})
_WITH_FIELDS = frozenset({"minister", "secretary"})
_NO_FIELD = signals("no_field")
_FOR_OTHERS = signals("for_others")
_LONGEST_CHUNK = 3  # tokens
_SUBORDINATORS = grammar("subordinator")
_COUNTRIES = nationalities() | places() | {"us", "u.s.", "uk", "u.k.", "uae", "eu", "un"}
_BOOKS = frozenset({"book", "novel", "memoir", "study", "paper", "documentary", "film", "essay"})
_OFFICES = roles("office")
_LAWMAKERS = frozenset(
    {"mp", "senator", "congressman", "congresswoman", "parliamentarian", "parliament", "congress"}
)
# Who else an office's common name means.
_JUDGES = frozenset({"judge", "justice", "magistrate"})
_CALLED = {word: _LAWMAKERS | {word} for word in ("lawmaker", "legislator", "parliamentarian")}
_CALLED |= dict.fromkeys(_JUDGES, _JUDGES)
_SIDES = frozenset({"ruling", "opposition", "governing"})
_SHORT = {"pm": ("prime", "minister"), "cm": ("chief", "minister")}  # offices in two letters
_NONE, _DOUBTED, _LIKELY, _SURELY = 0.1, 0.2, 0.5, 0.7  # of a tag
_INITIALS = frozenset(word.upper() for word in _SHORT)
_HOUSES = frozenset({"parliament", "congress"})
_GOVERNMENTS = frozenset({"government", "administration", "regime", "cabinet", "presidency"})
_JOINS = signals("joins")
_OF_HOW_MANY = frozenset({"three", "four", "five", "ten", "3", "4", "5", "10"})  # one in ten
_SOME = frozenset({"most", "others", "another", "few", "both"})
_NAMELY = frozenset({"mainly", "namely", "notably", "especially", "particularly"})
_ENDING = frozenset({"who", "whose", "which", "that", "in", "on", "during"})  # a description
_NAMING = frozenset({"name", "named", "gave", "called", "known", "identified", "introduced"})
_FAR_BEFORE = 6  # tokens
_LONGEST_OPENING = 24  # tokens
_FAR = 12  # tokens between a name and its "who"
_PRONOUN_KINDS = {"he": "unnamed", "she": "unnamed", "they": "group"}


@Language.factory("on_record_speakers")
def create_speakers(nlp: Language, name: str):
    """Gives every attribution its `speaker`."""

    def component(doc: Doc) -> Doc:
        Resolver(doc).resolve_all(doc._.attributions)
        return doc

    return component


@dataclass
class _Seen:
    """Who was in view in one sentence, the most prominent first."""

    sentence: int
    people: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    groups: list[Entity] = field(default_factory=list)
    subject: Entity | None = None
    acting: list[Entity] = field(default_factory=list)  # people who are subjects


class Resolver:
    """Goes through sentences and attributions in reading order; remembers who is in view."""

    def __init__(self, doc: Doc):
        self.doc, self.names = doc, doc._.names
        self.seen: list[_Seen] = []
        self.descriptions: dict[str, Entity] = {}
        self.called: dict[str, Entity] = {}
        self.answering: Entity | None = None
        self.initials: dict[str, Entity] | None = None
        self.mentions: dict[Entity, list[Mention]] | None = None
        self.issued: dict[str, Entity] = {}
        self.pair: Entity | None = None  # several who spoke as one
        self.new: set[Entity] = set()  # introduced as "a lawyer", not as "the lawyer"
        self.spoke: tuple[Entity, int] | None = None  # who spoke last, in which sentence
        self.wrote: tuple[Entity, int] | None = None  # whose document spoke last, and where
        self.told: list[tuple[int, int]] = []  # the content whose speaker is looked for
        self.speaking: list[Entity] = []  # who has spoken in the sentence at hand

    @cached_property
    def everybody(self) -> list[Entity]:
        """All who are named, each once."""
        return list(dict.fromkeys(self.names.entities.values()))

    def resolve_all(self, attributions: list[Attribution]) -> None:
        by_sentence: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
        for sentence in self.doc._.sentences:
            view = self._view(sentence.start, sentence.end)
            known: dict[tuple[int, int] | None, Entity | None] = {}
            self.speaking = []
            for attribution in by_sentence.get(sentence.start, []):
                source = attribution.source  # one word is one speaker, "he said, adding"
                attribution.speaker = known.get(source) or self._speaker(attribution)
                if source:
                    known[source] = attribution.speaker
                self._remember(attribution, by_sentence[sentence.start], view)
            self._issue(sentence, by_sentence.get(sentence.start, []), view)
            self._note_authors(sentence)
            self._note_opening(sentence, view)
            self.seen.append(view)

    def _remember(self, attribution: Attribution, own: list[Attribution], view: _Seen) -> None:
        """Have who speaks in view, and as who spoke last."""
        speaker = attribution.speaker
        if speaker is None:
            return
        if attribution.source:
            speaker.sure = True
            cue = attribution.cue
            if cue and self.doc[cue.start].lower_ in _REPORTED and speaker.kind == "organisation":
                self.issued.update(dict.fromkeys(alike("report"), speaker))
            if _is_told(self.doc, attribution, own) or _is_agent(self.doc, attribution):
                return
            self._note(view, speaker)
            word = self.doc[attribution.source[0]].lower_
            if speaker.kind == "group" or (speaker.kind == "person" and word != "they"):
                self.speaking.append(speaker)
        self.spoke = speaker, len(self.seen)

    def _issue(self, sentence: Sentence, own: list[Attribution], view: _Seen) -> None:
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

    def _publishing(self, document: int, low: int) -> Entity | None:
        """Who "unveiled a report", if somebody with a name."""
        issuer = issuer_before(self.doc, document, low)
        return self._named(*issuer) if issuer else None

    def _note_opening(self, sentence: Sentence, view: _Seen) -> None:
        """ "She left her office …" has her in view, before whom else the sentence names."""
        word = self.doc[sentence.start].text
        if word in ("He", "She") and not self.doc._.quotations.at(self.doc[sentence.start].idx):
            gender = "male" if word == "He" else "female"
            person = self._last_person(gender, sentence.start, settles=False)
            if person and person.kind == "person":
                self._note(view, person)

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
            elif paper in WORKS and self.doc[start].lower_ in _ANEW:
                for word in alike(paper):
                    self.issued.pop(word, None)

    def _view(self, start: int, end: int) -> _Seen:
        view = _Seen(start)
        for mention in self.names.within(start, end):
            at = self.doc[mention.start].idx
            if self.doc._.quotations.at(at) or any(low <= at < high for low, high in self.told):
                continue
            entity = self.names.entities[mention]
            if start in (mention.start, mention.title):
                view.subject = entity
            if entity.kind == "person" and (entity is view.subject or self._acts(mention)):
                view.acting.append(entity)
            if entity.can_speak and not self._is_of_government(mention):
                self._add(view, entity)
        if group := self._group_at(start, end):
            self._add(view, group)
        return view

    def _acts(self, mention: Mention) -> bool:
        """Whether a name is the subject of a clause: "At last Lund left", not "that Lund left"."""
        apposed = (
            self.doc[mention.title - 1].text == "," == self.doc[mention.end : mention.end + 1].text
        )
        follows = mention.end + apposed  # "the mayor, Ada Lund, left"
        follows += self.doc[follows : follows + 1].text.lower() in ADVERBS
        acts = follows < len(self.doc) and is_finite(self.doc, follows)
        return acts and self.doc[mention.title - 1].lower_ not in RELATIVES | {"that"}

    def _is_of_government(self, mention: Mention) -> bool:
        """Whether a name only says whose government it is: "the government of Ada Lund"."""
        of = mention.title - 1
        return of > 0 and self.doc[of].lower_ == "of" and self.doc[of - 1].lower_ in _GOVERNMENTS

    def _group_at(self, start: int, end: int) -> Entity | None:
        """The people a sentence or a clause before it opens with: "Farmers on the left bank were
        angrier", "Though farmers were angry,"."""
        start += small(self.doc[start]) in _SUBORDINATORS
        stop = phrase_end(self.doc, start, min(end, start + 12))
        if stop <= start or self.names.within(start, start + 1):
            return None
        head = self._head_noun(start, stop)
        people = head in PEOPLE or (head.endswith("s") and head[:-1] in PERSON_ROLES)
        return self._description(start, stop) if people else None

    def _add(self, view: _Seen, entity: Entity) -> None:
        kinds = {"person": view.people, "unnamed": view.people, "group": view.groups}
        seen = kinds.get(entity.kind, view.organisations)
        if entity not in seen:
            seen.append(entity)

    def _note(self, view: _Seen, entity: Entity) -> None:
        """A speaker is the most prominent of its sentence."""
        for seen in (view.people, view.organisations, view.groups):
            if entity in seen:
                seen.remove(entity)
        kinds = {"person": view.people, "unnamed": view.people, "group": view.groups}
        kinds.get(entity.kind, view.organisations).insert(0, entity)

    def _speaker(self, attribution: Attribution) -> Entity | None:
        if attribution.source is None:
            return attribution.carried.speaker if attribution.carried else None
        if attribution.rule == "turn":
            return self._labelled(*attribution.source)
        if self._is_impersonal(*attribution.source):
            return None
        self.told = attribution.content
        entity = self._speaks_on(attribution) or self.entity(*attribution.source)
        self.told = []
        return entity

    def _speaks_on(self, attribution: Attribution) -> Entity | None:
        """Who spoke last, for "[The mill is safe], he said"."""
        start, end = attribution.source or (0, 0)
        word = self.doc[start].lower_
        gender = {"he": "male", "she": "female"}.get(word)
        before = attribution.start < self.doc[start].idx
        if not before or end - start > 1:
            return None
        if word == "it" and self.spoke and self.spoke[1] == len(self.seen) - 1:
            return self.spoke[0] if self.spoke[0].kind == "organisation" else None
        if gender is None:
            return None
        speaker = self._spoke_last(gender, _SENTENCES_BACK)
        if speaker is not None:
            speaker.gender = gender
        return speaker

    def _spoke_last(self, gender: str | None, back: int) -> Entity | None:
        """The person who spoke last, so many sentences back, if no other has done anything since
        and gender allows."""
        if self.spoke is None:
            return None
        speaker, at = self.spoke
        since = self.seen[at + 1 :]
        others = [person for view in since for person in view.acting if person is not speaker]
        fits = gender in (None, speaker.gender) or speaker.gender is None
        near = not others and len(since) < back
        if speaker.kind == "unnamed" and gender and len(since) < _JUST_NOW:
            known = speaker in self.new and speaker.head in PERSON_ROLES - _RELATIONS
            return speaker if fits and near and known else None
        return speaker if speaker.kind == "person" and fits and near else None

    def _is_impersonal(self, start: int, end: int) -> bool:
        """ "It is not suggested that …" and "It's widely held that …" are nobody's report."""
        words = [token.lower_ for token in self.doc[start + 1 : end + _LONGEST_CHUNK]]
        passive = (
            words[:1] and words[0] in BE | {"'s", "’s"} and any(w.endswith("ed") for w in words)
        )
        alone = all(
            word in BE | ADVERBS | {"'s", "’s"} or word.endswith("ly")
            for word in words[: end - start - 1]
        )
        return bool(passive) and alone and self.doc[start].lower_ == "it"

    # -- labels of a transcript ------------------------------------------------------------------

    def _labelled(self, start: int, end: int) -> Entity | None:
        """Who a label means: "TAPPER", "Gov. Fallin", "Q", "Moderator", or initials."""
        label = self.doc[start:end].text.rstrip(".")
        if role_of(label) in ANSWERS:
            return self._answering(start)
        if role_of(label) in ASKS:
            role = role_of(label)
            name = "interviewer" if role in ("q", "question") else role
            if name == "interviewer" and (outlet := self._interviewing(start)):
                return outlet
            return self.descriptions.setdefault(name, Entity(name, "unnamed"))
        if entity := self._by_initials(label):
            return entity
        entity = self.entity(start, end)
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
                return self._outlet(outlet.start, outlet.end)
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
        if not label.isupper() or not 2 <= len(label) <= 4:
            return None
        if self.initials is None:
            self.initials = {}
            for entity in self.everybody:
                words = entity.name.split()
                if len(words) > 1:
                    initials = "".join(word[0] for word in words).upper()
                    self.initials.setdefault(initials, entity)
                    self.initials.setdefault("T" + initials, entity)
        return self.initials.get(label)

    def entity(self, start: int, end: int) -> Entity | None:
        """Who the phrase of tokens start..end means."""
        doc = self.doc
        while start < end - 1 and doc[start].is_space:
            start += 1
        while start < end - 1 and doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and is_possessive(doc, end - 1):
            end -= 1  # "Lund’s claim that …"
        end = self._before_bracket(start, end)
        if start and doc[start - 1].lower_ in SUBJECT_PRONOUNS:
            start -= any(m.end > start for m in self.names.within(start - 1, start))  # "He Lian"
        word = _OWNERS.get(doc[start].lower_, small(doc[start]))
        if (
            end - start == 1
            and not self.names.within(start, end)
            and (entity := self._pronoun(word, start))
        ):
            return entity
        if entity := self._handle(start, end):
            return entity
        if entity := self._outlet(start, end):
            return entity
        if entity := self._publisher(start, end) or self._titled(start, end):
            return entity
        if entity := self._author(start, end) or self._owner(start, end):
            self.wrote = entity, len(self.seen)
            return entity
        if entity := self._house(start, end):
            return entity
        if end - start == 2 and word == "the" and (one := self._of_two(start)):
            return one
        if self.pair and doc[end - 1].lower_ in _PAIRS and start == end - 1 - (word == "the"):
            return self.pair
        if entity := self._issuer(start, end):
            return entity
        if entity := self._together(start, end) or self._people_together(start, end):
            return entity
        if entity := self._enumerated(start, end):
            return entity
        if entity := self._crowned(start, end) or self._by_office(start, end):
            return entity
        if (entity := self._named_last(start, end)) is not None:
            return entity
        mention = self._head_name(start, end)
        if mention and not self._is_office(mention, start, end):
            entity = self.names.entities[mention]
            if entity.kind != "person" and (
                self._has_personal_title(mention) or self._looks_personal(entity, mention)
            ):
                entity.kind = "person"
            return entity
        if (entity := self._named_after(start, end)) is not None:
            return entity
        return self._relative(start, end) or self._description(start, end)

    def _relative(self, start: int, end: int) -> Entity | None:
        """Who "his wife" and "her lawyer" is, where the article names one: "Ek and his wife, Ada
        Lund"."""
        word = self.doc[end - 1].lower_
        if end - start != 2 or self.doc[start].lower_ not in _OWNERS:
            return None
        return self.relatives.get(word) if word in _RELATED else None

    @cached_property
    def relatives(self) -> dict[str, Entity]:
        """Who is introduced as somebody's wife or lawyer, by these words, if there is but one."""
        found: dict[str, set[Entity]] = {}
        for mention, entity in self.names.entities.items():
            i = noun_before(self.doc, mention)
            if entity.kind == "person" and i > 0 and is_owned(self.doc, i):
                found.setdefault(self.doc[i].lower_, set()).add(entity)
        return {word: people.pop() for word, people in found.items() if len(people) == 1}

    def _crowned(self, start: int, end: int) -> Entity | None:
        """Who "His Majesty" is: the only one who is called king, queen or the like."""
        owned = end - start == 2 and self.doc[start].lower_ in ("his", "her")
        if not owned or self.doc[start + 1].text not in ("Majesty", "Highness"):
            return None
        called = (self._styled(style) for style in sorted(_STYLES))
        return next((person for person in called if person), None)

    def _by_office(self, start: int, end: int) -> Entity | None:
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
        holders = {e for e in self.everybody if _initials_of_office(e) == short}
        return holders.pop() if len(holders) == 1 else None

    def _is_office(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a name is but what somebody is: "the Skail South MP", "the Crown Prince"."""
        last = self.doc[end - 1]
        named = len(mention.words) > 1 and self.names.entities[mention].kind != "person"
        whole = self.doc[start].lower_ == "the" and mention.end == end
        return named and whole and last.lower_ in PERSON_ROLES and last.text[0].isupper()

    def _before_bracket(self, start: int, end: int) -> int:
        """Where a phrase ends before the bracket at its end: "Lund (倫德)"."""
        opening = next((i for i in range(end - 1, start, -1) if self.doc[i].text == "("), None)
        inner = self.doc[opening:end].text.rstrip(")") if opening else ")"
        return opening if opening and ")" not in inner else end

    def _of_two(self, start: int) -> Entity | None:
        """Whom "the latter" and "the former" mean: of two people before it in its sentence, or in
        the one before."""
        which = self.doc[start + 1].lower_
        sentences = self.doc._.sentences
        if which not in ("latter", "former"):
            return None
        now = len(self.seen)
        for sentence in sentences[max(0, now - 1) : now + 1][::-1]:
            people = self.names.people_in(sentence.start, min(sentence.end, start))
            found = list(dict.fromkeys(self.names.entities[mention] for mention in people))
            if found:
                return found[which == "latter"] if len(found) == 2 else None
        return None

    def _handle(self, start: int, end: int) -> Entity | None:
        """ "one Twitter user @ada_lund" goes by that name, where the article gives no other."""
        handle = next((w for w in self.doc[start:end].text.split() if w.startswith("@")), "")
        if len(handle) < 2 or self.names.people_in(start, end):
            return None
        name = handle.rstrip(",.;:)")
        return self.descriptions.setdefault(name.lower(), Entity(name, "person"))

    def _outlet(self, start: int, end: int) -> Entity | None:
        """ "the Corvel news agency", all of the phrase, is an outlet with a name."""
        start = past_determiners(self.doc, start, end)
        while start < end and self.doc[start].lower_ in _STATE_RUN:
            start += 1
        outlet = next(iter(self.doc._.outlets.within(start, end)), None)
        if outlet is None or not outlet.named or outlet.start > start or outlet.end < end:
            return None
        for mention in self.names.within(outlet.start, outlet.end):
            entity = self.names.entities[mention]
            if entity.name == outlet.name:
                entity.kind = "organisation"
                return entity
        entity = Entity(outlet.name, "organisation", head=self.doc[outlet.end - 1].lower_)
        return self.descriptions.setdefault(outlet.name.lower(), entity)

    def _publisher(self, start: int, end: int) -> Entity | None:
        """Whose "a recent Corvel Post survey of voters" or "a report by the Corvel Post" is."""
        if self._head_noun(start, end) not in WORKS:
            return None
        outlets = self.doc._.outlets.within(start, end)
        if len(outlets) != 1:
            return None
        if outlets[0].named:
            return self._outlet(outlets[0].start, outlets[0].end)
        return self._description(outlets[0].start, outlets[0].end)  # "Benuan media reports"

    def _author(self, start: int, end: int) -> Entity | None:
        """Who wrote "a statement by Lund" or "the latest Salt Board data", where that is named."""
        paper = paper_in(self.doc, start, end)
        if paper is None:
            return None
        beyond = self.doc._.sentences[min(len(self.seen), len(self.doc._.sentences) - 1)].end
        for stop in (end, beyond):
            if (after := author_after(self.doc, paper, stop)) is not None:
                return self._named(after, phrase_end(self.doc, after, stop))
        before = author_before(self.doc, paper, start)
        if before is None and self._is_of_body(paper, start):
            return self._description(start, paper)
        return self.names.entities[before] if before else None

    def _owner(self, start: int, end: int) -> Entity | None:
        """Whose "its statement" and "his latest letter" is."""
        pronoun = _OWNERS.get(self.doc[start].lower_)
        if pronoun is None or paper_in(self.doc, start + 1, end) != end - 1:
            return None
        owner = self._pronoun(pronoun, start)
        return owner if owner and owner.name[:1].isupper() else None

    def _is_of_body(self, paper: int, start: int) -> bool:
        """ "the club statement" """
        body = self.doc[paper - 1]
        alone = paper - start == 2 and self.doc[start].lower_ == "the"
        return alone and body.text.islower() and body.lower_ in _CALLED_SO

    def _named(self, start: int, end: int) -> Entity | None:
        """Who a phrase means if that is somebody with a name; no land, no date."""
        author = self.entity(start, end)
        if author is None or not author.can_speak or not author.name[:1].isupper():
            return None
        if any(letter.isdigit() for letter in author.name):
            return None  # "a release from Jan. 12"
        return None if author.name.split()[-1].lower() in _LANDS else author

    def _issuer(self, start: int, end: int) -> Entity | None:
        """Whose "the report", "this survey" and "the country report" is."""
        paper = self.doc[end - 1].lower_
        known = self.doc[start].lower_ in ("the", "this", "that") and 2 <= end - start <= 3
        known = known or (end - start == 1 and paper.endswith("s"))  # "Statistics also show"
        named = end - start == 3 and is_capital(self.doc, start + 1)
        if not known or named or paper not in self.issued:
            return None
        self.wrote = self.issued[paper], len(self.seen)
        return self.wrote[0]

    def _writing_on(self) -> Entity | None:
        """Whose document "it" is after "The report said …"."""
        if self.wrote is None or self.spoke is None or self.wrote[0] is not self.spoke[0]:
            return None
        if min(self.wrote[1], self.spoke[1]) < len(self.seen) - 1:
            return None
        self.wrote = self.wrote[0], len(self.seen)
        return self.wrote[0]

    def _titled(self, start: int, end: int) -> Entity | None:
        """What "the 2007 book “Pears and Plums,” by Ada Lund" is called."""
        doc = self.doc
        mark = next((i for i in range(start, end) if doc[i].text in MARKS), None)
        title = doc._.quotations.at(doc[mark].idx) if mark is not None else None
        if title is None or mark is None or doc[max(mark - 1, start)].lower_ not in _BOOKS:
            return None
        name = doc._.text[title.start : title.end].rstrip(",. ")
        return self.descriptions.setdefault(name.lower(), Entity(name, "organisation"))

    def _house(self, start: int, end: int) -> Entity | None:
        """ "the Prince of Skail Heritage Centre" is no prince, "the Prosecutor’s Office" no name
        and an office."""
        start = past_determiners(self.doc, start, end)
        name = self.doc[start:end]
        owned = end - 2 > start and is_possessive(self.doc, end - 2)
        owner = end - 3 if owned else start
        within = (t for t in name if t.i != owner + 1 or not owned)
        capitals = all(is_capital(self.doc, t.i) or t.lower_ in _JOINS for t in within)
        role = len(name) > 2 and self.doc[owner].lower_ in PERSON_ROLES
        role = role and not self.names.people_in(start, end)  # "Professor Ada Lund of Salt College"
        if not (role and capitals and name[-1].lower_ in ORGANISATION):
            return None
        return self.descriptions.setdefault(name.text.lower(), Entity(name.text, "organisation"))

    def _named_after(self, start: int, end: int) -> Entity | None:
        """Who "its editor" is in "its editor, Ruth Amadi,"."""
        doc = self.doc
        if (
            end >= len(doc) - 1
            or doc[end].text != ","
            or self._head_noun(start, end) not in PERSON_ROLES
        ):
            return None
        after = self.names.people_in(end + 1, end + 2)
        return self.names.entities[after[0]] if after else None

    def _named_last(self, start: int, end: int) -> Entity | None:
        """Who "the minister of trade and crafts Ola Ek" is; "a lawyer for Ola Ek" is somebody
        else."""
        doc = self.doc
        end = self._before_clause(start, end)
        mentions = self.names.within(start, end)
        if not mentions or mentions[-1].end != end or not self._is_full_name(mentions[-1]):
            return None
        if self._is_named_before(mentions[-1], start):
            return self._in_role(mentions[-1], start, mentions[-1].start)
        first = self._past_field(mentions[-1])
        if doc[mentions[-1].start - 1].lower_.rstrip(".") in _ADDRESSED:
            first = mentions[-1].start - 1  # "of the Salt Court Dr. Ada Lund"
        before = doc[first - 1]
        joined = before.lower_ in PREPOSITIONS | DETERMINERS | CONJUNCTIONS or before.text in STOPS
        leads = (i for i in range(start + 1, first) if doc[i].lower_ in PREPOSITIONS)
        head = next((i for i in leads if doc[i - 1].lower_ in PERSON_ROLES), start)
        if head == start or joined or is_possessive(doc, first - 1):
            return None
        told = any(t.text == "," or t.lower_.endswith("ing") for t in doc[start:head])
        if told or self.names.people_in(start, head):
            return None
        return self._in_role(mentions[-1], start, first)

    def _in_role(self, person: Mention, start: int, end: int) -> Entity:
        """The person with a name, whose role the words start..end say."""
        entity = self.names.entities[person]
        start = past_determiners(self.doc, start, end)
        entity.kind, entity.sure = "person", True
        entity.role = entity.role or self.doc[start:end].text.removesuffix(" H E")
        return entity

    def _is_named_before(self, person: Mention, start: int) -> bool:
        """Whether nothing but a body's or an office's name in capitals stands before a person, as
        the encoder tags it: "Board of Salt for Luria chair Ada Lund"."""
        doc, before = self.doc, person.start - 1
        tagged = share_of(doc, person.start, "Person") > _SURELY
        start = past_determiners(doc, start, person.start)
        if not tagged or start >= before or not is_capital(doc, start):
            return False
        ends = is_capital(doc, before) or doc[before].lower_ in PERSON_ROLES
        joins = _JOINS | {"to"} | PERSON_ROLES
        named = all(
            is_capital(doc, i) or doc[i].lower_ in joins for i in range(start, person.start)
        )
        others = (m for m in self.names.within(start, person.start) if m is not person)
        alone = all(share_of(doc, m.start, "Person") < _SURELY for m in others)
        of_body = any(doc[i].lower_ in PREPOSITIONS for i in range(start, before))
        return ends and named and alone and of_body

    def _before_clause(self, start: int, end: int) -> int:
        """Where a phrase ends before a comma at its end, or before ", who is a baker"."""
        doc = self.doc
        clause = (i for i in range(start + 1, end - 1) if doc[i].text == ",")
        relative = next((i for i in clause if doc[i + 1].lower_ in RELATIVES), end)
        return relative - (relative == end and doc[end - 1].text == ",")

    def _past_field(self, mention: Mention) -> int:
        """Where a name begins with its title; without what its bearer is minister of ("of Justice
        Ada Lund")."""
        first = mention.title
        office = first > 1 and self.doc[first - 1].lower_ == "of"
        office = office and self.doc[first - 2].lower_ in PERSON_ROLES
        return mention.start if office and mention.start - first == 1 else first

    def _is_full_name(self, mention: Mention) -> bool:
        return mention.kind.startswith("person") and " " in self.names.entities[mention].name

    def _looks_personal(self, entity: Entity, mention: Mention) -> bool:
        """A single name that speaks without an article is a person's, unless it is an acronym, a
        place, an outlet or has what only organisations have ("Corvel shares")."""
        doc, word = self.doc, entity.name
        if (
            " " in word
            or word.isupper()
            or not word.isalpha()
            or any(letter.isupper() for letter in word[1:])
            or not entity.can_speak
            or mention.title < mention.start
            or doc[mention.start - 1].lower_ in DETERMINERS
            or is_possessive(doc, mention.start - 1)
            or doc[mention.end : mention.end + 1].text.isdigit()
            or word.lower() in ORGANISATION | PEOPLE | _ORGANISED | nationalities()
        ):
            return False
        return not self.doc._.outlets.within(mention.start, mention.end) and not any(
            self._is_of_organisation(other) for other in self._mentions_of(entity)
        )

    def _mentions_of(self, entity: Entity) -> list[Mention]:
        if self.mentions is None:
            self.mentions = {}
            for mention, named in self.names.entities.items():
                self.mentions.setdefault(named, []).append(mention)
        return self.mentions.get(entity, [])[:_ENOUGH]

    def _is_of_organisation(self, mention: Mention) -> bool:
        doc = self.doc
        after = doc[mention.end].lower_ if mention.end < len(doc) else ""
        before = doc[mention.start - 1].lower_ if mention.start else ""
        return after in _OWNED or before in ("the", "company", "firm", "group", "giant", "at")

    def _has_personal_title(self, mention: Mention) -> bool:
        return any(
            self.doc[i].lower_.rstrip(".") in PERSON_ROLES
            for i in range(mention.title, mention.start)
        )

    def _head_name(self, start: int, end: int) -> Mention | None:
        """The name that the phrase is about: "Lund" in "Lund, who leads the Board", none in
        "a spokesman for the Board" or "Lund's lawyer"."""
        doc = self.doc
        inside = [m for m in self.names.within(start, end) if not self._bracketed(m, start)]
        fitting: list[Mention] = []
        for mention in inside:
            after = doc[mention.end] if mention.end < len(doc) else None
            if mention.end < end and is_possessive(doc, mention.end):
                continue
            first = mention.title
            while first > start and doc[first - 1].lower_ in DETERMINERS:
                first -= 1
            last = self._is_last(mention, end) and self.names.entities[mention].kind == "person"
            of_body = self._owned(mention, start) or self._ranked(mention, start)
            of_body = of_body or self._called(mention, start)
            if last and (of_body or self._heads(mention, start, end)):
                return mention
            if self._inside_adjunct(start, first) or self._told_of(mention, start):
                continue
            if self._is_field(mention, end):
                continue
            if not fitting and self._is_second(mention, start, first):
                continue
            modifies = (
                mention.end < end
                and after is not None
                and after.text[:1].isalpha()
                and after.text.islower()
                and after.lower_ not in FUNCTION_WORDS | ONCE
            )
            if not modifies:
                fitting.append(mention)
        people = [
            m
            for m in fitting
            if self.names.entities[m].kind == "person" or self._has_personal_title(m)
        ]
        if fitting and fitting[0].title <= start + 1 and not people[:1]:
            return fitting[0]
        speaking = [m for m in fitting if self.names.entities[m].can_speak]
        return next(iter(people or speaking), None)

    def _is_last(self, person: Mention, end: int) -> bool:
        """Whether all of a phrase that follows a name is where its bearer is from, or set off."""
        after = self.doc[person.end : end]
        from_there = len(after) > 1 and after[0].lower_ in ("of", "from")
        from_there = from_there and all(word.is_title for word in after[1:])
        return not len(after) or after[0].text == "," or from_there

    def _inside_adjunct(self, start: int, first: int) -> bool:
        """Whether a preposition stands before it: "farmers in the county's Jian district"; not of
        "the Board of Salt (BS) Chief Ada Lund"."""
        as_named = self.doc[first - 1].lower_ == "as" and self._names_itself(start, first)
        if self.doc[first - 1].text == ")" or as_named:
            return False
        for i in range(first - 1, start - 1, -1):
            if self.doc[i].text == ",":
                return False
            if self.doc[i].lower_ in PREPOSITIONS | _NAMELY and not self._is_rank(i):
                return True
        return False

    def _is_field(self, mention: Mention, end: int) -> bool:
        """Whether it is half of a ministry: "Deputy Youth and Sports Minister Ada Ek"."""
        after = self.names.people_in(mention.end + 1, end)
        field = len(mention.words) == 1 or self._is_no_one(mention)
        joined = self.doc[mention.end].lower_ == "and" and field
        return joined and any(m.title == mention.end + 1 and m.start > m.title + 1 for m in after)

    def _is_no_one(self, mention: Mention) -> bool:
        """ "Natural Resources", neither a person nor a body."""
        named = mention.kind == "person" or ORGANISATION & {word.lower() for word in mention.words}
        return not named and share_of(self.doc, mention.start, "Person") < _DOUBTED

    def _is_second(self, mention: Mention, start: int, first: int) -> bool:
        """Whether others without a name stand before: "the ministry and the Board of Salt"."""
        person = self.names.entities[mention].kind == "person"
        return not person and first - 1 > start + 1 and self.doc[first - 1].lower_ == "and"

    def _is_rank(self, i: int) -> bool:
        """The "Under" of "Under Secretary Lund"."""
        return is_capital(self.doc, i) and self.doc[i + 1].lower_ in PERSON_ROLES

    def _told_of(self, mention: Mention, start: int) -> bool:
        """Whether a clause about the speaker names it: "the mayor who spoke at Corvel Hall", "a man
        who supports Ada Lund"; but "a man who gave his name as Lund" is Lund."""
        before = self.doc[start : mention.start]
        told = any(token.lower_ in RELATIVES for token in before)
        if not told or self.names.entities[mention].kind != "person":
            return told
        apart = before[-1].text == ","  # "the mayor, who was late, Ada Lund"
        return not apart and not self._names_itself(start, mention.start)

    def _names_itself(self, start: int, end: int) -> bool:
        """ "a man who gave his name as" """
        return any(token.lower_ in _NAMING for token in self.doc[start:end])

    def _owned(self, person: Mention, start: int) -> bool:
        """Whether a house before it has the person: "the Institute for Salt’s Ada Lund"."""
        owner = next(
            (i for i in (person.title - 1, person.start - 1) if is_possessive(self.doc, i)), None
        )
        if owner is None or owner <= start:
            return False
        start = past_determiners(self.doc, start, owner)
        return all(
            is_capital(self.doc, i) or self.doc[i].lower_ in _JOINS for i in range(start, owner)
        )

    def _called(self, person: Mention, start: int) -> bool:
        """Whether a noun right before says what somebody is: "Marsh Nation citizen Ada Lund",
        "member of parliament Ada Lund"."""
        doc, before = self.doc, person.title - 1
        if before <= start or not (doc[before].is_alpha and doc[before].text.islower()):
            return False
        end = before - 2 if doc[before].lower_ in _HOUSES else before
        parting = PREPOSITIONS | RELATIVES | CONJUNCTIONS | STOPS
        parted = any(token.lower_ in parting for token in doc[start:end])
        noun = doc[before].lower_ not in FUNCTION_WORDS and not is_finite(doc, before)
        return noun and not parted

    def _heads(self, person: Mention, start: int, end: int) -> bool:
        """Whether a body and an office stand before it: "Board of Salt chief Ada Lund"; "a lawyer
        for Corvel Mayor Ada Lund" is somebody else."""
        if person.title == person.start or self._head_noun(start, end) in PERSON_ROLES | PEOPLE:
            return False
        bodies = (m for m in self.names.within(start, person.title) if m.kind == "organisation")
        opens = person.title - (self.doc[person.title - 1].text in MARKS)  # "the Board “BS” Chief"
        return any(opens <= body.end <= person.start for body in bodies)

    def _ranked(self, person: Mention, start: int) -> bool:
        """Whether an office and a rank stand before it: "Chief of Police General Ada Lund"."""
        of = person.title - 1
        return (
            person.start - person.title > 1
            and of > start
            and self.doc[of].lower_ == "of"
            and self.doc[of - 1].lower_ in PERSON_ROLES
            and is_capital(self.doc, of - 1)
        )

    def _bracketed(self, mention: Mention, start: int) -> bool:
        return mention.start > start and self.doc[mention.start - 1].text == "("

    def _pronoun(self, word: str, at: int) -> Entity | None:
        if word in ("he", "she", "him", "her"):
            return self._last_person("male" if word in ("he", "him") else "female", at)
        if word == "it":
            if entity := self._writing_on():
                return entity
            return self._opening_body(at) or self._last("organisations", at)
        if word == "they":
            pair = self._pair_before(at) or self._pair_opening(at)
            return (
                pair
                or self._last("groups", at)
                or self._last_of_several(at)
                or self._last("people", at)
            )
        if word in ("who", "which"):
            return self._before(at)
        if word in ("i", "we", "you", "someone", "somebody"):
            kind = "group" if word == "we" else "unnamed"
            return self.descriptions.setdefault(word, Entity("I" if word == "i" else word, kind))
        return None

    def _together(self, start: int, end: int) -> Entity | None:
        """ "Both Ada Lund and Ola Ek", "Lund, Ek and the Salt Board" speak as one."""
        mentions = [m for m in self.names.within(start, end) if m.title >= start]
        entities = list(dict.fromkeys(self.names.entities[mention] for mention in mentions))
        if not 1 < len(entities) == len(mentions) or len({e.kind for e in entities}) > 1:
            return None
        end -= self.doc[end - 1].text == ","
        edges = [start, *(at for m in mentions for at in (m.title, m.end)), end]
        between = list(zip(edges[::2], edges[1::2], strict=True))
        gaps = [{token.lower_ for token in self.doc[slice(*gap)]} for gap in between]
        joined = all(gap - DETERMINERS <= {",", "and"} and gap for gap in gaps[1:-1])
        alone = gaps[0] <= DETERMINERS and not gaps[-1] and "and" in gaps[-2]
        if not (joined and alone) or not all(entity.can_speak for entity in entities):
            return None
        if any(self._is_field(mention, end) for mention in mentions):
            return None
        return self._as_pair([entity.name for entity in entities])

    def _as_pair(self, names: list[str]) -> Entity:
        *others, last = names
        name = f"{', '.join(others)} and {last}"
        self.pair = self.descriptions.setdefault(name.lower(), Entity(name, "group"))
        return self.pair

    def _people_together(self, start: int, end: int) -> Entity | None:
        """ "Ada Lund, the mayor, and Ola Ek, a pilot,", "councillors Ada Lund (ABC) and Ola Ek" """
        doc = self.doc
        people = self.names.people_in(start, end)
        names = list(dict.fromkeys(self.names.entities[person].name for person in people))
        if len(people) != 2 or len(names) != 2 or people[0].title < start:
            return None
        one, other = people
        between = [token.lower_ for token in doc[one.end : other.title]]
        if "(" in between and ")" in between:
            del between[between.index("(") : between.index(")") + 1]
        apposed = between[:1] == [","] and between[-2:] == [",", "and"]
        joined = apposed or (between[:1] == ["and"] and set(between) <= _BESIDE)
        told = has_finite(doc, one.end, other.title) or RELATIVES & set(between)
        before = doc[one.title - 1].lower_
        leads = (
            one.title == start or before in DETERMINERS or before.removesuffix("s") in PERSON_ROLES
        )
        leads = leads and not any(t.lower_ in PREPOSITIONS for t in doc[start : one.title])
        after = doc[other.end].text if other.end < end else ""
        if not joined or told or not leads or after not in ("", ",", "("):
            return None
        if self._is_field(one, end):
            return None
        return self._as_pair(names)

    def _enumerated(self, start: int, end: int) -> Entity | None:
        """ "the two mayors, Ada Lund and Ola Ek," are these; "the four mayors, Lund, Ek, …" four
        mayors."""
        stop = next((i for i in range(start + 1, end) if self.doc[i].text in DASHES | {","}), end)
        head = self._head_noun(start, stop)
        several = head in PEOPLE or (head.endswith("s") and _kind_of_noun(head) == "group")
        people = [m for m in self.names.people_in(stop, end) if m.title >= stop]
        if not several or len(people) < 2 or people[0].title != stop + 1:
            return None
        if self.names.people_in(start, stop) or self.doc[people[-1].start - 1].lower_ != "and":
            return None
        pair = self._together(stop + 1, end)
        return pair if pair and len(people) == 2 else self._description(start, stop)

    def _pair_before(self, at: int) -> Entity | None:
        """ "As for Harris and Bailey, they" """
        people = self.names.people_in(max(0, at - _FAR), at)
        if len(people) < 2 or self.doc[at - 1].text != "," or people[-1].end != at - 1:
            return None
        one, other = people[-2:]
        if one.end != other.title - 1 or self.doc[one.end].lower_ != "and":
            return None
        name = f"{self.names.entities[one].name} and {self.names.entities[other].name}"
        self.pair = self.descriptions.setdefault(name.lower(), Entity(name, "group"))
        return self.pair

    def _pair_opening(self, at: int) -> Entity | None:
        """ "Harris and Bailey left. They", "Harris and Bailey have tools that they" """
        for sentence in self.doc._.sentences[max(0, len(self.seen) - 1) : len(self.seen) + 1][::-1]:
            opening = range(sentence.start, min(sentence.end, sentence.start + _LONGEST_OPENING))
            verb = next((i for i in opening if is_finite(self.doc, i)), at)
            if sentence.start < verb < at and (pair := self._together(sentence.start, verb)):
                return pair
        return None

    def _opening_body(self, at: int) -> Entity | None:
        """What "it" is after "The survey was made in June and …", "The ministry spoke." or "Luria's
        ministry spoke."."""
        sentences = self.doc._.sentences
        for sentence in sentences[max(0, len(self.seen) - 1) : len(self.seen) + 1][::-1]:
            start = sentence.start
            end = phrase_end(self.doc, start, min(sentence.end, at))
            end = next((i for i in range(start, end) if self.doc[i].lower_ in PREPOSITIONS), end)
            led = self.doc[start].lower_ in DETERMINERS or any(
                is_possessive(self.doc, i) for i in range(start, end)
            )
            if start < at and led and end > start + 1:
                head = self.doc[end - 1].lower_
                return self.entity(start, end) if head in _WRITINGS | ORGANISATION else None
        return None

    def _before(self, at: int) -> Entity | None:
        """Whom "who" means: the last name, or "the Kurdish minister" where that is a person's."""
        end = at - (self.doc[at - 1].text in DASHES | {","}) if at else 0
        for start in range(end - 1, max(0, end - _FAR), -1):
            if self.doc[start].text in STOPS:
                break
            if self.doc[start].lower_ in DETERMINERS:
                told = has_finite(self.doc, start, end)  # "The mill drew voters who"
                heads = PERSON_ROLES if told else PERSON_ROLES | PEOPLE
                if self._head_noun(start + 1, end) in heads:
                    return self.entity(start, end)
                break
        if self.doc[end - 1].lower_ == "those":
            return self.descriptions.setdefault("those", Entity("those", "group"))
        mentions = self.names.within(max(0, at - _FAR), at)
        beside = end < at or (mentions and mentions[-1].end == end)
        are_people = _kind_of_noun(self.doc[end - 1].lower_) != "organisation"  # "voters who"
        place = mentions and not self.names.entities[mentions[-1]].can_speak
        if place and self.doc[at].lower_ == "who" and (people := self._people_at(mentions[-1])):
            return people
        if mentions and (beside or not are_people):
            if self.doc[at].lower_ == "who" and (person := self._person_of(mentions)):
                return self.names.entities[person]
            return self.names.entities[self._whose_role(mentions)]
        return self._description(self._chunk_start(end), end)

    def _people_at(self, place: Mention) -> Entity | None:
        """The women in "the women living in Benua, who": a place is no "who"."""
        for i in range(place.title - 1, max(0, place.title - _FAR), -1):
            if self.doc[i].text in STOPS or is_finite(self.doc, i):
                return None
            if self.doc[i].lower_ in PEOPLE | PERSON_ROLES:
                return self._description(self._chunk_start(i + 1), i + 1)
        return None

    def _person_of(self, mentions: list[Mention]) -> Mention | None:
        """Lund rather than the outlet in "Lund told Coastal News, who": a body is no "who"."""
        *before, last = mentions
        first = last.start - 1
        while first > 0 and self.doc[first].lower_ in DETERMINERS:
            first -= 1
        led = self.doc[first].lower_ in PREPOSITIONS | {"told"}
        if self.names.entities[last].kind == "person" or not led:
            return None
        people = (m for m in reversed(before) if self.names.entities[m].kind == "person")
        return next(people, None)

    def _whose_role(self, mentions: list[Mention]) -> Mention:
        """Lund rather than the board in "Lund, head of the board, who": of some names in a row the
        last, or the person before it whose role it is part of."""
        doc, last = self.doc, mentions[-1]
        for person in mentions[-2::-1]:
            between = {doc[i].lower_ for i in range(person.end, last.title)}
            if self.names.entities[person].kind == "person" and doc[person.end].text == ",":
                told = has_finite(doc, person.end, last.title)
                return person if between & PERSON_ROLES and not told else last
        return last

    def _chunk_start(self, end: int) -> int:
        """Where the noun that ends before `end` begins with its adjectives."""
        start = end - 1
        parting = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | ADVERBS | STOPS
        while start > 0 and end - start < _LONGEST_CHUNK:
            before = self.doc[start - 1]
            if before.lower_ in parting or is_finite(self.doc, start - 1) or before.is_space:
                break
            start -= 1
        return start

    def _views(self, at: int):
        """The sentences in view, nearest first; of the current one only what stands before."""
        view = self._view(self.doc._.sentences[len(self.seen)].start, at)
        for speaker in reversed(self.speaking):
            self._note(view, speaker)
        yield view
        yield from reversed(self.seen[-_SENTENCES_BACK:])

    def _last_person(self, gender: str, at: int, *, settles: bool = True) -> Entity | None:
        """The person last in view who can be meant; one known to be a person if there is any. It
        settles what that person is, "he" or "she"."""
        unsure = None
        for view in self._views(at):
            fitting = [p for p in view.people if p.gender in (None, gender) and p.name != "I"]
            fitting = [person for person in fitting if not self._is_nobody(person)]
            sure = [person for person in fitting if person.sure or person is view.subject]
            if sure:
                sure[0].gender = gender if settles else sure[0].gender
                return sure[0]
            unsure = unsure or next(iter(fitting), None)
        if not settles:
            return unsure
        return unsure or self._unknown_person(gender, at)

    def _is_nobody(self, entity: Entity) -> bool:
        """Whether the encoder takes a name for no person's in any place: a boat."""
        mentions = self._mentions_of(entity)
        if self.doc._.entity_shares is None or not mentions:
            return False
        tokens = [i for mention in mentions for i in range(mention.start, mention.end)]
        person = max(share_of(self.doc, i, "Person") for i in tokens)
        return person < _NONE and all(share_of(self.doc, i, "") < _LIKELY for i in tokens)

    def _unknown_person(self, gender: str, at: int) -> Entity | None:
        """Nobody in view is known for a person, but "Faivru" may well be one."""
        for view in self._views(at):
            for entity in view.organisations:
                mention = next(iter(self._mentions_of(entity)), None)
                if mention and self._looks_personal(entity, mention):
                    entity.kind, entity.gender = "person", gender
                    return entity
        return self._spoke_last(None, _NEAR) or self._named_later(gender, at)

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
        tagged = (m for m in people if share_of(self.doc, m.start, "Person") > _SURELY)
        return next(tagged, None)

    def _last(self, kind: str, at: int) -> Entity | None:
        """The one last in view; who has spoken comes before who was only named."""
        views = list(self._views(at))
        named = [entity for view in views for entity in getattr(view, kind)]
        spoke = (entity for view in views[:3] for entity in getattr(view, kind) if entity.sure)
        return next(spoke, None) or next(iter(named), None)

    def _last_of_several(self, at: int) -> Entity | None:
        """The organisation last in view that people are in: not a region that was only named."""
        for view in self._views(at):
            for entity in view.organisations:
                words = entity.name.lower().split()
                if words[-1] not in _WRITINGS and (entity.sure or ORGANISATION & set(words)):
                    return entity
        return None

    def _last_organised(self, at: int, head: str) -> Entity | None:
        """Who "the company" is: the organisation last in view that is no outlet and no place."""
        outlets = {outlet.name for outlet in self.doc._.outlets.all}
        for view in self._views(at):
            for entity in view.organisations:
                apart = entity.name in outlets or entity.name.lower() in places()
                other = apart or self._is_other(entity, head)
                if not other and self._is_tagged_body(entity):
                    return entity
        return None

    def _is_other(self, body: Entity, head: str) -> bool:
        """Whether its name says that a body is none of those: a ministry is no company."""
        words = set(body.name.lower().split())
        return head in _FIRMS and bool(words & _OF_THE_STATE)

    def _is_tagged_body(self, entity: Entity) -> bool:
        """Whether the encoder does not take a name for something else, a language or a people."""
        mentions = self._mentions_of(entity)
        if self.doc._.entity_shares is None or not mentions:
            return True
        return any(share_of(self.doc, m.start, "Organization") > _DOUBTED for m in mentions)

    # -- descriptions ----------------------------------------------------------------------------

    def _description(self, start: int, end: int) -> Entity | None:
        """ "the minister" is who was introduced as one; "a farmer" is somebody without a name."""
        doc = self.doc
        definite = doc[start].lower_ in ("the", "this", "that") or doc[start].text in _INITIALS
        while start < end and (
            doc[start].is_space
            or (
                doc[start].lower_ in DETERMINERS
                and doc[start].lower_ not in ("all", "many", "some", "several")
                and doc[start + 1 : start + 2].text != "of"
                and not _counts(doc, start + 1)
            )  # "another of the mothers", "four in ten voters"
        ):
            start += 1
        if start == end and doc[end - 1].lower_ in NUMBERS | _SOME:
            start = end - 1  # "the three", "most"
        if start == end:
            return None
        start += doc[start].lower_ == "about" and start + 1 < end
        trader = start + 1 < end and doc[start + 1].lower_ != "of" and not _counts(doc, start + 1)
        if doc[start].lower_ == "one" and trader:
            start += 1  # "one trader" is a trader
        end = self._description_end(start, end)
        if start >= end:
            return None
        head = self._head_noun(start, end)
        several = any(
            doc[i].lower_ == "and" and doc[i + 1].lower_ in DETERMINERS
            for i in range(start, end - 1)
        )  # "the ministry and the coast guard"
        several = several or any(_counts(doc, i) for i in range(start + 1, end))
        kind = "group" if several else _kind_of_noun(head)
        if doc[start].lower_ == "one" and kind != "group":
            kind = "unnamed"  # "one of them"
        some = start + 1 == end and doc[start].lower_ in _SOME
        if some:
            kind = "unnamed" if doc[start].lower_ == "another" else "group"
        if doc[start].lower_ in _PRONOUN_KINDS:
            kind = _PRONOUN_KINDS[doc[start].lower_]
        if kind == "organisation" and head not in ORGANISATION and 1 < end - start < 4:
            capitals = all(doc[i].text[:1].isupper() for i in range(start, end))
            kind = "person" if capitals and not definite else kind  # "Said Ola Ek, …"
        introduced = definite and not several
        personal = kind == "unnamed" and not some
        if personal and (entity := self._holder(head, start, end, definite)):
            return entity
        if introduced and (entity := self._introduced_as(head, kind, start, end)):
            return entity
        if personal and definite and (entity := self._speaker_in_office(head, start, end)):
            return entity
        if personal and (entity := self._named_next(start, head)):
            return entity
        name = " ".join(doc[start:end].text.split())
        plain = some or (end - start == 1 and kind == "unnamed")
        if (plain and name not in _INITIALS) or name.lower() in SUBJECT_PRONOUNS - {"i"}:
            name = name.lower()
        elif is_plain_opening(doc, start):
            name = name[0].lower() + name[1:]
        key = name.lower()
        if key not in self.descriptions:
            gender = gender_in(key.split())
            self.descriptions[key] = Entity(name, kind, gender=gender, head=head)
            detailed = end - start >= _DETAILED and doc[start].lower_ not in ONCE
            if not definite or detailed:
                self.new.add(self.descriptions[key])
        return self.descriptions[key]

    def _holder(self, head: str, start: int, end: int, definite: bool) -> Entity | None:
        """Who "the Salt Board secretary" and "Luria’s foreign minister" is: the only one of the
        article with that office."""
        doc = self.doc
        if (
            head not in PERSON_ROLES - _RELATIONS
            or end - start < 2
            or self._introduced(head, start)
        ):
            return None
        if not (definite or is_capital(doc, start)) or doc[start - 1].lower_ in ("a", "an"):
            return None
        own = {doc[i].lower_ for i in range(start, end) if doc[i].is_alpha}
        own -= _SMALL_WORDS | ONCE | {head, "s"}
        holders = {
            person
            for person in self.everybody
            if person.kind == "person" and person.role and self._holds(person, head, own)
        }
        return holders.pop() if len(holders) == 1 and own else None

    def _speaker_in_office(self, head: str, start: int, end: int) -> Entity | None:
        """Who "the former mayor" is that nobody was introduced as: who has spoken just before."""
        doc = self.doc
        owned = any(
            is_possessive(doc, i) or doc[i].lower_ in ("of", "for") for i in range(start, end)
        )
        if head not in PERSON_ROLES - _RELATIONS or owned or self._introduced(head, start):
            return None
        if any(head in _words_of_role(person) for person in self.everybody):
            return None
        after = bool(self.told) and self.told[0][0] < doc[start].idx
        opens = doc._.sentences[len(self.seen)].start >= start - _LEADING
        person = self._spoke_last(gender_in([head]), _NEAR) if opens or after else None
        fits = person is not None and " " in person.name and self._may_be(person, head)
        return person if fits else None

    def _holds(self, person: Entity, head: str, own: set[str]) -> bool:
        role = set(_words_of_role(person))
        if ("vice" in role) != ("vice" in own):
            return False
        same = head in role or (head in _HEADS and bool(_HEADS & role))
        return same and _stems(own) <= _stems(role)

    def _named_next(self, at: int, head: str) -> Entity | None:
        """Who "a pilot" is that opens an article whose next paragraph begins “Ada Lund, 43, …”."""
        sentences, now = self.doc._.sentences, len(self.seen)
        if head not in PERSON_ROLES | _RELATIONS or now > _LEAD:
            return None
        if any(view.people for view in self.seen[1:]) or self.names.people_in(
            sentences[now].start, at
        ):
            return None
        for sentence in sentences[now + 1 : now + 1 + _LEAD]:
            for mention in self.names.people_in(sentence.start, sentence.end)[:1]:
                entity = self.names.entities[mention]
                opens = mention.title == sentence.start and self.doc[mention.end].text == ","
                fits = gender_in([head]) in (None, entity.gender) or entity.gender is None
                return entity if opens and fits and " " in entity.name else None
        return None

    def _description_end(self, start: int, end: int) -> int:
        for i in range(start, end):
            word = self.doc[i].lower_
            ends = self.doc[i].text in STOPS - {"-"} or word in _ENDING | _NAMELY
            if ends and not _counts(self.doc, i):
                return i
            before = self.doc[i - 1].lower_  # of "the injured men", "newly printed books"
            modifies = before in PREPOSITIONS | DETERMINERS | ADVERBS or before.endswith("ly")
            if word == "to" and self.doc._.outlets.within(i + 1, i + 3):
                return i  # "one of the men to The Mirror"
            joined = before == "-"  # "a data-based report"
            if i > start and word.endswith("ed") and not (word in PEOPLE or modifies or joined):
                return i
        loose = _AFTER_NOUNS | PREPOSITIONS | ADVERBS
        while end - start > 1 and self.doc[end - 1].lower_ in loose:
            end -= 1
        return end

    def _head_noun(self, start: int, end: int) -> str:
        stop = next(
            (
                i
                for i in range(start, end)
                if self.doc[i].lower_ in PREPOSITIONS or (self.doc[i].text == ",")
            ),
            end,
        )
        while stop - 1 > start and self.doc[stop - 1].lower_ in _AFTER_NOUNS:
            stop -= 1
        return self.doc[max(start, stop - 1)].lower_

    def _introduced_as(self, head: str, kind: str, start: int, end: int) -> Entity | None:
        # "the ministry" may be any; "the health ministry" may not.
        is_bare = end - start == 1
        if kind == "unnamed":
            of_what, head = _SHORT.get(head) or (self._field(head, start, end), head)
            of_what = of_what or self._joined_to(head, start, end)
            if head == "old":
                return self._still_speaking(head, start, end)  # "the 22-year-old"
            vice = any(token.lower_ == "vice" for token in self.doc[start:end])
            for view in self._views(start):
                for person in view.people:
                    role = _words_of_role(person)
                    fits = of_what in (None, *role) and self._of_the_same(person, start, end)
                    fits = fits and vice == ("vice" in role)
                    same = _CALLED.get(head, {head}) & {*role, *self.styles.get(person, ())}
                    if person.kind == "person" and same and fits:
                        return person
            if head in _ANONYMOUS:
                return self._described_alike(head)
            of_whom = any(self.doc[i].lower_ in ("of", "for") for i in range(start, end))
            for_others = head in _FOR_OTHERS and (of_whom or self._is_named(start, end))
            if of_what and (is_bare or end - start == 2):
                return self._by_role(head, of_what) or self._in_office(head, of_what, start, end)
            if of_what or for_others:
                return None
            known = self._described(head) or self._by_role(head)
            known = known or self._still_speaking(head, start, end) or self._so_called(head, start)
            if not known and is_bare and head == "official":
                known = self._office_holder(start)
            if known:
                self.called[head] = known
            return known
        if kind == "organisation":
            own = [
                entity
                for view in self._views(start)
                for entity in view.organisations
                if self._has_noun(entity, head) and self._is_owned_alike(entity, start, end)
            ]
            modifier = self.doc[start].lower_
            called = (entity for entity in own if self._is_so_called(entity, modifier))
            if entity := next(called, None) or next(iter(own), None):
                return entity
            if is_bare and head in ("newspaper", "paper", "agency"):
                return self._last("organisations", start)
            if is_bare and (only := self._only_organisation(head)):
                return only
            plain = all(t.text.islower() or not t.is_alpha for t in self.doc[start:end])
            if (is_bare and head in _CALLED_SO) or (plain and head in _WATCHING):
                body = self._body_speaking(head) or self._firm_of_speaker(head)
                return body or self._last_organised(start, head)
        return None

    def _has_noun(self, entity: Entity, head: str) -> bool:
        """Whether a body is called so: "the military" is the Lurian army."""
        words = entity.name.lower().split()
        return head in words or (head == "military" and words[-1] in _ARMED)

    def _body_speaking(self, head: str) -> Entity | None:
        """The organisation that spoke last, just now."""
        if self.spoke is None or self.spoke[1] < len(self.seen) - 1:
            return None
        body = self.spoke[0]
        guessed = body.kind == "person" and not (" " in body.name or body.role or body.gender)
        named = (body.kind == "organisation" or guessed) and body.name[:1].isupper()
        named = named and not self._is_other(body, head)
        now = self.doc._.sentences[len(self.seen)].start
        return body if named and not self._introduced(head, now) else None

    def _firm_of_speaker(self, head: str) -> Entity | None:
        """Orvel, after "Orvel chief executive Ada Lund said so."."""
        if head not in _FIRMS or self.spoke is None or self.spoke[1] < len(self.seen) - 1:
            return None
        words = (self.spoke[0].role or "").split()
        count = next(
            (i for i, w in enumerate(words) if not w[0].isupper() or w.lower() in PERSON_ROLES), 0
        )
        name = " ".join(words[:count])
        if not name or name.lower() in _COUNTRIES | ONCE:
            return None
        known = (e for e in self.everybody if e.name == name)
        return next(known, None) or self.descriptions.setdefault(
            name.lower(), Entity(name, "organisation")
        )

    def _is_owned_alike(self, entity: Entity, start: int, end: int) -> bool:
        """ "The prosecutors' document" is no other's document."""
        owners = (self.doc[i - 1].text for i in range(start + 1, end) if is_possessive(self.doc, i))
        return all(owner in entity.name for owner in owners)

    def _is_so_called(self, entity: Entity, modifier: str) -> bool:
        """Whether it was called "the ruling" or "the opposition" one before."""
        return modifier in _SIDES and any(
            mention.start and self.doc[mention.start - 1].lower_ == modifier
            for mention in self._mentions_of(entity)
        )

    def _only_organisation(self, head: str) -> Entity | None:
        """The one organisation of the article whose name begins or ends so, however far back: "the
        ministry" for the Ministry of Salt."""
        called = {
            id(entity): entity
            for entity in self.everybody
            if entity.kind == "organisation" and self._is_called(entity, head)
        }
        return next(iter(called.values())) if head in ORGANISATION and len(called) == 1 else None

    def _is_called(self, entity: Entity, head: str) -> bool:
        first, *others = entity.name.lower().split()
        return bool(others) and head in (first, others[-1])

    def _field(self, head: str, start: int, end: int) -> str | None:
        """What a minister is minister of: "health" in "the Kurdish health minister"."""
        at = next((i for i in range(start + 1, end) if self.doc[i].lower_ == head), None)
        if head not in _WITH_FIELDS or at is None:
            return None
        word = self.doc[at - 1].lower_
        return None if word in nationalities() | _NO_FIELD | DETERMINERS else word

    def _joined_to(self, head: str, start: int, end: int) -> str | None:
        """ "vice" in "the vice-president", "secretary" in "the secretary-general" """
        doc = self.doc
        at = next((i for i in range(start + 2, end) if doc[i].lower_ == head), None)
        return doc[at - 2].lower_ if at and doc[at - 1].text in DASHES | {"-"} else None

    def _of_the_same(self, person: Entity, start: int, end: int) -> bool:
        """ "the commander of the Salenese navy" is not who commands the navy of Corvel, nor "the
        UAE foreign minister" the Iranian one."""
        here = _COUNTRIES & {self.doc[i].lower_ for i in range(start, end)}
        theirs = _COUNTRIES & set((person.role or "").lower().split())
        if here and theirs and not here & theirs:
            return False
        *_, own = (person.role or "").partition(" of ")
        return not own or self._complement(start, end) <= set(own.split())

    def _complement(self, start: int, end: int) -> set[str]:
        """The names in what somebody is the head of: "Corvel" and "Navy" of "the Corvel Navy"."""
        *_, described = self.doc[start:end].text.partition(" of ")
        return {word for word in described.split() if word[0].isupper()}

    def _is_named(self, start: int, end: int) -> bool:
        """ "the ED counsel" """
        return any(is_capital(self.doc, i) for i in range(start, end))

    def _in_office(self, head: str, of_what: str, start: int, end: int) -> Entity | None:
        """Who "the prime minister" is that nobody was introduced as: who is spoken of, without
        another office."""
        last = self._still_speaking(head, start, end)
        return None if last is None or last.role else last

    def _described(self, head: str) -> Entity | None:
        """ "the official" after "an official of the water board" """
        found = (e for e in reversed(self.descriptions.values()) if e.head == head)
        return next((entity for entity in found if entity in self.new), None)

    def _described_alike(self, head: str) -> Entity | None:
        """Who "the source" is: who was called so, or the last who has no name."""
        unnamed = [e for e in reversed(self.descriptions.values()) if e.kind == "unnamed"]
        same = next((e for e in unnamed if e.head == head and e in self.new), None)
        if same or self.spoke is None or self.spoke[0].kind == "unnamed":
            return same or (self.spoke[0] if self.spoke else None)
        return next((e for e in unnamed if e.sure and e in self.new and e.head != head), None)

    def _still_speaking(self, head: str, start: int, end: int) -> Entity | None:
        """ "the lawmaker", never introduced as one, is who spoke last, if gender allows."""
        if self._introduced(head, start):
            return None
        gender = gender_in([head])
        owned = any(is_possessive(self.doc, i) for i in range(start, end))
        last = self._spoke_last(gender, _NEAR)
        if owned and last and last.role:
            return None  # "the town's coroner" is not the minister
        if last and not self._may_be(last, head):
            return None
        if last and (head not in (last.role or "") or self._of_the_same(last, start, end)):
            return last
        for view in self.seen[-2:][::-1]:
            for person in view.people[:1]:
                fits = gender in (None, person.gender) or person.gender is None
                fits = fits and self._may_be(person, head)
                if head in (person.role or "") and not self._of_the_same(person, start, end):
                    continue
                if (person.sure or person is view.subject) and person.kind == "person" and fits:
                    return person
        return None

    def _office_holder(self, at: int) -> Entity | None:
        """Who "the official" is that nobody introduced: the last speaker with an office."""
        if self._introduced("official", at):
            return None
        speakers = (p for view in self.seen[-_SENTENCES_BACK:][::-1] for p in view.people[:1])
        return next((p for p in speakers if p.sure and _OFFICES & set(_words_of_role(p))), None)

    def _so_called(self, head: str, at: int) -> Entity | None:
        """Who "the lawmaker" was before."""
        return None if self._introduced(head, at) else self.called.get(head)

    def _introduced(self, head: str, at: int) -> bool:
        """Whether "a lawmaker" stands nearby before it: then that one is meant."""
        doc = self.doc
        return any(
            doc[i].lower_ == head
            and any(doc[j].lower_ in ("a", "an", "another", "one") for j in range(max(0, i - 4), i))
            for i in range(max(0, at - 300), at)
        )

    def _by_role(self, head: str, of_what: str | None = None) -> Entity | None:
        """The only person of the article whose title ends with this word, or with these two."""
        title = [of_what, head] if of_what else [head]
        office = _office_of if of_what else _words_of_role
        holders = {
            id(e): e
            for e in self.everybody
            if e.kind == "person" and office(e)[-len(title) :] == title
        }
        return next(iter(holders.values())) if len(holders) == 1 else self._styled(head)

    def _may_be(self, person: Entity, head: str) -> bool:
        """Whether somebody may be called so: "the premier" is not Justice Lund."""
        return head in _JUDGES or _JUDGES.isdisjoint(self.styles.get(person, ()))

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
        if head not in _STYLES:
            return None
        called = [person for person, styles in self.styles.items() if head in styles]
        return called[0] if len(called) == 1 else None


def _counts(doc: Doc, i: int) -> bool:
    """Whether the word is the "in" of "four in ten"."""
    after = doc[i + 1 : i + 2].text.lower()
    return doc[i : i + 1].text == "in" and after in _OF_HOW_MANY


def _is_agent(doc: Doc, attribution: Attribution) -> bool:
    """Who asks in "Lund was asked by [a reporter] whether …" is not whom the text is about."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None or source[0] <= cue.start:
        return False
    return doc[source[0] - 1].lower_ == "by"


def _is_told(doc: Doc, attribution: Attribution, others: list[Attribution]) -> bool:
    """Whether it stands in what somebody else of the sentence says."""
    at = doc[attribution.source[0]].idx if attribution.source else -1
    return any(
        low <= at < high
        for other in others
        if other is not attribution
        for low, high in other.content
    )


def _words_of_role(person: Entity) -> list[str]:
    """ "PM" as "prime minister", "vice-president" as two words"""
    words = re.split(r"[\s-]+", (person.role or "").lower())
    return [part for word in words for part in _SHORT.get(word, (word,))]


def _office_of(person: Entity) -> list[str]:
    """A role without what it is of: "prime minister" of "Prime Minister of Luria"."""
    words = _words_of_role(person)
    end = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return words[:end]


def _initials_of_office(person: Entity) -> str:
    words = re.split(r"[\s-]+", person.role or "")
    passed = _SMALL_WORDS | ONCE
    return "".join(word[0] for word in words if word.lower() not in passed and word).upper()


def _stems(words: set[str]) -> set[str]:
    """The beginnings of words: "Luria" and "Lurian" have the same."""
    return {word[:_STEM] for word in words}


def _kind_of_noun(noun: str) -> str:
    if noun == "old":  # "the 24-year-old"
        return "unnamed"
    if noun in PEOPLE | NUMBERS:
        return "group"
    if noun in PERSON_ROLES | _RELATIONS:
        return "unnamed"
    if noun in ORGANISATION or noun in ("media", "paper"):
        return "organisation"
    if re.fullmatch(r"[a-z]{3,}(?<!s)s", noun):
        singular = noun[:-1]
        return (
            "organisation" if singular in ORGANISATION and singular not in PERSON_ROLES else "group"
        )
    return "unnamed" if noun.endswith(("er", "or", "ist", "ian", "man", "ant")) else "organisation"
