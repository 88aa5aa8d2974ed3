"""Merging speakers who are one, and taking a merge back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from articles.models import Claim, Quote, Speaker, SpeakerAlias, SpeakerMerge
from articles.models.base import Versioned

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
    back = _Move(holder, merged, by, reason)
    back(Quote, "speaker", only=merge.quotes)
    back(Claim, "claimant", only=merge.claims)
    back(SpeakerAlias, "speaker", only=merge.aliases)
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
    move = _Move(merged, into, by, reason)
    return SpeakerMerge.objects.create(
        merged=merged,
        survivor=into,
        by=by,
        quotes=move(Quote, "speaker"),
        claims=move(Claim, "claimant"),
        aliases=move(SpeakerAlias, "speaker"),
    )


@dataclass(frozen=True)
class _Move:
    """Moves what belongs to one speaker to another, in bulk and with history."""

    from_speaker: Speaker
    to_speaker: Speaker
    by: AbstractBaseUser
    reason: str

    def __call__(
        self, model: type[models.Model], field: str, only: list[int] | None = None
    ) -> list:
        """Move the rows whose `field` is the former speaker (of the ids `only`, if given).

        Returns the ids of what moved.
        """
        theirs = model._default_manager.filter(**{field: self.from_speaker}).order_by("pk")
        ids = list(theirs.values_list("pk", flat=True))
        if only is not None:
            ids = sorted(set(ids) & set(only))
        for start in range(0, len(ids), _BATCH):
            self._move_batch(model, field, ids[start : start + _BATCH])
        return ids

    def _move_batch(self, model: type[models.Model], field: str, ids: list[int]) -> None:
        now: dict[str, Any] = {field: self.to_speaker}
        if issubclass(model, Versioned):
            now["version"] = models.F("version") + 1
        batch = model._default_manager.filter(pk__in=ids)
        batch.update(**now)
        bulk_update_with_history(
            batch, model, [], default_user=self.by, default_change_reason=self.reason
        )
