"""Fact-checks of claims: attaching them, correcting them, taking them away."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Claim, FactCheck

from .saving import lock, store


class FactCheckValues(TypedDict, total=False):
    """What a person may set; a `published` of None means unknown."""

    url: str
    verdict: str
    publisher: str
    published: datetime.date | None
    removed: bool


@transaction.atomic
def add_fact_check(
    claim: Claim, *, by: AbstractBaseUser, reason: str = "", **values: Unpack[FactCheckValues]
) -> FactCheck:
    """Attach a fact-check to a claim. ValidationError, also when the claim has it already."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    check = FactCheck(claim=claim, **values)
    refuse_second_check(check)
    store(check, by, reason)
    return check


@transaction.atomic
def correct_fact_check(
    check: FactCheck,
    *,
    version: int,
    by: AbstractBaseUser,
    reason: str = "",
    **values: Unpack[FactCheckValues],
) -> FactCheck:
    """Set these values; returns the fact-check as stored. Nothing is written when nothing changes.

    Raises Conflict and ValidationError.
    """
    stored = lock(FactCheck, check.pk, version)
    before = {name: getattr(stored, name) for name in values}
    if before != values:
        for name, value in values.items():
            setattr(stored, name, value)
        refuse_second_check(stored)
        store(stored, by, reason)
    return stored


def remove_fact_check(
    check: FactCheck, *, version: int, by: AbstractBaseUser, reason: str = ""
) -> FactCheck:
    """Take a fact-check away; `undo` brings it back. Raises Conflict."""
    return correct_fact_check(check, version=version, by=by, reason=reason, removed=True)


def refuse_second_check(check: FactCheck) -> None:
    """ValidationError when its claim has another fact-check at the same address."""
    others = FactCheck.objects.filter(claim=check.claim_id, url=check.url, removed=False)
    if not check.removed and others.exclude(pk=check.pk).exists():
        raise ValidationError(
            {"url": "This claim has the fact-check at that address already. Correct that one."}
        )
