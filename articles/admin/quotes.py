from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import corrections
from articles.corrections import Spans
from articles.models import Quote

from .base import FoundAdmin
from .forms import QuoteForm, quote_of

_AROUND = 300


class MissingFilter(admin.SimpleListFilter):
    title = "what the machine finds"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "decided by a person, no longer found")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(missing=True) if self.value() == "yes" else queryset


@admin.register(Quote)
class QuoteAdmin(FoundAdmin):
    form = QuoteForm
    change_form_template = "admin/articles/quote/change_form.html"
    list_display = ("shortened", "speaker", "route", "kind", "state", "printed")
    list_filter = ("state", "kind", MissingFilter)
    list_select_related = ("speaker", "outlet")
    search_help_text = "Words of the quote; “a phrase”; -not this"
    autocomplete_fields = ("article", "speaker")
    fieldsets = (
        (
            "Who said it",
            {
                "fields": (
                    "speaker",
                    ("new_speaker", "new_speaker_kind"),
                    "speaker_role",
                    "speaker_text",
                )
            },
        ),
        ("Through whom", {"fields": ("chain",)}),
        ("In which words", {"fields": ("exact_words", "place", "kind")}),
        ("Decision", {"fields": ("state", "reason", "seen_version")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Quote | None = None) -> Any:
        if obj is None:
            return (
                ("Where it stands", {"fields": ("article", "exact_words", "place", "kind")}),
                *self.fieldsets[:2],
                ("Decision", {"fields": ("reason", "seen_version")}),
            )
        if not self.has_change_permission(request, obj):
            return ((None, {"fields": ("speaker", "speaker_role", "kind", "state", "text")}),)
        return self.fieldsets

    def add(self, form: Any, by: Any, reason: str) -> Quote:
        values = {"kind": form.cleaned_data["kind"], **quote_of(form, by)}
        return corrections.add_quote(form.cleaned_data["article"], by=by, reason=reason, **values)

    def correct(self, row: Quote, form: Any, by: Any, reason: str) -> Quote:
        version = form.cleaned_data["seen_version"]
        values = quote_of(form, by)
        if values:
            stored = corrections.correct_quote(row, version=version, by=by, reason=reason, **values)
            row.learned, row = stored.learned, stored
        if fields := form.cleaned_data["release"]:
            row = corrections.release_quote(
                row, version=row.version, by=by, reason=reason, fields=fields
            )
        return row

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for merge in getattr(obj, "learned", ()):
            messages.info(
                request,
                f"“{merge.merged}” is understood as {merge.survivor} from now on. If that is "
                f"wrong, take it back on the page of {merge.survivor}.",
            )

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if quote := kwargs.get("obj"):
            context["pieces"] = list(pieces(quote.article.body, quote.spans))
            context["comparison"] = comparison(quote)
            context["releasing"] = context["adminform"].form["release"].data or []
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="chain")
    def route(self, quote: Quote) -> str:
        return corrections.chain_in_words(quote.chain) if quote.chain else ""

    def get_urls(self) -> list[URLPattern]:
        latest = path(
            "changes/",
            self.admin_site.admin_view(self.latest_changes),
            name="articles_latest_changes",
        )
        return [latest, *super().get_urls()]

    def latest_changes(self, request: HttpRequest) -> HttpResponse:
        """What all people changed last, of everything."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Latest changes",
            "rows": [(entry, _page_of(entry)) for entry in corrections.latest_by_people()],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/latest_changes.html", context)


def pieces(body: str, spans: Spans) -> Iterator[tuple[str, bool]]:
    """The text around a quote in pieces, each with whether it is the quote."""
    at = max(0, spans[0][0] - _AROUND)
    end = min(len(body), spans[-1][1] + _AROUND)
    yield ("…" if at else ""), False
    for start, stop in spans:
        yield body[at:start], False
        yield body[start:stop], True
        at = stop
    yield body[at:end] + ("…" if end < len(body) else ""), False


def comparison(quote: Quote) -> list[dict[str, Any]]:
    """What is stored beside what the machine says, one row for each thing that people set."""
    said = quote.machine
    differing = corrections.differing(quote)
    stored = {
        "speaker": _speaker(
            quote.speaker and quote.speaker.name, quote.speaker_role, quote.speaker_text
        ),
        "chain": corrections.chain_in_words(quote.chain),
        "kind": quote.kind,
        "spans": quote.text,
        "state": quote.state,
    }
    machine = {"state": "unreviewed", **(_machine(said) if said else {})}
    labels = {"speaker": "Speaker", "chain": "Chain", "kind": "Kind", "spans": "Words"}
    return [
        {
            "mark": mark,
            "label": labels.get(mark, "State"),
            "stored": value,
            "machine": machine.get(mark, "") if said else "",
            "differs": mark in differing,
            "by_person": quote.is_set_by_person(mark),
        }
        for mark, value in stored.items()
    ]


def _machine(said: dict[str, Any]) -> dict[str, str]:
    speaker = said["speaker"] or {}
    return {
        "speaker": _speaker(speaker.get("name"), speaker.get("role"), speaker.get("text")),
        "chain": corrections.chain_in_words(said["citations"]),
        "kind": said["kind"],
        "spans": said["text"],
    }


def _speaker(name: str | None, role: str | None, text: str | None) -> str:
    """ "Ilse Karvonen, foreign minister (“she”)"."""
    if not name:
        return "nobody named"
    written = f" (“{text}”)" if text and text != name else ""
    return f"{name}{f', {role}' if role else ''}{written}"


def _page_of(entry: corrections.Entry) -> tuple[str, str]:
    """What an entry is about, and the address of its admin page, "" when it is gone."""
    record = entry.record
    model = record.instance_type._meta
    if model.model_name.endswith("alias"):
        owner = record.speaker if model.model_name == "speakeralias" else record.outlet
        if not owner:
            return f"alias {record.name}", ""
        return f"{owner} (alias {record.name})", _change_url(owner._meta.model_name, owner.pk)
    what = f"{model.verbose_name}: {_title(record)}"
    return what, "" if entry.action == "deleted" else _change_url(model.model_name, record.id)


def _title(record: Any) -> str:
    words = getattr(record, "text", "") or getattr(record, "title", "")
    words = words or getattr(record, "name", "") or f"number {record.id}"
    return words if len(words) <= 80 else f"{words[:79]}…"


def _change_url(model_name: str, pk: int) -> str:
    return reverse(f"admin:articles_{model_name}_change", args=[pk])
