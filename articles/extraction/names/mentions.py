"""What a name is: where it stands, whom it means, and the words that tell names from others."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..entities import LIKELY, share_of
from ..phrases import DAYS, MARKS, MONTHS, STOPS
from ..vocabulary import grammar, roles, signals

FUNCTION_WORDS = grammar(
    "determiner", "possessive", "pronoun", "object_pronoun", "preposition", "conjunction",
    "subordinator", "relative", "auxiliary", "modal", "negation", "adverb", "day", "month",
) - {"may", "will", "mark"}  # fmt: skip
ORGANISATION = roles("organisation")
PEOPLE = roles("people")
THINGS = roles("thing")
RELATIONS = roles("relation")
HYPHENS = ("-", "‑")
HONORIFICS = roles("honorific")
TITLES = roles("honorific", "rank", "office")
ADDRESSES = frozenset({"mr", "mrs", "ms", "miss"})
JOINS = signals("joins")
SUFFIXES = signals("suffixes")
POSTNOMINALS = signals("postnominals")  # "Ada Lund MP"
TOWARDS = frozenset({"against", "into", "on", "in", "to", "with"})  # "League against Noise"
FAMILY_FIRST = signals("family_names_first")  # "Lim Boon Ek"
FEWEST_INITIALS = 3
ONCE = frozenset({"former", "ex", "retired", "outgoing", "incoming"})
REALMS = frozenset({"city", "state", "kingdom", "republic", "commonwealth"})


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


def opens_sentence(doc: Doc, i: int) -> bool:
    return i == 0 or doc[i - 1].is_space or doc[i - 1].text in STOPS | MARKS


def is_plain_opening(doc: Doc, i: int) -> bool:
    """Whether a word is capital only for the sentence that it opens."""
    always = word_at(doc, i) in HONORIFICS or doc[i].lower_ in DAYS | MONTHS
    plain = doc[i].text.istitle() and opens_sentence(doc, i) and not always
    return plain and share_of(doc, i, "") > LIKELY


def word_at(doc: Doc, i: int) -> str:
    return doc[i].lower_.rstrip(".")


def bare(word: str) -> str:
    return word.lower().replace("’", "'")
