"""The steps in their order, and the way from a text to records.

Every step is a registered spaCy component that writes what it decided to `doc._` and reads only
what the ones before it wrote, so that each can be replaced by a trained part of the same name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from . import (  # noqa: F401
    attributions,
    carried,
    citations,
    confidence,
    contents,
    cues,
    encoder,
    entities,
    names,
    outlets,
    quotation,
    sentences,
    speakers,
    tokens,
    turns,
)
from .attribution import Attribution
from .capitals import in_lower_case, is_all_capitals
from .claims import find_claims
from .kinds import kind_of
from .layout import paragraphs, read_layout
from .names import Entity, surnames
from .pieces import pieces
from .plain import claim_as_it_came, quote_as_it_came, read_plain
from .records import Claim, Cue, Extraction, Quote, Span, Speaker

NAME, VERSION = "on_record_en", "1.5.2"
MODEL = Path(__file__).with_name("model")
PIPELINE = f"{NAME} {VERSION}"
STEPS = (
    "on_record_quotations",
    "on_record_sentences",
    "on_record_outlets",
    "on_record_names",
    "on_record_cues",
    "on_record_contents",
    "on_record_carried",
    "on_record_transcripts",
    "on_record_speakers",
    "on_record_citations",
    "on_record_confidence",
)


# The trained pipeline: the encoder reads the text first, and the network decides again what the
# rules decided.
_READ = STEPS.index("on_record_quotations") + 1
_DECIDED = STEPS.index("on_record_contents") + 1
TRAINED_STEPS = (
    *STEPS[:_READ],
    "on_record_encoder",
    "on_record_entities",
    *STEPS[_READ:_DECIDED],
    "on_record_attributions",
    *STEPS[_DECIDED:],
)


@cache
def load_pipeline() -> Language:
    """The pipeline that ships, from its folder: loaded once, offline."""
    return spacy.load(MODEL)


def assemble(steps: tuple[str, ...], settings: dict[str, dict[str, Any]] | None = None) -> Language:
    """A pipeline of these steps, each as it is by default but for its `settings`."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "on_record_tokens.v1"}}})
    for step in steps:
        nlp.add_pipe(step, config=(settings or {}).get(step, {}))
    return nlp


def extract(text: str, nlp: Language | None = None, *, everything: bool = False) -> Extraction:
    """Quotes and claims of one article, offsets in code points into `text`.

    `everything` adds what only measuring needs: beliefs, hopes and intentions as quotes with
    `speech=False`, and all other sentences as claims with `claim=False`.
    """
    nlp = nlp or load_pipeline()
    came, plain = text, read_plain(text)
    text = in_lower_case(plain.text) if is_all_capitals(plain.text) else plain.text
    quotes: list[Quote] = []
    claims: list[Claim] = []
    met: dict[str, Entity] = {}
    body = paragraphs(text, read_layout(text).body_start)
    for start, end in pieces(text):
        doc = nlp.make_doc(text[start:end])
        doc._.everything = everything
        doc._.has_headline = start == 0
        doc._.met_before = met
        for _, step in nlp.pipeline:
            doc = step(doc)
        met |= surnames(doc._.names)
        found = quotes_of(doc)
        quotes.extend(_moved(quote, start) for quote in found) if start else quotes.extend(found)
        lines = [(max(s, start), min(e, end)) for s, e in body if s < end and start < e]
        asked = _asker(nlp, doc, start)
        claims.extend(find_claims(text, lines, quotes, asked, everything=everything))
    if text is not came:
        quotes = [quote_as_it_came(quote, plain, came) for quote in quotes]
        claims = [claim_as_it_came(claim, plain, came) for claim in claims]
    return Extraction(PIPELINE, tuple(quotes), tuple(claims))


def _asker(nlp: Language, doc: Doc, start: int) -> Callable[[Span], float]:
    """What the network holds of how much a span of the text deserves checking, in log-odds; 0 of
    all in a pipeline without one. The doc begins at `start` of the text."""
    if "on_record_encoder" not in nlp.pipe_names:
        return lambda span: 0.0
    network = encoder.encoder_of(nlp)
    return lambda span: network.worthiness(doc._.reading, span[0] - start, span[1] - start)


def quotes_of(doc: Doc) -> list[Quote]:
    """The attributions of a doc that went through the pipeline, as records in reading order."""
    found = [quote for a in doc._.attributions if (quote := _quote(doc, a))]
    return sorted(found, key=lambda quote: quote.spans)


def _quote(doc: Doc, attribution: Attribution) -> Quote | None:
    spans = _tidy(doc._.text, attribution.content)
    if not spans:
        return None
    speaker = _speaker(doc, attribution)
    return Quote(
        kind=kind_of(doc._.text, list(spans), doc._.quotations),
        text=" … ".join(doc._.text[start:end] for start, end in spans),
        spans=spans,
        cue=_cue(doc, attribution),
        speaker=speaker,
        citations=tuple(attribution.links),
        confidence=attribution.sure,
        speech=attribution.speech,
    )


def _tidy(text: str, content: list[Span]) -> tuple[Span, ...]:
    """Sorted, apart, without white space at the edges."""
    found: list[Span] = []
    for start, end in sorted(content):
        start = max(start, found[-1][1]) if found else start
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found)


def _cue(doc: Doc, attribution: Attribution) -> Cue | None:
    cue = attribution.cue
    if cue is None:
        return None
    parts = [doc[cue.start : cue.end]]
    if cue.tail:
        parts.append(doc[cue.tail[0] : cue.tail[1]])
    spans = tuple((part.start_char, part.end_char) for part in parts)
    return Cue(" … ".join(part.text for part in parts), spans)


def _speaker(doc: Doc, attribution: Attribution) -> Speaker | None:
    entity = attribution.speaker
    if entity is None:
        return None
    origin = attribution
    while origin.source is None and origin.carried is not None:
        origin = origin.carried
    if origin.source is None:
        return None
    mention = doc[origin.source[0] : origin.source[1]]
    here = attribution.source is not None
    span = (mention.start_char, mention.end_char) if here else None
    return Speaker(entity.name, entity.kind, entity.role, mention.text, span)


def _moved(quote: Quote, by: int) -> Quote:
    """The quote with its offsets counted from the start of the whole text."""

    def move(span: Span) -> Span:
        return span[0] + by, span[1] + by

    speaker, cue = quote.speaker, quote.cue
    return replace(
        quote,
        spans=tuple(map(move, quote.spans)),
        cue=cue and replace(cue, spans=tuple(map(move, cue.spans))),
        speaker=speaker and replace(speaker, span=speaker.span and move(speaker.span)),
        citations=tuple(replace(link, span=move(link.span)) for link in quote.citations),
    )
