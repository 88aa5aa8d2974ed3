"""What "the magazine", "the same network" and "the Italian agency" mean: who was named before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ..vocabulary import nationalities, places
from .mentions import HEADS, LONGEST_CLAUSE, OutletMention, kind_of

_PRINT = ("magazine", "newspaper")
_STATES = frozenset({"state", "official", "public", "national", "government", "run", "another"})
_REFERRING = HEADS | {"tabloid", "mag", "glossy", "sheet"}
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
            if named.named:
                last[named.kind] = named
                last |= {doc[j].lower_: named for j in range(named.start, named.end)}
        word = doc[i].lower_
        if word not in _REFERRING or not _is_definite(doc, i):
            continue
        if position < len(shown) and shown[position].start <= i:
            continue
        kind = kind_of(doc, i, i + 1)
        if mention := _last_of_kind(last, word, kind):
            found.append(OutletMention(i, i + 1, mention.name, mention.kind))
    return found + shown[position:]


def _is_definite(doc: Doc, i: int) -> bool:
    """ "the site", "the Lagos-based sports station"; not "the state broadcaster"."""
    start = i - 1
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
    return replace(mention, name=meant.name, named=True) if meant and not mention.named else mention
