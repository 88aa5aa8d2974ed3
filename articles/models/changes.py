from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One line of a log of changed rows. The database writes it itself, by triggers, in the
    transaction of the change; articles/change_log.py reads it."""

    # A random number. It tells a line from another that has its id after a rollback or a restore.
    token = models.BigIntegerField()
    # PostgreSQL only, where transactions end in another order than their lines are numbered in.
    transaction = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        abstract = True
        default_permissions = ()


class QuoteChange(Change):
    # No foreign key: deleted quotes are in it too.
    quote = models.BigIntegerField()

    class Meta(Change.Meta):
        pass

    def __str__(self) -> str:
        return f"quote {self.quote}"


class ClaimChange(Change):
    claim = models.BigIntegerField()

    class Meta(Change.Meta):
        pass

    def __str__(self) -> str:
        return f"claim {self.claim}"
