from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from simple_history.models import HistoricalRecords

from articles.extraction.records import QUOTE_KINDS

from .base import Extracted, LeastCertainFirst, NewestFirst, choices, in_list
from .batches import InBatch

if TYPE_CHECKING:
    from .outlets import Outlet

QUOTE_STATES = ("unreviewed", "accepted", "corrected", "rejected", "gone")
HIDDEN_STATES = ("rejected", "gone")
# Besides date and words, what lists filter by; every worker reads these of all quotes.
FILTERED = ("article", "speaker", "outlet", "kind", "state", "confidence")


class Quote(Extracted):
    """Who said what, in which words, through which outlets.

    `spans` are the parts of a broken quote, [start, end] pairs; `start` and `end` its outermost
    offsets. `chain` is the citation chain, nearest to the reader first, as one value: a list of
    {"outlet": slug, "name", "text", "span"}; its history is the quote's. The Citation rows are
    written from it, for filters.
    """

    kind = models.CharField(max_length=10, choices=choices(QUOTE_KINDS))
    spans = models.JSONField(default=list)
    cue = models.CharField(max_length=300, blank=True)
    cue_spans = models.JSONField(default=list, blank=True)
    speaker = models.ForeignKey(
        "articles.Speaker", models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    speaker_text = models.CharField("speaker as written", max_length=500, blank=True)
    speaker_span = models.JSONField(null=True, blank=True)
    speaker_role = models.CharField(max_length=300, blank=True)
    chain = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(null=True, blank=True, help_text="0 to 1; empty if by a person")
    state = models.CharField(
        max_length=12, choices=choices(QUOTE_STATES), default="unreviewed", db_index=True
    )

    # Copies that make filters fast; articles/copies.py writes them.
    outlet = models.ForeignKey(
        "articles.Outlet", models.PROTECT, null=True, editable=False, related_name="printed_quotes"
    )
    published = models.DateField(null=True, editable=False)
    source_outlet = models.ForeignKey(
        "articles.Outlet", models.PROTECT, null=True, editable=False, related_name="sourced_quotes"
    )

    history = HistoricalRecords(
        bases=[InBatch],
        excluded_fields=["outlet", "published", "source_outlet", "words", "machine"],
    )

    class Meta:
        ordering = [models.F("published").desc(nulls_last=True), models.F("id").desc()]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="quote_offsets_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__isnull=True)
                | models.Q(confidence__gte=0, confidence__lte=1),
                name="quote_confidence_0_to_1",
            ),
            in_list("kind", QUOTE_KINDS, "quote_kind_in_list"),
            in_list("state", QUOTE_STATES, "quote_state_in_list"),
        ]
        indexes = [
            NewestFirst("quote_newest", covering=FILTERED),
            NewestFirst("quote_newest_by_state", by="state"),
            NewestFirst("quote_newest_missing", condition=models.Q(missing=True)),
            NewestFirst("quote_by_speaker", by="speaker"),
            NewestFirst("quote_by_outlet", by="outlet"),
            models.Index(
                fields=["speaker", "speaker_role", "published", "state"], name="quote_roles"
            ),
            models.Index(fields=["article", "start"], name="quote_in_article"),
            LeastCertainFirst("quote_by_certainty"),
        ]

    def get_absolute_url(self) -> str:
        return f"/articles/{self.article_id}/#quote-{self.pk}"


class Citation(models.Model):
    """One outlet of a quote's citation chain. Position 0 is the one nearest to the reader."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="citations")
    outlet = models.ForeignKey("articles.Outlet", models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("words that showed it", max_length=500, blank=True)

    class Meta:
        ordering = ["quote", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "position"], name="citation_position_unique_in_chain"
            ),
            models.UniqueConstraint(
                fields=["quote", "outlet"], name="citation_outlet_once_in_chain"
            ),
        ]
        indexes = [models.Index(fields=["outlet", "quote"], name="citation_by_outlet")]

    def __str__(self) -> str:
        return f"{self.outlet} ({self.position + 1})"


def chain_link(outlet: Outlet, text: str = "", span: list[int] | None = None) -> dict:
    """One entry of `Quote.chain`."""
    return {"outlet": outlet.slug, "name": outlet.name, "text": text, "span": span}
