"""The list beside an article: its quotes and claims in the order of the text, and which of them a
reader wants to see. Works on what explorer/selectors.py has read; asks the database nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from articles.models import Speaker

from .filters import UNKNOWN
from .marking import Mark

KINDS = ("direct", "mixed", "indirect", "claim")
_IN_WORDS = {"claim": "claims to check"}


@dataclass(frozen=True)
class Note:
    """One quote or claim. `speaker` is the slug of who said it, "unknown" without one; `is_off`
    says that the filter leaves it out."""

    mark: Mark
    speaker: str
    is_off: bool = False


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Rail:
    """`shown` of the `notes` fit the filter: `speaker` (a slug or "unknown") and `kind` (one of
    `KINDS`), "" for any."""

    notes: list[Note]
    speakers: list[Option]
    kinds: list[Option]
    speaker: str
    kind: str
    shown: int

    @property
    def query(self) -> str:
        """The filter as it stands in the address."""
        return urlencode(
            [(name, value) for name in ("kind", "speaker") if (value := getattr(self, name))]
        )


def rail(marks: Iterable[Mark], speaker: str = "", kind: str = "") -> Rail:
    """The notes of these marks. A value that none of them has shows none of them."""
    notes = [Note(mark, _slug(_speaker(mark))) for mark in marks]
    names = {
        note.speaker: found.name if (found := _speaker(note.mark)) else "nobody named"
        for note in notes
    }
    by_speaker = Counter(note.speaker for note in notes)
    by_kind = Counter(note.mark.kind for note in notes)
    notes = [
        replace(
            note,
            is_off=bool((speaker and note.speaker != speaker) or (kind and note.mark.kind != kind)),
        )
        for note in notes
    ]
    return Rail(
        notes,
        [
            Option(slug, names[slug], count)
            for slug, count in sorted(by_speaker.items(), key=lambda item: (-item[1], item[0]))
        ],
        [Option(name, _IN_WORDS.get(name, name), by_kind[name]) for name in KINDS if by_kind[name]],
        speaker,
        kind,
        sum(not note.is_off for note in notes),
    )


def _speaker(mark: Mark) -> Speaker | None:
    return mark.item.claimant if mark.kind == "claim" else mark.item.speaker


def _slug(speaker: Speaker | None) -> str:
    return speaker.slug if speaker else UNKNOWN
