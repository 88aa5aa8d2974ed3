"""What holds for every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]):
    """No address of this site has a NUL character, and PostgreSQL can store and compare none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("There is a NUL character in the address.")
        return get_response(request)

    return middleware


class DemandSignIn(LoginRequiredMiddleware):
    """Where a site is for its own people only, everybody else is sent to the sign-in page first.

    Static files are answered before it. A request by htmx makes the browser leave the page: the
    sign-in form is no list of results.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        if not settings.SIGN_IN_REQUIRED:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:
        if not request.htmx:  # type: ignore[attr-defined]
            return super().handle_no_permission(request, view_func)
        here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        query = urlencode({"next": here})
        return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


class Compress(GZipMiddleware):
    """Compresses pages. Files that are sent while they are written go as they are: they are large,
    and a proxy in front does it faster."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase):
        if response.streaming:
            return response
        return super().process_response(request, response)
