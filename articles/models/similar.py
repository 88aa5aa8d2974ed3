from __future__ import annotations

from django.db import models


class QuoteKey(models.Model):
    """One key of a quote's text (articles/similar.py): quotes that share one may be versions of
    each other. articles/versions.py writes them."""

    pk = models.CompositePrimaryKey("quote_id", "key")
    quote = models.ForeignKey(
        "articles.Quote",
        models.CASCADE,
        db_index=False,  # the primary key begins with it
        related_name="keys",
    )
    key = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "quote"], name="quote_by_key")]

    def __str__(self) -> str:
        return f"{self.key} of quote {self.quote_id}"
