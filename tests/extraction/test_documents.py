"""What a document says is said by who wrote it, where that is named."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def speakers(*lines: str) -> list[str | None]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [quote.speaker.name if quote.speaker else None for quote in quotes]


@pytest.mark.parametrize(
    "source",
    [
        "data from the Lurian Salt Board",
        "a statement issued in Skail by the Lurian Salt Board",
        "the Lurian Salt Board's latest report",
        "Lurian Salt Board figures",
        "a survey in June by the Lurian Salt Board",
        "a press release from the Lurian Salt Board",
    ],
)
def test_a_document_is_its_author_speaking(source):
    text = f"The mills closed earlier this year, according to {source}."
    assert speakers(text) == ["Lurian Salt Board"]


def test_a_letter_is_whose_it_is():
    assert speakers(
        "Mayor Ilse Brandvold wrote to the council.",
        "Brandvold’s letter said the bridge would be closed.",
    ) == ["Ilse Brandvold"]


def test_the_survey_is_whose_poll_it_was():
    assert (
        speakers(
            "A recent opinion poll by the Lurian Salt Board put the mayor ahead.",
            "The survey suggested that she would win.",
            "It said few voters were undecided.",
        )
        == ["Lurian Salt Board"] * 2
    )


def test_it_is_the_document_that_went_on():
    assert (
        speakers(
            "The council met Ms Ilse Brandvold, the minister.",
            "A statement by Ms Brandvold said that courts were full.",
            "It said the law was new.",
            "The Lurian Salt Board opposed it.",
            "The statement said judges would be trained.",
        )
        == ["Ilse Brandvold"] * 3
    )


@pytest.mark.parametrize("got", ["obtained", "seen", "signed"])
def test_who_got_a_document_did_not_write_it(got):
    text = f"The mills closed, according to a report {got} by Ilse Brandvold."
    assert speakers(text) != ["Ilse Brandvold"]


def test_a_country_wrote_no_report():
    found = speakers("Reports from the West Lurian country confirm that mills closed.")
    assert found != ["West Lurian country"]


@pytest.mark.parametrize(
    ("source", "author"),
    [
        ("information recently updated by the Lurian Salt Board", "Lurian Salt Board"),
        ("the findings of the Lurian Salt Board", "Lurian Salt Board"),
        ("the yearbook of the Lurian Salt Board", "Lurian Salt Board"),
        ("the Board for Salt and Tides's latest report", "Board for Salt and Tides"),
        ("estimates by the African Harbour Bank", "African Harbour Bank"),
    ],
)
def test_what_a_body_wrote_is_the_body_speaking(source, author):
    assert speakers(f"The mills closed earlier this year, according to {source}.") == [author]


def test_a_statement_that_reads_is_whose_it_is():
    assert speakers("On Monday, a Lurian Salt Board statement read: “The mills are shut.”") == [
        "Lurian Salt Board"
    ]
