"""What the admin pages share: decisions go through articles/corrections.py, and so does undoing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from simple_history.admin import SimpleHistoryAdmin

from articles import corrections
from articles.corrections import Conflict
from articles.corrections.changes import differences, entries, with_names
from articles.finding import find
from articles.text import words

from .paging import CappedPaginator, QuickChangeList


class CorrectionAdmin(SimpleHistoryAdmin):
    """A page of decisions. Subclasses say how these are added and corrected."""

    object_history_template = "admin/articles/history.html"
    object_history_list_template = "admin/articles/history_list.html"
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    view_on_site = staticmethod(lambda row: row.get_absolute_url())

    def add(self, form: Any, by: Any, reason: str) -> models.Model:
        """Add what the form holds; returns it as stored."""
        raise NotImplementedError

    def correct(self, row: Any, form: Any, by: Any, reason: str) -> models.Model:
        """Write what the form changed; returns the row as stored."""
        raise NotImplementedError

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type:
        return QuickChangeList

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        reason = form.cleaned_data["reason"]
        if change:
            self.correct(obj, form, request.user, reason)
        else:
            obj.pk = self.add(form, request.user, reason).pk
        obj.refresh_from_db()

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return f"History: {obj}"

    def get_history_queryset(self, *args: Any) -> models.QuerySet:
        return with_names(super().get_history_queryset(*args))

    def set_history_delta_changes(self, request: HttpRequest, page: Any, **kwargs: Any) -> None:
        """Give every record on the page its entry, the last one by the record on the next page."""
        paginator = page.paginator
        end = page.end_index()
        records = list(paginator.object_list[max(page.start_index() - 1, 0) : end + 1])
        described = entries(records)
        page.object_list = records[: paginator.per_page]
        for record, entry in zip(page.object_list, described, strict=False):
            record.entry = entry

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Ask whether to go back to an older version, and do it."""
        row = get_object_or_404(self.model, pk=object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        record = get_object_or_404(with_names(row.history.all()), pk=version_id)
        if request.method == "POST":
            done = self._go_back(request, row, record)
            if done:
                return redirect(self.url("change", row.pk))
        newest = with_names(row.history.all()).first()
        context = {
            **self.admin_site.each_context(request),
            "title": "Go back to an older version",
            "opts": self.opts,
            "original": row,
            "record": record,
            "entry": entries([record])[0],
            "changes": list(differences(newest, record)),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/go_back.html", context)

    def _go_back(self, request: HttpRequest, row: Any, record: Any) -> bool:
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() else 0
        try:
            stored = corrections.go_back(
                row,
                to=record,
                by=request.user,
                version=version,
                reason=request.POST.get("reason", ""),
            )
        except (Conflict, ValidationError) as error:
            for message in getattr(error, "messages", [str(error)]):
                messages.error(request, message)
            return False
        self.log_change(request, stored, "Went back to an older version.")
        messages.success(request, f"“{stored}” is again what it was.")
        return True

    @admin.display(description="printed", ordering="published")
    def printed(self, row: Any) -> str:
        """Where and when, for lists: "Harbour Post, 14 May 2026"."""
        when = date_format(row.published, "j M Y") if row.published else ""
        return ", ".join(filter(None, [str(row.outlet or ""), when]))

    @admin.display(description="words", ordering="words")
    def shortened(self, row: Any) -> str:
        return str(row)

    def url(self, page: str, *args: Any) -> str:
        """The address of one of this model's admin pages."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)


class FoundAdmin(CorrectionAdmin):
    """What is found in articles, and in the admin by the words of it. Newest first, always: there
    is an index for that order and no other."""

    search_fields = ("words",)
    sortable_by = ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return find(queryset, search_term), False


class MergedFilter(admin.SimpleListFilter):
    """What was merged is kept for its address and stays out of the way."""

    title = "merged"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "merged into another")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(merged_into__isnull=self.value() != "yes")


class NamedAdmin(CorrectionAdmin):
    """Speakers and outlets: with other names, merged when they are one, and not deleted while
    anything refers to them."""

    search_fields = ("aliases__key", "name")
    search_help_text = "A name or an alias"
    list_filter = ("kind", MergedFilter)
    list_select_related = ("merged_into",)
    actions = ("merge_selected",)
    change_form_template = "admin/articles/named_change_form.html"
    # The model of its merges, and what makes one.
    merges: Any = None
    merge: Any = None

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The inline form holds aliases: those that were added or taken away."""
        formset.save(commit=False)  # the admin asks it what changed
        changed = [row for row in formset.forms if row.has_changed()]
        corrections.change_aliases(
            form.instance,
            add=[
                row.cleaned_data["name"]
                for row in changed
                if row.cleaned_data.get("name") and not row.cleaned_data.get("DELETE")
            ],
            remove=[row.initial["name"] for row in changed if row.initial.get("name")],
            by=request.user,
            reason=form.cleaned_data["reason"],
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, " ".join(words(search_term)))

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if row := kwargs.get("obj"):
            merges = self.merges.objects.filter(undone_at=None).select_related("merged", "by")
            context["merges"] = merges.filter(survivor=row)
            context["merged_away"] = merges.filter(merged=row, survivor=row.merged_into).first()
            context["used"] = corrections.in_use(row)
            context["merge_page"] = f"{self.merges._meta.app_label}_{self.merges._meta.model_name}"
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Merge selected %(verbose_name_plural)s", permissions=["change"])
    def merge_selected(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        """Show what merging would do, ask who survives, and do it."""
        rows = list(queryset.prefetch_related("aliases").order_by("name"))
        if len(rows) < 2:
            messages.error(
                request, f"Select at least two {self.opts.verbose_name_plural} that are one."
            )
            return None
        if "survivor" in request.POST and self._merge(request, rows):
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "rows": [(row, corrections.in_use(row)) for row in rows],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)

    def _merge(self, request: HttpRequest, rows: list[Any]) -> bool:
        survivor = next((row for row in rows if str(row.pk) == request.POST["survivor"]), rows[0])
        others = [row for row in rows if row != survivor]
        reason = request.POST.get("reason", "")
        try:
            merges = type(self).merge(others, into=survivor, by=request.user, reason=reason)
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

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        row = get_object_or_404(self.model, pk=unquote(object_id))
        names = {"names": corrections.history_of_names(row), **(extra_context or {})}
        return super().history_view(request, object_id, names)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        may = row and self.has_delete_permission(request, row)
        used = corrections.in_use(row) if may else ""
        if used:
            messages.error(
                request,
                f"{row} is in use by {used} and cannot be deleted. Merge it into another "
                f"{self.opts.verbose_name} instead.",
            )
            return redirect(self.url("change", object_id))
        return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request: HttpRequest) -> dict:
        """Deleting goes one by one, so that it can say what refers to each."""
        return {k: v for k, v in super().get_actions(request).items() if k != "delete_selected"}


class AliasFormSet(forms.BaseInlineFormSet):
    """Refuses a name that leads to another speaker or outlet already, saying to whom."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            owner = name and corrections.alias_owner(type(self.instance), name)
            if owner and owner != self.instance and not form.cleaned_data.get("DELETE"):
                form.add_error(
                    "name",
                    f"“{name}” is a name of {owner} already. Merge the two if they are one, or "
                    "take the name away there first.",
                )


class AliasInline(admin.TabularInline):
    """Names that lead here. Whoever may change the owner may also take names away."""

    formset = AliasFormSet
    fields = ("name",)
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class RecordAdmin(admin.ModelAdmin):
    """A page of what happened, to read only."""

    paginator = CappedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MergeAdmin(RecordAdmin):
    """What was merged; merges are made in the list of what is merged, and taken back here."""

    list_display = ("__str__", "summary", "by", "at", "undone_at")
    list_select_related = ("merged", "survivor", "by")
    search_fields = ("merged__name", "survivor__name")
    change_form_template = "admin/articles/merge_change_form.html"
    fields = ("merged", "survivor", "summary", "reason", "by", "at", "undone_at")
    readonly_fields = fields
    # Lists of ids, which may be long.
    long: tuple[str, ...] = ()
    undo_merge: Any = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer(*self.long)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_undo"
        undo = path("<int:pk>/undo/", self.admin_site.admin_view(self.undo), name=name)
        return [undo, *super().get_urls()]

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a merge back; the form stands on the page of the merge."""
        merge = get_object_or_404(self.model, pk=pk)
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        if not request.user.has_perm(f"articles.change_{merge.merged._meta.model_name}"):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(f"admin:{name}_change", pk)
        reason = request.POST.get("reason", "")
        try:
            type(self).undo_merge(merge, by=request.user, reason=reason)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self.log_change(request, merge.merged, "Took the merge back.")
            messages.success(request, f"{merge.merged} has back what moved.")
        return redirect(f"admin:articles_{merge.merged._meta.model_name}_change", merge.merged_id)
