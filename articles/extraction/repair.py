"""From labelled tokens to a content as a reader would cut it.

snapped   a quotation of which most is content is content whole, and no more than it
joined    parts with nothing but marks between them are one
trimmed   no outer quotation marks, no leading "that", no full stop outside the marks
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from .phrases import Tokens
from .quotation import Quotation
from .records import Span

_OPENER = re.compile(r"(?:that|whether)\b\s*", re.I)
_EDGE = " \t\n\u00a0,;:–—-"
_MOST = 0.5  # of a quotation's words
_FEW = 3  # words past the edge of a quotation that are a slip


def content_spans(doc: Doc, runs: list[Tokens], cue: Tokens) -> list[Span]:
    """The content of the cue in characters, from its runs of tokens."""
    text = doc.text
    start, end = doc[cue[0]].idx, doc[cue[1] - 1].idx + len(doc[cue[1] - 1])
    spans = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in runs]
    spans = [_snapped(doc, span, (start, end)) for span in _joined(text, spans)]
    spans = [_trimmed(doc, span, k == 0) for k, span in enumerate(_merged(text, spans))]
    return [(s, e) for s, e in spans if any(c.isalnum() for c in text[s:e])]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Neighbours in a paragraph with no word between them are one, unless quotation marks part
    them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        between = text[found[-1][1] : start] if found else ""
        if found and "\n" not in between and not any(c.isalnum() for c in between):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _merged(text: str, spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _snapped(doc: Doc, span: Span, cue: Span) -> Span:
    """Quotations taken whole where most of one is content; a slip over their edge taken back.

    A cue inside a quotation reports within it, and that quotation is left alone.
    """
    start, end = span
    for quotation in doc._.quotations.within(*span):
        if quotation.holds(cue[0]):
            continue
        shared = min(end, quotation.end) - max(start, quotation.start)
        if shared >= _MOST * (quotation.end - quotation.start):
            start, end = min(start, quotation.outer_start), max(end, quotation.outer_end)
        elif start < quotation.outer_start and _words(doc, quotation.outer_start, end) <= _FEW:
            end = quotation.outer_start
        elif end > quotation.outer_end and _words(doc, start, quotation.outer_end) <= _FEW:
            start = quotation.outer_end
    if start < cue[0] < end and span[0] >= cue[1]:
        start = cue[1]
    if start < cue[0] < end and span[1] <= cue[0]:
        end = cue[0]
    return start, end


def _words(doc: Doc, start: int, end: int) -> int:
    return len(doc.text[start:end].split())


def _trimmed(doc: Doc, span: Span, first: bool) -> Span:
    start, end = span
    text = doc.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if quotation := _alone(doc, start, end):
        return quotation.start, quotation.end
    if end > start and text[end - 1] == "." and not _abbreviates(text, end):
        end -= 1
    if first and (opener := _OPENER.match(text, start, end)):
        start = opener.end()
    return start, end


def _alone(doc: Doc, start: int, end: int) -> Quotation | None:
    """The quotation that is all there is to a content, but for marks."""
    found = doc._.quotations.within(start, end)
    if len(found) != 1 or start > found[0].start or end < found[0].end:
        return None
    outside = doc.text[start : found[0].outer_start] + doc.text[found[0].outer_end : end]
    return None if any(c.isalnum() for c in outside) else found[0]


def _abbreviates(text: str, end: int) -> bool:
    """Whether the full stop is of "U.S." rather than of the sentence."""
    return end >= 4 and text[end - 3] == "." and text[end - 2].isupper()
