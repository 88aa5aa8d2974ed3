"""The list of quotes, and one quote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import quote_page
from ..filters import QuoteFilter
from .explore import explore, explore_facets


@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    return explore(request, QuoteFilter.read(request.GET), "/quotes/", "quotes")


@require_safe
def quote_facets(request: HttpRequest) -> HttpResponse:
    return explore_facets(request, QuoteFilter.read(request.GET), "/quotes/", "quotes")


@require_safe
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote. With `?versions=all`, however many versions there are of it."""
    page = quote_page.quote_page(pk, all_versions=request.GET.get("versions") == "all")
    return render(request, "quotes/quote.html", {"page": page})
