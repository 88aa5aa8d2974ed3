from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from articles import corrections
from articles.models import Outlet, OutletAlias

from .base import AliasInline, NamedAdmin
from .forms import DecisionForm


class OutletAliasInline(AliasInline):
    model = OutletAlias


class OutletForm(DecisionForm):
    """An outlet may not bear a name that leads to another already."""

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        try:
            corrections.refuse_second_outlet(self.instance, name)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return name


@admin.register(Outlet)
class OutletAdmin(NamedAdmin):
    form = OutletForm
    list_display = ("name", "kind", "country", "website")
    list_filter = ("kind",)
    search_help_text = "A name or an alias"
    inlines = (OutletAliasInline,)
    fieldsets = ((None, {"fields": ("name", "kind", "country", "website", "reason")}),)
    instead = "Correct what refers to it first."

    def add(self, form: Any, by: Any, reason: str) -> Outlet:
        names = ("name", "kind", "country", "website")
        values = {name: form.cleaned_data[name] for name in names}
        return corrections.add_outlet(by=by, reason=reason, **values)

    def correct(self, row: Outlet, form: Any, by: Any, reason: str) -> Outlet:
        return corrections.correct_outlet(row, by=by, reason=reason, **form.decided())
