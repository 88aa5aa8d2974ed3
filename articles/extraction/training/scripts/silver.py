"""What the rules find in the worldwide articles, as lessons for the network.

PolNeAR is American politics only. The rules are seldom wrong on news from elsewhere, though they
miss much, so that the network learns from what they find there, is told that the rest is no
quote, and is told nothing of the cues that they saw and made nothing of.

silver.jsonl  {"name", "text", "entities", "attributions": [{"cue", "content", "source", "speech"}],
               "unsure": [[start, end]]}
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from articles.extraction import pipeline
from articles.extraction.attribution import Attribution
from articles.extraction.records import Span

from .prepare import write

# Patterns of the rules that are right in about nine of ten cases on articles read by people.
_TRUSTED = frozenset(
    {"quotation", "as saying", "colon", "according", "that", "clause", "inverted", "postposed"}
)
_THAT = re.compile(r"\b(?:that|whether)\s+$", re.IGNORECASE)


def silver(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each document with what the rules say of it, in PolNeAR's terms."""
    nlp = pipeline.assemble(pipeline.STEPS)
    for document in documents:
        doc = nlp.make_doc(document["text"])
        doc._.has_headline = True
        for _, step in nlp.pipeline:
            doc = step(doc)
        found = [a for a in doc._.attributions if a.cue and a.rule in _TRUSTED]
        known = {id(a.cue) for a in found}
        doubtful = [cue for cue in doc._.cues if id(cue) not in known]
        others = [a for a in doc._.attributions if a.cue and a.rule not in _TRUSTED]
        yield {
            **document,
            "attributions": [_lesson(doc, a) for a in found],
            "unsure": [_characters(doc, (cue.start, cue.end)) for cue in doubtful]
            + [span for a in others for span in a.content],
        }


def _lesson(doc: Doc, attribution: Attribution) -> dict[str, Any]:
    assert attribution.cue
    cue = attribution.cue
    return {
        "cue": [_characters(doc, (cue.start, cue.end))],
        "content": [_as_annotated(doc, span) for span in attribution.content],
        "source": [_characters(doc, attribution.source)] if attribution.source else [],
        "speech": True,
    }


def _as_annotated(doc: Doc, span: Span) -> Span:
    """With its quotation marks and "that", as PolNeAR's annotators leave them on."""
    start, end = span
    for quotation in doc._.quotations.within(start, end):
        if quotation.start <= start and end <= quotation.end:
            return quotation.outer_start, quotation.outer_end
        if quotation.end == end:
            end = quotation.outer_end
    if that := _THAT.search(doc.text, max(0, start - 12), start):
        start = that.start()
    return start, end


def _characters(doc: Doc, tokens: tuple[int, int]) -> Span:
    span = doc[tokens[0] : tokens[1]]
    return span.start_char, span.end_char


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    options = parser.parse_args()
    with (options.prepared / "entities.jsonl").open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    write(options.prepared / "silver.jsonl", silver(documents))


if __name__ == "__main__":
    main()
