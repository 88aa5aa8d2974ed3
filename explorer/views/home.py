"""The front page, and what is no page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from .. import front


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"front": front.front()})


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the pages, not every filter of every list."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?", "Disallow: /quotes/facets/"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look on pages that name no icon, the admin's."""
    return redirect(static("favicon.svg"))
