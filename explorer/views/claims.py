"""The list of claims."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..filters import ClaimFilter
from .explore import explore, explore_facets


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    return explore(request, ClaimFilter.read(request.GET), "/claims/", "claims")


@require_safe
def claim_facets(request: HttpRequest) -> HttpResponse:
    return explore_facets(request, ClaimFilter.read(request.GET), "/claims/", "claims")
