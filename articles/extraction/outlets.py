"""Outlets in the text: by the list of the world's outlets, and by the words around a name.

"Reuters" and "the BBC" are known; "the magazine Margin", "state broadcaster Y", "the X news
agency", "Benuan state media" and "The Evening Mirror" show by themselves that they publish.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from .entities import SURE, share_of
from .phrases import (
    DETERMINERS,
    MARKS,
    PARTICLES,
    STOPS,
    SUBJECT_PRONOUNS,
    Tokens,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    is_title,
    reports,
)
from .vocabulary import (
    Outlet,
    grammar,
    nationalities,
    outlets,
    places,
    reporting_verbs,
    roles,
    signals,
    words,
)

_HEADS = words("outlet_words", "head") | words("outlet_words", "media")
_MODIFIERS = words("outlet_words", "modifier") | nationalities()
_NAME_WORDS = words("outlet_words", "name_word")
_PAPERS = words("outlet_words", "kind newspaper")
_SOCIAL = words("outlet_words", "social")
_KINDS = ("agency", "newspaper", "broadcaster", "magazine", "online", "social")
_WORD = re.compile(r"[^\W_]+")
_NOT_IN_NAMES = grammar(
    *("determiner", "pronoun", "possessive", "preposition", "conjunction", "subordinator"),
    *("auxiliary", "adverb"),
)
_PRINT = ("magazine", "newspaper")
# What is no outlet after a name unless it is broadcast: "the World Food Programme".
_PROGRAMMES = frozenset({"programme", "program", "platform", "app"})
_AFTER_PRESS = frozenset({"conference", "release", "briefing", "secretary", "freedom", "statement"})
# What adjectives of countries end in, for those that no list has.
_NATIONAL = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ic|[bdghkmnrst]i)")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:ans|ites)")
_CHANNEL = re.compile(r"[A-Z]{1,4}TV|TV\d{1,2}")
_INITIALS = re.compile(r"[A-Z]{2,6}(?:fm)?")
_BRAND = re.compile(r"[a-z]{1,5}[A-Z]\w+|[A-Z][a-z]+\d+")  # "dzXM", "Law360"
_LAWMAKERS = re.compile(r"[A-Z]{2,}s")  # "MPs"
_LONGEST_NAME = 6  # tokens
_BODY = "Organization"  # as the encoder tags it
_DOMAIN = re.compile(r"[a-z]{2,4}|Africa")
_BEFORE_DOMAINS = frozenset({"to", "with", "by", "on", "for", "in"})
_FILES = frozenset({"js", "py", "pdf", "exe", "jpg", "doc", "ai", "io"})
_DATES = grammar("day", "month")
_WEEKDAYS = grammar("day") - {"today", "tomorrow", "yesterday", "tonight"}
_FIRST_WORDS = signals("first_words")
# Nouns that also mean something else need a name, or an adjective of a country or a state.
_SHY_HEADS = signals("shy_heads")
_LONGEST_CLAUSE = 8  # tokens: "Lund said in a long note according to"
# "a daily close to the army", "a channel based in Skail"
_RELATED = frozenset({"close", "affiliated", "linked", "based", "run", "owned", "published", "in"})
_FORMATS = frozenset({"story", "stories", "live", "reel", "reels", "spaces"})  # of platforms
_OF_A_USER = frozenset({"account", "page", "handle", "post", "thread", "user", "profile"})
_LONGEST_SHOW = 5  # tokens: "on her late-night talk show"
_LONGEST_REPORT = 60  # tokens of a sentence that "reported Kurant" ends
_REPORTING = frozenset({"reported", "reports"})
_ADDRESSING = frozenset({"told", "telling", "tells", "reminded"})
_SPEAKING = frozenset({"speaking", "spoke", "speak", "talking", "talked"})
REACHING = frozenset({"contacted", "reached", "approached", "interviewed"})
_CARRYING = frozenset({"carried", "broadcast", "aired", "relayed", "published", "quoted"})
_REMARKS = frozenset({"remarks", "comments", "interview", "statement", "speech", "address"})
_NEAR = 4  # tokens
_FAR = 6  # tokens
_STATES = frozenset({"state", "official", "public", "national", "government", "run", "another"})
_NEWS = frozenset({"News Service", "News Online"})
_COLUMNISTS = frozenset({"columnist", "editorialist", "editor"})
_OWNED = frozenset({"run", "owned", "controlled", "backed", "based", "language", "affiliated"})
_IN_NAMES = frozenset({"tv", "television", "radio", "channel", "network"})
_CHANNELS = frozenset({"channel", "canal", "radio"})  # with a number
_AIRING = frozenset({"radio", "tv", "television"})
# "told broadcaster KTB", "Lurian TV channel Perla"
_BEFORE_HEADS = DETERMINERS | _ADDRESSING | _AIRING | {"to", "with", "by", "media", "news"}
_AIRED = frozenset({"programme", "program", "show", "station", "channel"})
_HEARING = frozenset({"told", "on", "to", "with"})
_SEVERAL = frozenset({"newspapers", "broadcasters", "tabloids", "dailies"})
_SEVERAL_OF_NEWS = frozenset({"agencies", "outlets", "channels", "sites", "websites", "portals"})
# What mentions of outlets without a name begin with.
_BEGINNING = _HEADS | _AIRING | _SEVERAL | _SEVERAL_OF_NEWS | {"social", "show"}
_NETWORKS = frozenset({"media", "network", "networks", "networking"})
_SEEN = frozenset({"obtained", "seen", "reviewed", "viewed", "sighted"})  # a letter, by a paper
_STREAMING = frozenset({"livestream", "stream", "streamed", "streaming", "posted", "wrote"})
_CALLED = frozenset({"tabloid", "mag", "glossy", "sheet"})
_DESCRIBING = frozenset(
    {"based", "gossip", "sports", "sport", "news", "tech", "business", "online", "local", "popular"}
    | {"celebrity", "music", "trade", "conservative", "liberal", "financial", "evening", "morning"}
)
_TAKING = frozenset({"taking", "took", "takes", "turned", "turning"})
_PLATFORMS = frozenset({"platform", "platforms", "site", "sites"})
_SURELY = 0.55
_HEARD_SHARE = 0.35  # of the encoder's tag
_HEARERS = roles("receiver", "people", "occupation", "office")
_LEADING = frozenset({"state", "local", "private", "independent", "opposition", "official"})
_HOUSES = signals("houses")
_NO_HEARERS = _HOUSES | (
    roles("honorific", "rank", "office", "organisation", "people")
    - (words("outlet_words", "name_word", "head") | signals("documents"))
) | signals("organised")  # fmt: skip
_HEARD = signals("hearing") | signals("relaying")
_REVEALING = frozenset({"reported", "reports", "wrote", "writes", "revealed"})
_SAYING = frozenset({"said", "says", "saying", "added", "told"})


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


if not Doc.has_extension("outlets"):
    Doc.set_extension("outlets", default=OutletMentions([]))


@Language.factory("on_record_outlets")
def create_outlets(nlp: Language, name: str):
    """Writes `doc._.outlets`."""

    def component(doc: Doc) -> Doc:
        doc._.outlets = OutletMentions(find_outlets(doc))
        return doc

    return component


_SMALL = re.compile(r" (?:Of|And|The|For)(?= )")  # "Press Trust Of India"
_Table = dict[str, list[tuple[str, Outlet]]]


@cache
def _by_first_word() -> _Table:
    named = [(" ".join(key), outlet) for key, outlet in outlets().items()]
    opening = [(name[0].upper() + name[1:], o) for name, o in named if name[0].islower()]
    capitals = [(name.upper(), o) for name, o in named if " " in name and not name.isupper()]
    # "dpa" is "Dpa" at the head of a sentence; some papers write themselves in capitals
    return _index(named + opening + capitals)


def _index(names: Iterable[tuple[str, Outlet]]) -> _Table:
    """By the first word, the longest name first."""
    table: _Table = {}
    for name, outlet in names:
        if match := _WORD.match(name):
            table.setdefault(match[0], []).append((name, outlet))
    for same in table.values():
        same.sort(key=lambda pair: -len(pair[0]))
    return table


def find_outlets(doc: Doc) -> list[OutletMention]:
    """Known names first, then patterns where no known name stands. Linear in the text's length.

    A name that a pattern showed once ("the Corvel news agency") is known in the whole article, and
    so is what is meant by "the agency" later on.
    """
    known = _known(doc, _by_first_word())
    shown = _scan(doc, known)
    new = {m.name: Outlet(m.name, m.kind or "other") for m in shown if _is_new(m, known)}
    new |= _told(doc, known, shown)
    new |= _also_called(doc, known, shown)
    new |= _initials_of(doc, shown)
    if new:
        known = _known(doc, _index(new.items())) | known
        shown = _scan(doc, known)
    return _with_references(doc, shown)


def _also_called(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """ "Isla News Online (INO)", "the Corvel News Agency, Alba, reported" """
    found: dict[str, Outlet] = {}
    for mention in shown:
        end = mention.end
        if not mention.named or end + 3 >= len(doc):
            continue
        bracketed = (
            doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper()
        )
        apart = doc[end].text == doc[end + 2].text == "," and is_capital(doc, end + 1)
        if bracketed or (apart and mention.kind == "agency" and reports(doc[end + 3].lower_)):
            listed = (known[i][1] for i in range(mention.start, end) if i in known)
            outlet = next(listed, Outlet(mention.name, mention.kind or "other"))
            found[doc[end + 1].text] = outlet
    return found


def _told(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """What is told things or gives an interview, and is an organisation by the encoder's tags:
    "told Granit", "explained to Perla", "in an interview with La Onda". Other organisations that
    are told something are called by what they are, "the ministry" or "Lurian Port Authority"."""
    found = _told_in_short(doc, known, shown)
    starts = [i for i in range(1, len(doc)) if _may_begin(doc, i) and _is_told(doc, _led(doc, i))]
    starts += [j for i in range(1, len(doc)) if (j := _employer(doc, i)) is not None]
    if not starts:
        return found
    people = {entity[-1].text for entity in doc.ents if entity.label_ == "Person"}
    taken = {i for mention in shown for i in range(mention.start, mention.end)} | known.keys()
    for i in starts:
        start = i + (doc[i].text == "The")
        end = start + 1 if _BRAND.fullmatch(doc[i].text) else _name_end(doc, start)
        if taken.isdisjoint(range(start, end)) and _may_hear(doc, start, end, people, taken):
            name = doc[start:end].text
            full = next((m.name for m in shown if m.name.startswith(f"{name} ")), name)
            shy = dict(_shy_names().get(doc[start].text, ())).get(tuple(name.split()))
            kind = shy.kind if shy else _kind(doc, end - 1, end) or "other"
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
    while start and i - start < _LONGEST_NAME and _may_name(doc, start - 1):
        start -= 1
    return start if start < i else None


def _told_in_short(
    doc: Doc, known: dict[int, tuple[int, Outlet]], shown: list[OutletMention]
) -> dict[str, Outlet]:
    """ "told the Gazette": the last word of a name that the article may have in full."""
    found: dict[str, Outlet] = {}
    for i in range(2, len(doc)):
        word = doc[i].text
        single = is_capital(doc, i) and not (i + 1 < len(doc) and _may_name(doc, i + 1))
        paper = doc[i].lower_ in _PAPERS or word in _last_words()
        if not single or not paper or i in known or word in found:
            continue
        if doc[i - 1].lower_ == "the" and _is_told(doc, i - 1):
            full = next((m.name for m in shown if m.name.endswith(f" {word}")), word)
            found[word] = Outlet(full, _kind(doc, i, i + 1) or "other")
    return found


@cache
def _last_words() -> frozenset[str]:
    """What outlets of the list may be called in short: "the Nation" for the Daily Nation."""
    names = (key for key in outlets() if len(key) > 1 and key[-1][0].isupper())
    taken = roles("organisation", "thing", "people") | _HEADS | _DATES | places() | nationalities()
    return frozenset(key[-1] for key in names if key[-1].lower() not in taken)


def _is_told(doc: Doc, i: int) -> bool:
    """Whether a name that begins here is told something, or is who interviews somebody."""
    before = doc[i - 1].lower_
    if before in _ADDRESSING:
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
    if not shares or (person > _HEARD_SHARE and not led) or (led and doc[start].text.isupper()):
        return False  # "told the EC"
    surest = max(shares) if led else shares[0]
    return sum(shares) > _HEARD_SHARE * len(shares) or surest > _SURELY


def _says_of_what(doc: Doc, i: int) -> bool:
    """Whether a noun follows that a name only says something of: "the Amharic [service]"."""
    plain = i < len(doc) and doc[i].text.islower() and doc[i].text.isalpha()
    small_words = _NOT_IN_NAMES | SUBJECT_PRONOUNS | _HEADS | {"that", "about"}
    return plain and doc[i].lower_ not in small_words and not is_finite(doc, i)


def _initials_of(doc: Doc, shown: list[OutletMention]) -> dict[str, Outlet]:
    """ "the SNA" after "the Skail News Agency"; two letters may mean anything."""
    words = {token.text for token in doc if _INITIALS.fullmatch(token.text)}
    found: dict[str, Outlet] = {}
    for mention in shown:
        name = doc[mention.start : mention.end].text.split()
        initials = "".join(word[0] for word in name if word[0].isupper())
        if mention.named and len(initials) > 2 and initials in words:
            found.setdefault(initials, Outlet(mention.name, mention.kind or "other"))
    return found


def _is_new(mention: OutletMention, known: dict) -> bool:
    whole = {outlet.name for _, outlet in known.values()}
    return mention.named and mention.name[:1].isupper() and mention.name not in whole


def _scan(doc: Doc, known: dict[int, tuple[int, Outlet]]) -> list[OutletMention]:
    surnames = _surnames(doc)
    ends = {entity.text.split()[-1] for entity in doc.ents if len(entity) > 1}
    known = {i: at for i, at in known.items() if not _is_surname(doc, i, at[0], surnames)}
    written = _fullest_forms(doc, known)
    found: list[OutletMention] = []
    i = 0
    while i < len(doc):
        mention = _domain(doc, i)
        if mention:
            pass
        elif i in known:
            end, outlet = known[i]
            mention = _its_channel(doc, i, end) if outlet.kind == "social platform" else None
            start, end = _widen(doc, i, end, found[-1].end if found else 0)
            mention = mention or OutletMention(start, end, written[outlet], outlet.kind)
        else:
            mention = _pattern(doc, i, known, ends)
            if mention and found and mention.start < found[-1].end:
                if mention.named and not found[-1].named and mention.start <= found[-1].start:
                    found.pop()  # "Lurian TV", of "Lurian TV channel Salo"
                else:
                    mention = None
            if mention and _is_someone_else(doc, mention):
                mention = None
        if mention and found and _is_programme_of(doc, found[-1], mention):
            mention = None
        if mention and mention.named and found and _describes(doc, found[-1], mention):
            mention = replace(mention, start=found.pop().start)
        if mention:
            found.append(mention)
        i = max(mention.end if mention else 0, i + 1)
    return found


def _surnames(doc: Doc) -> set[str]:
    """The last words of the people named in full."""
    people = (entity for entity in doc.ents if entity.label_ == "Person" and len(entity) > 1)
    return {entity[-1].text for entity in people}


def _is_surname(doc: Doc, start: int, end: int, surnames: set[str]) -> bool:
    """Whether an outlet's name of one word is somebody's: "Moen, Berg and Tribune", after "Ada
    Tribune"."""
    mine = end == start + 1 and doc[start].text in surnames
    return mine and share_of(doc, start, "Person") > SURE


