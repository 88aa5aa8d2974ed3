from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from simple_history.signals import pre_create_historical_record

        from . import change_log, setup
        from .corrections import batches

        pre_create_historical_record.connect(batches.note_batch)
        post_migrate.connect(setup.after_migrate, sender=self)
        post_migrate.connect(change_log.prepare, sender=self)
