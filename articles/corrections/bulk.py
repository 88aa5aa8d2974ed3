"""One change to all quotes of a filter: planned, shown, carried out and undone as one batch.

A plan names each quote with the version that was seen. What somebody changed between the plan and
its being carried out is left alone, and so is, when the batch is undone, what somebody changed
since. Both work through the rows in chunks, each in a transaction of its own, so that others can
write meanwhile and an interrupted batch can still be undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.extraction.records import QUOTE_KINDS
from articles.models import Batch, Quote, Speaker
from articles.text import name_key

from .batches import Undone, undo_rows
from .saving import keep_what_was

MOST = 20_000  # quotes in one batch: some ten seconds of work
CHUNK = 500  # quotes in one transaction
SAMPLE = 10
DOES = ("accept", "reject", "speaker", "kind")
# What a bulk change may set; undoing sets these back.
_FIELDS = ("state", "kind", "speaker_id", "speaker_role", "set_by_person", "missing")

Values = dict[str, Any]


@dataclass(frozen=True)
class BulkChange:
    """What to do to each quote: one of `DOES`, with the speaker (None: unknown) or the kind."""

    do: str
    speaker: Speaker | None = None
    kind: str = ""

    def __post_init__(self) -> None:
        if self.do not in DOES:
            raise ValidationError(f"Choose what to do: one of {', '.join(DOES)}.")
        if self.do == "kind" and self.kind not in QUOTE_KINDS:
            raise ValidationError(f"Choose a kind: one of {', '.join(QUOTE_KINDS)}.")

    def __str__(self) -> str:
        return {
            "accept": "accept",
            "reject": "reject",
            "speaker": f"set the speaker to {self.speaker or 'unknown'}",
            "kind": f"set the kind to {self.kind}",
        }[self.do]

    def as_json(self) -> dict[str, Any]:
        return {"do": self.do, "speaker": self.speaker and self.speaker.pk, "kind": self.kind}

    @classmethod
    def of(cls, batch: Batch) -> BulkChange:
        said = batch.action
        speaker = Speaker.objects.get(pk=said["speaker"]).survivor if said["speaker"] else None
        return cls(said["do"], speaker, said["kind"])

    @property
    def already(self) -> models.Q:
        """The quotes to which it was done already."""
        return {
            "accept": models.Q(state__in=("accepted", "corrected")),
            "reject": models.Q(state="rejected"),
            "speaker": models.Q(speaker=self.speaker),
            "kind": models.Q(kind=self.kind),
        }[self.do]


@dataclass(frozen=True)
class Plan:
    """What a bulk change will do. `batch` names the quotes and versions; `left` the quotes that
    people touched, `already` those that are so already, `beyond` those above `MOST`."""

    batch: Batch
    change: BulkChange
    size: int
    left: int
    already: int
    beyond: int
    sample: list[int]


@dataclass(frozen=True)
class Done:
    """`skipped` were changed by somebody after the plan was made, or deleted."""

    batch: Batch
    changed: int
    skipped: int


def plan_bulk(
    quotes: models.QuerySet[Quote],
    change: BulkChange,
    *,
    by: AbstractBaseUser,
    reason: str = "",
    query: str = "",
    with_touched: bool = False,
) -> Plan:
    """Note which quotes, in which versions, a change of all of these would change.

    Quotes that a person touched are left out, unless asked for. Nothing is changed yet; the plan
    replaces others that this person made and did not carry out.
    """
    Batch.objects.filter(by=by, done_at=None).delete()
    todo = quotes.exclude(change.already)
    wanted = todo if with_touched else todo.filter(set_by_person=[])
    rows = list(wanted.order_by("pk").values_list("pk", "version")[: MOST + 1])
    matching, left_to_do = quotes.count(), todo.count()
    everything = len(rows) if len(rows) <= MOST else wanted.count()
    rows = rows[:MOST]
    batch = Batch.objects.create(
        by=by,
        what=f"{change}: {len(rows):,} quotes"[:300],
        reason=reason,
        query=query,
        action=change.as_json(),
        rows=rows,
        size=len(rows),
    )
    step = max(len(rows) // SAMPLE, 1)
    return Plan(
        batch=batch,
        change=change,
        size=len(rows),
        left=left_to_do - everything,
        already=matching - left_to_do,
        beyond=everything - len(rows),
        sample=[pk for pk, _ in rows[::step]][:SAMPLE],
    )


def carry_out(batch: Batch, *, by: AbstractBaseUser) -> Done:
    """Do what a plan says to the quotes that are still in the version that it names.

    ValidationError when it is somebody else's plan, or was carried out already.
    """
    with transaction.atomic():
        mine = Batch.objects.select_for_update().filter(pk=batch.pk, by=by, done_at=None).first()
        if mine is None:
            raise ValidationError("This was done already, or its preview was replaced by another.")
        rows, change = mine.rows, BulkChange.of(mine)
        mine.done_at, mine.rows = timezone.now(), []
        mine.save(update_fields=["done_at", "rows"])
    changed = sum(_change_chunk(dict(chunk), change, mine, by) for chunk in _chunks(rows))
    mine.size = changed
    mine.what = f"{change}: {changed:,} quote{'' if changed == 1 else 's'}"[:300]
    mine.save(update_fields=["size", "what"])
    return Done(mine, changed, len(rows) - changed)


def undo_batch(batch: Batch, *, by: AbstractBaseUser) -> Undone:
    """Take back what a person did in one go, to one quote or to thousands.

    Rows that somebody changed since stay as they are. ValidationError when it was taken back
    already, or nothing of it can be.
    """
    with transaction.atomic():
        stored = Batch.objects.select_for_update().defer("rows").get(pk=batch.pk)
        if stored.undone_at or not stored.done_at:
            raise ValidationError("This was undone already.")
        stored.undone_at = timezone.now()
        stored.save(update_fields=["undone_at"])
        if not stored.is_bulk:
            return undo_rows(stored, by)
    return _undo_bulk(stored, by)


def _undo_bulk(batch: Batch, by: AbstractBaseUser) -> Undone:
    records = list(
        Quote.history.filter(batch=batch).order_by("pk").values_list("id", "version", "pk")
    )
    count = sum(_undo_chunk(chunk, batch, by) for chunk in _chunks(records))
    kept = len(records) - count
    return Undone(
        batch, count, [f"{kept:,} that somebody changed since stay as they are."] if kept else []
    )


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


@transaction.atomic
def _change_chunk(
    versions: dict[int, int], change: BulkChange, batch: Batch, by: AbstractBaseUser
) -> int:
    quotes = _locked(versions)
    keep_what_was(quotes)
    values = {quote.pk: _after(quote, change) for quote in quotes}
    _write(quotes, values, batch.reason or str(change), by, batch)
    return len(quotes)


@transaction.atomic
def _undo_chunk(records: list[tuple[int, int, int]], batch: Batch, by: AbstractBaseUser) -> int:
    quotes = _locked({pk: version for pk, version, _ in records})
    first = {pk: record for pk, _, record in records}
    before: dict[int, Values] = {}
    older = Quote.history.filter(id__in=[quote.pk for quote in quotes]).order_by("pk")
    for record in older.only("history_id", "id", *_FIELDS):
        if record.pk < first[record.id]:
            before[record.id] = {name: getattr(record, name) for name in _FIELDS}
    _write(quotes, before, f"undid: {batch.what}", by, None)
    return len(quotes)


def _locked(versions: dict[int, int]) -> list[Quote]:
    """The quotes that are still in these versions, kept from others."""
    quotes = Quote.objects.select_for_update().filter(pk__in=versions).defer("words")
    return [quote for quote in quotes.order_by("pk") if quote.version == versions[quote.pk]]


def _write(
    quotes: list[Quote],
    values: dict[int, Values],
    reason: str,
    by: AbstractBaseUser,
    batch: Batch | None,
) -> None:
    """Set each quote's values as a new version, those with the same ones together, with history."""
    alike: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        alike[repr(sorted(values[quote.pk].items()))].append(quote)
    for group in alike.values():
        same = values[group[0].pk]
        ids = [quote.pk for quote in group]
        Quote.objects.filter(pk__in=ids).update(**same, version=models.F("version") + 1)
        for quote in group:
            quote.version += 1
            quote._history_user = by
            for name, value in same.items():
                setattr(quote, name, value)
    Quote.history.bulk_history_create(
        quotes,
        batch_size=CHUNK,
        update=True,
        default_change_reason=reason,
        custom_historical_attrs={"batch": batch},
    )


