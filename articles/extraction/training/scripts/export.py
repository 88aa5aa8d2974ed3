"""Write the trained network as the folder that the encoder component loads.

    encoder.onnx       the encoder with the tagger of cues and that of names, 8-bit weights
    attributions.onnx  content and source for given cues of a window
    sentences.npy      the weights of the two questions on sentences, biases last
    tokenizer.json

The encoder's weights become 8-bit integers with a scale each; what it computes on is turned into 8
bits as it comes (dynamic quantization), which costs little accuracy and needs no data.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.util import load_config
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from articles.extraction.word_pieces import FEATURES

from .data import load_tokenizer
from .network import Network, Shape
from .train import CHECKPOINT

OPSET = 17


class EncoderGraph(nn.Module):
    """ids and features [1, T] -> states [1, T, D], cue [1, T, 3] and entity [1, T, 11]."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, *features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = torch.ones_like(ids)
        states = self.network.encoder(ids, dict(zip(FEATURES, features, strict=True)), mask)
        return states, self.network.cue(states), self.network.entity(states)


class AttributionGraph(nn.Module):
    """states [T, D], cues [C, 2], features [T] -> roles [C, T, 3] and speech [C] as shares, and
    steps [C, T, 3, 3] as log-odds."""

    def __init__(self, network: Network):
        super().__init__()
        self.head = network.attribution

    def forward(
        self, states: Tensor, cues: Tensor, *features: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        given = {name: f[None] for name, f in zip(FEATURES, features, strict=True)}
        roles, steps, speech = self.head(states[None], given, cues, torch.zeros_like(cues[:, 0]))
        return roles.softmax(-1), steps, speech.sigmoid()


def empty_network(base: str, shape: Shape) -> Network:
    """The base model's form, without its weights."""
    config = BertConfig.from_pretrained(base, attn_implementation="eager")
    return Network(BertModel(config, add_pooling_layer=False), shape)


def load_network(base: str, checkpoint: Path, shape: Shape) -> Network:
    network = empty_network(base, shape)
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.eval()


def export(network: Network, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    whole = out / "encoder-32.onnx"
    zeros = torch.zeros(1, 9, dtype=torch.long)
    pieces = {name: {1: "pieces"} for name in ("ids", *FEATURES, "states", "cue", "entity")}
    torch.onnx.export(
        EncoderGraph(network),
        (zeros, *(zeros for _ in FEATURES)),
        str(whole),
        input_names=["ids", *FEATURES],
        output_names=["states", "cue", "entity"],
        dynamic_axes=pieces,
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        out / "encoder.onnx",
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
    )
    whole.unlink()
    export_attributions(network, out)
    head = network.sentence
    weights = torch.cat([head.weight, head.bias[:, None]], dim=1).detach().numpy()
    np.save(out / "sentences.npy", weights.astype(np.float32))


def export_attributions(network: Network, out: Path) -> None:
    size = network.encoder.bert.config.hidden_size
    features = (torch.zeros(9, dtype=torch.long) for _ in FEATURES)
    torch.onnx.export(
        AttributionGraph(network),
        (torch.zeros(9, size), torch.tensor([[1, 2], [4, 4]]), *features),
        str(out / "attributions.onnx"),
        input_names=["states", "cues", *FEATURES],
        output_names=["roles", "steps", "speech"],
        dynamic_axes={
            "states": {0: "pieces"},
            **{name: {0: "pieces"} for name in FEATURES},
            "cues": {0: "cues"},
            "roles": {0: "cues", 1: "pieces"},
            "steps": {0: "cues", 1: "pieces"},
            "speech": {0: "cues"},
        },
        opset_version=OPSET,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", type=Path)
    parser.add_argument("trained", type=Path, help="folder that train.py wrote")
    parser.add_argument("--base", required=True, help="base model: a folder, or a name on the hub")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    shape = Shape(**load_config(options.config, interpolate=True)["network"])
    export(load_network(options.base, options.trained / CHECKPOINT, shape), options.out)
    load_tokenizer(options.base).save(str(options.out / "tokenizer.json"))
    sizes = {path.name: path.stat().st_size for path in sorted(options.out.iterdir())}
    print("  ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items()))


if __name__ == "__main__":
    main()
