from __future__ import annotations

from django.conf import settings
from django.db import models


class Run(models.Model):
    """One run of a pipeline over some articles: which version, when, by whom, with what result."""

    pipeline = models.CharField(max_length=100, help_text="Name and version.")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    result = models.JSONField(default=dict, help_text="Counts: articles added, quotes kept, …")

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.pipeline}, {self.started_at:%Y-%m-%d %H:%M}"
