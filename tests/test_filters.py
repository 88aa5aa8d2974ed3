"""A query string becomes rows, a canonical query string and an English sentence."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from explorer.facets import facets
from explorer.filters import ClaimFilter, QuoteFilter

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


def read(query: str) -> QuoteFilter:
    return QuoteFilter.read(QueryDict(query))


READY = "We are ready"
ENVOY = "the envoy"
GATE = "the gate"
LETTERS = "she had read"

# A query string, and how the quotes it gives begin, in order.
ROWS = [
    ("", [GATE, ENVOY, READY, LETTERS]),
    ("sort=oldest", [READY, ENVOY, GATE, LETTERS]),
    ("sort=confidence", [READY, LETTERS, ENVOY, GATE]),
    ("sort=speaker", [GATE, ENVOY, READY, LETTERS]),
    ("speaker=ilse-karvonen", [ENVOY, READY, LETTERS]),
    ("speaker=ilse-karvonen&speaker=border-official", [GATE, ENVOY, READY, LETTERS]),
    ("speaker=nobody", []),
    ("speaker=unknown", []),
    ("agency=agence-meridia", [READY]),
    ("agency=delmar-telegraph", [ENVOY, READY]),
    ("agency=unknown", [GATE, LETTERS]),
    ("agency=unknown&agency=agence-meridia", [GATE, READY, LETTERS]),
    ("outlet=harbour-post", [GATE, ENVOY, READY]),
    ("outlet=unknown", [LETTERS]),
    ("kind=direct", [READY]),
    ("kind=direct&kind=mixed", [READY, LETTERS]),
    ("q=truce", [ENVOY, READY]),
    ("q=TRUCE", [ENVOY, READY]),
    ("q=truce+-surrender", [ENVOY]),
    ("q=-truce", [GATE, LETTERS]),
    ('q="three letters"', [ENVOY, LETTERS]),
    ('q="letters three"', []),
    ('q=envoy" OR "gate', []),
    ("q=NEAR(truce*)", []),
    ("q=...", [GATE, ENVOY, READY, LETTERS]),
    ("q=truce&sort=relevance", [ENVOY, READY]),
    ("from=2026-05-14", [GATE, ENVOY, READY]),
    ("from=2026-05-15", []),
    ("to=2026-05-13", []),
    ("from=2026-05-01&to=2026-05-31", [GATE, ENVOY, READY]),
    ("min_confidence=0.88", [ENVOY, READY, LETTERS]),
    ("state=unreviewed", [GATE, ENVOY, READY, LETTERS]),
    ("state=rejected", []),
    ("speaker=ilse-karvonen&agency=agence-meridia&q=truce&kind=direct", [READY]),
    ("unheard_of=1&speaker=", [GATE, ENVOY, READY, LETTERS]),
]


@pytest.mark.parametrize(("query", "beginnings"), ROWS, ids=[query for query, _ in ROWS])
def test_a_query_gives_these_quotes_in_this_order(query, beginnings):
    texts = [quote.text for quote in read(query).shown(slice(None))]
    assert len(texts) == len(beginnings)
    assert all(text.startswith(start) for text, start in zip(texts, beginnings, strict=True))


@pytest.mark.parametrize("query", [query for query, _ in ROWS])
def test_the_total_and_each_facet_agree_with_the_rows(query):
    state = read(query)
    counted = facets(state)
    assert counted.total == state.selection.total
    for group in counted.groups:
        for value in group.values:
            alone = QuoteFilter.read(QueryDict(state.query(**{group.name: [value.value]})))
            assert value.count == alone.selection.total, (group.name, value.value)


def test_a_rejected_quote_shows_only_when_asked_for(talks):
    talks.quotes.filter(text__startswith=GATE).update(state="rejected")
    assert [quote.text[:8] for quote in read("q=gate").shown(slice(None))] == []
    assert read("state=rejected").selection.total == 1


def test_a_slug_of_a_merged_speaker_leads_to_the_survivor():
    karvonen = cast.speaker("Ilse Karvonen")
    cast.speaker("I. Karvonen").__class__.objects.filter(name="I. Karvonen").update(
        merged_into=karvonen
    )
    assert read("speaker=i-karvonen").selection.total == 3


def test_a_facet_lists_its_largest_values_and_all_of_them_when_asked(talks):
    for number in range(20):
        cast.quote(talks, "the gate", cast.speaker(f"Speaker {number}"))
    by_name = {group.name: group for group in facets(read("q=gate")).groups}
    assert (len(by_name["speaker"].values), by_name["speaker"].more) == (8, 13)
    assert by_name["speaker"].whole == "q=gate&whole=speaker"
    whole = read(by_name["speaker"].whole)
    by_name = {group.name: group for group in facets(whole).groups}
    assert (len(by_name["speaker"].values), by_name["speaker"].more) == (21, 0)
    assert whole.query() == "q=gate", "what is shown is the same"


SENTENCES = [
    ("", "4 quotes", "newest first."),
    ("kind=direct", "1 quote", "direct, newest first."),
    (
        "speaker=ilse-karvonen&agency=delmar-telegraph&q=truce",
        "2 quotes by Ilse Karvonen",
        "passed on by Delmar Telegraph, with the word truce, newest first.",
    ),
    (
        "from=2026-05-01&sort=oldest",
        "3 quotes",
        "from 1 May 2026 on, oldest first. 1 more has no date.",
    ),
    (
        "outlet=unknown&agency=unknown",
        "1 quote",
        "passed on by nobody (first-hand), printed by an unknown outlet, newest first.",
    ),
    (
        'q="three letters" -truce&min_confidence=0.5',
        "1 quote",
        "with the words three letters, without truce, at least 50 % sure, newest first.",
    ),
]


@pytest.mark.parametrize(("query", "title", "sentence"), SENTENCES)
def test_a_sentence_says_what_is_shown(query, title, sentence):
    state = read(query)
    counted = facets(state)
    assert state.title(counted.total) == title
    assert state.sentence(counted.total, counted.undated) == sentence


def test_the_canonical_query_is_sorted_and_without_blanks_and_defaults():
    state = read("speaker=b&q=+two++words&speaker=a&page=1&sort=newest&kind=&from=&foo=1")
    assert state.query() == "q=two+words&speaker=a&speaker=b"


def test_turning_a_value_on_and_off_leads_back_to_the_first_page():
    state = read("kind=direct&page=3&q=truce")
    assert state.query() == "kind=direct&page=3&q=truce"
    assert state.toggled("kind", "mixed") == "kind=direct&kind=mixed&q=truce"
    assert state.toggled("kind", "direct") == "q=truce"
    assert [(chip.label, chip.query) for chip in state.active] == [
        ("truce", "kind=direct"),
        ("direct", "q=truce"),
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("from=tomorrow", "“tomorrow” is no date. Write it as 2026-05-31."),
        ("to=2026-02-30", "“2026-02-30” is no date. Write it as 2026-05-31."),
        ("from=2026-05-02&to=2026-05-01", "No day is from 2026-05-02 on and up to 2026-05-01."),
        ("kind=shouted", "“shouted” is no kind. Choose from direct, indirect, mixed."),
        ("min_confidence=2", "“2” is no share. Write a number from 0 to 1, such as 0.8."),
        ("min_confidence=nan", "“nan” is no share. Write a number from 0 to 1, such as 0.8."),
        ("page=0", "“0” is no page number."),
        ("page=minus", "“minus” is no page number."),
    ],
)
def test_a_bad_value_gives_a_message_and_no_rows(query, message):
    state = read(query)
    assert state.errors == [message]
    assert state.shown(slice(None)) == []
    assert facets(state).total == 0


def test_claims_are_filtered_in_the_same_way(letters):
    cast.claim(letters, "twice", cast.speaker("Ilse Karvonen"), worth=0.2)
    claims = lambda query: ClaimFilter.read(QueryDict(query))  # noqa: E731
    assert claims("").selection.total == 2
    assert claims("claimant=ilse-karvonen").selection.total == 1
    assert claims("claimant=unknown").selection.total == 1
    assert claims("min_worth=0.5&q=fire").selection.total == 1
    assert claims("status=refuted").selection.total == 0
    state = claims("sort=worth")
    assert [claim.check_worthiness for claim in state.shown(slice(None))] == [0.6, 0.2]
    counted = facets(state)
    assert state.title(counted.total) == "2 claims"
    assert {group.name for group in counted.groups} == {"claimant", "outlet", "status", "kind"}
