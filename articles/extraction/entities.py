"""Entities as the encoder tags them: persons, organisations, places, nationalities and others; and
where it sees an outlet through which somebody is quoted.

The tags are of the worldwide corpus; `names` takes them beside its own rules, and `citations` takes
the outlets so.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from .encoder import (
    Encoder,
    Floats,
    Reading,
    encoder_of,
    means_of_tokens,
    softmax,
    tokens_of_pieces,
)

LABELS = ("Person", "Organization", "Location", "NORP", "Misc")  # in the network's order
TAGS = ("", *LABELS)
SURE = 0.7  # share of a tag from which it counts beside what the rules say

for extension in ("entity_shares", "relay_shares"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=None)


@Language.factory("on_record_entities")
def create_entities(nlp: Language, name: str):
    """Writes `doc.ents`, `doc._.entity_shares` [N, 6]: how likely each token has which of `TAGS`,
    and `doc._.relay_shares` [N]: how likely it names an outlet through which somebody is quoted
    there. Needs `doc._.reading`."""

    def component(doc: Doc) -> Doc:
        shares, begins = shares_of_tokens(doc)
        doc._.relay_shares = _relays_of_tokens(doc, encoder_of(nlp))
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


def _relays_of_tokens(doc: Doc, encoder: Encoder) -> Floats:
    """[N], of the mean log-odds of a token's pieces; 0 of a token without one."""
    shares = np.zeros(len(doc), dtype=np.float32)
    if len(doc._.reading.pieces):
        tokens, first = np.unique(tokens_of_pieces(doc), return_index=True)
        odds = means_of_tokens(encoder.relays(doc._.reading)[:, None], first)[:, 0]
        shares[tokens] = 1 / (1 + np.exp(-odds))
    return shares


def relay_share(doc: Doc, start: int, end: int) -> float:
    """How likely tokens start..end name an outlet through which somebody is quoted there; 0 where
    no encoder has read the doc."""
    shares: Floats | None = doc._.relay_shares
    words = [i for i in range(start, end) if doc[i].text[:1].isalnum()]
    return 0.0 if shares is None or not words else float(shares[words].mean())


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
