"""Outlets that no list has, by the words around a name: "the magazine Margin", "local TV"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from ..entities import share_of
from ..phrases import (
    DETERMINERS,
    MARKS,
    STOPS,
    SUBJECT_PRONOUNS,
    has_finite,
    is_capital,
    is_finite,
    is_possessive,
    is_title,
    reports,
)
from ..vocabulary import nationalities, places, roles, signals, words
from .hearers import PAPERS, are_remarks, is_heard_of, is_told, says_of_what, shy_name
from .mentions import (
    ADDRESSING,
    CALL_SIGN,
    DATES,
    HEADS,
    HEARD_SHARE,
    INITIALS,
    JOINING,
    LONGEST_CLAUSE,
    LONGEST_NAME,
    MODIFIERS,
    NAME_WORDS,
    NATIONAL,
    NOT_IN_NAMES,
    PROGRAMMES,
    REPORTING,
    OutletMention,
    generic_kind,
    is_al,
    is_national,
    kind_of,
    may_name,
    name_end,
    possessor,
    widen_left,
)

_SOCIAL = words("outlet_words", "social")
_AFTER_PRESS = frozenset(
    {"conference", "release", "briefing", "secretary", "freedom", "statement", "conferences"}
    | {"briefings", "releases", "adviser", "advisor", "officer", "aide", "event", "call", "gaggle"}
)
_CHANNEL = re.compile(r"[A-Z]{1,4}TV|TV\d{1,2}")
_DOMAIN = re.compile(r"[a-z]{2,4}|Africa|Net|Com|News")
_BEFORE_DOMAINS = frozenset({"to", "with", "by", "on", "for", "in"})
_FILES = frozenset({"js", "py", "pdf", "exe", "jpg", "doc", "ai", "io"})
_FIRST_WORDS = signals("first_words")
# Nouns that also mean something else need a name, or an adjective of a country or a state.
_SHY_HEADS = signals("shy_heads")
# "a daily close to the army", "a channel based in Skail"
_STATES = frozenset({"US", "UK", "UAE", "EU", "U.S.", "U.K."})
_FORUMS = frozenset({"forum", "community"})
_OPENING_HEADS = frozenset({"Newspaper", "Broadcaster", "Magazine", "Tabloid", "Broadsheet"})
_LONGEST_DESCRIPTION = 5  # tokens
_RELATED = frozenset({"close", "affiliated", "linked", "based", "run", "owned", "published", "in"})
_OF_A_USER = frozenset({"account", "page", "handle", "post", "thread", "user", "profile"})
_LONGEST_SHOW = 5  # tokens: "on her late-night talk show"
_LONGEST_REPORT = 60  # tokens of a sentence that "reported Kurant" ends
_CITING = frozenset({"citing", "quoting"})
_WRITING = REPORTING | {"wrote", "writes"}
_LONGEST_CITED = 20  # tokens
_NEWS = frozenset(
    {"News Service", "News Online", "News Network", "Media Corporation", "Broadcasting Service"}
    | {"Radio Service", "Media Network", "Investigative Journalism", "Investigative Reporting"}
)
_IN_NAMES = frozenset({"tv", "television", "radio", "channel", "network"})
_CHANNELS = frozenset({"channel", "canal", "radio"})  # with a number
_AIRING = frozenset({"radio", "tv", "television"})
# "told broadcaster KTB", "Lurian TV channel Perla"
_BEFORE_HEADS = DETERMINERS | ADDRESSING | _AIRING | {"to", "with", "by", "media", "news"}
SHOWS = frozenset({"programme", "program", "show", "podcast", "talkshow"})
_TELEVISED = frozenset({"aired", "broadcast", "televised", "screened"})
_SPOKEN = frozenset({"speaking", "appearing", "asked", "spoke", "appeared"})
# What programmes' names end in: "speaking on Skail Tonight".
_TITLE_WORDS = frozenset(
    {"sports", "sport", "zone", "talk", "talks", "today", "tonight", "breakfast", "live", "show"}
    | {"morning", "hour", "drive", "report", "update", "roundtable", "debate", "extra", "focus"}
)
_AIRED = frozenset({"programme", "program", "show", "station", "channel"})
_HEARING = frozenset({"told", "on", "to", "with"})
_SEVERAL = frozenset({"newspapers", "broadcasters", "tabloids", "dailies"})
_SEVERAL_OF_NEWS = frozenset({"agencies", "outlets", "channels", "sites", "websites", "portals"})
# What mentions of outlets without a name begin with.
_BEGINNING = HEADS | _FORUMS | _AIRING | _SEVERAL | _SEVERAL_OF_NEWS | {"social", "show"}
_NETWORKS = frozenset({"media", "network", "networks", "networking"})
_TAKING = frozenset({"taking", "took", "takes", "turned", "turning"})
_PLATFORMS = frozenset({"platform", "platforms", "site", "sites"})
_SAYING = frozenset({"said", "says", "saying", "added", "told"})


def domain_at(doc: Doc, i: int) -> OutletMention | None:
    """ "told kurier.co.lu", "published on Kurier24.com", "Kurier.lu reported" """
    if doc[i].whitespace_ or not doc[i].is_ascii or doc[i + 1 : i + 2].text != ".":
        return None
    before = doc[i - 1].lower_ if i else ""
    end = i + 1
    while end + 1 < len(doc) and doc[end].text == "." and _DOMAIN.fullmatch(doc[end + 1].text):
        if doc[end - 1].whitespace_ or doc[end].whitespace_:
            break
        end += 2
    named = end > i + 1 and doc[end - 1].text not in _FILES and doc[i].text.isalnum()
    if named and before not in ADDRESSING | _BEFORE_DOMAINS:
        named = end < len(doc) and (reports(doc[end].lower_) or doc[end].lower_ in REPORTING)
    return OutletMention(i, end, doc[i:end].text, "online") if named else None


def its_channel(doc: Doc, start: int, end: int) -> OutletMention | None:
    """Whose channel of a platform speaks: "the Telegram channel [Bazar]"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in ("channel", "group"):
        return None
    last = name_end(doc, end + 1)
    if last == end + 1 or not doc[end].text.islower():
        return None
    return OutletMention(start, last, doc[end + 1 : last].text, "social platform")


