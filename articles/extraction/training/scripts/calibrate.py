"""Fit how likely a quote is right from what is known of it, on articles held out of training.

Right is what PolNeAR's annotators have too: half of both contents shared, and the source touched.
A logistic regression (Platt, 1999) by Newton's method, lightly held towards zero; prints the table
of what it promises beside what is true, each article's figures by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from articles.extraction.confidence import features
from articles.extraction.encoder import encoder_of
from articles.extraction.pipeline import TRAINED_STEPS, assemble

from .judging import Marked

RIDGE = 1.0
FOLDS = 6
Matrix = np.ndarray[Any, np.dtype[np.float64]]


def examples(encoder_folder: Path, prepared: Path) -> tuple[list[str], Matrix, Matrix, list[int]]:
    """Names of features, a row of them for each quote, whether it is right, and its article."""
    nlp = assemble(TRAINED_STEPS)
    encoder_of(nlp).from_disk(encoder_folder)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    articles: list[int] = []
    with (prepared / "attributions.jsonl").open(encoding="utf-8") as file:
        held_out = [row for row in map(json.loads, file) if row["held_out"]]
    for number, row in enumerate(held_out):
        gold = [Marked.of(a["content"], a["source"]) for a in row["attributions"]]
        doc = nlp(row["text"])
        for attribution in doc._.attributions:
            source = attribution.source and doc[slice(*attribution.source)]
            said_by = [(source.start_char, source.end_char)] if source else []
            found = Marked.of(attribution.content, said_by)
            rows.append(features(doc, attribution))
            right.append(any(found.agrees(other) for other in gold))
            articles.append(number)
    names = list(rows[0])
    table = np.array([[r[name] for name in names] for r in rows])
    return names, table, np.array(right, dtype=float), articles


def fit(table: Matrix, right: Matrix) -> Matrix:
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - odds) - RIDGE * weights
        curve = (table * (odds * (1 - odds))[:, None]).T @ table + RIDGE * np.eye(len(weights))
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
    options = parser.parse_args()
    names, table, right, articles = examples(options.network, options.prepared)
    fold = np.array(articles) % FOLDS
    promised = np.zeros(len(right))
    for part in set(fold.tolist()):
        weights = fit(table[fold != part], right[fold != part])
        promised[fold == part] = 1 / (1 + np.exp(-table[fold == part] @ weights))
    print(reliability(promised, right))
    fitted = dict(zip(names, fit(table, right).round(4).tolist(), strict=True))
    (options.network / "confidence.json").write_text(json.dumps(fitted, indent=1) + "\n")


if __name__ == "__main__":
    main()
