"""Correcting claims: claimant, kind, text, what a check of the facts found, which are one."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.claim_groups import alone
from articles.models import Article, Claim, Quote, Speaker

from .places import checked_spans
from .saving import keep_what_was, lock, mark, store


class ClaimValues(TypedDict, total=False):
    """What a person may set. Without a claimant the article itself asserts it."""

    claimant: Speaker | None
    quote: Quote | None
    kind: str
    span: list[int]
    status: str
    note: str


CLAIM_MARKS = sorted(ClaimValues.__annotations__)


@transaction.atomic
def correct_claim(
    claim: Claim,
    *,
    version: int,
    by: AbstractBaseUser,
    reason: str = "",
    **values: Unpack[ClaimValues],
) -> Claim:
    """Set these values and mark them as set by a person; returns the claim as stored.

    Raises Conflict and ValidationError.
    """
    stored = lock(Claim, claim.pk, version)
    before = _values(stored)
    _set(stored, values)
    mark(stored, set(values))
    if _values(stored) != before:
        if stored.gone:  # no extraction finds it, and a person took it up: it stays, flagged
            stored.gone, stored.missing = False, True
        store(stored, by, reason)
    return stored


@transaction.atomic
def add_claim(
    article: Article, *, by: AbstractBaseUser, reason: str = "", **values: Unpack[ClaimValues]
) -> Claim:
    """Add a claim that the machine missed; `span` is required. Raises ValidationError.

    It is as worth checking as can be: a person thought so.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    claim = Claim(article=article, check_worthiness=1, machine=None, set_by_person=CLAIM_MARKS)
    _set(claim, values)
    store(claim, by, reason)
    return claim


@transaction.atomic
def join_claims(
    claim: Claim, other: Claim, *, version: int, by: AbstractBaseUser, reason: str = ""
) -> Claim:
    """Say that a claim, and those that are one with it, are one with `other`.

    Returns the claim as stored. Raises Conflict, and ValidationError when they are one already.
    """
    stored = lock(Claim, claim.pk, version)
    other = Claim.objects.select_for_update().get(pk=other.pk)
    if stored.group == other.group:
        raise ValidationError(f"Claims {stored.pk} and {other.pk} are one already.")
    members = Claim.objects.select_for_update().filter(group=stored.group).exclude(pk=stored.pk)
    for member in [*members.order_by("pk"), stored]:
        _put(member, other.group, by, reason or f"joined with claim {other.pk}")
    return stored


@transaction.atomic
def split_claim(claim: Claim, *, version: int, by: AbstractBaseUser, reason: str = "") -> Claim:
    """Say that a claim is one with no other; returns it as stored.

    Raises Conflict, and ValidationError when it stands alone already.
    """
    stored = lock(Claim, claim.pk, version)
    if not Claim.objects.filter(group=stored.group).exclude(pk=stored.pk).exists():
        raise ValidationError(f"Claim {stored.pk} is one with no other already.")
    _put(stored, alone(stored.place), by, reason or "split from the others")
    return stored


def _put(claim: Claim, group: int, by: AbstractBaseUser, reason: str) -> None:
    keep_what_was([claim])
    claim.group = group
    mark(claim, {"group"})
    store(claim, by, reason)


def _set(claim: Claim, values: ClaimValues) -> None:
    for name, value in values.items():
        if name == "span":
            [[claim.start, claim.end]] = checked_spans(claim.article.body, [values["span"]])
            claim.text = claim.article.body[claim.start : claim.end]
        elif name == "claimant":
            claim.claimant = values["claimant"] and values["claimant"].survivor
        else:
            setattr(claim, name, value)


def _values(claim: Claim) -> dict[str, Any]:
    names = [*CLAIM_MARKS, "start", "end", "set_by_person"]
    return {name: getattr(claim, name) for name in names if name != "span"}
