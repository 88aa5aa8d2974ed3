"""Telling apart two speakers who were taken for one, and taking merges and splits back."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Claim, Quote, Speaker, SpeakerAlias, SpeakerMerge

from .merging import close, give_back, lock_to_undo, summary_of, take_back
from .moving import Signature, ids_of, move
from .names import add_speaker
from .quotes import correct_quote
from .undo import go_back


@transaction.atomic
def split_speaker(
    speaker: Speaker,
    *,
    into: Speaker | None,
    by: AbstractBaseUser,
    name: str = "",
    kind: str = "person",
    quotes: Collection[int] = (),
    aliases: Collection[int] = (),
    reason: str = "",
) -> SpeakerMerge:
    """Give some of a speaker's quotes, with the claims made in them, and some names to another.

    Without `into` somebody new of this name and kind is added. `quotes` and `aliases` are ids. The
    quotes count as corrected by a person, so that a new extraction leaves them with whom they were
    given to; from now on the names lead there too.
    `undo_merge` takes it back. ValidationError when there is nothing to give.
    """
    into = into or add_speaker(by=by, name=name, kind=kind, reason=reason)
    rows = Speaker.objects.select_for_update().order_by("pk").in_bulk([speaker.pk, into.pk])
    speaker, into = rows[speaker.pk], rows[into.pk].survivor
    if speaker == into:
        raise ValidationError(f"{speaker} has them already. Choose another speaker.")
    moving = ids_of(Quote.objects.filter(speaker=speaker), among=quotes)
    named = ids_of(SpeakerAlias.objects.filter(speaker=speaker), among=aliases)
    if not moving and not named:
        raise ValidationError("Choose at least one quote or one name.")
    signature = Signature(by, reason or f"told apart from {speaker}")
    for pk in moving:
        quote = Quote.objects.get(pk=pk)
        correct_quote(
            quote,
            version=quote.version,
            by=by,
            reason=signature.reason,
            speaker=into,
            speaker_role=quote.speaker_role,
        )
    claims = ids_of(Claim.objects.filter(claimant=speaker, quote__in=moving))
    return SpeakerMerge.objects.create(
        merged=speaker,
        survivor=into,
        is_split=True,
        by=by,
        reason=reason,
        quotes=moving,
        claims=move(Claim, "claimant", claims, into, signature),
        aliases=move(SpeakerAlias, "speaker", named, into, signature),
        summary=summary_of(moving, claims, named),
    )


@transaction.atomic
def undo_merge(merge: SpeakerMerge, *, by: AbstractBaseUser, reason: str = "") -> SpeakerMerge:
    """Give back what moved with a merge or a split, except what people moved elsewhere since.

    ValidationError when it was taken back already.
    """
    merge = lock_to_undo(merge)
    signature = Signature(by, reason or f"took back: {merge}")
    if merge.is_split:
        holder = merge.survivor.survivor
        _give_back_quotes(merge, holder, signature)
        give_back(merge, holder, merge.merged.survivor, signature)
    else:
        take_back(merge, signature)
    return close(merge)


def _give_back_quotes(merge: SpeakerMerge, holder: Speaker, signature: Signature) -> None:
    """Each quote becomes what it was before it was given away, unless a person changed it since:
    then only its speaker does."""
    for pk in ids_of(Quote.objects.filter(speaker=holder), among=merge.quotes):
        quote = Quote.objects.get(pk=pk)
        now = {"version": quote.version, "by": signature.by, "reason": signature.reason}
        newest, *older = quote.history.all()[:2]
        if newest.history_date <= merge.at and older:
            go_back(quote, to=older[0], **now)
        else:
            correct_quote(quote, speaker=merge.merged.survivor, **now)
