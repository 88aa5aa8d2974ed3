"""See that a base model in a folder is the one that is meant: the sum of its weights is known."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="a folder; a name on the hub is left to the hub's own checks")
    parser.add_argument("sha256")
    options = parser.parse_args()
    weights = Path(options.base) / "model.safetensors"
    if not weights.exists():
        print(f"{options.base} is no folder with model.safetensors: taken as a name on the hub")
        return
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != options.sha256:
        sys.exit(f"{weights} has the sum {found}, not {options.sha256}: another model")
    print(f"{weights}: as expected")


if __name__ == "__main__":
    main()
