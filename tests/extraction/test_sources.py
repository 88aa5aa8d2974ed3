"""From the words that the network takes for the source to who a reader would say speaks."""

from __future__ import annotations

import pytest

from articles.extraction.pipeline import STEPS, assemble
from articles.extraction.sources import find_source

NLP = assemble(STEPS[: STEPS.index("on_record_contents")])


def source(text: str, cue: str, labelled: str) -> str | None:
    """Who speaks by `cue` where the network labelled these words, in a text of one sentence."""
    text = f"Headline\n{text}\n"
    doc = NLP(text)

    def tokens(words: str) -> tuple[int, int]:
        start = text.index(words)
        span = doc.char_span(start, start + len(words), alignment_mode="expand")
        return span.start, span.end

    (sentence,) = doc._.sentences
    found = find_source(doc, tokens(labelled), tokens(cue), sentence)
    return doc[slice(*found)].text if found else None


def test_who_stands_before_a_date() -> None:
    text = "Here’s Ada Lund in December 1992: the mill was late and so were we."
    assert source(text, ":", "December 1992") == "Ada Lund"


def test_what_was_obtained_speaks_and_not_who_got_it() -> None:
    text = "A legal opinion drafted for Lund in May, and obtained by AP, concluded it was late."
    assert source(text, "concluded", "obtained by AP,") == (
        "A legal opinion drafted for Lund in May"
    )


@pytest.mark.parametrize(
    ("text", "cue", "labelled", "speaks"),
    [
        ("Ada Lund was asked whether the mill was late.", "asked", "Ada Lund", None),
        ("Ada Lund has often been told the mill was late.", "told", "Ada Lund", None),
        ("Ada Lund was asked by a farmer if it was late.", "was asked", "Ada Lund", "a farmer"),
        ("Ada Lund asked whether the mill was late.", "asked", "Ada Lund", "Ada Lund"),
        ("Yet another said the mill was late.", "said", "another", "another"),
        ("The mill was late, Ada Lund — said.", "said", "Ada Lund —", "Ada Lund"),
    ],
)
def test_who_asks_and_who_is_asked(text: str, cue: str, labelled: str, speaks: str | None) -> None:
    assert source(text, cue, labelled) == speaks


def test_what_a_participle_inserts_does_not_speak() -> None:
    text = "The message, sent to Clerk Cheryl Venn and forwarded to Lund, called it “late”."
    assert source(text, "called", "to Clerk Cheryl Venn and forwarded to Lund,") == "The message"


@pytest.mark.parametrize(
    ("text", "cue", "labelled", "speaks"),
    [
        (
            "“It was late,” said Ola Venn, a miller, explaining why he left.",
            "said",
            "Ola Venn, a miller, explaining why he left",
            "Ola Venn, a miller",
        ),
        ("“Is it late?” a man can be heard asking.", "asking", "a man can be heard", "a man"),
    ],
)
def test_where_who_speaks_ends(text: str, cue: str, labelled: str, speaks: str) -> None:
    assert source(text, cue, labelled) == speaks


def test_whom_an_author_writes_for_is_no_part_of_the_author() -> None:
    text = "The hat is old, reports Odile Marchbank for The Conversation."
    labelled = "Odile Marchbank for The Conversation"
    assert source(text, "reports", labelled) == "Odile Marchbank"
    text = "The hat is old, said a reporter for The Conversation."
    reporter = "a reporter for The Conversation"
    assert source(text, "said", reporter) == reporter


@pytest.mark.parametrize(
    ("text", "cue", "labelled", "speaks"),
    [
        (
            "The thieves sent letters to the guests claiming the inn was shut.",
            "claiming",
            "the guests",
            "The thieves",
        ),
        (
            "The guests issued a notice after the long meal calling for the inn to close.",
            "calling for",
            "the long meal",
            "The guests",
        ),
        (
            "The Salt Board looking into pilots such as Tom Holt, Ada Lund and Ola Ek has stated"
            " that they were late.",
            "stated",
            "Ada Lund and Ola Ek",
            "The Salt Board",
        ),
        (
            "Once the clip went viral the council answered that it was old.",
            "answered",
            "viral the council",
            "the council",
        ),
        (
            "Speaking in the old hall, the hosts said it was late.",
            "said",
            "Speaking",
            "the hosts",
        ),
        (
            "The guests could only write through an online platform, the insider added.",
            "added",
            "the insider",
            "the insider",
        ),
    ],
)
def test_who_speaks_beside_what_is_told(text: str, cue: str, labelled: str, speaks: str) -> None:
    assert source(text, cue, labelled) == speaks
