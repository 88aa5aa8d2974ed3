"""Plain text: one article per file, its first line the title unless it is a URL."""

from __future__ import annotations

from pathlib import Path

from articles.extraction.reading import MAX_BYTES, Unreadable, read_text

from .documents import Document, Problem, why


def read_file(path: Path) -> str:
    """The file's text, line ends as `\\n`, a byte order mark kept. Raises OSError, Unreadable."""
    size = path.stat().st_size
    if size > MAX_BYTES:  # not even read: it may be larger than the memory
        raise Unreadable(
            f"too large: {size / 1e6:.1f} MB, at most {MAX_BYTES // 1_000_000} MB are read; "
            "give one article per file"
        )
    return read_text(path.read_bytes())


def read_article(path: Path) -> Document | Problem:
    """One plain-text file, about which nothing is known but its text."""
    try:
        return Document(path.name, read_file(path))
    except OSError as error:
        return Problem(path.name, why(error))
    except Unreadable as error:
        return Problem(path.name, str(error))
