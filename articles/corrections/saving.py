"""Saving a decision: on the version that the person saw, in their name, with all that follows."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models

from articles.copies import copy_article, copy_to_claim, copy_to_quote, write_citations
from articles.models import Article, Claim, Outlet, Quote
from articles.models.base import Numbered, Versioned
from articles.versions import write_keys

from .changes import MACHINE, Entry, history_of

Row = TypeVar("Row", bound=models.Model)
NumberedRow = TypeVar("NumberedRow", bound=Numbered)


class Conflict(Exception):
    """Someone saved after the version that this person saw; nothing was written.

    `stored` is the row as it is now, `seen` the version that the person saw, and `entries` tell
    who changed what since then, newest first.
    """

    def __init__(self, stored: Numbered, seen: int) -> None:
        self.stored = stored
        self.seen = seen
        self.entries: list[Entry] = [
            entry for entry in history_of(stored) if entry.record.version > seen
        ]
        changes = " ".join(f"{entry}." for entry in self.entries)
        super().__init__(
            f"This {stored._meta.verbose_name} was changed after you opened it. {changes}".strip()
        )


def lock(model: type[NumberedRow], pk: int, version: int) -> NumberedRow:
    """The stored row, kept from others until the transaction ends.

    Conflict when its version is not the one that the person saw.
    """
    stored = model._default_manager.select_for_update().get(pk=pk)
    if stored.version != version:
        raise Conflict(stored, version)
    keep_what_was([stored])
    return stored


def keep_what_was(rows: list[Any]) -> None:
    """Give rows of one model that have no history yet, as after a bulk load, a record to go back
    to, whose author is the machine."""
    if not rows:
        return
    history = type(rows[0]).history
    known = set(history.filter(id__in=[row.pk for row in rows]).values_list("id", flat=True))
    bare = [row for row in rows if row.pk not in known]
    for row in bare:
        row._history_user = None
    if bare:
        history.bulk_history_create(
            bare, batch_size=500, default_change_reason=f"as {MACHINE} had it"
        )


def mark(row: Versioned, names: set[str]) -> None:
    """Remember that a person has set these; the caller saves."""
    row.set_by_person = sorted({*row.set_by_person, *names})


def sign(row: models.Model, by: AbstractBaseUser, reason: str) -> None:
    """Give the row's next history record its author and reason."""
    row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = reason or None  # type: ignore[attr-defined]


def save(row: models.Model, by: AbstractBaseUser, reason: str) -> None:
    """Check what people may edit, then save as a new version. ValidationError names the field."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if not field.editable})
    if isinstance(row, Numbered) and row.pk:
        row.version += 1
    sign(row, by, reason)
    row.save()


@singledispatch
def store(row: models.Model, by: AbstractBaseUser, reason: str) -> None:
    """Save a row with everything that follows from it: copies, citation rows, keys, names in
    chains."""
    save(row, by, reason)


@store.register
def _store_quote(row: Quote, by: AbstractBaseUser, reason: str) -> None:
    slugs = {link["outlet"] for link in row.chain}
    if Outlet.objects.filter(slug__in=slugs).count() < len(slugs):
        raise ValidationError({"chain": "An outlet of this chain was deleted. Choose another one."})
    copy_to_quote(row, row.article)
    save(row, by, reason)
    write_citations([row])
    write_keys([row])


@store.register
def _store_claim(row: Claim, by: AbstractBaseUser, reason: str) -> None:
    copy_to_claim(row, row.article)
    save(row, by, reason)


@store.register
def _store_article(row: Article, by: AbstractBaseUser, reason: str) -> None:
    save(row, by, reason)
    copy_article(row)


@store.register
def _store_outlet(row: Outlet, by: AbstractBaseUser, reason: str) -> None:
    save(row, by, reason)
    _rename_in_chains(row)


def _rename_in_chains(outlet: Outlet) -> None:
    """Carry an outlet's name into the chains that hold it. Copies, so no history of each quote."""
    citing = Quote.objects.filter(citations__outlet=outlet).only("id", "chain")
    stale = []
    for quote in citing.iterator():
        for link in quote.chain:
            if link["outlet"] == outlet.slug and link["name"] != outlet.name:
                link["name"] = outlet.name
                stale.append(quote)
    Quote.objects.bulk_update(stale, ["chain"], batch_size=500)
