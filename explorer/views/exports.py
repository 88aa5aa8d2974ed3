"""Lists as files. A bad value in the address gives 400 and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from explorer import exports
from explorer.filters import ClaimFilter, Filter, QuoteFilter


@require_safe
def quotes_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, QuoteFilter.read(request.GET), exports.csv_lines, "csv", "text/csv")


@require_safe
def quotes_json(request: HttpRequest) -> HttpResponseBase:
    state = QuoteFilter.read(request.GET)
    return _file(request, state, exports.json_lines, "json", "application/json")


@require_safe
def claims_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, ClaimFilter.read(request.GET), exports.csv_lines, "csv", "text/csv")


@require_safe
def claims_json(request: HttpRequest) -> HttpResponseBase:
    state = ClaimFilter.read(request.GET)
    return _file(request, state, exports.json_lines, "json", "application/json")


def _file(
    request: HttpRequest,
    state: Filter,
    lines: Callable[[Filter, str], Iterator[str]],
    ending: str,
    content_type: str,
) -> HttpResponseBase:
    if state.errors:
        return HttpResponse("\n".join(state.errors), status=400, content_type="text/plain")
    site = request.build_absolute_uri("/").rstrip("/")
    name = exports.file_name(state, ending, timezone.localdate().isoformat())
    response = StreamingHttpResponse(
        lines(state, site), content_type=f"{content_type}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = (
        content_disposition_header(ending == "csv", name) or ""
    )
    return response
