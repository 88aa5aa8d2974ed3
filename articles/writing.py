"""Writes what an extraction found in one article: its quotes, their citation rows, its claims.

The caller holds a transaction. What is new or changes gets a history whose author is the machine;
rows that stay as they are are not touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from simple_history.utils import bulk_create_with_history

from .copies import copy_to_claim, copy_to_quote, write_citations
from .extraction.records import Claim as ClaimRecord
from .extraction.records import Extraction
from .extraction.records import Quote as QuoteRecord
from .models import Article, Claim, Quote, Run, Speaker, chain_link
from .models.base import Extracted
from .reconcile import Found, Plan, Spans, Stored, reconcile
from .resolve import Names
from .text import words
from .versions import write_keys

# What an extraction writes and a person can set. The cue and the confidence go with the spans, and
# so does a claim's worth: they are of the words that the machine found.
QUOTE_FIELDS = frozenset({"kind", "spans", "speaker", "chain"})
CLAIM_FIELDS = frozenset({"kind", "span", "claimant", "quote"})
BATCH = 200  # rows to a statement

Row = TypeVar("Row", bound=Extracted)


def write_extraction(
    article: Article, extraction: Extraction, run: Run, names: Names
) -> tuple[Plan, Plan]:
    """Bring the article's stored quotes and claims up to an extraction of it.

    Returns the plans that were carried out, for the quotes and for the claims.
    """
    said = extraction.as_dict(article.file_name)
    quote_plan, quotes = _write_quotes(article, extraction.quotes, said["quotes"], run, names)
    claim_plan = _write_claims(article, extraction, said["claims"], quotes, run, names)
    _bring_roles_up_to_date(article, quotes, names)
    return quote_plan, claim_plan


def _write_quotes(
    article: Article,
    records: tuple[QuoteRecord, ...],
    said: list[dict[str, Any]],
    run: Run,
    names: Names,
) -> tuple[Plan, list[Quote]]:
    """Also returns the row of each record, in the order of the records."""
    stored = _locked(Quote, article)
    found = [Found(record.spans, machine) for record, machine in zip(records, said, strict=True)]
    plan = reconcile([_stored_quote(quote) for quote in stored.values()], found, QUOTE_FIELDS)
    new = {index: Quote(article=article) for index in plan.add}
    rechained, reworded = [], []
    for quote, index, fields in _to_fill(plan, stored, new, QUOTE_FIELDS):
        _fill_quote(quote, records[index], fields, names)
        copy_to_quote(quote, article)
        quote.machine, quote.run, quote.missing = said[index], run, False
        if "chain" in fields:
            rechained.append(quote)
        if "spans" in fields:
            reworded.append(quote)
    for pk in plan.retire:
        stored[pk].state, stored[pk].missing = "gone", False
    for pk in plan.miss:
        stored[pk].missing = True
    _save(list(new.values()), [stored[pk] for pk in plan.changed], names)
    for batch in _batches(rechained):
        write_citations(batch)
    write_keys(reworded)
    return plan, _in_order(plan, stored, new)


def _stored_quote(quote: Quote) -> Stored:
    return Stored(
        id=quote.pk,
        spans=_spans(quote.spans),
        machine=quote.machine,
        machine_spans=_spans(quote.machine["spans"]) if quote.machine else None,
        set_by_person=frozenset(quote.set_by_person),
        missing=quote.missing,
        gone=quote.state == "gone",
    )


def _fill_quote(quote: Quote, record: QuoteRecord, fields: frozenset[str], names: Names) -> None:
    """Set the columns of these fields as the machine says; long words are cut to fit."""
    if quote.state == "gone":
        quote.state = "unreviewed"
    if "kind" in fields:
        quote.kind = record.kind
    if "spans" in fields:
        quote.spans = [list(span) for span in record.spans]
        quote.start, quote.end = record.spans[0][0], record.spans[-1][1]
        quote.text, quote.words = record.text, _words(record.text)
        quote.cue = record.cue.text[:300] if record.cue else ""
        quote.cue_spans = [list(span) for span in record.cue.spans] if record.cue else []
        quote.confidence = record.confidence
    if "speaker" in fields:
        _fill_speaker(quote, record, names)
    if "chain" in fields:
        quote.chain = _chain(record, names)


def _fill_speaker(quote: Quote, record: QuoteRecord, names: Names) -> None:
    said = record.speaker
    role = ((said and said.role) or "")[:300]
    quote.speaker = names.speaker(said.name, said.kind, role) if said else None
    quote.speaker_text = said.text[:500] if said else ""
    quote.speaker_span = list(said.span) if said and said.span else None
    quote.speaker_role = role


def _chain(record: QuoteRecord, names: Names) -> list[dict[str, Any]]:
    """The citation chain; an outlet that is in it under two names counts where it comes first."""
    links: dict[str, dict[str, Any]] = {}
    for citation in record.citations:
        outlet = names.outlet(citation.name, citation.kind)
        links.setdefault(outlet.slug, chain_link(outlet, citation.text, list(citation.span)))
    return list(links.values())


def _write_claims(
    article: Article,
    extraction: Extraction,
    said: list[dict[str, Any]],
    quotes: list[Quote],
    run: Run,
    names: Names,
) -> Plan:
    records = extraction.claims
    for machine, record in zip(said, records, strict=True):
        # The number of a quote changes with every quote found before it; its id does not.
        machine["quote"] = None if record.quote is None else quotes[record.quote].pk
    stored = _locked(Claim, article)
    found = [Found((record.span,), machine) for record, machine in zip(records, said, strict=True)]
    plan = reconcile([_stored_claim(claim) for claim in stored.values()], found, CLAIM_FIELDS)
    new = {index: Claim(article=article) for index in plan.add}
    claimants = _Claimants(extraction, quotes, names)
    for claim, index, fields in _to_fill(plan, stored, new, CLAIM_FIELDS):
        _fill_claim(claim, records[index], fields, quotes, claimants)
        copy_to_claim(claim, article)
        claim.machine, claim.run = said[index], run
        claim.missing = claim.gone = False
    for pk in plan.retire:
        stored[pk].gone, stored[pk].missing = True, False
    for pk in plan.miss:
        stored[pk].missing = True
    _save(list(new.values()), [stored[pk] for pk in plan.changed], names)
    return plan


def _stored_claim(claim: Claim) -> Stored:
    return Stored(
        id=claim.pk,
        spans=((claim.start, claim.end),),
        machine=claim.machine,
        machine_spans=_spans([claim.machine["span"]]) if claim.machine else None,
        set_by_person=frozenset(claim.set_by_person),
        missing=claim.missing,
        gone=claim.gone,
    )


def _fill_claim(
    claim: Claim,
    record: ClaimRecord,
    fields: frozenset[str],
    quotes: list[Quote],
    claimants: _Claimants,
) -> None:
    """Set the columns of these fields as the machine says."""
    if "kind" in fields:
        claim.kind = record.kind
    if "span" in fields:
        claim.start, claim.end = record.span
        claim.text, claim.words = record.text, _words(record.text)
        claim.check_worthiness = record.check_worthiness
    if "quote" in fields:
        claim.quote = None if record.quote is None else quotes[record.quote]
    if "claimant" in fields:
        claim.claimant = claimants.of(record)


class _Claimants:
    """Who makes the claims of one extraction. Records name them; their quotes know more."""

    def __init__(self, extraction: Extraction, quotes: list[Quote], names: Names) -> None:
        self._records = extraction.quotes
        self._quotes = quotes
        self._names = names
        speakers = [quote.speaker for quote in extraction.quotes if quote.speaker]
        self._kinds = {speaker.name: speaker.kind for speaker in speakers}

    def of(self, record: ClaimRecord) -> Speaker | None:
        if record.claimant is None:
            return None
        if record.quote is not None:
            speaker = self._records[record.quote].speaker
            stored = self._quotes[record.quote].speaker
            if speaker and speaker.name == record.claimant and stored:
                return stored  # whom a person may have corrected
        return self._names.speaker(record.claimant, self._kinds.get(record.claimant, "person"))


def _bring_roles_up_to_date(article: Article, quotes: list[Quote], names: Names) -> None:
    """Give speakers the role of the newest article that states one. What a person wrote stays."""
    roles: dict[int, str] = {}
    for quote in quotes:
        if quote.speaker_id and quote.speaker_role:
            roles.setdefault(quote.speaker_id, quote.speaker_role)
    for speaker in Speaker.objects.filter(pk__in=roles).order_by("pk"):
        role = roles[speaker.pk]
        if speaker.role != role and _is_latest(article, speaker) and not _wrote_role(speaker):
            speaker.role = role
            speaker.version += 1
            names.save(speaker)


def _is_latest(article: Article, speaker: Speaker) -> bool:
    """Is there no other article at least as new that states a role of this speaker?

    An article without a date counts as older than all others.
    """
    others = Quote.objects.filter(speaker=speaker).exclude(speaker_role="")
    others = others.exclude(article=article)
    if article.published:
        others = others.filter(published__gte=article.published)
    return not others.exists()


def _wrote_role(speaker: Speaker) -> bool:
    """Did a person write the role that the speaker has now, or take it away?"""
    since = None
    for record in speaker.history.all():  # newest first
        if record.role != speaker.role:
            break
        since = record
    if since is None or since.history_user_id is None:
        return False
    return bool(speaker.role) or since.history_type == "~"


def _locked(model: type[Row], article: Article) -> dict[int, Row]:
    """The article's rows by id, kept from others until the transaction ends."""
    rows = model._default_manager.filter(article=article).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _to_fill(
    plan: Plan, stored: dict[int, Row], new: dict[int, Row], all_fields: frozenset[str]
) -> Iterable[tuple[Row, int, frozenset[str]]]:
    """The rows that the machine writes, each with the number of its record and what to write."""
    for update in plan.update:
        yield stored[update.id], update.index, update.fields
    for index, row in new.items():
        yield row, index, all_fields


def _in_order(plan: Plan, stored: dict[int, Row], new: dict[int, Row]) -> list[Row]:
    """The row of each record."""
    rows = new | {match.index: stored[match.id] for match in (*plan.keep, *plan.update)}
    return [rows[index] for index in range(len(rows))]


def _save(new: list[Row], changed: list[Row], names: Names) -> None:
    """Write rows with their history. Whoever edits one that changed is told by its version."""
    for row in new:
        row._history_user = None  # type: ignore[attr-defined]
    if new:
        bulk_create_with_history(
            new, type(new[0]), batch_size=BATCH, default_change_reason=names.reason
        )
    for row in changed:  # one by one is faster than bulk_update, which compares row by row in SQL
        row.version += 1
        names.save(row)


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _spans(pairs: list[list[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)


def _words(text: str) -> str:
    return " ".join(words(text))