def by_pattern(doc: Doc, i: int, known: dict, ends: set[str]) -> OutletMention | None:
    """The outlet that the words around token i show. `known`: those of the list, by their first
    token; `ends`: the last words of names of several words."""
    if not is_capital(doc, i) and doc[i].lower_ not in _BEGINNING:
        return None  # most words, which costs as much to say for each pattern
    if i + 1 in known and doc[i].lower_ in HEADS:
        return None  # "state news agency IRNA": the name that follows takes these words in
    return (
        shy_name(doc, i)
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
        or _citing(doc, i)
        or _airing(doc, i)
        or _programme(doc, i)
        or _social(doc, i)
        or _social_media(doc, i, known)
        or _on_air(doc, i)
        or _show(doc, i)
    )


def _named_after_head(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "the magazine Margin", "state broadcaster Y", "the sports daily Bola" """
    forum = i > 0 and doc[i].text in _FORUMS and doc[i - 1].lower_ == "online"
    named = doc[i].lower_ in HEADS and (doc[i].text.islower() or _opens_with_head(doc, i))
    if not named and not forum:
        return None
    j = i + 1
    quoted = j < len(doc) and doc[j].text in ("“", '"', "‘")
    apposed = 0 if quoted else _apposition(doc, j)
    start = j + apposed + quoted
    if start in known and not apposed:
        return None
    article = doc[start].text == "The" if start < len(doc) else False
    end = name_end(doc, start + article)  # "the news portal The Paper"
    if end < len(doc) and doc[end].is_digit and doc[end - 1].lower_ in _CHANNELS:
        end += 1
    if end == start + article or doc[start].lower_ in DATES:
        return None
    left = widen_left(doc, i, 0)
    left = _described(doc, i, end) if left == i else left
    told = left > 1 and doc[left - 1].lower_ == "the" and doc[left - 2].lower_ in ADDRESSING
    if told and not article and end < len(doc) and is_finite(doc, end):
        return None  # "told the paper Arsenal had won"
    left -= left == i > 0 and doc[i - 1].lower_ in places()
    if left == i and is_national(doc, i - 1) and not (end < len(doc) and is_finite(doc, end)):
        left -= 1
    led = i and (doc[i - 1].lower_ in _BEFORE_HEADS or is_possessive(doc, i - 1))
    if left == i and not led and not _opens_with_head(doc, i):
        return None
    kind = "social platform" if forum else kind_of(doc, left, start)
    return OutletMention(left, end, doc[start:end].text, kind)


def _opens_with_head(doc: Doc, i: int) -> bool:
    """Whether what an outlet is opens a sentence: "Newspaper Diario Salina reported"."""
    opens = i == 0 or not (doc[i - 1].is_alpha or doc[i - 1].text in (",", "-", "&"))
    return opens and doc[i].text in _OPENING_HEADS


def _described(doc: Doc, i: int, end: int) -> int:
    """Where what says more of a head begins, or `i`: "the [pan-Arab] newspaper Bazar", "our
    [sister] paper Lykta"; not "the weekly Covid update". `end`: of the name after it."""
    start = i
    while start and i - start < _LONGEST_DESCRIPTION and _may_describe(doc, start - 1):
        start -= 1
    led = start > 0 and doc[start - 1].lower_ in DETERMINERS
    firm = doc[i].lower_ not in _SHY_HEADS or doc[i - 1].lower_ == "sister"
    return start if led and firm and not says_of_what(doc, end) else i


def _may_describe(doc: Doc, i: int) -> bool:
    word = doc[i].lower_
    plain = doc[i].is_alpha and word not in NOT_IN_NAMES | HEADS and not is_finite(doc, i)
    return plain or doc[i].text == "-"


def _explained(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "KRN, the state news agency, said": a name, and after it what it is."""
    if not is_capital(doc, i) or i in known or (i and may_name(doc, i - 1)):
        return None
    end = name_end(doc, i)
    if end == i or end + 2 >= len(doc) or doc[end].text != ",":
        return None
    j = end + 1
    while j < len(doc) and j - end < 6 and _may_explain(doc, j):
        j += 1
    explained = j > end + 1 and j + 1 < len(doc) and doc[j].lower_ in HEADS
    if not explained or not _ends_explanation(doc, j + 1):
        return None
    return OutletMention(i, end, doc[i:end].text, kind_of(doc, end, j + 1))


def _may_explain(doc: Doc, i: int) -> bool:
    """Whether a word may stand before what an outlet is: "[a Skail-based] newspaper"."""
    joined = "-" in (doc[i].text, doc[i - 1].text, doc[i + 1 : i + 2].text)
    return joined or doc[i].lower_ in DETERMINERS | MODIFIERS


def _ends_explanation(doc: Doc, i: int) -> bool:
    """Whether what explains a name ends at a comma: "a daily close to the army[,]"."""
    if doc[i].text == "," or doc[i].lower_ not in _RELATED:
        return doc[i].text == ","
    following = range(i, min(len(doc), i + LONGEST_CLAUSE))
    end = next((j for j in following if doc[j].text in STOPS | MARKS), i)
    return doc[end].text == "," and not has_finite(doc, i + 1, end)


def _apposition(doc: Doc, i: int) -> int:
    """Words before a name between commas: "her party's newspaper, Fremtid, that …", "the local
    paper, the Inland Gazette, …"."""
    if i >= len(doc) or doc[i].text != ",":
        return 0
    start = i + 1 + (i + 1 < len(doc) and doc[i + 1].lower_ == "the")
    end = name_end(doc, start)
    return start - i if start < end < len(doc) and doc[end].text in (",", ".") else 0


def _head_after_name(doc: Doc, i: int) -> OutletMention | None:
    """ "the X news agency", "Swiss television", "Benuan state media", "local media" """
    if doc[i].lower_ not in HEADS or (doc[i].text.isupper() and doc[i].text != "TV"):
        return None
    after = doc[i + 1] if i + 1 < len(doc) else doc[i]
    if doc[i].lower_ in _CHANNELS and is_capital(doc, i) and after.is_digit:
        stop = i + 2 + (doc[i + 2 : i + 3].text == "News")
        if stop == len(doc) or not may_name(doc, stop):
            return OutletMention(i, stop, doc[i:stop].text, "broadcaster")
    if doc[i].lower_ in MODIFIERS and after.text in HEADS:
        return None  # "a radio station"
    if doc[i].lower_ in ("press", "media") and after.lower_ in _AFTER_PRESS:
        return None
    if is_capital(doc, i) and i + 1 < len(doc) and may_name(doc, i + 1):
        return None  # "the Tour Operator Network Association"
    if _goes_on_as_channel(doc, i):
        return None
    start = i
    while start > 0 and (
        (doc[start - 1].lower_ in MODIFIERS and doc[start - 1].lower_ not in nationalities())
        or (doc[start - 1].lower_ in ("news",))
    ):
        start -= 1
    modified = start < i
    name_start = start
    while name_start > 0 and i - name_start < 8 and _belongs(doc, name_start - 1):
        name_start -= 1
    while name_start < start and doc[name_start].lower_ in NOT_IN_NAMES:
        name_start += 1
    if name_start < start and doc[name_start - 2 : name_start].text == "Voice of":
        name_start -= 2
    head = doc[i].lower_
    end = i + 1
    named = name_start < start
    broadcast = head in PROGRAMMES and _is_broadcast(doc, name_start)
    unsaid = not modified and head in PROGRAMMES and not broadcast
    spelled = doc[name_start].is_alpha or CALL_SIGN.fullmatch(doc[name_start].text)
    if named and (not spelled or unsaid):
        return None
    adjective = named and doc[name_start:start].text.lower() in nationalities() | places()
    adjective = adjective or (named and doc[name_start:start].text in _STATES)
    if named and NATIONAL.fullmatch(doc[name_start:start].text):
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
        left = possessor(doc, name_start)
        name = doc[name_start:start].text
        if head in _IN_NAMES and not doc[i].text.islower():
            name = doc[name_start:end].text
        return OutletMention(left, end, name, kind_of(doc, start, end))
    left = possessor(doc, name_start)
    spelled_large = all(is_capital(doc, j) for j in range(name_start, end))
    if not named and head == "agency" and start + 1 < i and spelled_large:
        return OutletMention(left, end, doc[start:end].text, head)  # "the National News Agency"
    if is_capital(doc, i) and doc[i].text != "TV" and not adjective:
        return None
    return OutletMention(
        left,
        end,
        doc[left if left < name_start and not named else name_start : end].text,
        generic_kind(doc, name_start, end),
        named=False,
    )


def _belongs(doc: Doc, i: int) -> bool:
    """Whether a word belongs to the name that goes on after it: "Bazar [al]-Jadid"."""
    joins = doc[i].text in JOINING and i > 0 and may_name(doc, i - 1)
    return may_name(doc, i) or is_al(doc, i) or joins


def _is_broadcast(doc: Doc, start: int) -> bool:
    """Whether a name before "programme" is told or heard: "told the Today programme"; the World
    Salt Programme is not."""
    led = start - 1 - (doc[start - 1].lower_ == "the")
    return led >= 0 and (doc[led].lower_ in ADDRESSING | {"on"} or is_possessive(doc, start - 1))


def _several(doc: Doc, i: int) -> OutletMention | None:
    """ "Lurian news agencies", "local newspapers" """
    word, of_news = doc[i].lower_, i > 0 and doc[i - 1].lower_ in ("news", "media")
    if word not in _SEVERAL and not (of_news and word in _SEVERAL_OF_NEWS):
        return None
    first = i - of_news
    left = widen_left(doc, first, 0)
    left -= left == first > 0 and is_national(doc, first - 1)
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


def _speaking_name(doc: Doc, i: int, known: dict) -> OutletMention | None:
    """ "The Evening Mirror", "Trade Gazette": a name whose last word is what papers are called."""
    if (
        not is_capital(doc, i)
        or doc[i].lower_ in NOT_IN_NAMES
        or (i and may_name(doc, i - 1) and doc[i - 1].lower_ not in NOT_IN_NAMES)
    ):
        return None
    end = name_end(doc, i)
    if end - i < 2 or end - i > 5 or _goes_on_as_channel(doc, end):
        return None
    called = doc[end - 1].lower_ in NAME_WORDS or doc[i].lower_ in _FIRST_WORDS
    called = called or doc[i : i + 2].text == "Journal of"
    called = called or any(doc[j].text == "Broadcasting" for j in range(i + 1, end - 1))
    called = called or (doc[i].text.isupper() and doc[i + 1].lower_ in _AIRING)  # "KTB Radio Skail"
    called = called or (doc[end - 1].lower_ in PAPERS and is_heard_of(doc, i, end))
    if not called and doc[end - 2 : end].text not in _NEWS and not _is_frequency(doc, i, end):
        return None
    if any(j in known or doc[j].lower_ in roles("office", "rank") for j in range(i, end)):
        return None
    start = _start_as_tagged(doc, i)
    return OutletMention(start, end, doc[start:end].text, kind_of(doc, start, end))


def _goes_on_as_channel(doc: Doc, end: int) -> bool:
    """Whether the name of a channel follows "Lurian TV": "Lurian TV channel Perla"."""
    inside = 0 < end < len(doc) - 1
    head = inside and doc[end].lower_ in HEADS and doc[end].text.islower()
    return head and doc[end - 1].text == "TV" and may_name(doc, end + 1)


def _is_frequency(doc: Doc, start: int, end: int) -> bool:
    """ "Harbour FM", but not a foreign minister: "the Lurian FM" """
    before = doc[start : end - 1].text.lower()
    return doc[end - 1].text == "FM" and before not in places() | nationalities()


def _start_as_tagged(doc: Doc, i: int) -> int:
    """Where the encoder sees a name begin that goes on over "and": "[Science and] Craft Daily"."""
    start, low = i, max(0, i - LONGEST_NAME)
    while start > low and doc[start].ent_iob_ == "I" and doc[start].ent_type_ == "Organization":
        start -= 1
    joined = start < i and doc[i - 1].lower_ == "and" and is_capital(doc, start)
    return start if joined and doc[start].lower_ not in NOT_IN_NAMES else i


def _initials(doc: Doc, i: int) -> OutletMention | None:
    """ "NTV", "KRT news", and what initials stand for that give interviews: "an interview with
    KRT"."""
    word = doc[i].text
    if _CHANNEL.fullmatch(word):
        return OutletMention(i, i + 1, word, "broadcaster")
    news = doc[i + 1 : i + 3].text.rstrip(".,;: ")
    if INITIALS.fullmatch(word) and len(word) > 2 and news == "news":
        return OutletMention(i, i + 2, word, None)
    if (
        _is_heard(doc, i)
        and INITIALS.fullmatch(word)
        and not may_name(doc, min(i + 1, len(doc) - 1))
    ):
        return OutletMention(i, i + 1, word, None)
    return None


def _is_heard(doc: Doc, i: int) -> bool:
    """Whether what begins here is given an interview."""
    return i > 1 and doc[i - 1].lower_ in ("with", "to") and doc[i - 2].lower_ == "interview"


def _told_with_article(doc: Doc, i: int) -> OutletMention | None:
    """ "told The Peninsula", "an interview with The Peninsula": only outlets have such names."""
    if doc[i].text != "The" or i == 0 or not is_told(doc, i):
        return None
    titles = roles("honorific", "rank", "office")
    stop = name_end(doc, i + 1)
    end = next((j for j in range(i + 1, stop) if doc[j].lower_.rstrip(".") in titles), stop)
    name = doc[i + 1 : end].text
    if not name or {name.lower(), f"the {name.lower()}"} & (nationalities() | places()):
        return None
    return OutletMention(i + 1, end, name, kind_of(doc, i + 1, end))


def _had_it(doc: Doc, i: int) -> OutletMention | None:
    """ "she said, according to KProfile: “…”", "Lund said in a note according to The Kurant":
    who passes on what somebody said."""
    words = [token.lower_ for token in doc[max(0, i - LONGEST_CLAUSE) : i]]
    if words[-2:] != ["according", "to"] or not any(map(reports, words)):
        return None
    said = len(words) > 4 and reports(words[-4]) and words[-3] == ","
    said = said and (words[-5] in SUBJECT_PRONOUNS or is_capital(doc, i - 5))
    article = doc[i].text == "The"
    if not article and not said:
        return None
    start, end = i + article, name_end(doc, i + article)
    if end == start or not is_capital(doc, start) or doc[end - 1].lower_ in roles("organisation"):
        return None
    return OutletMention(start, end, doc[start:end].text, kind_of(doc, start, end))


def _reported_it(doc: Doc, i: int, ends: set[str]) -> OutletMention | None:
    """ "“No,” the keeper said, reported Kurant.": who reports what somebody else has said. `ends`:
    the last words of longer names, so that it is no surname."""
    if i < 3 or doc[i - 1].lower_ not in REPORTING or doc[i - 2].text != ",":
        return None
    start = i + (doc[i].text == "The")
    end = name_end(doc, start)
    if end == start or end - start > 2 or (end < len(doc) and doc[end].text not in ".,"):
        return None
    words = [token.lower_ for token in doc[max(0, i - _LONGEST_REPORT) : i - 2]]
    if not any(map(reports, words)) or doc[end - 1].text in ends:
        return None
    return OutletMention(start, end, doc[start:end].text, kind_of(doc, start, end))


def _reports_it(doc: Doc, i: int) -> OutletMention | None:
    """ "The minister said it was sad, Skail Live reports.": who reports it at the end."""
    if i < 3 or doc[i - 1].text != "," or not is_capital(doc, i):
        return None
    if doc[i - 2].lower_ in HEADS and is_capital(doc, i - 2):
        return None  # "the Lurian News Agency, Luna, reported"
    start = i + (doc[i].text == "The")
    end = name_end(doc, start)
    ends = end + 1 < len(doc) and doc[end].lower_ in REPORTING and doc[end + 1].text in ".,"
    taken = roles("organisation", "people", "rank", "office") | nationalities() | places()
    if end == start or not ends or not taken.isdisjoint(doc[start:end].text.lower().split()):
        return None
    if max(share_of(doc, j, "Person") for j in range(start, end)) > HEARD_SHARE:
        return None
    return OutletMention(start, end, doc[start:end].text, kind_of(doc, start, end))


def _citing(doc: Doc, i: int) -> OutletMention | None:
    """ "Skail Live, citing an aide, reported", "Luria's Perla reported that it was late, citing an
    aide": who reports what others say."""
    if not is_capital(doc, i) or doc[i].lower_ in NOT_IN_NAMES or (i and may_name(doc, i - 1)):
        return None
    end = name_end(doc, i)
    taken = roles("organisation", "people", "rank", "office") | nationalities() | places()
    if end == i or not taken.isdisjoint(doc[i:end].text.lower().split()):
        return None
    if max(share_of(doc, j, "Person") for j in range(i, end)) > HEARD_SHARE:
        return None
    left = possessor(doc, i)
    from_there = left < i and doc[left].lower_ in places()
    if _reports_citing(doc, end) or (from_there and _reports_that_citing(doc, end)):
        return OutletMention(left, end, doc[i:end].text, kind_of(doc, i, end))
    return None


def _reports_citing(doc: Doc, i: int) -> bool:
    """ ", citing an aide, reported" """
    if i + 1 >= len(doc) or doc[i].text != "," or doc[i + 1].lower_ not in _CITING:
        return False
    clause = range(i + 2, min(len(doc) - 1, i + _LONGEST_CITED))
    end = next((j for j in clause if doc[j].text in STOPS), None)
    return end is not None and doc[end].text == "," and doc[end + 1].lower_ in _WRITING


def _reports_that_citing(doc: Doc, i: int) -> bool:
    """ "reported last week that it was late, citing an aide" """
    if i >= len(doc) or doc[i].lower_ not in REPORTING:
        return False
    following = doc[i : min(len(doc), i + _LONGEST_REPORT)]
    said = next((t.i for t in following if t.lower_ == "that"), len(doc))
    stop = next((t.i for t in following if t.text == "." or "\n" in t.text), following.end)
    return said - i < LONGEST_CLAUSE and any(
        doc[j].text == "," and doc[j + 1].lower_ in _CITING for j in range(said, stop - 1)
    )


def airs(doc: Doc, end: int) -> bool:
    """Whether the outlet that ends there has a programme after it: "KTB’s “Mill Hour”", "KTB's The
    Mill", "KTB's Mill Hour show"."""
    if end + 1 >= len(doc) or not is_possessive(doc, end):
        return False
    last = name_end(doc, end + 1)
    if doc[end + 1].text == "The" and end + 2 < len(doc) and is_capital(doc, end + 2):
        return True
    if last > end + 1 and doc[last : last + 1].text in SHOWS:
        return True
    if doc[end + 1].text not in MARKS:
        return False
    title = doc._.quotations.at(doc[end + 1].idx)
    return title is not None and is_title(doc, doc[end - 1].idx, title)


def _airing(doc: Doc, i: int) -> OutletMention | None:
    """ "on Channel 5’s “Mill Hour”": whose programme it is; "comments aired on Skail Sports"."""
    if i < 2 or doc[i - 1].lower_ != "on" or not is_capital(doc, i):
        return None
    if doc[i].lower_ in DATES:
        return None
    end = name_end(doc, i)
    shown = doc[i - 2].lower_ in _TELEVISED and are_remarks(doc, i - 2)
    spoken = doc[i - 2].lower_ in _SPOKEN and end > i + 1 and doc[end - 1].lower_ in _TITLE_WORDS
    if (shown or spoken) and doc[i:end].text.lower() not in places():
        return OutletMention(i, end, doc[i:end].text, "broadcaster")
    while end < len(doc) and doc[end].is_digit:
        end += 1
    called = end == i + 1 or kind_of(doc, i, end) or doc[end - 1].lower_ in _TITLE_WORDS
    titled = end + 1 < len(doc) and doc[end + 1].text in MARKS
    if not airs(doc, end) or not (called or titled):
        return None  # "on Ada Lund's The Mill Hour"
    return OutletMention(i, end, doc[i:end].text, "broadcaster")


def _programme(doc: Doc, i: int) -> OutletMention | None:
    """ "said on “Mill Hour.”", "said on Sunday’s “Mill Hour”" """
    mark = i - 1
    if mark < 0 or doc[mark].text not in MARKS or not is_capital(doc, i):
        return None
    on = mark - 1
    if on > 1 and is_possessive(doc, on) and doc[on - 1].lower_ in DATES:
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
    if "on" not in before or not before & DETERMINERS or doc[start].lower_ in NOT_IN_NAMES:
        return None
    end = name_end(doc, start)
    return OutletMention(i, end, doc[start:end].text, "broadcaster")


def _show_of(doc: Doc, i: int) -> OutletMention | None:
    """ "said on the Mill Hour show", "on Ada Lund’s podcast" """
    start = i
    while start > 1 and i - start < LONGEST_NAME and may_name(doc, start - 1):
        start -= 1
    if start < i and doc[start - 1].lower_ in ("the", "’s", "'s"):
        led = doc[start - 2 if doc[start - 1].lower_ == "the" else max(start - 4, 0) : start - 1]
        if any(token.lower_ == "on" for token in led):
            return OutletMention(start, i + 1, doc[start:i].text, "broadcaster")
    owner = i - 1
    while owner > 1 and is_capital(doc, owner - 1):
        owner -= 1
    if is_possessive(doc, i - 1) and owner < i - 1 and doc[owner - 1].lower_ == "on":
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
