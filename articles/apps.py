from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from . import change_log, setup

        post_migrate.connect(setup.after_migrate, sender=self)
        post_migrate.connect(change_log.prepare, sender=self)
