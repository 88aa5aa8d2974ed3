"""One quote made two, and two neighbouring ones made one.

A new extraction knows them again: the first of two halves stands for what the machine found, and
the second of two that were joined stays, rejected, so that it is not added once more.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import HIDDEN_STATES, Quote

from .claims import correct_claim
from .places import joined_spans, split_spans
from .quotes import ALL_MARKS, correct_quote
from .saving import store


@transaction.atomic
def split_quote(
    quote: Quote, *, at: int, version: int, by: AbstractBaseUser, reason: str = ""
) -> tuple[Quote, Quote]:
    """Let a quote end before the offset `at` and a second one, with the same speaker and chain,
    begin there. Claims made in the second half go with it.

    Raises Conflict, and ValidationError when one of the two would have no words.
    """
    first_spans, second_spans = split_spans(quote.article.body, quote.spans, at)
    reason = reason or "split in two"
    first = correct_quote(quote, version=version, by=by, reason=reason, spans=first_spans)
    second = Quote(
        article=first.article,
        spans=second_spans,
        start=second_spans[0][0],
        end=second_spans[-1][1],
        text=" … ".join(first.article.body[start:end] for start, end in second_spans),
        kind=first.kind,
        cue=first.cue,
        cue_spans=first.cue_spans,
        speaker=first.speaker,
        speaker_text=first.speaker_text,
        speaker_span=first.speaker_span,
        speaker_role=first.speaker_role,
        chain=first.chain,
        state="accepted",
        set_by_person=ALL_MARKS,
    )
    store(second, by, f"{reason}: the second half of quote {first.pk}")
    for claim in first.claims.filter(start__gte=second.start):
        correct_claim(claim, version=claim.version, by=by, reason=reason, quote=second)
    return first, second


@transaction.atomic
def join_quotes(
    first: Quote,
    second: Quote,
    *,
    version: int,
    second_version: int,
    by: AbstractBaseUser,
    reason: str = "",
) -> Quote:
    """Let the first quote have the words of both; the second is rejected. Speaker, chain and kind
    stay the first one's, and claims made in the second go with its words.

    Raises Conflict, and ValidationError when the two are not neighbours in one article.
    """
    if neighbour(first) != second:
        raise ValidationError("Only a quote and the next one in the same article can be joined.")
    spans = joined_spans(first.article.body, first.spans, second.spans)
    joined = correct_quote(
        first,
        version=version,
        by=by,
        reason=reason or f"joined with quote {second.pk}",
        spans=spans,
    )
    correct_quote(
        second,
        version=second_version,
        by=by,
        reason=reason or f"joined: its words are part of quote {first.pk}",
        state="rejected",
    )
    for claim in second.claims.all():
        correct_claim(claim, version=claim.version, by=by, reason=reason, quote=joined)
    return joined


def neighbour(quote: Quote) -> Quote | None:
    """The next quote in the article, of those that are shown."""
    later = quote.article.quotes.exclude(state__in=HIDDEN_STATES).exclude(pk=quote.pk)
    return later.filter(start__gte=quote.start).order_by("start", "end", "pk").first()
