from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .base import choices, in_list

TURNS = ("open", "passed", "done")


class Turn(models.Model):
    """An editor at a quote in the review: has it open, passed it over, or is done with it.

    It keeps two editors from being given the same quote, and counts what each has done. No
    decision is stored here, and old turns may be deleted at any time.
    """

    quote = models.ForeignKey("articles.Quote", models.CASCADE, related_name="turns")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    turn = models.CharField(max_length=6, choices=choices(TURNS))
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "by"], name="turn_once_for_each_editor"),
            in_list("turn", TURNS, "turn_in_list"),
        ]
        indexes = [models.Index(fields=["by", "turn", "at"], name="turn_by_editor")]

    def __str__(self) -> str:
        return f"{self.by}: {self.turn}"
