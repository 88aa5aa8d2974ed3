"""The list of outlets, and one outlet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .. import plain_lists, profiles, selectors
from .lists import plain_list
from .paging import Listing


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    state = Listing.read(request.GET, plain_lists.OUTLET_SORTS)
    rows = plain_lists.outlets(state.q, state.sort)
    return plain_list(request, state, rows, "/outlets/", "outlets")


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """A profile. The slug of a merged outlet leads to the survivor's."""
    found = selectors.find_outlet(slug)
    if found.merged_into:
        return redirect(found.survivor, permanent=True)
    return render(request, "outlets/outlet.html", {"page": profiles.outlet_profile(slug)})


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Who cites whom in the whole collection."""
    return render(request, "outlets/network.html", {"page": profiles.outlet_network()})
