"""Fit the head of contents and sources to the states that the exported encoder gives.

In training the head read the states of 32-bit weights that moved under it; here it reads what it
will be given in use, from weights of 8 bits that stand still. Nothing goes back through the
encoder, so each window is encoded once, and a pass takes minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.util import load_config
from torch import Tensor, nn
from torch.nn.functional import pad

from articles.extraction.encoder import Encoder, Floats, near
from articles.extraction.word_pieces import FEATURES, Ints

from .data import IGNORED, Document, Example, examples, grouped, read_documents
from .export import empty_network, export_attributions
from .network import AttributionHead, Shape
from .restore import restore
from .train import Config, attribution_losses, rates_of


@dataclass(frozen=True)
class Crop:
    """What is near some cues of one paragraph, T pieces, as the head reads it in use.

    `states` [T, D], `features` [T] each, `cues` [C, 2], `roles` [C, T], `speech` [C]."""

    states: Tensor
    features: dict[str, Tensor]
    cues: Tensor
    roles: Tensor
    speech: Tensor

    def __len__(self) -> int:
        return len(self.states)


def states_of(example: Example, encoder: Encoder) -> Floats:
    return encoder.encode({name: example.arrays[name] for name in ("ids", *FEATURES)})[0]


def crops(example: Example, states: Floats) -> Iterator[Crop]:
    if not example.cues:
        return
    ends, roles, speech = zip(*example.cues, strict=True)
    cues: Ints = np.array(ends)
    for which, low, high in near(example.arrays["opens"], cues):
        yield Crop(
            torch.from_numpy(states[low:high]).half(),
            {name: torch.from_numpy(example.arrays[name][low:high]) for name in FEATURES},
            torch.from_numpy(cues[which] - low),
            torch.from_numpy(np.stack([roles[i][low:high] for i in which])),
            torch.tensor([float(speech[i]) for i in which]),
        )


def encoded(documents: list[Document], encoder: Encoder, config: Config) -> list[Crop]:
    """The crops of all windows, drawn once."""
    chance = random.Random(config["training"]["seed"])
    shape = config["windows"]
    lengths = iter(lambda: chance.randint(shape["shortest"], shape["longest"]), None)
    windows = (example for document in documents for example in examples(document, lengths))
    return [crop for example in windows for crop in crops(example, states_of(example, encoder))]


def groups(
    attributions: list[Crop], others: list[tuple[float, list[Crop]]], training: Config
) -> list[list[Crop]]:
    """Passes over the attributions, with as many of the others as their shares say; what is of like
    length goes together."""
    all_passes: list[list[Crop]] = []
    for number in range(round(training["passes"])):
        chance = random.Random(training["seed"] * 1000 + number)
        drawn = list(attributions)
        for share, items in others:
            drawn += chance.sample(items, min(len(items), round(share * len(attributions))))
        all_passes += grouped(drawn, training["batch"], chance)
    return all_passes


def loss(head: AttributionHead, group: list[Crop], config: Config) -> Tensor:
    """The head's loss on some crops at once, as in training."""
    weights = config["losses"]
    length = max(map(len, group))

    def padded(arrays: list[Tensor], value: int = 0) -> list[Tensor]:
        return [pad(a, (0, length - a.shape[-1]), value=value) for a in arrays]

    states = torch.stack([pad(c.states.float(), (0, 0, 0, length - len(c))) for c in group])
    features = {n: torch.stack(padded([c.features[n] for c in group])) for n in FEATURES}
    rows = torch.cat([torch.full((len(c.cues),), row) for row, c in enumerate(group)])
    roles, steps, speech = head(states, features, torch.cat([c.cues for c in group]), rows)
    labels = torch.cat(padded([c.roles for c in group], IGNORED))
    own_speech = torch.cat([c.speech for c in group])
    found = attribution_losses(roles, steps, speech, labels, own_speech, weights["source_weight"])
    return torch.stack([weights[name] * part for name, part in found.items()]).sum()


def fit(head: AttributionHead, steps: list[list[Crop]], config: Config) -> None:
    """A short warm-up, then a linear way down."""
    training = config["training"]
    adam = torch.optim.AdamW(
        head.parameters(), lr=training["head_rate"], weight_decay=training["weight_decay"]
    )
    rates = rates_of(adam, training, len(steps))
    head.train()
    started, losses = time.monotonic(), []
    for step, group in enumerate(steps, 1):
        of_group = loss(head, group, config)
        of_group.backward()
        nn.utils.clip_grad_norm_(head.parameters(), training["gradient_norm"])
        adam.step()
        adam.zero_grad()
        rates.step()
        losses.append(of_group.item())
        if step % 100 == 0 or step == len(steps):
            seconds = time.monotonic() - started
            print(f"{step:5d} of {len(steps)}  {np.mean(losses):.4f}  {seconds:.0f} s", flush=True)
            losses.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", type=Path)
    parser.add_argument("corpus", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("exported", type=Path, help="folder that export.py wrote")
    parser.add_argument("--base", required=True, help="base model: a folder, or a name on the hub")
    parser.add_argument("--silver", default="silver.jsonl", metavar="NAME")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    config = load_config(options.config, interpolate=True)
    config["training"] |= config["head"]
    torch.manual_seed(config["training"]["seed"])
    network = empty_network(options.base, Shape(**config["network"]))
    restore(network, options.exported)
    encoder = Encoder(options.threads, options.exported)
    files = ("attributions.jsonl", options.silver, "invented.jsonl")
    attributions, silver, invented = (
        encoded(read_documents(options.corpus / name, encoder.tokenizer), encoder, config)
        for name in files
    )
    training = config["training"]
    others = [(training["silver_share"], silver), (training["invented_share"], invented)]
    fit(network.attribution, groups(attributions, others, training), config)
    encoder.to_disk(options.out)
    export_attributions(network.eval(), options.out)


if __name__ == "__main__":
    main()
