"""Entities as the encoder tags them: persons, organisations, places, nationalities and others.

The tags are of the worldwide corpus; `names` takes them beside its own rules.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from .encoder import Floats, Reading

LABELS = ("Person", "Organization", "Location", "NORP", "Misc")  # in the network's order
TAGS = ("", *LABELS)
SURE = 0.7  # share of a tag from which it counts beside what the rules say

if not Doc.has_extension("entity_shares"):
    Doc.set_extension("entity_shares", default=None)


@Language.factory("on_record_entities")
def create_entities(nlp: Language, name: str):
    """Writes `doc.ents`, and `doc._.entity_shares` [N, 6]: how likely each token has which of
    `TAGS`. Needs `doc._.reading`."""

    def component(doc: Doc) -> Doc:
        shares, begins = shares_of_tokens(doc)
        doc._.entity_shares = shares
        doc.ents = _spans(doc, shares.argmax(-1), begins)
        return doc

    return component


def shares_of_tokens(doc: Doc) -> tuple[Floats, Floats]:
    """[N, 6], the mean of a token's pieces, and [N]: whether an entity begins there rather than
    goes on. A token without a piece (white space) is of none."""
    shares = np.zeros((len(doc), len(TAGS)), dtype=np.float32)
    shares[:, 0] = 1
    begins = np.zeros(len(doc), dtype=bool)
    reading: Reading = doc._.reading
    if not len(reading.pieces):
        return shares, begins
    tags = np.concatenate([w.entity[w.place(w.window.start) : -1] for w in reading.windows])
    odds = np.exp(tags - tags.max(-1, keepdims=True))
    odds /= odds.sum(-1, keepdims=True)
    starts = np.array([token.idx for token in doc], dtype=np.int64)
    of_piece = np.searchsorted(starts, reading.pieces.starts, side="right") - 1
    tokens, first = np.unique(of_piece, return_index=True)
    counts = np.diff(np.append(first, len(of_piece)))[:, None]
    means = np.add.reduceat(odds, first, axis=0) / counts
    shares[tokens, 0] = means[:, 0]
    shares[tokens, 1:] = means[:, 1::2] + means[:, 2::2]
    begins[tokens] = odds[first, 1::2].sum(-1) > odds[first, 2::2].sum(-1)
    return shares, begins


def _spans(doc: Doc, labels: np.ndarray, begins: np.ndarray) -> list[Span]:
    found: list[Span] = []
    start = 0
    for i in range(1, len(doc) + 1):
        if i < len(doc) and labels[i] == labels[start] and not (labels[i] and begins[i]):
            continue
        if labels[start]:
            found.append(Span(doc, start, i, label=TAGS[labels[start]]))
        start = i
    return found
