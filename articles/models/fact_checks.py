from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from simple_history.models import HistoricalRecords

from .base import Numbered
from .batches import InBatch


class FactCheck(Numbered):
    """What somebody who checked a claim found. It holds for everybody who made the claim.

    A removed one stays, so that removing it can be undone.
    """

    claim = models.ForeignKey("articles.Claim", models.CASCADE, related_name="fact_checks")
    url = models.URLField(
        "address",
        max_length=2000,
        validators=[URLValidator(["http", "https"])],
        help_text="Where the fact-check can be read.",
    )
    verdict = models.CharField(
        max_length=200, help_text="In their words: “False”, “Mostly true”, “Half the figure”."
    )
    publisher = models.CharField("who checked it", max_length=300)
    published = models.DateField(
        "date", null=True, blank=True, help_text="When it was published. Empty means unknown."
    )
    removed = models.BooleanField(
        default=False, help_text="Shown nowhere; take the tick away to have it back."
    )
    history = HistoricalRecords(bases=[InBatch])

    class Meta:
        ordering = [models.F("published").desc(nulls_last=True), "id"]
        verbose_name = "fact-check"

    def __str__(self) -> str:
        return f"{self.publisher}: {self.verdict}"

    def get_absolute_url(self) -> str:
        return f"/claims/{self.claim_id}/#fact-check-{self.pk}"
