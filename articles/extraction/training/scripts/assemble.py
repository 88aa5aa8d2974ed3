"""Put the pipeline together around the exported network and save it as spaCy loads it."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from articles.extraction.encoder import FILES, encoder_of
from articles.extraction.pipeline import NAME, TRAINED_STEPS, VERSION, assemble


def save(network: Path, out: Path) -> None:
    """Steps with their settings, the network, and meta.json with the sum of each of its files."""
    weights = json.loads((network / "confidence.json").read_text(encoding="utf-8"))
    nlp = assemble(TRAINED_STEPS, {"on_record_confidence": {"weights": weights}})
    encoder_of(nlp).from_disk(network)
    sums = {name: hashlib.sha256((network / name).read_bytes()).hexdigest() for name in FILES}
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        description="Who said what, through whom: quotes, speakers, citation chains and claims",
        license="MIT",
        spacy_version=">=3.8.7,<3.9.0",
        sources=[{"name": "all-MiniLM-L6-v2", "license": "Apache-2.0"}],
        sha256=sums,
    )
    nlp.to_disk(out, exclude=["vocab"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("network", type=Path, help="folder that export.py wrote")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    save(options.network, options.out)


if __name__ == "__main__":
    main()
