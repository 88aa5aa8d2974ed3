"""Full text, for those who look through a queryset here; the site has the index and says how."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string


def find(rows: QuerySet, text: str) -> QuerySet:
    """The quotes or claims among `rows` that hold the words, phrases and no -words of a text."""
    finder: Callable[[QuerySet, str], QuerySet] = import_string(settings.FULL_TEXT)
    return finder(rows, text)
