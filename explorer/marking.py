"""Marking words in a text without writing HTML: a text is cut into plain pieces, each of which
knows what covers it, and a template wraps and escapes them one by one.

Spans may nest and overlap in any way. Cutting at every edge keeps the markup valid whatever they
do, and one sweep over the sorted edges keeps the work proportional to their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, TypeVar

from articles.text import words

Label = TypeVar("Label")
Span = tuple[int, int]

# What stands inside quotation marks, the marks included. An apostrophe between letters closes
# nothing; a mark that is never closed reaches to the end of the text.
_QUOTED = re.compile(
    r"“[^“”]*(?:”|$)|„[^„“”]*(?:[“”]|$)|«[^«»]*(?:»|$)|\"[^\"]*(?:\"|$)"
    r"|(?<!\w)‘(?:[^‘’]|’(?=\w)){1,1000}’|(?<!\w)'(?:[^']|(?<=\w)'(?=\w)){1,1000}'(?!\w)"
)
# A word as people see it: accents written apart and apostrophes belong to it.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f'’ʼ])*")
_APOSTROPHES = "'’ʼ"


def cut(
    spans: Iterable[tuple[int, int, Label]], start: int, end: int
) -> Iterator[tuple[int, int, tuple[Label, ...]]]:
    """Cut `start` to `end` at the edges of the labelled spans.

    >>> list(cut([(1, 4, "a"), (3, 6, "b")], 0, 5))
    [(0, 1, ()), (1, 3, ('a',)), (3, 4, ('a', 'b')), (4, 5, ('b',))]
    """
    edges = []
    for order, (left, right, label) in enumerate(spans):
        left, right = max(left, start), min(right, end)
        if left < right:
            edges += [(left, True, order, label), (right, False, order, label)]
    edges.sort(key=lambda edge: edge[:3])
    over: dict[int, Label] = {}
    position = start
    for offset, opens, order, label in edges:
        if offset > position:
            yield position, offset, tuple(over.values())
            position = offset
        if opens:
            over[order] = label
        else:
            del over[order]
    if position < end:
        yield position, end, tuple(over.values())


def verbatim(text: str, kind: str) -> list[Span]:
    """Where a quote's text is word for word: all of a direct quote, of a mixed one what stands in
    quotation marks, nothing of an indirect one."""
    if kind == "direct":
        return [(0, len(text))]
    if kind == "indirect":
        return []
    return [found.span() for found in _QUOTED.finditer(text)]


def matches(text: str, phrases: Collection[tuple[str, ...]]) -> list[Span]:
    """Where the folded phrases of a search stand in a text."""
    if not phrases:
        return []
    folded: list[str] = []
    places: list[Span] = []
    for found in _WORD.finditer(text):
        right = found.end() - (len(found[0]) - len(found[0].rstrip(_APOSTROPHES)))
        for word in words(found[0]):
            folded.append(word)
            places.append((found.start(), right))
    return [
        (places[i][0], places[i + len(phrase) - 1][1])
        for phrase in phrases
        for i in range(len(folded) - len(phrase) + 1)
        if tuple(folded[i : i + len(phrase)]) == phrase
    ]


@dataclass(frozen=True)
class Words:
    """A piece of a quote on its own."""

    text: str
    verbatim: bool
    match: bool


def quote_words(text: str, kind: str, phrases: Collection[tuple[str, ...]] = ()) -> list[Words]:
    """A quote's text in pieces: which are word for word, which match a search."""
    spans = [(left, right, "verbatim") for left, right in verbatim(text, kind)]
    spans += [(left, right, "match") for left, right in matches(text, phrases)]
    return [
        Words(text[left:right], "verbatim" in labels, "match" in labels)
        for left, right, labels in cut(spans, 0, len(text))
    ]


@dataclass(frozen=True)
class Change:
    """A piece of a text against another text: `what` is "same", "gone" (in the other one alone) or
    "new" (in this one alone). `gap` is the white space after it."""

    what: str
    text: str
    gap: str = ""


