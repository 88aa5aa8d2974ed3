"""Entities as the encoder tags them: persons, organisations, places, nationalities and others.

The tags are of the worldwide corpus; `names` takes them beside its own rules.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from .encoder import Floats, Reading, means_of_tokens, softmax, tokens_of_pieces

LABELS = ("Person", "Organization", "Location", "NORP", "Misc")  # in the network's order
TAGS = ("", *LABELS)
# Shares of a tag: from SURE on it counts beside what the rules say.
NONE, DOUBTED, UNSURE, LIKELY, SURE = 0.1, 0.2, 0.3, 0.5, 0.7

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


def share_of(doc: Doc, token: int, tag: str) -> float:
    """How likely a token has one of `TAGS`; 0 where no encoder has read the doc."""
    shares: Floats | None = doc._.entity_shares
    return 0.0 if shares is None else float(shares[token, TAGS.index(tag)])


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
    of_pieces = softmax(tags)
    tokens, first = np.unique(tokens_of_pieces(doc), return_index=True)
    means = means_of_tokens(of_pieces, first)
    shares[tokens, 0] = means[:, 0]
    shares[tokens, 1:] = means[:, 1::2] + means[:, 2::2]
    begins[tokens] = of_pieces[first, 1::2].sum(-1) > of_pieces[first, 2::2].sum(-1)
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
