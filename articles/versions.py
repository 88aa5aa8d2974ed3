"""Other versions of a quote: their keys are written here, and here they are found again.

The method is in articles/similar.py. A quote's keys are written whenever its words are (by
articles/writing.py and articles/corrections/saving.py); `manage.py find_versions` writes those of
quotes that have none yet.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from .models import HIDDEN_STATES, Quote, QuoteKey
from .similar import NEAR, is_version, signature
from .text import words

BATCH = 500  # quotes to a statement
SHARING = 400  # quotes that are looked at for one key, and in all
NEARBY = 150  # quotes of the same speaker on the days after, as many before, as many without a date


@dataclass(frozen=True)
class Version:
    """Another quote with nearly the same words. `score` (0 to 1) says how surely it is one."""

    id: int
    score: float


@dataclass(frozen=True)
class Versions:
    """The versions of a quote, surest first. `is_partial` when its words are so common that not
    all quotes that share them were looked at; `is_ready` is False as long as the quote has no
    keys."""

    found: list[Version]
    is_partial: bool = False
    is_ready: bool = True


# Writing


def write_keys(quotes: Sequence[Quote]) -> None:
    """Bring the keys of these saved quotes up to their words; nothing is written where they are.

    `words` must be what is stored. The caller holds a transaction.
    """
    for start in range(0, len(quotes), BATCH):
        batch = quotes[start : start + BATCH]
        stored = defaultdict(set)
        keys = QuoteKey.objects.filter(quote__in=[quote.pk for quote in batch])
        for pk, key in keys.values_list("quote_id", "key"):
            stored[pk].add(key)
        changed = [
            quote for quote in batch if stored[quote.pk] != set(signature(quote.words.split()))
        ]
        if stale := [quote.pk for quote in changed if stored[quote.pk]]:
            QuoteKey.objects.filter(quote__in=stale).delete()
        add_keys(changed)


def add_keys(quotes: Sequence[Quote]) -> int:
    """Add the keys of quotes that have none; how many were added."""
    rows = [(quote.pk, key) for quote in quotes for key in signature(quote.words.split())]
    if rows:
        table = connection.ops.quote_name(QuoteKey._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (quote_id, key) VALUES (%s, %s) ON CONFLICT DO NOTHING", rows
            )
    return len(rows)


def without_keys() -> QuerySet[Quote]:
    """The quotes whose keys are still to be written, by id. Texts without a word have none."""
    keyed = QuoteKey.objects.filter(quote=OuterRef("pk"))
    return Quote.objects.filter(~Exists(keyed)).exclude(words="").order_by("pk")


# Finding


def find_versions(quote: Quote) -> Versions:
    """The shown quotes of other articles that are versions of this one."""
    said = words(quote.text)
    if not said:
        return Versions([])
    sharing, is_partial = _sharing(signature(said))
    nearby, more_nearby = _nearby(quote)
    candidates = {row.pk: row for row in [*_rows(quote, sharing), *nearby]}
    scored = [
        Version(row.pk, score)
        for row in candidates.values()
        if (score := _score(quote, said, row)) > 0
    ]
    return Versions(
        sorted(scored, key=lambda version: (-version.score, version.id)),
        is_partial or more_nearby,
        QuoteKey.objects.filter(quote=quote.pk).exists(),
    )


def _sharing(keys: tuple[int, ...]) -> tuple[list[int], bool]:
    """The ids of the quotes that share most of these keys, and whether there are more.

    A key that very many quotes have tells little, so those count only where there are no others.
    """
    if not keys:
        return [], False
    table = connection.ops.quote_name(QuoteKey._meta.db_table)
    one = (
        f"SELECT * FROM (SELECT key, quote_id FROM {table} WHERE key = %s LIMIT {SHARING + 1}) AS k"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"{one}{number}" for number in range(len(keys))), list(keys)
        )
        having = defaultdict(list)
        for key, pk in cursor.fetchall():
            having[key].append(pk)
    telling = [ids for ids in having.values() if len(ids) <= SHARING]
    is_partial = bool(having) and not telling
    shared = Counter(pk for ids in telling or having.values() for pk in ids)
    return [pk for pk, _ in shared.most_common(SHARING)], is_partial or len(shared) > SHARING


class _Row(NamedTuple):
    """What of a candidate is compared."""

    pk: int
    words: str
    speaker: int | None
    published: datetime.date | None


def _shown(quote: Quote, **wanted: Any) -> QuerySet:
    rows = Quote.objects.exclude(state__in=HIDDEN_STATES).exclude(article=quote.article_id)
    return rows.filter(**wanted).values_list("pk", "words", "speaker", "published").order_by()


def _rows(quote: Quote, ids: list[int]) -> list[_Row]:
    return [_Row(*row) for row in _shown(quote, pk__in=ids)] if ids else []


def _nearby(quote: Quote) -> tuple[list[_Row], bool]:
    """What the same speaker said within days, or nobody knows when: candidates whatever the words,
    since words that were translated twice may share no key. Also whether there is more."""
    if not quote.speaker_id:
        return [], False
    groups = [_shown(quote, speaker=quote.speaker_id, published=None).order_by("pk")]
    if day := quote.published:
        days = datetime.timedelta(NEAR)
        after = _shown(quote, speaker=quote.speaker_id, published__range=(day, day + days))
        before = _shown(
            quote, speaker=quote.speaker_id, published__lt=day, published__gte=day - days
        )
        groups += [after.order_by("published", "pk"), before.order_by("-published", "-pk")]
    found = [[_Row(*row) for row in group[: NEARBY + 1]] for group in groups]
    return [row for group in found for row in group[:NEARBY]], any(
        len(group) > NEARBY for group in found
    )


def _score(quote: Quote, said: list[str], other: _Row) -> float:
    known = quote.speaker_id and other.speaker
    return is_version(
        said,
        other.words.split(),
        same_speaker=quote.speaker_id == other.speaker if known else None,
        days=(other.published - quote.published).days
        if other.published and quote.published
        else None,
    )
