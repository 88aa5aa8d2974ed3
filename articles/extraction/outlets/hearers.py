"""Outlets by what they are told: "told Granit", "an interview with La Onda", "told the Post"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from spacy.tokens import Doc

from ..entities import share_of
from ..phrases import BE, SUBJECT_PRONOUNS, is_capital, is_finite, is_possessive
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
    CALL_SIGN,
    DATES,
    HEADS,
    HEARD_SHARE,
    LONGEST_NAME,
    NOT_IN_NAMES,
    REPORTING,
    WEEKDAYS,
    OutletMention,
    frequency_end,
    is_al,
    kind_of,
    may_name,
    name_end,
)

PAPERS = words("outlet_words", "kind newspaper")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:ans|ites)")
_BRAND = re.compile(r"[a-z]{1,5}[A-Z]\w+|[A-Z][a-z]+\d+")  # "dzXM", "Law360"
_LAWMAKERS = re.compile(r"[A-Z]{2,}s")  # "MPs"
_SPEAKING = frozenset({"speaking", "spoke", "speak", "talking", "talked"})
REACHING = frozenset({"contacted", "reached", "approached", "interviewed"})
_CARRYING = frozenset({"carried", "broadcast", "aired", "relayed", "published", "quoted"})
_QUOTED_AS = frozenset({"saying", "telling"})  # "was quoted as saying by Perla"
_REMARKS = frozenset(
    {"remarks", "comments", "interview", "statement", "speech", "address", "message", "video"}
    | {"letter", "telegram", "footage"}
)
_AIRED = frozenset({"asked", "said", "aired", "live", "read", "back", "appeared", "interviewed"})
_HOSTED = ("on", "of", "from", "at")  # "told Ola Ek on KTB"
_WHEN = frozenset({"last", "this", "on", "in", "week", "month", "year", "yesterday", "also", "has"})
_LONGEST_QUOTED = 15  # tokens
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
    - (words("outlet_words", "name_word", "head", "media") | signals("documents"))
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
        end = name_end(doc, start)
        end += end == start and _is_brand(doc, start)
        if taken.isdisjoint(range(start, end)) and _may_hear(doc, start, end, people, taken):
            name = doc[start:end].text
            shy = dict(_shy_names().get(doc[start].text, ())).get(tuple(name.split()))
            kind = shy.kind if shy else kind_of(doc, start, end) or _on_air(doc, start, end)
            longer = next((n for n in found if n.startswith(f"{name} ")), name)
            meant = _in_full(name, known, shown) or found.get(longer, Outlet(name, kind))
            found.setdefault(name, meant)
    return found


def _in_full(
    name: str, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> Outlet | None:
    """The outlet that a name is short for: "Perla" for "Perla Press" or "Radio Perla"."""
    longer = (m for m in shown if m.name.startswith(f"{name} ") or m.name == f"Radio {name}")
    mention = next(longer, None)
    if mention is None:
        return None
    listed = (known[i][1] for i in range(mention.start, mention.end) if i in known)
    return next(listed, Outlet(mention.name, mention.kind or "other"))


def _may_begin(doc: Doc, i: int) -> bool:
    """Whether a word may be a name's first: "Perla", "dzXM", "al-Bazar"."""
    return is_capital(doc, i) or is_al(doc, i) or _is_brand(doc, i)


def _is_brand(doc: Doc, i: int) -> bool:
    """ "dzXM", "Law360", "95.5FM": nobody but an outlet is called so."""
    text = doc[i].text
    return bool(_BRAND.fullmatch(text) or CALL_SIGN.fullmatch(text) or frequency_end(doc, i))


def _on_air(doc: Doc, start: int, end: int) -> str:
    """What an outlet is by nothing but its name: "dzXM" and "Capital 95.5FM" are stations."""
    on_air = CALL_SIGN.fullmatch(doc[start].text) or doc[end - 1].text.endswith("FM")
    return "broadcaster" if on_air else "other"


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
        paper = doc[i].lower_ in PAPERS or word in _last_words()
        if not single or not paper or i in known or word in found:
            continue
        full = next((m for m in shown if m.name.endswith(f" {word}")), None)
        the = _led(doc, i)  # "the", or what leads to the name without it
        meant = full is not None and doc[i].lower_ in PAPERS
        if doc[the].lower_ != "the" or i + 1 == len(doc):
            continue
        if meant or is_told(doc, the) or (doc[i].lower_ in PAPERS and is_heard_of(doc, the, i + 1)):
            kind = kind_of(doc, i, i + 1) or "other"
            found[word] = Outlet(full.name, full.kind or kind) if full else Outlet(word, kind)
    return found


