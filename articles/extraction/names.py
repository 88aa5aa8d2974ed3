"""Names, titles and who is meant: from a mention ("Lund", "she", "the minister") to one entity.

Two steps. `find_names` marks runs of capitalised words, splits titles off them and groups the ones
that name the same person or organisation: full names first, then surnames, first names and
acronyms. `Resolver` goes through the attributions in reading order and gives each source its
entity; pronouns and descriptions look back to who was last in view.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from .attribution import Attribution
from .phrases import (
    DAYS,
    DETERMINERS,
    MONTHS,
    PARTICLES,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    is_capital,
    is_possessive,
    phrase_end,
    phrase_start,
)
from .vocabulary import gender_of, grammar, nationalities, outlets, places, roles, signals

_FUNCTION_WORDS = grammar(
    "determiner", "possessive", "pronoun", "object_pronoun", "preposition", "conjunction",
    "subordinator", "relative", "auxiliary", "modal", "negation", "adverb", "day", "month",
) - {"may", "will", "mark"}  # fmt: skip
_ORGANISATION = roles("organisation")
_PEOPLE = roles("people")
_THINGS = roles("thing")
_RELATIONS = roles("relation")
_HONORIFICS = roles("honorific")
_TITLES = roles("honorific", "rank", "office")
_MODIFIERS = roles("modifier") | nationalities()
_JOINS = signals("joins")
_SENTENCES_BACK = 8
_SUFFIXES = signals("suffixes")


@dataclass(eq=False)
class Entity:
    """One person, organisation or group of an article. `gender` is "male", "female" or None.

    A person is `sure` by a title, a known given name or by speaking; what is only a name that looks
    like a person's comes last when a pronoun is resolved. A place or an event cannot speak.
    """

    name: str
    kind: str
    role: str | None = None
    gender: str | None = None
    sure: bool = False
    can_speak: bool = True
    head: str = ""


@dataclass(frozen=True)
class Mention:
    """A name in the text: tokens start..end without its title, whose tokens begin at `title`."""

    start: int
    end: int
    title: int
    words: tuple[str, ...]
    kind: str


@dataclass
class Names:
    """All mentions of names in reading order, and the entity of each."""

    mentions: list[Mention] = field(default_factory=list)
    entities: dict[Mention, Entity] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def index(self) -> None:
        self._starts = [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return self.mentions[low:high]

    def people_in(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.within(start, end) if self.entities[m].kind == "person"]


if not Doc.has_extension("names"):
    Doc.set_extension("names", default=Names())


@Language.factory("on_record_names")
def create_names(nlp: Language, name: str):
    """Writes `doc._.names`."""

    def component(doc: Doc) -> Doc:
        doc._.names = find_names(doc)
        return doc

    return component


@Language.factory("on_record_speakers")
def create_speakers(nlp: Language, name: str):
    """Gives every attribution its `speaker`."""

    def component(doc: Doc) -> Doc:
        Resolver(doc).resolve_all(doc._.attributions)
        return doc

    return component


# -- mentions ----------------------------------------------------------------------------------


def find_names(doc: Doc) -> Names:
    names = Names()
    i = 0
    while i < len(doc):
        end = _run_end(doc, i)
        if end > i:
            names.mentions.extend(_split_run(doc, i, end))
        i = max(end, i + 1)
    names.index()
    _group(doc, names)
    return names


def _starts_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ in MONTHS and gender_of(token.lower_) and i + 1 < len(doc):
        follows = doc[i + 1]  # "April Osei", not "April" or "In April Mayor Osei"
        return is_capital(doc, i + 1) and follows.lower_ not in _FUNCTION_WORDS | PERSON_ROLES
    return (
        token.text[:1].isupper()
        and token.lower_ not in _FUNCTION_WORDS
        and not is_possessive(doc, i)
        and not (token.is_punct)
    )


def _run_end(doc: Doc, start: int) -> int:
    """The end of the run of capitalised words that begins at `start`."""
    if not _starts_name(doc, start):
        return start
    outlet = next(iter(doc._.outlets.within(start, start + 1)), None)
    i = start + 1
    while i < len(doc):
        token, before = doc[i], doc[i - 1]
        if token.is_space or (outlet and i == outlet.end):
            break
        glued = not before.whitespace_
        if glued and token.text in ("-", "‑", "/") and i + 1 < len(doc) and not token.whitespace_:
            i += 2
            continue
        if is_possessive(doc, i) and i + 1 < len(doc) and _is_plural_owner(doc, i):
            i += 2
            continue
        if token.text[:1].isupper() and (
            token.lower_ not in _FUNCTION_WORDS or token.lower_ in PARTICLES
        ):
            i += 1
            continue
        step = _joined_by(doc, start, i)
        if not step:
            break
        i += step
    return i


def _is_plural_owner(doc: Doc, i: int) -> bool:
    """ "Bakers' Guild" is one name."""
    return (
        doc[i].text in ("'", "’")
        and doc[i - 1].text.endswith("s")
        and is_capital(doc, i + 1)
        and doc[i + 1].lower_ in _ORGANISATION
    )


def _joined_by(doc: Doc, start: int, i: int) -> int:
    """How many small words stand between two parts of one name: "Ministry of Health"."""
    word = doc[i].lower_
    following = next(
        (j for j in range(i + 1, min(i + 3, len(doc))) if doc[j].text[:1].isupper()), None
    )
    if following is None:
        return 0
    between = [doc[j].lower_ for j in range(i, following)]
    if any(part in MONTHS | DAYS for part in [doc[following].lower_]):
        return 0
    if all(part in PARTICLES for part in between):
        return following - i
    organised = any(doc[j].lower_ in _ORGANISATION for j in range(start, i))
    if organised and word in ("of", "for") and all(part in _JOINS for part in between):
        return following - i
    if organised and word in ("and", "&") and len(between) == 1:
        later = doc[min(following + 1, len(doc) - 1)]
        return (
            following - i
            if word == "&"
            or later.lower_ in _ORGANISATION
            or (
                doc[i - 1].lower_ not in _ORGANISATION
                and any(doc[j].lower_ in ("of", "for") for j in range(start, i))
            )
            else 0
        )
    return 0


def _split_run(doc: Doc, start: int, end: int) -> list[Mention]:
    """A run is a title and a name ("Foreign Minister Sana Ode"), or a name alone, or neither."""
    named_after_place = any(_word(doc, i) in _ORGANISATION | _THINGS for i in range(start, end))
    first = start
    while start < end - 1 and doc[start].lower_ in nationalities() and not named_after_place:
        start += 1
    cut = _title_end(doc, start, end)
    words = tuple(doc[cut:end].text.split())
    lower = [_plain(word) for word in words]
    addressed = cut > start and _word(doc, cut - 1) in _HONORIFICS and lower[0] not in _TITLES
    if not addressed and all(word in PERSON_ROLES | _MODIFIERS | _PEOPLE for word in lower):
        return []
    title = _title_start(doc, first if cut > start else start)
    return [Mention(cut, end, title, words, _kind(doc, title, cut, end, lower))]


def _word(doc: Doc, i: int) -> str:
    return doc[i].lower_.rstrip(".")


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Where in a run of capitalised words the name begins: after its last title.

    An occupation is taken for a title only where a full name follows or nothing but titles stands
    before, for many surnames are occupations.
    """
    if _word(doc, end - 1) in _ORGANISATION | _THINGS and _word(doc, start) not in _HONORIFICS:
        return start
    given = gender_of(_word(doc, start)) and _word(doc, start) not in PERSON_ROLES
    cut, known = start, True
    for i in range(start, end - 1):
        word = _word(doc, i)
        is_title = word in _TITLES or (word in PERSON_ROLES and (known or end - i > 2))
        if is_title and not (given and i > start):
            cut = i + 1
        known = known and (word in _MODIFIERS | PERSON_ROLES | _ORGANISATION or word == "-")
    opens = start == 0 or doc[start - 1].is_space or doc[start - 1].text in STOPS
    if (
        cut == start
        and opens
        and not given
        and end - start > 2
        and gender_of(_word(doc, start + 1))
    ):
        return start + 1  # "Keeper Ana Brook" at the head of a sentence
    if _word(doc, cut) in _SUFFIXES or not doc[cut].text[:1].isalnum():
        return start
    return cut


