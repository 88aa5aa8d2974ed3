"""Forms of news English: lines of a sentence or two, and what is to be read in them.

forms/speakers.tsv   the full name of who speaks, for each quote
forms/chains.tsv     the outlets of each quote, nearest to the reader first; - for none
forms/contents.tsv   the words that are quoted, piece by piece

All is invented but for outlets that the lexicon lists. A line more is a test more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.extraction import extract
from articles.extraction.records import Quote

FORMS = Path(__file__).parent / "forms"


def lines(name: str) -> list[tuple[str, str]]:
    rows = (FORMS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.partition("\t") for row in rows)
    return [(text.replace("\\n", "\n"), expected) for text, _, expected in pairs]


def quotes(text: str) -> list[Quote]:
    return extract(f"Headline of the day\n\n{text}\n").quotes


@pytest.mark.parametrize(("text", "expected"), lines("speakers"))
def test_who_speaks(text: str, expected: str) -> None:
    names = [quote.speaker.name if quote.speaker else "-" for quote in quotes(text)]
    assert "; ".join(names) == expected


@pytest.mark.parametrize(("text", "expected"), lines("chains"))
def test_through_which_outlets(text: str, expected: str) -> None:
    chains = [" < ".join(link.name for link in quote.citations) for quote in quotes(text)]
    assert "; ".join(chain or "-" for chain in chains) == expected


@pytest.mark.parametrize(("text", "expected"), lines("contents"))
def test_in_which_words(text: str, expected: str) -> None:
    article = f"Headline of the day\n\n{text}\n"
    spans = [article[a:b] for quote in extract(article).quotes for a, b in quote.spans]
    assert " | ".join(spans) == expected
