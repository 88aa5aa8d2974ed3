"""How a plain-text article is laid out: an address, a headline, then paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .records import Span

_URL_LINE = re.compile(r"https?://\S+$")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_BREAK = re.compile(r"[.!?][”\"’']?\s+[“\"‘']?[A-Z]")
_EDGE = "\ufeff\u200b"
_LONGEST_HEADLINE = 300


@dataclass(frozen=True)
class Layout:
    """`url` and `title` are "" when the text has none; `body_start` is where the prose begins."""

    url: str
    title: str
    title_span: Span | None
    body_start: int


def read_layout(text: str) -> Layout:
    """Split off a first line that is a URL, or else the headline.

    A text that opens with its URL has no headline line: prose follows at once. Nor has one whose
    first line is plainly prose: several sentences, or longer than any headline.
    """
    first = next(_trimmed_lines(text, 0), None)
    if first is None:
        return Layout("", "", None, len(text))
    start, end = first
    words = text[start:end]
    if _URL_LINE.match(words):
        return Layout(words, "", None, end)
    if _is_prose(words):
        return Layout("", "", None, start)
    return Layout("", words, first, end)


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The non-empty lines from `start` on, without the white space at their edges."""
    return list(_trimmed_lines(text, start))


def _trimmed_lines(text: str, start: int):
    for line in _LINE.finditer(text, start):
        left = len(line[0]) - len(line[0].lstrip().lstrip(_EDGE).lstrip())
        words = line[0][left:].rstrip()
        if words:
            yield line.start() + left, line.start() + left + len(words)


def _is_prose(line: str) -> bool:
    if len(line) > _LONGEST_HEADLINE:
        return True
    breaks = _SENTENCE_BREAK.findall(line)
    return len(breaks) > 1 or (bool(breaks) and line.endswith((".", ".”", '."', "!", "?”")))
