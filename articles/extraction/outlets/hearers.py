"""Outlets by what they are told: "told Granit", "an interview with La Onda", "told the Post"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from spacy.tokens import Doc

from ..entities import share_of
from ..phrases import SUBJECT_PRONOUNS, is_capital, is_finite, is_possessive
from ..vocabulary import (
    Outlet,
    nationalities,
    outlets,
    places,
    reporting_verbs,
    roles,
    signals,
    words,
)
from .mentions import (
    ADDRESSING,
    DATES,
    HEADS,
    HEARD_SHARE,
    LONGEST_NAME,
    NOT_IN_NAMES,
    REPORTING,
    WEEKDAYS,
    OutletMention,
    kind_of,
    may_name,
    name_end,
)

_PAPERS = words("outlet_words", "kind newspaper")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:ans|ites)")
_BRAND = re.compile(r"[a-z]{1,5}[A-Z]\w+|[A-Z][a-z]+\d+")  # "dzXM", "Law360"
_LAWMAKERS = re.compile(r"[A-Z]{2,}s")  # "MPs"
_SPEAKING = frozenset({"speaking", "spoke", "speak", "talking", "talked"})
REACHING = frozenset({"contacted", "reached", "approached", "interviewed"})
_CARRYING = frozenset({"carried", "broadcast", "aired", "relayed", "published", "quoted"})
_REMARKS = frozenset({"remarks", "comments", "interview", "statement", "speech", "address"})
_NEAR = 4  # tokens
_FAR = 6  # tokens
_COLUMNISTS = frozenset({"columnist", "editorialist", "editor"})
_SEEN = frozenset({"obtained", "seen", "reviewed", "viewed", "sighted"})  # a letter, by a paper
_STREAMING = frozenset({"livestream", "stream", "streamed", "streaming", "posted", "wrote"})
_SURELY = 0.55
_HEARERS = roles("receiver", "people", "occupation", "office")
_LEADING = frozenset({"state", "local", "private", "independent", "opposition", "official"})
_HOUSES = signals("houses")
_NO_HEARERS = _HOUSES | (
    roles("honorific", "rank", "office", "organisation", "people")
    - (words("outlet_words", "name_word", "head") | signals("documents"))
) | signals("organised")  # fmt: skip
_HEARD = signals("hearing") | signals("relaying")
_REVEALING = frozenset({"reported", "reports", "wrote", "writes", "revealed"})


def told_things(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """What is told things or gives an interview, and is an organisation by the encoder's tags:
    "told Granit", "explained to Perla", "in an interview with La Onda". Other organisations that
    are told something are called by what they are, "the ministry" or "Lurian Port Authority"."""
    found = _told_in_short(doc, known, shown)
    starts = [i for i in range(1, len(doc)) if _may_begin(doc, i) and is_told(doc, _led(doc, i))]
    starts += [j for i in range(1, len(doc)) if (j := _employer(doc, i)) is not None]
    if not starts:
        return found
    people = {entity[-1].text for entity in doc.ents if entity.label_ == "Person"}
    taken = {i for mention in shown for i in range(mention.start, mention.end)} | known.keys()
    for i in starts:
        start = i + (doc[i].text == "The")
        end = start + 1 if _BRAND.fullmatch(doc[i].text) else name_end(doc, start)
        if taken.isdisjoint(range(start, end)) and _may_hear(doc, start, end, people, taken):
            name = doc[start:end].text
            full = next((m.name for m in shown if m.name.startswith(f"{name} ")), name)
            shy = dict(_shy_names().get(doc[start].text, ())).get(tuple(name.split()))
            kind = shy.kind if shy else kind_of(doc, end - 1, end) or "other"
            found.setdefault(name, Outlet(full, kind))
    return found


def _may_begin(doc: Doc, i: int) -> bool:
    """Whether a word may be a name's first: "Perla", "dzXM"."""
    return is_capital(doc, i) or bool(_BRAND.fullmatch(doc[i].text))


