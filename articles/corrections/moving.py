"""Moving many rows from one owner to another: in bulk, each with its history."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models
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
        model._default_manager.filter(pk__in=batch).update(**now)
        if model is Claim:
            write_groups(batch)
    write_history(model, ids, signature)
    return ids


def write_history(model: type[models.Model], ids: list[int], signature: Signature) -> None:
    """An entry in the history of each of these stored rows.

    The database copies the rows itself: a merge may move a hundred thousand.
    """
    history: Any = model.history.model  # type: ignore[attr-defined]
    quote = connection.ops.quote_name
    kept = ", ".join(quote(field.column) for field in history.tracked_fields)
    said = {
        "history_date": signature.at,
        "history_user": signature.by.pk,
        "history_change_reason": signature.reason,
        "history_type": "~",
    }
    fields = [history._meta.get_field(name) for name in said]
    places = ", ".join(_place(field) for field in fields)
    values = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, said.values(), strict=True)
    ]
    own = ", ".join(quote(field.column) for field in fields)
    into, table = quote(history._meta.db_table), quote(model._meta.db_table)
    with connection.cursor() as cursor:
        for batch in batches(ids):
            chosen = ", ".join(map(str, batch))
            cursor.execute(
                f"INSERT INTO {into} ({kept}, {own}) SELECT {kept}, {places} FROM {table} "
                f"WHERE id IN ({chosen}) ORDER BY id",
                values,
            )


def _place(field: Any) -> str:
    """Where a value goes in a SELECT; PostgreSQL takes what is untyped there for text."""
    if connection.vendor != "postgresql":
        return "%s"
    return f"CAST(%s AS {field.db_type(connection)})"


def counted(*counts: tuple[int, str, str]) -> str:
    """In words: "3 quotes, 1 claim and 2 names"; "nothing" when all are 0."""
    parts = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "nothing"
