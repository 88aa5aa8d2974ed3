"""Every filter, combination, order and count of the list of quotes against a slow reference that is
plainly right, over random quotes."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.copies import copy_to_quote, write_citations
from articles.extraction.records import QUOTE_KINDS
from articles.models import QUOTE_STATES, Article, Outlet, Quote, Speaker, chain_link
from explorer.facets import facets
from explorer.filters import Filter, QuoteFilter

pytestmark = pytest.mark.django_db

SPEAKERS = ["anna-orlo", "bela-orlo", "cem", "王毅"]
OUTLETS = ["harbour-post", "meridia", "telegraph"]
WORDS = ["salt", "dam", "truce", "über", "2024"]
DAYS = [datetime.date(2026, 5, day) for day in (1, 2, 3)] + [datetime.date(1969, 12, 31)]


@dataclass(frozen=True)
class Row:
    """A quote as the reference knows it; its place in the list is the order of ids."""

    words: list[str]
    speaker: str | None
    chain: list[str]
    outlet: str | None
    day: datetime.date | None
    kind: str
    state: str
    confidence: float | None


def maybe(values: list) -> st.SearchStrategy:
    return st.none() | st.sampled_from(values)


rows = st.builds(
    Row,
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    speaker=maybe(SPEAKERS),
    chain=st.lists(st.sampled_from(OUTLETS), unique=True, max_size=3),
    outlet=maybe(OUTLETS),
    day=maybe(DAYS),
    kind=st.sampled_from(QUOTE_KINDS),
    state=st.sampled_from(QUOTE_STATES + ("unreviewed",) * 5),
    confidence=st.none() | st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.88, 1.0]),
)


def some(values: list[str]) -> st.SearchStrategy:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=2).map(lambda phrase: f'"{" ".join(phrase)}"')
parts = st.builds(lambda minus, part: minus + part, st.sampled_from(["", "", "-"]), words | phrases)
queries = st.fixed_dictionaries(
    {
        "speaker": some([*SPEAKERS, "unknown", "nobody"]),
        "agency": some([*OUTLETS, "unknown", "nothing"]),
        "outlet": some([*OUTLETS, "unknown", "nothing"]),
        "kind": some(list(QUOTE_KINDS)),
        "state": some(list(QUOTE_STATES)),
        "q": st.lists(parts, max_size=2).map(" ".join),
        "from": maybe(DAYS),
        "to": maybe(DAYS),
        "min_confidence": maybe([0.0, 0.1, 0.3, 0.88]),
        "sort": maybe(list(QuoteFilter.orders)),
    }
)
# Most queries have few filters, so that most answers have rows.
queries = st.builds(
    lambda query, kept: {name: value for name, value in query.items() if name in kept},
    queries,
    st.sets(st.sampled_from(["speaker", "agency", "outlet", "kind", "state"]), max_size=2).flatmap(
        lambda few: st.sets(st.sampled_from(["q", "from", "to", "min_confidence", "sort"])).map(
            lambda more: few | more
        )
    ),
)


# The reference


def has(phrase: list[str], text: list[str]) -> bool:
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))


def has_words(row: Row, q: str) -> bool:
    text = [{"über": "uber"}.get(word, word) for word in row.words]
    pieces = q.replace("über", "uber").split('"')
    phrases = [
        (pieces[n].endswith("-"), pieces[n + 1].split()) for n in range(0, len(pieces) - 1, 2)
    ]
    singles = [word for n in range(0, len(pieces), 2) for word in pieces[n].split() if word != "-"]
    phrases += [(word.startswith("-"), [word.strip("-")]) for word in singles]
    return all(has(phrase, text) != unwanted for unwanted, phrase in phrases)


def is_one_of(value: str | None, chosen: list[str]) -> bool:
    return not chosen or (value or "unknown") in chosen


def fits(row: Row, query: dict, without: tuple[str, ...] = ()) -> bool:
    asked = {name: value for name, value in query.items() if name not in without and value}
    agencies = asked.get("agency", [])
    states = asked.get("state") or [s for s in QUOTE_STATES if s not in ("rejected", "gone")]
    least = None if "min_confidence" in without else query.get("min_confidence")
    return (
        is_one_of(row.speaker, asked.get("speaker", []))
        and is_one_of(row.outlet, asked.get("outlet", []))
        and is_one_of(row.kind, asked.get("kind", []))
        and (row.state in states or "state" in without)
        and (not agencies or bool({*(row.chain or ["unknown"])} & {*agencies}))
        and ("from" not in asked or (row.day is not None and row.day >= asked["from"]))
        and ("to" not in asked or (row.day is not None and row.day <= asked["to"]))
        and (least is None or (row.confidence is not None and row.confidence >= least))
        and ("q" not in asked or has_words(row, asked["q"]))
    )


def values_of(row: Row, name: str) -> list[str]:
    """Under which values of a facet a row is counted."""
    if name == "agency":
        return row.chain or ["unknown"]
    return [getattr(row, name) or "unknown"]


def newest(place: int, row: Row) -> tuple:
    return (row.day is None, -(row.day or datetime.date.min).toordinal(), -place)


def oldest(place: int, row: Row) -> tuple:
    return (row.day is None, (row.day or datetime.date.min).toordinal(), place)


def surest(place: int, row: Row) -> tuple:
    return (row.confidence is None, -(row.confidence or 0), -place)


def by_speaker(place: int, row: Row) -> tuple:
    return (row.speaker is None, row.speaker or "", *newest(place, row))


ORDERS = {"oldest": oldest, "confidence": surest, "speaker": by_speaker}


def expected(given: list[Row], query: dict) -> list[int]:
    """The places of the rows that fit, in order."""
    order = ORDERS.get(query.get("sort") or "", newest)
    found = [(order(place, row), place) for place, row in enumerate(given) if fits(row, query)]
    return [place for _, place in sorted(found)]


# The same in the database


def named() -> tuple[dict[str, Speaker], dict[str, Outlet]]:
    """The speakers and outlets of all rows, by slug."""
    speakers = {slug: Speaker.objects.create(name=slug, slug=slug) for slug in SPEAKERS}
    outlets = {
        slug: Outlet.objects.get_or_create(slug=slug, defaults={"name": slug})[0]
        for slug in OUTLETS
    }
    return speakers, outlets


@contextmanager
def stored(given: list[Row]):
    """These rows in the database, for a moment; gives their ids."""
    with transaction.atomic():
        speakers, outlets = named()
        quotes = []
        for number, row in enumerate(given):
            article = Article.objects.create(
                outlet=outlets.get(row.outlet), published=row.day, body_sha256=str(number)
            )
            quote = Quote(
                article=article,
                text=" ".join(row.words),
                start=0,
                end=1,
                kind=row.kind,
                state=row.state,
                speaker=speakers.get(row.speaker),
                confidence=row.confidence,
                chain=[chain_link(outlets[slug]) for slug in row.chain],
            )
            copy_to_quote(quote, article)
            quote.save()
            quotes.append(quote)
        write_citations(quotes)
        yield [quote.pk for quote in quotes]
        transaction.set_rollback(True)


def read(query: dict, of: type[Filter] = QuoteFilter) -> Filter:
    pairs = {name: value for name, value in query.items() if value not in (None, [], "")}
    return of.read(QueryDict(urlencode(pairs, doseq=True)))


def check(given: list[Row], query: dict, ids: list[int]) -> None:
    state = read(query)
    if state.errors:  # from is after to
        assert (state.shown(slice(None)), facets(state).total) == ([], 0)
        assert not state.queryset().exists()
        return
    wanted = [ids[place] for place in expected(given, query)]
    on_pages = [quote.pk for quote in state.shown(slice(0, 100))]
    assert [quote.pk for quote in read(query).shown(slice(2, 4))] == on_pages[2:4]
    assert list(state.ids()) == on_pages, "files have the rows of the list"
    if query.get("sort") == "relevance" and state.words.wanted:
        wanted.sort()
        on_pages.sort()
    assert on_pages == wanted
    assert sorted(state.queryset().values_list("pk", flat=True)) == sorted(wanted)
    check_counts(given, query)


def check_counts(given: list[Row], query: dict) -> None:
    counted = facets(read(query))
    assert counted.total == len(expected(given, query))
    dated = {**query, "from": None, "to": None}
    undated = sum(fits(row, dated) and row.day is None for row in given)
    assert counted.undated == (undated if query.get("from") or query.get("to") else 0)
    for group in counted.groups:
        under_others = [row for row in given if fits(row, query, without=(group.name,))]
        for value in group.values:
            found = sum(value.value in values_of(row, group.name) for row in under_others)
            assert value.count == found, (group.name, value.value)
        listed = sum(value.count for value in group.values)
        assert listed == sum(len(values_of(row, group.name)) for row in under_others)
        assert group.more == 0


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(rows, max_size=14), st.lists(queries, min_size=1, max_size=8))
def test_rows_pages_and_counts_are_those_of_the_reference(given, asked):
    with stored(given) as ids:
        for query in asked:
            check(given, query, ids)
