from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles import corrections
from articles.models import Speaker, SpeakerAlias, SpeakerMerge

from .base import AliasInline, NamedAdmin, RecordAdmin
from .forms import DecisionForm


class SpeakerAliasInline(AliasInline):
    model = SpeakerAlias


class MergedFilter(admin.SimpleListFilter):
    """Merged speakers are kept for their addresses and stay out of the way."""

    title = "merged"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "merged into another")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Speaker)
class SpeakerAdmin(NamedAdmin):
    form = DecisionForm
    change_form_template = "admin/articles/speaker/change_form.html"
    list_display = ("name", "kind", "role", "merged_into")
    list_filter = ("kind", MergedFilter)
    list_select_related = ("merged_into",)
    search_help_text = "A name or an alias"
    inlines = (SpeakerAliasInline,)
    actions = ("merge_selected",)
    fieldsets = ((None, {"fields": ("name", "kind", "role", "reason")}),)
    instead = "Merge it into another speaker instead."

    def add(self, form: Any, by: Any, reason: str) -> Speaker:
        data = form.cleaned_data
        return corrections.add_speaker(
            by=by, reason=reason, name=data["name"], kind=data["kind"], role=data["role"]
        )

    def correct(self, row: Speaker, form: Any, by: Any, reason: str) -> Speaker:
        return corrections.correct_speaker(row, by=by, reason=reason, **form.decided())

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if speaker := kwargs.get("obj"):
            merges = SpeakerMerge.objects.filter(undone_at=None).select_related("merged", "by")
            context["merges"] = merges.filter(survivor=speaker)
            context["merged_away"] = merges.filter(merged=speaker).first()
            context["used"] = corrections.in_use(speaker)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Merge selected speakers", permissions=["change"])
    def merge_selected(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        """Show what merging would do, ask who survives, and do it."""
        speakers = list(
            queryset.annotate(
                quote_count=models.Count("quotes", distinct=True),
                claim_count=models.Count("claims", distinct=True),
            )
            .prefetch_related("aliases")
            .order_by("-quote_count", "name")
        )
        if len(speakers) < 2:
            messages.error(request, "Select at least two speakers who are one.")
            return None
        if "survivor" in request.POST and self._merge(request, speakers):
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge speakers",
            "opts": self.opts,
            "speakers": speakers,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/speaker/merge.html", context)

    def _merge(self, request: HttpRequest, speakers: list[Speaker]) -> bool:
        survivor = next(
            (row for row in speakers if str(row.pk) == request.POST["survivor"]), speakers[0]
        )
        others = [row for row in speakers if row != survivor]
        try:
            merges = corrections.merge_speakers(
                others, into=survivor, by=request.user, reason=request.POST.get("reason", "")
            )
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return False
        for merge in merges:
            self.log_change(request, merge.merged, f"Merged into {survivor}.")
        names = ", ".join(row.name for row in others)
        messages.success(
            request, f"{names}: merged into {survivor}. The page of {survivor} can take it back."
        )
        return True


@admin.register(SpeakerMerge)
class SpeakerMergeAdmin(RecordAdmin):
    """What was merged; merges are made in the list of speakers and taken back here."""

    list_display = ("merged", "survivor", "by", "at", "quote_count", "undone_at")
    list_select_related = ("merged", "survivor", "by")
    search_fields = ("merged__name", "survivor__name")
    change_form_template = "admin/articles/speakermerge/change_form.html"
    fields = ("merged", "survivor", "by", "at", "quote_count", "claim_count", "undone_at")
    readonly_fields = fields

    @admin.display(description="quotes")
    def quote_count(self, merge: SpeakerMerge) -> int:
        return len(merge.quotes)

    @admin.display(description="claims")
    def claim_count(self, merge: SpeakerMerge) -> int:
        return len(merge.claims)

    def get_urls(self) -> list[URLPattern]:
        undo = path(
            "<int:pk>/undo/",
            self.admin_site.admin_view(self.undo),
            name="articles_speakermerge_undo",
        )
        return [undo, *super().get_urls()]

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a merge back; the form stands on the page of the merge."""
        merge = get_object_or_404(SpeakerMerge, pk=pk)
        if not request.user.has_perm("articles.change_speaker"):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:articles_speakermerge_change", pk)
        try:
            corrections.undo_merge(merge, by=request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self.log_change(request, merge.merged, "Took the merge back.")
            messages.success(request, f"{merge.merged} stands alone again.")
        return redirect("admin:articles_speaker_change", merge.merged_id)
