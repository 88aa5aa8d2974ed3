"""The whole recipe on a handful of made-up sentences and a tiny random encoder.

Runs where requirements-train.txt is installed: `make test-training`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training's own requirements are not installed")

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers  # noqa: E402
from transformers import BertConfig, BertModel  # noqa: E402

from articles.extraction.training.scripts.prepare import read_attributions  # noqa: E402

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "articles" / "extraction" / "training" / "project.yml"

# Each sentence with the words of its source, cue and content.
SENTENCES = [
    ("“The bridge is safe,” said Ada Lund.", "Ada Lund", "said", "“The bridge is safe,”"),
    ("Ada Lund warned that the river was high.", "Ada Lund", "warned", "that the river was high"),
    (
        "The mill would close, according to its owner.",
        "its owner",
        "according to",
        "The mill would close",
    ),
    ("He told reporters the ferry had sunk.", "He", "told", "the ferry had sunk"),
]


def write_corpus(folder: Path) -> None:
    """Articles in the form of PolNeAR: texts, and standoff annotations."""
    for part in ("train", "dev"):
        for kind in ("text", "attributions"):
            (folder / part / kind).mkdir(parents=True)
        for number in range(3):
            text, lines = f"Headline {number}\n\n", []
            for k, (sentence, *roles) in enumerate(SENTENCES):
                names = []
                for role, words in zip(("Source", "Cue", "Content"), roles, strict=True):
                    start = len(text) + sentence.index(words)
                    name = f"T{len(lines) + 1}"
                    lines.append(f"{name}\t{role} {start} {start + len(words)}\t{words}")
                    names.append(f"{role}:{name}")
                lines.append(f"E{k + 1}\tAttribution:T0 {' '.join(names)}")
                text += sentence + "\n\n"
            (folder / part / "text" / f"note{number}.txt").write_text(text, encoding="utf-8")
            (folder / part / "attributions" / f"note{number}_ab12.ann").write_text(
                "\n".join(lines), encoding="utf-8"
            )


def write_base(folder: Path) -> None:
    """A random encoder of one narrow layer, with a vocabulary of the sentences' own."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=300, special_tokens=["[PAD]", "[UNK]"])
    tokenizer.train_from_iterator([sentence for sentence, *_ in SENTENCES], trainer)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
    )
    torch.manual_seed(1)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Where corpus, base model and results are."""
    folder = tmp_path_factory.mktemp("recipe")
    write_corpus(folder / "polnear")
    write_base(folder / "base")
    (folder / "project").mkdir()  # a copy, since a run leaves its notes beside the file
    shutil.copy(PROJECT, folder / "project")
    return folder


def run(places: Path, step: str) -> str:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "spacy",
            "project",
            "run",
            step,
            str(places / "project"),
            f"--vars.polnear={places / 'polnear'}",
            f"--vars.base={places / 'base'}",
            "--vars.base_sha256=",
            f"--vars.work={places / 'work'}",
            "--vars.passes=2",
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_annotations_are_read(places):
    found = read_attributions(places / "polnear" / "dev" / "attributions" / "note0_ab12.ann")
    assert len(found) == len(SENTENCES)
    assert all(roles["Cue"] and roles["Content"] and roles["Source"] for roles in found)


def test_the_whole_recipe_goes_from_corpus_to_scores(places):
    run(places, "all")
    scores = json.loads((places / "work" / "scores.json").read_text(encoding="utf-8"))
    assert set(scores) >= {"cue", "content, tokens", "source, exact"}
    assert all(0 <= value <= 1 for value in scores.values())
    made = {path.name for path in (places / "work" / "model").iterdir()}
    assert made == {"encoder.onnx", "roles.onnx", "tokenizer.json"}


def test_the_exported_network_says_what_the_trained_one_said(places):
    import numpy as np
    import onnxruntime

    from articles.extraction.training.network import Network

    config = BertConfig.from_pretrained(places / "base", attn_implementation="eager")
    network = Network(BertModel(config, add_pooling_layer=False))
    kept = torch.load(places / "work" / "network" / "network.pt", weights_only=True)
    network.load_state_dict(kept["network"])
    network.eval()
    pieces = torch.randint(2, config.vocab_size, (2, 9))
    mask = torch.ones_like(pieces)
    mask[1, 6:] = 0  # the shorter window is padded
    zeros = torch.zeros_like(pieces)
    first = torch.arange(6).repeat(2, 1)
    with torch.no_grad():
        wanted = network.encoder(pieces, mask, zeros, zeros, zeros, first).numpy()
    session = onnxruntime.InferenceSession(str(places / "work" / "model" / "encoder.onnx"))
    inputs = (pieces, mask, zeros, zeros, zeros, first)
    names = ("pieces", "mask", "case", "quoted", "starts", "first")
    named = {name: x.numpy() for name, x in zip(names, inputs, strict=True)}
    states, _ = session.run(None, named)
    # Weights of 8 bits are close, not equal.
    assert np.abs(states - wanted).max() < 0.3
    assert np.corrcoef(states.ravel(), wanted.ravel())[0, 1] > 0.99


def test_a_base_model_that_is_not_the_one_meant_is_refused(places):
    from articles.extraction.training.base import check_sha256

    with pytest.raises(SystemExit, match="has sha256"):
        check_sha256(str(places / "base"), "0" * 64)
