"""Merging speakers who are one, and what all merges share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Claim, Outlet, Quote, Speaker, SpeakerAlias, SpeakerMerge
from articles.models.base import Merge

from .moving import Signature, counted, ids_of, move
from .saving import save

Named = TypeVar("Named", Speaker, Outlet)
MergeRow = TypeVar("MergeRow", bound=Merge)


@transaction.atomic
def merge_speakers(
    merged: Iterable[Speaker], *, into: Speaker, by: AbstractBaseUser, reason: str = ""
) -> list[SpeakerMerge]:
    """Let `into` be all of these: their quotes, claims and names move to it.

    The merged speakers stay, empty, so that their slugs lead to the survivor. ValidationError
    when one of them is `into` itself or was merged before, or `into` was.
    """
    others, survivor = lock_to_merge(Speaker, merged, into)
    return [_merge(other, survivor, by, reason) for other in others]


def take_back(merge: SpeakerMerge, signature: Signature) -> None:
    """The merged speaker stands alone again and has what was theirs, but for what was moved
    elsewhere since."""
    merged, holder = merge.merged, merge.survivor.survivor
    let_go(merged, signature)
    quotes = ids_of(Quote.objects.filter(speaker=holder), among=merge.quotes)
    move(Quote, "speaker", quotes, merged, signature)
    give_back(merge, holder, merged, signature)


def give_back(merge: SpeakerMerge, holder: Speaker, home: Speaker, signature: Signature) -> None:
    """The claims and names that moved with a merge or a split."""
    claims = ids_of(Claim.objects.filter(claimant=holder), among=merge.claims)
    move(Claim, "claimant", claims, home, signature)
    aliases = ids_of(SpeakerAlias.objects.filter(speaker=holder), among=merge.aliases)
    move(SpeakerAlias, "speaker", aliases, home, signature)


def lock_to_merge(
    model: type[Named], merged: Iterable[Named], into: Named
) -> tuple[list[Named], Named]:
    """The stored rows, kept from others; ValidationError when these cannot become one."""
    chosen = list(merged)
    keys = [into.pk, *(row.pk for row in chosen)]
    rows = model._default_manager.select_for_update().order_by("pk").in_bulk(keys)
    survivor = rows[into.pk]
    if not chosen:
        raise ValidationError(f"Choose at least one {model._meta.verbose_name} to merge.")
    if survivor.merged_into:
        raise ValidationError(
            f"{survivor} was itself merged into {survivor.survivor}. Merge into that one."
        )
    others = [rows[row.pk] for row in chosen]
    for other in others:
        if other == survivor:
            raise ValidationError(f"{other} cannot be merged into itself.")
        if other.merged_into:
            raise ValidationError(f"{other} was merged into {other.survivor} already.")
    return others, survivor


def lock_to_undo(merge: MergeRow) -> MergeRow:
    """The stored merge, kept from others; ValidationError when it was taken back already."""
    merge = type(merge)._default_manager.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError(f"The merge of {merge} was taken back already.")
    return merge


def close(merge: MergeRow) -> MergeRow:
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return merge


def let_go(merged: Speaker | Outlet, signature: Signature) -> None:
    """The merged one stands alone again."""
    merged.merged_into = None
    save(merged, signature.by, signature.reason)


def _merge(merged: Speaker, into: Speaker, by: AbstractBaseUser, reason: str) -> SpeakerMerge:
    signature = Signature(by, reason or f"merged {merged} into {into}")
    merged.merged_into = into
    save(merged, by, signature.reason)
    quotes = ids_of(Quote.objects.filter(speaker=merged))
    claims = ids_of(Claim.objects.filter(claimant=merged))
    aliases = ids_of(SpeakerAlias.objects.filter(speaker=merged))
    return SpeakerMerge.objects.create(
        merged=merged,
        survivor=into,
        by=by,
        reason=reason,
        quotes=move(Quote, "speaker", quotes, into, signature),
        claims=move(Claim, "claimant", claims, into, signature),
        aliases=move(SpeakerAlias, "speaker", aliases, into, signature),
        summary=summary_of(quotes, claims, aliases),
    )


def summary_of(quotes: list[int], claims: list[int], aliases: list[int]) -> str:
    return counted(
        (len(quotes), "quote", "quotes"),
        (len(claims), "claim", "claims"),
        (len(aliases), "name", "names"),
    )
