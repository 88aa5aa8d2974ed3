"""Fine-tune the encoder with all heads at once, saving as it goes.

A run that was broken off goes on from its last checkpoint: the batches are drawn from the seed, and
those already seen are passed over.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from spacy.util import load_config
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from .data import (
    IGNORED,
    Batch,
    Document,
    Example,
    batches,
    collate,
    load_tokenizer,
    read_documents,
)
from .network import Network, Shape, base_model, numbers_for, path_loss
from .teacher import Judgement, judge

Config = dict[str, Any]
CHECKPOINT = "checkpoint.pt"
_CLEARLY = 0.8  # of the time


@dataclass
class Corpora:
    attributions: list[Document]
    silver: list[Document]
    invented: list[Document]
    sentences: list[Document]


def read_corpora(folder: Path, tokenizer: Tokenizer, silver: str) -> Corpora:
    files = ("attributions.jsonl", silver, "invented.jsonl", "sentences.jsonl")
    return Corpora(*(read_documents(folder / name, tokenizer) for name in files))


def schedule(corpora: Corpora, config: Config) -> Iterator[list[Example]]:
    """What each step of a run learns from: passes over the attributions, the other corpora mixed in
    between."""
    training, shape = config["training"], config["windows"]
    lengths = (shape["shortest"], shape["longest"])

    def endless(documents: list[Document], seed: int) -> Iterator[Any]:
        while documents:
            yield from batches(documents, training["batch"], lengths, seed)
            seed += 1

    seed = training["seed"] * 1000
    others = [
        (training["silver_share"], endless(corpora.silver, seed + 300)),
        (training["invented_share"], endless(corpora.invented, seed + 900)),
        (training["sentence_share"], endless(corpora.sentences, seed + 600)),
    ]
    owed = [0.0] * len(others)
    left = training["passes"]
    while left > 0:
        groups = list(batches(corpora.attributions, training["batch"], lengths, seed))
        for group in groups[: round(len(groups) * min(left, 1))]:
            yield group
            for i, (share, other) in enumerate(others):
                owed[i] += share
                while owed[i] >= 1 and (extra := next(other, None)):
                    owed[i] -= 1
                    yield extra
        left -= 1
        seed += 1


def losses(
    network: Network, batch: Batch, config: Config, judgement: Judgement | None = None
) -> dict[str, Tensor]:
    """The weighted loss of every head that the batch has labels for, or a judgement of."""
    weights = config["losses"]
    states = network.states(batch)
    found = {}
    if (batch["cue"] != IGNORED).any():
        logits = network.cue(states).float()
        found["cue"] = cross_entropy(logits.flatten(0, 1), batch["cue"].flatten())
    if (batch["entity"] != IGNORED).any():
        logits = network.entity(states).float()
        found["entity"] = cross_entropy(logits.flatten(0, 1), batch["entity"].flatten())
    if judgement:
        found |= disagreement(network, states, batch, judgement)
    if len(batch["cues"]):
        roles, steps, speech = network.attribution(states, batch, batch["cues"], batch["rows"])
        found |= attribution_losses(
            roles, steps, speech, batch["roles"], batch["speech"], weights["source_weight"]
        )
    if len(batch["sentences"]):
        pooled = mean_pooled(states, batch["sentences"], batch["sentence_rows"])
        logits, known = network.sentence(pooled).float(), ~batch["answers"].isnan()
        found["sentence"] = binary_cross_entropy_with_logits(
            logits[known],
            batch["answers"][known],
            pos_weight=torch.tensor(weights["checkworthy_weight"]),
        )
    return {name: weights[name] * loss for name, loss in found.items()}


def attribution_losses(
    roles: Tensor,
    steps: Tensor,
    speech: Tensor,
    own_roles: Tensor,
    own_speech: Tensor,
    source_weight: float,
) -> dict[str, Tensor]:
    """What the attribution head gave for some cues against their labels."""
    return {
        "path": path_loss(roles.float(), steps.float(), own_roles).mean(),
        "attribution": cross_entropy(
            roles.float().flatten(0, 1),
            own_roles.flatten(),
            weight=torch.tensor([1.0, 1.0, source_weight]),
        ),
        "speech": binary_cross_entropy_with_logits(speech.float(), own_speech),
    }


def disagreement(
    network: Network, states: Tensor, batch: Batch, judgement: Judgement
) -> dict[str, Tensor]:
    """How far the network is from a teacher's judgement: cross entropies with its shares."""
    known = batch["mask"] == 1
    cue = network.cue(states).float()
    found = {"taught_cue": cross_entropy(cue[known], judgement.cue[known])}
    if len(judgement.cues):
        roles, _, speech = network.attribution(states, batch, judgement.cues, judgement.rows)
        near = known[judgement.rows]
        found["taught_attribution"] = cross_entropy(roles.float()[near], judgement.roles[near])
        found["taught_speech"] = binary_cross_entropy_with_logits(speech.float(), judgement.speech)
    return found


def mean_pooled(states: Tensor, sentences: Tensor, rows: Tensor) -> Tensor:
    """states [B, T, D], sentences [S, 2] as start and end, rows [S] -> [S, D]."""
    sums = nn.functional.pad(states.float().cumsum(1), (0, 0, 1, 0))
    start, end = sentences[:, 0], sentences[:, 1]
    return (sums[rows, end] - sums[rows, start]) / (end - start)[:, None]


