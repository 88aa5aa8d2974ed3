"""Whom a name may mean: speakers and outlets by spelling, with how much is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles import spelling
from articles.models import Citation, Outlet, OutletAlias, Speaker, SpeakerAlias
from articles.text import name_key

OFFERED = 8
COUNTED = 1000  # quotes are counted up to here


@dataclass(frozen=True)
class Suggestion:
    """`also` is the name that fits, where it is another one than the row's own."""

    slug: str
    name: str
    also: str
    note: str
    quotes: str


def speakers_like(typed: str) -> list[Suggestion]:
    """The speakers whose names are nearest to what was typed, merged ones as their survivors."""
    found: dict[Any, str] = {}
    for alias in spelling.nearest(SpeakerAlias, typed, 2 * OFFERED):
        found.setdefault(alias.speaker.survivor, alias.name)  # type: ignore[attr-defined]
    for namesake in _namesakes(typed):
        found.setdefault(namesake, namesake.name)
    return [
        _suggestion(speaker, name, speaker.role or speaker.kind, speaker.quotes.all())
        for speaker, name in list(found.items())[:OFFERED]
    ]


def outlets_like(typed: str) -> list[Suggestion]:
    """The outlets whose names are nearest to what was typed."""
    found: dict[Any, str] = {}
    for alias in spelling.nearest(OutletAlias, typed, 2 * OFFERED):
        found.setdefault(alias.outlet, alias.name)  # type: ignore[attr-defined]
    return [
        _suggestion(outlet, name, outlet.kind, Citation.objects.filter(outlet=outlet))
        for outlet, name in list(found.items())[:OFFERED]
    ]


def _namesakes(typed: str) -> list[Speaker]:
    """Others of the very name: an alias leads to one of them only."""
    alias = SpeakerAlias.objects.filter(key=name_key(typed)).first()
    if alias is None:
        return []
    return list(Speaker.objects.filter(name=alias.name, merged_into=None)[:OFFERED])


def _suggestion(row: Speaker | Outlet, name: str, note: str, quotes: Any) -> Suggestion:
    count = quotes.order_by()[: COUNTED + 1].count()
    return Suggestion(
        slug=row.slug,
        name=row.name,
        also="" if name_key(name) == name_key(row.name) else name,
        note=note,
        quotes=f"{COUNTED:,}+" if count > COUNTED else f"{count:,}",
    )
