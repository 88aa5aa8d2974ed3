"""Fragment or page: how one address answers htmx and everybody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(request: HttpRequest) -> bool:
    """Does htmx ask for the results alone? Boosted links and the Back button get whole pages."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def respond(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], url: str
) -> HttpResponse:
    """Render `fragment` for htmx, and otherwise `page`, which includes it.

    `url` is the canonical address of this state. The browser is given it to push, unless it shows
    that address already.
    """
    alone = wants_fragment(request)
    response = render(request, fragment if alone else page, context | {"fragment": alone})
    if alone:
        current = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        response["HX-Push-Url"] = "false" if current == url else url
    patch_vary_headers(response, VARY)
    return response
