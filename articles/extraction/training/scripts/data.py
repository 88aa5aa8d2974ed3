"""From prepared documents to windows with labels, and from windows to batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from articles.extraction.quotation import find_quotations
from articles.extraction.word_pieces import FEATURES, Ints, Pieces, inputs, read_pieces, windows

from .network import ENTITIES, QUESTIONS

IGNORED = -100
Item = TypeVar("Item", bound=Sized)
Batch = dict[str, Tensor]


@dataclass
class Document:
    """A text in pieces with its labels, in pieces too. `attributions`: cue (first, last), roles of
    all pieces, whether it is speech; None where nobody looked for any. `unsure`: pieces of which
    nobody knows whether they are a cue. `sentences`: start, end and an answer for each question."""

    pieces: Pieces
    text: str
    attributions: list[tuple[tuple[int, int], Ints, bool]] | None = None
    unsure: list[tuple[int, int]] = field(default_factory=list)
    entities: Ints | None = None
    sentences: list[tuple[int, int, list[float]]] = field(default_factory=list)


@dataclass
class Example:
    """One window: arrays with [CLS] and [SEP] at their ends, so that piece i stands at i + 1."""

    arrays: dict[str, Ints]
    cues: list[tuple[tuple[int, int], Ints, bool]]
    sentences: list[tuple[int, int, list[float]]]

    def __len__(self) -> int:
        return len(self.arrays["ids"])


def load_tokenizer(source: str) -> Tokenizer:
    """The base model's tokenizer, from a folder or a name on the hub; it neither cuts nor pads."""
    path = Path(source) / "tokenizer.json"
    tokenizer = (
        Tokenizer.from_file(str(path)) if path.exists() else Tokenizer.from_pretrained(source)
    )
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_documents(path: Path, tokenizer: Tokenizer, held_out: bool = False) -> list[Document]:
    """The documents of one prepared file that are (not) held out."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [_document(r, tokenizer) for r in rows if r.get("held_out", False) == held_out]


def _document(row: dict[str, Any], tokenizer: Tokenizer) -> Document:
    text = row.get("text") or "\n".join(line["text"] for line in row["lines"])
    pieces = read_pieces(tokenizer, text, find_quotations(text))
    document = Document(pieces, text)
    if "attributions" in row:
        document.attributions = list(_attributions(row["attributions"], pieces))
    document.unsure = [pieces.covering(*span) for span in row.get("unsure", ())]
    if "entities" in row:
        document.entities = np.zeros(len(pieces), dtype=np.int64)
        for start, end, label in row["entities"]:
            low, high = pieces.covering(start, end)
            tag = 1 + 2 * ENTITIES.index(label)
            document.entities[low:high] = tag + 1
            document.entities[low : low + 1] = tag
    at = 0
    for line in row.get("lines", ()):
        low, high = pieces.covering(at, at + len(line["text"]))
        at += len(line["text"]) + 1
        answers = [np.nan if line[q] is None else float(line[q]) for q in QUESTIONS]
        if high > low:
            document.sentences.append((low, high, answers))
    return document


def _attributions(
    rows: list[dict[str, Any]], pieces: Pieces
) -> Iterator[tuple[tuple[int, int], Ints, bool]]:
    for row in rows:
        first = min(start for start, _ in row["cue"])
        low, high = pieces.covering(first, max(end for _, end in row["cue"]))
        if high > low:
            roles = np.zeros(len(pieces), dtype=np.int64)
            for role, name in ((1, "content"), (2, "source")):
                for start, end in row[name]:
                    roles[slice(*pieces.covering(start, end))] = role
            yield (low, high - 1), roles, row["speech"]


def examples(
    document: Document, sizes: Iterator[int] | None = None, context: int = 0
) -> list[Example]:
    """The windows of a document. Labels are of a window's own pieces: its context has none."""
    found = []
    for window in windows(document.pieces, document.text, sizes, context):
        low, start, high = window.context, window.start, window.end
        arrays = inputs(document.pieces, low, high)
        shift = 1 - low
        arrays["cue"] = np.full(high - low + 2, IGNORED)
        arrays["entity"] = np.full(high - low + 2, IGNORED)
        cues = []
        if document.entities is not None:
            arrays["entity"][start + shift : high + shift] = document.entities[start:high]
        if document.attributions is not None:
            arrays["cue"][start + shift : high + shift] = 0
            for a, b in document.unsure:
                arrays["cue"][max(a, start) + shift : max(min(b, high), start) + shift] = IGNORED
            for (first, last), roles, speech in document.attributions:
                if start <= first and last < high:
                    arrays["cue"][first + shift] = 1
                    arrays["cue"][first + shift + 1 : last + shift + 1] = 2
                    padded = np.concatenate(([0], roles[low:high], [0]))
                    cues.append(((first + shift, last + shift), padded, speech))
        sentences = [
            (max(s, low) + shift, e + shift, answers)
            for s, e, answers in document.sentences
            if start <= s and e <= high
        ]
        found.append(Example(arrays, cues, sentences))
    return found


def batches(
    documents: list[Document], size: int, lengths: tuple[int, int], seed: int
) -> Iterator[list[Example]]:
    """One pass in random order and with random windows; windows of like length go together."""
    chance = random.Random(seed)
    lengths_drawn = iter(lambda: chance.randint(*lengths), None)
    found = [example for d in documents for example in examples(d, lengths_drawn)]
    yield from grouped(found, size, chance)


def grouped(found: list[Item], size: int, chance: random.Random) -> list[list[Item]]:
    """In random order, `size` of like length together, so that little is padded."""
    chance.shuffle(found)
    groups: list[list[Item]] = []
    for start in range(0, len(found), 16 * size):
        pool = sorted(found[start : start + 16 * size], key=len)
        groups.extend(pool[i : i + size] for i in range(0, len(pool), size))
    chance.shuffle(groups)
    return groups


def collate(group: list[Example]) -> Batch:
    """Padded tensors [B, T]; cues [C, 2] with their rows [C], roles [C, T] and speech [C];
    sentences [S, 2] with their rows [S] and answers [S, 2]."""
    length = max(map(len, group))
    batch = {
        name: _padded([e.arrays[name] for e in group], length, 0) for name in ("ids", *FEATURES)
    }
    for name in ("cue", "entity"):
        batch[name] = _padded([e.arrays[name] for e in group], length, IGNORED)
    batch["mask"] = _padded([np.ones(len(e), dtype=np.int64) for e in group], length, 0)
    cues = [(row, *cue) for row, e in enumerate(group) for cue in e.cues]
    batch["rows"] = torch.tensor([row for row, *_ in cues], dtype=torch.long)
    batch["cues"] = torch.tensor([ends for _, ends, _, _ in cues], dtype=torch.long).reshape(-1, 2)
    batch["speech"] = torch.tensor([float(speech) for *_, speech in cues])
    if cues:
        batch["roles"] = _padded([roles for _, _, roles, _ in cues], length, IGNORED)
    found = [(row, *sentence) for row, e in enumerate(group) for sentence in e.sentences]
    batch["sentence_rows"] = torch.tensor([row for row, *_ in found], dtype=torch.long)
    batch["sentences"] = torch.tensor([(s, e) for _, s, e, _ in found], dtype=torch.long).reshape(
        -1, 2
    )
    batch["answers"] = torch.tensor([a for *_, a in found], dtype=torch.float).reshape(
        -1, len(QUESTIONS)
    )
    return batch


def _padded(arrays: list[Ints], length: int, value: int) -> Tensor:
    return torch.from_numpy(
        np.stack([np.pad(a, (0, length - len(a)), constant_values=value) for a in arrays])
    )
