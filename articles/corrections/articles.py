"""Correcting what is known of an article: outlet, date, address, title, byline, credit."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Article, Outlet

from .saving import lock, mark, store


class ArticleValues(TypedDict, total=False):
    """What a person may set; None means unknown."""

    outlet: Outlet | None
    credit: Outlet | None
    published: datetime.date | None
    title: str
    byline: str
    url: str
    language: str


@transaction.atomic
def correct_article(
    article: Article,
    *,
    version: int,
    by: AbstractBaseUser,
    reason: str = "",
    **values: Unpack[ArticleValues],
) -> Article:
    """Set these values; the copies on its quotes and claims follow in the same transaction.

    Returns the article as stored. Raises Conflict and ValidationError.
    """
    stored = lock(Article, article.pk, version)
    marks = list(stored.set_by_person)
    before = {name: getattr(stored, name) for name in values}
    for name, value in values.items():
        setattr(stored, name, value.survivor if isinstance(value, Outlet) else value)
    mark(stored, set(values))
    if values != before or stored.set_by_person != marks:
        store(stored, by, reason)
    return stored
