"""Which articles the plain list shows: by words of the title, by who is quoted, outlet and date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Outlet, Quote, Speaker

from .filters import UNKNOWN, day_in_words
from .selectors import SHOWN, articles

PARAMS = ("speaker", "with", "outlet", "from", "to")


@dataclass
class Narrowed:
    """The articles; what narrows them in words, by parameter; and what is wrong with a value."""

    rows: QuerySet[Article]
    labels: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def narrowed(words: str, values: Mapping[str, str]) -> Narrowed:
    """The articles that fit: `speaker` and `with` are two speakers whom they quote, `outlet` who
    printed them, `from` and `to` days. A wrong day gives no rows and says why."""
    found = Narrowed(articles(words))
    for name in PARAMS:
        if values.get(name):
            _NARROWERS[name](found, name, values[name])
    if found.errors:
        found.rows = found.rows.none()
    return found


def _quoting(found: Narrowed, name: str, slug: str) -> None:
    quotes = Quote.objects.filter(SHOWN, article=OuterRef("pk"))
    if slug == UNKNOWN:
        found.labels[name] = "quoting an unknown speaker"
        found.rows = found.rows.filter(Exists(quotes.filter(speaker=None)))
        return
    speaker = Speaker.objects.filter(slug=slug).select_related("merged_into").first()
    found.labels[name] = f"quoting {speaker.survivor if speaker else f'nobody called “{slug}”'}"
    found.rows = (
        found.rows.filter(Exists(quotes.filter(speaker=speaker.survivor)))
        if speaker
        else found.rows.none()
    )


def _printed_by(found: Narrowed, name: str, slug: str) -> None:
    if slug == UNKNOWN:
        found.labels[name] = "printed by an unknown outlet"
        found.rows = found.rows.filter(outlet=None)
        return
    outlet = Outlet.objects.filter(slug=slug).first()
    found.labels[name] = f"printed by {outlet or f'nobody called “{slug}”'}"
    found.rows = found.rows.filter(outlet=outlet) if outlet else found.rows.none()


def _dated(found: Narrowed, name: str, value: str) -> None:
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        found.labels[name] = f"{name} {value}"
        found.errors.append(f"“{value}” is no date. Write it as 2026-05-31.")
        return
    if name == "from":
        found.labels[name] = f"from {day_in_words(day)} on"
        found.rows = found.rows.filter(published__gte=day)
    else:
        found.labels[name] = f"up to {day_in_words(day)}"
        found.rows = found.rows.filter(published__lte=day)


_NARROWERS = {
    "speaker": _quoting,
    "with": _quoting,
    "outlet": _printed_by,
    "from": _dated,
    "to": _dated,
}
