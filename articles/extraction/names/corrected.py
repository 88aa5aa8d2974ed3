"""Names as the whole article shows them: by who is named elsewhere, in headlines, by initials in
brackets and as the encoder tags them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from statistics import fmean

from spacy.tokens import Doc

from ..capitals import title_lines
from ..entities import LABELS, LIKELY, NONE, SURE, TAGS, UNSURE, share_of
from ..phrases import DETERMINERS, PERSON_ROLES, PREPOSITIONS, is_capital, is_possessive
from ..vocabulary import gender_of, nationalities, places, reporting_verbs
from .mentions import (
    FEWEST_INITIALS,
    JOINS,
    ORGANISATION,
    PEOPLE,
    SUFFIXES,
    THINGS,
    TITLES,
    TOWARDS,
    Mention,
    bare,
    is_plain_opening,
    word_at,
)

_JOINING = JOINS | TOWARDS | {","}
_LONGEST_RANK = 4  # letters
_LONGEST_OFFICE = 14  # tokens
_UNTOLD = frozenset({"unknown", "person?"})
_SURER = 0.85  # share of a tag
_KINDS = {
    "Person": "person?",
    "Organization": "organisation",
    "Location": "place",
    "NORP": "unknown",
    "Misc": "thing",
}


def with_all_initials(doc: Doc, mentions: list[Mention]) -> list[Mention]:
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
    if not (initials.isupper() or initials.istitle()) or len(initials) < FEWEST_INITIALS:
        return start
    for i in range(end - 1, max(0, end - _LONGEST_OFFICE), -1):
        if not (is_capital(doc, i) or is_possessive(doc, i) or doc[i].lower_ in _JOINING):
            break
        if is_capital(doc, i):
            letters = [doc[j] for j in range(i, end) if doc[j].text[0].isalpha()]
            words = "".join(word.text[0] for word in letters if word.text[0].isupper())
            shortened = len(initials) > FEWEST_INITIALS and words.startswith(initials)
            pattern = "".join(t.text[0] + "?" * t.text[0].islower() for t in letters)
            if re.fullmatch(pattern, initials, re.IGNORECASE) or shortened:
                return min(i, start)
    return start


def without_ranks(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Surnames without the abbreviated title before them: "DM Lund" where the article has a
    "District Magistrate Ada Lund", "PPC Lund" where the encoder sees no given name."""
    if doc._.entity_shares is None:
        return mentions
    titles: dict[str, set[str]] = {}
    for mention in mentions:
        full = len(mention.words) > 1 and not mention.words[0].isupper()
        if full and share_of(doc, mention.end - 1, "Person") > SURE:
            title = doc[mention.title : mention.start]
            initials = "".join(word.text[0].upper() for word in title if word.is_alpha)
            titles.setdefault(mention.words[-1], set()).add(initials)
    return [_without_rank(doc, mention, titles) for mention in mentions]


def _without_rank(doc: Doc, mention: Mention, titles: dict[str, set[str]]) -> Mention:
    *ranks, last = mention.words
    short, at = "".join(ranks), mention.end - 1
    known = last in titles and share_of(doc, at, "Person") > LIKELY
    excellency = short in ("HE", "H.E.")
    short = short if short.isalpha() or excellency else ""  # "A." is an initial
    if not known or not short.isupper() or not 1 < len(short) <= _LONGEST_RANK:
        return mention
    named = fmean([share_of(doc, i, "Person") for i in range(mention.start, at)]) >= UNSURE
    if named and not excellency and not any(own.startswith(short) for own in titles[last]):
        return mention
    return replace(mention, start=at, words=(last,), kind="person")


