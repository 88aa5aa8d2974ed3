"""What the page of one claim reads: everybody who made it and where, what checks of it found, and
its history."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.shortcuts import get_object_or_404

from articles import corrections
from articles.corrections import Entry, history_of
from articles.models import Claim, FactCheck

from . import marking
from .claim_rows import Group, groups_of
from .quote_page import around

MEMBERS_SHOWN = 100


@dataclass(frozen=True)
class ClaimPage:
    """`times` are the claims that are one with this one, itself among them, newest first: up to a
    hundred of `all_of_it.made`."""

    claim: Claim
    all_of_it: Group
    times: list[Claim]
    passages: list[marking.Passage]
    history: list[Entry]
    removed: list[FactCheck]


def claim_page(pk: int) -> ClaimPage:
    """One claim with all that is known of it. Gone ones have a page too, which says so."""
    claim = get_object_or_404(_with_all(Claim.objects.all()), pk=pk)
    times = _with_all(Claim.objects.filter(group=claim.group, gone=False)).defer("article__body")
    mark = marking.Mark(f"claim-{claim.pk}", "", "claim", ((claim.start, claim.end),), claim)
    return ClaimPage(
        claim=claim,
        all_of_it=groups_of([claim.group])[claim.group],
        times=list(times[:MEMBERS_SHOWN]),
        passages=around(claim.article.body, mark),
        history=history_of(claim),
        removed=list(FactCheck.objects.filter(claim=claim, removed=True)),
    )


def _with_all(claims: models.QuerySet) -> models.QuerySet:
    related = claims.select_related("article", "outlet", "claimant", "quote")
    return related.defer("words", "quote__words", "quote__machine")


def fact_checks(pk: int) -> list[FactCheck]:
    """The fact-checks of a claim and of those that are one with it."""
    group = find_claim(pk).group
    return groups_of([group])[group].fact_checks


def find_claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("article"), pk=pk)


def find_fact_check(pk: int) -> FactCheck:
    return get_object_or_404(FactCheck.objects.select_related("claim", "claim__article"), pk=pk)


class FactCheckForm(forms.Form):
    """What an editor says of a fact-check. `seen` is the version that they saw, 0 for a new one."""

    url = forms.URLField(
        label="Address",
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
    )
    verdict = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"placeholder": "False, half true, …"})
    )
    publisher = forms.CharField(label="Who checked it", max_length=300)
    published = forms.DateField(
        label="Date", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    reason = forms.CharField(label="Why you change this", required=False, max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    @classmethod
    def of(cls, check: FactCheck) -> FactCheckForm:
        names = ("url", "verdict", "publisher", "published")
        values = {name: getattr(check, name) for name in names}
        return cls(initial={**values, "seen": check.version})

    def complain(self, error: ValidationError) -> None:
        """Put what `corrections` refused beside the fields that it is about."""
        fields = getattr(error, "error_dict", {None: error})
        for name, complaint in fields.items():
            self.add_error(name if name in self.fields else None, complaint)


def add_fact_check(claim: Claim, form: FactCheckForm, by: models.Model) -> bool:
    """Attach what the form says; False when it is refused, and the form says why."""
    if not form.is_valid():
        return False
    try:
        corrections.add_fact_check(claim, by=by, **_values(form))
    except ValidationError as error:
        form.complain(error)
        return False
    return True


def correct_fact_check(check: FactCheck, form: FactCheckForm, by: models.Model) -> bool:
    """Write what the form says; False when it is refused, and the form says why."""
    if not form.is_valid():
        return False
    try:
        version = form.cleaned_data["seen"] or 0
        corrections.correct_fact_check(check, version=version, by=by, **_values(form))
    except ValidationError as error:
        form.complain(error)
        return False
    return True


def _values(form: FactCheckForm) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}
