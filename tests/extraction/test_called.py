"""Who is meant by what speakers are called: by offices, relations, pronouns, what they wrote."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def speakers(*lines: str) -> list[str | None]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [quote.speaker.name if quote.speaker else None for quote in quotes]


def test_its_statement_is_its_own():
    text = "The Lurian Salt Board met on Monday.", "Its statement said the mills were shut."
    assert speakers(*text) == ["Lurian Salt Board"]


def test_the_report_is_who_reported():
    found = speakers(
        "Two mills burned in March, the Corvel Post reported on Friday.",
        "The fires began at night, the report said.",
    )
    assert found == ["Corvel Post"] * 2


@pytest.mark.parametrize("last", ["study", "text"])
def test_the_text_is_whose_study_it_was(last):
    found = speakers(
        "The Lurian Salt Board warned of storms in a long and gloomy study.",
        f"The {last} says that mills may close.",
    )
    assert found[-1] == "Lurian Salt Board"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("CEO of Orvel Jelka Brandvold", "Jelka Brandvold"),
        ("MMC for Economic Development Karim Haldun", "Karim Haldun"),
        ("Te Runa of Nga Kapa chair Rowan Brook", "Rowan Brook"),
    ],
)
def test_who_is_named_after_body_and_office(phrase, name):
    assert speakers(f"The harbour was shut. {phrase} said that the mill was old.") == [name]


def test_a_former_office_in_letters():
    found = speakers(
        "Former Chief Executive Carla Lund left the harbour.",
        "The former CE said the mill was old.",
    )
    assert found == ["Carla Lund"]


def test_two_who_are_enumerated():
    found = speakers("The other two mill owners, Karim Haldun and Carla Lund, said it was old.")
    assert found == ["Karim Haldun and Carla Lund"]


@pytest.mark.parametrize("called", ["Lurian soccer legend", "enthusiastic midwife"])
def test_a_legend_is_who_has_spoken(called):
    found = speakers("Ms Carla Lund said the mill was old.", f"The {called} said it would be shut.")
    assert found == ["Carla Lund"] * 2


def test_a_company_after_its_head():
    found = speakers(
        "Orvel CEO Carla Lund said the mill was old.", "The company said it would be shut."
    )
    assert found == ["Carla Lund", "Orvel"]


def test_his_lawyer_is_whom_the_article_names():
    found = speakers(
        "The mill owner Karim Haldun was in court, and his lawyer said it was old.",
        "Haldun’s lawyer, Carla Lund, left.",
    )
    assert found == ["Carla Lund"]


def test_they_are_the_people_of_the_sentence():
    found = speakers(
        "The Lurian Salt Board met.",
        "Economists have said the mill is old, as they predicted a storm.",
    )
    assert found == ["economists"] * 2
    found = speakers(
        "The Lurian Salt Board met.",
        "Though senior leaders of the party were late, they said the mill was old.",
    )
    assert found == ["senior leaders of the party"]


def test_they_are_the_two_of_the_sentence_before():
    found = speakers(
        "Farmers met.", "Karim Haldun and Carla Lund left.", "They said the mill was old."
    )
    assert found == ["Karim Haldun and Carla Lund"]


def test_who_follows_people():
    found = speakers(
        "According to Karim Haldun, they asked the Lurian authorities, who said it was old."
    )
    assert found[-1] == "Lurian authorities"


def test_he_who_is_named_later():
    assert speakers(
        "In what he described as a storm, the mill was shut.", "Mr Karim Haldun left."
    ) == ["Karim Haldun"]


def test_the_latter_of_the_same_sentence():
    found = speakers(
        "President Carla Lund met Mayor Karim Haldun, after the latter said the mill was old."
    )
    assert found == ["Karim Haldun"]


def test_a_company_is_no_ministry():
    found = speakers(
        "Orvel Salt has a mill in Skail.",
        "It was raided by the Salt Ministry in May.",
        "In a statement, the company called this unfair.",
    )
    assert found[-1] == "Orvel Salt"


def test_figures_without_an_article_are_the_ones_before():
    found = speakers(
        "Statistics from the Lurian Salt Board showed that mills were old.",
        "Statistics also showed that few mills were shut.",
    )
    assert found[-1] == "Lurian Salt Board"