@cache
def _last_words() -> frozenset[str]:
    """What outlets of the list may be called in short: "the Nation" for the Daily Nation."""
    names = (key for key in outlets() if len(key) > 1 and key[-1].istitle())
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
        quoted = quoted or (verb in _QUOTED_AS and doc[i - 3].lower_ == "as")
        return quoted or verb in REACHING or (verb in _CARRYING and are_remarks(doc, i - 2))
    if before == "on" and (verb in _STREAMING or _is_on_air(doc, i)):
        return True
    if before == "of":  # "an interview with Ada Lund of Perla"
        return {"interview", "with"} <= {token.lower_ for token in doc[max(0, i - _FAR) : i]}
    led = verb in _SPEAKING or (doc[i - 2].text.islower() and is_said(verb))
    led = led or (verb == "given" and not _REMARKS.isdisjoint(t.lower_ for t in doc[i - _FAR : i]))
    if verb == "interview":
        return before in ("to", "with", "over", "for")
    return before in ("to", "with") and led  # no "Call to Action"


def _is_on_air(doc: Doc, i: int) -> bool:
    """Whether somebody is heard "on" a station that begins here: "in an interview on dzXM"."""
    near = {token.lower_ for token in doc[max(0, i - _FAR) : i]}
    station = CALL_SIGN.fullmatch(doc[i].text) or frequency_end(doc, i)
    return bool(station) and not near.isdisjoint(_HEARD | _AIRED)


def are_remarks(doc: Doc, i: int) -> bool:
    """Whether what somebody carried is speech: "in comments [carried] by"."""
    return not _REMARKS.isdisjoint(token.lower_ for token in doc[max(0, i - _NEAR) : i])


def is_said(word: str) -> bool:
    """Whether it is a verb that may be followed by whom something is said to: "explained to"."""
    verb = reporting_verbs().get(word)
    return word in _SPEAKING or (verb is not None and "attitude" not in verb.frames)


def _may_hear(doc: Doc, start: int, end: int, people: set[str], known: Collection[int]) -> bool:
    """Whether the encoder takes a name for an organisation's, and it is neither a person's
    elsewhere nor a parliament's, a court's or a firm's."""
    if _is_brand(doc, start):
        return True
    if _LAWMAKERS.fullmatch(doc[start].text):
        return False
    if end == start or not doc[start].text[0].isalpha() or doc[end - 1].text in people:
        return False
    words = {doc[i].lower_ for i in range(start, end)}
    if end < len(doc) and doc[end].lower_ in _HEARERS - _COLUMNISTS:
        return False  # "told UHP delegates"
    if end + 1 in known and doc[end].lower_ in _HOSTED:
        return False  # "told Ola Ek on KTB"
    if _PEOPLE.fullmatch(doc[end - 1].text):
        return False  # "speaking to Skailians"
    if doc[start - 1].lower_ == "the" and says_of_what(doc, end):
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


def says_of_what(doc: Doc, i: int) -> bool:
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
        if frequency_end(doc, end):
            continue  # "Capital 88.5FM" is not Capital
        after = end + (doc[end].lower_ in ("and", "of", "&"))
        goes_on = after < len(doc) and is_capital(doc, after)
        if goes_on and doc[after].lower_ not in NOT_IN_NAMES | WEEKDAYS:
            continue
        if is_heard_of(doc, i, end):
            return OutletMention(i, end, " ".join(name), outlet.kind)
    return None


def is_heard_of(doc: Doc, start: int, end: int) -> bool:
    """Whether only an outlet can stand here: "told …", "wrote in …", "… reported"."""
    if end >= len(doc):
        return False
    if _quotes_somebody(doc, end):
        return True
    before = start - 1 - (doc[start - 1].lower_ == "the")
    if before < 0:
        return False
    reports = doc[before].lower_ in REPORTING and doc[before - 1].text == ","
    if reports or doc[before].lower_ in ADDRESSING or doc[end].lower_ in _REVEALING:
        return not is_capital(doc, before)
    near = {token.lower_ for token in doc[max(0, before - _FAR) : before]}
    if doc[before].lower_ in ("to", "with", "for", "by", "from"):
        return not near.isdisjoint(_HEARD)
    return doc[before].lower_ == "in" and not near.isdisjoint(_HEARD | {"published", "wrote"})


def _quotes_somebody(doc: Doc, i: int) -> bool:
    """ "last month quoted a detective as saying" """
    for verb in range(i, min(len(doc), i + _NEAR)):
        if doc[verb].lower_ in ("quoted", "quotes"):
            return doc[verb - 1].lower_ not in BE and any(
                doc[j].lower_ == "as" for j in range(verb, min(len(doc), verb + _LONGEST_QUOTED))
            )
        if not (doc[verb].lower_ in _WHEN or doc[verb].lower_ in DATES):
            return False
    return False
