"""The review of quotes: the queue, one quote of it, undoing, and suggestions of names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from articles import corrections

from .. import bulk as bulk_changes
from .. import review, suggestions
from ..editors import editors_only
from ..htmx import respond, wants_fragment
from ..review import Item, Queue
from ..typed import Problems, Typed, moved

REVIEW = "/review/"
BULK = "/review/bulk/"


@editors_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The next quote of a filter."""
    found = Queue(request.GET, request.user)
    if "again" in request.GET:
        found.look_again()
    return _next(request, found)


@editors_only
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """One quote, whether it is in the filter or not; what is decided about it is sent here."""
    found = Queue(request.GET, request.user)
    if request.method != "POST":
        return _show(request, found, review.item(review.stored_quote(pk)))
    return _act(request, found, pk, request.POST.get("do", "show"))


@editors_only
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what this editor did last, and show that quote again."""
    found = Queue(request.GET, request.user)
    try:
        said, pk = review.undo_last(found)
    except ValidationError as error:
        return _back(request, found, problem=" ".join(error.messages))
    if "article" in request.POST or "bulk" in request.POST:
        return _back(request, found, said)
    if pk is None:
        return _next(request, found, said)
    return _done(request, found, said, review.item(review.stored_quote(pk)))


def _back(request: HttpRequest, queue: Queue, said: str = "", problem: str = "") -> HttpResponse:
    """To the page that the undo button was on: an article's, the bulk change's, or the queue's."""
    article = _number(request.POST.get("article"))
    if not article and "bulk" not in request.POST:
        return _next(request, queue, said, problem)
    _tell(request, said, problem)
    return redirect(f"/articles/{article}/" if article else _bulk_path(queue))


@editors_only
def bulk_change(request: HttpRequest) -> HttpResponse:
    """One change to all quotes of the filter: the form, and the preview of what it will do."""
    found = Queue(request.GET, request.user)
    bulk = bulk_changes.read(request.POST)
    if request.method == "POST":
        bulk = bulk_changes.preview(found, bulk)
    path = _bulk_path(found)
    context = {
        "queue": found,
        "bulk": bulk,
        "query": found.query,
        "last": corrections.latest_batch(request.user),
        "confirm_path": f"{BULK}{bulk.plan.batch.pk}/" if bulk.plan else "",
    }
    response = respond(request, "review/bulk.html", "review/_bulk.html", context, path)
    response.status_code = 422 if bulk.problems else 200
    return response


