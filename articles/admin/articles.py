from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse

from articles import corrections
from articles.models import Article

from .base import CorrectionAdmin
from .forms import VersionedForm


class OutletKnownFilter(admin.SimpleListFilter):
    title = "what is unknown"
    parameter_name = "unknown"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("outlet", "its outlet"), ("published", "its date")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() in ("outlet", "published"):
            return queryset.filter(**{f"{self.value()}__isnull": True})
        return queryset


class ArticleForm(VersionedForm):
    class Meta:
        labels = {"url": "URL", "published": "Date"}


@admin.register(Article)
class ArticleAdmin(CorrectionAdmin):
    """Articles come in by import; their outlet, date and so on are corrected here."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ("opening", "outlet", "published", "credit", "byline", "language")
    list_filter = (OutletKnownFilter, ("added_at", admin.DateFieldListFilter))
    list_select_related = ("outlet", "credit")
    search_fields = ("title", "url")
    search_help_text = "Words of the title, or an address"
    sortable_by = ()
    autocomplete_fields = ("outlet", "credit")
    fieldsets = (
        (
            None,
            {"fields": ("title", "outlet", "published", "url", "byline", "credit", "language")},
        ),
        ("Decision", {"fields": ("reason", "seen_version")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Lists do not read whole bodies."""
        opening = Left("body", 200)
        return super().get_queryset(request).defer("body").annotate(body_opening=opening)

    @admin.display(description="headline", ordering="title")
    def opening(self, article: Article) -> str:
        return article.title or f"{article.body_opening[:80].strip()}…"  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if self.has_change_permission(request, obj) else fieldsets[:1]

    def correct(self, row: Article, form: Any, by: Any, reason: str) -> Article:
        return corrections.correct_article(
            row, version=form.cleaned_data["seen_version"], by=by, reason=reason, **form.decided()
        )

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if article := kwargs.get("obj"):
            context["quotes"] = article.quotes.select_related("speaker").order_by("start")
            context["claims"] = article.claims.select_related("claimant").order_by("start")
        return super().render_change_form(request, context, *args, **kwargs)
