from __future__ import annotations

from typing import Any

from django.contrib import admin

from articles import corrections
from articles.models import Speaker, SpeakerAlias, SpeakerMerge

from .base import AliasInline, MergeAdmin, NamedAdmin
from .forms import VersionedForm


class SpeakerAliasInline(AliasInline):
    model = SpeakerAlias


@admin.register(Speaker)
class SpeakerAdmin(NamedAdmin):
    form = VersionedForm
    list_display = ("name", "kind", "role", "merged_into")
    inlines = (SpeakerAliasInline,)
    fieldsets = ((None, {"fields": ("name", "kind", "role", "reason", "seen_version")}),)
    merges = SpeakerMerge
    merge = staticmethod(corrections.merge_speakers)

    def add(self, form: Any, by: Any, reason: str) -> Speaker:
        data = form.cleaned_data
        return corrections.add_speaker(
            by=by, reason=reason, name=data["name"], kind=data["kind"], role=data["role"]
        )

    def correct(self, row: Speaker, form: Any, by: Any, reason: str) -> Speaker:
        version = form.cleaned_data["seen_version"]
        return corrections.correct_speaker(
            row, version=version, by=by, reason=reason, **form.decided()
        )


@admin.register(SpeakerMerge)
class SpeakerMergeAdmin(MergeAdmin):
    list_filter = ("is_split",)
    long = ("quotes", "claims", "aliases")
    undo_merge = staticmethod(corrections.undo_merge)
