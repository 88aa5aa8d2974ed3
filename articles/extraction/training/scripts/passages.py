"""Passages that were written as lessons about outlets, into prepared documents.

Files in passages/: invented news prose, passages parted by lines with "---", in which the outlets
through which somebody is quoted stand between ⟦ and ⟧; others do not. Four passages make one
document, so that a window is as long as of an article.

    passages.jsonl  {"name", "text", "held_out", "relays"}

One document in ten is held out, to see how well the others teach.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .prepare import write

FOLDER = Path(__file__).parents[1] / "passages"
_AT_ONCE, _HELD_OUT = 4, 10
_OPEN, _CLOSE, _PARTED = "⟦", "⟧", "---"


def read_passage(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where what they enclosed stands in it. Raises `ValueError` where
    one mark lacks the other."""
    text, relays, opened = "", [], None
    for character in marked:
        if character == _OPEN and opened is None:
            opened = len(text)
        elif character == _CLOSE and opened is not None:
            relays.append((opened, len(text)))
            opened = None
        elif character in (_OPEN, _CLOSE):
            raise ValueError(f"{character} without its other half in {marked!r}")
        else:
            text += character
    if opened is not None:
        raise ValueError(f"{_OPEN} without its other half in {marked!r}")
    return text, relays


def documents(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.txt")):
        passages = path.read_text(encoding="utf-8").split(f"\n{_PARTED}\n")
        own = [read_passage(passage.strip()) for passage in passages if passage.strip()]
        for first in range(0, len(own), _AT_ONCE):
            text, relays = "", []
            for passage, places in own[first : first + _AT_ONCE]:
                relays += [(start + len(text), end + len(text)) for start, end in places]
                text += passage + "\n\n"
            yield {
                "name": f"{path.stem}-{first:03}",
                "text": text,
                "held_out": first % (_HELD_OUT * _AT_ONCE) == 0,
                "relays": relays,
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("prepared", type=Path, help="folder that prepare.py writes")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    write(options.prepared / "passages.jsonl", documents(options.folder))


if __name__ == "__main__":
    main()
