"""Counts beside the list: for every value of a filter, how many rows it has under the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Value, When, Window

from articles.models import HIDDEN_STATES

from .filters import UNKNOWN, Filter, QuoteFilter

SHOWN = 8  # values of one facet before "more"
SHOWN_WHOLE = 500  # values of the facet that is asked for whole


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
    that lists them; "" where no more can be listed."""

    name: str
    legend: str
    values: list[FacetValue]
    more: int = 0
    whole: str = ""


@dataclass(frozen=True)
class Facets:
    """`total` is the number of rows, `undated` what a date filter leaves out without one."""

    total: int
    undated: int
    groups: list[Facet]


def facets(state: Filter) -> Facets:
    """All counts for one state of a list, in four statements and one more with a date filter."""
    if isinstance(state, QuoteFilter):
        total, kinds, states = _crossed(state, "kind", "state", "State", HIDDEN_STATES)
        groups = [
            _named(state, "speaker", "Speaker", "speaker", "unknown speaker"),
            _named(state, "agency", "Cited agency", "citations__outlet", "none: first-hand"),
            _named(state, "outlet", "Printed by", "outlet", "unknown outlet"),
            kinds,
            states,
        ]
    else:
        total, kinds, statuses = _crossed(state, "kind", "status", "Status")
        groups = [
            _named(state, "claimant", "Claimant", "claimant", "the article itself"),
            _named(state, "outlet", "Printed by", "outlet", "unknown outlet"),
            statuses,
            kinds,
        ]
    undated = state.undated().count() if state.since or state.until else 0
    return Facets(total, undated, groups)


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
        .annotate(count=Count("pk"), chosen=is_chosen, groups=Window(Count("*")))
        .order_by("-chosen", "-count", label)
    )
    is_whole = state.whole == name
    shown = max(SHOWN_WHOLE if is_whole else SHOWN, len(state.values.get(name, [])))
    rows = list(groups[:shown])
    values = [
        _value(state, name, row[slug] or UNKNOWN, row[label] or unknown, row["count"])
        for row in rows
    ]
    more = rows[0]["groups"] - len(rows) if rows else 0
    return Facet(name, legend, values, more, "" if is_whole else state.query(whole=name))


def _crossed(
    state: Filter, name: str, other: str, legend: str, hidden: tuple[str, ...] = ()
) -> tuple[int, Facet, Facet]:
    """The total and the facets of two short lists of values, from one table of both.

    `hidden` are the values of `other` that are left out while none of it is chosen.
    """
    table = (
        state.queryset(without=[name, other])
        .order_by()
        .values_list(name, other)
        .annotate(count=Count("pk"))
    )
    chosen, other_chosen = state.values.get(name, []), state.values.get(other, [])
    total, counts, other_counts = 0, Counter[str](), Counter[str]()
    for value, other_value, count in table:
        fits = not chosen or value in chosen
        other_fits = other_value in other_chosen if other_chosen else other_value not in hidden
        counts[value] += count * other_fits
        other_counts[other_value] += count * fits
        total += count * (fits and other_fits)
    return (
        total,
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
