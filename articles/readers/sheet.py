"""Sheets: CSV with a header and JSON Lines, one article per row with what is known about it.

A row has `text` (and perhaps `title`), or `file`, the path of a plain-text file relative to the
sheet. It may say `outlet`, `published` (an ISO date), `url`, `byline` and `language`; empty and
"unknown" mean unknown, other columns are left alone. A bad row is a problem that names the row,
and the other rows go in.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from articles.extraction.layout import read_layout
from articles.extraction.reading import Unreadable, read_text

from .documents import BadValue, Document, Problem, parse_date, parse_url, why
from .text import read_file

COLUMNS = ("title", "text", "file", "outlet", "published", "url", "byline", "language")
Row = dict[str, str]

# A cell may hold a whole article; the size of texts is checked when they are read.
csv.field_size_limit(2**31 - 1)


def read_sheet(path: Path) -> Iterator[tuple[Path | None, Document | Problem]]:
    """The rows of a sheet in order, each with the file that it names, if any.

    The sheet is trusted to name files as its user would on the command line.
    """
    rows = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
    found = False
    try:
        for name, row in rows(path):
            found = True
            yield _named_file(path, row), _read_row(path, name, row)
    except OSError as error:
        yield None, Problem(path.name, why(error))
    else:
        if not found:
            yield None, Problem(path.name, "there are no rows in it")


def _csv_rows(path: Path) -> Iterator[tuple[str, Row | Problem]]:
    header: list[str] = []
    for number, cells in _csv_records(path):
        name = f"{path.name}, row {number}"
        if isinstance(cells, csv.Error):
            yield name, Problem(name, f"not CSV: {cells}; check its quotation marks")
        elif not header:
            header = [cell.strip().lower() for cell in cells]
            if not {"text", "file"} & set(header):
                yield path.name, Problem(path.name, _no_text_column(header))
                return
        elif len(cells) > len(header):
            message = f"{len(cells)} cells under {len(header)} column names; quote the commas"
            yield name, Problem(name, message)
        elif any(cell.strip() for cell in cells):
            yield name, dict(zip(header, cells, strict=False))


def _csv_records(path: Path) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The records with their numbers as a spreadsheet counts them, the header being 1."""
    with _open(path, newline="") as file:
        delimiter = max(",;\t", key=file.readline().count)
        file.seek(0)
        records = csv.reader(file, delimiter=delimiter, strict=True)
        for number in itertools.count(1):
            try:
                yield number, next(records)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, error


def _open(path: Path, newline: str) -> TextIO:
    # Bytes that are not UTF-8 must spoil their own row only, so `_encoded` brings them back there.
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _no_text_column(header: list[str]) -> str:
    return (
        f"the first line must name the columns, among them “text” or “file”; "
        f"it is “{', '.join(header)[:200]}”"
    )


def _json_rows(path: Path) -> Iterator[tuple[str, Row | Problem]]:
    # Strings may hold other line separators, so only "\n" ends a row.
    with _open(path, newline="\n") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                name = f"{path.name}, line {number}"
                yield name, _json_row(name, line)


def _json_row(name: str, line: str) -> Row | Problem:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(name, f"not JSON: {error}")
    if not isinstance(values, dict):
        return Problem(name, "not a JSON object; write {…} on each line")
    for column in COLUMNS:
        if not isinstance(values.get(column), str | None):
            return Problem(name, f"“{column}” must be a string or null")
    return {column: values.get(column) or "" for column in COLUMNS}


def _named_file(sheet: Path, row: Row | Problem) -> Path | None:
    file = "" if isinstance(row, Problem) else row.get("file", "").strip()
    return sheet.parent / file if file else None


def _read_row(sheet: Path, name: str, row: Row | Problem) -> Document | Problem:
    if isinstance(row, Problem):
        return row
    try:
        return _document(name, {column: _known(row.get(column, "")) for column in COLUMNS}, sheet)
    except OSError as error:
        return Problem(name, f"{row['file'].strip()}: {why(error)}")
    except (BadValue, Unreadable) as error:
        return Problem(name, str(error))


def _known(value: str) -> str:
    """A cell without white space around it, "" when it says that nothing is known."""
    value = value.strip()
    return "" if value.lower() == "unknown" else value


def _document(name: str, row: Row, sheet: Path) -> Document:
    for column in COLUMNS:
        if column != "text":
            _check(column, row[column])
    title = " ".join(row["title"].split())
    if row["text"] and row["file"]:
        raise BadValue("this row has both “text” and “file”; give one of them")
    if row["file"]:
        path = sheet.parent / row["file"]
        name, text = path.name, read_file(path)
    elif row["text"]:
        text = _whole_text(title, row["text"])
    else:
        raise BadValue("this row has neither “text” nor “file”; give one of them")
    return Document(
        name=name,
        text=text,
        title=title,
        outlet=row["outlet"],
        published=parse_date(row["published"]),
        url=parse_url(row["url"]),
        byline=row["byline"],
        language=row["language"],
    )


def _whole_text(title: str, text: str) -> str:
    """The article with its headline line on top, unless it is there already."""
    if title and read_layout(text).title != title:
        text = f"{title}\n{text}"
    return read_text(_encoded(text))


def _check(column: str, value: str) -> None:
    """BadValue for what no database takes: NUL, and bytes that were not UTF-8."""
    if value:
        try:
            read_text(_encoded(value))
        except Unreadable as error:
            raise BadValue(f"“{column}” is {error}") from None


def _encoded(text: str) -> bytes:
    """The bytes of a cell; those that were not UTF-8 in the sheet are not UTF-8 here either."""
    return text.encode("utf-8", "surrogatepass")
