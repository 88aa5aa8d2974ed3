"""What "the magazine", "the same network" and "the Italian agency" mean: who was named before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ..phrases import is_possessive
from ..vocabulary import nationalities, places
from .mentions import HEADS, LONGEST_CLAUSE, OutletMention, kind_of, name_end

_PRINT = ("magazine", "newspaper")
_STATES = frozenset({"state", "official", "public", "national", "government", "run", "another"})
_REFERRING = HEADS | {"tabloid", "mag", "glossy", "sheet", "show"}
_SHOWS = frozenset({"programme", "program", "show", "podcast"})
_LONGEST_ASIDE = 7  # tokens
_FAR = 200  # tokens
# Broadcasters of no state, which "the public broadcaster" may be named beside.
_COMMERCIAL = frozenset({"CNN", "Fox News", "Sky News", "Al Jazeera", "MSNBC", "CNBC", "ITV"})
_DESCRIBING = frozenset(
    {"based", "gossip", "sports", "sport", "news", "tech", "business", "online", "local", "popular"}
    | {"celebrity", "music", "trade", "conservative", "liberal", "financial", "evening", "morning"}
)


def with_references(doc: Doc, shown: list[OutletMention]) -> list[OutletMention]:
    """Adds "the magazine", "the same network" where an outlet of that kind was named before."""
    found: list[OutletMention] = []
    last: dict[str | None, OutletMention] = {}
    position = 0
    for i in range(1, len(doc)):
        while position < len(shown) and shown[position].end <= i:
            named = _meant(doc, shown[position], last)
            found.append(named)
            position += 1
            if len(found) > 1 and _is_aside(doc, found[-2], named):
                found.pop()
            elif named.named:
                last |= _its_programmes(doc, named)
                last[named.kind] = named
                last |= {doc[j].lower_: named for j in range(named.start, named.end)}
        word = doc[i].lower_
        if word not in _REFERRING or not _is_definite(doc, i):
            continue
        if position < len(shown) and shown[position].start <= i:
            continue
        if word == "show" and word not in last:
            continue
        kind = kind_of(doc, i, i + 1)
        if mention := _last_of_kind(last, word, kind):
            found.append(OutletMention(i, i + 1, mention.name, mention.kind))
    return found + shown[position:]


def _is_aside(doc: Doc, outlet: OutletMention, other: OutletMention) -> bool:
    """Whether the other one only says what an outlet is: "the Salina Post (the sister paper of the
    [Skail Post])", "Radio Perla, [KTB]'s Lurian Service"."""
    between = [token.lower_ for token in doc[outlet.end : other.start]]
    if not between or between[0] not in ("(", ",") or len(between) > _LONGEST_ASIDE:
        return False
    service = "Service" in doc[other.end : other.end + 4].text and is_possessive(doc, other.end)
    related = "sister" in between and "of" in between
    return related or (between == [","] and service)


def _its_programmes(doc: Doc, outlet: OutletMention) -> dict[str | None, OutletMention]:
    """What "the programme" is after "KTB's Mill Hour programme": its channel's."""
    if outlet.end >= len(doc) or not is_possessive(doc, outlet.end):
        return {}
    end = name_end(doc, outlet.end + 1)
    shown = end > outlet.end + 1 and end < len(doc) and doc[end].lower_ in _SHOWS
    return {doc[end].lower_: replace(outlet, kind="broadcaster")} if shown else {}


def _is_definite(doc: Doc, i: int) -> bool:
    """ "the site", "the Lagos-based sports station"; not "the state broadcaster" or "The Paper"."""
    start = i - 1
    if doc[i].is_title and doc[start].text == "The" and start and doc[start - 1].is_alpha:
        return False
    while start > 0 and i - start < LONGEST_CLAUSE:
        word = doc[start].lower_
        if word in ("the", "same"):
            return True
        based = doc[start].text == "-" or doc[start + 1].text == "-"  # "Lagos-based"
        if not (word in _DESCRIBING or word in nationalities() or word in places() or based):
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
    plain = word in HEADS - {"media", "press"} and modifiers.isdisjoint(_STATES)
    plain = plain and mention.end - mention.start > 1
    definite = plain and before in ("the", "same")
    meant = (
        _last_of_kind(last, word, kind_of(doc, mention.end - 1, mention.end)) if definite else None
    )
    if before == "the" and word == "broadcaster" and modifiers & _STATES:
        meant = _public_one(doc, mention, last)
    return replace(mention, name=meant.name, named=True) if meant and not mention.named else mention


def _public_one(
    doc: Doc, mention: OutletMention, last: dict[str | None, OutletMention]
) -> OutletMention | None:
    """ "the public broadcaster" after "told NRB": the one named last, if it may be one."""
    named = last.get("broadcaster") or last.get("state media")
    foreign = any(doc[i].lower_ in nationalities() for i in range(mention.start, mention.end))
    near = named is not None and mention.start - named.start < _FAR and not foreign
    return named if near and named is not None and named.name not in _COMMERCIAL else None
