"""Words that set some quotes apart."""

from __future__ import annotations

import pytest

from explorer import topics

pytestmark = pytest.mark.sqlite_only

OTHERS = topics.counts(["water price harvest", "school price budget", "rail price winter"] * 100)


def words_of(theirs: list[str], at_least: int = 2) -> list[str]:
    found = topics.distinctive(topics.counts(theirs), OTHERS, at_least, 10)
    return [topic.word for topic in found]


def test_a_word_that_others_do_not_use_stands_out():
    assert words_of(["truce price letter"] * 12 + ["truce price budget"] * 8)[:2] == [
        "truce",
        "letter",
    ]


def test_a_word_that_everybody_uses_does_not():
    assert "price" not in words_of(["truce price"] * 20)


def test_a_word_in_few_of_the_quotes_does_not():
    assert words_of(["truce price"] * 4, at_least=5) == []


def test_a_word_counts_once_for_each_quote_that_has_it():
    assert topics.counts(["truce truce truce", "truce"])["truce"] == 2


def test_function_words_and_numbers_are_no_topics():
    assert set(topics.counts(["the truce was said to be 41 dont mr"])) == {"truce"}


def test_a_word_in_a_script_without_blanks_may_be_short():
    assert set(topics.counts(["停火 truce ab"])) == {"停火", "truce"}


def test_nothing_stands_out_without_others():
    assert topics.distinctive(topics.counts(["truce"] * 5), topics.counts([]), 2, 10) == []
