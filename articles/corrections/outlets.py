"""Merging outlets that are one, and taking a merge back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from articles.copies import copy_outlet, write_chains
from articles.models import Article, Outlet, OutletAlias, OutletMerge, Quote

from .chains import Chain, current_chain, renamed, slugs_of
from .merging import close, let_go, lock_to_merge, lock_to_undo
from .moving import Signature, batches, counted, ids_of, move, write_history
from .saving import save


@transaction.atomic
def merge_outlets(
    merged: Iterable[Outlet], *, into: Outlet, by: AbstractBaseUser, reason: str = ""
) -> list[OutletMerge]:
    """Let `into` be all of these: what they printed, their places in chains, their names move.

    A chain that names both names one after it, where the first of them stood. The merged outlets
    stay, empty, so that their slugs lead to the survivor. ValidationError as for speakers.
    """
    others, survivor = lock_to_merge(Outlet, merged, into)
    return [_merge(other, survivor, by, reason) for other in others]


@transaction.atomic
def undo_outlet_merge(merge: OutletMerge, *, by: AbstractBaseUser, reason: str = "") -> OutletMerge:
    """Give the merged outlet back what moved, except what people moved elsewhere since.

    ValidationError when it was taken back already.
    """
    merge = lock_to_undo(merge)
    merged, holder = merge.merged, merge.survivor.survivor
    signature = Signature(by, reason or f"took back: {merge}")
    let_go(merged, signature)
    _move_articles(ids_of(printed_by(holder), among=merge.articles), merged, signature)
    credited = ids_of(Article.objects.filter(credit=holder), among=merge.credits)
    move(Article, "credit", credited, merged, signature)
    for batch in batches(ids_of(citing(holder), among=merge.quotes)):
        _rechain(batch, {holder.slug: merged}, signature, merge.doubled)
    aliases = ids_of(OutletAlias.objects.filter(outlet=holder), among=merge.aliases)
    move(OutletAlias, "outlet", aliases, merged, signature)
    return close(merge)


def printed_by(outlet: Outlet) -> QuerySet[Article]:
    return Article.objects.filter(outlet=outlet)


def citing(outlet: Outlet) -> QuerySet[Quote]:
    """The quotes whose chains name an outlet."""
    return Quote.objects.filter(citations__outlet=outlet)


def _merge(merged: Outlet, into: Outlet, by: AbstractBaseUser, reason: str) -> OutletMerge:
    signature = Signature(by, reason or f"merged {merged} into {into}")
    merged.merged_into = into
    save(merged, by, signature.reason)
    articles = ids_of(printed_by(merged))
    credited = ids_of(Article.objects.filter(credit=merged))
    quotes = ids_of(citing(merged))
    aliases = ids_of(OutletAlias.objects.filter(outlet=merged))
    _move_articles(articles, into, signature)
    move(Article, "credit", credited, into, signature)
    doubled = {}
    for batch in batches(quotes):
        doubled |= _rechain(batch, {merged.slug: into}, signature)
    move(OutletAlias, "outlet", aliases, into, signature)
    return OutletMerge.objects.create(
        merged=merged,
        survivor=into,
        by=by,
        reason=reason,
        articles=articles,
        credits=credited,
        quotes=quotes,
        doubled=doubled,
        aliases=aliases,
        summary=counted(
            (len(articles), "article", "articles"),
            (len(quotes), "quote that cites it", "quotes that cite it"),
            (len(credited), "credit", "credits"),
            (len(aliases), "name", "names"),
        ),
    )


def _move_articles(ids: list[int], to: Outlet, signature: Signature) -> None:
    move(Article, "outlet", ids, to, signature)
    for batch in batches(ids):
        copy_outlet(batch, to)


def _rechain(
    ids: Collection[int],
    outlets: dict[str, Outlet],
    signature: Signature,
    doubled: dict[str, dict[str, Chain]] | None = None,
) -> dict[str, dict[str, Chain]]:
    """Put outlets in the place of others in the chains of these quotes.

    `doubled` holds chains that lost a link to a merge: such a one becomes what it was before,
    unless a person changed it since; then it stays. Returns those that lose a link now.
    """
    shortened, changed = {}, []
    for quote in Quote.objects.filter(pk__in=ids).defer("words", "machine").order_by("pk"):
        before = quote.chain
        lost = (doubled or {}).get(str(quote.pk))
        quote.chain = _as_before(before, lost) if lost else renamed(before, outlets)
        if quote.chain != before:
            quote.version += 1
            changed.append(quote)
        if len(quote.chain) < len(before):
            shortened[str(quote.pk)] = {"before": before, "after": quote.chain}
    write_chains(changed)
    write_history(Quote, [quote.pk for quote in changed], signature)
    return shortened


def _as_before(chain: Chain, lost: dict[str, Chain]) -> Chain:
    unchanged = slugs_of(chain) == slugs_of(current_chain(lost["after"]))
    return current_chain(lost["before"]) if unchanged else chain
