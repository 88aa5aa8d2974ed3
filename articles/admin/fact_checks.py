from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from articles import corrections
from articles.models import FactCheck
from articles.text import words

from .base import CorrectionAdmin
from .forms import FactCheckForm

_FIELDS = ("url", "verdict", "publisher", "published")


@admin.register(FactCheck)
class FactCheckAdmin(CorrectionAdmin):
    form = FactCheckForm
    list_display = ("publisher", "verdict", "claim", "published", "removed")
    list_filter = ("removed",)
    list_select_related = ("claim",)
    search_fields = ("claim__words", "publisher", "verdict")
    search_help_text = "Words of the claim, who checked it, or the verdict"
    autocomplete_fields = ("claim",)

    def get_fieldsets(self, request: HttpRequest, obj: FactCheck | None = None) -> Any:
        fields = (*_FIELDS, "removed") if obj else ("claim", *_FIELDS)
        decision = () if obj and not self.has_change_permission(request, obj) else ("reason",)
        if decision and obj:
            decision += ("seen_version",)
        return ((None, {"fields": (*fields, *decision)}),)

    def add(self, form: Any, by: Any, reason: str) -> FactCheck:
        values = {name: form.cleaned_data[name] for name in _FIELDS}
        return corrections.add_fact_check(
            form.cleaned_data["claim"], by=by, reason=reason, **values
        )

    def correct(self, row: FactCheck, form: Any, by: Any, reason: str) -> FactCheck:
        return corrections.correct_fact_check(
            row, version=form.cleaned_data["seen_version"], by=by, reason=reason, **form.decided()
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return super().get_search_results(request, queryset, " ".join(words(search_term)))
