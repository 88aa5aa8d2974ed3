"""What the page of one quote reads: what stands around it, what the machine said and what people
decided, and its versions in other articles."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404

from articles.corrections import Entry, chain_in_words, history_of
from articles.corrections.changes import MACHINE, NONE
from articles.extraction.layout import paragraphs
from articles.models import Claim, Quote
from articles.similar import likeness
from articles.text import words
from articles.versions import Versions, find_versions

from . import marking
from .selectors import SHOWN, shown_quotes, with_relations

AROUND = 2_000  # characters before and after a quote in which its paragraphs are looked for
VERSIONS_AT_ONCE = 40


@dataclass(frozen=True)
class Said:
    """One thing the machine said, and what holds now. `decided` is the step of the history in which
    a person set or confirmed it."""

    label: str
    machine: str
    now: str
    by_person: bool
    decided: Entry | None = None

    @property
    def differs(self) -> bool:
        return self.machine != self.now


@dataclass(frozen=True)
class Wording:
    """One wording of a statement and the quotes that have it, first printed first.

    `likeness` is "this" for the quote at hand and those with its very words, "shorter", "longer"
    or "other" for the others; `changes` are their words against those of the quote at hand.
    """

    likeness: str
    changes: list[marking.Change]
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True)
class VersionsShown:
    """The versions of a quote by wording, the quote itself among them, first printed first.

    `count` is how many other quotes are versions, `hidden` how many of them are left out here.
    `first` is the one printed first when that can be told: it has a date, and no other that day.
    """

    wordings: list[Wording]
    count: int
    hidden: int
    first: Quote | None
    is_partial: bool
    is_ready: bool


@dataclass(frozen=True)
class QuotePage:
    quote: Quote
    passages: list[marking.Passage]
    previous: Quote | None
    next: Quote | None
    claims: list[Claim]
    said: list[Said]
    history: list[Entry]
    versions: VersionsShown

    @property
    def is_as_said(self) -> bool:
        return not any(row.differs or row.by_person for row in self.said)


def quote_page(pk: int, all_versions: bool = False) -> QuotePage:
    """One quote with all that is known of it. Rejected and gone ones have a page too: links to them
    keep working and say so."""
    quote = get_object_or_404(with_relations(Quote.objects.all()).defer(None).defer("words"), pk=pk)
    history = history_of(quote)
    return QuotePage(
        quote=quote,
        passages=_surroundings(quote),
        previous=_neighbour(quote, "lt", "-"),
        next=_neighbour(quote, "gt", ""),
        claims=list(quote.claims.filter(gone=False).select_related("claimant")),
        said=_said(quote, history),
        history=history,
        versions=_versions(quote, all_versions),
    )


def _surroundings(quote: Quote) -> list[marking.Passage]:
    mark = marking.Mark(f"quote-{quote.pk}", "", quote.kind, tuple(map(tuple, quote.spans)), quote)
    return around(quote.article.body, mark)


def around(body: str, mark: marking.Mark) -> list[marking.Passage]:
    """The paragraphs that hold what is marked, one before and one after. Only a window of the body
    is looked at, however long it is."""
    start, end = mark.spans[0][0], mark.spans[-1][1]
    window = max(start - AROUND, 0), min(end + AROUND, len(body))
    spans = paragraphs(body[: window[1]], window[0])
    holding = [i for i, (left, right) in enumerate(spans) if right > start and left < end]
    if holding:
        spans = spans[max(holding[0] - 1, 0) : holding[-1] + 2]
    return marking.passages(body, spans, [mark])


def _neighbour(quote: Quote, side: str, order: str) -> Quote | None:
    """The shown quote of the same article that begins next, before ("lt") or after ("gt")."""
    rows = Quote.objects.filter(SHOWN, article=quote.article_id).select_related("speaker")
    same = rows.filter(start=quote.start, **{f"pk__{side}": quote.pk})
    others = rows.filter(**{f"start__{side}": quote.start})
    return (same | others).only("text", "speaker").order_by(f"{order}start", f"{order}pk").first()


# What the machine said


def _said(quote: Quote, history: list[Entry]) -> list[Said]:
    """The machine's side of a quote beside what holds now; nothing for one that a person added."""
    machine = quote.machine
    if not machine:
        return []
    speaker, cue = machine.get("speaker") or {}, machine.get("cue") or {}
    chain = chain_in_words(machine.get("citations") or [])
    rows = [
        ("Words", "spans", "text", machine.get("text"), quote.text),
        ("Kind", "kind", "kind", machine.get("kind"), quote.kind),
        (
            "Speaker",
            "speaker",
            "speaker",
            speaker.get("name"),
            quote.speaker and quote.speaker.name,
        ),
        ("Role", "speaker", "role", speaker.get("role"), quote.speaker_role),
        ("As written", "speaker", "speaker as written", speaker.get("text"), quote.speaker_text),
        ("Cue", "", "cue", cue.get("text"), quote.cue),
        (
            "Citation chain",
            "chain",
            "citation chain",
            _way(chain),
            _way(chain_in_words(quote.chain)),
        ),
    ]
    return [
        Said(label, then or NONE, now or NONE, by, _decided(history, mark, name) if by else None)
        for label, mark, name, then, now in rows
        for by in [_is_by_person(quote, mark, then or "", now or "")]
    ]


