"""What is shown as a claim: something that a person could check."""

from __future__ import annotations

import pytest

from articles.extraction.assertions import asserts


@pytest.mark.parametrize(
    "sentence",
    [
        "The port lost 400 jobs in 2019.",
        "When the port closed in 2019, 400 jobs were lost.",
        "Prices will fall in 2023.",
        "It was the first such bridge since 1960.",
        "We built 40 houses in 2020.",
        "What they built in 2019, a bridge of 40 metres, fell down.",
    ],
)
def test_facts_and_forecasts_are_assertions(sentence):
    assert asserts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are so excited to open our first house in 12 years.",
        "They look forward to the 40th season.",
        "The most important task since 2003 is to end it.",
        "You won’t get a better deal in 10 years.",
        "We will build 40 houses by 2030.",
        "why she joined 11 years ago",
        "If there was any doubt after the vote of 2011, it is gone.",
        "Let us remember the 40 victims of 2011.",
    ],
)
def test_feelings_judgements_promises_and_half_questions_are_none(sentence):
    assert not asserts(sentence)
