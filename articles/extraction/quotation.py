"""Quotation marks: which stretches of the text stand inside them.

Marks are paired paragraph by paragraph. A double mark left open runs to the end of its paragraph:
that is how a speech over several paragraphs is printed, each opening with a mark and only the last
closing with one. Where the paragraphs after it open with none and a later one closes it, all are
spoken. Only the outermost level is kept; marks inside a quotation belong to its words. The turns of
a transcript count as quotations too, though they have no marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from .layout import paragraphs
from .transcripts import Turn, find_turns

# Of three straight ones at the end of words the first closes an inner quotation: 'No,'''.
_MARK = re.compile(r"(?<=[^\s(])'(?='')|''|[‘’]’|‘‘|``|[“”\"«»„‘’']")
_CLOSER = {
    "“": ("”", "“", '"', "’’"),
    '"': ('"', "”"),
    "«": ("»",),
    "»": ("«",),
    "„": ("“", "”"),
    "”": ("”", "“"),
    "``": ("''",),
    "''": ("''",),
    "‘’": ("’’", "‘’"),  # pairs of single marks, typed for double ones
    "‘‘": ("’’", "‘’"),
    "’’": ("’’",),
}
_STOPS = ".?!…"
_ENDS_WORDS = ".,?!…;:—–-"
_LONGEST_SINGLE = 1500
_LONGEST_SPEECH = 6  # paragraphs without a mark before one that closes a quotation


@dataclass(frozen=True)
class Quotation:
    """`start` to `end` are the words, `outer_start` to `outer_end` the words with their marks."""

    outer_start: int
    start: int
    end: int
    outer_end: int
    closed: bool = True

    def holds(self, offset: int) -> bool:
        return self.outer_start <= offset < self.outer_end


class Quotations:
    """The quotations of one text in reading order, with fast look-up by offset."""

    def __init__(self, found: list[Quotation]):
        self.all = found
        self._starts = [quotation.outer_start for quotation in found]

    def at(self, offset: int) -> Quotation | None:
        """The quotation that holds this character, its marks included."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self.all[index].holds(offset):
            return self.all[index]
        return None

    def within(self, start: int, end: int) -> list[Quotation]:
        """The quotations that share a character with start..end."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while index < len(self.all) and self.all[index].outer_start < end:
            if self.all[index].outer_end > start:
                found.append(self.all[index])
            index += 1
        return found


def find_quotations(text: str) -> list[Quotation]:
    """Pair the marks of every paragraph. Linear in the length of the text."""
    found: list[Quotation] = []
    unmarked: list[tuple[int, int]] = []  # paragraphs after one that leaves a quotation open
    for start, end in paragraphs(text):
        pairs = _pair(text, start, end)
        is_open = bool(found) and not found[-1].closed and len(unmarked) < _LONGEST_SPEECH
        closing = _only_closing(text, start, end) if is_open else None
        if closing:
            found.extend(Quotation(a, a, b, b, closed=False) for a, b in unmarked)
            found.append(Quotation(start, start, closing.start(), closing.end()))
            unmarked = []
        elif is_open and not pairs:
            unmarked.append((start, end))
        else:
            found.extend(pairs)
            unmarked = []
    return found


def _only_closing(text: str, start: int, end: int) -> re.Match[str] | None:
    """The only double mark of a paragraph, if it is a curly one that closes: "… they will.” "; a
    straight one may close what is signed within its marks."""
    doubles = (mark for mark in _MARK.finditer(text, start, end) if mark[0] not in ("'", "‘", "’"))
    first = next(doubles, None)
    alone = first is not None and next(doubles, None) is None and first.start() > start
    return first if first and alone and first[0] == "”" else None


def with_turns(found: list[Quotation], turns: list[Turn]) -> list[Quotation]:
    """The words of turns, and the quotations that stand in none."""
    spoken = [Quotation(start, start, end, end) for turn in turns for start, end in turn.words]
    inside = Quotations(spoken)
    apart = [q for q in found if not inside.within(q.outer_start, q.outer_end)]
    return sorted([*spoken, *apart], key=lambda quotation: quotation.start)


def _pair(text: str, start: int, end: int) -> list[Quotation]:
    marks = list(_MARK.finditer(text, start, end))
    odd = sum(mark[0] == '"' for mark in marks) % 2 == 1
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    nested = False
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if opened:
            if mark[0] == '"' and opened[0] == "“" and _after_space(text, mark, start):
                nested = not nested
            elif nested and mark[0] == '"':
                nested = False
            elif opened.start() == start and _opens_again(text, opened, mark, odd):
                continue
            elif _closes(text, opened, mark):
                words = _first_word(text, opened)
                found.append(Quotation(opened.start(), words, mark.start(), mark.end()))
                opened, nested = None, False
            elif mark[0] == opened[0] and _may_open(text, mark, start):
                opened = mark  # the one before was never closed: a slip, so it opened nothing
        elif mark[0] in ("'", "‘", "’"):
            if closing := _closing_single(text, marks, index - 1, start):
                found.append(
                    Quotation(
                        mark.start(), mark.end(), marks[closing].start(), marks[closing].end()
                    )
                )
                index = closing + 1
        elif mark[0] in _CLOSER and _may_open(text, mark, start):
            opened = mark
    if opened and end > opened.end():
        words = _first_word(text, opened)
        found.append(Quotation(opened.start(), words, end, end, closed=False))
    return found


def _first_word(text: str, opening: re.Match[str]) -> int:
    """Where the words begin after a mark that may have a space behind it."""
    return opening.end() + (text[opening.end() : opening.end() + 1] == " ")


def _opens_again(text: str, opened: re.Match[str], mark: re.Match[str], odd: bool) -> bool:
    """Whether a mark only opens once more what a paragraph begins with: “We came. “We saw,” she
    said. Of straight ones where their number is `odd`."""
    if mark[0] != opened[0] or not (mark[0] == "“" or (mark[0] == '"' and odd)):
        return False
    before, after = text[opened.end() : mark.start()], text[mark.end() : mark.end() + 1]
    return before[-1:].isspace() and before.rstrip()[-1:] in _STOPS and after.isupper()


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    """A mark opens before a word; a straight one only where no word ends right before it. One that
    begins a paragraph opens before a space too, and so does “ after one."""
    after = text[mark.end() : mark.end() + 1]
    if not after or after.isspace():
        goes_on = after == " " and not text[mark.end() + 1 : mark.end() + 2].isspace()
        apart = mark[0] == "“" and _after_space(text, mark, start)
        return goes_on and (mark.start() == start or apart)
    if mark[0] in ("“", "«", "„", "``"):
        return True
    return mark.start() == start or not (
        text[mark.start() - 1].isalnum() or text[mark.start() - 1] in ".,?!"
    )


def _after_space(text: str, mark: re.Match[str], start: int) -> bool:
    return mark.start() == start or text[mark.start() - 1].isspace()


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    if mark[0] == opened[0] and mark[0] == "“":  # a closing mark typed the wrong way round
        after = text[mark.end() : mark.end() + 1]
        return not text[mark.start() - 1].isspace() and not after.isalnum()
    return mark[0] in _CLOSER[opened[0]]


def _closing_single(text: str, marks: list[re.Match[str]], opening: int, start: int) -> int | None:
    """The mark that closes a single one, or None when it is an apostrophe.

    An apostrophe after a plural ("the workers' rights") looks like a closing mark, so one after
    punctuation is preferred as long as no further mark opens before it.
    """
    first = marks[opening]
    if not _opens_single(text, first, start):
        return None
    plain = None
    for index in range(opening + 1, len(marks)):
        mark = marks[index]
        if mark.start() - first.start() > _LONGEST_SINGLE:
            break
        if mark[0] in ("“", '"', "«"):
            if first[0] == "'":
                break
            continue
        if _opens_single(text, mark, start):
            if plain is not None:
                break
            continue
        if mark[0] not in ("'", "’", "''", "’’") or text[mark.end() : mark.end() + 1].isalnum():
            continue
        before = text[mark.start() - 1]
        if before in _ENDS_WORDS:
            return index
        if plain is None and not before.isspace():
            plain = index
    return plain


def _opens_single(text: str, mark: re.Match[str], start: int) -> bool:
    if mark[0] not in ("'", "‘"):
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1] if mark.start() > start else " "
    return after.isalpha() and not before.isalnum() and before not in ".,?!"


if not Doc.has_extension("quotations"):
    Doc.set_extension("quotations", default=Quotations([]))
    Doc.set_extension("text", default="")
    Doc.set_extension("turns", default=())


@Language.factory("on_record_quotations")
def create_quotations(nlp: Language, name: str):
    """Writes `doc._.quotations`, `doc._.turns`, and `doc._.text`: spaCy joins `doc.text` anew at
    each call."""

    def component(doc: Doc) -> Doc:
        doc._.text = doc.text
        doc._.turns = find_turns(doc._.text)
        found = find_quotations(doc._.text)
        doc._.quotations = Quotations(with_turns(found, doc._.turns) if doc._.turns else found)
        return doc

    return component
