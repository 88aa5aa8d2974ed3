"""`manage.py ingest PATH…`: takes articles in and says of each what happened."""

from __future__ import annotations

import dataclasses
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.ingest import Outcome, ingest
from articles.management.output import lines_for_others
from articles.readers import BadValue, Document, Problem, is_plain_text, parse_date, parse_url, read


class Command(BaseCommand):
    help = (
        "Takes in articles: plain-text files (the first line is the title, unless it is a URL), "
        "CSV and JSON Lines sheets (text or file, title, outlet, published, url, byline, "
        "language), or folders of these. Taking in the same text again changes nothing."
    )
    requires_system_checks = [Tags.models]  # its pages need not be in order

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--outlet", default="", help="who printed those that do not say")
        parser.add_argument("--date", default="", help="when, as 2024-05-16, if they do not say")
        parser.add_argument("--url", default="", help="where one article was printed")
        parser.add_argument(
            "--again", action="store_true", help="read again what this version has read already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = _known(options)
        documents = (_with(document, known) for document in read(options["paths"]))
        _require_migrated()
        with lines_for_others():
            report = ingest(documents, again=options["again"], tell=self._tell)
            self.stdout.write(f"In all: {report}.")
        _tell_planner()
        if report.counts["error"]:
            sys.exit(1)

    def _tell(self, outcome: Outcome) -> None:
        error = "error: " if outcome.what == "error" else ""
        self.stdout.write(f"{outcome.name}: {error}{outcome.message}")
        self.stdout.flush()


def _tell_planner() -> None:
    """SQLite plans by what it was last told of its tables; PostgreSQL looks by itself. A sample of
    each index is enough, so that this takes no longer in a large database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def _known(options: dict[str, Any]) -> dict[str, Any]:
    """What the options say of articles that do not say it themselves."""
    try:
        known = {
            "outlet": options["outlet"].strip(),
            "published": parse_date(options["date"].strip()),
            "url": parse_url(options["url"].strip()),
        }
    except BadValue as error:
        raise CommandError(str(error)) from None
    paths = options["paths"]
    if known["url"] and not (len(paths) == 1 and is_plain_text(paths[0])):
        raise CommandError("--url is for one article: give it with one plain-text file.")
    return known


def _with(document: Document | Problem, known: dict[str, Any]) -> Document | Problem:
    if isinstance(document, Problem):
        return document
    unknown = {name: value for name, value in known.items() if not getattr(document, name)}
    return dataclasses.replace(document, **unknown)


def _require_migrated() -> None:
    try:
        executor = MigrationExecutor(connection)
        is_behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise CommandError(f"The database cannot be opened: {error}".strip()) from error
    if is_behind:
        raise CommandError(
            "The database is not up to date: run `python manage.py migrate`, then this again."
        )
