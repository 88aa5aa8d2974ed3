"""What extraction gives back: plain frozen records, free of spaCy and of Django.

Offsets are Unicode code points into the article's text as read, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]

QUOTE_KINDS = ("direct", "indirect", "mixed")
SPEAKER_KINDS = ("person", "organisation", "group", "unnamed")
CLAIM_KINDS = ("quantity", "event", "comparison", "cause", "prediction", "other")
OUTLET_KINDS = (
    "agency",
    "newspaper",
    "broadcaster",
    "magazine",
    "online",
    "state media",
    "social platform",
    "government publication",
    "other",
)


@dataclass(frozen=True)
class Cue:
    """The words that signal a quote: "said", or "cited … as saying" in two spans."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Speaker:
    """Whose words they are.

    `name` is the fullest form in the article, `text` the mention beside the quote (a pronoun or a
    bare surname too). `span` is None when the speaker is carried over from an earlier sentence;
    `text` is then the mention it was carried over from.
    """

    name: str
    kind: str
    role: str | None
    text: str
    span: Span | None


@dataclass(frozen=True)
class Citation:
    """One outlet of a citation chain, with the words that showed it.

    `kind` is one of OUTLET_KINDS where the words or the lexicon tell, else None. It helps to store
    an outlet met for the first time and is not part of the JSON contract.
    """

    name: str
    text: str
    span: Span
    kind: str | None = None


@dataclass(frozen=True)
class Quote:
    """Who said what through whom. `citations` run from the outlet nearest to the reader inwards.

    `spans` are the parts of a broken quote in reading order; `text` joins them with " … ".
    `confidence` is from 0 to 1. `speech` is False for beliefs, hopes and intentions.
    """

    kind: str
    text: str
    spans: tuple[Span, ...]
    cue: Cue | None
    speaker: Speaker | None
    citations: tuple[Citation, ...]
    confidence: float
    speech: bool = True


@dataclass(frozen=True)
class Claim:
    """One checkable assertion. `claimant` is a speaker's name, None where the article asserts it.

    `quote` is the index of the quote it was made in. `claim` is False for sentences that are no
    claim and are only scored (`extract --all`).
    """

    text: str
    span: Span
    claimant: str | None
    quote: int | None
    kind: str
    check_worthiness: float
    claim: bool = True


@dataclass(frozen=True)
class Extraction:
    """Everything found in one article. `pipeline` is name and version, "on_record_en 1.5.2"."""

    pipeline: str
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]

    def as_dict(self, article: str) -> dict[str, Any]:
        """The JSON contract of `manage.py extract`, for the article of that file name."""
        return {
            "article": article,
            "pipeline": self.pipeline,
            "quotes": [_quote_dict(quote) for quote in self.quotes],
            "claims": [_claim_dict(claim) for claim in self.claims],
        }


def _quote_dict(quote: Quote) -> dict[str, Any]:
    cue, speaker = quote.cue, quote.speaker
    return {
        "kind": quote.kind,
        "text": quote.text,
        "spans": [list(span) for span in quote.spans],
        "cue": cue and {"text": cue.text, "spans": [list(span) for span in cue.spans]},
        "speaker": speaker
        and {
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "text": speaker.text,
            "span": list(speaker.span) if speaker.span else None,
        },
        "citations": [
            {"name": link.name, "text": link.text, "span": list(link.span)}
            for link in quote.citations
        ],
        "confidence": quote.confidence,
        "speech": quote.speech,
    }


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "span": list(claim.span),
        "claimant": claim.claimant,
        "quote": claim.quote,
        "kind": claim.kind,
        "check_worthiness": claim.check_worthiness,
        "claim": claim.claim,
    }
