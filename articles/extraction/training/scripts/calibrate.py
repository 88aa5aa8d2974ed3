"""Fit how likely a quote is right from what is known of it, on articles held out of training.

Right is what PolNeAR's annotators have too: half of both contents shared, and the source touched.
PolNeAR knows no full names and no chains, so the invented articles of this project are judged too:
content, speaker's full name and chain must be those that people wrote down, and so they must in the
annotated worldwide articles (worldwide.py), without those held out.
A logistic regression (Platt, 1999) by Newton's method, lightly held towards zero; prints the table
of what it promises beside what is true, each article's figures by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction.attribution import Attribution
from articles.extraction.confidence import LABELLED, features
from articles.extraction.encoder import encoder_of
from articles.extraction.pipeline import TRAINED_STEPS, assemble
from articles.extraction.records import Span

from .judging import HALF, Marked
from .worldwide import MARKED, Row, read_marked

RIDGE = 1.0
FOLDS = 6
WORLDWIDE = 0.3  # how much a quote of these articles counts, for there are many
_TITLES = re.compile(r"^(?:the|mr|mrs|ms|dr) ")
Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Examples:
    """A row of features for each quote, whether it is right, the number of its article, and how
    much it counts."""

    rows: list[dict[str, float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(
        self, doc: Doc, attribution: Attribution, right: bool, article: int, counts: float = 1.0
    ) -> None:
        self.rows.append(features(doc, attribution))
        self.right.append(right)
        self.articles.append(article)
        self.counts.append(counts)


def examples(
    encoder_folder: Path, prepared: Path, samples: Path, expected: Path, annotated: Path
) -> Examples:
    """The quotes of the articles held out, of the invented ones that this project brings, and of
    the annotated worldwide ones."""
    nlp = assemble(TRAINED_STEPS)
    encoder_of(nlp).from_disk(encoder_folder)
    found = Examples()
    with (prepared / "attributions.jsonl").open(encoding="utf-8") as file:
        held_out = [row for row in map(json.loads, file) if row["held_out"]]
    for number, row in enumerate(held_out):
        gold = [Marked.of(a["content"], a["source"]) for a in row["attributions"]]
        doc = nlp(row["text"])
        for attribution in doc._.attributions:
            if attribution.source is None and attribution.carried:
                continue  # its annotators have most of these within the quote before
            if attribution.rule in LABELLED:
                continue  # and pass most of these over
            said_by = _source(doc, attribution)
            marked = Marked.of(attribution.content, [said_by] if said_by else [])
            right = any(_agrees(marked, other, row["text"]) for other in gold)
            found.add(doc, attribution, right, number)
    with expected.open(encoding="utf-8") as file:
        for number, row in enumerate(map(json.loads, file), len(held_out)):
            doc = nlp((samples / row["article"]).read_text(encoding="utf-8"))
            for attribution in doc._.attributions:
                if attribution.rule in LABELLED:
                    continue
                right = any(_same(attribution, other) for other in row["quotes"])
                found.add(doc, attribution, right, number)
    _add_marked(nlp, prepared, read_marked(annotated), found)
    return found


def _add_marked(nlp: Language, prepared: Path, marked: dict[str, Row], found: Examples) -> None:
    open_to_all = {n: row["quotes"] for n, row in marked.items() if not row["held_out"]}
    with (prepared / "entities.jsonl").open(encoding="utf-8") as file:
        articles = [row for row in map(json.loads, file) if row["name"] in open_to_all]
    for number, row in enumerate(articles, max(found.articles, default=0) + 1):
        doc = nlp(row["text"])
        quotes = [q for q in open_to_all[row["name"]] if not q.get("unsure")]
        unsure = [q for q in open_to_all[row["name"]] if q.get("unsure")]
        for attribution in doc._.attributions:
            if attribution.rule in LABELLED or any(_is_found(attribution, q) for q in unsure):
                continue
            right = any(_is_as_marked(attribution, other, row["text"]) for other in quotes)
            found.add(doc, attribution, right, number, WORLDWIDE)


def _is_found(attribution: Attribution, quote: Row) -> bool:
    return Marked.of(attribution.content, []).shared(Marked.of(quote["content"], [])) >= HALF


def _is_as_marked(attribution: Attribution, quote: Row, text: str) -> bool:
    """Whether content, speaker's full name and chain are those annotated."""
    if not _is_found(attribution, quote) or attribution.speaker is None:
        return False
    outlets = [_name(text[slice(*span)]) for span in quote["via"]]
    if [_name(link.name) for link in attribution.links] != outlets:
        return False
    own, other = _name(attribution.speaker.name), _name(text[slice(*quote["speaker"])])
    if own == other or quote["person"]:
        return own == other
    shared = set(own.split()) & set(other.split())
    return 2 * len(shared) >= HALF * (len(own.split()) + len(other.split()))


