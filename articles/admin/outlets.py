from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from articles import corrections
from articles.models import Outlet, OutletAlias, OutletMerge

from .base import AliasInline, MergeAdmin, NamedAdmin
from .forms import VersionedForm


class OutletAliasInline(AliasInline):
    model = OutletAlias


class OutletForm(VersionedForm):
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
    list_display = ("name", "kind", "country", "website", "merged_into")
    inlines = (OutletAliasInline,)
    fieldsets = (
        (None, {"fields": ("name", "kind", "country", "website", "reason", "seen_version")}),
    )
    merges = OutletMerge
    merge = staticmethod(corrections.merge_outlets)

    def add(self, form: Any, by: Any, reason: str) -> Outlet:
        names = ("name", "kind", "country", "website")
        values = {name: form.cleaned_data[name] for name in names}
        return corrections.add_outlet(by=by, reason=reason, **values)

    def correct(self, row: Outlet, form: Any, by: Any, reason: str) -> Outlet:
        version = form.cleaned_data["seen_version"]
        return corrections.correct_outlet(
            row, version=version, by=by, reason=reason, **form.decided()
        )


@admin.register(OutletMerge)
class OutletMergeAdmin(MergeAdmin):
    long = ("articles", "credits", "quotes", "doubled", "aliases")
    undo_merge = staticmethod(corrections.undo_outlet_merge)
