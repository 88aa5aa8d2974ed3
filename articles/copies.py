"""The one place that writes copies: values repeated on quotes and claims to make filters fast."""

from __future__ import annotations

from .claim_groups import group_of
from .models import Article, Citation, Claim, Outlet, Quote


def copy_to_quote(quote: Quote, article: Article) -> None:
    """Set the quote's copies from its article and chain; the caller saves."""
    quote.outlet_id, quote.published = article.outlet_id, article.published
    quote.source_outlet_id = _source_outlet_id(quote, article)


def copy_to_claim(claim: Claim, article: Article) -> None:
    """Set the claim's copies from its article, and its group; the caller saves."""
    claim.outlet_id, claim.published = article.outlet_id, article.published
    _set_group(claim)


def _set_group(claim: Claim) -> None:
    """Which claims it is one with follows from its words, unless a person joined or split it."""
    if not claim.is_set_by_person("group"):
        claim.group = group_of(claim.text, claim.claimant_id, claim.place)


def write_groups(ids: list[int]) -> None:
    """Set the groups of these stored claims anew, after a change of their claimants in bulk."""
    claims = list(Claim.objects.filter(pk__in=ids).defer("words", "machine"))
    for claim in claims:
        _set_group(claim)
    Claim.objects.bulk_update(claims, ["group"], batch_size=500)


def copy_article(article: Article) -> None:
    """Carry an article's outlet and date to its quotes and claims, after a correction."""
    now = {"outlet": article.outlet_id, "published": article.published}
    quotes = Quote.objects.filter(article=article)
    quotes.update(**now)
    quotes.filter(citations__isnull=True).update(source_outlet=article.outlet_id)
    Claim.objects.filter(article=article).update(**now)


def copy_outlet(articles: list[int], outlet: Outlet) -> None:
    """Carry the outlet of these articles (ids) to their quotes and claims, after a merge."""
    quotes = Quote.objects.filter(article__in=articles)
    quotes.update(outlet=outlet)
    quotes.filter(citations__isnull=True).update(source_outlet=outlet)
    Claim.objects.filter(article__in=articles).update(outlet=outlet)


def write_chains(quotes: list[Quote]) -> None:
    """Save the changed chains of these stored quotes, and their versions, with what follows."""
    last = {quote.chain[-1]["outlet"] for quote in quotes}
    outlets = dict(Outlet.objects.filter(slug__in=last).values_list("slug", "pk"))
    for quote in quotes:
        quote.source_outlet_id = outlets[quote.chain[-1]["outlet"]]
    Quote.objects.bulk_update(quotes, ["chain", "version", "source_outlet"])
    write_citations(quotes)


def write_citations(quotes: list[Quote]) -> None:
    """Write the Citation rows of these saved quotes anew from their `chain`."""
    Citation.objects.filter(quote__in=quotes).delete()
    slugs = {link["outlet"] for quote in quotes for link in quote.chain}
    outlets = {outlet.slug: outlet for outlet in Outlet.objects.filter(slug__in=slugs)}
    Citation.objects.bulk_create(
        Citation(
            quote=quote,
            outlet=outlets[link["outlet"]],
            position=position,
            text=link.get("text", "")[:500],
        )
        for quote in quotes
        for position, link in enumerate(quote.chain)
    )


def _source_outlet_id(quote: Quote, article: Article) -> int | None:
    """The last outlet of the chain: where the words first appeared."""
    if not quote.chain:
        return article.outlet_id
    return Outlet.objects.only("id").get(slug=quote.chain[-1]["outlet"]).pk