def _domain(doc: Doc, i: int) -> OutletMention | None:
    """ "told kurier.co.lu", "published on Kurier24.com" """
    before = doc[i - 1].lower_ if i else ""
    if before not in _ADDRESSING | _BEFORE_DOMAINS or doc[i].whitespace_ or not doc[i].is_ascii:
        return None
    end = i + 1
    while end + 1 < len(doc) and doc[end].text == "." and _DOMAIN.fullmatch(doc[end + 1].text):
        if doc[end - 1].whitespace_ or doc[end].whitespace_:
            break
        end += 2
    named = end > i + 1 and doc[end - 1].text not in _FILES and doc[i].text.isalnum()
    return OutletMention(i, end, doc[i:end].text, "online") if named else None


def _is_someone_else(doc: Doc, mention: OutletMention) -> bool:
    """Whether the encoder takes what a pattern shows as an outlet for a person, or for a place
    after its noun: "this newspaper, Lund", "the network Norway has paid for"."""
    names = [i for i in range(mention.start, mention.end) if is_capital(doc, i)]
    if not mention.named or not names:
        return False
    led = names[0] > mention.start and names[-1] == mention.end - 1
    place = led and share_of(doc, names[-1], "Location") > SURE
    return place or share_of(doc, names[-1], "Person") > SURE


