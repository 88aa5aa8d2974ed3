"""The plain lists: articles, speakers, outlets. Words, an order, pages, and no facets."""

from __future__ import annotations

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse

from ..htmx import respond
from ..plain_lists import Rows
from .paging import Listing, Pager


def plain_list(
    request: HttpRequest, state: Listing, rows: Rows, path: str, name: str, **more: Any
) -> HttpResponse:
    """One state of a plain list. `name` is what it lists and the folder of its templates; `more`
    is what these need besides."""
    pager = Pager(rows.total, state.page, state.query)
    query = state.query()
    context = {
        "state": state,
        "path": path,
        "name": name,
        "query": query,
        "pager": pager,
        "rows": rows.some(pager.rows),
        "title": _title(pager.total, name, state.q),
        "table": f"{name}/_table.html",
        **more,
    }
    url = f"{path}?{query}" if query else path
    return respond(request, f"{name}/list.html", "_plain_results.html", context, url)


def _title(total: int, name: str, words: str) -> str:
    noun = name.removesuffix("s") if total == 1 else name
    return f"{intcomma(total)} {noun}{f' for “{words}”' if words else ''}"
