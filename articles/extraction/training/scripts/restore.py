"""Turn an exported network back into a checkpoint, so that training can go on from what ships.

The 8-bit weights become 32-bit numbers again, with the little that rounding took away from them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from spacy.util import load_config
from torch import Tensor

from .export import empty_network
from .network import Network, Shape
from .train import CHECKPOINT

_QUANTIZED = "_quantized"


def restore(network: Network, exported: Path) -> None:
    """Fill the network with the weights of an exported one."""
    found: dict[str, Tensor] = {}
    graphs = (("encoder", "network.", ""), ("attributions", "head.", "attribution."))
    for file, prefix, place in graphs:
        for name, array in _weights(onnx.load(exported / f"{file}.onnx").graph):
            found[place + name.removeprefix(prefix)] = torch.tensor(array)
    sentences = torch.tensor(np.load(exported / "sentences.npy"))
    found["sentence.weight"], found["sentence.bias"] = sentences[:, :-1], sentences[:, -1]
    network.load_state_dict(found)


def _weights(graph: onnx.GraphProto) -> list[tuple[str, np.ndarray]]:
    """The graph's parameters under their names; what is multiplied by is stored without one, so
    that it is named for the part that multiplies."""
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for name in [name for name in arrays if name.endswith(_QUANTIZED)]:
        stem = name.removesuffix(_QUANTIZED)
        zero = arrays.pop(f"{stem}_zero_point").astype(np.float32)
        arrays[stem] = (arrays.pop(name) - zero) * arrays.pop(f"{stem}_scale")
    found = [(name, array) for name, array in arrays.items() if not name.startswith("onnx::")]
    for node in graph.node:
        if node.op_type.startswith("MatMul") and node.input[1].startswith("onnx::"):
            part = node.name.strip("/").rpartition("/")[0].replace("/", ".")
            array = arrays[node.input[1].removesuffix(_QUANTIZED)]
            found.append((f"{part}.weight", array.T))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", type=Path)
    parser.add_argument("exported", type=Path, help="folder that export.py wrote, or that ships")
    parser.add_argument("--base", required=True, help="base model: a folder, or a name on the hub")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    shape = Shape(**load_config(options.config, interpolate=True)["network"])
    network = empty_network(options.base, shape)
    restore(network, options.exported)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict()}, options.out / CHECKPOINT)


if __name__ == "__main__":
    main()
