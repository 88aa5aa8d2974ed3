"""Going back to what a row was: the last change undone, or an older version taken again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.models import Quote
from articles.models.base import Numbered

from . import machine
from .chains import current_chain
from .changes import differences
from .learning import unlearn
from .saving import Row, lock, mark, store

# What a row is, rather than what was decided about it; and what is written anew with each save.
_NOT_RESTORED = {"id", "article", "run", "slug", "merged_into", "file_name", "added_at", "version"}


@transaction.atomic
def go_back(
    row: Row, *, to: Any, by: AbstractBaseUser, version: int | None = None, reason: str = ""
) -> Row:
    """Make a row what it was in the historical record `to`, its chain as one; as a new version.

    Returns the row as stored. `version` is the one that the person saw.
    Values that differ from the machine's count as set by a person, so that they stay. Raises
    Conflict and ValidationError.
    """
    stored: Any = _stored(row, version)
    for field in to.tracked_fields:
        if field.name not in _NOT_RESTORED:
            setattr(stored, field.attname, getattr(to, field.attname))
    if isinstance(stored, Quote):
        unlearn(stored, by)
    _follow_merges(stored)
    if isinstance(stored, Quote):
        mark(stored, machine.differing(stored))
    when = date_format(localtime(to.history_date), "j F Y, H:i")
    store(stored, by, reason or f"went back to {when}")
    return stored


def undo(row: Row, *, by: AbstractBaseUser, version: int | None = None, reason: str = "") -> Row:
    """Take back the last change of a row. Undoing twice does it again.

    Raises Conflict, and ValidationError when nothing was changed yet.
    """
    newest, *older = row.history.all()  # type: ignore[attr-defined]
    for record in older:
        if any(differences(record, newest)):
            return go_back(
                row, to=record, by=by, version=version, reason=reason or "undid a change"
            )
    raise ValidationError(f"Nothing about this {row._meta.verbose_name} was changed yet.")


def _follow_merges(row: Any) -> None:
    """A speaker or outlet of that time may have been merged into another since."""
    try:
        for name in ("speaker", "claimant", "outlet", "credit"):
            if getattr(row, name, None):
                setattr(row, name, getattr(row, name).survivor)
    except ObjectDoesNotExist:
        raise ValidationError("The speaker or outlet of that time was deleted since.") from None
    if isinstance(row, Quote):
        row.chain = current_chain(row.chain)


def _stored(row: models.Model, version: int | None) -> models.Model:
    if isinstance(row, Numbered):
        if version is None:
            raise TypeError("version is required for what several people edit")
        return lock(type(row), row.pk, version)
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
