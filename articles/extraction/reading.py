"""From a file's bytes to the text that all offsets count in."""

from __future__ import annotations

import re

MAX_BYTES = 10_000_000


class Unreadable(ValueError):
    """A file that is no plain-text article. The message is one line, written for the user."""


def read_text(data: bytes) -> str:
    """Decode UTF-8 and turn every line end into `\\n`; a byte order mark stays, as one code point.

    Raises `Unreadable` for an empty file, more than 10 MB, a NUL byte or bytes that are not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"too large: {len(data) / 1e6:.1f} MB, at most {MAX_BYTES // 1_000_000} MB are read"
        )
    if (nul := data.find(b"\0")) >= 0:
        raise Unreadable(
            f"not plain text: there is a NUL byte at byte {nul}; save the article as plain text"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"not UTF-8: byte 0x{data[error.start]:02x} at byte {error.start}; "
            "save the file again with the encoding UTF-8"
        ) from None
    if not text.strip("\ufeff \t\r\n\v\f\u00a0"):
        raise Unreadable("empty: there is no text in it")
    return re.sub(r"\r\n?", "\n", text)
