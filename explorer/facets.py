"""Counts beside the list: for every value of a filter, how many rows it has under the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Case, Count, IntegerField, Q, Value, When, Window

from articles.models import HIDDEN_STATES, Outlet, OutletAlias, Speaker, SpeakerAlias
from articles.text import name_key

from .claim_rows import CLAIMS, how_many
from .filters import Filter, QuoteFilter
from .selection import NOBODY, UNKNOWN

SHOWN = 8  # values of one facet before "more"
SHOWN_WHOLE = 500  # values of the facet that is asked for whole
UNKNOWN_LABELS = {
    "speaker": "unknown speaker",
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
    """All counts for one state of a list, every one of them exact."""
    return _of_quotes(state) if isinstance(state, QuoteFilter) else _of_claims(state)


def _of_quotes(state: QuoteFilter) -> Facets:
    """Counted in memory; a statement for the names of speakers and one for those of outlets."""
    selection = state.selection
    kinds, states = _crossed(
        state, "kind", "state", selection.kinds_and_states(), "State", HIDDEN_STATES
    )
    tallies = {name: _tally(state, name) for name in ("speaker", "agency", "outlet")}
    outlets = _names(Outlet, {*tallies["agency"].ids, *tallies["outlet"].ids})
    groups = [
        _tallied(state, tallies["speaker"], "Speaker", _names(Speaker, tallies["speaker"].ids)),
        _tallied(state, tallies["agency"], "Cited agency", outlets),
        _tallied(state, tallies["outlet"], "Printed by", outlets),
        kinds,
        states,
    ]
    return Facets(selection.total, selection.undated, groups)


@dataclass(frozen=True)
class _Tally:
    """The values of one facet that are listed, by id, with their counts, and how many others
    there are."""

    name: str
    ids: list[int]
    counts: list[int]
    more: int


def _tally(state: QuoteFilter, name: str) -> _Tally:
    """The chosen values, whether or not they have rows, and the largest others."""
    counts = state.selection.by(name)
    names = state.speakers if name == "speaker" else state.outlets
    slugs = state.values.get(name, [])
    chosen = names.ids(slugs) + ([NOBODY] if UNKNOWN in slugs else [])
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


def _tallied(
    state: QuoteFilter, tally: _Tally, legend: str, names: dict[int, tuple[str, str]]
) -> Facet:
    """The chosen values first, then the largest; of equals, by name."""
    name, unknown = tally.name, UNKNOWN_LABELS[tally.name]
    values = [
        _value(state, name, *names.get(id, (UNKNOWN, unknown)), count)
        for id, count in zip(tally.ids, tally.counts, strict=True)
    ]
    values.sort(key=lambda value: (not value.selected, -value.count, value.label))
    return Facet(name, legend, values, tally.more, **_opened(state, name))


def _opened(state: Filter, name: str) -> dict[str, Any]:
    """How a facet is opened, or what is searched for in one that is open."""
    if state.whole == name:
        return {"find": state.find}
    return {"whole": state.query(whole=name)}


def _of_claims(state: Filter) -> Facets:
    """Counted by the database, in five statements and one more with a date filter. Claims that are
    one count once, at each value that one of them has."""
    groups = [
        _named(state, "claimant", "Claimant", "claimant", "the article itself"),
        _named(state, "outlet", "Printed by", "outlet", "unknown outlet"),
        _short(state, "status", "Status"),
        _short(state, "kind", "Kind"),
    ]
    undated = how_many(state.undated()) if state.since or state.until else 0
    return Facets(how_many(state.queryset()), undated, groups)


def _short(state: Filter, name: str, legend: str) -> Facet:
    """The facet of a filter with a short list of values."""
    counts = state.queryset(without=[name]).order_by().values_list(name).annotate(count=CLAIMS)
    return _listed(state, name, legend, Counter(dict(counts)))


def _named(state: Filter, name: str, legend: str, path: str, unknown: str) -> Facet:
    """The facet of a filter whose values are slugs: the chosen ones first, then the largest."""
    slug, label = f"{path}__slug", f"{path}__name"
    names = state.speakers if path in ("speaker", "claimant") else state.outlets
    chosen_slugs = [value for value in state.values.get(name, []) if value != UNKNOWN]
    chosen = When(**{f"{path}__in": names.ids(chosen_slugs)}, then=Value(1))
    if UNKNOWN in state.values.get(name, []):
        is_chosen = Case(
            chosen,
            When(**{f"{path}__isnull": True}, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
    else:
        is_chosen = Case(chosen, default=Value(0), output_field=IntegerField())
    groups = (
        state.queryset(without=[name])
        .values(slug, label)
        .annotate(count=CLAIMS, chosen=is_chosen, groups=Window(Count("*")))
        .order_by("-chosen", "-count", label)
    )
    if (sought := _sought(state, name)) is not None:
        groups = groups.filter(Q(**{f"{path}__in": sought}) | Q(chosen=1))
    shown = SHOWN_WHOLE if state.whole == name else SHOWN
    shown = max(shown, len(state.values.get(name, [])))
    rows = list(groups[:shown])
    values = [
        _value(state, name, row[slug] or UNKNOWN, row[label] or unknown, row["count"])
        for row in rows
    ]
    more = rows[0]["groups"] - len(rows) if rows else 0
    return Facet(name, legend, values, more, **_opened(state, name))


def _crossed(
    state: Filter,
    name: str,
    other: str,
    table: list[tuple[str, str, int]],
    legend: str,
    hidden: tuple[str, ...] = (),
) -> tuple[Facet, Facet]:
    """The facets of two short lists of values, from how many rows each pair of values has.

    `hidden` are the values of `other` that are left out while none of it is chosen.
    """
    chosen, other_chosen = state.values.get(name, []), state.values.get(other, [])
    counts, other_counts = Counter[str](), Counter[str]()
    for value, other_value, count in table:
        fits = not chosen or value in chosen
        other_fits = other_value in other_chosen if other_chosen else other_value not in hidden
        counts[value] += count * other_fits
        other_counts[other_value] += count * fits
    return (
        _listed(state, name, name.capitalize(), counts),
        _listed(state, other, legend, other_counts),
    )


def _listed(state: Filter, name: str, legend: str, counts: Counter[str]) -> Facet:
    return Facet(
        name,
        legend,
        [
            _value(state, name, value, value, counts[value])
            for value in state.allowed[name]
            if counts[value] or value in state.values.get(name, [])
        ],
    )


def _value(state: Filter, name: str, value: str, label: str, count: int) -> FacetValue:
    selected = value in state.values.get(name, [])
    return FacetValue(value, label, count, selected, state.toggled(name, value))
