from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Batch(models.Model):
    """What a person did in one go, to one quote or to thousands of them, and can undo as one.

    The history records that it wrote name it. A bulk change is first a plan: `rows` holds what it
    will change, [id, version] pairs, and `action` what it will set; `done_at` is empty until it is
    carried out.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=300, help_text="In words: “accepted 12 quotes”")
    reason = models.TextField(blank=True)
    query = models.TextField(blank=True, help_text="The filter that a bulk change was made from.")
    action = models.JSONField(default=dict, blank=True)
    rows = models.JSONField(default=list, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="How many rows it changed.")
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["by", "-id"], name="batch_by_author")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_bulk(self) -> bool:
        return bool(self.action)


class InBatch(models.Model):
    """What a history record has beside the row's fields: the batch that wrote it, if any."""

    batch = models.ForeignKey(
        Batch, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