def _title_start(doc: Doc, start: int) -> int:
    """Lower-case words before a name that say what the person is: "energy minister"."""
    i = start
    while i > 0 and start - i < 8:
        before = doc[i - 1]
        word = before.lower_
        if (
            before.text == "-"
            or (before.text.islower() and (word in PERSON_ROLES or word in _MODIFIERS))
            or (
                i < start
                and before.text.isalpha()
                and not is_possessive(doc, i - 1)
                and word not in _FUNCTION_WORDS
                and (
                    (
                        before.text.islower()
                        and doc[i].text.islower()
                        and not word.endswith(("ed", "s"))
                    )
                    or (is_capital(doc, i - 1) and i - 2 >= 0)
                )
            )
        ):
            i -= 1
        else:
            break
    if i < start and not any(doc[j].lower_ in PERSON_ROLES for j in range(i, start)):
        return start
    return i


def _kind(doc: Doc, title: int, start: int, end: int, lower: list[str]) -> str:
    """ "person", "organisation", "place" or "unknown"."""
    titled = any(doc[i].lower_.rstrip(".") in PERSON_ROLES for i in range(title, start))
    name = " ".join(lower)
    if name in places():
        return "place"
    if lower[-1] in _THINGS:
        return "thing"
    if lower[-1] in _ORGANISATION or any(
        w in _ORGANISATION for w in lower[:-1] if len(lower) > 2 or "of" in lower
    ):
        return "organisation"
    if titled:
        return "person"
    if tuple(doc[start:end].text.replace("’", "'").split()) in outlets():
        return "organisation"
    if lower[0] in _ORGANISATION and len(lower) > 1:
        return "organisation"
    if gender_of(lower[0]) and 2 <= len(lower) <= 4:
        return "person"
    if len(lower) == 1 and doc[start].text.isupper() and len(doc[start]) > 1:
        return "organisation"
    if start > 0 and doc[start - 1].lower_ == "the":
        return "organisation"
    if len(lower) in (2, 3) and all(word[:1].isalpha() for word in lower) and "&" not in lower:
        return "person?"
    return "unknown"


