"""Moving many rows from one owner to another: in bulk, each with its history."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from articles.copies import write_groups
from articles.models import Claim
from articles.models.base import Numbered

BATCH = 500


@dataclass(frozen=True)
class Signature:
    """Whose change it is, why and when. The history entries of one change in bulk have one date,
    by which they are known to belong together."""

    by: AbstractBaseUser
    reason: str
    at: datetime.datetime = field(default_factory=timezone.now)


def ids_of(rows: models.QuerySet, among: Collection[int] | None = None) -> list[int]:
    """The ids of these rows in order, of those `among` the given ones."""
    ids = rows.order_by("pk").values_list("pk", flat=True).distinct()
    if among is None:
        return list(ids)
    wanted = set(among)
    return [pk for pk in ids.iterator() if pk in wanted]


def batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def move(
    model: type[models.Model], field: str, ids: list[int], to: models.Model, signature: Signature
) -> list[int]:
    """Let `field` of these rows be `to`, as new versions; returns the ids."""
    now: dict[str, Any] = {field: to}
    if issubclass(model, Numbered):
        now["version"] = models.F("version") + 1
    for batch in batches(ids):
        rows = model._default_manager.filter(pk__in=batch)
        rows.update(**now)
        if model is Claim:
            write_groups(batch)
        write_history(rows, signature)
    return ids


def write_history(rows: models.QuerySet, signature: Signature) -> None:
    """An entry in the history of each of these stored rows. Long texts, of which no history is
    kept, are not read."""
    history: Any = rows.model.history  # type: ignore[attr-defined]
    tracked = [field.name for field in history.model.tracked_fields]
    history.bulk_history_create(
        rows.only(*tracked),
        batch_size=BATCH,
        update=True,
        default_user=signature.by,
        default_change_reason=signature.reason,
        default_date=signature.at,
    )


def counted(*counts: tuple[int, str, str]) -> str:
    """In words: "3 quotes, 1 claim and 2 names"; "nothing" when all are 0."""
    parts = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "nothing"
