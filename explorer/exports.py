"""A list as a file: the same rows as on the screen, all of them, in the same order.

Columns are named once, here. Rows are read and written in chunks: the ids of all rows are known
first, in order, and each chunk of them is fetched with plain columns and looks up names in tables
that stay small. So the first rows leave at once, in any order, and memory holds eight bytes a row.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import BooleanField, F, Func, Model, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.models import Article, Citation, Claim, FactCheck, Outlet, Quote, Speaker

from . import xlsx
from .filters import Filter, QuoteFilter, day_in_words

FIRST_CHUNK, CHUNK = 100, 1000  # a small one first, so that something arrives at once
REMEMBERED = 50_000  # names of one kind that are kept at a time
# Excel takes a file for UTF-8 only when it opens with this mark.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these may run as a formula in a spreadsheet.
_FORMULA = frozenset("=+-@\t\r")


class Among(Func):
    """Is this column one of these ids? As one value, so that a thousand of them cost no more to say
    than one."""

    output_field = BooleanField()

    def __init__(self, name: str, ids: Iterable[int]) -> None:
        super().__init__(F(name))
        self._ids = list(ids)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        column, _ = compiler.compile(self.source_expressions[0])
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(self._ids)]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        column, _ = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::bigint[])", [self._ids]


class Names:
    """What rows refer to by id, fetched as it comes up: `fields` of `model` as a tuple by id.

    No id gives a tuple of None. All is forgotten when it has grown too large to keep.
    """

    def __init__(self, model: type[Model], *fields: str) -> None:
        self._rows = model._default_manager.values_list("pk", *fields)
        self._none = {None: (None,) * len(fields)}
        self._known: dict[int | None, tuple] = dict(self._none)

    def of(self, ids: Iterable[int | None]) -> list[tuple]:
        """The fields of each of these, in order."""
        ids = list(ids)
        missing = set(ids) - self._known.keys()
        if missing:
            if len(self._known) + len(missing) > REMEMBERED:
                self._known = dict(self._none)
                missing = set(ids) - {None}
            found = self._rows.filter(Among("pk", missing))
            self._known.update((pk, values) for pk, *values in found)
        return [self._known[pk] for pk in ids]


@dataclass
class Lookups:
    """The names that one export needs, kept from chunk to chunk. `site` is "https://a.example"."""

    site: str
    speakers: Names = field(default_factory=lambda: Names(Speaker, "name", "kind"))
    outlets: Names = field(default_factory=lambda: Names(Outlet, "name"))
    articles: Names = field(default_factory=lambda: Names(Article, "title", "url"))


Values = Sequence[Any]


class Chunk:
    """Some rows, column by column: `chunk["text"]` has the texts of all of them, in order."""

    def __init__(self, names: Sequence[str], rows: list[tuple], lookups: Lookups) -> None:
        self._columns = dict(zip(names, zip(*rows, strict=True), strict=True))
        self.lookups = lookups

    def __getitem__(self, name: str) -> Values:
        return self._columns[name]

    def known(self, name: str) -> Values:
        """A column of text in which "" stands for unknown, with None instead."""
        return [value or None for value in self._columns[name]]

    def speakers(self, name: str, part: int = 0) -> Values:
        """The names (part 0) or kinds (1) of the speakers of a column."""
        return [speaker[part] for speaker in self.lookups.speakers.of(self._columns[name])]

    def outlets(self, name: str) -> Values:
        return [name for (name,) in self.lookups.outlets.of(self._columns[name])]

    def articles(self, part: int) -> Values:
        """The titles (part 0) or addresses (1) of the rows' articles."""
        found = self.lookups.articles.of(self._columns["article_id"])
        return [article[part] or None for article in found]

    def chains(self) -> Values:
        """The names of each quote's citation chain, nearest to the reader first."""
        chains: dict[int, list[str]] = {pk: [] for pk in self._columns["id"]}
        links = Citation.objects.filter(Among("quote_id", chains)).order_by("quote", "position")
        cited = list(links.values_list("quote_id", "outlet_id"))
        names = self.lookups.outlets.of(outlet for _, outlet in cited)
        for (quote, _), (name,) in zip(cited, names, strict=True):
            chains[quote].append(name)
        return list(chains.values())

    def fact_checks(self) -> Values:
        """The addresses of the fact-checks of each claim, or of the others that are one with it."""
        checks = FactCheck.objects.filter(
            claim__group__in=set(self._columns["group"]), claim__gone=False, removed=False
        )
        urls: dict[int, list[str]] = {}
        for group, url in checks.values_list("claim__group", "url"):
            urls.setdefault(group, []).append(url)
        return [" ".join(urls.get(group, ())) or None for group in self._columns["group"]]

    def permalinks(self, path: str) -> Values:
        """Addresses on this site; `path` is "/quotes/{}/"."""
        before, after = f"{self.lookups.site}{path}".split("{}")
        return [f"{before}{pk}{after}" for pk in self._columns["id"]]


