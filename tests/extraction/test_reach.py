"""Which quotes are found, and from where to where their contents reach."""

from __future__ import annotations

import pytest

from articles.extraction import extract

from .test_repair import repaired


def contents(text: str) -> list[str]:
    return [quote.text for quote in extract(f"A headline\n\n{text}\n").quotes]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "A survey by the Harbour Institute showed that most ferries run late in winter.",
            "most ferries run late in winter",
        ),
        (
            "The office estimated that the dyke would cost 40 million crowns.",
            "the dyke would cost 40 million crowns",
        ),
        (
            "The judge ordered that the ferry be kept in the harbour until spring.",
            "the ferry be kept in the harbour until spring",
        ),
        ("The captain encouraged the children to learn how to row.", "to learn how to row"),
        (
            "The committee blamed rising prices for the delay.",
            "rising prices for the delay",
        ),
    ],
)
def test_what_is_said_by_its_verb_is_a_quote(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(
    "text",
    ["The swimmer showed that she could still win a race.", "A deputy recommended her."],
)
def test_what_is_hardly_said_is_none(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "The guild leader stressed that the pier was unsafe and said the ferries would stop.",
            "the pier was unsafe",
            "the ferries would stop",
        ),
        (
            "Ada Lund noted that most nets were mended but admitted that the quota would fall.",
            "most nets were mended",
            "the quota would fall",
        ),
    ],
)
def test_a_second_report_of_the_same_speaker_ends_the_first(
    text: str, first: str, second: str
) -> None:
    assert contents(text) == [first, second]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "The old captain insisted on a slower boat for the winter.",
            "insisted on",
            "a slower boat for the winter",
        ),
        (
            "The guild asked for two more ferries before the winter.",
            "asked for",
            "two more ferries before the winter",
        ),
    ],
)
def test_a_verb_has_its_preposition(text: str, cue: str, content: str) -> None:
    (quote,) = extract(f"A headline\n\n{text}\n").quotes
    assert quote.cue and (quote.cue.text, quote.text) == (cue, content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "According to Lund, these boats of the guild, which are heavy and old, need new sails.",
            "these boats of the guild, which are heavy and old, need new sails",
        ),
        (
            "According to the mayor, this rule, which is older than the guild, must go in spring.",
            "this rule, which is older than the guild, must go in spring",
        ),
        (
            "According to the guild, during the first half of the year, the number of ferries fell "
            "by a third.",
            "during the first half of the year, the number of ferries fell by a third",
        ),
    ],
)
def test_what_a_clause_is_about_and_when_belong_to_it(text: str, content: str) -> None:
    assert contents(text) == [content]


def test_when_and_how_open_a_content_before_its_cue() -> None:
    text = "For want of a sail, the sailors rowed home, the harbour office said."
    assert repaired(text, "said", "the sailors rowed home", source="the harbour office") == [
        "For want of a sail, the sailors rowed home"
    ]
    text = "As it stands, the sailors rowed home, the harbour office said."
    assert repaired(text, "said", "the sailors rowed home", source="the harbour office") == [
        "the sailors rowed home"
    ]


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Ada Lund said at the time that the pier was old.", "at the time that the pier was old"),
        ("Ada Lund said too that the pier was old.", "too that the pier was old"),
        ("Ada Lund said today the pier was old.", "today the pier was old"),
        (
            "Ada Lund said the pier was old, but she did not explain how she knew.",
            "the pier was old, but she did not explain how she knew",
        ),
        (
            "Ada Lund said the pier was old, without giving a year.",
            "the pier was old, without giving a year",
        ),
    ],
)
def test_how_and_when_it_was_said_is_no_part_of_it(text: str, labelled: str) -> None:
    assert repaired(text, "said", labelled, source="Ada Lund") == ["the pier was old"]


def test_what_leads_to_a_quotation_is_no_part_of_it() -> None:
    text = "Ada Lund spoke about the ferry: “Nobody ever rowed so far for so little.”"
    assert repaired(text, "spoke about", text.removeprefix("Ada Lund spoke about ")) == [
        "Nobody ever rowed so far for so little."
    ]
    text = "Ada Lund asked the harbour for: “two boats before the spring.”"
    assert repaired(text, "asked", text.removeprefix("Ada Lund asked ")) == [
        "the harbour for: “two boats before the spring.”"
    ]


@pytest.mark.parametrize("again", [", she added", ", she"])
def test_that_it_was_said_again_is_no_part_of_it(again: str) -> None:
    text = "Ada Lund said the pier was old, she added."
    assert repaired(text, "said", f"the pier was old{again}", source="Ada Lund") == [
        "the pier was old"
    ]


def test_that_before_a_verb_is_what_is_old() -> None:
    text = "Ada Lund said that would be too late."
    assert repaired(text, "said", "that would be too late", source="Ada Lund") == [
        "that would be too late"
    ]


def test_a_word_that_says_nothing_is_no_quote():
    assert extract("What the fishers said\nThe harbour was shut.\n").quotes == ()
    assert extract("Harbour\nParty secretary Junia Venn recommended her.\n").quotes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund said, “We will go”, and left the room.",
        "Ada Lund said “We will go” as she left.",
        "Ada Lund told the court, “We will go”, but stayed.",
    ],
)
def test_what_was_done_after_whole_sentences_between_marks_is_not_said(text: str) -> None:
    assert contents(text) == ["We will go"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The roofs, which Ada Lund says are old, will be mended.", "are old"),
        ("The mayor, who Ada Lund said was late, will go.", "was late"),
        ("Ada Lund has long said the roofs are old.", "the roofs are old"),
    ],
)
def test_a_report_within_a_clause_or_of_old(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize("said", ["said", "reported", "alleged"])
def test_what_others_say_of_somebody_is_not_theirs(said: str) -> None:
    assert contents(f"Ada Lund is {said} to have hidden the leaks.") == []


def test_it_was_said_by_nobody() -> None:
    (quote,) = extract("A headline\n\nIt was said the roofs were old.\n").quotes
    assert quote.speaker is None


@pytest.mark.parametrize("often", ["always", "often", "repeatedly", "long"])
def test_what_was_said_often_is_said_once(often: str) -> None:
    assert contents(f"Ada Lund has {often} said that the roofs are old.") == ["the roofs are old"]


@pytest.mark.parametrize(
    "text",
    [
        "Governor Ada Lund has not said whether she will sign it.",
        "Police have not said how two people died.",
        "Ada Lund did not respond to questions about the mill.",
    ],
)
def test_what_nobody_said_is_no_quote(text: str) -> None:
    assert contents(text) == []


def test_not_to_know_is_said() -> None:
    assert contents("Ada Lund said she did not know whether the mill was old.") == [
        "she did not know whether the mill was old"
    ]
