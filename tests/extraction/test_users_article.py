"""The user's own article, row by row: kinds, speakers, cues and chains."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.extraction import extract, read_text

SEED = Path(__file__).parents[2] / "seeds" / "000_52e421a976a96ab7.txt"
REUTERS = ["Reuters", "Chinese state media"]

# begins, ends, kind, speaker, cue, chain
TABLE = [
    ("to work with his counterpart", "their countries", "mixed", "Xi Jinping", "pledged", REUTERS),
    ("China would “always", "of Russia", "mixed", "Xi Jinping", "saying", REUTERS),
    ("The China-Russia relationship today", "nurture it", "direct", "Xi Jinping", "told", []),
    ("China is willing to…jointly", "justice in the world", "direct", "Xi Jinping", None, []),
    ("their cooperation was", "a stabilising factor", "indirect", "Vladimir Putin", "told", []),
    (
        "It is of crucial significance",
        "against anyone",
        "direct",
        "Vladimir Putin",
        "cited … as saying",
        ["RIA Novosti"],
    ),
    ("Xi for helping", "mutual trust", "mixed", "Vladimir Putin", "praised", ["Xinhua"]),
    ("It was the unprecedentedly", "as president", "direct", "Vladimir Putin", "said", ["Xinhua"]),
    ("We will try to establish", "sectors", "direct", "Vladimir Putin", None, ["Xinhua"]),
    ("those talks would range", "energy and trade", "indirect", "Yuri Ushakov", "said", []),
]


@pytest.fixture(scope="module")
def text():
    return read_text(SEED.read_bytes())


@pytest.fixture(scope="module")
def extraction(text):
    return extract(text)


@pytest.mark.parametrize("row", range(len(TABLE)))
def test_each_row_of_the_table(extraction, row):
    begins, ends, kind, speaker, cue, chain = TABLE[row]
    quote = next(quote for quote in extraction.quotes if quote.text.startswith(begins))
    assert quote.text.rstrip(".,").endswith(ends)
    assert quote.kind == kind
    assert quote.speaker.name == speaker
    assert (quote.cue.text if quote.cue else None) == cue
    assert [link.name for link in quote.citations] == chain


def test_nothing_else_is_a_quote(extraction):
    assert len(extraction.quotes) == len(TABLE)


def test_a_carried_over_speaker_has_no_mention_beside_the_quote(extraction):
    carried = [quote for quote in extraction.quotes if quote.cue is None]
    assert [quote.speaker.span for quote in carried] == [None, None]


def test_the_adviser_has_his_role(extraction):
    assert extraction.quotes[-1].speaker.role == "Kremlin foreign policy adviser"


def test_a_cue_in_two_parts_has_two_spans(text, extraction):
    cue = next(quote.cue for quote in extraction.quotes if quote.text.startswith("It is of"))
    assert [text[start:end] for start, end in cue.spans] == ["cited", "as saying"]


def test_a_citation_shows_the_words_that_named_the_outlet(text, extraction):
    link = next(q.citations[0] for q in extraction.quotes if q.text.startswith("It is of"))
    assert link.text == "Russia’s RIA Novosti news agency"
    assert text[slice(*link.span)] == link.text
    assert link.kind in ("agency", "state media")


def test_at_least_five_claims_among_them_the_declaration_and_the_term(extraction):
    claims = [claim.text for claim in extraction.claims]
    assert len(claims) >= 5
    assert any("partnership in February 2022" in claim for claim in claims)
    assert any("six-year term" in claim for claim in claims)


def test_no_opinion_or_promise_is_a_claim(extraction):
    for claim in extraction.claims:
        for words in ("good partner", "We will try", "crucial significance", "willing to"):
            assert words not in claim.text
