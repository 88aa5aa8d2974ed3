"""Readers: files in, documents out. Free of Django, like extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .documents import BadValue, Document, Problem, parse_date, parse_url, why
from .sheet import read_sheet
from .text import read_article, read_file

__all__ = [
    "BadValue",
    "Document",
    "Problem",
    "is_plain_text",
    "parse_date",
    "parse_url",
    "read",
    "read_file",
    "why",
]

SHEETS = (".csv", ".jsonl")
TEXTS = (".txt",)
NOT_TEXT = (
    ".doc",
    ".docx",
    ".htm",
    ".html",
    ".json",
    ".odt",
    ".pdf",
    ".rtf",
    ".xls",
    ".xlsx",
    ".xml",
)


def read(paths: Iterable[Path]) -> Iterator[Document | Problem]:
    """The articles of files and folders, in order; a folder's files sorted by their paths.

    In a folder .txt, .csv and .jsonl files are read: its sheets first, then the plain files that no
    sheet has named, since a sheet knows more about them. A file named by itself is plain text
    whatever its name, unless its ending says otherwise.
    """
    for path in paths:
        yield from _read_folder(path) if path.is_dir() else _read_file(path)


def is_plain_text(path: Path) -> bool:
    """Would this be read as one plain-text article?"""
    return path.suffix.lower() not in (*SHEETS, *NOT_TEXT) and not path.is_dir()


def _read_file(path: Path) -> Iterator[Document | Problem]:
    kind = path.suffix.lower()
    if kind in SHEETS:
        yield from (document for _, document in read_sheet(path))
    elif kind in NOT_TEXT:
        message = f"{kind} files are not read; give plain text (.txt), a .csv or a .jsonl file"
        yield Problem(path.name, message)
    else:
        yield read_article(path)


def _read_folder(folder: Path) -> Iterator[Document | Problem]:
    files = _files(folder)
    if not files:
        yield Problem(str(folder), "there is no .txt, .csv or .jsonl file in this folder")
    named: set[Path] = set()
    for path in files:
        if path.suffix.lower() in SHEETS:
            for file, document in read_sheet(path):
                if file:
                    named.add(file.resolve())
                yield document
    for path in files:
        if path.suffix.lower() in TEXTS and path.resolve() not in named:
            yield read_article(path)


def _files(folder: Path) -> list[Path]:
    """What is to be read below a folder, sorted; hidden files and folders are left alone."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in (*SHEETS, *TEXTS)
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
