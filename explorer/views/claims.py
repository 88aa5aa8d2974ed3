"""The list of claims, one claim with its fact-checks, and what editors do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import corrections
from articles.corrections import Conflict
from articles.models import Claim, FactCheck

from .. import claim_page
from ..claim_page import FactCheckForm
from ..claim_review import document
from ..filters import ClaimFilter
from .accounts import for_editors
from .explore import explore, explore_facets
from .exports import address


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    return explore(request, ClaimFilter.read(request.GET), "/claims/", "claims")


@require_safe
def claim_facets(request: HttpRequest) -> HttpResponse:
    return explore_facets(request, ClaimFilter.read(request.GET), "/claims/", "claims")


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk, FactCheckForm())


def _page(request: HttpRequest, pk: int, form: FactCheckForm, status: int = 200) -> HttpResponse:
    page = claim_page.claim_page(pk)
    checks = page.all_of_it.fact_checks
    context = {
        "page": page,
        "form": form,
        "json_ld": document(checks, address(request)) if checks else "",
    }
    return render(request, "claims/claim.html", context, status=status)


# What editors do


@for_editors("articles.add_factcheck")
@require_POST
def add_fact_check(request: HttpRequest, pk: int) -> HttpResponse:
    form = FactCheckForm(request.POST)
    if claim_page.add_fact_check(claim_page.find_claim(pk), form, request.user):
        messages.success(request, "The fact-check is attached.")
        return redirect("claim", pk)
    return _page(request, pk, form, status=422)


@for_editors("articles.change_factcheck")
@require_http_methods(["GET", "HEAD", "POST"])
def fact_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a fact-check, take it away, or undo the last change of it."""
    check = claim_page.find_fact_check(pk)
    if request.method != "POST":
        return _form(request, check, FactCheckForm.of(check))
    form = FactCheckForm(request.POST)
    try:
        said = _DO[request.POST.get("do", "save")](request, check, form)
    except Conflict as conflict:
        return _clash(request, conflict, form)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("fact_check", pk)
    if not said:
        return _form(request, check, form, status=422)
    messages.success(request, said)
    return redirect("claim", check.claim_id)


def _save(request: HttpRequest, check: FactCheck, form: FactCheckForm) -> str:
    return "Saved." if claim_page.correct_fact_check(check, form, request.user) else ""


def _remove(request: HttpRequest, check: FactCheck, form: FactCheckForm) -> str:
    corrections.remove_fact_check(check, **_signed(request))
    return "The fact-check is removed. “Undo” on its page brings it back."


def _undo(request: HttpRequest, check: FactCheck, form: FactCheckForm) -> str:
    corrections.undo(check, **_signed(request))
    return "The last change is taken back."


_DO = {"save": _save, "remove": _remove, "undo": _undo}


def _form(
    request: HttpRequest, check: FactCheck, form: FactCheckForm, status: int = 200, **more: object
) -> HttpResponse:
    history = corrections.history_of(check)
    context = {"check": check, "form": form, "history": history, **more}
    return render(request, "claims/fact_check.html", context, status=status)


def _clash(request: HttpRequest, conflict: Conflict, form: FactCheckForm) -> HttpResponse:
    """What the other one saved, beside what this one typed, who may now save over it."""
    form.data = form.data.copy()
    form.data["seen"] = str(conflict.stored.version)
    return _form(request, conflict.stored, form, status=409, clash=conflict)


@for_editors("articles.change_claim")
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this claim is one with another, given by its number or address."""
    number = request.POST.get("other", "").rstrip("/").rpartition("/")[2].strip()
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        messages.error(request, "Give the other claim’s number or its address, as /claims/12/.")
        return redirect("claim", pk)
    other = claim_page.find_claim(int(number))
    return _decide(
        request,
        pk,
        lambda claim: corrections.join_claims(claim, other, **_signed(request)),
        f"This claim is one with claim {number} now.",
    )


@for_editors("articles.change_claim")
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this claim is one with no other."""
    return _decide(
        request,
        pk,
        lambda claim: corrections.split_claim(claim, **_signed(request)),
        "This claim stands alone now.",
    )


@for_editors("articles.change_claim")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(
        request,
        pk,
        lambda claim: corrections.undo(claim, **_signed(request)),
        "The last change is taken back.",
    )


def _decide(
    request: HttpRequest, pk: int, do: Callable[[Claim], object], said: str
) -> HttpResponse:
    claim = claim_page.find_claim(pk)
    try:
        do(claim)
    except Conflict as conflict:
        messages.error(request, f"{conflict} Look again, then decide.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("claim", pk)


def _signed(request: HttpRequest) -> dict[str, Any]:
    """Who decides, why, and on which version that they saw; no version that can be is 0."""
    seen = request.POST.get("seen", "")
    known = seen.isascii() and seen.isdecimal() and len(seen) < 10
    return {
        "version": int(seen) if known else 0,
        "by": request.user,
        "reason": request.POST.get("reason", "")[:500],
    }
