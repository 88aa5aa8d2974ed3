"""The citation chain as one form field: outlets in order, moved, added and removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import corrections
from articles.models import Citation, Outlet
from articles.text import name_key

_BY_NAME = "name:"
_BLANK_ROWS = 2
_MOST_ROWS = 100


class ChainWidget(forms.Widget):
    """One row for each outlet, and blank ones. The value is a list of ids and "name:Radio Sund".

    Rows are ordered by a number, so that it works without JavaScript; chain.js adds buttons.
    """

    template_name = "admin/articles/chain_widget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str] | None:
        rows = []
        for index in range(min(_number(data.get(f"{name}-rows"), 0), _MOST_ROWS)):
            row = f"{name}-{index}"
            named = data.get(f"{row}-named", "").strip()
            value = _BY_NAME + named if named else data.get(f"{row}-outlet", "")
            if value and not data.get(f"{row}-remove"):
                rows.append((_number(data.get(f"{row}-order"), 10**6), index, value))
        return [value for _, _, value in sorted(rows)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def posted(self, name: str, value: list[str]) -> dict[str, str]:
        """What a browser would post for this value: the way back from `value_from_datadict`."""
        data = {f"{name}-rows": str(len(value) + _BLANK_ROWS)}
        for index in range(len(value) + _BLANK_ROWS):
            entry = value[index] if index < len(value) else ""
            is_name = entry.startswith(_BY_NAME)
            row = f"{name}-{index}"
            data[f"{row}-order"] = str(index + 1)
            data[f"{row}-outlet"] = "" if is_name else entry
            data[f"{row}-named"] = entry.removeprefix(_BY_NAME) if is_name else ""
            data[f"{row}-remove"] = ""
        return data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """From the project's templates; forms' own renderer knows only Django's."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        data = self.posted(name, value or [])
        outlets = _outlet_field()
        context["rows"] = [
            {
                "name": f"{name}-{index}",
                "number": index + 1,
                "is_new": index >= len(value or []) or data[f"{name}-{index}-named"],
                "named": data[f"{name}-{index}-named"],
                "select": outlets.widget.render(
                    f"{name}-{index}-outlet",
                    data[f"{name}-{index}-outlet"],
                    {"aria-label": f"Outlet {index + 1}"},
                ),
            }
            for index in range(int(data[f"{name}-rows"]))
        ]
        return context

    @property
    def media(self) -> forms.Media:
        return _outlet_field().widget.media + forms.Media(js=["admin_extras/chain.js"])


class ChainField(forms.Field):
    """Cleans to a list of outlets in order; one that is not known yet stays a name (str)."""

    widget = ChainWidget

    def clean(self, value: Any) -> list[Outlet | str]:
        entries = value or []
        ids = [int(entry) for entry in entries if entry.isdecimal()]
        known = {str(pk): outlet for pk, outlet in Outlet.objects.in_bulk(ids).items()}
        chain = [_outlet(entry, known) for entry in entries]
        corrections.checked_chain([outlet for outlet in chain if isinstance(outlet, Outlet)])
        new = [name_key(outlet) for outlet in chain if isinstance(outlet, str)]
        if len(new) > len(set(new)):
            raise ValidationError("A new outlet stands in the chain twice. Remove one of the two.")
        return chain

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])


def chain_value(chain: list[dict]) -> list[str]:
    """The widget's value for a quote's chain."""
    slugs = [link["outlet"] for link in chain]
    ids = dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return [str(ids[slug]) for slug in slugs if slug in ids]


def _outlet(entry: str, known: dict[str, Outlet]) -> Outlet | str:
    if entry.startswith(_BY_NAME):
        name = entry.removeprefix(_BY_NAME)
        return corrections.alias_owner(Outlet, name) or name  # type: ignore[return-value]
    if entry not in known:
        raise ValidationError("An outlet of the chain is no longer there. Choose another one.")
    return known[entry]


def _outlet_field() -> forms.ModelChoiceField:
    """A choice among all outlets by autocomplete."""
    widget = AutocompleteSelect(Citation._meta.get_field("outlet"), admin.site)
    return forms.ModelChoiceField(Outlet.objects.all(), widget=widget, required=False)


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
