"""What corrections teach about names: another spelling of somebody known, which the next extraction
understands.

A speaker or outlet that the machine alone made, that a correction leaves with nothing, and whose
name is the corrected one's in another spelling is merged into it. So its name leads there from now
on, and whoever disagrees takes the merge back. Careful rules, for a name that leads to the wrong
one spoils every later article: a bare surname, a single word or another given name teaches
nothing, and what was taken back once is not learned again.

>>> alike("Foreign Minister Ilse Karvonen", "Ilse Karvonen")
True
>>> alike("Elke Karvonen", "Ilse Karvonen")
False
"""

from __future__ import annotations

from difflib import SequenceMatcher

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Article, Outlet, OutletMerge, Quote, Speaker, SpeakerMerge
from articles.models.base import Merge
from articles.text import name_key

from .merging import close, merge_speakers, take_back
from .moving import Signature
from .outlets import merge_outlets, undo_outlet_merge

LEARNED = "learned from a correction"
# Two words of so many letters are spelled alike when they share so much of these.
LONG = 6
SPELLED_ALIKE = 0.8


def learn_speaker(quote: Quote, before: Speaker | None, by: AbstractBaseUser) -> list[SpeakerMerge]:
    """What a quote's new speaker teaches: at most one merge."""
    after = quote.speaker
    if not before or not after or not _may_learn(SpeakerMerge, before, after):
        return []
    elsewhere = before.claims.exclude(quote__speaker=after)
    if before.quotes.exists() or elsewhere.exists():
        return []
    return merge_speakers([before], into=after, by=by, reason=_reason(before, after))


def learn_outlets(quote: Quote, before: list[dict], by: AbstractBaseUser) -> list[OutletMerge]:
    """What a quote's new chain teaches, where one outlet stands in the place of another."""
    if len(before) != len(quote.chain):
        return []
    pairs = [
        (old["outlet"], new["outlet"])
        for old, new in zip(before, quote.chain, strict=True)
        if old["outlet"] != new["outlet"]
    ]
    slugs = {slug for pair in pairs for slug in pair}
    outlets = {outlet.slug: outlet for outlet in Outlet.objects.filter(slug__in=slugs)}
    learned = []
    for old, new in pairs:
        if old in outlets and _may_learn(OutletMerge, outlets[old], outlets[new]):
            one, other = outlets[old], outlets[new]
            if not _is_used(one):
                learned += merge_outlets([one], into=other, by=by, reason=_reason(one, other))
    return learned


def unlearn(quote: Quote, by: AbstractBaseUser) -> None:
    """Take back what a correction taught, when the quote goes back to what it was before: to this
    speaker and chain."""
    learned = {"undone_at": None, "reason__startswith": LEARNED}
    for merge in SpeakerMerge.objects.filter(merged=quote.speaker_id, **learned):
        take_back(merge, Signature(by, f"took back: {merge}"))
        close(merge)
    slugs = [link["outlet"] for link in quote.chain]
    for merge in OutletMerge.objects.filter(merged__slug__in=slugs, **learned):
        undo_outlet_merge(merge, by=by)


def alike(one: str, other: str) -> bool:
    """Are these two spellings of one name? At least two words are in both, or one is, and the last
    ones are spelled nearly alike. All words of the shorter name count, but for initials."""
    short, long = sorted([_words(one), _words(other)], key=len)
    if len(short) < 2:
        return False
    apart = [word for word in short if word not in long]
    return not apart or (apart == short[-1:] and _spelled_alike(short[-1], long[-1]))


def _words(name: str) -> list[str]:
    return [word for word in name_key(name).split() if len(word) > 1]


def _spelled_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LONG or one.isdecimal() or other.isdecimal():
        return False
    return SequenceMatcher(None, one, other).ratio() >= SPELLED_ALIKE


def _may_learn(merges: type[Merge], one: Speaker | Outlet, other: Speaker | Outlet) -> bool:
    return (
        one != other
        and one.kind in (other.kind, "other")
        and not one.merged_into
        and alike(one.name, other.name)
        and not _is_by_people(one)
        and not merges._default_manager.filter(merged=one).exists()
    )


def _is_by_people(row: Speaker | Outlet) -> bool:
    """Did a person add it, change it or give it a name? The starting list of outlets is of people
    too: it has no history."""
    history = row.history.all()
    names, owner = row.aliases.model.history, row.aliases.field.name
    by_person = {"history_user__isnull": False}
    return (
        not history.exists()
        or history.filter(**by_person).exists()
        or names.filter(**{owner: row.pk}, **by_person).exists()
    )


def _is_used(outlet: Outlet) -> bool:
    return (
        outlet.citations.exists()
        or Article.objects.filter(outlet=outlet).exists()
        or Article.objects.filter(credit=outlet).exists()
    )


def _reason(one: Speaker | Outlet, other: Speaker | Outlet) -> str:
    return f"{LEARNED}: “{one}” is {other}"
