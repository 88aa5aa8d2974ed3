"""Sentences that hold a quotation and the words about it together.

A full stop inside quotation marks ends a sentence of the speaker, not of the article, so no
quotation is cut: “I came. I saw,” she said. is one sentence here. Claims are looked for in
`plain_sentences`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from .layout import paragraphs, read_layout
from .records import Span
from .vocabulary import places, reporting_verbs, signals

_STOP = re.compile(r"[.!?…]+[)\]]*")
_ABBREVIATIONS = {word.lower() for word in signals("abbreviations")} | signals(
    "other_abbreviations"
)
_DASHES = frozenset("―–—")
_LONGEST = 3000
# Words without a stop are read in parts: what steps do within a sentence may grow with its square.
_MOST_TOKENS = 600
# LIMA, June 2 (EFE) - / Durban, May 16 2022 (IPS) – / CHARLOTTE -
_DATELINE = re.compile(
    r"(?:[A-Z][\w.’'-]*(?:,? [\w.’'-]+){0,6},? ?\([\w .,/-]{2,40}\)"
    r"|[A-Z]{3,}(?:[ ,][\w.,]+){0,4})(?: ?--| [-–—―]+|[-–—―]+(?= )) *"
    r"(?:\d{1,2} [A-Z][a-z]+ \d{4}: )?"
)
# KUWAIT CITY, July 25: / Muscat: / Oslo -
_PLACED = re.compile(
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?:, [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?"
    r"(?::| ?[-–—―]+) +(?=[A-Z“\"])"
)


@dataclass(frozen=True)
class Sentence:
    """Tokens start..end of the doc, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


def plain_sentences(text: str, start: int, end: int) -> list[Span]:
    """Cut text[start:end] after full stops, whatever quotation marks stand around them."""
    cuts, last = [], start
    for stop in _STOP.finditer(text, start, end):
        after = stop.end()
        while after < end and text[after] in "”\"’')»":
            after += 1
        if after - last > 1 and _ends_sentence(text, stop.start(), after, end):
            cuts.append((last, after))
            last = after
    cuts.append((last, end))
    trimmed = ((s + _leading_space(text, s, e), e) for s, e in cuts)
    return [(s, e) for s, e in trimmed if s < e]


def _leading_space(text: str, start: int, end: int) -> int:
    return len(text[start:end]) - len(text[start:end].lstrip())


def _ends_sentence(text: str, stop: int, after: int, end: int) -> bool:
    if after >= end:
        return True
    if not text[after].isspace():
        return False
    following = text[after : after + 4].lstrip(" \t\u00a0“\"‘'«(")[:1]
    if following and not (following.isupper() or following.isdigit() or not following.isascii()):
        return False
    if following in _DASHES and text[after - 1] in '”"»':
        return False  # “It is late.” ― Ada Lund
    if text[stop] == ".":
        word = _last_word(text[max(0, stop - 20) : stop])
        if text[stop - 5 : stop] == " on X":
            return True  # "Lund wrote on X. In it, she said", where X is no initial
        return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()))
    return True


def _last_word(text: str) -> str:
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] in "._"):
        start -= 1
    return text[start:].lower()


if not Doc.has_extension("sentences"):
    Doc.set_extension("sentences", default=())


@Language.factory("on_record_sentences")
def create_sentences(nlp: Language, name: str):
    """Writes `doc._.sentences`, the body's; the headline is none."""
    return split_doc


def _body_start(doc: Doc) -> int:
    """Where prose begins; a transcript may begin with its first turn instead of a headline."""
    layout = read_layout(doc._.text)
    if layout.title_span and [turn.label is not None for turn in doc._.turns[:2]] == [True, True]:
        first, second = doc._.turns[:2]
        between = doc._.text[layout.title_span[1] : second.label[0]]
        if first.label[0] <= layout.title_span[1] and not between.strip():
            return layout.title_span[0]
    return layout.body_start


def past_dateline(text: str, start: int, end: int) -> int:
    """Where a paragraph begins after the place and the day that it is from."""
    if found := _DATELINE.match(text, start, end):
        return found.end()
    found = _PLACED.match(text, start, end)
    place = found[1].lower().removesuffix(" city") if found else ""
    return found.end() if found and place in places() else start


def split_doc(doc: Doc) -> Doc:
    text, quotations = doc._.text, doc._.quotations
    start = _body_start(doc) if doc._.has_headline else 0
    token = 0
    found: list[Sentence] = []
    spoken = [turn.words[0][0] for turn in doc._.turns]
    for number, (left, right) in enumerate(paragraphs(text, start)):
        left = past_dateline(text, left, right)
        is_turn = bisect_left(spoken, left) < bisect_left(spoken, right)
        cuts = [(left, right)] if is_turn else plain_sentences(text, left, right)
        for cut_start, cut_end in _join(text, cuts, quotations):
            while token < len(doc) and doc[token].idx < cut_start:
                token += 1
            first = token
            while token < len(doc) and doc[token].idx < cut_end:
                token += 1
            size = max(token - first, 1) if is_turn else _MOST_TOKENS
            parts = range(first, token, size)
            found.extend(Sentence(i, min(i + size, token), number) for i in parts)
    doc._.sentences = found
    return doc


def _join(text: str, cuts: list[Span], quotations) -> list[Span]:
    """Undo the cuts that fall into a quotation, or between it and the words that report it."""
    joined: list[Span] = []
    for start, end in cuts:
        if (
            joined
            and start - joined[-1][0] < _LONGEST
            and _belongs(text, joined[-1], start, quotations)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs(text: str, before: Span, start: int, quotations) -> bool:
    spanning = quotations.at(start - 1) if start else None
    if spanning and spanning.outer_end > start and spanning.outer_start < start:
        return True
    closed = quotations.at(before[1] - 1) if text[before[1] - 1] in "”\"’'" else None
    return (
        closed is not None
        and text[closed.end - 1] in "?!…-–—"
        and bool(_REPORTS.match(text, start, min(start + 120, len(text))))
    )


_SPEECH_VERBS = sorted(
    word
    for word, verb in reporting_verbs().items()
    if verb.form in ("s", "past") and verb.frames & {"clause", "quote", "hearer", "question"}
)
# “No!” Ada Lund said. / “No!” the old man said.
_REPORTS = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|[Tt]he|[Aa]n?|[Hh]e|[Ss]he|[Tt]hey|[a-z]{2,14}) ){1,4}?(?:"
    + "|".join(_SPEECH_VERBS)
    + r")\b[^“\"]{0,60}"
)

if not Doc.has_extension("has_headline"):
    Doc.set_extension("has_headline", default=True)
