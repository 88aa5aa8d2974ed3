"""Which words stand inside quotation marks, whatever marks an article uses."""

from __future__ import annotations

import pytest

from articles.extraction import extract
from articles.extraction.quotation import find_quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“The mill is shut,” she said.",
        '"The mill is shut," she said.',
        "‘The mill is shut,’ she said.",
        "'The mill is shut,' she said.",
        "«The mill is shut,» she said.",
        "„The mill is shut,“ she said.",
        "''The mill is shut,'' she said.",
        "``The mill is shut,'' she said.",
    ],
)
def test_every_pair_of_marks_is_read(text):
    assert quoted(text) == ["The mill is shut,"]


def test_an_apostrophe_is_no_quotation_mark():
    assert quoted("The millers' wives didn’t say where they'd gone in the '90s.") == []


def test_an_apostrophe_inside_single_marks_does_not_close_them():
    text = "‘The millers’ rights aren’t for sale,’ Tarn said."
    assert quoted(text) == ["The millers’ rights aren’t for sale,"]


def test_marks_inside_marks_belong_to_the_words():
    text = "“She called it ‘a trap’ and left,” he said."
    assert quoted(text) == ["She called it ‘a trap’ and left,"]


def test_a_closing_mark_typed_the_wrong_way_round_closes():
    assert quoted("“The mill is shut,“ she said. “It stays shut.”") == [
        "The mill is shut,",
        "It stays shut.",
    ]


def test_of_three_straight_marks_the_first_closes_the_inner_quotation():
    text = "''It was on 'Skail at Six,''' said Tarn. ''I saw it.''"
    assert quoted(text) == ["It was on 'Skail at Six,'", "I saw it."]


def test_two_single_marks_close_a_double_one():
    assert quoted("A “question’’ was asked. “The mill is shut,” she said.") == [
        "question",
        "The mill is shut,",
    ]


def test_an_unclosed_mark_runs_to_the_end_of_its_paragraph_only():
    assert quoted("“The mill is shut.\nNobody came.") == ["The mill is shut."]


def test_inches_and_feet_open_nothing():
    assert quoted('The beam is 6\'3" long and 4" wide.') == []


def test_a_speech_over_three_paragraphs_is_three_quotes_of_one_speaker():
    quotes = extract(
        "Mill\n“The mill is shut,” said Ada Tarn, its owner. “The wheel is broken.\n"
        "“It broke in March, and nobody has repaired it.\n"
        "“Nobody ever will.”\n"
    ).quotes
    assert [quote.speaker.name for quote in quotes] == ["Ada Tarn"] * 3
    assert quotes[0].text == "The mill is shut, … The wheel is broken."
    assert quotes[2].text == "Nobody ever will."


def test_a_title_in_quotation_marks_is_no_quote():
    assert (
        extract("Stage\nAfter “Rain” and “The Long Ferry”, the play is called “Salt”.\n").quotes
        == ()
    )


@pytest.mark.parametrize("mark", ['"', "“"])
def test_a_speech_that_opens_once_more_in_mid_paragraph_is_one(mark: str):
    close = '"' if mark == '"' else "”"
    text = (
        f"Headline\n{mark}We were denied entry. {mark}I was asked to come,{close} said Ada Lund.\n"
    )
    (quote,) = extract(text).quotes
    assert quote.text.startswith("We were denied")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“ We go home today,” she said.", ["We go home today,"]),
        ("” We go home today,” she said.", ["We go home today,"]),
        ("”We go home today,“ she said.", ["We go home today,"]),
        ("“We go.” she said. “ And we stay.”", ["We go.", "And we stay."]),
        ("She said “we go” , and “ ” no more.", ["we go", ""]),
    ],
)
def test_a_mark_may_have_a_space_behind_it(text, words):
    assert quoted(text) == words


@pytest.mark.parametrize("text", ["‘’The mill is shut’’.", "’’The mill is shut’’", "‘‘Shut,’’ she"])
def test_two_single_marks_open_a_double_one(text):
    assert quoted(text) == [text[2:].partition("’")[0]]


def test_a_speech_goes_on_over_paragraphs_without_marks_to_the_one_that_closes_it():
    text = "Tarn said: “The mill is shut.\n\nIt stays shut.\n\nWe are sorry.”\n\nEk laughed."
    assert quoted(text) == ["The mill is shut.", "It stays shut.", "We are sorry."]


def test_a_mark_never_closed_takes_in_no_paragraph_without_marks():
    text = "Tarn said: “The mill is shut.\n\nIt stays shut.\n\nEk said “no” to it."
    assert quoted(text) == ["The mill is shut.", "no"]
