"""The history in words: who changed what, when and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.models import (
    Article,
    Claim,
    FactCheck,
    Outlet,
    OutletAlias,
    Quote,
    Speaker,
    SpeakerAlias,
)

from .places import write_place

MACHINE = "the machine"
NONE = "none"

# What people care to read about, under the names that they know. The rest follows from these.
SHOWN: dict[type[models.Model], dict[str, str]] = {
    Quote: {
        "speaker": "speaker",
        "speaker_role": "role",
        "speaker_text": "speaker as written",
        "chain": "citation chain",
        "kind": "kind",
        "state": "state",
        "text": "text",
        "spans": "place in the article",
        "cue": "cue",
        "missing": "no longer found by the machine",
    },
    Claim: {
        "claimant": "claimant",
        "kind": "kind",
        "status": "status",
        "note": "note",
        "group": "which claims it is one with",
        "text": "text",
        "start": "start",
        "end": "end",
        "gone": "no longer found by the machine",
        "missing": "no longer found by the machine",
    },
    FactCheck: {
        "url": "address",
        "verdict": "verdict",
        "publisher": "who checked it",
        "published": "date",
        "removed": "removed",
    },
    Article: {
        "title": "title",
        "outlet": "outlet",
        "credit": "credit",
        "byline": "byline",
        "url": "URL",
        "published": "date",
        "language": "language",
    },
    Speaker: {"name": "name", "kind": "kind", "role": "role", "merged_into": "merged into"},
    Outlet: {
        "name": "name",
        "kind": "kind",
        "country": "country",
        "website": "website",
        "merged_into": "merged into",
    },
    SpeakerAlias: {"name": "alias", "speaker": "speaker"},
    OutletAlias: {"name": "alias", "outlet": "outlet"},
}
ACTIONS = {"+": "added", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Change:
    """One field before and after, as people read it: "Reuters > Chinese state media"."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


@dataclass(frozen=True)
class Entry:
    """One step of a row's history. `action` is "added", "changed" or "deleted".

    In the list of latest changes `alike` is how many other rows were changed with this one at once.
    """

    who: str
    when: datetime.datetime
    reason: str
    action: str
    changes: tuple[Change, ...]
    record: Any
    alike: int = 0

    def __str__(self) -> str:
        when = date_format(localtime(self.when), "j F Y, H:i")
        what = "; ".join(map(str, self.changes))
        return f"{self.who}, {when}: {what or self.action}"


def history_of(row: models.Model, limit: int | None = None) -> list[Entry]:
    """The history of a stored row, newest first; the `limit` newest entries."""
    records = list(with_names(row.history.all())[: limit and limit + 1])  # type: ignore[attr-defined]
    return entries(records)[:limit]


def entries(records: list[Any]) -> list[Entry]:
    """Entries for the historical records of one row, given newest first."""
    return [entry(new, old) for new, old in zip(records, [*records[1:], None], strict=False)]


def entry(new: Any, old: Any | None) -> Entry:
    """What one historical record changed against the one before it."""
    return Entry(
        who=new.history_user.get_username() if new.history_user else MACHINE,
        when=new.history_date,
        reason=new.history_change_reason or "",
        action=ACTIONS[new.history_type],
        changes=tuple(differences(old, new)) if old else (),
        record=new,
    )


def differences(old: Any, new: Any) -> Iterable[Change]:
    """The fields in which two historical records of one row differ, in the order of `SHOWN`."""
    for name, label in SHOWN[new.instance_type].items():
        attname = new._meta.get_field(name).attname
        if getattr(old, attname) != getattr(new, attname):
            yield Change(label, in_words(old, name), in_words(new, name))


def in_words(row: Any, name: str) -> str:
    """A field of a row or of a historical record as people read it."""
    try:
        value = getattr(row, name)
    except ObjectDoesNotExist:
        return "one that was deleted"
    if name == "chain":
        return chain_in_words(value)
    if name == "spans":
        return write_place(value)
    if name == "group":
        return f"group {value % 1_000_000}"  # enough to tell one from another
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    return NONE if value in (None, "") else str(value)


def chain_in_words(chain: list[dict]) -> str:
    """Nearest to the reader first: "Reuters > Chinese state media"."""
    return " > ".join(link["name"] for link in chain) or NONE


def with_names(records: models.QuerySet) -> models.QuerySet:
    """Fetch what these historical records name (authors, speakers, outlets) with them."""
    related = {
        name
        for name in SHOWN[records.model.instance_type]  # type: ignore[attr-defined]
        if records.model._meta.get_field(name).is_relation
    }
    return records.select_related("history_user", *related)


def history_of_names(owner: Speaker | Outlet, limit: int = 100) -> list[Entry]:
    """The names that led to a speaker or outlet: added, changed, moved and taken away."""
    aliases: Any = owner._meta.get_field("aliases")
    records = aliases.related_model.history.filter(**{aliases.field.name: owner.pk})
    return _described(records[:limit])


def latest_by_people(limit: int = 100) -> list[Entry]:
    """What people changed last, of everything that is stored, newest first.

    What one change did to many rows, as a merge does, is one entry.
    """
    newest: list[Entry] = []
    for model in SHOWN:
        alike = _newest_changes(model.history, limit)  # type: ignore[attr-defined]
        records = model.history.filter(history_id__in=alike)  # type: ignore[attr-defined]
        newest += [
            replace(entry, alike=alike[entry.record.history_id]) for entry in _described(records)
        ]
    return sorted(newest, key=lambda entry: entry.when, reverse=True)[:limit]


def _newest_changes(history: models.Manager, limit: int) -> dict[int, int]:
    """One record of each of the newest changes by people, with how many more rows it changed."""
    changes = (
        history.filter(history_user__isnull=False)
        .order_by()
        .values("history_date", "history_user")
        .annotate(newest=models.Max("history_id"), rows=models.Count("pk"))
        .order_by("-history_date")[:limit]
    )
    return {change["newest"]: change["rows"] - 1 for change in changes}


def _described(records: models.QuerySet) -> list[Entry]:
    """Entries for records of several rows, each against the one before it."""
    history = records.model.objects
    before = history.filter(
        models.Q(history_date__lt=models.OuterRef("history_date"))
        | models.Q(
            history_date=models.OuterRef("history_date"),
            history_id__lt=models.OuterRef("history_id"),
        ),
        id=models.OuterRef("id"),
    )
    newest = list(
        with_names(records).annotate(before=models.Subquery(before.values("history_id")[:1]))
    )
    older = with_names(history.all()).in_bulk([record.before for record in newest])
    return [entry(record, older.get(record.before)) for record in newest]