Column = Callable[[Chunk], Values]

# Each column takes a chunk and gives its JSON values, one for each row.
QUOTE_COLUMNS: dict[str, Column] = {
    "id": lambda quotes: quotes["id"],
    "quote": lambda quotes: quotes["text"],
    "kind": lambda quotes: quotes["kind"],
    "speaker": lambda quotes: quotes.speakers("speaker_id"),
    "speaker_kind": lambda quotes: quotes.speakers("speaker_id", 1),
    "speaker_role": lambda quotes: quotes.known("speaker_role"),
    "speaker_as_written": lambda quotes: quotes.known("speaker_text"),
    "cue": lambda quotes: quotes.known("cue"),
    "source_outlet": lambda quotes: quotes.outlets("source_outlet_id"),
    "citation_chain": lambda quotes: quotes.chains(),
    "outlet": lambda quotes: quotes.outlets("outlet_id"),
    "article_id": lambda quotes: quotes["article_id"],
    "article": lambda quotes: quotes.articles(0),
    "url": lambda quotes: quotes.articles(1),
    "published": lambda quotes: quotes["published"],
    "confidence": lambda quotes: quotes["confidence"],
    "state": lambda quotes: quotes["state"],
    "start": lambda quotes: quotes["start"],
    "end": lambda quotes: quotes["end"],
    "spans": lambda quotes: [_spans(text) for text in quotes["spans"]],
    "permalink": lambda quotes: quotes.permalinks("/quotes/{}/"),
}
CLAIM_COLUMNS: dict[str, Column] = {
    "id": lambda claims: claims["id"],
    "claim": lambda claims: claims["text"],
    "kind": lambda claims: claims["kind"],
    "claimant": lambda claims: claims.speakers("claimant_id"),
    "status": lambda claims: claims["status"],
    "check_worthiness": lambda claims: claims["check_worthiness"],
    "note": lambda claims: claims.known("note"),
    "fact_check": lambda claims: claims.fact_checks(),
    "outlet": lambda claims: claims.outlets("outlet_id"),
    "quote_id": lambda claims: claims["quote_id"],
    "article_id": lambda claims: claims["article_id"],
    "article": lambda claims: claims.articles(0),
    "url": lambda claims: claims.articles(1),
    "published": lambda claims: claims["published"],
    "start": lambda claims: claims["start"],
    "end": lambda claims: claims["end"],
    "permalink": lambda claims: claims.permalinks("/claims/{}/"),
    "group": lambda claims: [str(group) for group in claims["group"]],
}

# What is read of each row. As text, dates and lists cost no parsing, and are ISO dates already.
_STORED: dict[type[Model], tuple[str, ...]] = {
    Quote: (
        *("id", "text", "kind", "speaker_id", "speaker_role", "speaker_text", "cue"),
        *("source_outlet_id", "outlet_id", "article_id", "published", "confidence", "state"),
        *("start", "end", "spans"),
    ),
    Claim: (
        *("id", "text", "kind", "claimant_id", "status", "check_worthiness", "note"),
        *("outlet_id", "quote_id", "article_id", "published", "start", "end", "group"),
    ),
}
_AS_TEXT = ("published", "spans")


def _spans(text: str) -> str:
    """ "[[10, 40], [55, 80]]" as "10-40;55-80"."""
    return text.replace(" ", "").replace("],[", ";").replace(",", "-").strip("[]")


def columns(state: Filter) -> dict[str, Column]:
    return QUOTE_COLUMNS if isinstance(state, QuoteFilter) else CLAIM_COLUMNS