# -- one entity for all names of the same ------------------------------------------------------


def _group(doc: Doc, names: Names) -> None:
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
        self.short: dict[str, Entity] = {}

    def add_full(self, mention: Mention) -> None:
        """Longer names come first, so that "Karimi Lund" finds "Javad Karimi Lund"."""
        words = tuple(_plain(word) for word in mention.words)
        key = words
        if mention.kind.startswith("person"):
            core = [word for word in words if word not in _SUFFIXES]
            key = (core[0], core[-1]) if len(core) > 1 else words
        entity = self.full.get(key) or self.full.get(words) or self._longer(words, mention.kind)
        name = " ".join(mention.words)
        if entity is None:
            entity = Entity(name, _entity_kind(mention.kind), can_speak=_can_speak(mention.kind))
            if entity.kind == "person":
                gender = _gender_of_words(self.doc, mention.title, mention.start)
                entity.gender = gender or gender_of(words[0])
        elif len(name) > len(entity.name):
            entity.name = name
        self.full.setdefault(key, entity)
        self.full.setdefault(words, entity)
        if mention.kind == "person":
            entity.kind, entity.sure = "person", True
        self.names.entities[mention] = entity
        for word in set(words):
            if word not in _JOINS and word not in _ORGANISATION:
                insort(self.by_part.setdefault(word, {}).setdefault(entity, []), mention.start)

    def _longer(self, words: tuple[str, ...], kind: str) -> Entity | None:
        """The longer name that these words are a part of."""
        part = " " + " ".join(words) + " "
        for entity in self.by_part.get(words[-1], ()):
            same = entity.kind == "person" or kind != "person"
            if same and part in f" {_plain(entity.name)} ":
                return entity
        return None

    def add_acronyms(self) -> None:
        """ "Northern Fisheries Board (NFB)" """
        doc = self.doc
        for mention in self.names.mentions:
            i = mention.end
            if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")":
                short = doc[i + 1].text
                entity = self.names.entities.get(mention)
                if entity and short[:1].isupper() and " " not in short:
                    self.short.setdefault(_plain(short), entity)
                    if short.isupper() and len(short) > 2 and entity.kind == "person":
                        entity.kind = "organisation"
        for words, entity in list(self.full.items()):
            if entity.kind == "organisation" and len(words) > 2:
                initials = "".join(word[0] for word in words if word not in _JOINS)
                self.short.setdefault(initials, entity)

    def add_short(self, mention: Mention) -> None:
        word = _plain(mention.words[0])
        entity = self.short.get(word) or self._by_part(mention, word)
        if entity is None:
            entity = Entity(
                mention.words[0], _entity_kind(mention.kind), can_speak=_can_speak(mention.kind)
            )
            self.short[word] = entity
        if mention.kind == "person" and " " not in entity.name:
            entity.kind, entity.sure = "person", True
        self.names.entities[mention] = entity

    def _by_part(self, mention: Mention, word: str) -> Entity | None:
        """The full name that a bare surname stands for: the last one before it, else the next."""
        if mention.kind == "place":
            return None
        gender = _gender_of_words(self.doc, mention.title, mention.start)
        fitting = [
            (starts, entity)
            for entity, starts in self.by_part.get(word, {}).items()
            if _names_a(entity, mention) and gender in (None, entity.gender or gender)
        ]
        surnames = [pair for pair in fitting if _plain(pair[1].name).split()[-1] == word]
        return _last_before(surnames or fitting, mention.start)

    def describe(self, mention: Mention) -> None:
        """Role and gender from the words around a name."""
        entity = self.names.entities[mention]
        if entity.kind != "person":
            return
        gender = _gender_of_words(self.doc, mention.title, mention.start)
        first = _plain(entity.name.split()[0])
        role = _role_before(self.doc, mention) or _role_after(self.doc, mention)
        role = role or _role_apposed_before(self.doc, mention)
        if role:
            entity.sure = True
        if role and gender is None:
            gender = _gender_in(role.lower().split())
        if gender is None and " " in entity.name:
            gender = gender_of(first)
        entity.gender = entity.gender or gender
        if role and (entity.role is None or len(role) > len(entity.role)):
            entity.role = role