def _after(quote: Quote, change: BulkChange) -> Values:
    """A quote's values after a change, with the state that follows."""
    values: Values = {name: getattr(quote, name) for name in _FIELDS}
    mark = change.do if change.do in ("speaker", "kind") else "state"
    values["set_by_person"] = sorted({*quote.set_by_person, mark})
    values["missing"] = quote.missing or quote.state == "gone"
    if change.do == "accept":
        values["state"] = "accepted"
    elif change.do == "reject":
        values["state"] = "rejected"
    elif change.do == "kind":
        values["kind"] = change.kind
    else:
        values["speaker_id"] = change.speaker and change.speaker.pk
        values["speaker_role"] = ""  # it was the other's
    if mark != "state" and quote.state != "rejected":
        values["state"] = "accepted" if _is_as_said(quote, change) else "corrected"
    return values


def _is_as_said(quote: Quote, change: BulkChange) -> bool:
    """Does the quote agree with the machine after the change?"""
    said = quote.machine
    if quote.state == "corrected":
        return False
    if said is None:
        return True
    if change.do == "kind":
        return said["kind"] == change.kind
    if not said["speaker"] or not change.speaker:
        return not said["speaker"] and not change.speaker
    same_name = name_key(said["speaker"]["name"]) == name_key(change.speaker.name)
    return same_name and not said["speaker"]["role"]
