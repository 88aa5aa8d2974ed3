"""Which of the names in a phrase it is about: "Lund" in "Lund, who leads the Board", none in "a
spokesman for the Board"."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from ..entities import DOUBTED, SURE, share_of
from ..names import FUNCTION_WORDS, JOINS, ONCE, ORGANISATION, PEOPLE, Entity, Mention, word_at
from ..phrases import (
    CONJUNCTIONS,
    DETERMINERS,
    MARKS,
    NUMBERS,
    PERSON_ROLES,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    past_determiners,
    small,
)
from ..vocabulary import nationalities, signals
from .nouns import DEMONYMS, NAMELY, head_noun

_ORGANISED = signals("organised")
_OWNED = signals("owned")
_ADDRESSED = frozenset({"dr", "prof", "mr", "mrs", "ms", "eng", "engr", "sheikh"})
_HOUSES = frozenset({"parliament", "congress"})
_NAMING = frozenset({"name", "named", "gave", "called", "known", "identified", "introduced"})
_ENOUGH = 20  # mentions that are asked whether they are a person's


class Heads:
    """Reads names alone, not who is in view."""

    def __init__(self, doc: Doc):
        self.doc, self.names = doc, doc._.names

    def head(self, start: int, end: int) -> Mention | None:
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
            if self._says_whence(mention, start):
                continue
            if self.is_field(mention, end):
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
            m for m in fitting if self.names.entities[m].kind == "person" or self.is_titled(m)
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

    def _says_whence(self, mention: Mention, start: int) -> bool:
        """ "the sailor, a Lurian": no name."""
        apposed = mention.start - 2 > start and self.doc[mention.start - 2].text == ","
        nation = len(mention.words) == 1 and mention.words[0].lower() in DEMONYMS | nationalities()
        return apposed and nation and self.doc[mention.start - 1].lower_ in ("a", "an")

    def _inside_adjunct(self, start: int, first: int) -> bool:
        """Whether a preposition stands before it: "farmers in the county's Jian district"; not of
        "the Board of Salt (BS) Chief Ada Lund"."""
        as_named = self.doc[first - 1].lower_ == "as" and self._names_itself(start, first)
        if self.doc[first - 1].text == ")" or as_named:
            return False
        for i in range(first - 1, start - 1, -1):
            if self.doc[i].text == ",":
                return False
            hyphened = self.doc[i - 1].text == "-"  # "mother-of-two Ada Lund"
            hyphened = hyphened or self.doc[i + 1].lower_ in NUMBERS  # "mother of two Ada Lund"
            if self.doc[i].lower_ in PREPOSITIONS | NAMELY and not (hyphened or self._is_rank(i)):
                return True
        return False

    def is_field(self, mention: Mention, end: int) -> bool:
        """Whether it is half of a ministry: "Deputy Youth and Sports Minister Ada Ek"."""
        after = self.names.people_in(mention.end + 1, end)
        field = len(mention.words) == 1 or self._is_no_one(mention)
        joined = self.doc[mention.end].lower_ == "and" and field
        return joined and any(m.title == mention.end + 1 and m.start > m.title + 1 for m in after)

    def _is_no_one(self, mention: Mention) -> bool:
        """ "Natural Resources", neither a person nor a body."""
        named = mention.kind == "person" or ORGANISATION & {word.lower() for word in mention.words}
        return not named and share_of(self.doc, mention.start, "Person") < DOUBTED

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
        told = any(small(token) in RELATIVES for token in before)
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
            is_capital(self.doc, i) or self.doc[i].lower_ in JOINS for i in range(start, owner)
        )

    def _called(self, person: Mention, start: int) -> bool:
        """Whether a noun right before says what somebody is: "Marsh Nation citizen Ada Lund",
        "member of parliament Ada Lund", "Board of Salt ranger Ada Lund"."""
        doc, before = self.doc, person.title - 1
        if before <= start or not (doc[before].is_alpha and doc[before].text.islower()):
            return False
        end = before - 2 if doc[before].lower_ in _HOUSES else before
        parting = PREPOSITIONS | RELATIVES | CONJUNCTIONS | STOPS
        bodies = (m for m in self.names.within(start, end) if m.kind == "organisation")
        named = {i for body in bodies for i in range(body.start, body.end)}
        parted = any(small(token) in parting and token.i not in named for token in doc[start:end])
        noun = doc[before].lower_ not in FUNCTION_WORDS and not is_finite(doc, before)
        return noun and not parted

    def _heads(self, person: Mention, start: int, end: int) -> bool:
        """Whether a body and an office stand before it: "Board of Salt chief Ada Lund"; "a lawyer
        for Corvel Mayor Ada Lund" is somebody else."""
        if person.title == person.start or head_noun(self.doc, start, end) in PERSON_ROLES | PEOPLE:
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

    def is_office(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a name is but what somebody is: "the Skail South MP", "the Crown Prince", "the UN
        High Envoy for Salt"."""
        last, rest = self.doc[mention.end - 1], self.doc[mention.end : end]
        named = len(mention.words) > 1 and self.names.entities[mention].kind != "person"
        whole = self.doc[start].lower_ == "the" and all(
            is_capital(self.doc, word.i) or word.lower_ in JOINS for word in rest
        )
        return named and whole and last.lower_ in PERSON_ROLES and last.text[0].isupper()

    def is_titled(self, mention: Mention) -> bool:
        return any(
            word_at(self.doc, i) in PERSON_ROLES for i in range(mention.title, mention.start)
        )

    def looks_personal(self, entity: Entity, mention: Mention) -> bool:
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
            self._is_of_organisation(other) for other in self.mentions_of(entity)
        )

    def mentions_of(self, entity: Entity) -> list[Mention]:
        """Where somebody is named; of many the first."""
        return self._mentions.get(entity, [])[:_ENOUGH]

    @cached_property
    def _mentions(self) -> dict[Entity, list[Mention]]:
        found: dict[Entity, list[Mention]] = {}
        for mention, named in self.names.entities.items():
            found.setdefault(named, []).append(mention)
        return found

    def _is_of_organisation(self, mention: Mention) -> bool:
        doc = self.doc
        after = doc[mention.end].lower_ if mention.end < len(doc) else ""
        before = doc[mention.start - 1].lower_ if mention.start else ""
        return after in _OWNED or before in ("the", "company", "firm", "group", "giant", "at")

    def named_after(self, start: int, end: int) -> Entity | None:
        """Who "its editor" is in "its editor, Ruth Amadi,"."""
        doc = self.doc
        if (
            end >= len(doc) - 1
            or doc[end].text != ","
            or head_noun(self.doc, start, end) not in PERSON_ROLES
        ):
            return None
        after = self.names.people_in(end + 1, end + 2)
        return self.names.entities[after[0]] if after else None

    def named_last(self, start: int, end: int) -> Entity | None:
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
        if word_at(doc, mentions[-1].start - 1) in _ADDRESSED:
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
        tagged = share_of(doc, person.start, "Person") > SURE
        start = past_determiners(doc, start, person.start)
        if not tagged or start >= before or not is_capital(doc, start):
            return False
        ends = is_capital(doc, before) or doc[before].lower_ in PERSON_ROLES
        joins = JOINS | {"to"} | PERSON_ROLES
        named = all(
            is_capital(doc, i) or doc[i].lower_ in joins for i in range(start, person.start)
        )
        others = (m for m in self.names.within(start, person.start) if m is not person)
        alone = all(share_of(doc, m.start, "Person") < SURE for m in others)
        of_body = any(doc[i].lower_ in PREPOSITIONS for i in range(start, before))
        return ends and named and alone and of_body

    def _before_clause(self, start: int, end: int) -> int:
        """Where a phrase ends before a comma at its end, or before ", who is a baker"."""
        doc = self.doc
        clause = [i for i in range(start + 1, end - 1) if doc[i].text == ","]
        named = self.names.people_in(start, clause[0])[-1:] if clause else []
        if any(m.end == clause[0] and self._is_full_name(m) for m in named):
            return clause[0]  # "the head of police Ada Lund, a mother of two"
        relative = next((i for i in clause if small(doc[i + 1]) in RELATIVES), end)
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

    def person_among(self, mentions: list[Mention]) -> Mention | None:
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

    def whose_role(self, mentions: list[Mention]) -> Mention:
        """Lund rather than the board in "Lund, head of the board, who": of some names in a row the
        last, or the person before it whose role it is part of."""
        doc, last = self.doc, mentions[-1]
        for person in mentions[-2::-1]:
            between = {doc[i].lower_ for i in range(person.end, last.title)}
            if self.names.entities[person].kind == "person" and doc[person.end].text == ",":
                told = has_finite(doc, person.end, last.title)
                return person if between & PERSON_ROLES and not told else last
        return last