def _entity_kind(kind: str) -> str:
    return "person" if kind.startswith("person") else "organisation"


def _can_speak(kind: str) -> bool:
    return kind not in ("place", "thing")


def _names_a(entity: Entity, mention: Mention) -> bool:
    """Whether a single word can stand for this full name."""
    if entity.kind == "person":
        return True
    return mention.kind != "person" and _plain(entity.name).split()[0] == _plain(mention.words[0])


def _last_before(pairs: list[tuple[list[int], Entity]], at: int) -> Entity | None:
    """The entity named last before `at`, else the one named first after it."""
    before = [
        (starts[i - 1], k) for k, (starts, _) in enumerate(pairs) if (i := bisect_left(starts, at))
    ]
    if before:
        return pairs[max(before)[1]][1]
    return min(pairs, key=lambda pair: pair[0][0])[1] if pairs else None


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _gender_of_words(doc: Doc, start: int, end: int) -> str | None:
    return _gender_in([doc[i].lower_ for i in range(start, end)])


def _gender_in(words: list[str]) -> str | None:
    for word in words:
        for gender in ("male", "female"):
            if word.rstrip(".") in roles(gender):
                return gender
    return None


def _role_before(doc: Doc, mention: Mention) -> str | None:
    words = [doc[i].lower_.rstrip(".") for i in range(mention.title, mention.start)]
    if not words or all(word in _HONORIFICS or word == "." for word in words):
        return None
    words = [word for word in words if word in PERSON_ROLES]
    if words and words[-1] in _RELATIONS:
        return None
    return doc[mention.title : mention.start].text


