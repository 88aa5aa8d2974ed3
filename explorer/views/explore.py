"""The list with filters, which quotes and claims share: one address, a page or its results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from .. import selectors
from ..exports import FORMATS
from ..facets import facets
from ..filters import Filter
from ..htmx import VARY, respond
from .paging import Pager


def explore(request: HttpRequest, state: Filter, path: str, name: str) -> HttpResponse:
    """One state of a list. `name` is the folder of its templates, and of its exports' addresses."""
    counts = facets(state)
    pager = Pager(counts.total, state.page, state.query)
    context = _context(state, path, name, counts) | {
        "pager": pager,
        "rows": selectors.with_last_changes(state.shown(pager.rows)),
        "title": state.title(counts.total),
        "sentence": state.sentence(counts.total, counts.undated),
    }
    return respond(
        request, f"{name}/list.html", "explore/_results.html", context, _url(path, state.query())
    )


def explore_facets(request: HttpRequest, state: Filter, path: str, name: str) -> HttpResponse:
    """The counts alone."""
    response = render(request, "_facets.html", _context(state, path, name, facets(state)))
    patch_vary_headers(response, VARY)
    return response


def _context(state: Filter, path: str, name: str, counts: Any) -> dict[str, Any]:
    return {
        "state": state,
        "path": path,
        "path_facets": f"{path}facets/",
        "name": name,
        "counts": counts,
        "query": state.query(),
        "state_whole": state.query(whole=state.whole),
        "export_query": state.query(page=None),
        "exports": [(shape.label, f"/{name}.{ending}") for ending, shape in FORMATS.items()],
        "reviews": "/claims.jsonld" if name == "claims" else "",
        "feed": f"/{name}.atom",
        "feed_query": state.query(page=None, sort=None),
        "row": f"{name}/_row.html",
    }


def _url(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
