from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Run


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    """What the machine did and when: nothing to change."""

    list_display = ("pipeline", "started_at", "finished_at", "by", "counts")
    list_select_related = ("by",)
    show_full_result_count = False
    change_form_template = "admin/articles/record.html"
    fields = ("pipeline", "started_at", "finished_at", "by", "counts")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="result")
    def counts(self, run: Run) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in run.result.items())
