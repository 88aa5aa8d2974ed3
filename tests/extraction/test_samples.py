"""The sample articles, as a careful reader took them apart (tests/samples_expected.jsonl)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.extraction import extract, read_text

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "articles" / "samples"
EXPECTED = {
    row["article"]: row
    for row in map(json.loads, (TESTS / "samples_expected.jsonl").open(encoding="utf-8"))
}


def text_of(name: str) -> str:
    return read_text((SAMPLES / name).read_bytes())


def characters(spans: list[list[int]] | tuple[tuple[int, int], ...]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def test_every_sample_was_taken_apart_by_hand():
    assert set(EXPECTED) == {path.name for path in SAMPLES.glob("*.txt")}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_offsets_fit_the_text_and_the_article_says_that_it_is_invented(name):
    text = text_of(name)
    assert EXPECTED[name]["chars"] == len(text)
    assert all(0 <= s < e <= len(text) for q in EXPECTED[name]["quotes"] for s, e in q["spans"])
    assert "people, places and outlets are invented" in text.rstrip().rpartition("\n")[2]


def test_nine_in_ten_quotes_are_found_with_their_speaker_and_whole_chain():
    right = wanted = 0
    for name, row in EXPECTED.items():
        quotes = extract(text_of(name)).quotes
        for expected in row["quotes"]:
            wanted += 1
            there = characters(expected["spans"])
            for quote in quotes:
                here = characters(quote.spans)
                if 2 * len(here & there) >= len(here | there):
                    right += (
                        bool(quote.speaker)
                        and quote.speaker.name.lower() == expected["speaker"]["name"].lower()
                        and [link.name for link in quote.citations] == expected["citations"]
                    )
                    break
    assert right >= 0.9 * wanted, f"{right} of {wanted}"
