"""Every filter, combination, order and count of the list of claims, its files and its fact-checks
against a slow reference that is plainly right, over random claims of which some are one."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.copies import copy_to_claim
from articles.extraction.records import CLAIM_KINDS
from articles.models import CLAIM_STATUSES, Article, Claim, FactCheck
from explorer.facets import facets
from explorer.filters import ClaimFilter

from .test_against_a_reference import (
    DAYS,
    OUTLETS,
    SPEAKERS,
    WORDS,
    has_words,
    is_one_of,
    maybe,
    named,
    newest,
    oldest,
    parts,
    read,
    some,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Time:
    """One time that a claim was made, as the reference knows it; its place is the order of ids."""

    group: int
    words: list[str]
    claimant: str | None
    outlet: str | None
    day: datetime.date | None
    kind: str
    status: str
    worth: float
    gone: bool
    checked: bool


times = st.builds(
    Time,
    group=st.sampled_from([1, 2, 3, 2**63 - 1]),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    claimant=maybe(SPEAKERS),
    outlet=maybe(OUTLETS),
    day=maybe(DAYS),
    kind=st.sampled_from(CLAIM_KINDS[:3]),
    status=st.sampled_from(CLAIM_STATUSES[:3]),
    worth=st.sampled_from([0.0, 0.1, 0.3, 0.88, 1.0]),
    gone=st.sampled_from([False] * 5 + [True]),
    checked=st.booleans(),
)
every_filter = {
    "claimant": some([*SPEAKERS, "unknown", "nobody"]),
    "outlet": some([*OUTLETS, "unknown", "nothing"]),
    "kind": some(list(CLAIM_KINDS[:3])),
    "status": some(list(CLAIM_STATUSES[:3])),
    "q": st.lists(parts, max_size=2).map(" ".join),
    "from": maybe(DAYS),
    "to": maybe(DAYS),
    "min_worth": maybe([0.0, 0.1, 0.3, 0.88]),
    "sort": maybe(list(ClaimFilter.orders)),
}
# Most queries have few filters, so that most answers have rows.
queries = st.builds(
    lambda query, kept: {name: value for name, value in query.items() if name in kept},
    st.fixed_dictionaries(every_filter),
    st.sets(st.sampled_from(list(every_filter)), max_size=4),
)


# The reference


def fits(time: Time, query: dict, without: tuple[str, ...] = ()) -> bool:
    asked = {name: value for name, value in query.items() if name not in without and value}
    least = query.get("min_worth")
    return (
        not time.gone
        and all(
            is_one_of(getattr(time, name), asked.get(name, []))
            for name in ("claimant", "outlet", "kind", "status")
        )
        and ("from" not in asked or (time.day is not None and time.day >= asked["from"]))
        and ("to" not in asked or (time.day is not None and time.day <= asked["to"]))
        and (least is None or time.worth >= least)
        and ("q" not in asked or has_words(time, asked["q"]))
    )


def worthiest(place: int, time: Time) -> tuple:
    return (-time.worth, -place)


def in_order(given: list[Time], places: list[int], sort: str | None) -> list[int]:
    order = {"oldest": oldest, "worth": worthiest}.get(sort or "", newest)
    return sorted(places, key=lambda place: order(place, given[place]))


def claims_of(given: list[Time], query: dict, without: tuple[str, ...] = ()) -> set[int]:
    """The groups of the claims that fit."""
    return {time.group for time in given if fits(time, query, without)}


def expected(given: list[Time], query: dict) -> list[int]:
    """The places of the newest times of the claims that fit, in order."""
    rows = []
    for group in claims_of(given, query):
        made = [n for n, time in enumerate(given) if time.group == group and not time.gone]
        rows.append(in_order(given, made, "newest")[0])
    return in_order(given, rows, query.get("sort"))


# The same in the database


@contextmanager
def stored(given: list[Time]):
    """These claims in the database, for a moment; gives their ids and those of their checks."""
    with transaction.atomic():
        speakers, outlets = named()
        ids, checks = [], {}
        for number, time in enumerate(given):
            article = Article.objects.create(
                outlet=outlets.get(time.outlet), published=time.day, body_sha256=str(number)
            )
            claim = Claim(
                article=article,
                text=" ".join(time.words),
                start=0,
                end=1,
                claimant=speakers.get(time.claimant),
                kind=time.kind,
                status=time.status,
                check_worthiness=time.worth,
                gone=time.gone,
                group=time.group,
                set_by_person=["group"],
            )
            copy_to_claim(claim, article)
            claim.save()
            ids.append(claim.pk)
            if time.checked:
                check = FactCheck.objects.create(claim=claim, url="https://a.example/", verdict="?")
                checks[number] = check.pk
                FactCheck.objects.create(claim=claim, url="https://b.example/", removed=True)
        yield ids, checks
        transaction.set_rollback(True)


def check(given: list[Time], query: dict, ids: list[int], checks: dict[int, int]) -> None:
    state = read(query, ClaimFilter)
    if state.errors:  # from is after to
        assert (state.shown(slice(None)), facets(state).total) == ([], 0)
        return
    on_pages = [claim.pk for claim in state.shown(slice(0, 100))]
    assert on_pages == [ids[place] for place in expected(given, query)]
    assert [claim.pk for claim in read(query, ClaimFilter).shown(slice(1, 3))] == on_pages[1:3]
    in_files = [place for place, time in enumerate(given) if fits(time, query)]
    assert list(state.ids()) == [ids[n] for n in in_order(given, in_files, query.get("sort"))]
    groups = claims_of(given, query)
    checked = [n for n in checks if given[n].group in groups and not given[n].gone]
    assert state.fact_checks() == [checks[n] for n in in_order(given, checked, "newest")]
    check_counts(given, query)


def check_counts(given: list[Time], query: dict) -> None:
    counted = facets(read(query, ClaimFilter))
    assert counted.total == len(expected(given, query))
    days = {name for name in ("from", "to") if query.get(name)}
    undated = [time for time in given if fits(time, query, ("from", "to")) and time.day is None]
    left_out = {time.group for time in undated} - claims_of(given, query)
    assert counted.undated == (len(left_out) if days else 0)
    for facet in counted.groups:
        under_others = [time for time in given if fits(time, query, (facet.name,))]
        wanted: dict[str, set[int]] = {}
        for time in under_others:
            wanted.setdefault(getattr(time, facet.name) or "unknown", set()).add(time.group)
        listed = {value.value: value.count for value in facet.values if value.count}
        assert listed == {value: len(groups) for value, groups in wanted.items()}, facet.name
        assert facet.more == 0


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(times, max_size=14), st.lists(queries, min_size=1, max_size=8))
def test_rows_files_and_counts_are_those_of_the_reference(given, asked):
    with stored(given) as (ids, checks):
        for query in asked:
            check(given, query, ids, checks)
