"""What the machine last said of a quote, read against what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from articles.models import Outlet, OutletAlias, Quote, Speaker, chain_link
from articles.resolve import Names
from articles.text import name_key


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


def take(quote: Quote, fields: Collection[str]) -> None:
    """Set these of kind, spans, speaker and chain to what the machine says; the caller stores it.

    A speaker or outlet that is not stored yet is added, as the machine does.
    """
    said = quote.machine
    if said is None:
        raise ValidationError("The machine did not find this quote: there is no value to take.")
    names = Names("named by the machine")
    if "kind" in fields:
        quote.kind = said["kind"]
    if "spans" in fields:
        _take_spans(quote, said)
    if "speaker" in fields:
        _take_speaker(quote, said["speaker"], names)
    if "chain" in fields:
        quote.chain = [
            chain_link(outlet, link["text"], link["span"])
            for link, outlet in _distinct(said["citations"], names)
        ]


def _take_spans(quote: Quote, said: dict[str, Any]) -> None:
    cue = said["cue"] or {"text": "", "spans": []}
    quote.spans, quote.text = said["spans"], said["text"]
    quote.start, quote.end = said["spans"][0][0], said["spans"][-1][1]
    quote.cue, quote.cue_spans = cue["text"][:300], cue["spans"]
    quote.confidence = said["confidence"]


def _take_speaker(quote: Quote, said: dict[str, Any] | None, names: Names) -> None:
    role = (said["role"] or "")[:300] if said else ""
    quote.speaker = names.speaker(said["name"], said["kind"], role) if said else None
    quote.speaker_role = role
    quote.speaker_text = said["text"][:500] if said else ""
    quote.speaker_span = said["span"] if said else None


def _distinct(said: list[dict[str, Any]], names: Names) -> Iterator[tuple[dict, Outlet]]:
    """The outlets that the machine names; one under two names counts where it comes first."""
    seen: set[int] = set()
    for link in said:
        outlet = names.outlet(link["name"])
        if outlet.pk not in seen:
            seen.add(outlet.pk)
            yield link, outlet


def _same_speaker(quote: Quote, said: dict[str, Any] | None) -> bool:
    if not said or not quote.speaker:
        return not said and not quote.speaker
    return (
        _names(quote.speaker, said["name"])
        and quote.speaker_role == (said["role"] or "")[:300]
        and quote.speaker_text == said["text"][:500]
    )


def _names(speaker: Speaker, name: str) -> bool:
    key = name_key(name)
    return key == name_key(speaker.name) or speaker.aliases.filter(key=key).exists()


def _same_chain(quote: Quote, said: list[dict[str, Any]]) -> bool:
    aliases = OutletAlias.objects.filter(key__in=[name_key(link["name"]) for link in said])
    slugs = dict(aliases.values_list("key", "outlet__slug"))
    # One outlet under two names counts where it comes first.
    machine = dict.fromkeys(slugs.get(name_key(link["name"])) for link in said)
    return list(machine) == [link["outlet"] for link in quote.chain]
