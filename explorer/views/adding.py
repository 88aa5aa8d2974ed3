"""Adding to an article what the machine missed."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from .. import adding
from ..editors import editors_only
from ..htmx import wants_fragment
from ..typed import moved


@editors_only
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The form on a page of its own, and where it is sent from the article's page."""
    if request.method != "POST":
        return _show(request, adding.read(pk, request.GET, request.user))
    form = adding.read(pk, request.POST, request.user)
    do = request.POST.get("do", "add")
    if do != "add":
        return _show(request, replace(form, typed=moved(form.typed, do)))
    added = adding.add(form, request.user)
    if isinstance(added, adding.Adding):
        return _show(request, added, status=422)
    messages.success(request, f"Added {form.what} {added.pk}: “{added}”")
    # The query makes the browser load the page anew, with the new words marked.
    url = f"/articles/{pk}/?{form.what}={added.pk}#{form.what}-{added.pk}"
    return HttpResponseClientRedirect(url) if wants_fragment(request) else redirect(url)


def _show(request: HttpRequest, form: adding.Adding, status: int = 200) -> HttpResponse:
    page = "articles/_adding.html" if wants_fragment(request) else "articles/add.html"
    context = {"adding": form, "article": form.article}
    return render(request, page, context, status=status)
