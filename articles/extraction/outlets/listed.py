"""The outlets of the list, in the text: "Reuters", "the BBC", and what their names go on with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from ..phrases import PARTICLES, Tokens, is_capital, is_possessive
from ..vocabulary import Outlet, genders, nationalities, outlets, roles
from .mentions import (
    HEADS,
    LONGEST_NAME,
    MODIFIERS,
    NAME_WORDS,
    NOT_IN_NAMES,
    WEEKDAYS,
    frequency_end,
    is_al,
    may_name,
    name_end,
    widen_left,
)

_WORD = re.compile(r"[^\W_]+")
_BODY = "Organization"  # as the encoder tags it
_FORMATS = frozenset({"story", "stories", "live", "reel", "reels", "spaces"})  # of platforms
_TITLES = roles("honorific", "rank", "occupation", "office")
_NO_NAMES = (_TITLES | HEADS | WEEKDAYS | {"news"}) - {"tv"}  # after an outlet's
_BROADCAST = frozenset({"TV", "Television"})  # what is not the newspaper of the same name
_WRITTEN = ("newspaper", "magazine", "online", "other")
_LONGEST_SERVICE = 3  # tokens
_SMALL = re.compile(r" (?:Of|And|The|For)(?= )")  # "Press Trust Of India"

_Table = dict[str, list[tuple[str, Outlet]]]


@cache
def by_first_word() -> _Table:
    """The list, as it is written in text, by the first word of each name."""
    named = [(" ".join(key), outlet) for key, outlet in outlets().items()]
    opening = [(name[0].upper() + name[1:], o) for name, o in named if name[0].islower()]
    capitals = [(name.upper(), o) for name, o in named if " " in name and not name.isupper()]
    # "dpa" is "Dpa" at the head of a sentence; some papers write themselves in capitals
    arabic = [(f"al-{name[3:]}", o) for name, o in named if name.startswith("Al-")]
    return by_word(named + opening + capitals + arabic)


def by_word(names: Iterable[tuple[str, Outlet]]) -> _Table:
    """By the first word, the longest name first."""
    table: _Table = {}
    for name, outlet in names:
        if match := _WORD.match(name):
            table.setdefault(match[0], []).append((name, outlet))
    for same in table.values():
        same.sort(key=lambda pair: -len(pair[0]))
    return table


def listed_in(doc: Doc, table: _Table) -> dict[int, tuple[int, Outlet]]:
    """Where names of the table begin, in tokens, with their ends and outlets."""
    text = _SMALL.sub(_in_lower_case, doc._.text.replace("’", "'"))
    at = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    found: dict[int, tuple[int, Outlet]] = {}
    reached = 0
    for word in _WORD.finditer(text):
        if word.start() < reached or word[0] not in table or word.start() not in at:
            continue
        for name, outlet in table[word[0]]:
            end = word.start() + len(name)
            if not text.startswith(name, word.start()) or end not in ends:
                continue
            if text[end : end + 1].isalnum():
                continue
            start = at[word.start()]
            if not _goes_on(doc, start, ends[end]):
                found[start] = _extended(doc, start, ends[end], outlet)
                reached = end
                break
    return found


def _extended(doc: Doc, start: int, end: int, outlet: Outlet) -> tuple[int, Outlet]:
    """A listed name with what it goes on with here: "BBC Radio [Leeds]", "Mediazona[-Ural]"."""
    last = end
    while last + 1 < len(doc) and doc[last].text == "-" and not doc[last - 1].whitespace_:
        if doc[last].whitespace_ or not (is_capital(doc, last + 1) or doc[last + 1].is_digit):
            break
        last += 2
    last += last < len(doc) and doc[last].text == "Radio" != doc[last - 1].text
    last += last < len(doc) and doc[last].text in _BROADCAST and outlet.kind in _WRITTEN
    if tuned := frequency_end(doc, last):
        return tuned, outlet  # "Capital 88.5FM", which may be called "Capital" too
    last = max(last, _service_end(doc, last))
    if doc[last - 1].text == "Radio":
        if last < len(doc) and doc[last].is_digit:
            last += 1
        while last < len(doc) and is_capital(doc, last) and doc[last].ent_iob_ == "I":
            last += 1
    while last < len(doc) and outlet.kind != "social platform" and _is_edition(doc, last):
        last += 1 + (doc[last].lower_ in PARTICLES)  # "Reforma del Sur"
    kind = "broadcaster" if doc[last - 1].text in _BROADCAST else outlet.kind
    return (last, Outlet(doc[start:last].text, kind)) if last > end else (end, outlet)


def _service_end(doc: Doc, i: int) -> int:
    """The end of a broadcaster's service in some language: "BBC [Nepali Service]"; 0 if none."""
    for end in range(i + 2, min(len(doc), i + _LONGEST_SERVICE) + 1):
        if doc[end - 1].text == "Service":
            return end if all(is_capital(doc, j) for j in range(i, end)) else 0
    return 0