def _describes(doc: Doc, outlet: OutletMention, other: OutletMention) -> bool:
    """Whether one without a name says what the next one is: "local TV news Channel 9"."""
    between = doc[outlet.end : other.start].text
    alike = other.kind in (outlet.kind, "other", None)
    return not outlet.named and between in ("", "news") and alike


def _is_programme_of(doc: Doc, outlet: OutletMention, other: OutletMention) -> bool:
    """Whether the channel before it stands for a programme: "the BBC’s “Newsnight”", "the BBC
    programme Newsnight"."""
    between = other.start - outlet.end
    if between == 0:
        both = outlet.named and outlet.kind == other.kind == "broadcaster"  # "CBS This Morning"
        return both or doc[outlet.end - 1].lower_ in _PROGRAMMES
    return is_possessive(doc, outlet.end) and 0 < between <= 2


def _with_references(doc: Doc, shown: list[OutletMention]) -> list[OutletMention]:
    """Adds "the magazine", "the same network" where an outlet of that kind was named before."""
    found: list[OutletMention] = []
    last: dict[str | None, OutletMention] = {}
    position = 0
    for i in range(1, len(doc)):
        while position < len(shown) and shown[position].end <= i:
            named = _meant(doc, shown[position], last)
            found.append(named)
            position += 1
            if named.named:
                last[named.kind] = named
                last |= {doc[j].lower_: named for j in range(named.start, named.end)}
        word = doc[i].lower_
        if word not in _HEADS | _CALLED or not _is_definite(doc, i):
            continue
        if position < len(shown) and shown[position].start <= i:
            continue
        kind = _kind(doc, i, i + 1)
        if mention := _last_of_kind(last, word, kind):
            found.append(OutletMention(i, i + 1, mention.name, mention.kind))
    return found + shown[position:]