def tables(state: Filter, site: str) -> Iterator[list[Values]]:
    """All rows of a list in chunks; a chunk is a list of columns, with values as in JSON."""
    named = columns(state)
    lookups = Lookups(site)
    for chunk in _chunks(state, lookups):
        yield [values(chunk) for values in named.values()]


def _chunks(state: Filter, lookups: Lookups) -> Iterator[Chunk]:
    names = _STORED[state.model]
    stored = state.model._default_manager.values_list(
        *(Cast(F(name), TextField()) if name in _AS_TEXT else name for name in names)
    )
    ids = iter(state.ids())
    wanted = list(islice(ids, FIRST_CHUNK))
    while wanted:
        found = {row[0]: row for row in stored.filter(Among("id", wanted)).order_by()}
        rows = [found[pk] for pk in wanted if pk in found]
        if rows:
            yield Chunk(names, rows, lookups)
        wanted = list(islice(ids, CHUNK))


# CSV


def cells(values: Values) -> Values:
    """A column as a spreadsheet may safely show it: formulas become text, unknown stays None."""
    kind = type(next((value for value in values if value is not None), None))
    if kind is list:
        values = [" > ".join(value) for value in values]
    elif kind is not str:
        return values
    return ["'" + text if text and text[0] in _FORMULA else text for text in values]


def csv_chunks(state: Filter, site: str) -> Iterator[str]:
    """The CSV file, its mark and header first. What is unknown is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(BYTE_ORDER_MARK)
    writer.writerow(columns(state))
    for table in tables(state, site):
        writer.writerows(zip(*map(cells, table), strict=True))
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()  # the header alone, where there are no rows


# JSON


def _objects(state: Filter, site: str) -> Iterator[list[str]]:
    names = list(columns(state))
    for table in tables(state, site):
        yield [
            json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            for row in zip(*table, strict=True)
        ]


def json_chunks(state: Filter, site: str) -> Iterator[str]:
    """One JSON array, a row a line. Its last bracket says that nothing is missing."""
    opening = "[\n"
    for objects in _objects(state, site):
        yield opening + ",\n".join(objects)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def json_lines_chunks(state: Filter, site: str) -> Iterator[str]:
    """JSON Lines: an object a line, and nothing around them."""
    for objects in _objects(state, site):
        yield "\n".join(objects) + "\n"


# XLSX


def xlsx_chunks(state: Filter, site: str) -> Iterator[bytes]:
    """A workbook with the rows and a sheet that says what they are. More rows than a sheet can
    hold go on in a second one; a text that is too long for a cell is cut, and both are said."""
    book = xlsx.Workbook(state.noun[1].capitalize(), list(columns(state)), dates={"published"})
    for table in tables(state, site):
        yield book.rows(zip(*map(cells, table), strict=True))
    now = timezone.now()
    yield book.end(
        [
            ("What", f"{state.title(book.row_count)}: {state.sentence(book.row_count)}"),
            ("Where", f"{site}/{state.noun[1]}/?{state.query(page=None)}".rstrip("?")),
            ("When", f"{day_in_words(now.date())}, {now:%H:%M} UTC"),
            *book.notes(),
        ]
    )


@dataclass(frozen=True)
class Format:
    """`chunks` take a state and the site's address. Only what no browser shows is `saved` as a file
    without being asked."""

    label: str
    content_type: str
    chunks: Callable[[Filter, str], Iterator[str] | Iterator[bytes]]
    saved: bool


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", csv_chunks, saved=True),
    "xlsx": Format("XLSX", xlsx.CONTENT_TYPE, xlsx_chunks, saved=True),
    "json": Format("JSON", "application/json", json_chunks, saved=False),
    "jsonl": Format("JSON Lines", "application/jsonl", json_lines_chunks, saved=False),
}


def file_name(state: Filter, ending: str, day: str) -> str:
    """A name that tells the query and the day: "quotes-speaker-xi-jinping-2026-05-14.csv"."""
    parts = [state.noun[1]]
    for name in sorted(state.values):
        if name not in ("page", "sort"):
            parts += [name, *state.values[name]]
    words = re.sub(r"[^\w.]+", "-", "-".join(parts).lower()).strip("-")
    return f"{words[:120]}-{day}.{ending}"
