"""Claims as lists show them: one row for each claim, with everybody who made it.

Claims with the same `group` are one (articles/claim_groups.py). A group's row is its newest claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from articles.models import CLAIM_STATUSES, Claim, FactCheck, Speaker

CLAIMANTS_SHOWN = 8


@dataclass
class Group:
    """All of one claim: how often it was made, by whom, what checks found.

    `claimants` are the most frequent, None for articles themselves; `more` is how many others there
    are. `statuses` are those that its claims have, in the order of the list of all.
    """

    made: int = 0
    claimants: list[Speaker | None] = field(default_factory=list)
    more: int = 0
    statuses: list[str] = field(default_factory=list)
    fact_checks: list[FactCheck] = field(default_factory=list)


def with_groups(claims: list[Claim]) -> list[Claim]:
    """These claims, each with its group as `all_of_it`; three statements for all of them."""
    groups = groups_of(claim.group for claim in claims)
    for claim in claims:
        claim.all_of_it = groups[claim.group]  # type: ignore[attr-defined]
    return claims


def groups_of(numbers: Iterable[int]) -> dict[int, Group]:
    wanted = list(numbers)
    found: dict[int, Group] = defaultdict(Group)
    if not wanted:
        return found
    members = Claim.objects.filter(group__in=wanted, gone=False).order_by()
    made = list(
        members.values_list("group", "claimant")
        .annotate(count=Count("pk"))
        .order_by("group", "-count", "claimant")
    )
    speakers = Speaker.objects.in_bulk({claimant for _, claimant, _ in made if claimant})
    for number, claimant, count in made:
        group = found[number]
        group.made += count
        if len(group.claimants) < CLAIMANTS_SHOWN:
            group.claimants.append(speakers[claimant] if claimant else None)
        else:
            group.more += 1
    for number, status in members.values_list("group", "status").distinct():
        found[number].statuses.append(status)
    for group in found.values():
        group.statuses.sort(key=CLAIM_STATUSES.index)
    checks = FactCheck.objects.filter(
        claim__group__in=wanted, claim__gone=False, removed=False
    ).select_related("claim")
    for check in checks:
        found[check.claim.group].fact_checks.append(check)
    return found
