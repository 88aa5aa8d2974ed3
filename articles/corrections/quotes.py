"""Correcting quotes: speaker, chain, kind, text and state."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Article, Outlet, Quote, Speaker, chain_link
from articles.models.base import Merge
from articles.models.quotes import QUOTE_STATES
from articles.reconcile import SAME

from . import machine
from .learning import learn_outlets, learn_speaker
from .places import Spans, checked_spans, find_nearest, text_at, write_place
from .saving import lock, mark, store

# Which mark a value leaves in `set_by_person`.
MARKS = {
    "speaker": "speaker",
    "speaker_role": "speaker",
    "speaker_text": "speaker",
    "chain": "chain",
    "kind": "kind",
    "spans": "spans",
    "state": "state",
}
ALL_MARKS = sorted(set(MARKS.values()))
# "gone" is what an extraction says of a quote that it no longer finds.
STATES_FOR_PEOPLE = tuple(state for state in QUOTE_STATES if state != "gone")


class QuoteValues(TypedDict, total=False):
    """What a person may set. `chain` is in order, nearest to the reader first."""

    speaker: Speaker | None
    speaker_role: str
    speaker_text: str
    chain: list[Outlet]
    kind: str
    spans: Spans
    state: str


@transaction.atomic
def correct_quote(
    quote: Quote,
    *,
    version: int,
    by: AbstractBaseUser,
    reason: str = "",
    **values: Unpack[QuoteValues],
) -> Quote:
    """Set these values and mark them as set by a person; returns the quote as stored, its `learned`
    being merges that the correction led to (see learning.py).

    Without a state of its own the quote becomes "corrected" when it now differs from what the
    machine says, else "accepted"; a rejected one stays so. A value equal to the machine's is marked
    too: a person confirmed it. Nothing is written when nothing changes. Raises Conflict when
    `version` is no longer the stored one, and ValidationError.
    """
    stored = lock(Quote, quote.pk, version)
    stored.learned = []
    before = _values(stored)
    _set(stored, values)
    mark(stored, {MARKS[name] for name in values})
    if "state" not in values:
        _set_state(stored)
    if _values(stored) != before:
        _no_longer_gone(stored, before["state"])
        store(stored, by, reason)
        stored.learned = _learn(stored, before, by)
    return stored


def _learn(quote: Quote, before: dict[str, Any], by: AbstractBaseUser) -> list[Merge]:
    """What the correction teaches about names; it is said in the merges that are returned."""
    learned: list[Merge] = []
    if before["speaker"] != quote.speaker:
        learned += learn_speaker(quote, before["speaker"], by)
    if before["chain"] != quote.chain:
        learned += learn_outlets(quote, before["chain"], by)
    return learned


@transaction.atomic
def release_quote(
    quote: Quote,
    *,
    version: int,
    by: AbstractBaseUser,
    fields: Collection[str],
    reason: str = "",
) -> Quote:
    """Take the machine's value again for these of `ALL_MARKS`, and let it change them later.

    Raises Conflict, and ValidationError when the machine never found the quote.
    """
    stored = lock(Quote, quote.pk, version)
    machine.take(stored, fields)
    stored.set_by_person = [name for name in stored.set_by_person if name not in fields]
    if "state" in fields or "state" not in stored.set_by_person:
        stored.state = "unreviewed"
        _set_state(stored)
    store(stored, by, reason or f"took the machine's value again: {', '.join(sorted(fields))}")
    return stored


@transaction.atomic
def add_quote(
    article: Article,
    *,
    by: AbstractBaseUser,
    spans: Spans,
    kind: str,
    speaker: Speaker | None = None,
    speaker_role: str = "",
    speaker_text: str = "",
    chain: Collection[Outlet] = (),
    reason: str = "",
) -> Quote:
    """Add a quote that the machine missed; all of it counts as set by a person.

    Raises ValidationError, also when the article has this quote already.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    spans = checked_spans(article.body, spans)
    refuse_double(article, spans)
    quote = Quote(article=article, confidence=None, state="accepted", machine=None)
    _set(quote, {"spans": spans, "kind": kind, "speaker": speaker, "chain": list(chain)})
    _set(quote, {"speaker_role": speaker_role, "speaker_text": speaker_text})
    quote.set_by_person = ALL_MARKS
    store(quote, by, reason)
    return quote


def refuse_double(article: Article, spans: Spans) -> None:
    """ValidationError when a quote of this article has nearly these words."""
    start, end = spans[0][0], spans[-1][1]
    for other in article.quotes.filter(start__lt=end, end__gt=start):
        if overlap(spans, other.spans) >= SAME:
            raise ValidationError(
                f"This article has the quote already: “{other}” (number {other.pk}, "
                f"{other.state}, at {write_place(other.spans)}). Correct that one instead."
            )


def overlap(one: Spans, other: Spans) -> float:
    """The characters that two quotes share, as a part of those that either has (0 to 1)."""
    shared = sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in one
        for other_start, other_end in other
    )
    length = sum(end - start for start, end in [*one, *other])
    return shared / (length - shared)


def checked_chain(outlets: Collection[Outlet]) -> list[Outlet]:
    """ValidationError when an outlet stands in the chain twice."""
    seen: set[int] = set()
    for outlet in outlets:
        if outlet.pk in seen:
            raise ValidationError(
                f"{outlet} stands in the chain twice. Words pass through an outlet once: "
                "remove one of the two."
            )
        seen.add(outlet.pk)
    return list(outlets)


def _set(quote: Quote, values: QuoteValues) -> None:
    """Put checked values on the quote, with what follows from each; the caller stores it."""
    if "spans" in values:
        quote.spans = checked_spans(quote.article.body, values["spans"])
        quote.start, quote.end = quote.spans[0][0], quote.spans[-1][1]
        quote.text = text_at(quote.article.body, quote.spans)
    if "kind" in values:
        quote.kind = values["kind"]
    if "chain" in values:
        known = {link["outlet"]: link for link in quote.chain}
        outlets = checked_chain([outlet.survivor for outlet in values["chain"]])
        quote.chain = [known.get(outlet.slug) or chain_link(outlet) for outlet in outlets]
    if "speaker" in values:
        _set_speaker(quote, values["speaker"])
    if "speaker_role" in values:
        quote.speaker_role = values["speaker_role"]
    if "speaker_text" in values and values["speaker_text"] != quote.speaker_text:
        quote.speaker_text = values["speaker_text"]
        quote.speaker_span = find_nearest(quote.article.body, quote.speaker_text, quote.start)
    if "state" in values:
        if values["state"] not in STATES_FOR_PEOPLE:
            raise ValidationError({"state": f"Choose one of {', '.join(STATES_FOR_PEOPLE)}."})
        quote.state = values["state"]


def _set_speaker(quote: Quote, speaker: Speaker | None) -> None:
    speaker = speaker and speaker.survivor
    if speaker != quote.speaker:
        quote.speaker_role = ""  # it was the other's
    quote.speaker = speaker


def _set_state(quote: Quote) -> None:
    """The state that follows from the values, where no person chose one."""
    if quote.state == "rejected":
        return
    if machine.differing(quote):
        quote.state = "corrected"
    elif quote.set_by_person:
        quote.state = "accepted"


def _no_longer_gone(quote: Quote, state_before: str) -> None:
    """A quote that no extraction finds stays when a person takes it up, flagged."""
    if state_before == "gone":
        quote.missing = True


def _values(quote: Quote) -> dict[str, Any]:
    names = [*MARKS, "text", "set_by_person"]
    return {name: getattr(quote, name) for name in names}
