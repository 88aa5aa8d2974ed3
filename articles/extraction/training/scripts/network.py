"""The network that is trained: a small encoder and the heads that read its states.

Labelling content and source for one cue at a time makes linking them needless; one encoding of the
window serves all its cues. Shapes: B windows, T pieces, C cues, D the encoder's width.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedModel

from articles.extraction.entities import LABELS as ENTITIES
from articles.extraction.word_pieces import FEATURES, SIZES

CUE_TAGS = 3  # outside, begin, inside
ROLES = 3  # neither, content, source
ENTITY_TAGS = 1 + 2 * len(ENTITIES)
QUESTIONS = ("claimbuster",)  # what sentences are asked for
_NO_WORDS = {
    "[CLS]": "<s>",
    "[SEP]": "</s>",
    "[PAD]": "<pad>",
    "[UNK]": "<unk>",
    "[MASK]": "<mask>",
}
_NEAR, _BUCKETS = 8, 17  # distances up to 8 have a bucket each, then each doubling has one


@dataclass(frozen=True)
class Shape:
    """What of the network the exported files must agree on."""

    width: int
    dropout: float


class Encoder(nn.Module):
    """A BERT whose word embeddings are told of case, quotation marks and paragraphs.

    The added embeddings start at zero, so that training starts from the base model as it is.
    `numbers`: the base model's number for each number of the tokenizer, where they differ.
    """

    def __init__(self, bert: PreTrainedModel, numbers: Tensor | None = None):
        super().__init__()
        self.bert = bert
        self.register_buffer("numbers", numbers, persistent=False)
        self.features = nn.ModuleDict(
            {name: nn.Embedding(SIZES[name], bert.config.hidden_size) for name in FEATURES}
        )
        for embedding in self.features.values():
            nn.init.zeros_(embedding.weight)

    def forward(self, ids: Tensor, features: dict[str, Tensor], mask: Tensor) -> Tensor:
        """ids, features and mask [B, T] -> states [B, T, D]."""
        if self.numbers is not None:
            ids = self.numbers[ids]
        embedded = self.bert.embeddings.word_embeddings(ids)
        for name in FEATURES:
            embedded = embedded + self.features[name](features[name])
        return self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state


class AttributionHead(nn.Module):
    """For every cue, which pieces of its window are content, which source.

    A piece's state is gated and shifted by the cue's, told how far off the cue is and on which
    side, and smoothed by two convolutions over its neighbours. What each piece is likely to be and
    how likely one role follows another there are decided together, as a chain (a conditional
    random field: Lafferty, McCallum and Pereira, ICML 2001), for that is where edges are.
    """

    def __init__(self, size: int, width: int, dropout: float):
        super().__init__()
        self.piece = nn.Linear(size, width)
        self.gate = nn.Linear(2 * size, width)
        self.shift = nn.Linear(2 * size, width)
        self.distance = nn.Embedding(2 * _BUCKETS + 1, width)
        self.features = nn.ModuleDict({n: nn.Embedding(SIZES[n], width) for n in FEATURES})
        self.norm = nn.LayerNorm(width)
        self.near = nn.Conv1d(width, width, 3, padding=1)
        self.far = nn.Conv1d(width, width, 5, padding=2)
        self.out = nn.Linear(width, ROLES)
        self.steps = nn.Linear(width, ROLES * ROLES)
        nn.init.zeros_(self.steps.weight)  # from a head without steps one goes on as it was
        nn.init.zeros_(self.steps.bias)
        self.speech = nn.Linear(2 * size, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, states: Tensor, features: dict[str, Tensor], cues: Tensor, rows: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """states [B, T, D], features [B, T], cues [C, 2] (first and last piece), rows [C] (the
        window of each cue) -> roles [C, T, 3], steps [C, T, 3, 3] (from the role before to the
        piece's own) and speech [C], all before soft-max and sigmoid."""
        ends = torch.cat([states[rows, cues[:, 0]], states[rows, cues[:, 1]]], dim=-1)
        told = self.piece(states)
        for name in FEATURES:
            told = told + self.features[name](features[name])
        x = told[rows] * (2 * torch.sigmoid(self.gate(ends)))[:, None]
        x = x + self.shift(ends)[:, None] + self.distance(buckets(cues, states.shape[1]))
        x = self.dropout(nn.functional.gelu(self.norm(x))).transpose(1, 2)
        x = x + nn.functional.gelu(self.near(x))
        x = x + nn.functional.gelu(self.far(x))
        x = x.transpose(1, 2)
        steps = self.steps(x).unflatten(-1, (ROLES, ROLES))
        return self.out(x), steps, self.speech(ends)[:, 0]


def path_loss(roles: Tensor, steps: Tensor, labels: Tensor) -> Tensor:
    """How unlikely the labelled paths are, for each cue: roles [C, T, 3], steps [C, T, 3, 3] and
    labels [C, T], negative behind the end of a window -> [C]."""
    known, labels = labels >= 0, labels.clamp(min=0)
    own = roles.gather(2, labels[..., None])[..., 0]
    taken = (labels[:, :-1] * ROLES + labels[:, 1:])[..., None]
    stepped = steps[:, 1:].flatten(2).gather(2, taken)[..., 0]
    labelled = (own * known).sum(1) + (stepped * known[:, 1:]).sum(1)
    all_paths = roles[:, 0]
    for i in range(1, roles.shape[1]):
        longer = (all_paths[:, :, None] + steps[:, i]).logsumexp(1) + roles[:, i]
        all_paths = torch.where(known[:, i, None], longer, all_paths)
    return all_paths.logsumexp(1) - labelled


def buckets(cues: Tensor, length: int) -> Tensor:
    """How far each piece is from each cue: [C, 2] -> [C, length], 0 left, the middle on the cue."""
    at = torch.arange(length, device=cues.device)[None]
    left, right = (cues[:, :1] - at).clamp(min=0), (at - cues[:, 1:]).clamp(min=0)
    return _BUCKETS + _bucket(right) - _bucket(left)


def _bucket(distance: Tensor) -> Tensor:
    far = (distance.clamp(min=_NEAR).float() / _NEAR).log2() * 1.5 + _NEAR
    return torch.where(distance <= _NEAR, distance, far.long() + 1).clamp(max=_BUCKETS)


class Network(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, bert: PreTrainedModel, shape: Shape, numbers: Tensor | None = None):
        super().__init__()
        size = bert.config.hidden_size
        self.shape = shape
        self.encoder = Encoder(bert, numbers)
        self.dropout = nn.Dropout(shape.dropout)
        self.cue = nn.Linear(size, CUE_TAGS)
        self.attribution = AttributionHead(size, shape.width, shape.dropout)
        self.entity = nn.Linear(size, ENTITY_TAGS)
        self.sentence = nn.Linear(size, len(QUESTIONS))

    def states(self, batch: dict[str, Tensor]) -> Tensor:
        """The states of a batch as `data.collate` makes it, with dropout when training."""
        features = {name: batch[name] for name in FEATURES}
        return self.dropout(self.encoder(batch["ids"], features, batch["mask"]))


def base_model(source: str) -> PreTrainedModel:
    """The base model from a folder or a name on the hub; its dropout off: it costs half the speed
    here, and windows of random lengths keep so short a training from learning by heart."""
    config = AutoConfig.from_pretrained(source)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    return AutoModel.from_pretrained(source, config=config, add_pooling_layer=False)


def numbers_for(tokenizer: Tokenizer, base: Tokenizer) -> Tensor | None:
    """The number that the base model has for each piece of the tokenizer; None where all are equal.

    MPNet has BERT's pieces under other numbers, and its own names for those that are no words.
    """
    found = []
    for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):
        names = (_NO_WORDS.get(piece, piece), piece, "<unk>")
        found.append(next(n for n in map(base.token_to_id, names) if n is not None))
    return None if found == list(range(len(found))) else torch.tensor(found)
