"""From the words beside a cue to who speaks: names first, then pronouns and descriptions, which
look back to who was last in view, nearest sentence first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import cast
from weakref import proxy

from spacy.tokens import Doc

from ..attribution import Attribution
from ..carried import described_subject
from ..cues import Cue
from ..names import JOINS, ORGANISATION, PEOPLE, Entity, Mention, gender_in
from ..phrases import (
    ADVERBS,
    BE,
    DASHES,
    DETERMINERS,
    MARKS,
    PERIODS,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    SUBJECT_PRONOUNS,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    past_determiners,
    phrase_end,
    small,
)
from ..sentences import Sentence
from ..vocabulary import nationalities, signals
from .bodies import WRITINGS, Bodies
from .descriptions import Descriptions
from .heads import Heads
from .labels import Labels
from .nouns import DEMONYMS, FAR, OWNERS, chunk_start, head_noun, kind_of_noun
from .offices import Offices
from .pairs import Pairs
from .scene import JUST_NOW, SENTENCES_BACK, Resolves, Scene, View
from .writings import Writings

_PASSIVE_WITHIN = 3  # tokens
_LONGEST_NAME = 6  # tokens
_ROYAL = frozenset({"king", "queen", "pope", "emperor", "duke", "duchess", "prince", "princess"})
_BODY_NOUNS = frozenset({"group", "charity", "firm", "company", "campaign", "collective", "ngo"})
_ANSWERS = frozenset({"reply", "answer", "respond", "retort"})
_PARTISANS = frozenset({"republican", "democrat", "marine", "all-star"})
_OLDER, _YOUNGER = frozenset({"elder", "older"}), frozenset({"younger"})
_QUESTIONS = signals("question_words")
_ASKS = frozenset({"ask", "question", "press"})
_ENDS_ASKED = (STOPS - {","}) | MARKS  # whom somebody asked
_INSIDE_NAMES = SUBJECT_PRONOUNS | MARKS | {"'", "’"}  # "He Lian", "Ada “Ninna” Lund"


@dataclass(frozen=True)
class _Question:
    """Who asked whom, if that is said, in which sentence; `direct` in marks."""

    asker: Entity
    asked: Entity | None
    direct: bool
    at: int


class Resolver:
    """Goes through sentences and attributions in reading order."""

    def __init__(self, doc: Doc):
        self.doc, self.names = doc, doc._.names
        self._question: _Question | None = None  # the last one
        self.heads = Heads(doc)
        self.scene = Scene(doc, self.heads)
        self.offices = Offices(doc, self.scene)
        self.bodies = Bodies(doc, self.scene, self.heads)
        self.descriptions = Descriptions(doc, self.scene, self.offices, self.bodies)
        self.pairs = Pairs(doc, self.scene, self.heads, self.descriptions)
        # Not itself: in a circle the article would stay in memory until somebody looks for those.
        resolver = cast(Resolves, proxy(self))
        self.labels = Labels(doc, self.scene, self.bodies, resolver)
        self.writings = Writings(doc, self.scene, self.bodies, self.descriptions, resolver)

    def resolve_all(self, attributions: list[Attribution]) -> None:
        """Gives each attribution its `speaker`."""
        by_sentence: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
        for sentence, following in pairwise([*self.doc._.sentences, None]):
            own = by_sentence.get(sentence.start, [])
            view = self.scene.view(sentence.start, sentence.end)
            self._resolve(own, view)
            self.writings.note(sentence, own, view)
            self.scene.note_opening(sentence, view)
            if not own and following and following.start in by_sentence:
                self._note_acting(sentence, view)
            self.scene.seen.append(view)

    def _resolve(self, own: list[Attribution], view: View) -> None:
        """The attributions of one sentence."""
        known: dict[tuple[int, int] | None, Entity | None] = {}
        self.scene.speaking = []
        for attribution in own:
            source = attribution.source  # one word is one speaker, "he said, adding"
            attribution.speaker = known.get(source) or self._speaker(attribution)
            if source:
                known[source] = attribution.speaker
            self._remember(attribution, own, view)

    def _speaker(self, attribution: Attribution) -> Entity | None:
        if attribution.source is None:
            carried = attribution.carried.speaker if attribution.carried else None
            return self._replies(attribution) or carried
        if attribution.rule == "turn":
            return self.labels.speaker(*attribution.source)
        if self._is_impersonal(*attribution.source):
            return None
        self.scene.told = attribution.content
        entity = self._speaks_on(attribution) or self.entity(*attribution.source)
        self.scene.told = []
        return entity

    def _remember(self, attribution: Attribution, own: list[Attribution], view: View) -> None:
        """Have who speaks in view, and as who spoke last."""
        speaker = attribution.speaker
        if speaker is None:
            return
        self._note_question(attribution)
        if attribution.source:
            speaker.sure = True
            self.writings.note_report(attribution, speaker)
            if _is_told(self.doc, attribution, own) or _is_agent(self.doc, attribution):
                return
            view.put_first(speaker)
            word = self.doc[attribution.source[0]].lower_
            if speaker.kind == "group" or (speaker.kind == "person" and word != "they"):
                self.scene.speaking.append(speaker)
        self.scene.spoke = speaker, self.scene.now

    def _note_acting(self, sentence: Sentence, view: View) -> None:
        """ "The trade minister was less blunt." and "But a former director laughed." have in view
        who comes to speak in the next sentence."""
        subject = described_subject(self.doc, sentence)
        person = self.entity(*subject) if subject else None
        if person and person.kind in ("person", "unnamed"):
            view.put_first(person)
            view.acting.insert(0, person)

    def _note_question(self, attribution: Attribution) -> None:
        """Who asked whom, who may answer: "Lund asked him whether …", “Why?” Lund asked Ek."""
        cue, asker = attribution.cue, attribution.speaker
        if cue is None or asker is None or cue.lemma not in _ASKS:
            return
        said = self.doc._.text[attribution.start : attribution.end]
        direct = said.rstrip("”\"'’ ").endswith("?")
        asked = self._whom(*(attribution.hearer or (cue.end, attribution.sentence.end)), asker)
        self._question = _Question(asker, asked, direct, self.scene.now)

    def _whom(self, start: int, end: int, asker: Entity) -> Entity | None:
        """Whom the words after "asked" mean: "him", "the witness, Ada Lund, [why]"."""
        doc = self.doc
        gender = {"him": "male", "her": "female"}.get(doc[start].lower_)
        last = self.scene.spoke[0] if self.scene.spoke else None
        if gender and last and last is not asker and last.kind == "person":
            return last if last.gender in (None, gender) else None
        stop = start
        while stop < min(end, start + FAR) and doc[stop].text not in _ENDS_ASKED:
            if doc[stop].lower_ in _QUESTIONS or is_finite(doc, stop):
                break
            stop += 1
        people = [self.names.entities[mention] for mention in self.names.people_in(start, stop)]
        return people[0] if people and people[0] is not asker else None

    def _answers(self, gender: str | None, at: int, cue: Cue | None) -> Entity | None:
        """Who “Never,” [he] answered means: who was asked, or who spoke before; no asker."""
        question = self._question
        if question is None or question.at < self.scene.now - 1:
            return None
        lemma = cue.lemma if cue else ""
        if not (lemma in _ANSWERS or (lemma == "say" and question.direct and question.asked)):
            return None
        if question.asked is None and gender:
            return self.scene.last_person(gender, at, settles=False, other_than=question.asker)
        return (
            question.asked if question.asked and question.asked.gender in (None, gender) else None
        )

    def _replies(self, attribution: Attribution) -> Entity | None:
        """Who says a quotation of its own paragraph after “Why?” Lund asked Ek."""
        question, before = self._question, attribution.carried
        if question is None or before is None or attribution.rule != "carried":
            return None
        follows = question.direct and question.at == self.scene.now - 1
        return question.asked if follows and before.speaker is question.asker else None

    def _speaks_on(self, attribution: Attribution) -> Entity | None:
        """Who spoke last, for "[The mill is safe], he said"."""
        start, end = attribution.source or (0, 0)
        word = self.doc[start].lower_
        gender = {"he": "male", "she": "female"}.get(word)
        if gender and (answering := self._answers(gender, start, attribution.cue)):
            return answering
        before = attribution.start < self.doc[start].idx
        if not before or end - start > 1:
            return None
        if word == "it" and self.scene.spoke and self.scene.spoke[1] == self.scene.now - 1:
            return self.scene.spoke[0] if self.scene.spoke[0].kind == "organisation" else None
        if word == "it" and not self.scene.just_spoke:
            return self.bodies.told_of(start)
        if gender is None:
            return None
        speaker = self.scene.spoke_last(gender, SENTENCES_BACK)
        if speaker is not None:
            speaker.gender = gender
        return speaker

    def _is_impersonal(self, start: int, end: int) -> bool:
        """ "It is not suggested that …" and "It's widely held that …" are nobody's report."""
        words = [token.lower_ for token in self.doc[start + 1 : end + _PASSIVE_WITHIN]]
        passive = words[:1] and words[0] in BE | {"'s", "’s"} and any(map(_is_participle, words))
        alone = all(
            word in BE | ADVERBS | {"'s", "’s"} or word.endswith("ly")
            for word in words[: end - start - 1]
        )
        return bool(passive) and alone and self.doc[start].lower_ == "it"

    def entity(self, start: int, end: int) -> Entity | None:
        """Who the phrase of tokens start..end means."""
        start, end = self._trimmed(start, end)
        for find in self._ways:
            if entity := find(start, end):
                return entity
        return None

    @property
    def _ways(self) -> tuple[Callable[[int, int], Entity | None], ...]:
        """The ways to find somebody, those that are surest first."""
        return (
            self._only_a_pronoun,
            self._handle,
            self.bodies.outlet,
            self.writings.publisher,
            self.writings.titled,
            self.writings.written,
            self._house,
            self._of_two,
            self.pairs.called_so,
            self.writings.issuer,
            self.pairs.together,
            self.pairs.people_together,
            self.pairs.enumerated,
            self.offices.crowned,
            self._of_the_realm,
            self._kind_of_body,
            self.offices.by_office,
            self._of_a_nation,
            self.heads.named_last,
            self._named,
            self.heads.named_after,
            self.offices.relative,
            self.descriptions.meant,
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without white space, "’s" and what is in brackets at its end."""
        doc = self.doc
        while start < end - 1 and doc[start].is_space:
            start += 1
        while start < end - 1 and doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and is_possessive(doc, end - 1):
            end -= 1  # "Lund’s claim that …"
        end -= start < end - 1 and doc[end - 1].lower_ in ("himself", "herself", "itself")
        end = self._before_bracket(start, self._before_adverb(start, end))
        if start and doc[start - 1].lower_ in _INSIDE_NAMES:
            inside = (m for m in self.names.within(start - _LONGEST_NAME, start) if m.end > start)
            start = next((m.start for m in inside), start)
        return start, end

    def _before_adverb(self, start: int, end: int) -> int:
        """Where a name ends before how or when they spoke: "Lund wryly", "Lund last month"."""
        last = self.doc[end - 1]
        manner = last.text.islower() and last.text.endswith("ly")
        dated = last.lower_ in PERIODS and self.doc[end - 2].lower_ in ("last", "this", "earlier")
        before = end - (manner + 2 * dated)
        named = any(m.end == before for m in self.names.people_in(start, end))
        return before if named else end

    def _only_a_pronoun(self, start: int, end: int) -> Entity | None:
        """Whom "she" means; "his", alone before a cue, means him."""
        if end - start != 1 or self.names.within(start, end):
            return None
        word = self.doc[start]
        return self.pronoun(OWNERS.get(word.lower_, small(word)), start)

    def _named(self, start: int, end: int) -> Entity | None:
        """Who has the name that the phrase is about."""
        mention = self.heads.head(start, end)
        if mention is None or self.heads.is_office(mention, start, end):
            return None
        entity = self._of_the_name(mention)
        personal = self.heads.is_titled(mention) or self.heads.looks_personal(entity, mention)
        if entity.kind != "person" and personal:
            entity.kind = "person"
        return entity

    def _of_the_name(self, mention: Mention) -> Entity:
        """Whom a name means: of several with one surname who has just spoken, or "the elder"."""
        entity = self.names.entities[mention]
        if len(mention.words) > 1 or entity.kind != "person":
            return entity
        age = self.doc[mention.title - 1].lower_
        if age in _OLDER | _YOUNGER:
            return self.offices.of_age(entity, older=age in _OLDER) or entity
        spoke = self.scene.just_spoke
        gender = gender_in([self.doc[i].lower_ for i in range(mention.title, mention.start)])
        same = spoke and spoke.kind == "person" and mention.words[0] in spoke.name.split()[::-1]
        return spoke if spoke and same and gender in (None, spoke.gender or gender) else entity

    def _before_bracket(self, start: int, end: int) -> int:
        """Where a phrase ends before the bracket at its end: "Lund (倫德)"."""
        opening = next((i for i in range(end - 1, start, -1) if self.doc[i].text == "("), None)
        inner = self.doc[opening:end].text.rstrip(")") if opening else ")"
        return opening if opening and ")" not in inner else end

    def _handle(self, start: int, end: int) -> Entity | None:
        """ "one Twitter user @ada_lund" goes by that name, where the article gives no other."""
        handle = next((w for w in self.doc[start:end].text.split() if w.startswith("@")), "")
        if len(handle) < 2 or self.names.people_in(start, end):
            return None
        name = handle.rstrip(",.;:)")
        return self.scene.called(name, "person")

    def _house(self, start: int, end: int) -> Entity | None:
        """ "the Prince of Skail Heritage Centre" is no prince, "the Prosecutor’s Office" no name
        and an office."""
        start = past_determiners(self.doc, start, end)
        name = self.doc[start:end]
        owned = end - 2 > start and is_possessive(self.doc, end - 2)
        owner = end - 3 if owned else start
        within = (t for t in name if t.i != owner + 1 or not owned)
        capitals = all(is_capital(self.doc, t.i) or t.lower_ in JOINS for t in within)
        role = len(name) > 2 and self.doc[owner].lower_ in PERSON_ROLES
        role = role and not self.names.people_in(start, end)  # "Professor Ada Lund of Salt College"
        if not (role and capitals and name[-1].lower_ in ORGANISATION):
            return None
        return self.scene.called(name.text, "organisation")

    def _of_the_realm(self, start: int, end: int) -> Entity | None:
        """ "the Duke of Skail"; "the Queen" and "the Duke", where nobody is called so by name."""
        doc = self.doc
        start = past_determiners(doc, start, end)
        if start == end or doc[start].lower_ not in _ROYAL or not is_capital(doc, start):
            return None
        place = doc[start + 1 : end].text
        titled = start + 2 < end and doc[start + 1].lower_ == "of" and is_capital(doc, start + 2)
        if place and not titled:
            return None
        stop = next((i for i in range(start + 3, end) if not is_capital(doc, i)), end)
        name = doc[start : stop if titled else start + 1].text
        style = doc[start].lower_
        if holder := self.offices.by_role(style) or self.offices.styled_last(style, start):
            return holder
        same = (e for e in self.scene.descriptions.values() if e.name.startswith(f"{name} of "))
        return next(same, None) or self.scene.called(name, "person")

    def _kind_of_body(self, start: int, end: int) -> Entity | None:
        """Which body "environmental group Save Our Gulf" is: what no single name covers."""
        doc = self.doc
        start = past_determiners(doc, start, end)
        noun = next((i for i in range(start, end - 1) if doc[i].lower_ in _BODY_NOUNS), None)
        if noun is None or any(is_capital(doc, i) for i in range(start + 1, noun + 1)):
            return None
        named = all(is_capital(doc, i) for i in range(noun + 1, end))
        known = [(m.start, m.end) for m in self.names.within(noun + 1, end)]
        if not named or known == [(noun + 1, end)] or self.names.people_in(noun + 1, end):
            return None
        return self.scene.called(doc[noun + 1 : end].text, "organisation")

    def _of_a_nation(self, start: int, end: int) -> Entity | None:
        """Who "the Portuguese" is: the person who has just spoken."""
        alone = end - start == 2 and small(self.doc[start]) == "the"
        word = self.doc[end - 1].lower_
        some = small(self.doc[start]) == "the" and not self.names.people_in(start, end)
        if (alone and word in DEMONYMS) or (some and word in _PARTISANS):
            return self.descriptions.still_speaking(word, start + 1, end)
        nation = alone and word in nationalities()
        return self.scene.spoke_last(None, JUST_NOW) if nation else None

    def _of_two(self, start: int, end: int) -> Entity | None:
        """Whom "the latter" and "the former" mean: of two people before it in its sentence, or in
        the one before."""
        which = self.doc[end - 1].lower_
        alone = end - start == 2 and small(self.doc[start]) == "the"
        if not alone or which not in ("latter", "former"):
            return None
        for sentence in self.scene.here:
            people = self.names.people_in(sentence.start, min(sentence.end, start))
            found = list(dict.fromkeys(self.names.entities[mention] for mention in people))
            if found:
                return found[which == "latter"] if len(found) == 2 else None
        return None

    def pronoun(self, word: str, at: int) -> Entity | None:
        """Whom a pronoun means, in small letters, at its place."""
        if word in ("he", "she", "him", "her"):
            return self.scene.last_person("male" if word in ("he", "him") else "female", at)
        if word == "it":
            if entity := self.writings.goes_on():
                return entity
            return self._opening_body(at) or self.scene.last("organisations", at)
        if word == "they":
            pair = self.pairs.before(at) or self.pairs.opening(at)
            return (
                pair
                or self.scene.last("groups", at)
                or self.bodies.last_of_several(at)
                or self.scene.last("people", at)
            )
        if word in ("who", "which"):
            return self._before(at)
        if word in ("i", "we", "you", "someone", "somebody"):
            kind = "group" if word == "we" else "unnamed"
            return self.scene.called("I" if word == "i" else word, kind)
        return None

    def _opening_body(self, at: int) -> Entity | None:
        """What "it" is after "The survey was made in June and …", "The ministry spoke." or "Luria's
        ministry spoke."."""
        for sentence in self.scene.here:
            start = sentence.start
            end = phrase_end(self.doc, start, min(sentence.end, at))
            end = next((i for i in range(start, end) if self.doc[i].lower_ in PREPOSITIONS), end)
            led = self.doc[start].lower_ in DETERMINERS or any(
                is_possessive(self.doc, i) for i in range(start, end)
            )
            if named := self._apposed(start, end, at):
                return named
            if start < at and led and end > start + 1:
                head = self.doc[end - 1].lower_
                return self.entity(start, end) if head in WRITINGS | ORGANISATION else None
        return None

    def _apposed(self, start: int, end: int, at: int) -> Entity | None:
        """The body that "The Lurian firm, [Salt Lines], closed" opens with."""
        if end >= at or self.doc[end].text != "," or self.doc[end - 1].lower_ not in ORGANISATION:
            return None
        for mention in self.names.within(end + 1, end + 2):
            entity = self.names.entities[mention]
            closed = self.doc[mention.end : mention.end + 1].text == ","
            return entity if closed and entity.kind == "organisation" else None
        return None

    def _before(self, at: int) -> Entity | None:
        """Whom "who" means: the last name, or "the Kurdish minister" where that is a person's."""
        end = at - (self.doc[at - 1].text in DASHES | {","}) if at else 0
        for start in range(end - 1, max(0, end - FAR), -1):
            if self.doc[start].text in STOPS:
                break
            if self.doc[start].lower_ in DETERMINERS:
                told = has_finite(self.doc, start, end)  # "The mill drew voters who"
                heads = PERSON_ROLES if told else PERSON_ROLES | PEOPLE
                if head_noun(self.doc, start + 1, end) in heads:
                    return self._apposed_person(start) or self.entity(start, end)
                break
        if self.doc[end - 1].lower_ == "those":
            return self.scene.called("those", "group")
        mentions = self.names.within(max(0, at - FAR), at)
        beside = end < at or (mentions and mentions[-1].end == end)
        are_people = kind_of_noun(self.doc[end - 1].lower_) != "organisation"  # "voters who"
        place = mentions and not self.names.entities[mentions[-1]].can_speak
        if place and self.doc[at].lower_ == "who" and (people := self._people_at(mentions[-1])):
            return people
        if mentions and (beside or not are_people):
            if self.doc[at].lower_ == "who" and (person := self.heads.person_among(mentions)):
                return self.names.entities[person]
            return self.names.entities[self.heads.whose_role(mentions)]
        return self.descriptions.meant(chunk_start(self.doc, end), end)

    def _apposed_person(self, start: int) -> Entity | None:
        """Ada Lund, where a phrase says what she is: "by Ada Lund, [a prosecutor], who"."""
        before = self.names.people_in(max(0, start - FAR), start)
        apposed = before and self.doc[start - 1].text == "," and before[-1].end == start - 1
        return self.names.entities[before[-1]] if apposed else None

    def _people_at(self, place: Mention) -> Entity | None:
        """The women in "the women living in Benua, who": a place is no "who"."""
        for i in range(place.title - 1, max(0, place.title - FAR), -1):
            if self.doc[i].text in STOPS or is_finite(self.doc, i):
                return None
            if self.doc[i].lower_ in PEOPLE | PERSON_ROLES:
                return self.descriptions.meant(chunk_start(self.doc, i + 1), i + 1)
        return None


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in ("said", "thought", "held", "known", "understood")


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