def _led(doc: Doc, i: int) -> int:
    """Where what leads to a name begins: "told [the state-affiliated] Fana", "[Luria's] Perla"."""
    start = i
    while start > 1 and (doc[start - 1].text in _LEADING or doc[start - 2].text == "-"):
        start -= 1 if doc[start - 1].text in _LEADING else 3
    if start == i and is_possessive(doc, i - 1) and doc[i - 2].lower_ in places():
        return i - 2
    return max(start - (doc[start - 1].lower_ == "the"), 1)


def _employer(doc: Doc, i: int) -> int | None:
    """Where the name before "columnist" or "editor" begins: "La Hora columnist Ada Lund"."""
    if doc[i].lower_ not in _COLUMNISTS:
        return None
    start = i
    while start and i - start < LONGEST_NAME and may_name(doc, start - 1):
        start -= 1
    return start if start < i else None


def _told_in_short(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """ "told the Gazette": the last word of a name that the article may have in full."""
    found: dict[str, Outlet] = {}
    for i in range(2, len(doc)):
        word = doc[i].text
        single = is_capital(doc, i) and not (i + 1 < len(doc) and may_name(doc, i + 1))
        paper = doc[i].lower_ in _PAPERS or word in _last_words()
        if not single or not paper or i in known or word in found:
            continue
        if doc[i - 1].lower_ == "the" and is_told(doc, i - 1):
            full = next((m.name for m in shown if m.name.endswith(f" {word}")), word)
            found[word] = Outlet(full, kind_of(doc, i, i + 1) or "other")
    return found


@cache
def _last_words() -> frozenset[str]:
    """What outlets of the list may be called in short: "the Nation" for the Daily Nation."""
    names = (key for key in outlets() if len(key) > 1 and key[-1][0].isupper())
    taken = roles("organisation", "thing", "people") | HEADS | DATES | places() | nationalities()
    return frozenset(key[-1] for key in names if key[-1].lower() not in taken)


def is_told(doc: Doc, i: int) -> bool:
    """Whether a name that begins here is told something, or is who interviews somebody."""
    before = doc[i - 1].lower_
    if before in ADDRESSING:
        return True
    verb = doc[i - 2].lower_ if i > 1 else ""
    if before == "by":
        quoted = verb in _SEEN or (verb == "quoted" and doc[i - 3].lower_ == "as")
        return quoted or verb in REACHING or (verb in _CARRYING and _are_remarks(doc, i - 2))
    if before == "on" and verb in _STREAMING:
        return True
    if before == "of":  # "an interview with Ada Lund of Perla"
        return {"interview", "with"} <= {token.lower_ for token in doc[max(0, i - _FAR) : i]}
    led = verb in _SPEAKING or (doc[i - 2].text.islower() and is_said(verb))
    led = led or (verb == "given" and not _REMARKS.isdisjoint(t.lower_ for t in doc[i - _FAR : i]))
    if verb == "interview":
        return before in ("to", "with", "over", "for")
    return before in ("to", "with") and led  # no "Call to Action"


def _are_remarks(doc: Doc, i: int) -> bool:
    """Whether what somebody carried is speech: "in comments [carried] by"."""
    return not _REMARKS.isdisjoint(token.lower_ for token in doc[max(0, i - _NEAR) : i])


def is_said(word: str) -> bool:
    """Whether it is a verb that may be followed by whom something is said to: "explained to"."""
    verb = reporting_verbs().get(word)
    return word in _SPEAKING or (verb is not None and "attitude" not in verb.frames)


def _may_hear(doc: Doc, start: int, end: int, people: set[str], known: Collection[int]) -> bool:
    """Whether the encoder takes a name for an organisation's, and it is neither a person's
    elsewhere nor a parliament's, a court's or a firm's."""
    if _BRAND.fullmatch(doc[start].text):
        return True
    if _LAWMAKERS.fullmatch(doc[start].text):
        return False
    if end == start or not doc[start].text[0].isalpha() or doc[end - 1].text in people:
        return False
    words = {doc[i].lower_ for i in range(start, end)}
    if end < len(doc) and doc[end].lower_ in _HEARERS - _COLUMNISTS:
        return False  # "told UHP delegates"
    if end + 1 in known and doc[end].lower_ in ("on", "of", "from", "at"):
        return False  # "told Ola Ek on KTB"
    if _PEOPLE.fullmatch(doc[end - 1].text):
        return False  # "speaking to Skailians"
    if doc[start - 1].lower_ == "the" and _says_of_what(doc, end):
        return False  # "told the Salt workers"
    if words & _NO_HEARERS or doc[start:end].text.lower() in nationalities() | places():
        return False
    shares = [share_of(doc, i, "Organization") for i in range(start, end) if doc[i].is_alpha]
    person = max(share_of(doc, i, "Person") for i in range(start, end))
    led = doc[start - 1].lower_ == "the"
    if not shares or (person > HEARD_SHARE and not led) or (led and doc[start].text.isupper()):
        return False  # "told the EC"
    surest = max(shares) if led else shares[0]
    return sum(shares) > HEARD_SHARE * len(shares) or surest > _SURELY


def _says_of_what(doc: Doc, i: int) -> bool:
    """Whether a noun follows that a name only says something of: "the Amharic [service]"."""
    plain = i < len(doc) and doc[i].text.islower() and doc[i].text.isalpha()
    small_words = NOT_IN_NAMES | SUBJECT_PRONOUNS | HEADS | {"that", "about"}
    return plain and doc[i].lower_ not in small_words and not is_finite(doc, i)


@cache
def _shy_names() -> dict[str, list[tuple[tuple[str, ...], Outlet]]]:
    """What outlets are called that a common word names ("Science", a magazine), by first word."""
    found: dict[str, list[tuple[tuple[str, ...], Outlet]]] = {}
    for words_of_name, outlet in outlets().items():
        name = words_of_name
        while name and name[-1].islower():
            name = name[:-1]
        country = " ".join(name).lower() in nationalities() | places()
        if name == ("News",):
            continue
        if name and len(name) < len(words_of_name) and name not in outlets() and not country:
            found.setdefault(name[0].rstrip("!"), []).append((name, outlet))
    return found


def shy_name(doc: Doc, i: int) -> OutletMention | None:
    """ "told Science", "in a statement to Science", "Science reported": a common word that is an
    outlet's name, where only an outlet can stand."""
    for name, outlet in _shy_names().get(doc[i].text, ()):
        end = i + len(" ".join(name).replace("!", " !").split())
        if doc[i:end].text.replace("’", "'") != " ".join(name) or end >= len(doc):
            continue
        after = end + (doc[end].lower_ in ("and", "of", "&"))
        goes_on = after < len(doc) and is_capital(doc, after)
        if goes_on and doc[after].lower_ not in NOT_IN_NAMES | WEEKDAYS:
            continue
        if _is_heard_of(doc, i, end):
            return OutletMention(i, end, " ".join(name), outlet.kind)
    return None


def _is_heard_of(doc: Doc, start: int, end: int) -> bool:
    """Whether only an outlet can stand here: "told …", "wrote in …", "… reported"."""
    before = start - 1 - (doc[start - 1].lower_ == "the")
    reports = doc[before].lower_ in REPORTING and doc[before - 1].text == ","
    if before < 0 or reports or doc[before].lower_ in ADDRESSING or doc[end].lower_ in _REVEALING:
        return before >= 0 and not is_capital(doc, before)
    near = {token.lower_ for token in doc[max(0, before - _FAR) : before]}
    if doc[before].lower_ in ("to", "with", "for", "by", "from"):
        return not near.isdisjoint(_HEARD)
    return doc[before].lower_ == "in" and not near.isdisjoint(_HEARD | {"published", "wrote"})
