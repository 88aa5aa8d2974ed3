"""What a text says behind its markup and its characters' disguises.

Tags, entities, invisible characters, full-width letters and rare quotation marks are read as the
plain text they stand for, and everything found is told in offsets of the text as it came:

    plain = read_plain("&quot;No,&quot; <b>she</b> said.")
    plain.text             # '"No," she said.'
    plain.back((6, 9))     # the offsets of "she" in the text as it came
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from .records import Citation, Claim, Cue, Quote, Span, Speaker
from .vocabulary import signals

_BLOCKS = signals("block_tags")
_INLINE = signals("inline_tags")
_MARKS = {
    **dict.fromkeys("❝〝‟", "“"),
    **dict.fromkeys("❞〞〟", "”"),
    **dict.fromkeys("″＂", '"'),
    **dict.fromkeys("❛‹", "‘"),
    **dict.fromkeys("❜›′", "’"),
    **dict.fromkeys("「『", "“"),
    **dict.fromkeys("」』", "”"),
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
}
_NAMES = "|".join(sorted(_BLOCKS | _INLINE, key=len, reverse=True))
_DISGUISE = re.compile(
    r"(?P<unseen><!--.{0,5000}?-->|<(?P<hidden>script|style)\b[^<>]{0,1000}>.{0,20000}?</(?P=hidden)\s*>)"
    rf"|</?(?P<tag>{_NAMES})\b[^<>\n]{{0,1000}}>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,12}\d{0,2});)"
    r"|(?P<invisible>[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad])"
    r"|(?P<wide>[\uff01-\uff5e\U0001d400-\U0001d7ff])"
    rf"|(?P<mark>[{''.join(_MARKS)}])"
    r"|(?P<accented>[^\W\d_][\u0300-\u036f]+)",
    re.I | re.S,
)


@dataclass
class Plain:
    """A text and where its parts come from, as (offset here, offset there, length here)."""

    text: str
    _here: list[int] = field(default_factory=list)
    _there: list[Span] = field(default_factory=list)
    _literal: list[bool] = field(default_factory=list)

    def back(self, span: Span) -> Span:
        """The span in the text as it came. Whole where it cuts through an entity."""
        if not self._here:
            return span
        return self._start(span[0]), self._end(span[1])

    def _start(self, offset: int) -> int:
        part = bisect_right(self._here, offset) - 1
        start = self._there[part][0]
        return start + offset - self._here[part] if self._literal[part] else start

    def _end(self, offset: int) -> int:
        part = bisect_right(self._here, max(offset - 1, 0)) - 1
        start, end = self._there[part]
        return start + offset - self._here[part] if self._literal[part] else end


def read_plain(text: str) -> Plain:
    """One pass; a text without any of it comes back as it is."""
    plain = Plain(text)
    parts: list[str] = []
    here = there = 0

    def add(words: str, start: int, end: int, literal: bool) -> None:
        nonlocal here
        if words:
            parts.append(words)
            plain._here.append(here)
            plain._there.append((start, end))
            plain._literal.append(literal)
            here += len(words)

    for match in _DISGUISE.finditer(text):
        words = _words(match)
        if words == match[0]:
            continue
        add(text[there : match.start()], there, match.start(), literal=True)
        add(words, match.start(), match.end(), literal=False)
        there = match.end()
    if there:
        add(text[there:], there, len(text), literal=True)
        plain.text = "".join(parts)
    return plain


def _words(match: re.Match[str]) -> str:
    if match["tag"]:
        return "\n" if match["tag"].lower() in _BLOCKS else ""
    if match["entity"]:
        words = html.unescape(match[0])
        return " " if words == "\u00a0" else words
    if match["wide"] or match["accented"]:
        return unicodedata.normalize("NFKC" if match["wide"] else "NFC", match[0])
    return _MARKS.get(match["mark"] or "", "")


def quote_as_it_came(quote: Quote, plain: Plain, text: str) -> Quote:
    """The quote with offsets and words of the text as it came."""
    spans = tuple(map(plain.back, quote.spans))
    speaker, cue = quote.speaker, quote.cue
    return replace(
        quote,
        text=" … ".join(text[start:end] for start, end in spans),
        spans=spans,
        cue=cue and _cue(cue, plain, text),
        speaker=speaker and _speaker(speaker, plain, text),
        citations=tuple(_link(link, plain, text) for link in quote.citations),
    )


def claim_as_it_came(claim: Claim, plain: Plain, text: str) -> Claim:
    span = plain.back(claim.span)
    return replace(claim, span=span, text=text[slice(*span)])


def _cue(cue: Cue, plain: Plain, text: str) -> Cue:
    spans = tuple(map(plain.back, cue.spans))
    return Cue(" … ".join(text[start:end] for start, end in spans), spans)


def _speaker(speaker: Speaker, plain: Plain, text: str) -> Speaker:
    if speaker.span is None:
        return speaker
    span = plain.back(speaker.span)
    return replace(speaker, span=span, text=text[slice(*span)])


def _link(link: Citation, plain: Plain, text: str) -> Citation:
    span = plain.back(link.span)
    return replace(link, span=span, text=text[slice(*span)])
