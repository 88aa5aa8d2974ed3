"""What the machine last said of a quote, read against what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from articles.models import Outlet, Quote, Speaker
from articles.text import name_key

from .names import outlet_named, speaker_named

if TYPE_CHECKING:
    from .quotes import QuoteValues


def differing(quote: Quote) -> set[str]:
    """Which of kind, spans, speaker and chain differ from the machine's; none without a machine."""
    said = quote.machine
    if said is None:
        return set()
    same = {
        "kind": quote.kind == said["kind"],
        "spans": quote.spans == said["spans"],
        "speaker": _same_speaker(quote, said["speaker"]),
        "chain": _same_chain(quote, said["citations"]),
    }
    return {name for name, is_same in same.items() if not is_same}


def values(quote: Quote, by: AbstractBaseUser) -> QuoteValues:
    """The machine's values as rows; a speaker or outlet that is not stored yet is added."""
    said = quote.machine
    if said is None:
        raise ValidationError("The machine did not find this quote: there is no value to take.")
    speaker = said["speaker"]
    return {
        "kind": said["kind"],
        "spans": said["spans"],
        "speaker": speaker and speaker_named(speaker["name"], speaker["kind"], by),
        "speaker_role": (speaker and speaker["role"]) or "",
        "speaker_text": speaker["text"] if speaker else "",
        "chain": [outlet_named(link["name"], by) for link in said["citations"]],
    }


def _same_speaker(quote: Quote, said: dict[str, Any] | None) -> bool:
    if not said or not quote.speaker:
        return not said and not quote.speaker
    return (
        name_key(said["name"]) in _keys(quote.speaker)
        and quote.speaker_role == (said["role"] or "")
        and quote.speaker_text == said["text"]
    )


def _same_chain(quote: Quote, said: list[dict[str, Any]]) -> bool:
    slugs = [link["outlet"] for link in quote.chain]
    outlets = {outlet.slug: outlet for outlet in Outlet.objects.filter(slug__in=slugs)}
    return len(slugs) == len(said) and all(
        name_key(link["name"]) in _keys(outlets[slug])
        for slug, link in zip(slugs, said, strict=True)
    )


def _keys(named: Speaker | Outlet) -> set[str]:
    """All names that lead to a speaker or outlet, folded."""
    return {name_key(named.name), *named.aliases.values_list("key", flat=True)}  # type: ignore[union-attr]
