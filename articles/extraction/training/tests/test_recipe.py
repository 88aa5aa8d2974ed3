"""The whole recipe on made-up sentences and a tiny random encoder: `make test-training`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import spacy
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from articles.extraction import pipeline
from articles.extraction.encoder import Encoder
from articles.extraction.training.scripts.average import averaged
from articles.extraction.training.scripts.calibrate import examples as of_articles
from articles.extraction.training.scripts.data import (
    IGNORED,
    load_tokenizer,
    read_documents,
)
from articles.extraction.training.scripts.export import AttributionGraph, load_network
from articles.extraction.training.scripts.invented import Inventor, lessons
from articles.extraction.training.scripts.network import Shape, buckets, numbers_for, path_loss
from articles.extraction.training.scripts.teacher import unmarked
from articles.extraction.training.scripts.train import hide
from articles.extraction.training.scripts.worldwide import MARKED, read_marked
from articles.extraction.training.scripts.worldwide import lessons as of_annotators

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "articles/samples"
EXPECTED = ROOT / "tests/samples_expected.jsonl"
AGREEMENT = MARKED.with_name("agreement.jsonl")
NAMES = ("Ada Lund", "Bo Quist", "Cleo Marsh", "Dan Ferro")
FACTS = ("the bridge is safe", "the mill will close", "12 boats sank in 2014", "rents rose by 4%")
CONFIG = """
[windows]
shortest = 20
longest = 60
[network]
width = 16
dropout = 0.1
[training]
seed = 1
encoder_rate = 1e-3
head_rate = 1e-2
weight_decay = 0.01
warm_up = 0.1
batch = 2
passes = 12.0
gradient_norm = 1.0
hidden = 0.0
silver_share = 0.5
invented_share = 0.1
sentence_share = 0.5
save_every = 5
[teacher]
passes = 2.0
[again]
passes = 1.0
hidden = 0.1
[taught]
passes = 1.0
[further]
seed = 7
passes = 0.5
[losses]
cue = 3.0
attribution = 0.3
path = 0.05
taught_cue = 3.0
taught_attribution = 1.0
taught_speech = 0.3
speech = 0.3
entity = 1.0
sentence = 0.5
source_weight = 2.0
checkworthy_weight = 4.0
"""


def run(script: str, *arguments: object) -> None:
    """One script, as the project file calls it."""
    module = import_module(f"articles.extraction.training.scripts.{script}")
    before, sys.argv = sys.argv, [script, *map(str, arguments)]
    try:
        module.main()
    finally:
        sys.argv = before


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Corpora in the form that they are published in, and a base model of random weights."""
    root: Path = tmp_path_factory.mktemp("recipe")
    for name in ("polnear/text", "polnear/attributions", "checkthat", "claimbuster"):
        (root / name).mkdir(parents=True)
    for name in ("base", "large"):
        (root / name).mkdir()
    for name in ("worldwide/text", "worldwide/entities", "worldwide/gold/text"):
        (root / name).mkdir(parents=True)
    words: set[str] = set()
    marked = []
    for number in range(24):
        who, what = NAMES[number % 4], FACTS[number // 4 % 4]
        direct = number % 2 == 0
        content = f"“{what.capitalize()},”" if direct else f"that {what}"
        sentence = f"{content} {who} said." if direct else f"{who} said {content}."
        text = f"A headline here\n{sentence}\nThe sky was grey on Monday."
        spans = [
            (role, text.index(found), text.index(found) + len(found), found)
            for role, found in (("Source", who), ("Cue", "said"), ("Content", content))
        ]
        lines = [f"T{i}\t{r} {s} {e}\t{t}" for i, (r, s, e, t) in enumerate(spans, 1)]
        lines.append("E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3")
        name = f"article{number:02d}"
        (root / f"polnear/text/{name}.txt").write_text(text, encoding="utf-8")
        standoff = root / f"polnear/attributions/{name}_ab.ann"
        standoff.write_text("\n".join(lines), encoding="utf-8")
        (root / f"worldwide/text/{name}.txt").write_text(text, encoding="utf-8")
        first, last = who.split()
        (root / f"worldwide/entities/{name}.txt.tsv").write_text(
            f"headline\tO\n\n{first}\tB-Person\n{last}\tI-Person\nMonday\tB-Date\n",
            encoding="utf-8",
        )
        if direct:
            marked.append(json.dumps(_as_marked(text, who, number)) + "\n")
        words.update(text.replace("“", " ").replace(",”", " ").replace(".", " ").lower().split())
    (root / "worldwide.jsonl").write_text("".join(marked), encoding="utf-8")
    rows = [f"{i}\tLUND\t{FACTS[i % 4]}.\t{int(i % 4 > 1)}" for i in range(20)]
    (root / "checkthat/debate.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    rows = ["id\tcheckworthy\ttext", *(f"{i}\t{int(i % 4 > 1)}\t{FACTS[i % 4]}" for i in range(20))]
    (root / "claimbuster/sentences.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    pieces = sorted(words | set("“”.,%"))
    _write_base(root / "base", pieces)
    _write_teachers_base(root / "large", pieces)
    return root


def _as_marked(text: str, who: str, number: int) -> dict:
    """As annotated: the first quotes are none, one article is held out."""
    said, name = text.index("said"), [text.index(who), text.index(who) + len(who)]
    quote = {
        "content": [[text.index("“") + 1, text.index("”")]],
        "cue": [[said, said + 4]],
        "source": name,
        "speaker": name,
        "person": True,
        "via": [],
    }
    is_one = number > 8
    return {
        "name": f"article{number:02d}",
        "held_out": number == 22,
        "quotes": [quote] if is_one else [],
        "none": [] if is_one else [{"content": quote["content"], "cue": quote["cue"]}],
    }


def _write_base(out: Path, words: list[str]) -> None:
    listed = [
        "[PAD]",
        "[UNK]",
        *(f"[unused{i}]" for i in range(99)),
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *words,
    ]
    vocabulary = {word: i for i, word in enumerate(listed)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(out / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(listed),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    torch.manual_seed(1)
    BertModel(config, add_pooling_layer=False).save_pretrained(out)


def _write_teachers_base(out: Path, words: list[str]) -> None:
    """The same pieces under other numbers, as MPNet has BERT's."""
    listed = ["<s>", "<pad>", "</s>", "<unk>", *words, "<mask>"]
    vocabulary = {word: i for i, word in enumerate(listed)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="<unk>"))
    tokenizer.save(str(out / "tokenizer.json"))
    config = MPNetConfig(
        vocab_size=len(listed),
        hidden_size=48,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    torch.manual_seed(2)
    MPNetModel(config, add_pooling_layer=False).save_pretrained(out)


@pytest.fixture(scope="module")
def trained(folder: Path) -> Path:
    """All steps up to the saved pipeline."""
    run(
        "prepare",
        *("--polnear", folder / "polnear", "--worldwide", folder / "worldwide"),
        *("--checkthat", folder / "checkthat", "--claimbuster", folder / "claimbuster"),
        *("--held-out", 6, "--out", folder / "prepared"),
    )
    run("invented", folder / "prepared", "--lessons", 40)
    run("silver", folder / "prepared")
    config = folder / "train.cfg"
    config.write_text(CONFIG, encoding="utf-8")
    base = ("--base", folder / "base")
    run("train", config, folder / "prepared", *base, "--out", folder / "trained")
    run("export", config, folder / "trained", *base, "--out", folder / "first")
    network = ("--network", folder / "first", "--out", "silver-again.jsonl")
    run("silver", folder / "prepared", *network)
    marked = ("--marked", folder / "worldwide.jsonl")
    run("worldwide", "lessons", folder / "prepared", *marked)
    given = ("--silver", "marked.jsonl", "--after", folder / "trained", "--as", "again")
    run("train", config, folder / "prepared", *base, *given, "--out", folder / "trained-again")
    teacher = ("--base", folder / "large", "--tokenizer", folder / "base", "--as", "teacher")
    run("train", config, folder / "prepared", *teacher, "--out", folder / "teacher")
    before = ("--silver", "marked.jsonl", "--after", folder / "trained-again")
    taught = ("--as", "taught", "--teacher", folder / "teacher", "--teacher-base", folder / "large")
    run("train", config, folder / "prepared", *base, *before, *taught, "--out", folder / "taught")
    further = ("--silver", "marked.jsonl", "--after", folder / "taught", "--as", "further")
    run("train", config, folder / "prepared", *base, *further, "--out", folder / "further")
    shares = ("--shares", 3, 1, "--out", folder / "averaged")
    run("average", folder / "taught", folder / "further", *shares)
    run("export", config, folder / "averaged", *base, "--out", folder / "onnx")
    samples = ("--samples", SAMPLES, "--expected", EXPECTED)
    run("calibrate", folder / "onnx", folder / "prepared", *samples, *marked)
    run("assemble", folder / "onnx", "--out", folder / "model")
    run("evaluate", folder / "model", folder / "prepared")
    return folder


def test_the_corpora_are_read_with_their_offsets(trained: Path) -> None:
    rows = [json.loads(line) for line in (trained / "prepared/attributions.jsonl").open()]
    assert len(rows) == 24
    assert sum(row["held_out"] for row in rows) == 4
    (attribution,) = rows[0]["attributions"]
    ((start, end),) = attribution["content"]
    assert rows[0]["text"][start:end] == "“The bridge is safe,”"
    assert attribution["speech"]
    rows = [json.loads(line) for line in (trained / "prepared/entities.jsonl").open()]
    ((start, end, label),) = rows[1]["entities"]
    assert (rows[1]["text"][start:end], label) == ("Bo Quist", "Person")


def test_the_pipeline_finds_what_it_was_taught(trained: Path) -> None:
    nlp = spacy.load(trained / "model")
    text = "A headline here\nBo Quist said that rents rose by 4%.\nThe sky was grey on Monday."
    # With all that it is unsure of: so small a network is sure of little.
    (quote,) = pipeline.extract(text, nlp, everything=True).quotes
    assert quote.text == "rents rose by 4%"
    assert quote.speaker is not None
    assert quote.speaker.name == "Bo Quist"
    assert 0 < quote.confidence <= 1


def test_the_exported_network_answers_as_the_trained_one(trained: Path) -> None:
    shape = Shape(width=16, dropout=0.1)
    network = load_network(str(trained / "base"), trained / "averaged/checkpoint.pt", shape)
    encoder = Encoder(1, trained / "onnx")
    document = read_documents(trained / "prepared/attributions.jsonl", encoder.tokenizer)[0]
    nlp = pipeline.assemble(("on_record_quotations",))
    doc = nlp(document.text)
    window = encoder.read(doc).windows[0]
    cues = np.array([[4, 4], [9, 10]])
    around = list(encoder.around(window, cues))
    assert [a.place for a in around] == [1, 1]
    roles, speech = np.stack([a.roles for a in around]), np.array([a.speech for a in around])
    assert roles.shape[:2] == np.stack([a.path for a in around]).shape
    given = [torch.tensor(window.arrays[name][1:]) for name in ("case", "quoted", "opens")]
    with torch.no_grad():
        expected = AttributionGraph(network)(
            torch.tensor(window.states[1:]), torch.tensor(cues - 1), *given
        )
    assert np.allclose(roles, expected[0].numpy(), atol=1e-4)
    assert expected[1].shape == (*roles.shape, 3)
    assert np.allclose(speech, expected[2].numpy(), atol=1e-4)


def test_confidence_is_told_what_is_annotated(trained: Path) -> None:
    nobodys = trained / "nobodys.jsonl"
    nobodys.write_text("", encoding="utf-8")
    given = (trained / "onnx", trained / "prepared", SAMPLES, EXPECTED)
    without, found = (of_articles(*given, file) for file in (nobodys, trained / "worldwide.jsonl"))
    assert found.right[len(without.right) :] == [False] * 5 + [True] * 6


def test_what_is_annotated_takes_the_place_of_what_was_found(trained: Path) -> None:
    rows = [json.loads(line) for line in (trained / "prepared/marked.jsonl").open()]
    lessons = {row["name"]: row for row in rows}
    assert "article22" not in lessons  # held out
    (lesson,) = lessons["article10"]["attributions"]
    text = lessons["article10"]["text"]
    ((start, end),) = lesson["content"]
    assert text[start:end].startswith("“") and text[start:end].endswith("”")  # as PolNeAR has it
    assert [text[slice(*span)] for span in lesson["source"]] == [NAMES[2]]
    assert lessons["article04"]["attributions"] == []  # taken for a quote, and none


def test_whom_it_was_said_to_is_in_the_lesson_as_polnear_has_it() -> None:
    text = "A headline\nAda Lund urged the mill to close on Monday."
    found = text.index("to close")
    quote = {
        "content": [[found, len(text) - 1]],
        "cue": [[text.index("urged"), text.index("urged") + 5]],
        "source": [11, 19],
    }
    annotated = {"name": "a", "held_out": False, "quotes": [quote], "none": []}
    row = {"name": "a", "text": text, "attributions": [], "unsure": []}
    (lesson,) = (next(iter(of_annotators([row], {"a": annotated}))))["attributions"]
    ((start, end),) = lesson["content"]
    assert text[start:end] == "the mill to close on Monday"


def test_articles_held_out_are_gold_for_the_scorer(trained: Path) -> None:
    out = trained / "gold.jsonl"
    marked = ("--marked", trained / "worldwide.jsonl")
    run("worldwide", "gold", trained / "worldwide/text", "--out", out, *marked)
    (article,) = map(json.loads, out.open())
    (quote,) = article["quotes"]
    assert article["article"] == "article22.txt"
    assert quote["speaker"] == {"name": NAMES[2], "kind": "person", "mention": None}
    assert (quote["kind"], quote["citations"]) == ("direct", [])


@pytest.mark.parametrize(("file", "articles"), [(MARKED, 820), (AGREEMENT, 12)])
def test_the_annotated_articles_are_offsets_and_no_text(file: Path, articles: int) -> None:
    marked = read_marked(file)
    assert len(marked) == articles
    assert sum(row["held_out"] for row in marked.values()) == (160 if file == MARKED else 12)
    quotes = [q for row in marked.values() for q in [*row["quotes"], *row["none"]]]
    assert not any(isinstance(value, str) for quote in quotes for value in quote.values())
    spans = [span for quote in quotes for role in ("content", "cue") for span in quote[role]]
    assert all(0 <= start < end for start, end in spans)


def test_the_loss_of_a_path_is_its_unlikelihood_among_all() -> None:
    roles, steps = torch.randn(1, 4, 3), torch.randn(1, 4, 3, 3)

    def odds(path: tuple[int, ...]) -> float:
        own = sum(roles[0, i, role] for i, role in enumerate(path))
        return float(own + sum(steps[0, i, path[i - 1], path[i]] for i in range(1, len(path))))

    all_paths = torch.tensor([odds(path) for path in product(range(3), repeat=3)])
    labels = torch.tensor([[0, 1, 2, IGNORED]])  # three pieces and a padded one
    expected = all_paths.logsumexp(0) - odds((0, 1, 2))
    assert torch.allclose(path_loss(roles, steps, labels), expected, atol=1e-4)


def test_what_ships_can_be_turned_back_to_go_on_from(trained: Path) -> None:
    given = ("--base", trained / "base", "--out", trained / "restored")
    run("restore", trained / "train.cfg", trained / "onnx", *given)
    before, after = (
        torch.load(trained / name / "checkpoint.pt", weights_only=True)["network"]
        for name in ("averaged", "restored")
    )
    assert before.keys() == after.keys()
    for name, weights in before.items():
        assert torch.allclose(weights, after[name], atol=0.02), name


def test_the_weights_before_and_after_a_training_are_averaged(trained: Path) -> None:
    before, after, mean = (
        torch.load(trained / name / "checkpoint.pt", weights_only=True)["network"]["cue.weight"]
        for name in ("taught", "further", "averaged")
    )
    assert not torch.equal(before, after)
    assert torch.allclose(mean, before * 0.75 + after * 0.25)
    with pytest.raises(ValueError, match="only like ones have a mean"):
        averaged([{"cue.weight": before}, {"cue.weight": after[:, 1:]}])
    with pytest.raises(ValueError, match="2 networks need as many shares, not 1"):
        averaged([{"cue.weight": before}, {"cue.weight": after}], [1.0])


def test_a_teachers_base_is_given_its_own_numbers(folder: Path) -> None:
    small, large = (load_tokenizer(str(folder / name)) for name in ("base", "large"))
    numbers = numbers_for(small, large)
    assert numbers is not None
    for piece, other in (("said", "said"), ("[CLS]", "<s>"), ("[unused5]", "<unk>")):
        assert numbers[small.token_to_id(piece)] == large.token_to_id(other)
    assert numbers_for(small, small) is None


def test_a_teacher_judges_cues_that_no_label_has(folder: Path) -> None:
    batch = {
        "mask": torch.tensor([[1, 1, 1, 1, 1, 0]]),
        "rows": torch.tensor([0]),
        "cues": torch.tensor([[1, 1]]),
    }
    cues, rows = unmarked(torch.tensor([[0, 1, 0, 1, 2, 1]]), batch)
    assert (cues.tolist(), rows.tolist()) == ([[3, 4]], [0])


def test_a_run_that_was_broken_off_goes_on(trained: Path, capsys: pytest.CaptureFixture) -> None:
    given = (trained / "prepared", "--base", trained / "base", "--out", trained / "trained")
    run("train", trained / "train.cfg", *given)
    steps, _, done = capsys.readouterr().out.splitlines()[0].partition(" steps, ")
    assert done == f"{steps} of them done"


def test_invented_passages_mark_their_parts() -> None:
    passages = Inventor(3)
    form = "<s>X</s> <c>told</c> T <q>that FACT</q>, A <u>reported</u>.|X A T"
    for _ in range(20):
        passage = passages.passage(form)
        ((start, end),) = passage.attributions[0]["cue"]
        assert passage.text[start:end] == "told"
        ((start, end),) = passage.attributions[0]["content"]
        assert passage.text[start:end].startswith("that ")
        ((start, end),) = passage.unsure
        assert passage.text[start:end] == "reported"
        (quote,) = passage.quotes
        ((start, end),) = quote["spans"]
        assert quote["kind"] == "indirect"
        assert not passage.text[start:end].startswith("that ")
        assert quote["speaker"]["name"] in passage.text
        assert len(quote["citations"]) == 2
        assert all(name.lower() in passage.text.lower() for name in quote["citations"])


def test_the_same_seed_invents_the_same_passages() -> None:
    assert list(lessons(150, 5)) == list(lessons(150, 5)) != list(lessons(150, 6))


def test_words_are_hidden_but_for_the_ends_of_a_window() -> None:
    torch.manual_seed(1)
    ids = torch.tensor([[101, 7, 8, 9, 102], [101, 7, 102, 0, 0]])
    batch = {"ids": ids.clone(), "mask": (ids > 0).long()}
    hide(batch, 1.0, 103)
    assert batch["ids"].tolist() == [[101, 103, 103, 103, 102], [101, 103, 102, 0, 0]]


def test_a_wrong_base_model_is_told(folder: Path) -> None:
    with pytest.raises(SystemExit, match="another model"):
        run("check_base", folder / "base", "0" * 64)


def test_distances_grow_with_the_distance() -> None:
    found = buckets(torch.tensor([[50, 52]]), 400)[0].tolist()
    assert found == sorted(found)
    assert found[50:53] == [17, 17, 17]
    assert len(set(found[30:73])) > 20
