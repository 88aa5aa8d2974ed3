"""How well versions are told from other statements: `python -m tests.version_scores`.

On tests/version_pairs.json: 24 invented statements, each with what others could have made of it
(cut, translated twice, reworded, typed differently) and with other statements of the same speaker
on the same matter, which are no versions of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

from articles.similar import is_version, signature, words

MADE = ("cut", "translated", "reworded", "typed")
KNOWN: dict[str, dict[str, Any]] = {
    "same speaker, a day apart": {"same_speaker": True, "days": 1},
    "same speaker, a date unknown": {"same_speaker": True, "days": None},
    "same speaker, a year apart": {"same_speaker": True, "days": 365},
    "a speaker unknown, a day apart": {"same_speaker": None, "days": 1},
    "two speakers, a day apart": {"same_speaker": False, "days": 1},
}


@dataclass(frozen=True)
class Score:
    """`found` of `all` versions, and `wrong` others that were taken for versions."""

    found: int
    all: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / self.all


def statements() -> list[dict[str, Any]]:
    return json.loads((Path(__file__).parent / "version_pairs.json").read_text(encoding="utf-8"))


def versions(*kinds: str) -> Iterator[tuple[str, str]]:
    """A statement and what was made of it."""
    for statement in statements():
        for kind in kinds or MADE:
            yield from product([statement["base"]], statement[kind])


def others() -> Iterator[tuple[str, str]]:
    """A statement, or what was made of it, and another one on the same matter."""
    for statement in statements():
        said = [statement["base"], *(text for kind in MADE for text in statement[kind])]
        yield from product(said, statement["other"])
        yield from combinations(statement["other"], 2)


def score(known: dict[str, Any], *kinds: str) -> Score:
    pairs = list(versions(*kinds))
    return Score(
        sum(_taken(one, other, known) for one, other in pairs),
        len(pairs),
        sum(_taken(one, other, known) for one, other in others()),
    )


def _taken(one: str, other: str, known: dict[str, Any]) -> bool:
    return is_version(words(one), words(other), **known) > 0


def share_a_key(*kinds: str) -> float:
    """The part of the versions that the index finds, whoever said it and whenever."""
    pairs = list(versions(*kinds))
    shared = [set(signature(words(one))) & set(signature(words(other))) for one, other in pairs]
    return sum(map(bool, shared)) / len(pairs)


def main() -> None:
    print(f"{len(list(versions()))} versions, {len(list(others()))} pairs that are none\n")
    print("| what is known | precision | recall | " + " | ".join(MADE) + " |")
    print("|---|---|---|" + "---|" * len(MADE))
    for name, known in KNOWN.items():
        whole = score(known)
        parts = " | ".join(f"{score(known, kind).recall:.2f}" for kind in MADE)
        print(f"| {name} | {whole.precision:.3f} | {whole.recall:.2f} | {parts} |")
    parts = " | ".join(f"{share_a_key(kind):.2f}" for kind in MADE)
    print(f"| found by a key alone | | {share_a_key():.2f} | {parts} |")


if __name__ == "__main__":
    main()
