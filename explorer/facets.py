"""Counts beside the list: for every value of a filter, how many rows it has under the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Q

from articles.models import Outlet, OutletAlias, Speaker, SpeakerAlias
from articles.text import name_key

from .filters import Filter
from .selection import NOBODY, UNKNOWN

SHOWN = 8  # values of one facet before "more"
SHOWN_WHOLE = 500  # values of the facet that is asked for whole
LEGENDS = {
    "speaker": "Speaker",
    "claimant": "Claimant",
    "agency": "Cited agency",
    "outlet": "Printed by",
    "kind": "Kind",
    "state": "State",
    "status": "Status",
}
UNKNOWN_LABELS = {
    "speaker": "unknown speaker",
    "claimant": "the article itself",
    "agency": "none: first-hand",
    "outlet": "unknown outlet",
}


@dataclass(frozen=True)
class FacetValue:
    """`value` is what a form sends; `query` is the query string with this value put on or off."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """`more` is how many further values there are that are not listed, `whole` the query string
    that lists them; "" where no more can be listed. In one that is listed whole, `find` is what is
    searched for among its values, "" for nothing; else it is None."""

    name: str
    legend: str
    values: list[FacetValue]
    more: int = 0
    whole: str = ""
    find: str | None = None


@dataclass(frozen=True)
class Facets:
    """`total` is the number of rows, `undated` what a date filter leaves out without one."""

    total: int
    undated: int
    groups: list[Facet]


def facets(state: Filter) -> Facets:
    """All counts for one state of a list, every one of them exact, counted in memory; a statement
    for the names of speakers and one for those of outlets."""
    tallies = {name: _tally(state, name) for name in (*state.speaker_slugs, *state.outlet_slugs)}
    speakers = _names(Speaker, {pk for name in state.speaker_slugs for pk in tallies[name].ids})
    outlets = _names(Outlet, {pk for name in state.outlet_slugs for pk in tallies[name].ids})
    groups = [
        _tallied(state, tallies[name], speakers if name in state.speaker_slugs else outlets)
        if name in tallies
        else _listed(state, name)
        for name in state.many
    ]
    return Facets(state.selection.total, state.selection.undated, groups)


@dataclass(frozen=True)
class _Tally:
    """The values of one facet that are listed, by id, with their counts, and how many others
    there are."""

    name: str
    ids: list[int]
    counts: list[int]
    more: int


def _tally(state: Filter, name: str) -> _Tally:
    """The chosen values, whether or not they have rows, and the largest others."""
    counts = state.selection.by(name)
    slugs = state.values.get(name, [])
    chosen = state.names(name).ids(slugs) + ([NOBODY] if UNKNOWN in slugs else [])
    shown = SHOWN_WHOLE if state.whole == name else SHOWN
    present = np.setdiff1d(np.flatnonzero(counts), chosen)
    if (sought := _sought(state, name)) is not None:
        present = np.intersect1d(present, np.array(sought, dtype=np.int64))
    largest = present[_largest(counts[present], max(shown - len(chosen), 0))]
    ids = [*dict.fromkeys(chosen), *largest.tolist()]
    of_ids = [int(counts[id]) if id < len(counts) else 0 for id in ids]
    return _Tally(name, ids, of_ids, len(present) - len(largest))


def _sought(state: Filter, name: str) -> list[int] | None:
    """The ids of the values that are searched for in a facet, by any of their names; None where
    nothing is."""
    if state.whole != name or not state.find:
        return None
    is_speaker = name in state.speaker_slugs
    aliases: Any = SpeakerAlias if is_speaker else OutletAlias
    named = aliases.objects.all()
    for word in name_key(state.find).split():
        named = named.filter(Q(key__startswith=word) | Q(key__contains=f" {word}"))
    return list(named.values_list("speaker" if is_speaker else "outlet", flat=True))


def _largest(counts: np.ndarray, many: int) -> np.ndarray:
    """Where the `many` largest stand, largest first; of equals, those that stand first."""
    near = np.arange(len(counts))
    if 0 < many < len(counts):
        least = -np.partition(-counts, many - 1)[many - 1]
        near = np.flatnonzero(counts >= least)
    return near[np.argsort(-counts[near], kind="stable")][:many]


def _names(model: type[Speaker | Outlet], ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def _tallied(state: Filter, tally: _Tally, names: dict[int, tuple[str, str]]) -> Facet:
    """The chosen values first, then the largest; of equals, by name."""
    name, unknown = tally.name, UNKNOWN_LABELS[tally.name]
    values = [
        _value(state, name, *names.get(id, (UNKNOWN, unknown)), count)
        for id, count in zip(tally.ids, tally.counts, strict=True)
    ]
    values.sort(key=lambda value: (not value.selected, -value.count, value.label))
    return Facet(name, LEGENDS[name], values, tally.more, **_opened(state, name))


def _opened(state: Filter, name: str) -> dict[str, Any]:
    """How a facet is opened, or what is searched for in one that is open."""
    if state.whole == name:
        return {"find": state.find}
    return {"whole": state.query(whole=name)}


def _listed(state: Filter, name: str) -> Facet:
    """The facet of a filter with a short list of values: those that are chosen or have rows."""
    counts = state.selection.by(name).tolist()
    values = [
        _value(state, name, value, value, count)
        for value, count in zip(state.allowed[name], counts, strict=True)
        if count or value in state.values.get(name, [])
    ]
    return Facet(name, LEGENDS[name], values)


def _value(state: Filter, name: str, value: str, label: str, count: int) -> FacetValue:
    selected = value in state.values.get(name, [])
    return FacetValue(value, label, count, selected, state.toggled(name, value))
