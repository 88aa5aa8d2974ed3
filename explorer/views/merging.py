"""Merging speakers and outlets, telling speakers apart, and taking either back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import corrections
from articles.extraction.records import SPEAKER_KINDS

from .. import merging
from ..htmx import wants_fragment
from ..merging import OUTLETS, SPEAKERS, Family
from .accounts import for_editors


def _merge(family: Family) -> Callable[..., HttpResponse]:
    """Choose the other one, see what will move, confirm."""

    @for_editors(family.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        row = merging.find(family, slug)
        other = request.POST.get("other") or request.GET.get("other")
        if other:
            return _confirm(request, family, row, merging.find(family, other))
        words = request.GET.get("q", "")
        context = {
            "family": family,
            "row": row,
            "words": words,
            "candidates": merging.candidates(family, row, words),
            "merges": merging.past_merges(family, row),
        }
        template = "merging/_candidates.html" if wants_fragment(request) else "merging/choose.html"
        return render(request, template, context)

    return view


def _confirm(request: HttpRequest, family: Family, row: Any, other: Any) -> HttpResponse:
    both = [row, other]
    if request.method == "POST":
        survivor = next((one for one in both if one.slug == request.POST.get("survivor")), row)
        merged = other if survivor == row else row
        reason = request.POST.get("reason", "")
        try:
            [merge] = family.merge([merged], into=survivor, by=request.user, reason=reason)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request,
                f"{merged} is {survivor} now: {merge.summary} moved. It can be taken back under "
                "“Merge”.",
            )
            return redirect(survivor)
    context = {
        "family": family,
        "row": row,
        "other": other,
        "both": [merging.candidate(one) for one in both],
        "doubts": merging.doubts(row, other) if row != other else [],
    }
    return render(request, "merging/confirm.html", context)


def _undo(family: Family) -> Callable[..., HttpResponse]:
    @for_editors(family.permission)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        merge = merging.find_merge(family, pk)
        try:
            family.undo(merge, by=request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"{merge.merged} has back what moved: {merge.summary}.")
        return redirect(merge.merged)

    return view


merge_speaker = _merge(SPEAKERS)
merge_outlet = _merge(OUTLETS)
undo_speaker_merge = _undo(SPEAKERS)
undo_outlet_merge = _undo(OUTLETS)


@for_editors(SPEAKERS.permission, "articles.change_quote")
@require_http_methods(["GET", "HEAD", "POST"])
def split_speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose quotes and names, say whose they are, see what will move, confirm."""
    speaker = merging.find(SPEAKERS, slug)
    posted = request.POST if request.method == "POST" else request.GET
    narrowing = {name: posted.get(name, "").strip() for name in ("q", "role", "written")}
    context = {
        "speaker": speaker,
        "parts": merging.parts(speaker, narrowing),
        "narrowing": narrowing,
        "query": urlencode([(name, value) for name, value in narrowing.items() if value]),
        "kinds": SPEAKER_KINDS,
        "posted": posted,
    }
    if request.method == "POST":
        return _split(request, speaker, narrowing, context)
    return render(request, "merging/split.html", context)


def _split(
    request: HttpRequest, speaker: Any, narrowing: dict[str, str], context: dict[str, Any]
) -> HttpResponse:
    posted = request.POST
    quotes = (
        merging.all_of(speaker, narrowing)
        if posted.get("all")
        else merging.chosen(speaker, posted.getlist("quote"))
    )
    names = merging.chosen_names(speaker, posted.getlist("alias"))
    name, kind = posted.get("name", "").strip(), posted.get("kind", "")
    known = None if posted.get("namesake") else merging.bearer(name)
    problem = _problem(speaker, quotes, names, name, known)
    if problem:
        return render(request, "merging/split.html", context | {"problem": problem}, status=422)
    if "confirm" not in posted:
        more = {"quotes": quotes, "names": names, "name": name, "known": known}
        return render(request, "merging/split_confirm.html", context | more)
    try:
        split = corrections.split_speaker(
            speaker,
            into=known,
            name=name,
            kind=kind,
            quotes=quotes,
            aliases=[alias.pk for alias in names],
            by=request.user,
            reason=posted.get("reason", ""),
        )
    except ValidationError as error:
        problem = " ".join(error.messages)
        return render(request, "merging/split.html", context | {"problem": problem}, status=422)
    messages.success(request, f"{split.summary} went from {speaker} to {split.survivor}.")
    return redirect(split.survivor)


def _problem(speaker: Any, quotes: list[int], names: list, name: str, known: Any) -> str:
    """What an editor has still to say; "" when all is there."""
    if not quotes and not names:
        return "Choose at least one quote or one name."
    if len(quotes) > merging.MOST:
        return f"That is more than {merging.MOST:,} quotes. Narrow them down first."
    if not name:
        return "Write whose they are."
    if known == speaker:
        return (
            f"“{name}” leads to {speaker}. If somebody else has the same name, say so with the "
            "box below the name."
        )
    return ""


@for_editors(SPEAKERS.permission)
@require_safe
def speaker_names(request: HttpRequest) -> HttpResponse:
    """Suggestions for a field of a speaker's name."""
    names = merging.names_like(request.GET.get("name", ""))
    return render(request, "merging/_names.html", {"names": names})