def with_people(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Names whose last word stands alone elsewhere, "Mr. Ekdahl" or "Ekdahl", are people's, and
    what comes before a person's name in one run ("Port Authority Ola Ekdahl") is parted from it."""
    titled = {m.words[0] for m in mentions if len(m.words) == 1 and m.kind == "person"}
    alone = titled | {m.words[0] for m in mentions if len(m.words) == 1 and m.kind == "unknown"}
    found: list[Mention] = []
    for mention in mentions:
        core = [word for word in mention.words if bare(word) not in SUFFIXES]
        if (
            mention.kind == "person"
            or len(core) < 2
            or core[-1] not in alone
            or bare(core[-1]) in ORGANISATION | THINGS | places() | PEOPLE
            or doc._.outlets.within(mention.start, mention.end)
        ):
            found.append(mention)
            continue
        lower = [bare(word) for word in core[:-1]]
        named = [word in ORGANISATION | THINGS | places() | nationalities() for word in lower]
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


def with_surnames(doc: Doc, mentions: list[Mention], runs: list[tuple[int, int]]) -> list[Mention]:
    """With whom an article calls by a surname that is something else too: "Baker said", "Senator
    Baker", "West said", where it has an "Ada Baker" and an "Ada West". `runs`: tokens of each run
    of capitalised words."""
    known = {
        mention.words[-1]
        for mention in mentions
        if len(mention.words) > 1 and _is_tagged_person(doc, mention)
    }
    people = {mention.end - 1 for mention in mentions if mention.kind == "person"}
    found = {
        end - 1: Mention(end - 1, end, start, (doc[end - 1].text,), "person")
        for start, end in runs
        if doc[end - 1].text in known and end - 1 not in people and _is_called(doc, start, end)
    }
    others = [mention for mention in mentions if mention.end - 1 not in found]
    return sorted([*others, *found.values()], key=lambda mention: mention.start)


def _is_tagged_person(doc: Doc, mention: Mention) -> bool:
    shares = [share_of(doc, i, "Person") for i in range(mention.start, mention.end)]
    return shares[0] > SURE or fmean(shares) > (NONE if mention.kind == "person" else LIKELY)


def _is_called(doc: Doc, start: int, end: int) -> bool:
    """Whether a run is how somebody is called: "Senator Baker", not "the baker", "Head Baker" or
    "in Paris"."""
    if end - start > 1:
        return all(word_at(doc, i) in TITLES for i in range(start, end - 1))
    before = doc[start - 1].lower_ if start else ""
    named_so = before in PREPOSITIONS and doc[start].lower_ in places()
    return not (before in DETERMINERS or named_so or is_possessive(doc, start - 1))


def without_neighbours(doc: Doc, mentions: list[Mention]) -> list[Mention]:
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


def as_tagged(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """What the rules cannot tell of a name, as the encoder tags it in all its places together;
    without single words that it takes for no name ("Delegates", "May")."""
    if doc._.entity_shares is None:
        return mentions
    tokens: dict[str, list[int]] = {}
    for mention in mentions:
        name = bare(" ".join(mention.words))
        tokens.setdefault(name, []).extend(range(mention.start, mention.end))
    shares = {name: doc._.entity_shares[where].mean(0) for name, where in tokens.items()}
    people = {name for name, own in shares.items() if own[TAGS.index("Person")] > SURE}
    found = []
    for mention in mentions:
        own = shares[bare(" ".join(mention.words))]
        tag = TAGS[int(own.argmax())]
        called = mention.kind == "person" and any(bare(word) in people for word in mention.words)
        none = own[TAGS.index("Person")] < NONE and own.max() > (LIKELY if tag else SURE)
        doubted = mention.kind == "person?" and none
        if mention.kind == "thing" and own[TAGS.index("Person")] > SURE:
            found.append(replace(mention, kind="person"))  # "Ada West"
        elif mention.kind == "thing" and _is_body(doc, mention):
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
        return share >= SURE or (len(mention.words) == 1 and not tag and share > LIKELY)
    others = {"person": set(LABELS) - {"Person"}, "organisation": {"Person"}}
    return tag in others.get(mention.kind, ()) and share >= _SURER


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
        if not length and gender_of(bare(words[i])) and i + 1 < len(words):
            length = 0 if bare(words[i + 1]) in reporting_verbs() else 2
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
    if len(words) != 2 or len(at) != 2 or not others or gender_of(bare(words[0])):
        return None
    if not is_plain_opening(doc, mention.start):
        return None
    return replace(mention, start=at[1], title=at[1], words=words[1:], kind="person?")


def _without_epithet(doc: Doc, mention: Mention, people: dict[tuple[str, ...], str]) -> Mention:
    """“Republican Ada Lund” is the “Ada Lund” of elsewhere, if “Ada” is a given name."""
    words, at = mention.words, _word_starts(doc, mention)
    given = gender_of(bare(words[0])) or len(words[0].rstrip(".")) == 1
    given = given or share_of(doc, mention.start, "Person") > SURE
    if len(at) != len(words) or given or mention.title < mention.start:
        return mention
    for i in range(1, len(words) - 1):
        if words[i:] in people and gender_of(bare(words[i])):
            says_what = any(bare(word).rstrip(".") in PERSON_ROLES for word in words[:i])
            title = mention.title if says_what else at[i]
            kind = people[words[i:]]
            return replace(mention, start=at[i], title=title, words=words[i:], kind=kind)
    return mention


def _word_starts(doc: Doc, mention: Mention) -> list[int]:
    """The token that each word of a name begins with."""
    return [
        i for i in range(mention.start, mention.end) if i == mention.start or doc[i - 1].whitespace_
    ]
