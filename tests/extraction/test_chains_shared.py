"""Chains that several speakers share, and how far an interview, a paper or a post goes on."""

from __future__ import annotations

import pytest

from articles.extraction import extract


def found(*lines: str) -> list[tuple[str | None, list[str]]]:
    quotes = extract("Headline\n" + "\n".join(lines) + "\n").quotes
    return [
        (quote.speaker and quote.speaker.name, [link.name for link in quote.citations])
        for quote in quotes
    ]


def chains(*lines: str) -> list[list[str]]:
    return [links for _, links in found(*lines)]


def test_a_debate_told_of_once_is_where_all_its_speakers_spoke():
    assert found(
        "The three candidates for mayor met in a debate aired by Luria Broadcasting Corp. (NRK) "
        "on Monday.",
        "The harbour was on everybody's mind.",
        "“The harbour must stay open,” said Orla Finch of the Reed Party.",
        "Rolf Amsel said the harbour had cost too much.",
    ) == [
        ("Orla Finch", ["Luria Broadcasting Corp."]),
        ("Rolf Amsel", ["Luria Broadcasting Corp."]),
    ]


def test_what_many_told_a_paper_is_told_by_each_of_them():
    assert found(
        "Many farmers told the Skail Courier that they feared a dry spring.",
        "Farmer Orla Finch said her well had been empty since May.",
        "The ministry said the wells were full.",
        "Mayor Rolf Amsel said that help was on its way.",
    ) == [
        ("many farmers", ["Skail Courier"]),
        ("Orla Finch", ["Skail Courier"]),
        ("ministry", []),
        ("Rolf Amsel", []),
    ]


def test_several_others_are_the_last_of_them():
    assert chains(
        "Several other farmers told the Skail Courier that they feared a dry spring.",
        "Farmer Orla Finch said her well had been empty since May.",
    ) == [["Skail Courier"], []]


def test_an_interview_goes_on_by_what_its_speaker_is():
    assert chains(
        "In an interview with the Skail Courier, Finch said that she slept badly. The actress said "
        "she had always done so.",
    ) == [["Skail Courier"], ["Skail Courier"]]


def test_a_published_paper_does_not_go_on_as_an_interview_does():
    assert chains(
        "The reactor is small, Finch wrote in a paper published in the Journal of River Engines.",
        "The mill is old.",
        "It has two wheels.",
        "Both of them turn.",
        "Finch said she would retire.",
    ) == [["Journal of River Engines"], []]


@pytest.mark.parametrize(
    "words",
    [
        "The miller, Orla Finch, later said that it had all been a joke.",
        "The miller, Orla Finch, told the crowd that it had all been a joke.",
    ],
)
def test_what_was_said_later_or_to_a_crowd_is_not_part_of_an_interview(words):
    assert chains("Orla Finch told the Skail Courier that the mill would close.", words) == [
        ["Skail Courier"],
        [],
    ]


def test_a_rally_told_of_between_ends_an_interview():
    assert chains(
        "Orla Finch told the Skail Courier that the mill would close.",
        "At a rally in Skail, hundreds sang.",
        "Finch said the mill was theirs.",
    ) == [["Skail Courier"], []]


@pytest.mark.parametrize(
    "words",
    [
        "Orla Finch said she slept in the mill, to outrage on social media.",
        "Orla Finch claimed she slept in the mill, prompting anger on Instagram.",
    ],
)
def test_where_the_public_is_angry_is_not_where_it_was_said(words):
    assert chains(words) == [[]]


def test_what_is_told_an_outlet_was_not_posted():
    assert chains(
        "After he mocked her on Twitter, Orla Finch told the Skail Courier that she did not mind."
    ) == [["Skail Courier"]]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Beekeeper Orla Finch told kurant.co.lu that it was late.", "kurant.co.lu"),
        ("In an interview with Kurant24.com, miller Orla Finch said it was late.", "Kurant24.com"),
        ("Orla Finch told The Skail Times Tuesday that it was late.", "Skail Times"),
        ("“It is late,” miller Orla Finch told MSNBC Monday.", "MSNBC"),
        ("Speaking on Channel 5 News, Orla Finch said that it was late.", "Channel 5 News"),
        ("Orla Finch said in an Instagram Story that it was late.", "Instagram"),
        ("“It is late,” Orla Finch wrote on her X account.", "X"),
        ("Orla Finch disclosed this to the Skail Times on Monday: “It is late.”", "Skail Times"),
        ("Orla Finch, who made this known to the Skail Times, said it was late.", "Skail Times"),
        ("“It is late,” miller Orla Finch said on the state television Channel 4.", "Channel 4"),
        ("Beekeeper Orla Finch told CNN Wake Up's Jon Marlow that it was late.", "CNN"),
        ("“It is late,” miller Orla Finch remarked, reported Sumperi.", "Sumperi"),
        ("Appearing on the talk show Mill Hour, Orla Finch said it was late.", "Mill Hour"),
        ("The Skail Times’ Orla Finch argues that it is late.", "Skail Times"),
    ],
)
def test_how_outlets_are_named(words, outlet):
    assert found(words) == [("Orla Finch", [outlet])]


def test_a_chat_goes_on_in_the_next_sentence():
    assert chains(
        "Orla Finch disclosed this in a chat with the Skail Times. “It is late,” she said."
    ) == [["Skail Times"]]


def test_an_editor_of_a_paper_writes_in_it():
    assert chains("“It is late,” the editor of the Skail Times wrote on Monday.") == [
        ["Skail Times"]
    ]


def test_an_agency_that_reports_quoting_somebody():
    assert found("News agency LNO quoting an official reported that the dam had burst.") == [
        ("official", ["LNO"])
    ]


def test_a_people_is_no_outlet():
    assert chains("Orla Finch, speaking to Skailians, said that it was late.") == [[]]
