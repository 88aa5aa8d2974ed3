"""What readers give: documents, and problems in words for whoever started the reading."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One article to take in. What is unknown is "" or None; nothing is guessed.

    `text` is the whole article, its headline line included. `name` says where it came from: a
    file's base name, or a sheet and row. A `title` is given where the text may not show it.
    """

    name: str
    text: str
    title: str = ""
    outlet: str = ""
    published: datetime.date | None = None
    url: str = ""
    byline: str = ""
    language: str = ""


@dataclass(frozen=True)
class Problem:
    """Something that could not be read. `message` says why and what to do, in one line."""

    name: str
    message: str


class BadValue(ValueError):
    """A value that cannot be stored. The message is one line, written for the user."""


def parse_date(text: str) -> datetime.date | None:
    """An ISO date, or the date of an ISO date and time; None for "". Raises BadValue."""
    if not text:
        return None
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        raise BadValue(
            f"“{text}” is not a date; write year-month-day, such as 2024-05-16"
        ) from None


def parse_url(text: str) -> str:
    """A web address as it is, "" for "". Raises BadValue for what a page must not link to."""
    if text and not text.startswith(("http://", "https://")):
        raise BadValue(f"“{text}” is not a web address; it must begin with https:// or http://")
    if len(text) > 2000:
        raise BadValue(f"the web address has {len(text)} characters; at most 2000 are kept")
    return text


def why(error: OSError) -> str:
    """What the operating system says of a file that cannot be read, in our words if we have any."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a file"
    if isinstance(error, PermissionError):
        return "this file may not be read; change its permissions"
    return f"cannot be read: {error.strerror or error}"