def changes(before: str, after: str) -> list[Change]:
    """What `after` leaves of `before`, word by word. Case, accents and punctuation are no changes.

    >>> [(change.what, change.text) for change in changes("We are ready", "We were ready.")]
    [('same', 'We'), ('gone', 'are'), ('new', 'were'), ('same', 'ready.')]
    """
    ours, theirs = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(
        None,
        [key for key, _ in ours],
        [key for key, _ in theirs],
        autojunk=len(theirs) > 500,  # of a long text the commonest words are not looked at
    )
    found = []
    for what, left, right, other_left, other_right in matcher.get_opcodes():
        if what in ("delete", "replace"):
            found.append(_change("gone", _in_short([text for _, text in ours[left:right]])))
        if what != "delete":
            kind = "same" if what == "equal" else "new"
            found.append(_change(kind, "".join(text for _, text in theirs[other_left:other_right])))
    return found


def _change(what: str, text: str) -> Change:
    bare = text.rstrip()
    return Change(what, bare, " " if what == "gone" else text[len(bare) :])


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words as they are compared and as they are written, the gap after each with it."""
    tokens: list[tuple[str, str]] = []
    for token in re.findall(r"\S+\s*|^\s+", text):
        key = "".join(words(token))
        if not key and tokens:  # a dash of its own
            key, token = tokens[-1][0], tokens.pop()[1] + token
        tokens.append((key, token))
    return tokens


def _in_short(left_out: list[str]) -> str:
    """What is left out in one place; of many words the first and the last few."""
    if len(left_out) <= 14:
        return "".join(left_out)
    first, last = "".join(left_out[:5]), "".join(left_out[-5:])
    return f"{first}… {len(left_out) - 10} words … {last}"


@dataclass(frozen=True)
class Mark:
    """One thing to mark in an article: `key` is its anchor, "quote-12" or "claim-3"; `number` the
    sign set after it; `kind` a quote's kind, or "claim"."""

    key: str
    number: str
    kind: str
    spans: tuple[Span, ...]
    item: Any = field(default=None, compare=False)


@dataclass
class Piece:
    """A piece of an article's text. The first piece of a mark carries its anchor, the last its
    number."""

    text: str
    marks: list[Mark]
    verbatim: bool = False
    starts: list[Mark] = field(default_factory=list)
    ends: list[Mark] = field(default_factory=list)

    @property
    def keys(self) -> str:
        return " ".join(mark.key for mark in self.marks)

    @property
    def classes(self) -> str:
        names = {mark.kind for mark in self.marks}
        if self.verbatim:
            names.add("verbatim")
        return " ".join(sorted(names))


@dataclass
class Passage:
    """One paragraph in pieces, with the marks that begin in it. `start` is its offset in the body;
    the texts of its pieces add up to the body from there."""

    start: int = 0
    pieces: list[Piece] = field(default_factory=list)

    @property
    def marks(self) -> list[Mark]:
        return [mark for piece in self.pieces for mark in piece.starts]


def passages(body: str, paragraphs: list[Span], marks: list[Mark]) -> list[Passage]:
    """The paragraphs of a body with the marks set in them. Paragraphs are in order."""
    if not paragraphs:
        return []
    found = [Passage(left) for left, _ in paragraphs]
    lefts = [left for left, _ in paragraphs]
    first: dict[str, Piece] = {}
    last: dict[str, Piece] = {}
    for left, right, labels in cut(
        [*_labels(body, marks), *((left, right, None) for left, right in paragraphs)],
        paragraphs[0][0],
        paragraphs[-1][1],
    ):
        if None not in labels:
            continue  # between two paragraphs
        over = dict.fromkeys(label for label in labels if isinstance(label, Mark))
        # What lies on top is met first by a click: of a quote and a claim of the same words the
        # quote, then the claim.
        over = sorted(over, key=lambda mark: (mark.spans[0][0], mark.kind != "claim"))
        piece = Piece(body[left:right], over, verbatim="verbatim" in labels)
        found[bisect_right(lefts, left) - 1].pieces.append(piece)
        for mark in over:
            first.setdefault(mark.key, piece)
            last[mark.key] = piece
    for mark in marks:
        if mark.key in first:
            first[mark.key].starts.append(mark)
            last[mark.key].ends.append(mark)
    return found


def _labels(body: str, marks: list[Mark]) -> Iterator[tuple[int, int, Mark | str]]:
    for mark in marks:
        for left, right in mark.spans:
            yield left, right, mark
            if mark.kind != "claim":
                for begin, end in verbatim(body[left:right], mark.kind):
                    yield left + begin, left + end, "verbatim"
