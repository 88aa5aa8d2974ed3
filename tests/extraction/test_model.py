"""The pipeline that ships."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import spacy

from articles.extraction import pipeline
from articles.extraction.encoder import sums_exactly
from articles.extraction.pipeline import MODEL, NAME, TRAINED_STEPS, VERSION, extract

LARGEST = 60_000_000  # bytes


def test_its_files_are_those_that_its_card_names_and_small():
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert (meta["name"], meta["version"]) == (NAME, VERSION)
    for name, expected in meta["sha256"].items():
        content = (MODEL / "on_record_encoder" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == expected
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < LARGEST


def test_it_is_loaded_by_spacy_and_saved_again(tmp_path: Path):
    nlp = spacy.load(MODEL)
    assert tuple(nlp.pipe_names) == TRAINED_STEPS
    nlp.to_disk(tmp_path / "copy", exclude=["vocab"])
    text = "Headline\nThe harbour has to be dredged before winter, the pilot Ada Lund insisted.\n"
    copied = extract(text, spacy.load(tmp_path / "copy"))
    assert copied == extract(text, nlp)
    assert [quote.speaker.name for quote in copied.quotes if quote.speaker] == ["Ada Lund"]


def test_a_claim_is_weighed_by_the_network_too():
    text = "Headline\nThe dam held back 40 million tonnes of water in 2019.\n"
    (ruled,) = extract(text, pipeline.assemble(pipeline.STEPS)).claims
    (weighed,) = extract(text).claims
    assert weighed.check_worthiness != ruled.check_worthiness


def test_who_a_line_with_a_colon_announces_speaks_with_its_cue():
    text = (
        "Headline\nThe Daily Lark asked Bo Quist.\nQuist continued:\n“The mill will close soon.”\n"
    )
    quote = extract(text).quotes[-1]
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.text) == ("Bo Quist", "Quist")
    assert quote.cue is not None
    assert quote.cue.text == "continued"


def test_what_the_network_alone_is_unsure_of_is_not_shown():
    text = (MODEL.parents[1] / "samples" / "three-questions.txt").read_text(encoding="utf-8")
    unsure = [q for q in extract(text).quotes if q.confidence < 0.3 and q.kind == "indirect"]
    assert unsure == []


def test_exact_sums_are_asked_for_where_the_processor_does_not_say_that_it_has_them(tmp_path):
    with_vnni, without = tmp_path / "with", tmp_path / "without"
    with_vnni.write_text("flags : fpu avx2 avx512f avx512_vnni\n")
    without.write_text("flags : fpu avx2\n")
    assert sums_exactly(with_vnni)
    assert not sums_exactly(without)
    assert not sums_exactly(tmp_path / "nothing")
