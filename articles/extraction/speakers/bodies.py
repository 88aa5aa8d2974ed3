"""Which organisation is meant: "the Corvel news agency", "the ministry", "the company"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from spacy.tokens import Doc

from ..documents import DOCUMENTS, WORKS
from ..entities import DOUBTED, share_of
from ..names import ONCE, ORGANISATION, Entity, Mention
from ..phrases import (
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    is_capital,
    is_finite,
    is_possessive,
    past_determiners,
)
from ..vocabulary import places
from .heads import Heads
from .nouns import CALLED_SO, COUNTRIES, Description, introduced
from .scene import Scene

WRITINGS = WORKS | DOCUMENTS | {"document"}
_UNOFFICIAL = frozenset({"group", "charity", "ngo", "organisation", "organization", "club"})
_FIRMS = frozenset(
    {"company", "firm", "airline", "label", "retailer", "carrier", "publisher", "bank", "group"}
    | {"giant", "maker", "manufacturer", "lender", "startup", "conglomerate"}
)
_OF_THE_STATE = frozenset(
    {"government", "ministry", "department", "police", "court", "parliament", "council", "army"}
)
_ARMED = frozenset({"army", "military", "forces"})
_WATCHING = frozenset({"body", "watchdog", "side"})  # "the health body"
_CENTRAL = frozenset({"monetary", "reserve", "bank"})
_SIDES = frozenset({"ruling", "opposition", "governing"})
_LONGEST_NOUN = 14  # tokens
_LEADING = 4  # tokens: "The oil giant Petronor"
_BODIES = (ORGANISATION | CALLED_SO) - WRITINGS
_PARTING = PREPOSITIONS | RELATIVES | STOPS - {"-"}
_PAPERS = ("newspaper", "paper", "agency")
# What stands before an outlet's name: "the state-run Global Era", "state-owned Channel 5".
_STATE_RUN = frozenset({"state", "government", "privately", "-", "run", "owned", "controlled"})


class Bodies:
    """Finds organisations by their names' words and by who is in view."""

    def __init__(self, doc: Doc, scene: Scene, heads: Heads):
        self.doc, self.names = doc, doc._.names
        self.scene, self.heads = scene, heads

    def outlet(self, start: int, end: int) -> Entity | None:
        """ "the Corvel news agency", all of the phrase, is an outlet with a name."""
        start = past_determiners(self.doc, start, end)
        while start < end and self.doc[start].lower_ in _STATE_RUN:
            start += 1
        outlet = next(iter(self.doc._.outlets.within(start, end)), None)
        if outlet is None or not outlet.named or outlet.start > start or outlet.end < end:
            return None
        for mention in self.names.within(outlet.start, outlet.end):
            entity = self.names.entities[mention]
            short = len(mention.words) == 1 and entity.kind == "organisation"
            if entity.name == outlet.name or (short and " " in entity.name):
                entity.kind = "organisation"
                return entity
        return self.scene.called(outlet.name, "organisation", self.doc[outlet.end - 1].lower_)

    def introduced(self, description: Description) -> Entity | None:
        """What "the ruling party", "the ministry" and "the company" is that was named before."""
        start, end, head = description.start, description.end, description.head
        is_bare = end - start == 1  # "the ministry" may be any, "the health ministry" may not
        if entity := self._in_view(description):
            return entity
        if head == "bank" and end - start > 1 and self.doc[end - 2].lower_ == "central":
            return self._central_bank()
        if is_bare and head in _PAPERS:
            return self.scene.last("organisations", start)
        if is_bare and (only := self._only_one(head)):
            return only
        if is_bare and head == "regulator":
            return self._speaking(head) or self._called(head, start)
        plain = not any(self._is_named(i) for i in range(start, end))
        small = self.doc[start:end].text.islower()
        called_so = head in CALLED_SO | {"thinktank"}
        is_bare = is_bare or (called_so and self._says_where(start, end - 1))
        called = self._called(head, start) if plain else None
        if (is_bare and called_so) or (small and head in _WATCHING):
            body = self._speaking(head) or called or self._firm_of_speaker(head)
            return body or self._last_in_view(start, head) or self.told_of(start, head)
        of_which = plain and head in CALLED_SO | {"agency"}  # "the rights group", "the UN agency"
        if called or not of_which:
            return called
        return self._speaking(head) or self._only_one_near(head, start) or self.told_of(start, head)

    def _central_bank(self) -> Entity | None:
        """The one "Bank of Luria" or "Lurian Monetary Authority" of the article."""
        bodies = (e for e in self.scene.everybody if e.kind == "organisation" and e.can_speak)
        found = [e for e in bodies if _CENTRAL & set(e.name.lower().split()) and " " in e.name]
        return found[0] if len(found) == 1 else None

    def told_of(self, at: int, head: str = "") -> Entity | None:
        """Novix, where what is said begins with it: "Novix will close, the company said"."""
        sentence = self.doc._.sentences[self.scene.now]
        told = self.scene.told[0][0] if self.scene.told else self.doc[at].idx
        before = (m for m in self.names.within(sentence.start, at) if told <= self.doc[m.start].idx)
        mention = next(before, None)
        low = max(0, mention.start - _LEADING) if mention else 0
        opens = mention is not None and self.doc[low].idx <= told
        entity = self.names.entities[mention] if mention and opens else None
        return entity if entity and self._may_be_called(entity, head) else None

    def _may_be_called(self, entity: Entity, head: str) -> bool:
        """Whether a name may be that of "the company": a body's, or nobody knows whose."""
        if entity.name in self._outlets and head not in _PAPERS:
            return False
        guessed = entity.kind == "person" and not (" " in entity.name or entity.role)
        guessed = guessed and not entity.gender
        named = (entity.kind == "organisation" or guessed) and entity.name[:1].isupper()
        return named and entity.can_speak and not self._is_other(entity, head)

    def _says_where(self, start: int, end: int) -> bool:
        """Whether words only say where a firm is from: "the Skail-based", "the Lurian"."""
        if start >= end or not is_capital(self.doc, start):
            return False
        words = self.doc[start + 1 : end].text.lower()
        return words == "-based" or (not words and self.doc[start].lower_ in COUNTRIES)

    def _only_one_near(self, head: str, at: int) -> Entity | None:
        """Hamas, where "the militant group" speaks after a sentence that names no other body."""
        views = islice(self.scene.in_view(at), 2)
        named = list(dict.fromkeys(entity for view in views for entity in view.organisations))
        alone = len(named) == 1 and named[0].name not in self._outlets
        alone = alone and self._is_tagged_body(named[0])
        return named[0] if alone and not self._is_other(named[0], head) else None

    def _is_named(self, i: int) -> bool:
        """Whether a word of a description is a name; not in "the Lurian firm", "Oslo-based"."""
        token, after = self.doc[i], self.doc[i + 1 : i + 3].text.lower()
        place = token.lower_ in COUNTRIES or after == "-based"
        return token.is_alpha and not (token.text.islower() or place)

    def _called(self, head: str, at: int) -> Entity | None:
        """The body last called so before: "the monitor" is the Gull Office, a UK-based monitor."""
        named = self._by_noun.get(head, [])
        before = bisect_left(named, at, key=lambda mention: mention.start)
        return self.names.entities[named[before - 1]] if before else None

    @cached_property
    def _by_noun(self) -> dict[str, list[Mention]]:
        """The names of bodies by what they are called beside them, in reading order."""
        found: dict[str, list[Mention]] = {}
        for mention in self.names.mentions:
            entity = self.names.entities[mention]
            if self._may_be_called(entity, ""):
                for noun in self._nouns_beside(mention):
                    found.setdefault(noun, []).append(mention)
        return found

    def _nouns_beside(self, mention: Mention) -> Iterator[str]:
        """ "group" of "the rights group Gull Aid", "monitor" of "Gull Aid, a monitor," """
        doc, before, after = self.doc, self.doc[mention.title - 1], mention.end
        if before.text.islower() and before.lower_ in _BODIES:
            yield before.lower_
        after += 3 * (doc[after : after + 1].text == "(" and doc[after + 2 : after + 3].text == ")")
        comma = doc[after : after + 1].text == ","
        owned = comma and is_possessive(doc, min(after + 2, len(doc) - 1))
        if owned or doc[after : after + 2].text.lower() in (", a", ", an", ", the"):
            start = after + 2 + owned
            following = range(start, min(len(doc), start + _LONGEST_NOUN))
            end = next((i for i in following if self._ends_noun(i)), start)
            told = end > start and doc[end].lower_ in _PARTING
            if told and doc[end - 1].text.islower():
                yield doc[end - 1].lower_

    @cached_property
    def _outlets(self) -> frozenset[str]:
        return frozenset(outlet.name for outlet in self.doc._.outlets.all)

    def _ends_noun(self, i: int) -> bool:
        """Whether nothing from here on belongs to "UK-based monitor"."""
        ends = is_finite(self.doc, i) and not is_possessive(self.doc, i)
        return ends or self.doc[i].lower_ in _PARTING

    def _in_view(self, description: Description) -> Entity | None:
        """The one in view whose name has the word; "the ruling party" is who was called so."""
        start, end = description.start, description.end
        own = [
            entity
            for view in self.scene.in_view(start)
            for entity in view.organisations
            if self._has_noun(entity, description.head) and self._is_owned_alike(entity, start, end)
        ]
        modifier = self.doc[start].lower_
        called = (entity for entity in own if self._is_so_called(entity, modifier))
        return next(called, None) or next(iter(own), None)

    def _has_noun(self, entity: Entity, head: str) -> bool:
        """Whether a body is called so: "the military" is the Lurian army."""
        words = entity.name.lower().split()
        lines = head in _FIRMS and f"{head}s" in words  # "the airline", Salt Airlines
        return head in words or lines or (head == "military" and words[-1] in _ARMED)

    def _is_owned_alike(self, entity: Entity, start: int, end: int) -> bool:
        """ "The prosecutors' document" is no other's document."""
        owners = (self.doc[i - 1].text for i in range(start + 1, end) if is_possessive(self.doc, i))
        return all(owner in entity.name for owner in owners)

    def _is_so_called(self, entity: Entity, modifier: str) -> bool:
        """Whether it was called "the ruling" or "the opposition" one before."""
        return modifier in _SIDES and any(
            mention.start and self.doc[mention.start - 1].lower_ == modifier
            for mention in self.heads.mentions_of(entity)
        )

    def _only_one(self, head: str) -> Entity | None:
        """The one organisation of the article whose name begins or ends so, however far back: "the
        ministry" for the Ministry of Salt."""
        called = {
            id(entity): entity
            for entity in self.scene.everybody
            if entity.kind == "organisation" and self._is_called(entity, head)
        }
        return next(iter(called.values())) if head in ORGANISATION and len(called) == 1 else None

    def _is_called(self, entity: Entity, head: str) -> bool:
        first, *others = entity.name.lower().split()
        return bool(others) and head in (first, others[-1])

    def _speaking(self, head: str) -> Entity | None:
        """The organisation that spoke last, just now."""
        body = self.scene.just_spoke
        if body is None:
            return None
        now = self.doc._.sentences[self.scene.now].start
        fits = self._may_be_called(body, head) and not introduced(self.doc, head, now)
        return body if fits else None

    def _firm_of_speaker(self, head: str) -> Entity | None:
        """Orvel, after "Orvel chief executive Ada Lund said so."."""
        before = [person for view in self.scene.seen[-1:] for person in view.people]
        speaker = self.scene.just_spoke or next(iter(before), None)
        if head not in _FIRMS or speaker is None:
            return None
        if of_whom := speaker.name.partition(" for ")[2]:  # "a spokesman for Orvel"
            return next(
                (e for e in self.scene.everybody if of_whom in (e.name, *e.name.split())), None
            )
        words = (speaker.role or "").split()
        count = next(
            (i for i, w in enumerate(words) if not w[0].isupper() or w.lower() in PERSON_ROLES), 0
        )
        name = " ".join(words[:count])
        if not name or name.lower() in COUNTRIES | ONCE:
            return None
        known = (e for e in self.scene.everybody if e.name == name)
        return next(known, None) or self.scene.called(name, "organisation")

    def _is_other(self, body: Entity, head: str) -> bool:
        """Whether its name says that a body is none of those: a ministry is no company."""
        words = set(body.name.lower().split())
        return head in _FIRMS | _UNOFFICIAL and bool(words & _OF_THE_STATE)

    def _last_in_view(self, at: int, head: str) -> Entity | None:
        """Who "the company" is: the organisation last in view that is no outlet and no place."""
        for view in self.scene.in_view(at):
            for entity in view.organisations:
                apart = entity.name in self._outlets or entity.name.lower() in places()
                other = apart or self._is_other(entity, head)
                if not other and self._is_tagged_body(entity):
                    return entity
        return None

    def _is_tagged_body(self, entity: Entity) -> bool:
        """Whether the encoder does not take a name for something else, a language or a people."""
        mentions = self.heads.mentions_of(entity)
        if self.doc._.entity_shares is None or not mentions:
            return True
        return any(share_of(self.doc, m.start, "Organization") > DOUBTED for m in mentions)

    def last_of_several(self, at: int) -> Entity | None:
        """The organisation last in view that people are in: not a region that was only named."""
        for view in self.scene.in_view(at):
            for entity in view.organisations:
                words = entity.name.lower().split()
                if words[-1] not in WRITINGS and (entity.sure or ORGANISATION & set(words)):
                    return entity
        return None
