from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from articles.extraction.records import OUTLET_KINDS

from .base import Alias, Gram, Merge, Mergeable, choices, in_list


class Outlet(Mergeable):
    """Anything that publishes: news agency, newspaper, broadcaster, state media, platform."""

    kind = models.CharField(max_length=30, choices=choices(OUTLET_KINDS), default="other")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code, such as “GB”")
    website = models.CharField(max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [in_list("kind", OUTLET_KINDS, "outlet_kind_in_list")]

    def get_absolute_url(self) -> str:
        return f"/outlets/{self.slug}/"


class OutletAlias(Alias):
    """A name that leads to an outlet, its own among them."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name_plural = "outlet aliases"


class OutletGram(Gram):
    alias = models.ForeignKey(OutletAlias, models.CASCADE, related_name="grams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "alias"], name="outlet_gram_once")]


class OutletMerge(Merge):
    """An outlet that was another: its articles, its places in chains and its names moved."""

    merged = models.ForeignKey(Outlet, models.CASCADE, related_name="merges_away")
    survivor = models.ForeignKey(Outlet, models.CASCADE, related_name="merges_in")
    articles = models.JSONField(default=list, help_text="ids of the articles that it printed")
    credits = models.JSONField(default=list, help_text="ids of the articles that credit it")
    quotes = models.JSONField(default=list, help_text="ids of the quotes whose chains name it")
    doubled = models.JSONField(
        default=dict,
        help_text="Chains that named both and name one now: by quote id, what was before and after",
    )

    def __str__(self) -> str:
        return f"{self.merged} into {self.survivor}"
