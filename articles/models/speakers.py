from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from articles.extraction.records import SPEAKER_KINDS

from .base import Alias, Gram, Sluggable, choices, in_list


class Speaker(Sluggable):
    """Whose words they are, across all articles.

    A merged speaker stays, with `merged_into` set, so that its slug still leads somewhere.
    """

    kind = models.CharField(max_length=20, choices=choices(SPEAKER_KINDS), default="person")
    role = models.CharField("latest role", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [in_list("kind", SPEAKER_KINDS, "speaker_kind_in_list")]

    def get_absolute_url(self) -> str:
        return f"/speakers/{self.slug}/"

    @property
    def survivor(self) -> Speaker:
        """The speaker that this one was merged into, or itself."""
        return self.merged_into.survivor if self.merged_into else self


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


class SpeakerMerge(models.Model):
    """One merge of `merged` into `survivor`, with what moved, so that it can be undone."""

    merged = models.ForeignKey(Speaker, models.CASCADE, related_name="merges_away")
    survivor = models.ForeignKey(Speaker, models.CASCADE, related_name="merges_in")
    quotes = models.JSONField(default=list, help_text="ids of the quotes that moved")
    claims = models.JSONField(default=list, help_text="ids of the claims that moved")
    aliases = models.JSONField(default=list, help_text="ids of the aliases that moved")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.merged} into {self.survivor}"
