"""`manage.py find_versions`: writes the keys by which versions of a quote are found, of quotes
that have none yet, such as those stored before there were keys."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.models import QuoteKey
from articles.versions import add_keys, without_keys

# To a transaction: few, since each writes much of the index anew; short, since writers wait.
STEP = 5000


class Command(BaseCommand):
    help = (
        "Makes other versions of quotes findable: cut, translated twice, reworded. Quotes that "
        "come in are done by themselves; this does the rest. It can be interrupted at any time "
        "and goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="do all quotes anew, as after a change of method"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            QuoteKey.objects.all().delete()
        total, done, last = without_keys().count(), 0, 0
        while ids := _next(last):
            done, last = done + len(ids), ids[-1]
            self._tell(f"{done} of {total} quotes")
        if done:
            self._tell(f"Other versions can now be found of {done} more quotes.")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


@transaction.atomic
def _next(last: int) -> list[int]:
    """Do the next quotes after the id `last`, kept from others meanwhile; their ids."""
    quotes = list(without_keys().filter(pk__gt=last).only("id", "words").select_for_update()[:STEP])
    add_keys(quotes)
    return [quote.pk for quote in quotes]
