"""One change to all quotes of a filter: what the form says, the preview, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from articles import corrections
from articles.corrections import BulkChange, Plan
from articles.extraction.records import QUOTE_KINDS, SPEAKER_KINDS
from articles.models import Batch, Quote

from .review import Queue
from .selectors import with_relations
from .typed import Problems, Typed, speaker_of

WHATS = (
    ("accept", "Accept all"),
    ("reject", "Reject all"),
    ("speaker", "Set the speaker of all"),
    ("kind", "Set the kind of all"),
)


@dataclass(frozen=True)
class Bulk:
    """The page: the form as typed, and the preview once there is one."""

    typed: Typed
    do: str
    with_touched: bool
    problems: Problems
    plan: Plan | None = None
    sample: list[Quote] | None = None

    whats = WHATS
    kinds = QUOTE_KINDS
    speaker_kinds = SPEAKER_KINDS
    most = corrections.MOST
    machine: Any = None


def read(data: QueryDict) -> Bulk:
    do = data.get("what", "accept")
    return Bulk(Typed.read(data), do, bool(data.get("with_touched")), Problems())


def preview(queue: Queue, bulk: Bulk) -> Bulk:
    """What the change would do; nothing is changed. Or what is wrong with the form."""
    typed = bulk.typed
    try:
        if queue.errors:
            raise ValidationError(queue.errors)
        change = BulkChange(
            bulk.do,
            speaker=speaker_of(typed, queue.by) if bulk.do == "speaker" else None,
            kind=typed.kind if bulk.do == "kind" else "",
        )
    except ValidationError as error:
        return Bulk(typed, bulk.do, bulk.with_touched, Problems.of(error, typed))
    plan = corrections.plan_bulk(
        queue.rows(),
        change,
        by=queue.by,
        reason=typed.reason,
        query=queue.query,
        with_touched=bulk.with_touched,
    )
    sample = with_relations(Quote.objects.filter(pk__in=plan.sample)).order_by("pk")
    return Bulk(typed, bulk.do, bulk.with_touched, Problems(), plan, list(sample))


def carry_out(pk: int, by: AbstractBaseUser) -> str:
    """Do what was previewed; returns what was done, in words. ValidationError."""
    done = corrections.carry_out(get_object_or_404(Batch.objects.defer("rows"), pk=pk), by=by)
    said = f"Done: {done.batch.what}."
    if done.skipped:
        one = done.skipped == 1
        said += (
            f" {done.skipped:,} {'was' if one else 'were'} changed by somebody after the preview "
            f"and left as {'it is' if one else 'they are'}."
        )
    return said
