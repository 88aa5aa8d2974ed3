"""Lists as files and feeds. A bad value in the address gives 400 and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import conditional_page, require_safe

from explorer import claim_page, claim_review, exports, feeds
from explorer.filters import ClaimFilter, Filter, QuoteFilter


@require_safe
def quotes(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, QuoteFilter.read(request.GET), ending)


@require_safe
def claims(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, ClaimFilter.read(request.GET), ending)


@require_safe
@conditional_page
def quotes_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, QuoteFilter.read(request.GET))


@require_safe
@conditional_page
def claims_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, ClaimFilter.read(request.GET))


@require_safe
def claim_reviews(request: HttpRequest) -> HttpResponseBase:
    """The fact-checks of a list of claims. Claims without one have none."""
    state = ClaimFilter.read(request.GET)
    if state.errors:
        return refused(state)
    chunks = claim_review.chunks(state, address(request)) if request.method == "GET" else []
    return _saved(chunks, claim_review.CONTENT_TYPE, state, "jsonld", ask=False)


@require_safe
def claim_review_of(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_page.fact_checks(pk)
    document = claim_review.document(found, address(request))
    return HttpResponse(document, content_type=claim_review.CONTENT_TYPE)


def _file(request: HttpRequest, state: Filter, ending: str) -> HttpResponseBase:
    """The file, chunk by chunk. If something fails on the way the connection breaks: what arrived
    never looks whole."""
    if state.errors:
        return refused(state)
    wanted = exports.FORMATS[ending]
    chunks = wanted.chunks(state, address(request)) if request.method == "GET" else []
    return _saved(chunks, wanted.content_type, state, ending, ask=wanted.saved)


def _saved(
    chunks: Iterable, content_type: str, state: Filter, ending: str, ask: bool
) -> StreamingHttpResponse:
    """With a name that tells the query and the day; `ask` browsers to save it."""
    response = StreamingHttpResponse(chunks, content_type=content_type)
    name = exports.file_name(state, ending, timezone.localdate().isoformat())
    response.headers["Content-Disposition"] = content_disposition_header(ask, name) or ""
    return response


def _feed(request: HttpRequest, state: Filter) -> HttpResponse:
    if state.errors:
        return refused(state)
    return HttpResponse(feeds.atom(state, address(request)), content_type=feeds.CONTENT_TYPE)


def refused(state: Filter) -> HttpResponse:
    return HttpResponse("\n".join(state.errors), status=400, content_type="text/plain")


def address(request: HttpRequest) -> str:
    """The site's address, "https://onrecord.example"."""
    return request.build_absolute_uri("/").rstrip("/")
