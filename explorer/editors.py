"""Who may change things on the site's own pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

MAY = ("articles.change_quote", "articles.add_quote")


def may_edit(request: HttpRequest) -> bool:
    return request.user.has_perms(MAY)  # type: ignore[union-attr]


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Visitors are asked to sign in; who is signed in without the right is told so.

    A request of htmx gets no sign-in page in place of a part of its own: it is told 401, and what
    was typed stays where it is.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_edit(request):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied("Reviewing is for editors.")
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse("Sign in.", status=401, content_type="text/plain")
        return redirect_to_login(request.get_full_path())

    return wrapped
