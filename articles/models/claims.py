from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from articles.claim_groups import Place, another
from articles.extraction.records import CLAIM_KINDS

from .base import Extracted, NewestFirst, choices, in_list
from .batches import InBatch

CLAIM_STATUSES = ("unchecked", "supported", "refuted", "disputed", "unverifiable")


class Claim(Extracted):
    """One checkable assertion of fact. With no claimant, the article itself asserts it."""

    quote = models.ForeignKey(
        "articles.Quote", models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    claimant = models.ForeignKey(
        "articles.Speaker", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    kind = models.CharField(max_length=12, choices=choices(CLAIM_KINDS), default="other")
    check_worthiness = models.FloatField(default=0)
    status = models.CharField(
        max_length=14, choices=choices(CLAIM_STATUSES), default="unchecked", db_index=True
    )
    note = models.TextField(blank=True)
    # Claims that are one have the same number, from their words or by a person's decision;
    # articles/claim_groups.py tells it and articles/copies.py writes it.
    group = models.BigIntegerField(default=another, editable=False)
    # The latest extraction no longer finds it and no person touched it: shown nowhere.
    gone = models.BooleanField(default=False, editable=False)

    # Copies that make filters fast; articles/copies.py writes them.
    outlet = models.ForeignKey(
        "articles.Outlet", models.PROTECT, null=True, editable=False, related_name="printed_claims"
    )
    published = models.DateField(null=True, editable=False)

    history = HistoricalRecords(
        bases=[InBatch], excluded_fields=["outlet", "published", "words", "machine"]
    )

    class Meta:
        ordering = [models.F("published").desc(nulls_last=True), models.F("id").desc()]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="claim_offsets_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(check_worthiness__gte=0, check_worthiness__lte=1),
                name="claim_worth_0_to_1",
            ),
            in_list("kind", CLAIM_KINDS, "claim_kind_in_list"),
            in_list("status", CLAIM_STATUSES, "claim_status_in_list"),
        ]
        indexes = [
            NewestFirst(
                "claim_newest",
                covering=(
                    *("claimant", "outlet", "kind", "status", "check_worthiness", "group"),
                    "gone",
                ),
            ),
            models.Index(fields=["group", "gone", "published", "id"], name="claim_by_group"),
        ]

    @property
    def place(self) -> Place:
        return self.article_id, self.start, self.end

    def get_absolute_url(self) -> str:
        return f"/claims/{self.pk}/"
