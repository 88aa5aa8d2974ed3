"""A larger network as a teacher: what it holds of a batch, for a smaller one to learn from.

A teacher's shares say more than labels do: how near a choice was, and what annotators passed over
(Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network, 2015).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from .data import Batch
from .network import Network


@dataclass(frozen=True)
class Judgement:
    """All as shares. `cue` [B, T, 3]; for the cues of the batch and those that only the teacher
    sees, `cues` [C, 2] in windows `rows` [C]: `roles` [C, T, 3] and `speech` [C]."""

    cue: Tensor
    cues: Tensor
    rows: Tensor
    roles: Tensor
    speech: Tensor


@torch.no_grad()
def judge(teacher: Network, batch: Batch) -> Judgement:
    states = teacher.states(batch)
    cue = teacher.cue(states).float().softmax(-1)
    more, their_rows = unmarked(cue.argmax(-1), batch)
    cues, rows = torch.cat([batch["cues"], more]), torch.cat([batch["rows"], their_rows])
    if not len(cues):
        none = cue.new_zeros(0)
        return Judgement(cue, cues, rows, none, none)
    roles, _, speech = teacher.attribution(states, batch, cues, rows)
    return Judgement(cue, cues, rows, roles.float().softmax(-1), speech.float().sigmoid())


def unmarked(tags: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """tags [B, T] (outside, begin, inside) -> cues [C, 2] and rows [C] of those that begin where no
    cue of the batch stands."""
    taken = torch.zeros_like(tags, dtype=torch.bool)
    for row, (first, last) in zip(batch["rows"].tolist(), batch["cues"].tolist(), strict=True):
        taken[row, first : last + 1] = True
    cues, rows = [], []
    for row, first in ((tags == 1) & ~taken & (batch["mask"] == 1)).nonzero().tolist():
        last = first
        while last + 1 < tags.shape[1] and tags[row, last + 1] == 2:
            last += 1
        cues.append((first, last))
        rows.append(row)
    return torch.tensor(cues, dtype=torch.long).reshape(-1, 2), torch.tensor(rows, dtype=torch.long)