def _is_edition(doc: Doc, i: int) -> bool:
    """Whether a word goes on with an outlet's name, as tagged: "Al Arabiya English"."""
    following = i + (doc[i].lower_ in PARTICLES)
    if following >= len(doc) or not is_capital(doc, following):
        return False
    tagged = all(doc[j].ent_iob_ == "I" and doc[j].ent_type_ == _BODY for j in (i, following))
    named = tagged and doc[following].lower_ not in _NO_NAMES
    return named and doc[following].text not in {
        e[-1].text for e in doc.ents if e.label_ == "Person"
    }


def _in_lower_case(match: re.Match[str]) -> str:
    return match[0].lower()


def fullest_forms(doc: Doc, known: dict[int, tuple[int, Outlet]]) -> dict[Outlet, str]:
    """Each outlet by the longest name that the article gives it, "news agency" left off."""
    forms: dict[Outlet, str] = {}
    for start, (end, outlet) in known.items():
        while (
            end - start > 1
            and doc[end - 1].lower_ in HEADS | MODIFIERS | {"news"}
            and doc[end - 1].text.islower()
        ):
            end -= 1
        spelled = _spelled_out(doc, start, end)
        form = _SMALL.sub(_in_lower_case, doc[spelled : start - 1 if spelled < start else end].text)
        if form.isupper() and " " in form and known_outlet(form) is None:
            form = outlet.name  # "THE LURIAN POST"
        if len(form) > len(forms.get(outlet, "")):
            forms[outlet] = form
    return forms


def _spelled_out(doc: Doc, start: int, end: int) -> int:
    """Where the full name before initials in brackets begins: "Luria Broadcasting Corp. (LBC)"."""
    bracketed = start > 2 and doc[start - 1].text == "(" and doc[end : end + 1].text == ")"
    if not bracketed or not doc[start].text.isupper() or doc[start - 2].ent_type_ != _BODY:
        return start
    first = start - 2
    while first and start - first < LONGEST_NAME and may_name(doc, first - 1):
        first -= 1
    return first + (doc[first].text == "The")


def known_outlet(name: str) -> Outlet | None:
    """The outlet of the lexicon that goes by this name, its canonical name and its kind."""
    words_of_name = tuple(name.replace("’", "'").removeprefix("The ").removeprefix("the ").split())
    return outlets().get(words_of_name)


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether the name is only a part of a longer one: "Xinhua Street", "New Times Square"."""
    single = not any(is_capital(doc, i) for i in range(start + 1, end))
    named_before = start > 0 and is_capital(doc, start - 1)
    if single and named_before and doc[start - 1].lower_ in genders():
        return True  # "Ada Ansa"
    if named_before and is_al(doc, start) and doc[start - 1].lower_ not in NOT_IN_NAMES:
        return True  # "Nida al-Watan"
    if single and start and doc[start].lower_ in NAME_WORDS:
        before = doc[start - 1].lower_
        if is_capital(doc, start - 1) and before not in NOT_IN_NAMES | nationalities():
            return True
    if single and (_airs_a_title(doc, start, end) or _has_service(doc, start, end)):
        return False
    if end < len(doc) and is_capital(doc, end) and doc[end].lower_ not in NOT_IN_NAMES | WEEKDAYS:
        after = doc[end].lower_
        if after not in HEADS | _FORMATS | {"news"} and after.rstrip(".") not in _TITLES:
            return single or after == "service"  # "Global News Service"
    return False


def _has_service(doc: Doc, start: int, end: int) -> bool:
    """ "the BBC Nepali Service", but no secret service: initials and a language"""
    language = end < len(doc) and doc[end].lower_ in MODIFIERS
    return doc[start].text.isupper() and language and _service_end(doc, end) > 0


def _airs_a_title(doc: Doc, start: int, end: int) -> bool:
    """ "told KTB Wake Up's Ada Lund": a channel's initials before the name of a programme."""
    last = name_end(doc, end)
    programme = last > end and last < len(doc) and is_possessive(doc, last)
    return programme and doc[start].text.isupper() and end == start + 1


def widen(doc: Doc, start: int, end: int, floor: int) -> Tokens:
    """ "Xinhua" to "China’s Xinhua news agency": modifiers before, a head word after."""
    i = end
    while i < len(doc) and doc[i].lower_ in MODIFIERS | HEADS and i - end < 3:
        i += 1
        if doc[i - 1].lower_ in HEADS:
            end = i
    return widen_left(doc, start, floor), end
