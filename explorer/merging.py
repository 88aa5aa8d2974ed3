"""What the pages show that merge speakers and outlets or tell them apart: whom a name may be
confused with, and what would move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.shortcuts import get_object_or_404

from articles import corrections
from articles.models import (
    Outlet,
    OutletAlias,
    OutletMerge,
    Quote,
    Speaker,
    SpeakerAlias,
    SpeakerMerge,
)
from articles.spelling import nearest
from articles.text import name_key

from . import search

CANDIDATES = 12
LISTED = 100  # quotes to choose from on one page
MOST = 1000  # quotes told apart at once: each is a correction of its own
GROUPS = 20


@dataclass(frozen=True)
class Family:
    """Speakers, or outlets: what merging needs to know of them."""

    noun: str
    model: Any
    alias: Any
    merges: Any
    merge: Callable[..., list]
    undo: Callable[..., Any]

    @property
    def permission(self) -> str:
        return f"articles.change_{self.noun}"

    @property
    def path(self) -> str:
        return f"/{self.noun}s/"


SPEAKERS = Family(
    "speaker",
    Speaker,
    SpeakerAlias,
    SpeakerMerge,
    corrections.merge_speakers,
    corrections.undo_merge,
)
OUTLETS = Family(
    "outlet",
    Outlet,
    OutletAlias,
    OutletMerge,
    corrections.merge_outlets,
    corrections.undo_outlet_merge,
)


@dataclass(frozen=True)
class Candidate:
    """One of the two: what it is called, and what refers to it in words."""

    row: Any
    names: list[str]
    used: str


def find(family: Family, slug: str) -> Any:
    """The row of this slug, a merged one's survivor."""
    rows = family.model.objects.select_related("merged_into")
    return get_object_or_404(rows, slug=slug).survivor


def candidate(row: Any) -> Candidate:
    names = row.aliases.exclude(name=row.name).values_list("name", flat=True)[:20]
    return Candidate(row, list(names), corrections.in_use(row) or "nothing")


def candidates(family: Family, row: Any, words: str = "") -> list[Candidate]:
    """The others whose names are most like these words; without words, like its own name or the
    last word of it."""
    sought = [words] if words else [row.name, name_key(row.name).split(" ")[-1]]
    aliases = [alias for text in sought for alias in nearest(family.alias, text, CANDIDATES)]
    owners = [getattr(alias, family.noun) for alias in aliases]
    others = [other for other in dict.fromkeys(owners) if other != row and not other.merged_into_id]
    return [candidate(other) for other in others[:CANDIDATES]]


def doubts(one: Any, other: Any) -> list[str]:
    """What an editor should know before these two become one."""
    found = []
    if one.kind != other.kind:
        found.append(f"{one} is {_a(one.kind)}, {other} {_a(other.kind)}.")
    if isinstance(one, Speaker):
        together = _quoted_together(one, other)
        if together:
            articles = "article quotes" if together == 1 else "articles quote"
            found.append(f"{together:,} {articles} both: are they one?")
    else:
        chains = Quote.objects.filter(citations__outlet=one).filter(citations__outlet=other).count()
        if chains:
            name = "chain names" if chains == 1 else "chains name"
            found.append(
                f"{chains:,} {name} both. Each will name one, where the first of them stood."
            )
    return found


def _quoted_together(one: Speaker, other: Speaker) -> int:
    of_other = Quote.objects.filter(speaker=other).order_by().values("article")
    both = Quote.objects.filter(speaker=one, article__in=of_other)
    return both.order_by().values("article").distinct().count()


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def past_merges(family: Family, row: Any) -> list[Any]:
    """What was merged with a row or taken out of it, and can be taken back, newest first."""
    merges = family.merges.objects.filter(undone_at=None)
    about = merges.filter(Q(survivor=row) | Q(merged=row)).select_related("merged", "survivor")
    return list(about.select_related("by").only(*_SHORT, "by__username")[:50])


_SHORT = ("merged__name", "merged__slug", "survivor__name", "survivor__slug", "summary", "at")


def find_merge(family: Family, pk: int) -> Any:
    return get_object_or_404(family.merges.objects.select_related("merged"), pk=pk)


# Telling two speakers apart


@dataclass(frozen=True)
class Group:
    """Some of a speaker's quotes: those with one role, or one way of writing the name."""

    param: str
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Parts:
    """A speaker's quotes to choose from. `quotes` are the first of `total` that fit."""

    speaker: Speaker
    aliases: list[SpeakerAlias]
    roles: list[Group]
    written: list[Group]
    quotes: list[Quote]
    total: int


NONE = "none"


def narrowed(speaker: Speaker, params: dict[str, str]) -> QuerySet[Quote]:
    """The quotes of a speaker that fit `q`, `role` and `written`."""
    quotes = Quote.objects.filter(speaker=speaker)
    for param, column in (("role", "speaker_role"), ("written", "speaker_text")):
        if value := params.get(param):
            quotes = quotes.filter(**{column: "" if value == NONE else value})
    return search.matching(quotes, search.parse(params.get("q", "")))


def parts(speaker: Speaker, params: dict[str, str]) -> Parts:
    quotes = narrowed(speaker, params)
    return Parts(
        speaker,
        list(speaker.aliases.all()),
        _groups(speaker, "role", "speaker_role", "no role given"),
        _groups(speaker, "written", "speaker_text", "not named beside the quote"),
        list(quotes.select_related("article", "outlet").defer("article__body", "machine")[:LISTED]),
        quotes.count(),
    )


def _groups(speaker: Speaker, param: str, column: str, nothing: str) -> list[Group]:
    counted = Quote.objects.filter(speaker=speaker).order_by().values_list(column)
    counted = counted.annotate(count=Count("pk")).order_by("-count", column)[:GROUPS]
    return [Group(param, value or NONE, value or nothing, count) for value, count in counted]


def chosen(speaker: Speaker, ids: list[str]) -> list[int]:
    """Which of the ids, as posted, one by one or joined by commas, are of this speaker's quotes."""
    posted = {pk for some in ids for pk in some.split(",") if pk.isascii() and pk.isdecimal()}
    return [pk for pk in _ids(Quote.objects.filter(speaker=speaker)) if str(pk) in posted]


def all_of(speaker: Speaker, params: dict[str, str]) -> list[int]:
    """The ids of all quotes that fit, at most one more than `MOST`."""
    return _ids(narrowed(speaker, params))[: MOST + 1]


def chosen_names(speaker: Speaker, ids: list[str]) -> list[SpeakerAlias]:
    return [alias for alias in speaker.aliases.all() if str(alias.pk) in ids]


def _ids(rows: QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def bearer(name: str) -> Model | None:
    """The speaker whom a name leads to, today."""
    found = corrections.alias_owner(Speaker, name) if name else None
    return found.survivor if found else None


def names_like(words: str) -> list[str]:
    """Names of speakers to choose from while typing."""
    aliases = nearest(SpeakerAlias, words, CANDIDATES)
    return list(dict.fromkeys(alias.speaker.survivor.name for alias in aliases))