def _is_definite(doc: Doc, i: int) -> bool:
    """ "the site", "the Lagos-based sports station"; not "the state broadcaster"."""
    start = i - 1
    while start > 0 and i - start < _LONGEST_CLAUSE:
        word = doc[start].lower_
        if word in ("the", "same"):
            return True
        based = doc[start].text == "-" or doc[start + 1].text == "-"  # "Lagos-based"
        plain = word in _DESCRIBING | nationalities() | places() or based
        if not plain or word in _STATES:
            return False
        start -= 1
    return False


def _last_of_kind(
    last: dict[str | None, OutletMention], word: str, kind: str | None
) -> OutletMention | None:
    """The outlet last named that may be called so, or of which nobody knows what it is."""
    alike = _PRINT if kind in _PRINT else (kind,)
    kinds = (word, kind, *alike, "other", None)
    return next((last[kind] for kind in kinds if kind in last), None)


def _meant(
    doc: Doc, mention: OutletMention, last: dict[str | None, OutletMention]
) -> OutletMention:
    """The outlet that "the news agency" or "the Italian daily" is, if one of that kind was named
    before."""
    before = doc[mention.start - 1].lower_ if mention.start else ""
    modifiers = {doc[i].lower_ for i in range(mention.start, mention.end - 1)}
    word = doc[mention.end - 1].lower_
    plain = word in _HEADS - {"media", "press"} and modifiers.isdisjoint(_STATES)
    plain = plain and mention.end - mention.start > 1
    definite = plain and before in ("the", "same")
    meant = (
        _last_of_kind(last, word, _kind(doc, mention.end - 1, mention.end)) if definite else None
    )
    return replace(mention, name=meant.name, named=True) if meant and not mention.named else mention


def _known(doc: Doc, table: _Table) -> dict[int, tuple[int, Outlet]]:
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
    if doc[last - 1].text == "Radio":
        if last < len(doc) and doc[last].is_digit:
            last += 1
        while last < len(doc) and is_capital(doc, last) and doc[last].ent_iob_ == "I":
            last += 1
    while last < len(doc) and outlet.kind != "social platform" and _is_edition(doc, last):
        last += 1 + (doc[last].lower_ in PARTICLES)  # "Reforma del Sur"
    return (last, Outlet(doc[start:last].text, outlet.kind)) if last > end else (end, outlet)


def _is_edition(doc: Doc, i: int) -> bool:
    """Whether a word goes on with an outlet's name, as tagged: "Al Arabiya English"."""
    following = i + (doc[i].lower_ in PARTICLES)
    if following >= len(doc) or not is_capital(doc, following):
        return False
    tagged = all(doc[j].ent_iob_ == "I" and doc[j].ent_type_ == _BODY for j in (i, following))
    titles = roles("honorific", "rank", "occupation", "office") | _HEADS | _WEEKDAYS | {"news"}
    named = tagged and doc[following].lower_ not in titles - {"tv"}
    return named and doc[following].text not in {
        e[-1].text for e in doc.ents if e.label_ == "Person"
    }


def _in_lower_case(match: re.Match[str]) -> str:
    return match[0].lower()


