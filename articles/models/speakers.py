from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from articles.extraction.records import SPEAKER_KINDS

from .base import Alias, Gram, Merge, Mergeable, choices, in_list


class Speaker(Mergeable):
    """Whose words they are, across all articles."""

    kind = models.CharField(max_length=20, choices=choices(SPEAKER_KINDS), default="person")
    role = models.CharField("latest role", max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [in_list("kind", SPEAKER_KINDS, "speaker_kind_in_list")]

    def get_absolute_url(self) -> str:
        return f"/speakers/{self.slug}/"


class SpeakerAlias(Alias):
    """A name that leads to a speaker, its own among them."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name_plural = "speaker aliases"


class SpeakerGram(Gram):
    alias = models.ForeignKey(SpeakerAlias, models.CASCADE, related_name="grams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "alias"], name="speaker_gram_once")]


class SpeakerMerge(Merge):
    """A speaker who was another: all that is theirs moved. Or, with `is_split`, two who were taken
    for one: some of it moved."""

    merged = models.ForeignKey(Speaker, models.CASCADE, related_name="merges_away")
    survivor = models.ForeignKey(Speaker, models.CASCADE, related_name="merges_in")
    is_split = models.BooleanField("in part", default=False)
    quotes = models.JSONField(default=list, help_text="ids of the quotes that moved")
    claims = models.JSONField(default=list, help_text="ids of the claims that moved")

    def __str__(self) -> str:
        if self.is_split:
            return f"part of {self.merged} to {self.survivor}"
        return f"{self.merged} into {self.survivor}"
