"""Measures the explorer on a large invented collection, in a database of its own."""

from __future__ import annotations

import json
import signal
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from explorer.benchmark import servers
from explorer.benchmark.measuring import REPEATS, Client, Clients, Measured
from explorer.benchmark.questions import Question
from explorer.benchmark.report import report, table

PAGE = "/quotes/"
LEAST = 1_000  # quotes; fewer have no frequent and rare speakers to tell apart


class Command(BaseCommand):
    help = (
        "Fills a database of its own with invented quotes, measures the production server on it "
        "over HTTP, and Datasette on the same file, and drops it again. Your data is not touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quotes", type=int, default=1_000_000, help="how many (1,000,000)")
        parser.add_argument("--json", type=Path, help="a file for the figures")
        parser.add_argument("--without-datasette", action="store_true", help="measure ours alone")
        parser.add_argument(
            "--repeats", type=int, default=REPEATS, help=f"of each request ({REPEATS})"
        )

    def run_from_argv(self, argv: list[str]) -> None:
        # Whoever ends the command leaves no database and no server behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        super().run_from_argv(argv)

    def handle(
        self,
        *args,
        quotes: int,
        json: Path | None,
        without_datasette: bool,
        repeats: int,
        **options,
    ):
        if quotes < LEAST:
            raise CommandError(f"Take at least {LEAST:,} quotes.")
        is_compared = not without_datasette and connection.vendor == "sqlite"
        if is_compared and not find_spec("datasette"):
            raise CommandError(
                "Datasette is not installed: pip install -r requirements-dev.txt, "
                "or use --without-datasette."
            )
        self._say(f"A collection of {quotes // 10:,} quotes, to see how lists grow …")
        with servers.filled(quotes // 10) as site, servers.serving(site) as server:
            lists = [question for question in _asked(site) if question.kind == "list"]
            smaller = _clients(site, server, repeats).measure(lists)
        self._say(f"A collection of {quotes:,} quotes …")
        with servers.filled(quotes) as site:
            with servers.serving(site) as server:
                clients = _clients(site, server, repeats)
                measured = clients.measure(_asked(site))
                resident_mb, first_view_kb = server.worker_mb, clients.reader.first_view_kb(PAGE)
                measured = clients.count(measured)
            if is_compared:
                self._say("Datasette …")
                measured = _with_datasette(site, measured, repeats)
        result = report(
            measured,
            database=connection.vendor,
            quotes=quotes,
            smaller=smaller,
            resident_mb=resident_mb,
            first_view_kb=first_view_kb,
        )
        if json:
            _write(json, result)
        self.stdout.write(table(result))

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _clients(site: servers.Site, server: servers.Server, repeats: int) -> Clients:
    session = site.asked["session"]
    return Clients(
        Client(server.port, repeats=repeats), Client(server.port, session, repeats=repeats)
    )


def _asked(site: servers.Site) -> list[Question]:
    return [Question(**question) for question in site.asked["questions"]]


def _with_datasette(site: servers.Site, measured: list[Measured], repeats: int) -> list[Measured]:
    """The same requests where they exist, on the same file."""
    with servers.datasette(site) as server:
        client = Client(server.port, repeats=repeats)
        return [
            replace(one, there=client.timing(one.question, site.datasette_url(one.question)))
            if one.question.datasette
            else one
            for one in measured
        ]


def _write(path: Path, result: dict[str, Any]) -> None:
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
