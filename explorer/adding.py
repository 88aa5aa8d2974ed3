"""Adding to an article what the machine missed: a quote with speaker and chain, or a claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from articles import corrections
from articles.extraction.records import CLAIM_KINDS, QUOTE_KINDS, SPEAKER_KINDS
from articles.models import Article, Batch, Claim, Quote

from .typed import Problems, Typed, chain_of, kind_of, spans_of, speaker_of

BY_MARKS = ""  # the kind that the quotation marks speak for


@dataclass(frozen=True)
class Adding:
    """The form: what was typed, what is wrong with it, and what this editor did last."""

    article: Article
    typed: Typed = field(default_factory=Typed)
    what: str = "quote"
    claim_kind: str = "other"
    problems: Problems = field(default_factory=Problems)
    last: Batch | None = None

    kinds = QUOTE_KINDS
    claim_kinds = CLAIM_KINDS
    speaker_kinds = SPEAKER_KINDS
    machine: Any = None

    @property
    def chain_rows(self) -> list[str]:
        """The chain's outlets and a blank row for one more."""
        return [*self.typed.chain, ""]


def blank(article: Article, by: AbstractBaseUser) -> Adding:
    return Adding(article, last=corrections.latest_batch(by))


def read(pk: int, data: QueryDict, by: AbstractBaseUser) -> Adding:
    """What a form sends. A selection in the text is the place of the words, tidied."""
    article = get_object_or_404(Article, pk=pk)
    typed = Typed.read(data)
    adding = Adding(
        article=article,
        typed=typed,
        what="claim" if data.get("what") == "claim" else "quote",
        claim_kind=data.get("claim_kind") or "other",
        last=corrections.latest_batch(by),
    )
    selected = data.get("selected", "")
    if not selected or typed.place:
        return adding
    try:
        [[start, end]] = corrections.parse_place(selected)
        spans = [corrections.tidied(article.body, start, end)]
    except ValidationError as error:
        return replace(adding, problems=Problems.of(error, typed))
    place, words = corrections.write_place(spans), corrections.text_at(article.body, spans)
    return replace(adding, typed=replace(typed, place=place, words=words))


def add(adding: Adding, by: AbstractBaseUser) -> Quote | Claim | Adding:
    """Add it; or, when something is wrong, give the form back with what was typed."""
    if adding.problems:
        return adding
    try:
        with corrections.batch(by, f"added a {adding.what}", adding.typed.reason) as batch:
            added = (_add_claim if adding.what == "claim" else _add_quote)(adding, by)
            batch.what = f"added {adding.what} {added.pk}"
    except ValidationError as error:
        return replace(adding, problems=Problems.of(error, adding.typed))
    return added


def _add_quote(adding: Adding, by: AbstractBaseUser) -> Quote:
    typed, body = adding.typed, adding.article.body
    spans = spans_of(typed, Typed(), body)
    return corrections.add_quote(
        adding.article,
        by=by,
        reason=typed.reason,
        spans=spans,
        kind=corrections.kind_at(body, spans) if typed.kind == BY_MARKS else kind_of(typed),
        speaker=speaker_of(typed, by),
        speaker_role=typed.role,
        speaker_text=typed.written,
        chain=chain_of(typed, by),
    )


def _add_claim(adding: Adding, by: AbstractBaseUser) -> Claim:
    spans = spans_of(adding.typed, Typed(), adding.article.body)
    if len(spans) > 1:
        raise ValidationError({"words": "A claim is in one piece: leave nothing out."})
    return corrections.add_claim(
        adding.article,
        by=by,
        reason=adding.typed.reason,
        span=spans[0],
        kind=adding.claim_kind,
        claimant=speaker_of(adding.typed, by),
        quote=_quote_around(adding.article, spans[0]),
    )


def _quote_around(article: Article, span: list[int]) -> Quote | None:
    """The quote in which a claim is made."""
    start, end = span
    around = article.quotes.filter(start__lte=start, end__gte=end)
    return around.exclude(state__in=("rejected", "gone")).order_by("-start").first()
