from __future__ import annotations

from django.contrib import admin

from articles.models import Run

from .base import RecordAdmin


@admin.register(Run)
class RunAdmin(RecordAdmin):
    """What the machine did and when: nothing to change."""

    list_display = ("pipeline", "started_at", "finished_at", "by", "counts")
    list_select_related = ("by",)
    change_form_template = "admin/articles/record.html"
    fields = ("pipeline", "started_at", "finished_at", "by", "counts")
    readonly_fields = fields

    @admin.display(description="result")
    def counts(self, run: Run) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in run.result.items())
