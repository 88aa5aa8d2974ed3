"""Average the weights of networks that one training made out of another.

The mean of the weights before and after a fine-tuning does better on texts of both kinds than
either alone: Wortsman and others, "Robust fine-tuning of zero-shot models", CVPR 2022.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .train import CHECKPOINT

Weights = dict[str, Tensor]


def averaged(networks: list[Weights], shares: list[float] | None = None) -> Weights:
    """The mean of each weight, each network's by its share (equal ones if none are given). Raises
    `ValueError` where one of them has other weights, or the shares are not one for each."""
    shares = shares or [1.0] * len(networks)
    if len(shares) != len(networks):
        raise ValueError(f"{len(networks)} networks need as many shares, not {len(shares)}")
    first = networks[0]
    for other in networks:
        if {k: v.shape for k, v in other.items()} != {k: v.shape for k, v in first.items()}:
            raise ValueError("these networks differ in their shape: only like ones have a mean")
    weighted = list(zip(shares, networks, strict=True))
    return {name: sum(s * n[name] for s, n in weighted) / sum(shares) for name in first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trained", type=Path, nargs="+", help="folders that train.py wrote")
    parser.add_argument("--shares", type=float, nargs="+", help="of each; equal if not given")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    found = [torch.load(path / CHECKPOINT, weights_only=True) for path in options.trained]
    options.out.mkdir(parents=True, exist_ok=True)
    mean = averaged([f["network"] for f in found], options.shares)
    torch.save({"network": mean}, options.out / CHECKPOINT)


if __name__ == "__main__":
    main()
