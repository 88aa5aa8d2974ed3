"""Names and titles: all the ways in which an article names somebody, and the one they mean.

`find_names` marks runs of capitalised words, splits titles off them and groups those that name the
same person or organisation: full names first, then surnames, first names and acronyms.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from statistics import fmean

from spacy.language import Language
from spacy.tokens import Doc

from .capitals import title_lines
from .entities import LABELS, SURE, TAGS, share_of
from .phrases import (
    DAYS,
    DETERMINERS,
    MARKS,
    MONTHS,
    PARTICLES,
    PERSON_ROLES,
    PREPOSITIONS,
    STOPS,
    SUBJECT_PRONOUNS,
    Tokens,
    closes_phrase,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    past_determiners,
    phrase_start,
    reports,
    small,
)
from .vocabulary import (
    gender_of,
    grammar,
    nationalities,
    outlets,
    places,
    reporting_verbs,
    roles,
    signals,
)

FUNCTION_WORDS = grammar(
    "determiner", "possessive", "pronoun", "object_pronoun", "preposition", "conjunction",
    "subordinator", "relative", "auxiliary", "modal", "negation", "adverb", "day", "month",
) - {"may", "will", "mark"}  # fmt: skip
ORGANISATION = roles("organisation")
PEOPLE = roles("people")
_THINGS = roles("thing")
_RELATIONS = roles("relation")
_HYPHENS = ("-", "‑")
_HONORIFICS = roles("honorific")
_DOCTORS = frozenset({"dr", "prof", "datuk", ""})
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss"})
_SUM = re.compile(r"(?:SR|RM|Rs|US|KD|HK|AU|NT|KSh|Sh)[\d.,]+(?:bn|m)?")  # of money
_OCCASIONS = frozenset({"on the eve", "on the sidelines", "on the margins"})  # no role's end
_STYLES = frozenset({"sheikh", "sheikha", "sir", "dame", "seri"})
_OFFICE = roles("office")
_TITLES = roles("honorific", "rank", "office")
_MODIFIERS = roles("modifier") | nationalities()
_JOINS = signals("joins")
_SUFFIXES = signals("suffixes")
_TOWARDS = frozenset({"against", "into", "on", "in", "to", "with"})  # "League against Noise"
_JOINING = _JOINS | _TOWARDS | {","}
_EPICENE = signals("epicene")
_LONGEST_NAME = 5
_FEWEST_INITIALS = 3
_SHORTEST_SLIP = 5  # letters of a surname that may be misspelt
_FAR_MORE = 2  # times
_LONG = 8  # letters of a surname that is known by its looks
_LONGEST_OFFICE = 14  # tokens
_LONGEST_LIST = 8  # tokens
_OFFICES = frozenset({"ministry", "department", "commission", "committee", "office", "chamber"})
ONCE = frozenset({"former", "ex", "retired", "outgoing", "incoming"})
_REALMS = frozenset({"city", "state", "kingdom", "republic", "commonwealth"})
_SEVERAL = frozenset({"people", "children", "women", "men"})
_NEAR = 3  # words from an owner to what it owns
_REGIONAL = frozenset({"arab", "european", "african", "asian", "western", "islamic", "muslim"})
_UNIONS = frozenset({"un", "eu", "uae", "uk", "us", "nato", "asean"})
_OF_A_NAME = frozenset({"house", "office", "palace", "family", "lawsuit", "report"})
_OWNERS = grammar("possessive")
_UNTOLD = frozenset({"unknown", "person?"})
_SURER, _LIKELY, _UNSURE, _NONE = 0.85, 0.5, 0.3, 0.1  # shares of a tag
_KINDS = {
    "Person": "person?",
    "Organization": "organisation",
    "Location": "place",
    "NORP": "unknown",
    "Misc": "thing",
}
_CITING = frozenset({"citing", "quoting", "saying", "telling"})


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
    Doc.set_extension("met_before", default=None)


@Language.factory("on_record_names")
def create_names(nlp: Language, name: str):
    """Writes `doc._.names`."""

    def component(doc: Doc) -> Doc:
        doc._.names = find_names(doc)
        return doc

    return component


def surnames(names: Names) -> dict[str, Entity]:
    """Whom a bare surname means after this piece of a text; of two the one named last."""
    return {
        _plain(entity.name).split()[-1]: entity
        for entity in names.entities.values()
        if entity.kind == "person" and " " in entity.name
    }


# -- mentions ----------------------------------------------------------------------------------


def find_names(doc: Doc) -> Names:
    names = Names()
    i = 0
    while i < len(doc):
        end = _run_end(doc, i)
        if end > i:
            names.mentions.extend(_split_run(doc, i, end))
        i = max(end, i + 1)
    names.mentions = [m for m in names.mentions if not _SUM.fullmatch(" ".join(m.words))]
    names.mentions = _with_people(doc, _with_all_initials(doc, names.mentions))
    names.mentions = _as_tagged(doc, _without_neighbours(doc, names.mentions))
    names.index()
    _group(doc, names)
    return names


def _with_all_initials(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Names as far as the initials after them reach: "the [Communications and] Technology Office
    (CTO)", "[Tides and Insights for] Luria (Tifl)"."""
    found: list[Mention] = []
    for mention in mentions:
        start = _start_by_initials(doc, mention)
        if start < mention.start:
            found = [other for other in found if other.end <= start]
            words = tuple(doc[start : mention.end].text.split())
            mention = Mention(start, mention.end, start, words, "organisation")
        found.append(mention)
    return found


