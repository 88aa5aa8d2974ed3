"""What a mention of an outlet is, and the words and runs of words that outlets are named with."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from ..phrases import DETERMINERS, is_capital, is_possessive
from ..vocabulary import grammar, nationalities, words

HEADS = words("outlet_words", "head") | words("outlet_words", "media")
MODIFIERS = words("outlet_words", "modifier", "language") | nationalities()
NAME_WORDS = words("outlet_words", "name_word")
_KINDS = ("agency", "newspaper", "broadcaster", "magazine", "online", "social")
NOT_IN_NAMES = grammar(
    *("determiner", "pronoun", "possessive", "preposition", "conjunction", "subordinator"),
    *("auxiliary", "adverb"),
)
# What is no outlet after a name unless it is broadcast: "the World Food Programme".
PROGRAMMES = frozenset({"programme", "program", "platform", "app"})
# What adjectives of countries end in, for those that no list has.
NATIONAL = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ic|[bdghkmnrst]i)")
INITIALS = re.compile(r"[A-Z]{2,6}(?:fm)?")
LONGEST_NAME = 6  # tokens
_LONGEST_FREQUENCY = 4  # tokens: "95", ".", "5", "FM"
JOINING = frozenset(
    {"de", "del", "della", "dello", "delle", "di", "da", "do", "dos", "du", "des"}
    | {"la", "le", "les", "el", "y", "et", "und", "der", "va", "ve"}
)
_WITHIN = JOINING | {"of", "al", "&"}
_NUMBERED = re.compile(r"\d{1,3}(?:[A-Z]+|ère|e)")  # "Radio 4LM", "Salina 1ère"
_FREQUENCY = re.compile(r"[a-z]?\d{2,3}(?:\.\d{1,2})? ?FM")
# "dzXM", "KTB3", "Kanal7", "6KT"; no summit, gas, bill or aeroplane
CALL_SIGN = re.compile(
    r"d[wxyz][A-Z]{2}|\d[A-Z]{2,3}"
    r"|(?!COP|(?:CO|MI|EU|MH|SB|HB|PM|GPT|Web)\d)(?:[A-Z]{2,4}\d{1,3}|[A-Z][a-z]+\d)"
)
DATES = grammar("day", "month")
WEEKDAYS = grammar("day") - {"today", "tomorrow", "yesterday", "tonight"}
LONGEST_CLAUSE = 8  # tokens: "Lund said in a long note according to"
REPORTING = frozenset({"reported", "reports"})
ADDRESSING = frozenset({"told", "telling", "tells", "reminded"})
_OWNED = frozenset({"run", "owned", "controlled", "backed", "based", "language", "affiliated"})
_SYLLABLE = 2  # letters
HEARD_SHARE = 0.35  # of the encoder's tag


@dataclass(frozen=True)
class OutletMention:
    """Tokens start..end are all the words that name it, from a possessive or an adjective on.

    `named` is False for what has no name of its own, "Benuan state media".
    """

    start: int
    end: int
    name: str
    kind: str | None
    named: bool = True


class OutletMentions:
    """The mentions of one text in reading order."""

    def __init__(self, found: list[OutletMention]):
        self.all = found
        self._starts = [mention.start for mention in found]

    def within(self, start: int, end: int) -> list[OutletMention]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.all[low:high]


def widen_left(doc: Doc, start: int, floor: int) -> int:
    """Where what says whose and what an outlet is begins: "[China’s state] broadcaster"."""
    i = start
    while i > floor:
        word = doc[i - 1].lower_
        if word in MODIFIERS or (word in HEADS and doc[i - 1].text.islower()):
            i -= 1
        elif (
            doc[i - 1].text == "-"
            and i - 2 >= floor
            and doc[i - 2].lower_ in ("state", "government", "privately", "pro", "semi")
        ):
            i -= 2
        elif word in _OWNED and i - 3 >= floor and doc[i - 2].text == "-":
            i -= 3
        elif is_possessive(doc, i - 1) and i - 2 >= floor and is_capital(doc, i - 2):
            i -= 2
            break
        elif i < start and i - 1 >= floor and is_national(doc, i - 1):
            i -= 1
        else:
            break
    return i


def is_national(doc: Doc, i: int) -> bool:
    """Whether a word that is no part of a name looks like a country's adjective, as in "the Lurian
    daily"."""
    alone = i == 0 or not is_capital(doc, i - 1) or doc[i - 1].lower_ in DETERMINERS
    return i >= 0 and alone and bool(NATIONAL.fullmatch(doc[i].text))


