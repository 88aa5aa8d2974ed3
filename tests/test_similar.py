"""Which texts are versions of each other. docs/versions.md shows the scores kept here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.similar import KEYS_AT_MOST, content, is_version, likeness, signature, words

from .version_scores import KNOWN, score, share_a_key

pytestmark = pytest.mark.sqlite_only

TRUCE = "We are ready to sit down tomorrow, but a truce that one side writes is a surrender"


def surely(one: str, other: str, **known) -> float:
    return is_version(words(one), words(other), **known)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("same speaker, a day apart", 0.98, 0.92),
        ("same speaker, a date unknown", 0.98, 0.92),
        ("same speaker, a year apart", 0.99, 0.69),
        ("a speaker unknown, a day apart", 0.99, 0.48),
        ("two speakers, a day apart", 0.99, 0.37),
    ],
)
def test_versions_are_told_from_other_statements(name, precision, recall):
    found = score(KNOWN[name])
    assert found.precision >= precision
    assert found.recall >= recall


def test_reworded_and_differently_typed_ones_are_all_found_by_their_keys():
    assert share_a_key("reworded", "typed") == 1
    assert share_a_key() >= 0.85


def test_typing_makes_no_difference():
    assert content(words("It has 20,000 tonnes, two hundred ships & eighty-five men")) == content(
        words("it has twenty thousand tonnes; 200 ships; 85 men!")
    )
    assert content(words("2.5 billion")) == content(words("two point five billion"))
    assert content(words("We didn’t sign")) == content(words("we did not sign"))
    assert content(words("defence of harbours")) == content(words("the defense of a harbor"))


def test_numbers_that_are_written_out_keep_apart():
    assert content(words("nineteen eighty four")) == content(words("19 84"))
    assert content(words("two three hundred")) == ("2", "300")
    assert content(words("at five 20 left")) == ("5", "20", "leav")


def test_a_common_phrase_needs_one_speaker_and_the_same_days():
    assert surely("We will see", "we will see", same_speaker=True, days=0) == 1
    assert surely("We will see", "we will see", same_speaker=False, days=0) == 0
    assert surely("We will see", "we will see", same_speaker=True, days=400) == 0
    assert surely("We will see", "we will see", same_speaker=None, days=0) == 0


def test_a_report_with_other_figures_is_another_report():
    may = "Inflation fell to 3.2 percent in May, the lowest in four years"
    june = "Inflation fell to 2.9 percent in June, the lowest in five years"
    assert surely(may, june, same_speaker=True, days=1) == 0


def test_a_figure_that_an_outlet_changed_is_a_change():
    one = "The shelling of the market killed 41 people, most of them traders from the hills"
    other = "The shelling of the market killed 57 people, most of them traders from the hills"
    assert surely(one, other, same_speaker=True, days=0) > 0
    assert surely(one, other, same_speaker=True, days=30) == 0


def test_what_is_in_everybodys_mouth_is_no_version():
    one = "Republican front-runner Jan Novak"
    assert surely(one, f"they will not vote for {one}", same_speaker=False, days=0) == 0
    assert surely(one, f"they will not vote for {one}", same_speaker=None, days=0) == 0
    assert surely("Novak", "Novak", same_speaker=True, days=0) == 0


def test_the_opposite_is_another_statement_unless_all_else_is_the_same():
    one = "Of course Jan Novak is qualified to be president"
    assert surely(one, "Novak is not qualified to be president", same_speaker=True, days=1) == 0
    other = "Of course Jan Novak is not qualified to be president"
    assert surely(one, other, same_speaker=True, days=1) > 0


def test_texts_without_words_are_versions_of_nothing():
    assert signature([]) == ()
    assert surely("…", "…", same_speaker=True, days=0) == 0
    assert surely("", TRUCE, same_speaker=True, days=0) == 0
    assert surely("it was what it was", TRUCE, same_speaker=True, days=0) == 0


def test_likeness_tells_what_was_cut():
    like = likeness(words(TRUCE), words("a truce that one side writes is a surrender"))
    assert (like.least, like.shared, like.of_shorter, like.in_order) == (4, 4, 1, 1)


def test_stored_keys_stay_what_they_are():
    # Whoever changes these makes every stored key worthless: see docs/versions.md.
    assert signature(words("No comment.")) == (566175688,)
    assert signature(words(TRUCE)) == (
        495539797,
        602148591,
        716393624,
        769358622,
        805939848,
        935170659,
        999018932,
        1862935234,
        2086590175,
    )


WORDS = st.lists(st.sampled_from([f"other{letter}q" for letter in "abcdefghijkl"]), max_size=30)


@given(WORDS, WORDS, WORDS, WORDS, st.lists(st.sampled_from("abcdefgh"), min_size=4, max_size=4))
def test_four_content_words_in_a_row_are_enough_to_be_found(one, two, three, four, letters):
    run = [f"word{letter}x" for letter in letters]
    assert set(signature([*one, *run, *two])) & set(signature([*three, *run, *four]))


@given(st.text(max_size=300))
def test_any_text_has_few_keys_and_is_like_itself(text):
    folded = words(text)
    keys = signature(folded)
    assert len(keys) <= KEYS_AT_MOST
    assert all(0 <= key < 2**31 for key in keys)
    assert bool(keys) == bool(folded)
    if len(folded) >= 3:
        assert is_version(folded, folded, same_speaker=True, days=0) == 1