@editors_only
@require_POST
def bulk_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what was previewed."""
    try:
        _tell(request, bulk_changes.carry_out(pk, request.user), "")
    except ValidationError as error:
        _tell(request, "", " ".join(error.messages))
    return redirect(_bulk_path(Queue(request.GET, request.user)))


def _bulk_path(queue: Queue) -> str:
    return f"{BULK}?{queue.query}" if queue.query else BULK


def _tell(request: HttpRequest, said: str, problem: str) -> None:
    if said:
        messages.success(request, said)
    if problem:
        messages.error(request, problem)


@editors_only
@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    return _suggest(request, "speaker", suggestions.speakers_like)


@editors_only
@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    return _suggest(request, "outlet", suggestions.outlets_like)


def _suggest(request: HttpRequest, what: str, like: Any) -> HttpResponse:
    typed = " ".join(request.GET.get("name", "").split())[:300]
    context = {"what": what, "typed": typed, "suggestions": like(typed) if typed else []}
    return render(request, "review/_suggestions.html", context)


def _act(request: HttpRequest, queue: Queue, pk: int, do: str) -> HttpResponse:
    typed = Typed.read(request.POST)
    version = _number(request.POST.get("version"))
    if do in ("accept", "reject"):
        return _outcome(request, queue, review.decide(queue, pk, version, typed, do), pk)
    if do in ("words", "part", "split"):
        return _with_selection(request, queue, pk, version, typed, do)
    if do == "join":
        other = [_number(request.POST.get(name)) for name in ("neighbour", "neighbour_version")]
        outcome = review.join(queue, pk, version, typed, *other)
        return _outcome(request, queue, outcome, pk)
    if do == "theirs":
        queue.turn(pk, "done")
        return _next(request, queue, f"Quote {pk} stays as it was saved.")
    if do in ("next", "leave"):
        return _pass(request, queue, pk, version, typed, is_sure=do == "leave")
    return _show(request, queue, _unsaved(pk, version, moved(typed, do)))


def _unsaved(pk: int, version: int, typed: Typed, **more: Any) -> Item:
    """The page with what was typed. The version stays the one that was seen."""
    return review.item(review.stored_quote(pk), typed, version=version, **more)


def _with_selection(
    request: HttpRequest, queue: Queue, pk: int, version: int, typed: Typed, do: str
) -> HttpResponse:
    """The words that were selected become the quote's, another part of it, or its second half."""
    quote = review.stored_quote(pk)
    selected = request.POST.get("selected", "")
    try:
        if do == "split":
            at = review.split_offset(quote, selected, request.POST.get("second_half", ""))
            return _outcome(request, queue, review.split(queue, pk, version, typed, at), pk)
        typed = review.selected_place(quote, selected, typed, add=do == "part")
    except ValidationError as error:
        problems = Problems.of(error, typed)
        return _show(request, queue, _unsaved(pk, version, typed, problems=problems))
    said = f"The words are now: {typed.words}. They are not saved yet."
    return _show(request, queue, _unsaved(pk, version, typed), said=said)


def _pass(
    request: HttpRequest, queue: Queue, pk: int, version: int, typed: Typed, is_sure: bool
) -> HttpResponse:
    """Go on without deciding. What was typed is not thrown away unasked."""
    item = _unsaved(pk, version, typed)
    if item.changed and not is_sure:
        return _show(request, queue, _unsaved(pk, version, typed, leaving=True), status=422)
    queue.turn(pk, "passed")
    return _next(request, queue, "Passed over.")


def _outcome(request: HttpRequest, queue: Queue, outcome: Item | str, pk: int) -> HttpResponse:
    if isinstance(outcome, Item):
        return _show(request, queue, outcome, status=409 if outcome.clash else 422)
    said = f"{outcome[0].upper()}{outcome[1:]}."
    if request.POST.get("do") in ("split", "join"):
        return _done(request, queue, said, review.item(review.stored_quote(pk)))
    return _next(request, queue, said)


def _next(request: HttpRequest, queue: Queue, said: str = "", problem: str = "") -> HttpResponse:
    taken = queue.take_next()
    return _done(request, queue, said, taken and review.item(taken), problem)


def _done(
    request: HttpRequest, queue: Queue, said: str, item: Item | None, problem: str = ""
) -> HttpResponse:
    """Show an item after something was done. Without htmx by a redirect, so that reloading the
    page does nothing twice."""
    if request.method == "POST" and not wants_fragment(request):
        _tell(request, said, problem)
        return redirect(_path(queue, item))
    return _show(request, queue, item, said=said, problem=problem)


def _show(
    request: HttpRequest,
    queue: Queue,
    item: Item | None,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    path = _path(queue, item)
    context = {
        "queue": queue,
        "item": item,
        "path": path,
        "query": queue.query,
        "said": said,
        "problem": problem,
        "last": corrections.latest_batch(request.user),
        "progress": queue.progress,
    }
    response = respond(request, "review/review.html", "review/_item.html", context, path)
    response.status_code = status
    return response


def _path(queue: Queue, item: Item | None) -> str:
    path = f"{REVIEW}{item.quote.pk}/" if item else REVIEW
    return f"{path}?{queue.query}" if queue.query else path


def _number(text: str | None) -> int:
    """A number that a form sent; 0, which is no row's and no version's, when it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
