"""Merging speakers who are one, and taking a merge back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from articles.models import Claim, Quote, Speaker, SpeakerAlias, SpeakerMerge

from .saving import save

_BATCH = 500


@transaction.atomic
def merge_speakers(
    merged: Iterable[Speaker], *, into: Speaker, by: AbstractBaseUser, reason: str = ""
) -> list[SpeakerMerge]:
    """Let `into` be all of these: their quotes, claims and names move to it.

    The merged speakers stay, empty, so that their slugs lead to the survivor. ValidationError
    when one of them is `into` itself or was merged before, or `into` was.
    """
    chosen = list(merged)
    rows = Speaker.objects.select_for_update().in_bulk([into.pk, *(row.pk for row in chosen)])
    survivor = rows[into.pk]
    if not chosen:
        raise ValidationError("Choose at least one speaker to merge.")
    if survivor.merged_into:
        raise ValidationError(
            f"{survivor} was itself merged into {survivor.survivor}. Merge into that one."
        )
    return [_merge(rows[row.pk], survivor, by, reason) for row in chosen]


@transaction.atomic
def undo_merge(merge: SpeakerMerge, *, by: AbstractBaseUser, reason: str = "") -> SpeakerMerge:
    """Give the merged speaker back what moved, except what people moved elsewhere since.

    ValidationError when it was taken back already.
    """
    merge = SpeakerMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError(f"The merge of {merge} was taken back already.")
    merged, holder = merge.merged, merge.survivor.survivor
    reason = reason or f"took back the merge of {merge}"
    merged.merged_into = None
    save(merged, by, reason)
    back = _Move(from_speaker=holder, to_speaker=merged, by=by, reason=reason)
    back.quotes(Quote.objects.filter(pk__in=merge.quotes))
    back.claims(Claim.objects.filter(pk__in=merge.claims))
    back.aliases(SpeakerAlias.objects.filter(pk__in=merge.aliases))
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return merge


def _merge(merged: Speaker, into: Speaker, by: AbstractBaseUser, reason: str) -> SpeakerMerge:
    if merged == into:
        raise ValidationError(f"{merged} cannot be merged into itself.")
    if merged.merged_into:
        raise ValidationError(f"{merged} was merged into {merged.survivor} already.")
    merged.merged_into = into
    reason = reason or f"merged {merged} into {into}"
    save(merged, by, reason)
    move = _Move(from_speaker=merged, to_speaker=into, by=by, reason=reason)
    return SpeakerMerge.objects.create(
        merged=merged,
        survivor=into,
        by=by,
        quotes=move.quotes(Quote.objects.all()),
        claims=move.claims(Claim.objects.all()),
        aliases=move.aliases(SpeakerAlias.objects.all()),
    )


class _Move:
    """Moves what belongs to one speaker to another, with history, and tells the ids."""

    def __init__(
        self, from_speaker: Speaker, to_speaker: Speaker, by: AbstractBaseUser, reason: str
    ) -> None:
        self.from_speaker, self.to_speaker = from_speaker, to_speaker
        self.by, self.reason = by, reason

    def quotes(self, rows: models.QuerySet) -> list[int]:
        return self._move(rows, "speaker", "version")

    def claims(self, rows: models.QuerySet) -> list[int]:
        return self._move(rows, "claimant", "version")

    def aliases(self, rows: models.QuerySet) -> list[int]:
        return self._move(rows, "speaker")

    def _move(self, queryset: models.QuerySet, field: str, *also: str) -> list[int]:
        rows: list[Any] = list(queryset.filter(**{field: self.from_speaker}).order_by("pk"))
        for row in rows:
            setattr(row, field, self.to_speaker)
            if "version" in also:
                row.version += 1
        bulk_update_with_history(
            rows,
            queryset.model,
            [field, *also],
            batch_size=_BATCH,
            default_user=self.by,
            default_change_reason=self.reason,
        )
        return [row.pk for row in rows]
