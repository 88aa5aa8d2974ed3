"""Citation chains when outlets turn out to be one, or two after all."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Outlet

Chain = list[dict]


def current_chain(chain: Chain) -> Chain:
    """A chain of an earlier time as it is today: merged outlets are their survivors, each with its
    name of today. What was deleted since stays, for the one who stores the chain to refuse."""
    slugs = [link["outlet"] for link in chain]
    found = Outlet.objects.filter(slug__in=slugs).select_related("merged_into")
    return renamed(chain, {outlet.slug: outlet.survivor for outlet in found})


def renamed(chain: Chain, outlets: dict[str, Outlet]) -> Chain:
    """The chain with the outlets of these slugs in place of what it names. An outlet that is in it
    twice then counts where it comes first, as everywhere."""
    links: dict[str, dict] = {}
    for link in chain:
        outlet = outlets.get(link["outlet"])
        now = {**link, "outlet": outlet.slug, "name": outlet.name} if outlet else link
        links.setdefault(now["outlet"], now)
    return list(links.values())


def slugs_of(chain: Iterable[dict]) -> list[str]:
    return [link["outlet"] for link in chain]