def _fullest_forms(doc: Doc, known: dict[int, tuple[int, Outlet]]) -> dict[Outlet, str]:
    """Each outlet by the longest name that the article gives it, "news agency" left off."""
    forms: dict[Outlet, str] = {}
    for start, (end, outlet) in known.items():
        while (
            end - start > 1
            and doc[end - 1].lower_ in _HEADS | _MODIFIERS | {"news"}
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
    while first and start - first < _LONGEST_NAME and _may_name(doc, first - 1):
        first -= 1
    return first + (doc[first].text == "The")


def known_outlet(name: str) -> Outlet | None:
    """The outlet of the lexicon that goes by this name, its canonical name and its kind."""
    words_of_name = tuple(name.replace("’", "'").removeprefix("The ").removeprefix("the ").split())
    return outlets().get(words_of_name)


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether the name is only a part of a longer one: "Xinhua Street", "New Times Square"."""
    single = not any(is_capital(doc, i) for i in range(start + 1, end))
    if single and start and doc[start].lower_ in _NAME_WORDS:
        before = doc[start - 1].lower_
        if is_capital(doc, start - 1) and before not in _NOT_IN_NAMES | nationalities():
            return True
    if single and _airs_a_title(doc, start, end):
        return False
    if end < len(doc) and is_capital(doc, end) and doc[end].lower_ not in _NOT_IN_NAMES | _WEEKDAYS:
        after = doc[end].lower_
        titles = roles("honorific", "rank", "occupation", "office")
        if after not in _HEADS | _FORMATS | {"news"} and after.rstrip(".") not in titles:
            return single or after == "service"  # "Global News Service"
    return False


def _airs_a_title(doc: Doc, start: int, end: int) -> bool:
    """ "told KTB Wake Up's Ada Lund": a channel's initials before the name of a programme."""
    last = _name_end(doc, end)
    programme = last > end and last < len(doc) and is_possessive(doc, last)
    return programme and doc[start].text.isupper() and end == start + 1


def _widen(doc: Doc, start: int, end: int, floor: int) -> Tokens:
    """ "Xinhua" to "China’s Xinhua news agency": modifiers before, a head word after."""
    i = end
    while i < len(doc) and doc[i].lower_ in _MODIFIERS | _HEADS and i - end < 3:
        i += 1
        if doc[i - 1].lower_ in _HEADS:
            end = i
    return _widen_left(doc, start, floor), end


def _widen_left(doc: Doc, start: int, floor: int) -> int:
    i = start
    while i > floor:
        word = doc[i - 1].lower_
        if word in _MODIFIERS or (word in _HEADS and doc[i - 1].text.islower()):
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
        elif i < start and i - 1 >= floor and _is_national(doc, i - 1):
            i -= 1
        else:
            break
    return i


def _its_channel(doc: Doc, start: int, end: int) -> OutletMention | None:
    """Whose channel of a platform speaks: "the Telegram channel [Bazar]"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in ("channel", "group"):
        return None
    last = _name_end(doc, end + 1)
    if last == end + 1 or not doc[end].text.islower():
        return None
    return OutletMention(start, last, doc[end + 1 : last].text, "social platform")


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


def _shy_name(doc: Doc, i: int) -> OutletMention | None:
    """ "told Science", "in a statement to Science", "Science reported": a common word that is an
    outlet's name, where only an outlet can stand."""
    for name, outlet in _shy_names().get(doc[i].text, ()):
        end = i + len(" ".join(name).replace("!", " !").split())
        if doc[i:end].text.replace("’", "'") != " ".join(name) or end >= len(doc):
            continue
        after = end + (doc[end].lower_ in ("and", "of", "&"))
        goes_on = after < len(doc) and is_capital(doc, after)
        if goes_on and doc[after].lower_ not in _NOT_IN_NAMES | _WEEKDAYS:
            continue
        if _is_heard_of(doc, i, end):
            return OutletMention(i, end, " ".join(name), outlet.kind)
    return None


def _is_heard_of(doc: Doc, start: int, end: int) -> bool:
    """Whether only an outlet can stand here: "told …", "wrote in …", "… reported"."""
    before = start - 1 - (doc[start - 1].lower_ == "the")
    reports = doc[before].lower_ in _REPORTING and doc[before - 1].text == ","
    if before < 0 or reports or doc[before].lower_ in _ADDRESSING or doc[end].lower_ in _REVEALING:
        return before >= 0 and not is_capital(doc, before)
    near = {token.lower_ for token in doc[max(0, before - _FAR) : before]}
    if doc[before].lower_ in ("to", "with", "for", "by", "from"):
        return not near.isdisjoint(_HEARD)
    return doc[before].lower_ == "in" and not near.isdisjoint(_HEARD | {"published", "wrote"})


def _pattern(doc: Doc, i: int, known: dict, ends: set[str]) -> OutletMention | None:
    if not is_capital(doc, i) and doc[i].lower_ not in _BEGINNING:
        return None  # most words, which costs as much to say for each pattern
    if i + 1 in known and doc[i].lower_ in _HEADS:
        return None  # "state news agency IRNA": the name that follows takes these words in
    return (
        _shy_name(doc, i)
        or _named_after_head(doc, i, known)
        or _explained(doc, i, known)
        or _head_after_name(doc, i)
        or _several(doc, i)
        or _speaking_name(doc, i, known)
        or _initials(doc, i)
        or _told_with_article(doc, i)
        or _had_it(doc, i)
        or _reported_it(doc, i, ends)
        or _reports_it(doc, i)
        or _airing(doc, i)
        or _programme(doc, i)
        or _social(doc, i)
        or _social_media(doc, i, known)
        or _on_air(doc, i)
        or _show(doc, i)
    )


def _named_after_head(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "the magazine Margin", "state broadcaster Y", "the sports daily Bola" """
    if doc[i].lower_ not in _HEADS or not doc[i].text.islower():
        return None
    j = i + 1
    quoted = j < len(doc) and doc[j].text in ("“", '"', "‘")
    apposed = 0 if quoted else _apposition(doc, j)
    start = j + apposed + quoted
    if start in known and not apposed:
        return None
    article = doc[start].text == "The" if start < len(doc) else False
    end = _name_end(doc, start + article)  # "the news portal The Paper"
    if end < len(doc) and doc[end].is_digit and doc[end - 1].lower_ in _CHANNELS:
        end += 1
    if end == start + article or doc[start].lower_ in _DATES:
        return None
    told = i > 1 and doc[i - 1].lower_ == "the" and doc[i - 2].lower_ in _ADDRESSING
    if told and not article and end < len(doc) and is_finite(doc, end):
        return None  # "told the paper Arsenal had won"
    left = _widen_left(doc, i, 0)
    left -= left == i > 0 and doc[i - 1].lower_ in places()
    if left == i and _is_national(doc, i - 1) and not (end < len(doc) and is_finite(doc, end)):
        left -= 1
    if left == i and not (i and (doc[i - 1].lower_ in _BEFORE_HEADS or is_possessive(doc, i - 1))):
        return None
    return OutletMention(left, end, doc[start:end].text, _kind(doc, left, start))


def _explained(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "KRN, the state news agency, said": a name, and after it what it is."""
    if not is_capital(doc, i) or i in known or (i and _may_name(doc, i - 1)):
        return None
    end = _name_end(doc, i)
    if end == i or end + 2 >= len(doc) or doc[end].text != ",":
        return None
    j = end + 1
    while j < len(doc) and j - end < 6 and doc[j].lower_ in DETERMINERS | _MODIFIERS:
        j += 1
    explained = j > end + 1 and j + 1 < len(doc) and doc[j].lower_ in _HEADS
    if not explained or not _ends_explanation(doc, j + 1):
        return None
    return OutletMention(i, end, doc[i:end].text, _kind(doc, end, j + 1))


def _ends_explanation(doc: Doc, i: int) -> bool:
    """Whether what explains a name ends at a comma: "a daily close to the army[,]"."""
    if doc[i].text == "," or doc[i].lower_ not in _RELATED:
        return doc[i].text == ","
    following = range(i, min(len(doc), i + _LONGEST_CLAUSE))
    end = next((j for j in following if doc[j].text in STOPS | MARKS), i)
    return doc[end].text == "," and not has_finite(doc, i + 1, end)


def _apposition(doc: Doc, i: int) -> int:
    """Words before a name between commas: "her party's newspaper, Fremtid, that …", "the local
    paper, the Inland Gazette, …"."""
    if i >= len(doc) or doc[i].text != ",":
        return 0
    start = i + 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    end = _name_end(doc, start)
    return start - i if start < end < len(doc) and doc[end].text in (",", ".") else 0


def _is_national(doc: Doc, i: int) -> bool:
    """Whether a word that is no part of a name looks like a country's adjective, as in "the Lurian
    daily"."""
    alone = i == 0 or not is_capital(doc, i - 1) or doc[i - 1].lower_ in DETERMINERS
    return i >= 0 and alone and bool(_NATIONAL.fullmatch(doc[i].text))


def _name_end(doc: Doc, start: int) -> int:
    i = start
    while i < len(doc) and i - start < _LONGEST_NAME:
        word = doc[i].lower_
        if i > start and word in _WEEKDAYS:
            break  # "told the Corvel Times Tuesday that"
        if (
            (
                doc[i].text == "-"
                and i > start
                and not doc[i - 1].whitespace_
                and not doc[i].whitespace_
            )
            or (i > start + 1 and doc[i].is_digit and doc[i - 1].text == "-")  # "LTV-5"
            or (
                is_capital(doc, i)
                and (word not in _NOT_IN_NAMES or i > start)
                and not is_possessive(doc, i)
            )
            or (
                word in ("of", "al", "&")
                and i > start
                and i + 1 < len(doc)
                and is_capital(doc, i + 1)
            )
        ):
            i += 1
        else:
            break
    return i


def _head_after_name(doc: Doc, i: int) -> OutletMention | None:
    """ "the X news agency", "Swiss television", "Benuan state media", "local media" """
    if doc[i].lower_ not in _HEADS or (doc[i].text.isupper() and doc[i].text != "TV"):
        return None
    after = doc[i + 1] if i + 1 < len(doc) else doc[i]
    if doc[i].lower_ in _CHANNELS and is_capital(doc, i) and after.is_digit:
        stop = i + 2 + (doc[i + 2 : i + 3].text == "News")
        if stop == len(doc) or not _may_name(doc, stop):
            return OutletMention(i, stop, doc[i:stop].text, "broadcaster")
    if doc[i].lower_ in _MODIFIERS and after.text in _HEADS:
        return None  # "a radio station"
    if doc[i].lower_ == "press" and after.lower_ in _AFTER_PRESS:
        return None
    if is_capital(doc, i) and i + 1 < len(doc) and _may_name(doc, i + 1):
        return None  # "the Tour Operator Network Association"
    if _goes_on_as_channel(doc, i):
        return None
    start = i
    while start > 0 and (
        (doc[start - 1].lower_ in _MODIFIERS and doc[start - 1].lower_ not in nationalities())
        or (doc[start - 1].lower_ in ("news",))
    ):
        start -= 1
    modified = start < i
    name_start = start
    while name_start > 0 and i - name_start < 8 and _may_name(doc, name_start - 1):
        name_start -= 1
    while name_start < start and doc[name_start].lower_ in _NOT_IN_NAMES:
        name_start += 1
    if name_start < start and doc[name_start - 2 : name_start].text == "Voice of":
        name_start -= 2
    head = doc[i].lower_
    end = i + 1
    named = name_start < start
    broadcast = head in _PROGRAMMES and _is_broadcast(doc, name_start)
    unsaid = not modified and head in _PROGRAMMES and not broadcast
    if named and (not doc[name_start].is_alpha or unsaid):
        return None
    adjective = named and doc[name_start:start].text.lower() in nationalities() | places()
    if named and _NATIONAL.fullmatch(doc[name_start:start].text):
        owned = modified and _tells_whose(doc, start, i)
        adjective = adjective or owned or doc[name_start - 1].lower_ in ("a", "an")
    if not named and (
        not modified or (head in _SHY_HEADS | {"media"} and not _tells_whose(doc, start, i))
    ):
        return None
    after_article = name_start > 0 and doc[name_start - 1].lower_ == "the"
    if named and not modified and head in _SHY_HEADS and not after_article:
        return None
    if (
        named
        and head == "agency"
        and not modified
        and not (
            adjective
            or doc[start - 1].lower_.endswith(("press", "news", "telegraph", "information"))
        )
    ):
        return None
    if named and not adjective and head not in ("media",):
        left = _possessor(doc, name_start)
        name = doc[name_start:start].text
        if head in _IN_NAMES and not doc[i].text.islower():
            name = doc[name_start:end].text
        return OutletMention(left, end, name, _kind(doc, start, end))
    left = _possessor(doc, name_start)
    if is_capital(doc, i) and doc[i].text != "TV" and not adjective:
        return None
    return OutletMention(
        left,
        end,
        doc[left if left < name_start and not named else name_start : end].text,
        _generic_kind(doc, name_start, end),
        named=False,
    )


def _is_broadcast(doc: Doc, start: int) -> bool:
    """Whether a name before "programme" is told or heard: "told the Today programme"; the World
    Salt Programme is not."""
    led = start - 1 - (doc[start - 1].lower_ == "the")
    return led >= 0 and (doc[led].lower_ in _ADDRESSING | {"on"} or is_possessive(doc, start - 1))


def _several(doc: Doc, i: int) -> OutletMention | None:
    """ "Lurian news agencies", "local newspapers" """
    word, of_news = doc[i].lower_, i > 0 and doc[i - 1].lower_ in ("news", "media")
    if word not in _SEVERAL and not (of_news and word in _SEVERAL_OF_NEWS):
        return None
    first = i - of_news
    left = _widen_left(doc, first, 0)
    left -= left == first > 0 and _is_national(doc, first - 1)
    if left == first:
        return None  # "newspapers said"
    kind = "agency" if word == "agencies" else "newspaper" if word in _SEVERAL else "other"
    return OutletMention(left, i + 1, doc[left : i + 1].text, kind, named=False)


def _tells_whose(doc: Doc, start: int, end: int) -> bool:
    return any(
        doc[j].lower_
        in (
            "state",
            "state-run",
            "local",
            "official",
            "public",
            "national",
            "run",
            "private",
            "independent",
            "government",
            "pro-government",
            "news",
        )
        for j in range(start, end)
    )


def _may_name(doc: Doc, i: int) -> bool:
    return (is_capital(doc, i) and doc[i].lower_ not in _NOT_IN_NAMES) or (
        doc[i].text == "-" and not doc[i].whitespace_ and i > 0 and not doc[i - 1].whitespace_
    )


def _possessor(doc: Doc, start: int) -> int:
    if start > 1 and is_possessive(doc, start - 1) and is_capital(doc, start - 2):
        return start - 2
    return start


def _speaking_name(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "The Evening Mirror", "Trade Gazette": a name whose last word is what papers are called."""
    if (
        not is_capital(doc, i)
        or doc[i].lower_ in _NOT_IN_NAMES
        or (i and _may_name(doc, i - 1) and doc[i - 1].lower_ not in _NOT_IN_NAMES)
    ):
        return None
    end = _name_end(doc, i)
    if end - i < 2 or end - i > 5 or _goes_on_as_channel(doc, end):
        return None
    called = doc[end - 1].lower_ in _NAME_WORDS or doc[i].lower_ in _FIRST_WORDS
    called = called or doc[i : i + 2].text == "Journal of"
    called = called or any(doc[j].text == "Broadcasting" for j in range(i + 1, end - 1))
    called = called or (doc[i].text.isupper() and doc[i + 1].lower_ in _AIRING)  # "KTB Radio Skail"
    if not called and doc[end - 2 : end].text not in _NEWS and not _is_frequency(doc, i, end):
        return None
    if any(j in known or doc[j].lower_ in roles("office", "rank") for j in range(i, end)):
        return None
    start = _start_as_tagged(doc, i)
    return OutletMention(start, end, doc[start:end].text, _kind(doc, end - 1, end))


def _goes_on_as_channel(doc: Doc, end: int) -> bool:
    """Whether the name of a channel follows "Lurian TV": "Lurian TV channel Perla"."""
    inside = 0 < end < len(doc) - 1
    head = inside and doc[end].lower_ in _HEADS and doc[end].text.islower()
    return head and doc[end - 1].text == "TV" and _may_name(doc, end + 1)


def _is_frequency(doc: Doc, start: int, end: int) -> bool:
    """ "Harbour FM", but not a foreign minister: "the Lurian FM" """
    before = doc[start : end - 1].text.lower()
    return doc[end - 1].text == "FM" and before not in places() | nationalities()


def _start_as_tagged(doc: Doc, i: int) -> int:
    """Where the encoder sees a name begin that goes on over "and": "[Science and] Craft Daily"."""
    start, low = i, max(0, i - _LONGEST_NAME)
    while start > low and doc[start].ent_iob_ == "I" and doc[start].ent_type_ == "Organization":
        start -= 1
    joined = start < i and doc[i - 1].lower_ == "and" and is_capital(doc, start)
    return start if joined and doc[start].lower_ not in _NOT_IN_NAMES else i


def _initials(doc: Doc, i: int) -> OutletMention | None:
    """ "NTV", "KRT news", and what initials stand for that give interviews: "an interview with
    KRT"."""
    word = doc[i].text
    if _CHANNEL.fullmatch(word):
        return OutletMention(i, i + 1, word, "broadcaster")
    news = doc[i + 1 : i + 3].text.rstrip(".,;: ")
    if _INITIALS.fullmatch(word) and len(word) > 2 and news == "news":
        return OutletMention(i, i + 2, word, None)
    if (
        _is_heard(doc, i)
        and _INITIALS.fullmatch(word)
        and not _may_name(doc, min(i + 1, len(doc) - 1))
    ):
        return OutletMention(i, i + 1, word, None)
    return None


def _is_heard(doc: Doc, i: int) -> bool:
    """Whether what begins here is given an interview."""
    return i > 1 and doc[i - 1].lower_ in ("with", "to") and doc[i - 2].lower_ == "interview"


def _told_with_article(doc: Doc, i: int) -> OutletMention | None:
    """ "told The Peninsula", "an interview with The Peninsula": only outlets have such names."""
    if doc[i].text != "The" or i == 0 or not _is_told(doc, i):
        return None
    titles = roles("honorific", "rank", "office")
    stop = _name_end(doc, i + 1)
    end = next((j for j in range(i + 1, stop) if doc[j].lower_.rstrip(".") in titles), stop)
    name = doc[i + 1 : end].text
    if not name or {name.lower(), f"the {name.lower()}"} & (nationalities() | places()):
        return None
    return OutletMention(i + 1, end, name, _kind(doc, end - 1, end))


def _had_it(doc: Doc, i: int) -> OutletMention | None:
    """ "she said, according to KProfile: “…”", "Lund said in a note according to The Kurant":
    who passes on what somebody said."""
    words = [token.lower_ for token in doc[max(0, i - _LONGEST_CLAUSE) : i]]
    if words[-2:] != ["according", "to"] or not any(map(reports, words)):
        return None
    said = len(words) > 4 and reports(words[-4]) and words[-3] == ","
    said = said and (words[-5] in SUBJECT_PRONOUNS or is_capital(doc, i - 5))
    article = doc[i].text == "The"
    if not article and not said:
        return None
    start, end = i + article, _name_end(doc, i + article)
    if end == start or not is_capital(doc, start) or doc[end - 1].lower_ in roles("organisation"):
        return None
    return OutletMention(start, end, doc[start:end].text, _kind(doc, end - 1, end))


def _reported_it(doc: Doc, i: int, ends: set[str]) -> OutletMention | None:
    """ "“No,” the keeper said, reported Kurant.": who reports what somebody else has said. `ends`:
    the last words of longer names, so that it is no surname."""
    if i < 3 or doc[i - 1].lower_ not in _REPORTING or doc[i - 2].text != ",":
        return None
    start = i + (doc[i].text == "The")
    end = _name_end(doc, start)
    if end == start or end - start > 2 or (end < len(doc) and doc[end].text not in ".,"):
        return None
    words = [token.lower_ for token in doc[max(0, i - _LONGEST_REPORT) : i - 2]]
    if not any(map(reports, words)) or doc[end - 1].text in ends:
        return None
    return OutletMention(start, end, doc[start:end].text, _kind(doc, end - 1, end))


def _reports_it(doc: Doc, i: int) -> OutletMention | None:
    """ "The minister said it was sad, Skail Live reports.": who reports it at the end."""
    if i < 3 or doc[i - 1].text != "," or not is_capital(doc, i):
        return None
    if doc[i - 2].lower_ in _HEADS and is_capital(doc, i - 2):
        return None  # "the Lurian News Agency, Luna, reported"
    start = i + (doc[i].text == "The")
    end = _name_end(doc, start)
    ends = end + 1 < len(doc) and doc[end].lower_ in _REPORTING and doc[end + 1].text in ".,"
    taken = roles("organisation", "people", "rank", "office") | nationalities() | places()
    if end == start or not ends or not taken.isdisjoint(doc[start:end].text.lower().split()):
        return None
    if max(share_of(doc, j, "Person") for j in range(start, end)) > _HEARD_SHARE:
        return None
    return OutletMention(start, end, doc[start:end].text, _kind(doc, end - 1, end))


def airs(doc: Doc, end: int) -> bool:
    """Whether the outlet that ends there has a programme after it: "KTB’s “Mill Hour”"."""
    if end + 1 >= len(doc) or not is_possessive(doc, end) or doc[end + 1].text not in MARKS:
        return False
    title = doc._.quotations.at(doc[end + 1].idx)
    return title is not None and is_title(doc, doc[end - 1].idx, title)


def _airing(doc: Doc, i: int) -> OutletMention | None:
    """ "on Channel 5’s “Mill Hour”": whose programme it is."""
    if i == 0 or doc[i - 1].lower_ != "on" or not is_capital(doc, i):
        return None
    if doc[i].lower_ in _DATES:
        return None
    end = _name_end(doc, i)
    while end < len(doc) and doc[end].is_digit:
        end += 1
    return OutletMention(i, end, doc[i:end].text, "broadcaster") if airs(doc, end) else None


def _programme(doc: Doc, i: int) -> OutletMention | None:
    """ "said on “Mill Hour.”", "said on Sunday’s “Mill Hour”" """
    mark = i - 1
    if mark < 0 or doc[mark].text not in MARKS or not is_capital(doc, i):
        return None
    on = mark - 1
    if on > 1 and is_possessive(doc, on) and doc[on - 1].lower_ in _DATES:
        on -= 2
    if on < 1 or doc[on].lower_ != "on" or doc[on - 1].lower_ not in _SAYING:
        return None
    title = doc._.quotations.at(doc[i].idx)
    if title is None or title.start != doc[i].idx or not is_title(doc, doc[on].idx, title):
        return None
    end = i
    while end < len(doc) and doc[end].idx < title.end and doc[end].text not in (",", "."):
        end += 1
    return OutletMention(i, end, doc[i:end].text, "broadcaster")


def _social(doc: Doc, i: int) -> OutletMention | None:
    """ "on Instagram"; the platforms of the list are found already."""
    if (
        doc[i].lower_ in _SOCIAL
        and is_capital(doc, i)
        and i
        and doc[i - 1].lower_ in ("on", "to", "via")
    ):
        return OutletMention(i, i + 1, doc[i].text, "social platform")
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    before = doc[i - 1].lower_ if i else ""
    taken = before == "to" and i > 1 and doc[i - 2].lower_ in _TAKING
    if doc[i].text in ("X", "X.") and (
        before in _PLATFORMS | {"on"} or taken or after in _OF_A_USER
    ):
        return OutletMention(i, i + 1, "X", "social platform")
    return None


def _on_air(doc: Doc, i: int) -> OutletMention | None:
    """ "told a radio programme", "on another television show" """
    if i < 2 or i + 1 >= len(doc) or doc[i].lower_ not in _AIRING:
        return None
    if doc[i + 1].lower_ not in _AIRED or doc[i - 1].lower_ not in DETERMINERS | {"one"}:
        return None
    if doc[i - 2].lower_ not in _HEARING:
        return None
    return OutletMention(i, i + 2, doc[i : i + 2].text, "broadcaster", named=False)


def _show(doc: Doc, i: int) -> OutletMention | None:
    """ "as a guest on the talk show Mill Hour" """
    if doc[i].text not in ("show", "podcast") or i + 1 >= len(doc):
        return None
    if named := _show_of(doc, i):
        return named
    marked = doc[i + 1].text in MARKS and i + 2 < len(doc)
    if not is_capital(doc, i + 1 + marked):
        return None
    before = {doc[j].lower_ for j in range(max(0, i - _LONGEST_SHOW), i)}
    start = i + 1 + marked
    if "on" not in before or not before & DETERMINERS or doc[start].lower_ in _NOT_IN_NAMES:
        return None
    end = _name_end(doc, start)
    return OutletMention(i, end, doc[start:end].text, "broadcaster")


def _show_of(doc: Doc, i: int) -> OutletMention | None:
    """ "said on the Mill Hour show", "on Ada Lund’s podcast" """
    start = i
    while start > 1 and i - start < _LONGEST_NAME and _may_name(doc, start - 1):
        start -= 1
    if start < i and doc[start - 1].lower_ in ("the", "’s", "'s"):
        led = doc[start - 2 if doc[start - 1].lower_ == "the" else max(start - 4, 0) : start - 1]
        if any(token.lower_ == "on" for token in led):
            return OutletMention(start, i + 1, doc[start:i].text, "broadcaster")
    owner = i - 1
    while owner > 1 and is_possessive(doc, i - 1) and is_capital(doc, owner - 1):
        owner -= 1
    if owner < i - 1 and doc[owner - 1].lower_ == "on":
        return OutletMention(owner, i + 1, doc[owner : i + 1].text, "broadcaster")
    return None


def _social_media(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "in a post on social media", "through his social networks" """
    if i + 1 >= len(doc) or doc[i].lower_ != "social" or doc[i + 1].lower_ not in _NETWORKS:
        return None
    end = i + 2 + (i + 2 < len(doc) and doc[i + 2].lower_ in _PLATFORMS)
    if end in known or doc[end : end + 1].text == "X":
        return None  # "the social media platform X"
    return OutletMention(i, end, doc[i:end].text.lower(), "social platform", named=False)


def _kind(doc: Doc, start: int, end: int) -> str | None:
    if any(doc[i].lower_ in ("social", "messaging") for i in range(start, end)):
        return "social platform"
    for i in range(end - 1, start - 1, -1):
        for kind in _KINDS:
            if doc[i].lower_ in words("outlet_words", f"kind {kind}"):
                return "social platform" if kind == "social" else kind
    return None


def _generic_kind(doc: Doc, start: int, end: int) -> str | None:
    inside = {doc[i].lower_ for i in range(start, end)}
    if inside & {"state", "state-run", "run"} and "agency" not in inside:
        return "state media"
    return _kind(doc, start, end) or "other"
