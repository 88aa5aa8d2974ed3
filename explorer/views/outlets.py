"""The list of outlets, and one outlet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import profiles, selectors
from .lists import plain_list
from .paging import Listing


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Without words, the outlets that printed or passed on something; with words, all known."""
    state = Listing.read(request.GET, selectors.OUTLET_SORTS)
    rows = selectors.outlets(state.q, state.sort) if state.q else selectors.used_outlets(state.sort)
    return plain_list(request, state, rows, "/outlets/", "outlets")


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "outlets/outlet.html", {"page": profiles.outlet_profile(slug)})


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Who cites whom in the whole collection."""
    return render(request, "outlets/network.html", {"page": profiles.outlet_network()})
