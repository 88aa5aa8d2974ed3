"""How the whole pipeline does on the articles held out of training: speech, end to end.

A quick figure to steer training by; docs/scores.md has those that count. Precision asks of every
quote that is shown whether the annotators have it; recall of each attribution of theirs that is
speech whether it is found.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy

import articles.extraction.attributions  # noqa: F401  registers the trained steps
from articles.extraction.pipeline import extract

from .judging import Marked, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", type=Path, help="folder that assemble.py wrote")
    parser.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    with (options.prepared / "attributions.jsonl").open(encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["held_out"]]
    shown = shown_right = spoken = spoken_found = 0
    for row in rows:
        gold = [Marked.of(a["content"], a["source"], a["speech"]) for a in row["attributions"]]
        found = [
            Marked.of(quote.spans, [quote.speaker.span] if quote.speaker.span else [])
            for quote in extract(row["text"], nlp).quotes
            if quote.speaker
        ]
        good, met = right(found, gold)
        shown, shown_right = shown + len(found), shown_right + len(good)
        spoken += sum(g.speech for g in gold)
        spoken_found += sum(gold[j].speech for j in met)
    precision, recall = shown_right / max(1, shown), spoken_found / max(1, spoken)
    middle = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{len(rows)} articles  precision {precision:.3f}  recall {recall:.3f}  F1 {middle:.3f}")


if __name__ == "__main__":
    main()
