from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ExplorerConfig(AppConfig):
    name = "explorer"

    def ready(self) -> None:
        # The index belongs to tables of `articles`, so it is made once these are there.
        post_migrate.connect(_prepare_search, sender=apps.get_app_config("articles"))


def _prepare_search(using: str = "default", **kwargs: Any) -> None:
    from . import search

    search.prepare(using)