def _start_by_initials(doc: Doc, mention: Mention) -> int:
    """Where the name begins that a bracket after a mention gives the initials of."""
    start, end = mention.start, mention.end
    if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return start
    initials = doc[end + 1].text
    if not (initials.isupper() or initials.istitle()) or len(initials) < _FEWEST_INITIALS:
        return start
    for i in range(end - 1, max(0, end - _LONGEST_OFFICE), -1):
        if not (is_capital(doc, i) or is_possessive(doc, i) or doc[i].lower_ in _JOINING):
            break
        if is_capital(doc, i):
            letters = [doc[j] for j in range(i, end) if doc[j].text[0].isalpha()]
            words = "".join(word.text[0] for word in letters if word.text[0].isupper())
            shortened = len(initials) > _FEWEST_INITIALS and words.startswith(initials)
            pattern = "".join(t.text[0] + "?" * t.text[0].islower() for t in letters)
            if re.fullmatch(pattern, initials, re.IGNORECASE) or shortened:
                return min(i, start)
    return start


def _with_people(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Names whose last word stands alone elsewhere, "Mr. Ekdahl" or "Ekdahl", are people's, and
    what comes before a person's name in one run ("Port Authority Ola Ekdahl") is parted from it."""
    titled = {m.words[0] for m in mentions if len(m.words) == 1 and m.kind == "person"}
    alone = titled | {m.words[0] for m in mentions if len(m.words) == 1 and m.kind == "unknown"}
    found: list[Mention] = []
    for mention in mentions:
        core = [word for word in mention.words if _plain(word) not in _SUFFIXES]
        if (
            mention.kind == "person"
            or len(core) < 2
            or core[-1] not in alone
            or _plain(core[-1]) in ORGANISATION | _THINGS | places() | PEOPLE
            or doc._.outlets.within(mention.start, mention.end)
        ):
            found.append(mention)
            continue
        lower = [_plain(word) for word in core[:-1]]
        named = [word in ORGANISATION | _THINGS | places() | nationalities() for word in lower]
        of_something = mention.start > 0 and doc[mention.start - 1].lower_ == "the"
        personal = core[-1] in titled or len(core) > 2 or mention.kind == "person?"
        if len(core) <= 4 and not any(named) and personal and not of_something:
            found.append(replace(mention, kind="person"))
        elif len(core) > 2 and not named[-1] and core[-2][:1].isupper():
            found.extend(_parted(doc, mention, len(mention.words) - len(core)))
        else:
            found.append(mention)
    return found


def _parted(doc: Doc, mention: Mention, suffixes: int) -> list[Mention]:
    """A run as what comes before, and the two words at its end, which are a person's name."""
    count = len(mention.words) - 2 - suffixes
    at = next(
        (i for i in range(mention.start + 1, mention.end)
         if len(doc[mention.start : i].text.split()) == count
         and doc[i - 1].whitespace_),
        None,
    )  # fmt: skip
    if at is None:
        return [mention]
    before = replace(mention, end=at, words=mention.words[:count])
    return [before, Mention(at, mention.end, at, mention.words[count:], "person")]


def _without_neighbours(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Names without the capitals beside them: of a headline in title case ("Ada Lund Promises
    Action"), or of a sentence's first word and the like ("Certainly Ada Lund")."""
    lines = title_lines(doc)
    elsewhere: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        if not _is_in(lines, mention) and not doc._.outlets.within(mention.start, mention.end):
            elsewhere.setdefault(mention.words, mention.kind)
    people = {words: kind for words, kind in elsewhere.items() if kind.startswith("person")}
    known = {(_unowned(words[-1]),): "person" for words in people} | elsewhere
    surnames = Counter(words[-1] for words in people if len(words) > 1)
    found: list[Mention] = []
    for mention in mentions:
        if len(mention.words) == 1 or doc._.outlets.within(mention.start, mention.end):
            found.append(mention)
        elif _is_in(lines, mention):
            found.extend(_known_parts(doc, mention, known) or [mention])
        else:
            found.append(
                _without_opening(doc, mention, people, surnames)
                or _without_epithet(doc, mention, people)
            )
    return found


def _as_tagged(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """What the rules cannot tell of a name, as the encoder tags it in all its places together;
    without single words that it takes for no name ("Delegates", "May")."""
    if doc._.entity_shares is None:
        return mentions
    tokens: dict[str, list[int]] = {}
    for mention in mentions:
        name = _plain(" ".join(mention.words))
        tokens.setdefault(name, []).extend(range(mention.start, mention.end))
    shares = {name: doc._.entity_shares[where].mean(0) for name, where in tokens.items()}
    people = {name for name, own in shares.items() if own[TAGS.index("Person")] > SURE}
    found = []
    for mention in mentions:
        own = shares[_plain(" ".join(mention.words))]
        tag = TAGS[int(own.argmax())]
        called = mention.kind == "person" and any(_plain(word) in people for word in mention.words)
        none = own[TAGS.index("Person")] < _NONE and own.max() > (_LIKELY if tag else SURE)
        doubted = mention.kind == "person?" and none
        if mention.kind == "thing" and _is_body(doc, mention):
            found.append(replace(mention, kind="organisation"))
        elif called or not (doubted or _is_told_better(mention, tag, float(own.max()))):
            found.append(mention)
        elif tag in _KINDS:
            found.append(replace(mention, kind=_KINDS[tag]))
        elif len(mention.words) > 1:
            found.append(replace(mention, kind="thing"))
        elif not mention.words[0].istitle():
            found.append(mention)
    return found


def _is_body(doc: Doc, mention: Mention) -> bool:
    """Whether the encoder takes what the rules take for a thing for a body: "Lurian Salt Bank"."""
    last = range(max(mention.start, mention.end - 2), mention.end)
    return fmean(share_of(doc, i, "Organization") for i in last) > SURE


def _is_told_better(mention: Mention, tag: str, share: float) -> bool:
    """Whether the encoder knows better than the rules what a name is: of what they cannot tell, and
    where it is surer still that a person is none ("Eastern Europe") or an organisation one. For a
    single word to be no name ("Delegates") less is asked."""
    if mention.kind in _UNTOLD:
        return share >= SURE or (len(mention.words) == 1 and not tag and share > _LIKELY)
    others = {"person": set(LABELS) - {"Person"}, "organisation": {"Person"}}
    return tag in others.get(mention.kind, ()) and share >= _SURER


def opens_sentence(doc: Doc, i: int) -> bool:
    return i == 0 or doc[i - 1].is_space or doc[i - 1].text in STOPS | MARKS


def is_plain_opening(doc: Doc, i: int) -> bool:
    """Whether a word is capital only for the sentence that it opens."""
    always = _word(doc, i) in _HONORIFICS or doc[i].lower_ in DAYS | MONTHS
    plain = doc[i].text.istitle() and opens_sentence(doc, i) and not always
    return plain and share_of(doc, i, "") > _LIKELY


def _is_in(lines: list[tuple[int, int]], mention: Mention) -> bool:
    at = bisect_right(lines, mention.start, key=lambda line: line[0]) - 1
    return at >= 0 and mention.start < lines[at][1]


def _unowned(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _known_parts(
    doc: Doc, mention: Mention, known: dict[tuple[str, ...], str]
) -> list[Mention] | None:
    """The names in a run of a headline that the text has too, longest first; of others a given
    name and the word after it. None where that is the run as it is."""
    words, at = mention.words, _word_starts(doc, mention)
    if words in known or len(at) != len(words):
        return None
    found, i = [], 0
    while i < len(words):
        length = next((n for n in range(len(words) - i, 0, -1) if words[i : i + n] in known), 0)
        kind = known.get(words[i : i + length], "person")
        if not length and gender_of(_plain(words[i])) and i + 1 < len(words):
            length = 0 if _plain(words[i + 1]) in reporting_verbs() else 2
        if length:
            end = at[i + length] if i + length < len(at) else mention.end
            found.append(Mention(at[i], end, at[i], words[i : i + length], kind))
        i += max(length, 1)
    return found


def _without_opening(
    doc: Doc, mention: Mention, people: dict[tuple[str, ...], str], surnames: Counter[str]
) -> Mention | None:
    """ "Submissions Lund made" are those of the “Ada Lund” of elsewhere. `surnames` are counted."""
    words, at = mention.words, _word_starts(doc, mention)
    others = surnames[words[-1]] - (words in people)
    if len(words) != 2 or len(at) != 2 or not others or gender_of(_plain(words[0])):
        return None
    if not is_plain_opening(doc, mention.start):
        return None
    return replace(mention, start=at[1], title=at[1], words=words[1:], kind="person?")


def _without_epithet(doc: Doc, mention: Mention, people: dict[tuple[str, ...], str]) -> Mention:
    """“Republican Ada Lund” is the “Ada Lund” of elsewhere, if “Ada” is a given name."""
    words, at = mention.words, _word_starts(doc, mention)
    given = gender_of(_plain(words[0])) or len(words[0].rstrip(".")) == 1
    given = given or share_of(doc, mention.start, "Person") > SURE
    if len(at) != len(words) or given or mention.title < mention.start:
        return mention
    for i in range(1, len(words) - 1):
        if words[i:] in people and gender_of(_plain(words[i])):
            says_what = any(_plain(word).rstrip(".") in PERSON_ROLES for word in words[:i])
            title = mention.title if says_what else at[i]
            kind = people[words[i:]]
            return replace(mention, start=at[i], title=title, words=words[i:], kind=kind)
    return mention


def _word_starts(doc: Doc, mention: Mention) -> list[int]:
    """The token that each word of a name begins with."""
    return [
        i for i in range(mention.start, mention.end) if i == mention.start or doc[i - 1].whitespace_
    ]


def _starts_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if not token.text[:1].isupper():
        return False
    if token.lower_ in MONTHS and gender_of(token.lower_) and i + 1 < len(doc):
        follows = doc[i + 1]  # "April Osei", not "April" or "In April Mayor Osei"
        return is_capital(doc, i + 1) and follows.lower_ not in FUNCTION_WORDS | PERSON_ROLES
    if _is_participle(doc, i) or _is_inverted(doc, i):
        return False
    if _is_first_nation(doc, i):
        return True
    return small(token) not in FUNCTION_WORDS or _is_surname(doc, i)


def _is_surname(doc: Doc, i: int) -> bool:
    """ "He Lian, a pilot" and "You Meilin said"; and "He" in mid-sentence, as tagged."""
    if not doc[i].text.istitle() or doc[i].lower_ not in SUBJECT_PRONOUNS:
        return False
    if not opens_sentence(doc, i) and share_of(doc, i, "Person") > SURE:
        return True
    given, after = i + 1, i + 2
    named = after < len(doc) and is_capital(doc, given) and doc[given].lower_ not in FUNCTION_WORDS
    named = named and not (is_finite(doc, given) or doc[given].text.isupper())
    return named and (doc[after].text in (",", "(") or is_finite(doc, after))


def _is_participle(doc: Doc, i: int) -> bool:
    """ "Speaking at the launch, …"; not "Beijing said"."""
    if not opens_sentence(doc, i):
        return False
    if not doc[i].lower_.endswith("ing") or doc[i].lower_ in places():
        return False
    goes_on = i + 1 < len(doc) and doc[i + 1].text.isalpha() and doc[i + 1].text.islower()
    return goes_on and not is_finite(doc, i + 1)


def _is_inverted(doc: Doc, i: int) -> bool:
    """ "Said Lund: …"; not "Said Aouita ran"."""
    if not opens_sentence(doc, i):
        return False
    verb = reporting_verbs().get(doc[i].lower_)
    if verb and verb.form == "s" and verb.lemma not in signals("homographs"):
        return i + 1 < len(doc) and is_capital(doc, i + 1)  # "Says Lund, the mayor: …"
    if not reports(doc[i].lower_):
        return False
    end = next((j for j in range(i + 1, len(doc)) if not is_capital(doc, j)), len(doc) - 1)
    return end > i + 1 and doc[end].text == ":"


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
        if glued and token.text == "." and _is_initial(doc, i - 1) and not token.whitespace_:
            i += 1  # "L.Lund"
            continue
        if is_possessive(doc, i) and i + 1 < len(doc) and _owns_in_name(doc, i):
            i += 2
            continue
        if _is_word_of_name(doc, i):
            i += 1
            continue
        step = _joined_by(doc, start, i)
        if not step:
            break
        i += step
    return i


def _is_initial(doc: Doc, i: int) -> bool:
    return len(doc[i]) == 1 and doc[i].text.isupper()


def _is_word_of_name(doc: Doc, i: int) -> bool:
    """Whether a word or a number goes on with the name before it, by itself or as tagged."""
    token = doc[i]
    if token.text.isdigit():
        return doc[i - 1].text == "Channel" or _is_inside(doc, i, "Organization")
    named = small(token) not in FUNCTION_WORDS or token.lower_ in PARTICLES
    named = named or _is_first_nation(doc, i)
    return token.text[:1].isupper() and (named or _is_inside(doc, i, "Organization", "Person"))


def _is_first_nation(doc: Doc, i: int) -> bool:
    return doc[i : i + 2].text in ("First Nation", "First Nations")


def _is_inside(doc: Doc, i: int, *labels: str) -> bool:
    """Whether the encoder sees an entity of a kind that goes on here: "Assembly of [First]
    Nations", "Channel [12]", "Seo [In]-guk"."""
    return doc[i].ent_iob_ == "I" and doc[i].ent_type_ in labels


def _owns_in_name(doc: Doc, i: int) -> bool:
    return _is_plural_owner(doc, i) or _is_of_branch(doc, i)


def _is_of_branch(doc: Doc, i: int) -> bool:
    """ "the Skail Police Department’s 4th Precinct" is one name."""
    number, branch = doc[i + 1], doc[i + 2 : i + 3].text
    ordinal = number.text[0].isdigit() and number.lower_.endswith(("st", "nd", "rd", "th"))
    named = ordinal and branch.istitle() and branch.lower() in ORGANISATION
    return named and doc[i - 1].lower_ in ORGANISATION


def _is_plural_owner(doc: Doc, i: int) -> bool:
    """ "Bakers' Guild" and "Children's Trust" are one name."""
    several = doc[i - 1].lower_ in _SEVERAL or not doc[i].text.endswith("s")
    following = doc[i + 1 : i + 1 + _NEAR]
    capitals = next((j for j, word in enumerate(following) if not word.text[:1].isupper()), _NEAR)
    return several and any(word.lower_ in ORGANISATION for word in following[:capitals])


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
    spaced = word in _HYPHENS and bool(doc[i].whitespace_)  # "Corvel- Officials"
    dated = spaced and doc[i - 1].lower_ not in PARTICLES
    if not dated and all(part in PARTICLES or part in _HYPHENS for part in between):
        return following - i  # "van der Berg", "al-Kadhimi"
    if nickname := _nickname(doc, i):
        return nickname
    if between == ["&"]:
        return following - i  # "Gull & Lantern"
    joined = all(part in _JOINS | _TOWARDS or part == "," for part in between)
    if joined and _goes_on_as_tagged(doc, i, following):
        return following - i
    if between == ["of"] and doc[i - 1].lower_ in _REALMS:
        return following - i  # "City of Skail"
    organised = any(doc[j].lower_ in ORGANISATION for j in range(start, i))
    if word == "," and (listed := _listed_fields(doc, start, i)):
        return listed - i
    if organised and word in ("of", "for") and all(part in _JOINS for part in between):
        return following - i
    if organised and between == ["and"]:
        later = doc[min(following + 1, len(doc) - 1)]
        return (
            following - i
            if later.lower_ in ORGANISATION
            or (
                doc[i - 1].lower_ not in ORGANISATION
                and any(doc[j].lower_ in ("of", "for") for j in range(start, i))
            )
            else 0
        )
    return 0


def _nickname(doc: Doc, i: int) -> int:
    """How many tokens to the name after a nickname: "Ada [“Ninna”] Lund"."""
    close = next((j for j in (i + 2, i + 3) if j < len(doc) and doc[j].text in MARKS), None)
    if doc[i].text not in MARKS or close is None or close + 1 >= len(doc):
        return 0
    glued = not doc[i].whitespace_ and doc[i - 1].whitespace_ and doc[close].whitespace_
    capitals = all(is_capital(doc, j) for j in [*range(i + 1, close), close + 1])
    last = i - 1 - (doc[i - 1].text == ".")
    person = share_of(doc, last, "Person") > SURE and share_of(doc, close + 1, "Person") > SURE
    return close + 1 - i if glued and capitals and person else 0


def _goes_on_as_tagged(doc: Doc, i: int, end: int) -> bool:
    """Whether the encoder sees one organisation in what stands before i and from there to `end`:
    "the National Film [and Sound] Archive"."""
    if not all(_is_inside(doc, j, "Organization") for j in range(i, end + 1)):
        return False
    return fmean([share_of(doc, j, "Organization") for j in range(i - 1, end + 1)]) > SURE


def _listed_fields(doc: Doc, start: int, comma: int) -> int | None:
    """Where "Ministry of Higher Education, Technology and Innovation" ends, at its comma."""
    before = {doc[i].lower_ for i in range(start, comma)}
    if not before & _OFFICES or not before & {"of", "for"}:
        return None
    for i in range(comma + 1, min(comma + _LONGEST_LIST, len(doc) - 1)):
        if doc[i].lower_ in nationalities() or doc[i].lower_ in places():
            return None
        if doc[i].lower_ == "and" and is_capital(doc, i + 1) and doc[i - 1].text != ",":
            return None if doc[i + 1].lower_ in places() else i + 2
        if not is_capital(doc, i) and doc[i].text != ",":
            return None
    return None


def _split_run(doc: Doc, start: int, end: int) -> list[Mention]:
    """A run is a title and a name ("Foreign Minister Sana Ode"), or a name alone, or neither."""
    start = next((i + 1 for i in range(end - 2, start, -1) if _is_based(doc, i)), start)
    named_after_place = any(_word(doc, i) in ORGANISATION | _THINGS for i in range(start, end))
    first = start
    while start < end - 1 and doc[start].lower_ in nationalities() and not named_after_place:
        start += 1
    while start < end - 1 and doc[start].lower_ in ONCE:
        start += 1
    start = _past_excellency(doc, start, end)
    cut = _past_excellency(doc, _title_end(doc, start, end), end)
    if (named := _office_after(doc, cut, end)) is not None:
        end = named
    given = _given_name_after_office(doc, start, end) or _tagged_person(doc, start, end)
    if cut == start and given:
        name = _past_excellency(doc, given, end)
        office, person = doc[start:given].text.split(), doc[name:end].text.split()
        return [
            Mention(start, given, start, tuple(office), "organisation"),
            Mention(name, end, name, tuple(person), "person"),
        ]
    if doc[cut].lower_ in PREPOSITIONS:
        return []  # "Commissioner for Trade" is an office
    if cut == start and end - cut == 2 and _is_office_of(doc, end):
        end -= 1  # "the [SNA] Director of Partnerships"
    words = tuple(doc[cut:end].text.split())
    lower = [_plain(word) for word in words]
    before = _word(doc, cut - 1) if cut > start else ""
    addressed = before in _HONORIFICS and lower[0] not in _TITLES
    addressed = addressed or (before in _ADDRESSES and lower[0] in _HONORIFICS)  # "Mr. King"
    if not addressed and all(word in PERSON_ROLES | _MODIFIERS | PEOPLE for word in lower):
        return []
    title = _title_start(doc, first if cut > start else start)
    return [Mention(cut, end, title, words, _kind(doc, title, cut, end, lower))]


def _is_office_of(doc: Doc, end: int) -> bool:
    """Whether a run ends with an office that goes on after it."""
    leads = end < len(doc) and doc[end].lower_ in ("of", "for")
    return leads and _word(doc, end - 1) in _OFFICE - ORGANISATION


def _past_excellency(doc: Doc, start: int, end: int) -> int:
    """ "H E Ada Lund" is Her Excellency; "H E Lund" may be two given names."""
    return start + 2 if end - start > 3 and doc[start : start + 2].text == "H E" else start


def _is_based(doc: Doc, i: int) -> bool:
    """ "Oslo-based Lund" """
    return doc[i].lower_ in ("based", "born") and doc[i - 1].text in _HYPHENS


def _given_name_after_office(doc: Doc, start: int, end: int) -> int | None:
    """Where the person begins in "Minister of Public Works Ana Brook", by a known given name or as
    tagged ("CEO of Orvel Jelka Brook")."""
    if start < 2 or doc[start - 1].lower_ not in ("of", "for", "the", "at"):
        return None
    if not any(_word(doc, i) in PERSON_ROLES for i in range(max(0, start - 3), start - 1)):
        return None
    for i in range(start + 1, end - 1):
        given = gender_of(_word(doc, i)) or (_is_initial(doc, i) and doc[i + 1].text == ".")
        given = given or _begins_person(doc, i)
        words = sum(is_capital(doc, j) for j in range(i, end))
        if given and words <= 3 and _word(doc, end - 1) not in ORGANISATION:
            return i
    return None


def _begins_person(doc: Doc, i: int) -> bool:
    """Whether the encoder sees a person's name begin here, of two words or more."""
    begins = doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "Person"
    return begins and _is_inside(doc, i + 1, "Person")


def _office_after(doc: Doc, start: int, end: int) -> int | None:
    """Where the office begins in "Ada Lund [Skail Lines Marketing Director]", as tagged."""
    if _word(doc, end - 1) not in PERSON_ROLES and doc[end - 2].text not in _HYPHENS:
        return None
    person = [share_of(doc, i, "Person") for i in range(start, end)]
    count = next((i for i, share in enumerate(person) if share < _UNSURE), 0)
    apart = 1 < count < len(person) - 1 and max(person[count:]) < _UNSURE
    return start + count if apart and fmean(person[:count]) > SURE else None


def _tagged_person(doc: Doc, start: int, end: int) -> int | None:
    """Where the person begins whom the encoder sees at the end of a run that begins as something
    else: "Information Technology [Amr Talat]"."""
    person = [share_of(doc, i, "Person") for i in range(start, end)]
    first = next((i for i in range(len(person), 0, -1) if person[i - 1] < _UNSURE), 0)
    apart = first and len(person) - first > 1 and max(person[:first]) < _UNSURE
    return start + first if apart and fmean(person[first:]) > SURE else None


def _word(doc: Doc, i: int) -> str:
    return doc[i].lower_.rstrip(".")


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Where in a run of capitalised words the name begins: after its last title.

    An occupation is taken for a title only where a full name follows or nothing but titles stands
    before, for many surnames are occupations.
    """
    if _word(doc, end - 1) in ORGANISATION | _THINGS and _word(doc, start) not in _HONORIFICS:
        return start
    given = gender_of(_word(doc, start)) and _word(doc, start) not in PERSON_ROLES
    cut, known = start, True
    for i in range(start, end - 1):
        word = _word(doc, i)
        if _word(doc, i + 1) in ORGANISATION or _is_headed(doc, start, i):
            continue  # "General Directorate", "Directorate-General"
        is_title = word in _TITLES or (word in PERSON_ROLES and (known or end - i > 2))
        if word == "sultan" and _is_given(doc, i, start):
            continue
        is_title = is_title or doc[max(i - 1, start) : i + 1].text in ("Tan Sri", "Ato")
        if word == "sheikh" and i > cut and gender_of(_word(doc, i - 1)):
            continue  # "President Hassan Sheikh Tolmud"
        if is_title and not (given and i > start):
            cut = i + 1
        known = known and (word in _MODIFIERS | PERSON_ROLES | ORGANISATION or word == "-")
    opens = start == 0 or doc[start - 1].is_space or doc[start - 1].text in STOPS
    if (
        cut == start
        and opens
        and not given
        and end - start > 2
        and gender_of(_word(doc, start + 1))
        and share_of(doc, start, "Person") < _UNSURE
    ):
        return start + 1  # "Keeper Ana Brook" at the head of a sentence
    if _word(doc, cut) in _SUFFIXES or not doc[cut].text[:1].isalnum():
        return start
    return cut


def _is_headed(doc: Doc, start: int, i: int) -> bool:
    """Whether "General" goes with the body before it."""
    body = i - 1 - (doc[i - 1].text in _HYPHENS)
    return body >= start and doc[i].lower_ == "general" and _word(doc, body) in ORGANISATION


def _is_given(doc: Doc, i: int, start: int) -> bool:
    """Whether "Sultan" is a given name: after another word of the name, and before "Al
    Rahmi" or an initial."""
    after = doc[i + 1]
    return i > start or after.lower_ in PARTICLES - {"bin"} or len(after.text.rstrip(".")) == 1


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
                and word not in FUNCTION_WORDS
                and (
                    (
                        before.text.islower()
                        and doc[i].text.islower()
                        and not word.endswith(("ed", "s"))
                        and not (word in _CITING or reports(word))
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
    return i - 1 if doc[i].text in _HYPHENS and i > 0 and not doc[i].whitespace_ else i


def _kind(doc: Doc, title: int, start: int, end: int, lower: list[str]) -> str:
    """ "person", "organisation", "place" or "unknown"."""
    if "&" in lower:
        return "organisation"
    titled = any(doc[i].lower_.rstrip(".") in PERSON_ROLES for i in range(title, start))
    name = " ".join(lower)
    if name in places():
        return "place"
    if lower[-1] in _THINGS:
        return "thing"
    if lower[-1] in ORGANISATION or any(
        w in ORGANISATION for w in lower[:-1] if len(lower) > 2 or "of" in lower
    ):
        return "organisation"
    if titled:
        return "person"
    if tuple(doc[start:end].text.replace("’", "'").split()) in outlets():
        return "organisation"
    if lower[0] in ORGANISATION | _REALMS and len(lower) > 1:
        return "organisation"
    parts = sum(word not in PARTICLES for word in lower)
    if gender_of(lower[0]) and 2 <= parts <= (4 if parts == len(lower) else 5):
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
        self.by_last: dict[str, dict[Entity, list[int]]] = {}  # or first, of bodies
        self.short: dict[str, Entity] = {}
        self.initials: dict[str, Entity] | None = None
        self.kin: set[Entity] = set()
        self.surnames: dict[str, dict[str, set[Entity]]] | None = None  # by two letters
        self.bodies: dict[tuple[str, ...], Entity] = {}  # by what comes before "of" or "for"
        # By all words but the last, and two letters of that; then by the last.
        self.called_alike: dict[tuple[str, ...], dict[str, Entity]] = {}

    def add_full(self, mention: Mention) -> None:
        """Longer names come first, so that "Karimi Lund" finds "Javad Karimi Lund"."""
        words = tuple(_plain(word) for word in mention.words)
        key = words
        if mention.kind.startswith("person"):
            core = [word for word in words if word not in _SUFFIXES]
            key = (core[0], core[-1]) if len(core) > 1 else words
        entity = self.full.get(key) or self.full.get(words) or self._longer(mention, words)
        entity = entity or self._misspelt_in_full(mention, words)
        name = _as_written(self.doc, mention)
        if entity is None:
            entity = Entity(name, _entity_kind(mention.kind), can_speak=_can_speak(mention.kind))
            if entity.kind == "person":
                gender = _gender_of_words(self.doc, mention.title, mention.start)
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
        if self._is_kin(mention):
            self.kin.add(entity)
        for word in {*words, *(w.split("-", 1)[1] for w in words if _is_particled(w))}:
            if word not in _JOINS and word not in ORGANISATION:
                insort(self.by_part.setdefault(word, {}).setdefault(entity, []), mention.start)
        for word in {words[0], words[-1]} & ORGANISATION:
            insort(self.by_last.setdefault(word, {}).setdefault(entity, []), mention.start)

    def _longer(self, mention: Mention, words: tuple[str, ...]) -> Entity | None:
        """The longer name that these words are a part of."""
        part = " " + " ".join(words) + " "
        person = share_of(self.doc, mention.start, "Person") > SURE
        if words[-1] in ORGANISATION:
            return self.bodies.get(words)
        for entity in self.by_part.get(words[-1], ()):
            same = entity.kind == "person" or not (mention.kind == "person" or person)
            short = len(entity.name.split()) <= _LONGEST_NAME or mention.kind == "organisation"
            if same and short and part in f" {_plain(entity.name)} ":
                return entity
        return None

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
                    self.short[_plain(short)] = holder
                if entity and self._is_party(mention, entity, short):
                    continue
                if entity and short[:1].isupper() and " " not in short:
                    self.short.setdefault(_plain(short), entity)
                    body = entity.kind == "person" and _plain(mention.words[-1]) not in PERSON_ROLES
                    if short.isupper() and len(short) > 2 and body:
                        entity.kind = "organisation"
            agency = self.names.entities.get(mention)
            if agency and (other := self._other_name(mention)):
                self.short.setdefault(other, agency)
        for words, entity in list(self.full.items()):
            if entity.kind == "organisation" and len(words) > 2:
                initials = "".join(word[0] for word in words if word not in _JOINS)
                self.short.setdefault(initials, entity)

    def _is_party(self, mention: Mention, entity: Entity, short: str) -> bool:
        """Whether what a bracket after a person holds is but their party: "Ada Lund (SPL)"."""
        tagged = share_of(self.doc, mention.start, "Person") > SURE
        initials = "".join(word[0] for word in entity.name.split())
        return entity.kind == "person" and tagged and short not in initials

    def _holder_after(self, office: Mention, close: int) -> Entity | None:
        """Who is in the office that is shortened in brackets: "River Protection Officer (RPO) [Ada
        Lund]"."""
        if office.kind == "person" or _plain(office.words[-1]) not in PERSON_ROLES:
            return None
        after = (self.names.entities.get(m) for m in self.names.within(close + 1, close + 2))
        return next((entity for entity in after if entity and entity.kind == "person"), None)

    def _other_name(self, mention: Mention) -> str | None:
        """ "bena" in "the Benuan News Agency, Bena." """
        doc, i = self.doc, mention.end
        if _plain(mention.words[-1]) != "agency" or i + 2 >= len(doc) or doc[i].text != ",":
            return None
        alone = is_capital(doc, i + 1) and doc[i + 2].text in (",", ".")
        return _plain(doc[i + 1].text) if alone else None

    def add_short(self, mention: Mention) -> None:
        word = _plain(mention.words[0])
        entity = self.short.get(word) or self._by_part(mention, word) or self._by_capitals(mention)
        entity = entity or self._by_initials(mention, word)
        entity = entity or self._body_before(mention, word) or self._met_before(mention, word)
        entity = entity or self._misspelt(mention, word)
        if entity is None:
            entity = Entity(
                mention.words[0], _entity_kind(mention.kind), can_speak=_can_speak(mention.kind)
            )
            self.short[word] = entity
        if mention.kind == "person" and " " not in entity.name:
            entity.kind, entity.sure = "person", True
        self.names.entities[mention] = entity

    def _by_capitals(self, mention: Mention) -> Entity | None:
        """The Gull Institute of Science, called "GISc"."""
        capitals = "".join(letter for letter in mention.words[0] if letter.isupper())
        mixed = len(capitals) >= _FEWEST_INITIALS and not mention.words[0].isupper()
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
                    last = _plain(entity.name).split()[-1]
                    self.surnames.setdefault(last[:2], {}).setdefault(last, set()).add(entity)
        near = self.surnames.get(word[:2], {})
        found = {e for last, own in near.items() if _is_slip(word, last) for e in own}
        return self.short.setdefault(word, *found) if len(found) == 1 else None

    def _by_initials(self, mention: Mention, word: str) -> Entity | None:
        """Ola Ek Lund, where an article calls him “OEL”."""
        initials = mention.words[0]
        if not initials.isupper() or len(initials) < _FEWEST_INITIALS:
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
        gender = _gender_of_words(self.doc, mention.title, mention.start)
        fitting = [
            (starts, entity)
            for entity, starts in self.by_part.get(word, {}).items()
            if _names_a(entity, mention) and gender in (None, entity.gender or gender)
        ]
        surnames = [pair for pair in fitting if _surname(pair[1]) == word]
        if gender is None and len(surnames) > 1:
            surnames = [pair for pair in surnames if pair[1] not in self.kin] or surnames
            surnames = _main(surnames, mention.start)
        return _last_before(surnames or fitting, mention.start)

    def _is_kin(self, mention: Mention) -> bool:
        """Whether a name is but somebody's relative: "her son, Ola Lund"."""
        i = noun_before(self.doc, mention)
        if i < 1 or self.doc[i].lower_ not in _RELATIONS:
            i = next(
                (
                    j
                    for j in range(mention.title, mention.start)
                    if _word(self.doc, j) in _RELATIONS
                ),
                0,
            )
        return i > 0 and is_owned(self.doc, i)

    def describe(self, mention: Mention) -> None:
        """Role and gender from the words around a name."""
        entity = self.names.entities[mention]
        if entity.kind != "person":
            return
        gender = _gender_of_words(self.doc, mention.title, mention.start)
        first = _plain(entity.name.split()[0])
        role = _role_before(self.doc, mention) or self._role_after(mention)
        role = role or _role_apposed_before(self.doc, mention)
        if role:
            entity.sure = True
        if role and gender is None:
            gender = gender_in(role.lower().split())
        if gender is None and " " in entity.name:
            gender = _gender_of_given(first)
        entity.gender = entity.gender or gender
        if role and (entity.role is None or len(role) > len(entity.role)):
            entity.role = role

    def _role_after(self, mention: Mention) -> str | None:
        """None where it is the next one's: "the minister, Ada Lund, the mayor, Ola Ek"."""
        found = _role_after(self.doc, mention)
        if found is None:
            return None
        after = found[1] + 1
        listed = any(m.title == after for m in self.names.people_in(after, after + _LONGEST_NAME))
        if listed and _role_apposed_before(self.doc, mention):
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


def noun_before(doc: Doc, mention: Mention) -> int:
    """Where the word stands that a name comes right after: "son" in "her son, Ola Lund"."""
    before = mention.title - 1
    return before - (doc[before].text == ",")


def is_owned(doc: Doc, i: int) -> bool:
    """Whether the word is somebody's: "her son", "Ek's son"."""
    return doc[i - 1].lower_ in _OWNERS or is_possessive(doc, i - 1)


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
    if not entity.can_speak or _plain(entity.name).split()[-1] in _OF_A_NAME:
        return False  # "Gilane House" is not what "Gilane" means
    if _plain(mention.words[0]) in nationalities() | _REGIONAL | _UNIONS:
        return False  # nor "Benuan Broadcasting" what "Benuan" does
    if _plain(mention.words[0]) in _THINGS:
        return False  # nor "City Police" what "the City" does
    return mention.kind != "person" and _plain(entity.name).split()[0] == _plain(mention.words[0])


def _surname(entity: Entity) -> str:
    """The last word of a name; the first of one whose given name is two joined syllables ("Lun
    Ha-ek")."""
    words = _plain(entity.name).split()
    syllables = words[-1].split("-")
    joined = len(words) == 2 == len(syllables) and min(map(len, syllables)) > 1
    return words[0] if joined and "-" not in words[0] else words[-1]


def _main(pairs: list[tuple[list[int], Entity]], at: int) -> list[tuple[list[int], Entity]]:
    """Of several with one surname the one whom the article is about: named in full before, and far
    more often than the others."""
    *others, (most, main) = sorted(pairs, key=lambda pair: len(pair[0]))
    more = all(len(most) >= _FAR_MORE * len(starts) for starts, _ in others)
    return [(most, main)] if more and most[0] < at else pairs


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
    return gender_in([doc[i].lower_ for i in range(start, end)])


def gender_in(words: list[str]) -> str | None:
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
    end = mention.start
    while end - 1 > mention.title and _word(doc, end - 1) in _ADDRESSES | _DOCTORS | _STYLES:
        end -= 1  # "Chairman Dr. Ada Lund"
    end -= 2 * (doc[end - 2 : end].text == "H E")
    told = any(_word(doc, i) in PERSON_ROLES for i in range(mention.title, end))
    return doc[mention.title : end].text if told else None


def _role_apposed_before(doc: Doc, mention: Mention) -> str | None:
    """ "its editor, Ruth Amadi," is an editor."""
    i = mention.start - 1
    if doc[i].lower_ == "surnamed":
        return _role_of_surnamed(doc, i)
    addressed = all(_word(doc, j) in _HONORIFICS for j in range(mention.title, mention.start))
    i = mention.title - 1
    if not addressed or i < 2 or doc[i].text != ",":
        return None
    i = _before_brackets(doc, i)
    if mention.end >= len(doc) or doc[mention.end].text not in (",", "(", "."):
        return None
    if role := _role_since_comma(doc, i):
        return role
    start = phrase_start(doc, i, max(0, i - 8))
    if start > 0 and doc[start].text in _HYPHENS:
        start += 1 if doc[start].whitespace_ else -1  # "Oslo- President", "Vice-President"
    head = [doc[j].lower_ for j in range(start, i)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not head[:stop] or head[stop - 1] not in PERSON_ROLES:
        return _role_of_several_fields(doc, i)
    start += doc[start].lower_ in reporting_verbs()  # “…,” explains the
    while start < i and (doc[start].lower_ in DETERMINERS or is_possessive(doc, start + 1)):
        start += 2 if is_possessive(doc, start + 1) else 1
    role = doc[start:i].text
    return role if role and head[stop - 1] not in _RELATIONS else None


def _before_brackets(doc: Doc, i: int) -> int:
    """Past the initials before a comma: "the president of the Salt Court [(TSC)], Ada Lund"."""
    initials = i > _FEWEST_INITIALS and doc[i - 1].text == ")" and doc[i - 3].text == "("
    return i - 3 if initials else i


def _role_of_surnamed(doc: Doc, i: int) -> str | None:
    """ "a police officer, surnamed Yeh" """
    end = i - (doc[i - 1].text == ",")
    start = phrase_start(doc, end, max(0, end - _LONGEST_ROLE))
    start = past_determiners(doc, start, end)
    return doc[start:end].text if start < end and doc[end - 1].lower_ in PERSON_ROLES else None


def _role_since_comma(doc: Doc, end: int) -> str | None:
    """ "Adviser to the President and Director General of Archives", all of it, between two
    commas."""
    first = max(0, end - _LONGEST_ROLE)
    start = next((i + 1 for i in range(end - 1, first, -1) if closes_phrase(doc, i)), first)
    start = past_determiners(doc, start, end)
    if doc[start].lower_ not in PERSON_ROLES - _RELATIONS or has_finite(doc, start, end):
        return None
    return doc[start:end].text if doc[start + 1].lower_ in PREPOSITIONS else None


def _role_of_several_fields(doc: Doc, end: int) -> str | None:
    """ "minister of labour, trade and crafts" before its comma."""
    for i in range(end - 2, max(0, end - _LONGEST_ROLE), -1):
        if doc[i].lower_ in PERSON_ROLES and doc[i + 1].lower_ in ("of", "for"):
            words = {doc[j].lower_ for j in range(i, end)}
            listed = {",", "and"} <= words and not has_finite(doc, i, end)
            return doc[i:end].text if listed else None
    return None


_LONGEST_ROLE = 16
_NO_ROLE = PREPOSITIONS | grammar("possessive") | {"who", "whose", "and", "as", "but", "both"}


def _role_after(doc: Doc, mention: Mention) -> Tokens | None:
    """ "Ada Lund, the mayor of Tromso, said" """
    i = mention.end - (
        doc[min(mention.end, len(doc) - 1)].lower_ in ONCE
    )  # "Ada Lund former mayor"
    if i >= len(doc) - 1 or (i == mention.end and doc[i].text not in (",", "(")):
        return None
    end = next(
        (
            j
            for j in range(i + 1, min(i + _LONGEST_ROLE, len(doc)))
            if doc[j].text in STOPS - {"-"}
            or doc[j].is_space
            or small(doc[j]) in ("who", "said", "told")
            or doc[j : j + 3].text in _OCCASIONS
        ),
        None,
    )
    if end is None or end <= i + 1:
        return None
    start = i + 1 + (doc[i + 1].lower_ in ("a", "an", "the"))
    if start >= end or small(doc[start]) in _NO_ROLE:
        return None
    head = [doc[j].lower_ for j in range(start, end)]
    stop = next((k for k, word in enumerate(head) if word in PREPOSITIONS), len(head))
    if not any(word in PERSON_ROLES for word in head[:stop][-3:]):
        return None
    if head[0].endswith("ly") or any(doc[j].text in MARKS for j in range(start, end)):
        return None  # "allegedly the “strictest” teacher"
    if head[0] in reporting_verbs() and start == i + 1:
        return None  # ", explains the pilot,"
    return start, end
