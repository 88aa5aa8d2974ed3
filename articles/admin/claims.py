from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles import corrections
from articles.models import Claim

from .base import FoundAdmin
from .forms import ClaimForm
from .quotes import MissingFilter, pieces


@admin.register(Claim)
class ClaimAdmin(FoundAdmin):
    form = ClaimForm
    change_form_template = "admin/articles/claim/change_form.html"
    list_display = ("shortened", "claimant", "kind", "status", "worth", "printed")
    list_filter = ("status", "kind", MissingFilter, "gone")
    list_select_related = ("claimant", "outlet")
    search_help_text = "Words of the claim; “a phrase”; -not this"
    autocomplete_fields = ("article", "claimant", "quote")
    fieldsets = (
        ("What is claimed", {"fields": ("exact_words", "place", "claimant", "quote", "kind")}),
        ("What a check found", {"fields": ("status", "note")}),
        ("Decision", {"fields": ("reason", "seen_version")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        if obj is None:
            (name, options), *others = self.fieldsets
            return ((name, {"fields": ("article", *options["fields"])}), *others)
        if not self.has_change_permission(request, obj):
            fields = ("text", "claimant", "kind", "status", "note")
            return ((None, {"fields": fields}),)
        return self.fieldsets

    def add(self, form: Any, by: Any, reason: str) -> Claim:
        values = {"kind": form.cleaned_data["kind"], **form.decided()}
        return corrections.add_claim(form.cleaned_data["article"], by=by, reason=reason, **values)

    def correct(self, row: Claim, form: Any, by: Any, reason: str) -> Claim:
        return corrections.correct_claim(
            row, version=form.cleaned_data["seen_version"], by=by, reason=reason, **form.decided()
        )

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if claim := kwargs.get("obj"):
            context["pieces"] = list(pieces(claim.article.body, [[claim.start, claim.end]]))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="worth checking", ordering="check_worthiness")
    def worth(self, claim: Claim) -> str:
        return f"{claim.check_worthiness:.2f}"
