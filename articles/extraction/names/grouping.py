"""One entity for all names of the same: full names first, then acronyms, then single words."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import zip_longest

from spacy.tokens import Doc

from ..entities import SURE, share_of
from ..phrases import PARTICLES, PERSON_ROLES, is_capital
from ..vocabulary import gender_of, nationalities, places, signals
from .mentions import (
    ADDRESSES,
    FAMILY_FIRST,
    FEWEST_INITIALS,
    JOINS,
    ORGANISATION,
    RELATIONS,
    SUFFIXES,
    THINGS,
    Entity,
    Mention,
    Names,
    bare,
    opens_sentence,
    word_at,
)
from .roles import (
    gender_in,
    gender_of_words,
    is_owned,
    noun_before,
    role_after,
    role_apposed_before,
    role_before,
)

Pairs = list[tuple[list[int], Entity]]  # where somebody is named in full, and who

_AGES = frozenset({"elder", "older", "younger"})
_OLD = frozenset({"father", "mother", "dad", "mum", "mom", "grandfather", "grandmother"})
_OLD |= {"uncle", "aunt"}
_YOUNG = frozenset({"son", "daughter", "grandson", "granddaughter", "nephew", "niece"})
_NEAR = 60  # tokens
_YOUNGER = frozenset({"jr", "jr."})
_EPICENE = signals("epicene")
_QUOTES = "'\"“”‘’«»"
_LONGEST_NAME = 5
_SHORTEST_SLIP = 5  # letters of a surname that may be misspelt
_FAR_MORE = 2  # times
_LONG = 8  # letters of a surname that is known by its looks
_REGIONAL = frozenset({"arab", "european", "african", "asian", "western", "islamic", "muslim"})
_UNIONS = frozenset({"un", "eu", "uae", "uk", "us", "nato", "asean"})
_OF_A_NAME = frozenset({"house", "office", "palace", "family", "lawsuit", "report"})


def group_names(doc: Doc, names: Names) -> None:
    grouping = _Grouping(doc, names)
    for mention in sorted(names.mentions, key=lambda m: (-len(m.words), m.start)):
        if len(mention.words) > 1:
            grouping.add_full(mention)
    grouping.add_acronyms()
    for mention in names.mentions:
        if len(mention.words) == 1:
            grouping.add_short(mention)
    for mention in names.mentions:
        grouping.describe(mention)


class _Grouping:
    """Full names are keyed by first and last word, so that "Ada B. Lund" is "Ada Lund"."""

    def __init__(self, doc: Doc, names: Names):
        self.doc, self.names = doc, names
        self.full: dict[tuple[str, ...], Entity] = {}
        self.by_part: dict[str, dict[Entity, list[int]]] = {}
        self.by_last: dict[str, dict[Entity, list[int]]] = {}  # or first, of bodies
        self.short: dict[str, Entity] = {}
        self.initials: dict[str, Entity] | None = None
        self.kin: dict[Entity, str] = {}  # and whose: "son"
        self.titles: dict[Entity, set[str]] = {}
        self.surnames: dict[str, dict[str, set[Entity]]] | None = None  # by two letters
        self.bodies: dict[tuple[str, ...], Entity] = {}  # by what comes before "of" or "for"
        # By all words but the last, and two letters of that; then by the last.
        self.called_alike: dict[tuple[str, ...], dict[str, Entity]] = {}

    def add_full(self, mention: Mention) -> None:
        """Longer names come first, so that "Karimi Lund" finds "Javad Karimi Lund"."""
        words = tuple(bare(word) for word in mention.words)
        key = words
        if mention.kind.startswith("person"):
            core = [word for word in words if word not in SUFFIXES]
            key = (core[0], core[-1]) if len(core) > 1 else words
        entity = self.full.get(key) or self.full.get(words) or self._longer(mention, words)
        entity = entity or self._misspelt_in_full(mention, words)
        if entity and self._is_namesake(mention, entity):
            self.full.pop(key)
            entity = None
        name = _as_written(self.doc, mention)
        if entity is None:
            entity = Entity(name, _entity_kind(mention.kind), can_speak=_can_speak(mention.kind))
            if entity.kind == "person":
                gender = gender_of_words(self.doc, mention.title, mention.start)
                entity.gender = gender or _gender_of_given(words[0])
            self._note_body(entity, words)
        elif len(name) > len(entity.name):
            entity.name = name
        self.full.setdefault(key, entity)
        self.full.setdefault(words, entity)
        self.called_alike.setdefault((*words[:-1], words[-1][:2]), {})[words[-1]] = entity
        if mention.kind == "person":
            entity.kind, entity.sure = "person", True
        self.names.entities[mention] = entity
        if relation := self._relation(mention):
            self.kin.setdefault(entity, relation)
        titles = (word_at(self.doc, i) for i in range(mention.title, mention.start))
        self.titles.setdefault(entity, set()).update(titles)
        halves = words[-1].split("-")[-1:] if entity.kind == "person" else []  # "Ada Ek-Lund"
        particled = (w.split("-", 1)[1] for w in words if _is_particled(w))
        nicknames = (word.strip(_QUOTES) for word in words)  # “Ninna”
        for word in {*nicknames, *particled, *halves}:
            if word not in JOINS and word not in ORGANISATION:
                insort(self.by_part.setdefault(word, {}).setdefault(entity, []), mention.start)
        for word in {words[0], words[-1]} & ORGANISATION:
            insort(self.by_last.setdefault(word, {}).setdefault(entity, []), mention.start)

    def _is_namesake(self, mention: Mention, entity: Entity) -> bool:
        """Whether "Ada Lund" was named before her relative "Ada Lund Jr"."""
        younger = bare(entity.name).split()[-1] in _YOUNGER and entity in self.kin
        if not younger or bare(mention.words[-1]) in SUFFIXES:
            return False
        return mention.start < self.by_part[bare(entity.name).split()[-1]][entity][0]

    def _longer(self, mention: Mention, words: tuple[str, ...]) -> Entity | None:
        """The longer name that these words are a part of."""
        part = " " + " ".join(words) + " "
        person = share_of(self.doc, mention.start, "Person") > SURE
        if words[-1] in ORGANISATION:
            return self.bodies.get(words)
        gender = gender_of_words(self.doc, mention.title, mention.start)
        found = []
        for entity, starts in self.by_part.get(words[-1], {}).items():
            same = entity.kind == "person" or not (mention.kind == "person" or person)
            short = len(entity.name.split()) <= _LONGEST_NAME or mention.kind == "organisation"
            same = same and gender in (None, entity.gender or gender)
            if same and short and part in f" {bare(entity.name)} ":
                found.append((starts, entity))
        return _last_before(found, mention.start)

    def _note_body(self, entity: Entity, words: tuple[str, ...]) -> None:
        """Remember a body by what its name begins with: "Salt Heron Society [of Skail]"."""
        goes_on = (i for i in range(2, len(words)) if words[i] in ("of", "for"))
        if entity.kind == "organisation":
            for i in goes_on:
                self.bodies.setdefault(words[:i], entity)

    def _misspelt_in_full(self, mention: Mention, words: tuple[str, ...]) -> Entity | None:
        """Who differs by a slip in the surname alone: "Ola Brandvold", once "Ola Branvold"."""
        if len(words[-1]) < _SHORTEST_SLIP or share_of(self.doc, mention.start, "Person") < SURE:
            return None
        near = self.called_alike.setdefault((*words[:-1], words[-1][:2]), {})
        found = (entity for last, entity in near.items() if _is_slip(words[-1], last))
        return next((entity for entity in found if entity.kind == "person"), None)

    def add_acronyms(self) -> None:
        """ "Northern Fisheries Board (NFB)" """
        doc = self.doc
        for mention in self.names.mentions:
            i = mention.end
            if i + 2 < len(doc) and doc[i].text == "(" and (close := _closing(doc, i)):
                short = doc[i + 1 : close].text
                entity = self.names.entities.get(mention)
                parts = close - i - 1 > 1  # "(N/FB)", no "(R-Skail)" after a person
                if parts and (entity is None or entity.kind == "person" or "/" not in short):
                    continue
                if entity and (holder := self._holder_after(mention, close)):
                    self.names.entities[mention] = entity = holder
                    self.short[bare(short)] = holder
                if entity and self._is_party(mention, entity, short):
                    continue
                if entity and short[:1].isupper() and " " not in short:
                    self.short.setdefault(bare(short), entity)
                    body = entity.kind == "person" and bare(mention.words[-1]) not in PERSON_ROLES
                    if short.isupper() and len(short) > 2 and body:
                        entity.kind = "organisation"
            agency = self.names.entities.get(mention)
            if agency and (other := self._other_name(mention)):
                self.short.setdefault(other, agency)
        for words, entity in list(self.full.items()):
            if entity.kind == "organisation":
                initials = "".join(word[0] for word in words if word not in JOINS)
                if len(words) > 2 or initials in _UNIONS:
                    self.short.setdefault(initials, entity)

    def _is_party(self, mention: Mention, entity: Entity, short: str) -> bool:
        """Whether what a bracket after a person holds is but their party: "Ada Lund (SPL)"."""
        tagged = share_of(self.doc, mention.start, "Person") > SURE
        initials = "".join(word[0] for word in entity.name.split())
        return entity.kind == "person" and tagged and short not in initials

    def _holder_after(self, office: Mention, close: int) -> Entity | None:
        """Who is in the office that is shortened in brackets: "River Protection Officer (RPO) [Ada
        Lund]"."""
        if office.kind == "person" or bare(office.words[-1]) not in PERSON_ROLES:
            return None
        after = (self.names.entities.get(m) for m in self.names.within(close + 1, close + 2))
        return next((entity for entity in after if entity and entity.kind == "person"), None)

    def _other_name(self, mention: Mention) -> str | None:
        """ "bena" in "the Benuan News Agency, Bena." """
        doc, i = self.doc, mention.end
        if bare(mention.words[-1]) != "agency" or i + 2 >= len(doc) or doc[i].text != ",":
            return None
        alone = is_capital(doc, i + 1) and doc[i + 2].text in (",", ".")
        return bare(doc[i + 1].text) if alone else None

    def add_short(self, mention: Mention) -> None:
        word = bare(mention.words[0])
        entity = self.short.get(word) or self._by_part(mention, word) or self._by_capitals(mention)
        entity = entity or self._by_initials(mention, word)
        entity = entity or self._body_before(mention, word) or self._met_before(mention, word)
        entity = entity or self._misspelt(mention, word)
        if entity is None:
            entity = Entity(
                mention.words[0], _entity_kind(mention.kind), can_speak=_can_speak(mention.kind)
            )
            self.short[word] = entity
        shouted = entity.name.isupper() and len(entity.name) > _SHORTEST_SLIP
        if shouted and mention.words[0].istitle():
            entity.name = mention.words[0]  # "RIYADH - The king of Riyadh"
        if mention.kind == "person" and " " not in entity.name:
            entity.kind, entity.sure = "person", True
        self.names.entities[mention] = entity

    def _by_capitals(self, mention: Mention) -> Entity | None:
        """The Gull Institute of Science, called "GISc"."""
        capitals = "".join(letter for letter in mention.words[0] if letter.isupper())
        mixed = len(capitals) >= FEWEST_INITIALS and not mention.words[0].isupper()
        return self.short.get(capitals.lower()) if mixed else None

    def _misspelt(self, mention: Mention, word: str) -> Entity | None:
        """The only person whose surname differs by a slip: "Brandvold", once "Branvold"."""
        tagged = share_of(self.doc, mention.start, "Person") > SURE or len(word) >= _LONG
        if len(word) < _SHORTEST_SLIP or not tagged or word in nationalities() or word in places():
            return None
        if self.surnames is None:
            self.surnames = {}
            for entity in self.full.values():
                if entity.kind == "person":
                    last = bare(entity.name).split()[-1]
                    self.surnames.setdefault(last[:2], {}).setdefault(last, set()).add(entity)
        near = self.surnames.get(word[:2], {})
        found = {e for last, own in near.items() if _is_slip(word, last) for e in own}
        return self.short.setdefault(word, *found) if len(found) == 1 else None

    def _by_initials(self, mention: Mention, word: str) -> Entity | None:
        """Ola Ek Lund, where an article calls him “OEL”."""
        initials = mention.words[0]
        if not initials.isupper() or len(initials) < FEWEST_INITIALS:
            return None
        if self.initials is None:
            people = (e for e in self.full.values() if e.kind == "person")
            self.initials = {"".join(w[0] for w in e.name.split()): e for e in people}
        entity = self.initials.get(initials)
        return self.short.setdefault(word, entity) if entity else None

    def _body_before(self, mention: Mention, word: str) -> Entity | None:
        """What "the University" is: the body last named that begins or ends so."""
        alone = self.doc[mention.start - 1].lower_ == "the" or opens_sentence(
            self.doc, mention.start
        )
        if word not in ORGANISATION or not alone:
            return None
        bodies = [
            (starts, entity)
            for entity, starts in self.by_last.get(word, {}).items()
            if entity.kind == "organisation" and entity.can_speak
        ]
        return _last_before(bodies, mention.start)

    def _met_before(self, mention: Mention, word: str) -> Entity | None:
        """Who had this surname in an earlier piece of a long text."""
        if mention.kind == "place" or self.doc._.met_before is None:
            return None
        return self.doc._.met_before.get(word)

    def _by_part(self, mention: Mention, word: str) -> Entity | None:
        """The full name that a bare surname stands for: the last one before it, else the next."""
        if mention.kind == "place":
            return None
        gender = gender_of_words(self.doc, mention.title, mention.start)
        fitting = [
            (starts, entity)
            for entity, starts in self.by_part.get(word, {}).items()
            if _names_a(entity, mention) and gender in (None, entity.gender or gender)
        ]
        surnames = [pair for pair in fitting if _surname(pair[1]) == word]
        if len(surnames) > 1:
            surnames = self._by_title(mention, surnames) or surnames
            surnames = self._by_age(mention, surnames) or surnames
        if gender is None and len(surnames) > 1:
            surnames = [pair for pair in surnames if pair[1] not in self.kin] or surnames
            surnames = self._just_named(mention, surnames) or _main(surnames, mention.start)
        return _last_before(surnames or fitting, mention.start)

    def _by_title(self, mention: Mention, pairs: Pairs) -> Pairs:
        """Of several with one surname whoever has the title before it: "Senator Lund"."""
        words = {word_at(self.doc, i) for i in range(mention.title, mention.start)}
        words &= PERSON_ROLES - ADDRESSES
        return [pair for pair in pairs if words & self.titles.get(pair[1], set())]

    def _by_age(self, mention: Mention, pairs: Pairs) -> Pairs:
        """ "the elder Lund" of an Ada Lund and "her son, Ola Lund"."""
        before = {self.doc[i].lower_ for i in range(max(0, mention.title - 1), mention.start)}
        relations = {self.kin.get(entity) for _, entity in pairs} & (_OLD | _YOUNG)
        if not before & _AGES or not relations:
            return []
        kin = bool(relations & _YOUNG) == ("younger" in before)
        return [pair for pair in pairs if (self.kin.get(pair[1]) in relations) == kin]

    def _just_named(self, mention: Mention, pairs: Pairs) -> Pairs:
        """Of several with one surname the one named in full right before, in the same paragraph."""
        last = _last_before(pairs, mention.start)
        starts = next(starts for starts, entity in pairs if entity is last)
        start = max((s for s in starts if s < mention.start), default=0)
        near = 0 < mention.start - start < _NEAR
        parted = near and any("\n" in t.text_with_ws for t in self.doc[start : mention.start])
        return [(starts, last)] if last and near and not parted else []

    def _relation(self, mention: Mention) -> str | None:
        """What a name is to whom, where it is but somebody's relative: "her son, Ola Lund"."""
        i = noun_before(self.doc, mention)
        if i < 1 or self.doc[i].lower_ not in RELATIONS:
            i = next(
                (
                    j
                    for j in range(mention.title, mention.start)
                    if word_at(self.doc, j) in RELATIONS
                ),
                0,
            )
        return word_at(self.doc, i) if i > 0 and is_owned(self.doc, i) else None

    def describe(self, mention: Mention) -> None:
        """Role and gender from the words around a name."""
        entity = self.names.entities[mention]
        if entity.kind != "person":
            return
        gender = gender_of_words(self.doc, mention.title, mention.start)
        first = bare(entity.name.split()[0])
        role = role_before(self.doc, mention) or self.role_after(mention)
        role = role or role_apposed_before(self.doc, mention)
        if role:
            entity.sure = True
        if role and gender is None:
            gender = gender_in(role.lower().split())
        if gender is None and self._relation(mention):
            gender = gender_in([self.doc[noun_before(self.doc, mention)].lower_])
        if gender is None and " " in entity.name:
            gender = _gender_of_given(first)
        entity.gender = entity.gender or gender
        if role and (entity.role is None or len(role) > len(entity.role)):
            entity.role = role

    def role_after(self, mention: Mention) -> str | None:
        """None where it is the next one's: "the minister, Ada Lund, the mayor, Ola Ek"."""
        found = role_after(self.doc, mention)
        if found is None:
            return None
        after = found[1] + 1
        listed = any(m.title == after for m in self.names.people_in(after, after + _LONGEST_NAME))
        if listed and role_apposed_before(self.doc, mention):
            return None
        return self.doc[slice(*found)].text


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter was left out, added or mistaken; a plural is none."""
    plural = word == other + "s" or other == word + "s"
    if abs(len(word) - len(other)) > 1 or word == other or plural:
        return False
    pairs = zip_longest(word, other)
    same = next((i for i, (one, two) in enumerate(pairs) if one != two), len(word))
    shorter, longer = sorted([word[same:], other[same:]], key=len)
    skipped = len(shorter) == len(longer)  # the letter is mistaken
    return shorter[skipped:] == longer[1:]


def _closing(doc: Doc, i: int) -> int | None:
    """The bracket that closes after one word: "(NFB)", "(N/FB)"."""
    return next((j for j in range(i + 2, min(i + 5, len(doc))) if doc[j].text == ")"), None)


def _is_particled(word: str) -> bool:
    """ "El-Rahmi", who may be called "Rahmi" """
    particle, hyphen, name = word.partition("-")
    return bool(hyphen and name) and particle in PARTICLES


def _as_written(doc: Doc, mention: Mention) -> str:
    """A name as it stands; “ADA Lund” at the head of an article is Ada."""
    first, *others = mention.words
    shouted = first.isupper() and gender_of(first.lower()) and len(first) > 2
    if shouted and opens_sentence(doc, mention.start) and not any(map(str.isupper, others)):
        first = first.title()
    return " ".join([first, *others])


def _gender_of_given(name: str) -> str | None:
    return None if name in _EPICENE else gender_of(name)


def _entity_kind(kind: str) -> str:
    return "person" if kind.startswith("person") else "organisation"


def _can_speak(kind: str) -> bool:
    return kind not in ("place", "thing")


def _names_a(entity: Entity, mention: Mention) -> bool:
    """Whether a single word can stand for this full name."""
    if entity.kind == "person":
        return True
    if not entity.can_speak or bare(entity.name).split()[-1] in _OF_A_NAME:
        return False  # "Gilane House" is not what "Gilane" means
    if bare(mention.words[0]) in nationalities() | _REGIONAL | _UNIONS:
        return False  # nor "Benuan Broadcasting" what "Benuan" does
    if bare(mention.words[0]) in THINGS:
        return False  # nor "City Police" what "the City" does
    return mention.kind != "person" and bare(entity.name).split()[0] == bare(mention.words[0])


def _surname(entity: Entity) -> str:
    """The last word of a name; the first of one whose given name is two joined syllables ("Lun
    Ha-ek"), and the one before two others in "Lim Boon Ek" and "Ada Lim Boon Ek"."""
    words = [word for word in bare(entity.name).split() if word not in SUFFIXES]
    syllables = words[-1].split("-")
    if len(words) in (3, 4) and words[-3] in FAMILY_FIRST:
        return words[-3]
    joined = len(words) == 2 == len(syllables) and min(map(len, syllables)) > 1
    return words[0] if joined and "-" not in words[0] else words[-1]


def _main(pairs: Pairs, at: int) -> Pairs:
    """Of several with one surname the one whom the article is about: named in full before, and far
    more often than the others."""
    *others, (most, main) = sorted(pairs, key=lambda pair: len(pair[0]))
    more = all(len(most) >= _FAR_MORE * len(starts) for starts, _ in others)
    return [(most, main)] if more and most[0] < at else pairs


def _last_before(pairs: Pairs, at: int) -> Entity | None:
    """The entity named last before `at`, else the one named first after it."""
    before = [
        (starts[i - 1], k) for k, (starts, _) in enumerate(pairs) if (i := bisect_left(starts, at))
    ]
    if before:
        return pairs[max(before)[1]][1]
    return min(pairs, key=lambda pair: pair[0][0])[1] if pairs else None
