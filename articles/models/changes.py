from __future__ import annotations

from django.db import models


class QuoteChange(models.Model):
    """One line of the log of changed quotes. The database writes it itself, by triggers, in the
    transaction of the change; articles/change_log.py reads it."""

    # No foreign key: deleted quotes are in it too.
    quote = models.BigIntegerField()
    # A random number. It tells a line from another that has its id after a rollback or a restore.
    token = models.BigIntegerField()
    # PostgreSQL only, where transactions end in another order than their lines are numbered in.
    transaction = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"quote {self.quote}"