def name_end(doc: Doc, start: int) -> int:
    """The end of the capitalised words that begin at `start`; `start` if none do."""
    i = start + 2 * is_al(doc, start)
    while i < len(doc) and i - start < LONGEST_NAME:
        word = doc[i].lower_
        if i > start and word in WEEKDAYS:
            break  # "told the Corvel Times Tuesday that"
        if (
            (
                doc[i].text == "-"
                and i > start
                and not doc[i - 1].whitespace_
                and not doc[i].whitespace_
            )
            or (i > start + 1 and doc[i].is_digit and doc[i - 1].text == "-")  # "LTV-5"
            or (i > start and _NUMBERED.fullmatch(doc[i].text))
            or (
                is_capital(doc, i)
                and (word not in NOT_IN_NAMES or i > start)
                and not is_possessive(doc, i)
            )
        ):
            i += 1
        elif i > start and (led := _joined(doc, i)):
            i = led
        elif tuned := frequency_end(doc, i):
            i = tuned
        else:
            break
    return i


def frequency_end(doc: Doc, i: int) -> int:
    """The end of "95.5FM" or "i88.1 FM" if it begins here, or 0."""
    if i >= len(doc) or not any(character.isdigit() for character in doc[i].text):
        return 0
    ends = range(i + 1, min(len(doc), i + _LONGEST_FREQUENCY) + 1)
    return next((end for end in ends if _FREQUENCY.fullmatch(doc[i:end].text)), 0)


def _joined(doc: Doc, i: int) -> int:
    """Past the small words that join a name's parts: "Diario [de la] Costa", "Bazar [al-]Jadid"; 0
    if none do."""
    if is_al(doc, i):
        return i + 2
    short = doc[i].text.islower() and len(doc[i]) <= _SYLLABLE
    if short and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        return i + 1 if i + 1 < len(doc) and is_capital(doc, i + 1) else 0  # "San-in Radio"
    if doc[i].text == "for" and doc[i + 1 : i + 2].text == "Investigative":
        return i + 1  # "Salina Centre for Investigative Journalism"
    end = i
    while end < len(doc) and end - i < 2 and doc[end].text in _WITHIN:
        end += 1
    joins = i < end < len(doc) and (is_capital(doc, end) or _NUMBERED.fullmatch(doc[end].text))
    return end if joins else 0


def is_al(doc: Doc, i: int) -> bool:
    """The Arabic article in small letters: "al-Bazar"."""
    if i + 2 >= len(doc) or doc[i].text != "al" or doc[i + 1].text != "-":
        return False
    return is_capital(doc, i + 2) and not doc[i].whitespace_ and not doc[i + 1].whitespace_


def may_name(doc: Doc, i: int) -> bool:
    """Whether a word may be part of an outlet's name."""
    if CALL_SIGN.fullmatch(doc[i].text):
        return True
    return (is_capital(doc, i) and doc[i].lower_ not in NOT_IN_NAMES) or (
        doc[i].text == "-" and not doc[i].whitespace_ and i > 0 and not doc[i - 1].whitespace_
    )


def possessor(doc: Doc, start: int) -> int:
    """Where an owner right before `start` begins, or `start`."""
    if start > 1 and is_possessive(doc, start - 1) and is_capital(doc, start - 2):
        return start - 2
    return start


def kind_of(doc: Doc, start: int, end: int) -> str | None:
    """What tokens start..end say that an outlet is, "newspaper" or the like; None if nothing."""
    if any(doc[i].lower_ in ("social", "messaging") for i in range(start, end)):
        return "social platform"
    for i in range(end - 1, start - 1, -1):
        for kind in _KINDS:
            if doc[i].lower_ in words("outlet_words", f"kind {kind}"):
                return "social platform" if kind == "social" else kind
    return None


def generic_kind(doc: Doc, start: int, end: int) -> str | None:
    """The kind of what has no name: "state media" too, "other" if nothing is said."""
    inside = {doc[i].lower_ for i in range(start, end)}
    if inside & {"state", "state-run", "run"} and "agency" not in inside:
        return "state media"
    return kind_of(doc, start, end) or "other"
