"""The list of speakers, and one speaker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .. import plain_lists, profiles, selectors
from .lists import plain_list
from .paging import Listing


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    state = Listing.read(request.GET, plain_lists.SPEAKER_SORTS)
    rows = plain_lists.speakers(state.q, state.sort)
    return plain_list(request, state, rows, "/speakers/", "speakers")


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """A profile. The slug of a merged speaker leads to the survivor's."""
    found = selectors.find_speaker(slug)
    if found.merged_into:
        return redirect(found.survivor, permanent=True)
    return render(request, "speakers/speaker.html", {"page": profiles.speaker_profile(found)})
