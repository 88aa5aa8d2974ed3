"""A list as a file: the same rows as on the screen, all of them, in the same order.

Columns are named once, here. CSV and JSON are written row by row, so that memory stays flat.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from articles.models import Claim, Quote

from .filters import Filter, QuoteFilter

CHUNK = 500
# Excel takes a file for UTF-8 only when it opens with this mark.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these may run as a formula in a spreadsheet.
_FORMULA = re.compile(r"[=+\-@\t\r]")

Column = Callable[[Any, str], Any]


def _spans(spans: list[list[int]]) -> str:
    return ";".join(f"{start}-{end}" for start, end in spans)


def _name(row: Any) -> str | None:
    return str(row) if row else None


# Each column takes a row and the site's address ("https://example.org") and gives its JSON value.
QUOTE_COLUMNS: dict[str, Column] = {
    "id": lambda quote, site: quote.pk,
    "quote": lambda quote, site: quote.text,
    "kind": lambda quote, site: quote.kind,
    "speaker": lambda quote, site: _name(quote.speaker),
    "speaker_kind": lambda quote, site: quote.speaker.kind if quote.speaker else None,
    "speaker_role": lambda quote, site: quote.speaker_role or None,
    "speaker_as_written": lambda quote, site: quote.speaker_text or None,
    "cue": lambda quote, site: quote.cue or None,
    "source_outlet": lambda quote, site: _name(quote.source_outlet),
    "citation_chain": lambda quote, site: [link.outlet.name for link in quote.citations.all()],
    "outlet": lambda quote, site: _name(quote.outlet),
    "article_id": lambda quote, site: quote.article_id,
    "article": lambda quote, site: quote.article.title or None,
    "url": lambda quote, site: quote.article.url or None,
    "published": lambda quote, site: quote.published and quote.published.isoformat(),
    "confidence": lambda quote, site: quote.confidence,
    "state": lambda quote, site: quote.state,
    "start": lambda quote, site: quote.start,
    "end": lambda quote, site: quote.end,
    "spans": lambda quote, site: _spans(quote.spans),
    "permalink": lambda quote, site: f"{site}/quotes/{quote.pk}/",
}
CLAIM_COLUMNS: dict[str, Column] = {
    "id": lambda claim, site: claim.pk,
    "claim": lambda claim, site: claim.text,
    "kind": lambda claim, site: claim.kind,
    "claimant": lambda claim, site: _name(claim.claimant),
    "status": lambda claim, site: claim.status,
    "check_worthiness": lambda claim, site: claim.check_worthiness,
    "note": lambda claim, site: claim.note or None,
    "fact_check": lambda claim, site: claim.fact_check_url or None,
    "outlet": lambda claim, site: _name(claim.outlet),
    "quote_id": lambda claim, site: claim.quote_id,
    "article_id": lambda claim, site: claim.article_id,
    "article": lambda claim, site: claim.article.title or None,
    "url": lambda claim, site: claim.article.url or None,
    "published": lambda claim, site: claim.published and claim.published.isoformat(),
    "start": lambda claim, site: claim.start,
    "end": lambda claim, site: claim.end,
    "permalink": lambda claim, site: f"{site}{claim.get_absolute_url()}",
}


def columns(state: Filter) -> dict[str, Column]:
    return QUOTE_COLUMNS if isinstance(state, QuoteFilter) else CLAIM_COLUMNS


def _records(state: Filter, site: str) -> Iterator[dict[str, Any]]:
    named = columns(state)
    row: Quote | Claim
    for row in state.rows().iterator(chunk_size=CHUNK):
        yield {name: value(row, site) for name, value in named.items()}


def csv_cell(value: Any) -> Any:
    """A value as a spreadsheet may safely show it: unknown is empty, a formula becomes text."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = " > ".join(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


class _Echo:
    """A file that gives back what is written, for csv.writer."""

    def write(self, line: str) -> str:
        return line


def csv_lines(state: Filter, site: str) -> Iterator[str]:
    """The CSV file line by line, the mark and the header first."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns(state))
    for record in _records(state, site):
        yield writer.writerow([csv_cell(value) for value in record.values()])


def json_lines(state: Filter, site: str) -> Iterator[str]:
    """One JSON array, a row a line."""
    opening = "[\n"
    for record in _records(state, site):
        yield opening + json.dumps(record, ensure_ascii=False)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def file_name(state: Filter, ending: str, day: str) -> str:
    """A name that tells the query and the day: "quotes-speaker-xi-jinping-2026-05-14.csv"."""
    parts = [state.noun[1]]
    for name in sorted(state.values):
        if name not in ("page", "sort"):
            parts += [name, *state.values[name]]
    words = re.sub(r"[^\w.]+", "-", "-".join(parts).lower()).strip("-")
    return f"{words[:120]}-{day}.{ending}"