def _name(name: str) -> str:
    return _TITLES.sub("", " ".join(name.lower().split()))


def _same(attribution: Attribution, other: dict[str, Any]) -> bool:
    """Whether content, speaker's full name and chain are those of a quote read by people."""
    content = Marked.of(attribution.content, [])
    name = attribution.speaker.name if attribution.speaker else None
    return (
        content.shared(Marked.of(other["spans"], [])) >= HALF
        and name == (other["speaker"] and other["speaker"]["name"])
        and [link.name for link in attribution.links] == other["citations"]
    )


def _source(doc: Doc, attribution: Attribution) -> Span | None:
    """The characters of the source, of a quote carried over those of the one it continues."""
    while attribution.source is None and attribution.carried is not None:
        attribution = attribution.carried
    if attribution.source is None:
        return None
    source = doc[slice(*attribution.source)]
    return source.start_char, source.end_char


def _agrees(found: Marked, other: Marked, text: str) -> bool:
    """As the annotators have it, or from a source that ends with the same word elsewhere."""
    if found.agrees(other):
        return True
    said_by = _last_word(found, text)
    return found.shared(other) >= HALF and bool(said_by) and said_by == _last_word(other, text)


def _last_word(marked: Marked, text: str) -> str:
    words = "".join(text[i] if i in marked.source else " " for i in sorted(marked.source)).split()
    return words[-1] if words else ""


def fit(table: Matrix, right: Matrix, counts: Matrix) -> Matrix:
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (right - odds)) - RIDGE * weights
        bent = (table * (counts * odds * (1 - odds))[:, None]).T @ table
        curve = bent + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def reliability(promised: Matrix, right: Matrix) -> str:
    lines = []
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (promised >= low) & (promised < low + 0.1)
        if here.any():
            gap = promised[here].mean() - right[here].mean()
            error += abs(gap) * here.mean()
            lines.append(
                f"{low:.1f}-{low + 0.1:.1f}  {here.sum():5d} quotes  "
                f"promised {promised[here].mean():.3f}  right {right[here].mean():.3f}"
            )
    return "\n".join([*lines, f"expected calibration error {error:.3f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("network", type=Path, help="folder that export.py wrote")
    parser.add_argument("prepared", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("--samples", type=Path, required=True, help="folder of invented articles")
    parser.add_argument("--expected", type=Path, required=True, help="who says what in them")
    parser.add_argument("--marked", type=Path, default=MARKED, help="what is annotated")
    options = parser.parse_args()
    found = examples(
        options.network, options.prepared, options.samples, options.expected, options.marked
    )
    names = list(found.rows[0])
    table = np.array([[row[name] for name in names] for row in found.rows])
    right, counts = np.array(found.right, dtype=float), np.array(found.counts)
    fold = np.array(found.articles) % FOLDS
    promised = np.zeros(len(right))
    for part in set(fold.tolist()):
        others = fold != part
        weights = fit(table[others], right[others], counts[others])
        promised[~others] = 1 / (1 + np.exp(-table[~others] @ weights))
    print(reliability(promised, right))
    fitted = dict(zip(names, fit(table, right, counts).round(4).tolist(), strict=True))
    (options.network / "confidence.json").write_text(json.dumps(fitted, indent=1) + "\n")


if __name__ == "__main__":
    main()