def _way(chain: str) -> str:
    return "first-hand" if chain == NONE else chain


def _is_by_person(quote: Quote, mark: str, then: str, now: str) -> bool:
    """Speaker, role and mention carry one mark; one that nobody knows of is nobody's decision."""
    return quote.is_set_by_person(mark) and bool(then or now)


def _decided(history: list[Entry], mark: str, name: str) -> Entry | None:
    """The newest step in which a person set this, or else confirmed it as it was."""
    by_people = [entry for entry in history if entry.who != MACHINE]
    for entry in by_people:
        if any(change.field == name for change in entry.changes):
            return entry
    return next(
        (entry for entry in reversed(by_people) if mark in entry.record.set_by_person), None
    )


# Versions


def _versions(quote: Quote, everything: bool) -> VersionsShown:
    found = find_versions(quote)
    rows = _rows(found, None if everything else VERSIONS_AT_ONCE)
    rows = sorted([quote, *rows], key=_when)
    return VersionsShown(
        wordings=_wordings(quote, rows) if found.found else [],
        count=len(found.found),
        hidden=len(found.found) - (len(rows) - 1),
        first=_first(rows) if found.found else None,
        is_partial=found.is_partial,
        is_ready=found.is_ready,
    )


def _rows(found: Versions, limit: int | None) -> list[Quote]:
    surest = [version.id for version in found.found[:limit]]
    return list(shown_quotes().filter(pk__in=surest)) if surest else []


def _when(quote: Quote) -> tuple[datetime.date, int]:
    return quote.published or datetime.date.max, quote.pk


def _first(rows: list[Quote]) -> Quote | None:
    """The only quote of the earliest day."""
    first, second = rows[:2]
    return first if first.published and first.published != second.published else None


def _wordings(quote: Quote, rows: Iterable[Quote]) -> list[Wording]:
    """The rows by their wording, in their order."""
    said = words(quote.text)
    groups: dict[tuple[str, ...], list[Quote]] = defaultdict(list)
    for row in rows:
        groups[tuple(words(row.text))].append(row)
    return [
        Wording(_likeness(said, key), marking.changes(quote.text, group[0].text), group)
        for key, group in groups.items()
    ]


def _likeness(said: list[str], other: tuple[str, ...]) -> str:
    if said == list(other):
        return "this"
    like = likeness(said, other)
    if like.cut < 0.8 or like.of_both > 0.8:
        return "other"
    return "shorter" if len(other) < len(said) else "longer"