def _role_apposed_before(doc: Doc, mention: Mention) -> str | None:
    """ "its editor, Ruth Amadi," is an editor."""
    i = mention.start - 1
    if mention.title < mention.start or i < 2 or doc[i].text != ",":
        return None
    if mention.end >= len(doc) or doc[mention.end].text not in (",", "("):
        return None
    start = phrase_start(doc, i, max(0, i - 8))
    head = [doc[j].lower_ for j in range(start, i)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not head[:stop] or head[stop - 1] not in PERSON_ROLES:
        return None
    while start < i and (doc[start].lower_ in DETERMINERS or is_possessive(doc, start + 1)):
        start += 2 if is_possessive(doc, start + 1) else 1
    role = doc[start:i].text
    return role if role and head[stop - 1] not in _RELATIONS else None


_LONGEST_ROLE = 16
_NO_ROLE = PREPOSITIONS | grammar("possessive") | {"who", "whose", "and", "as", "but", "both"}


def _role_after(doc: Doc, mention: Mention) -> str | None:
    """ "Ada Lund, the mayor of Tromso, said" """
    i = mention.end
    if i >= len(doc) - 1 or doc[i].text not in (",", "("):
        return None
    end = next(
        (
            j
            for j in range(i + 1, min(i + _LONGEST_ROLE, len(doc)))
            if doc[j].text in STOPS - {"-"}
            or doc[j].is_space
            or doc[j].lower_ in ("who", "said", "told")
        ),
        None,
    )
    if end is None or end <= i + 1:
        return None
    start = i + 1 + (doc[i + 1].lower_ in ("a", "an", "the"))
    if start >= end or doc[start].lower_ in _NO_ROLE:
        return None
    head = [doc[j].lower_ for j in range(start, end)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not any(word in PERSON_ROLES for word in head[:stop][-3:]):
        return None
    return doc[start:end].text


# -- who is meant --------------------------------------------------------------------------------


@dataclass
class _Seen:
    """Who was in view in one sentence, the most prominent first."""

    sentence: int
    people: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    groups: list[Entity] = field(default_factory=list)
    subject: Entity | None = None


class Resolver:
    """Goes through sentences and attributions in reading order; remembers who is in view."""

    def __init__(self, doc: Doc):
        self.doc, self.names = doc, doc._.names
        self.seen: list[_Seen] = []
        self.descriptions: dict[str, Entity] = {}

    def resolve_all(self, attributions: list[Attribution]) -> None:
        by_sentence: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            by_sentence.setdefault(attribution.sentence.start, []).append(attribution)
        for sentence in self.doc._.sentences:
            view = self._view(sentence.start, sentence.end)
            for attribution in by_sentence.get(sentence.start, []):
                attribution.speaker = self._speaker(attribution)
                if attribution.speaker and attribution.source:
                    attribution.speaker.sure = True
                    self._note(view, attribution.speaker)
            self.seen.append(view)

    def _view(self, start: int, end: int) -> _Seen:
        view = _Seen(start)
        for mention in self.names.within(start, end):
            if self.doc._.quotations.at(self.doc[mention.start].idx):
                continue
            entity = self.names.entities[mention]
            if mention.start == start:
                view.subject = entity
            if entity.can_speak:
                self._add(view, entity)
        if group := self._group_at(start, end):
            self._add(view, group)
        return view

    def _group_at(self, start: int, end: int) -> Entity | None:
        """The people a sentence opens with: "Farmers on the left bank were angrier." """
        stop = phrase_end(self.doc, start, min(end, start + 12))
        if stop <= start or self.names.within(start, start + 1):
            return None
        return self._description(start, stop) if self._head_noun(start, stop) in _PEOPLE else None

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
        return self.entity(*attribution.source)

    def entity(self, start: int, end: int) -> Entity | None:
        """Who the phrase of tokens start..end means."""
        doc = self.doc
        word = doc[start].lower_
        if end - start == 1 and (entity := self._pronoun(word, start)):
            return entity
        if entity := self._outlet(start, end):
            return entity
        if mention := self._head_name(start, end):
            entity = self.names.entities[mention]
            if entity.kind != "person" and self._has_personal_title(mention):
                entity.kind = "person"
            return entity
        if (entity := self._named_after(start, end)) is not None:
            return entity
        return self._description(start, end)

    def _outlet(self, start: int, end: int) -> Entity | None:
        """ "the Corvel news agency", all of the phrase, is an outlet with a name."""
        while start < end and self.doc[start].lower_ in DETERMINERS:
            start += 1
        outlet = next(iter(self.doc._.outlets.within(start, end)), None)
        if outlet is None or not outlet.named or outlet.start > start or outlet.end < end:
            return None
        for mention in self.names.within(outlet.start, outlet.end):
            if self.names.entities[mention].name == outlet.name:
                return self.names.entities[mention]
        entity = Entity(outlet.name, "organisation", head=self.doc[outlet.end - 1].lower_)
        return self.descriptions.setdefault(outlet.name.lower(), entity)

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
        fitting = []
        for mention in inside:
            after = doc[mention.end] if mention.end < len(doc) else None
            if mention.end < end and is_possessive(doc, mention.end):
                continue
            first = mention.title
            while first > start and doc[first - 1].lower_ in DETERMINERS:
                first -= 1
            if self._inside_adjunct(start, first):
                continue
            modifies = (
                mention.end < end
                and after is not None
                and after.text[:1].isalpha()
                and after.text.islower()
                and after.lower_ not in _FUNCTION_WORDS
            )
            if not modifies:
                fitting.append(mention)
        people = [m for m in fitting if self.names.entities[m].kind == "person"]
        if fitting and fitting[0].title <= start + 1 and not people[:1]:
            return fitting[0]
        return next(iter(people or fitting), None)

    def _inside_adjunct(self, start: int, first: int) -> bool:
        """Whether a preposition stands before it: "farmers in the county's Jian district"."""
        for i in range(first - 1, start - 1, -1):
            if self.doc[i].text == ",":
                return False
            if self.doc[i].lower_ in PREPOSITIONS:
                return True
        return False

    def _bracketed(self, mention: Mention, start: int) -> bool:
        return mention.start > start and self.doc[mention.start - 1].text == "("

    def _pronoun(self, word: str, at: int) -> Entity | None:
        if word in ("he", "she", "him", "her"):
            return self._last_person("male" if word in ("he", "him") else "female", at)
        if word == "it":
            return self._last("organisations", at)
        if word == "they":
            return (
                self._last("groups", at)
                or self._last("organisations", at)
                or self._last("people", at)
            )
        if word in ("who", "which"):
            return self._before(at)
        if word in ("i", "we", "you", "someone", "somebody"):
            kind = "group" if word == "we" else "unnamed"
            return self.descriptions.setdefault(word, Entity(self.doc[at].text, kind))
        return None

    def _before(self, at: int) -> Entity | None:
        mentions = self.names.within(max(0, at - 12), at)
        return self.names.entities[mentions[-1]] if mentions else None

    def _views(self, at: int):
        """The sentences in view, nearest first; of the current one only what stands before."""
        yield self._view(self.doc._.sentences[len(self.seen)].start, at)
        yield from reversed(self.seen[-_SENTENCES_BACK:])

    def _last_person(self, gender: str, at: int) -> Entity | None:
        """The person last in view who can be meant; one known to be a person if there is any."""
        unsure = None
        for view in self._views(at):
            fitting = [person for person in view.people if person.gender in (None, gender)]
            sure = [person for person in fitting if person.sure or person is view.subject]
            if sure:
                sure[0].gender = gender
                return sure[0]
            unsure = unsure or next(iter(fitting), None)
        return unsure

    def _last(self, kind: str, at: int) -> Entity | None:
        """The one last in view; who has spoken comes before who was only named."""
        views = list(self._views(at))
        named = [entity for view in views for entity in getattr(view, kind)]
        spoke = (entity for view in views[:3] for entity in getattr(view, kind) if entity.sure)
        return next(spoke, None) or next(iter(named), None)

    # -- descriptions ----------------------------------------------------------------------------

    def _description(self, start: int, end: int) -> Entity | None:
        """ "the minister" is who was introduced as one; "a farmer" is somebody without a name."""
        doc = self.doc
        definite = doc[start].lower_ in ("the", "this", "that")
        while start < end and (
            doc[start].lower_ in DETERMINERS
            and doc[start].lower_ not in ("all", "many", "some", "several")
        ):
            start += 1
        end = self._description_end(start, end)
        if start >= end:
            return None
        head = self._head_noun(start, end)
        kind = _kind_of_noun(head)
        if definite and (entity := self._introduced_as(head, kind, start)):
            return entity
        name = doc[start:end].text
        key = name.lower()
        if key not in self.descriptions:
            gender = _gender_in(key.split())
            self.descriptions[key] = Entity(name, kind, gender=gender, head=head)
        return self.descriptions[key]

    def _description_end(self, start: int, end: int) -> int:
        for i in range(start, end):
            word = self.doc[i].lower_
            if self.doc[i].text in STOPS - {"-"} or word in (
                "who",
                "which",
                "that",
                "in",
                "on",
                "during",
            ):
                return i
            if i > start and word.endswith("ed") and word not in _PEOPLE:
                return i
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
        return self.doc[max(start, stop - 1)].lower_

    def _introduced_as(self, head: str, kind: str, at: int) -> Entity | None:
        if kind == "unnamed":
            for view in self._views(at):
                for person in view.people:
                    if (
                        person.kind == "person"
                        and person.role
                        and head in person.role.lower().split()
                    ):
                        return person
            return self._described(head) or self._by_role(head) or self._still_speaking(head, at)
        if kind == "organisation":
            for view in self._views(at):
                for entity in view.organisations:
                    if head in entity.name.lower().split():
                        return entity
            if head in (
                "company",
                "group",
                "organisation",
                "organization",
                "union",
                "agency",
                "ministry",
                "newspaper",
                "paper",
                "party",
                "firm",
                "bank",
            ):
                return self._last("organisations", at)
        return None

    def _described(self, head: str) -> Entity | None:
        """ "the official" after "an official of the water board" """
        return next((e for e in reversed(self.descriptions.values()) if e.head == head), None)

    def _still_speaking(self, head: str, at: int) -> Entity | None:
        """ "the lawmaker", never introduced as one, is who spoke last, if gender allows."""
        if self._introduced(head, at):
            return None
        gender = _gender_in([head])
        for view in self.seen[-2:][::-1]:
            for person in view.people[:1]:
                fits = gender in (None, person.gender) or person.gender is None
                if (person.sure or person is view.subject) and person.kind == "person" and fits:
                    return person
        return None

    def _introduced(self, head: str, at: int) -> bool:
        """Whether "a lawmaker" stands nearby before it: then that one is meant."""
        doc = self.doc
        return any(
            doc[i].lower_ == head
            and any(doc[j].lower_ in ("a", "an", "another", "one") for j in range(max(0, i - 4), i))
            for i in range(max(0, at - 300), at)
        )

    def _by_role(self, head: str) -> Entity | None:
        """The only person of the article whose title ends with this word."""
        holders = {
            id(e): e
            for e in self.names.entities.values()
            if e.kind == "person" and e.role and e.role.lower().split()[-1] == head
        }
        return next(iter(holders.values())) if len(holders) == 1 else None


def _kind_of_noun(noun: str) -> str:
    if noun in _PEOPLE:
        return "group"
    if noun in PERSON_ROLES:
        return "unnamed"
    if noun in _ORGANISATION or noun in ("media", "paper"):
        return "organisation"
    if re.fullmatch(r"[a-z]{3,}(?<!s)s", noun):
        singular = noun[:-1]
        return (
            "organisation"
            if singular in _ORGANISATION and singular not in PERSON_ROLES
            else "group"
        )
    return "unnamed" if noun.endswith(("er", "or", "ist", "ian", "man", "ant")) else "organisation"
