"""What can be checked, and whose assertion it is."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def claims(body: str) -> list[tuple[str | None, str]]:
    """Claimant and words of each claim of an article with this body."""
    return [(claim.claimant, claim.text) for claim in extract(f"Headline\n{body}\n").claims]


def test_a_sentence_without_a_quote_is_the_articles_own_claim():
    assert claims("The dam, finished in 1987, is 112 metres high.") == [
        (None, "The dam, finished in 1987, is 112 metres high.")
    ]


def test_a_claim_in_a_quote_is_its_speakers_and_has_the_quotes_words_only():
    body = "Ines Tarrow, who speaks for the mill, said the stores held flour for 140 days."
    assert claims(body) == [("Ines Tarrow", "the stores held flour for 140 days")]


def test_a_claim_keeps_the_marks_inside_it():
    body = "Ines Tarrow said the mill had sold 40 tonnes of “yesterday’s bread”."
    assert claims(body) == [("Ines Tarrow", "the mill had sold 40 tonnes of “yesterday’s bread”")]


@pytest.mark.parametrize(
    "body",
    [
        "“I think that 40 tonnes is a wonderful number,” said Ines Tarrow.",
        "“Did 40 tonnes of flour leave the mill in 2024?” asked Ines Tarrow.",
        "“We will sell 40 tonnes of flour by June,” said Ines Tarrow.",
        "The town is quiet and the people are kind.",
    ],
    ids=["opinion", "question", "promise", "nothing to check"],
)
def test_an_opinion_a_question_and_a_promise_are_none(body):
    assert claims(body) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("The mill sold 40 tonnes of flour in March 2024.", "quantity"),
        ("The mill burned down and was closed in March 2024.", "event"),
        ("The harvest of 2024 was the smallest since the drought of 1998.", "comparison"),
        ("The price of bread will rise to 4 crowns by June 2027.", "prediction"),
        ("The closure of the mill in 2024 was caused by a flood.", "cause"),
    ],
)
def test_each_claim_has_a_kind(body, kind):
    found = extract(f"Headline\n{body}\n").claims
    assert [claim.kind for claim in found] == [kind]


def test_a_wish_is_no_claim():
    assert claims("Ines Tarrow said she wanted to see the signed paper get wet.") == []
