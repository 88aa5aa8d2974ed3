from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from articles.text import words

from .base import NewestFirst, Versioned


class Article(Versioned):
    """One text as it was printed. `body` is the whole text as read, its headline line included.

    The body never changes: the offsets of quotes and claims count code points in it.
    """

    title = models.CharField(max_length=1000, blank=True)
    outlet = models.ForeignKey(
        "articles.Outlet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="Who printed it. Empty means unknown.",
    )
    credit = models.ForeignKey(
        "articles.Outlet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_articles",
        help_text="The agency named in the dateline or byline. Never part of a citation chain.",
    )
    byline = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=2000, blank=True, help_text="Where it was printed.")
    published = models.DateField(null=True, blank=True, help_text="Empty means unknown.")
    language = models.CharField(max_length=10, default="en")
    body = models.TextField(editable=False)
    body_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    file_name = models.CharField(max_length=500, blank=True, editable=False)
    pipeline = models.CharField(max_length=100, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    # The folded words of the title, for search.
    words = models.TextField(editable=False, default="", db_default="")
    history = HistoricalRecords(excluded_fields=["body", "body_sha256", "pipeline", "words"])

    class Meta:
        ordering = [models.F("published").desc(nulls_last=True), models.F("id").desc()]
        indexes = [NewestFirst("article_newest")]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = " ".join(words(self.title))
        super().save(*args, **kwargs)

    @property
    def headline(self) -> str:
        """The title, or the first words of an article that has none."""
        if self.title:
            return self.title
        words = self.body.removeprefix(self.url).split(maxsplit=12)[:12]
        return " ".join(words).lstrip("\ufeff") + " …" if words else "untitled"

    def get_absolute_url(self) -> str:
        return f"/articles/{self.pk}/"
