"""What a person does in one go: noted as a batch with what it wrote, and undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.models import Batch, Claim, Quote

from .changes import entries, with_names
from .saving import sign
from .undo import go_back

_BATCHED: tuple[type[Any], ...] = (Quote, Claim)
_current: ContextVar[Batch | None] = ContextVar("batch", default=None)


@dataclass(frozen=True)
class Undone:
    """What undoing a batch did: how many rows are again what they were, the last of them, and why
    others stayed as they are."""

    batch: Batch
    count: int
    kept: list[str]
    last: models.Model | None = None


@contextmanager
def batch(by: AbstractBaseUser, what: str, reason: str = "") -> Iterator[Batch]:
    """One transaction, and one batch of whatever is written in it.

    `what` says it in words, as the undo button does: "accepted quote 12". A batch that wrote
    nothing is not kept.
    """
    with transaction.atomic():
        made = Batch.objects.create(by=by, what=what[:300], reason=reason, done_at=timezone.now())
        token = _current.set(made)
        try:
            yield made
        finally:
            _current.reset(token)
        made.size = sum(len(_newest_records(model, made)) for model in _BATCHED)
        if made.size:
            made.save(update_fields=["size", "what"])
        else:
            made.delete()


def note_batch(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    """Let a history record that is about to be stored name the batch in which it is written."""
    if hasattr(history_instance, "batch_id"):
        history_instance.batch = _current.get()


def latest_batch(by: AbstractBaseUser) -> Batch | None:
    """What this person did last and did not undo yet."""
    done = Batch.objects.filter(by=by, done_at__isnull=False, undone_at__isnull=True)
    return done.defer("rows").order_by("-id").first()


def undo_rows(batch: Batch, by: AbstractBaseUser) -> Undone:
    """Make each row what it was before the batch, by its history; one that the batch added goes.

    A row that somebody changed since stays as it is. When that is so of all, ValidationError says
    who changed what.
    """
    restored: list[models.Model] = []
    kept: list[str] = []
    for model in _BATCHED:
        for record in _newest_records(model, batch):
            row = model.objects.select_for_update().filter(pk=record.id).first()
            if row is None:
                kept.append(f"The {model._meta.verbose_name} {record.id} was deleted since.")
            elif row.version != record.version:
                kept.append(_changed_since(row, record))
            else:
                restored.append(_undo_row(row, batch, by))
    if kept and not restored:
        raise ValidationError(" ".join(kept))
    return Undone(batch, len(restored), kept, restored[0])


def _undo_row(row: Any, batch: Batch, by: AbstractBaseUser) -> models.Model:
    before = _before(type(row), batch, row.pk)
    reason = f"undid: {batch.what}"
    if before is None:
        sign(row, by, reason)
        row.delete()
        return row
    return go_back(row, to=before, by=by, version=row.version, reason=reason)


def _changed_since(row: Any, record: Any) -> str:
    """Who changed a row after a record, in words."""
    records = list(with_names(row.history.filter(history_id__gte=record.history_id)))
    changes = [f"{entry}." for entry in entries(records)[:-1]]
    return f"“{row}” was changed since and stays as it is. {' '.join(changes)}".strip()


def _newest_records(model: type[Any], batch: Batch) -> list[Any]:
    """The last history record of each row in a batch."""
    newest = {record.id: record for record in model.history.filter(batch=batch).order_by("pk")}
    return list(newest.values())


def _before(model: type[Any], batch: Batch, pk: int) -> Any | None:
    """The record of what a row was before the batch."""
    first = model.history.filter(batch=batch, id=pk).order_by("pk").first()
    if first.history_type == "+":
        return None
    return model.history.filter(id=pk, pk__lt=first.pk).order_by("-pk").first()