def optimiser(network: Network, training: Config, steps: int) -> tuple[Any, Any]:
    """AdamW with its own rate for encoder and heads, and how these rates change."""
    known = set(map(id, network.encoder.bert.parameters()))
    network.encoder.bert.embeddings.word_embeddings.requires_grad_(False)  # half of all weights
    encoder = [p for p in network.encoder.bert.parameters() if p.requires_grad]
    heads = [p for p in network.parameters() if id(p) not in known]
    groups = [
        {"params": encoder, "lr": training["encoder_rate"]},
        {"params": heads, "lr": training["head_rate"]},
    ]
    adam = torch.optim.AdamW(groups, weight_decay=training["weight_decay"], fused=True)
    return adam, rates_of(adam, training, steps)


def rates_of(adam: torch.optim.Optimizer, training: Config, steps: int) -> Any:
    """A short warm-up, then a linear way down."""
    warm = max(1, round(training["warm_up"] * steps))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return torch.optim.lr_scheduler.LambdaLR(adam, rate)


def hide(batch: Batch, share: float, mask: int) -> None:
    """Put the mask's number in place of a share of the pieces, so that the words around them are
    learnt from too. The windows' ends and what pads them stay."""
    ids = batch["ids"]
    inner = torch.ones_like(ids, dtype=torch.bool)
    inner[:, 0] = False
    inner[torch.arange(len(ids)), batch["mask"].sum(1) - 1] = False
    ids[(torch.rand(ids.shape) < share) & inner & (batch["mask"] == 1)] = mask


def network_of(base: str, tokenizer: Tokenizer, config: Config, trained: Path | None) -> Network:
    """The network on a base model; with the weights that an earlier training wrote."""
    numbers = numbers_for(tokenizer, load_tokenizer(base))
    network = Network(base_model(base), Shape(**config["network"]), numbers)
    if trained:
        network.load_state_dict(torch.load(trained / CHECKPOINT, weights_only=True)["network"])
    return network


def half_is_faster() -> bool:
    """Whether this processor multiplies clearly faster in bfloat16 than in 32 bits, found by trial:
    what it says of itself does not tell."""

    def seconds(kind: torch.dtype) -> float:
        matrix = torch.ones(768, 768, dtype=kind)
        times = []
        for _ in range(10):
            start = time.perf_counter()
            matrix @ matrix
            times.append(time.perf_counter() - start)
        return min(times)

    return seconds(torch.bfloat16) < _CLEARLY * seconds(torch.float32)


def train(
    corpora: Corpora,
    network: Network,
    teacher: Network | None,
    mask: int,
    config: Config,
    out: Path,
) -> None:
    """`mask`: the number of the piece that stands for hidden ones."""
    training = config["training"]
    steps = sum(1 for _ in schedule(corpora, config))
    adam, rates = optimiser(network, training, steps)
    out.mkdir(parents=True, exist_ok=True)
    done = 0
    if (out / CHECKPOINT).exists():
        saved = torch.load(out / CHECKPOINT, weights_only=True)
        network.load_state_dict(saved["network"])
        adam.load_state_dict(saved["adam"])
        rates.load_state_dict(saved["rates"])
        done = saved["step"]
    print(f"{steps} steps, {done} of them done", flush=True)
    network.train()
    if teacher:
        teacher.eval()
    half = half_is_faster()
    seen: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    pieces, started = 0, time.monotonic()
    for step, group in enumerate(schedule(corpora, config), 1):
        if step <= done:
            continue
        batch = collate(group)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            # The teacher sees the words that are hidden from the network.
            judgement = judge(teacher, batch) if teacher and not len(batch["sentences"]) else None
            hide(batch, training["hidden"], mask)
            found = losses(network, batch, config, judgement)
        sum(found.values()).backward()
        nn.utils.clip_grad_norm_(network.parameters(), training["gradient_norm"])
        adam.step()
        rates.step()
        adam.zero_grad()
        for name, loss in found.items():
            seen[name] += 1
            sums[name] += loss.item()
        pieces += int(batch["mask"].sum())
        if step % 25 == 0:
            shown = "  ".join(f"{name} {sums[name] / seen[name]:.4f}" for name in sorted(seen))
            speed = pieces / (time.monotonic() - started)
            print(f"{step:5d}  {shown}  {speed:.0f} pieces/s", flush=True)
            seen.clear()
            sums.clear()
        if step % training["save_every"] == 0 or step == steps:
            _save(out, network, adam, rates, step)


def _save(out: Path, network: Network, adam: Any, rates: Any, step: int) -> None:
    state = {
        "network": network.state_dict(),
        "adam": adam.state_dict(),
        "rates": rates.state_dict(),
        "step": step,
    }
    torch.save(state, out / "saving.pt")
    (out / "saving.pt").replace(out / CHECKPOINT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", type=Path)
    parser.add_argument("corpus", type=Path, help="folder that prepare.py wrote")
    parser.add_argument("--base", required=True, help="base model: a folder, or a name on the hub")
    parser.add_argument("--silver", default="silver.jsonl", metavar="NAME")
    parser.add_argument("--after", type=Path, help="go on from what an earlier training wrote here")
    parser.add_argument("--tokenizer", help="where the tokenizer is, if not with the base model")
    parser.add_argument("--as", dest="section", help="section of the config with what differs")
    parser.add_argument("--teacher", type=Path, help="learn from what a training wrote here, too")
    parser.add_argument("--teacher-base", help="that one's base model")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    config = load_config(options.config, interpolate=True)
    if options.section:
        config["training"] |= config[options.section]
    tokenizer = load_tokenizer(options.tokenizer or options.base)
    corpora = read_corpora(options.corpus, tokenizer, options.silver)
    torch.manual_seed(config["training"]["seed"])
    network = network_of(options.base, tokenizer, config, options.after)
    teacher = None
    if options.teacher:
        teacher = network_of(options.teacher_base, tokenizer, config, options.teacher)
    mask = tokenizer.token_to_id("[MASK]") or 0
    train(corpora, network, teacher, mask, config, options.out)


if __name__ == "__main__":
    main()
