"""How a plain-text article is laid out: an address, a headline, then paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .records import Span

_URL_LINE = re.compile(r"https?://\S+$")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Layout:
    """`url` and `title` are "" when the text has none; `body_start` is where the prose begins."""

    url: str
    title: str
    title_span: Span | None
    body_start: int


def read_layout(text: str) -> Layout:
    """Split off a first line that is a URL, or else the headline.

    A text that opens with its URL has no headline line: prose follows at once.
    """
    first = next((line for line in _LINE.finditer(text) if line[0].strip()), None)
    if first is None:
        return Layout("", "", None, len(text))
    words = first[0].strip()
    if _URL_LINE.match(words):
        return Layout(words, "", None, first.end())
    start = first.start() + len(first[0]) - len(first[0].lstrip())
    span = (start, start + len(words))
    return Layout("", words, span, first.end())


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The non-empty lines from `start` on, without the white space at their edges."""
    found = []
    for line in _LINE.finditer(text, start):
        words = line[0].strip()
        if words:
            left = line.start() + line[0].index(words[0])
            found.append((left, left + len(words)))
    return found
