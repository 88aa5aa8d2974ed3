"""Fact-checks as ClaimReview, the JSON-LD that search engines and fact-check explorers read
(https://schema.org/ClaimReview). Only claims that have a fact-check have one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.models import Claim, FactCheck, Speaker

from .filters import ClaimFilter

CONTENT_TYPE = "application/ld+json"
CHUNK = 200
APPEARANCES = 50  # articles that are named of one claim
_TYPES = {"person": "Person", "organisation": "Organization"}


def reviews(checks: Iterable[FactCheck], site: str) -> list[dict[str, Any]]:
    """The ClaimReview of each fact-check; `site` is "https://onrecord.example"."""
    checks = list(checks)
    made: dict[int, list[Claim]] = {}
    claims = Claim.objects.filter(group__in={check.claim.group for check in checks}, gone=False)
    for claim in claims.select_related("article", "outlet", "claimant").defer(
        "words", "machine", "article__body"
    ):
        made.setdefault(claim.group, []).append(claim)
    return [_review(check, made.get(check.claim.group, [check.claim]), site) for check in checks]


def _review(check: FactCheck, times: list[Claim], site: str) -> dict[str, Any]:
    dates = [claim.published for claim in times if claim.published]
    claimants = dict.fromkeys(claim.claimant for claim in times if claim.claimant)
    return {
        "@type": "ClaimReview",
        "@id": f"{site}{check.get_absolute_url()}",
        "url": check.url,
        **_known(datePublished=check.published and check.published.isoformat()),
        "author": {"@type": "Organization", "name": check.publisher},
        "claimReviewed": check.claim.text,
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{site}/claims/{check.claim_id}/",
            **_known(
                author=[_claimant(speaker, site) for speaker in claimants],
                datePublished=min(dates).isoformat() if dates else None,
            ),
            "appearance": [_appearance(claim, site) for claim in times[:APPEARANCES]],
        },
        "reviewRating": {"@type": "Rating", "alternateName": check.verdict},
    }


def _claimant(speaker: Speaker, site: str) -> dict[str, Any]:
    kind = _TYPES.get(speaker.kind, "Thing")
    url = f"{site}{speaker.get_absolute_url()}"
    return {"@type": kind, "name": speaker.name, "url": url} | _known(
        jobTitle=speaker.role if kind == "Person" else None
    )


def _appearance(claim: Claim, site: str) -> dict[str, Any]:
    article = claim.article
    return {
        "@type": "NewsArticle",
        "url": article.url or f"{site}/articles/{article.pk}/",
        **_known(
            headline=article.title,
            datePublished=claim.published and claim.published.isoformat(),
            publisher=claim.outlet and {"@type": "Organization", "name": claim.outlet.name},
        ),
    }


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def document(checks: Iterable[FactCheck], site: str) -> str:
    """One JSON-LD document, safe inside a page: no "</script>" can end it."""
    text = json.dumps(_graph(reviews(checks, site)), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _graph(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": found}


def chunks(state: ClaimFilter, site: str) -> Iterator[str]:
    """The document of a list: the fact-checks of all of its claims, those of the newest first."""
    yield '{"@context": "https://schema.org", "@graph": [\n'
    opening = ""
    ids = state.fact_checks()
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        stored = FactCheck.objects.select_related("claim").in_bulk(some)
        found = reviews([stored[pk] for pk in some if pk in stored], site)
        yield opening + ",\n".join(json.dumps(review, ensure_ascii=False) for review in found)
        opening = ",\n"
    yield "\n]}\n"
