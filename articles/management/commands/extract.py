"""`manage.py extract FILE…`: quotes and claims as JSON Lines, storing nothing."""

from __future__ import annotations

import functools
import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles import extraction
from articles.extraction.reading import Unreadable
from articles.management.output import lines_for_others
from articles.readers import read_file, why

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Prints the quotes and claims of plain-text articles, one JSON object per file and line, "
        "and stores nothing. The first line of an article is its title, unless it is a URL."
    )
    requires_system_checks: list[str] = []  # it needs no database, no pages and no settings
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--all",
            action="store_true",
            help="for measuring: beliefs and intentions too, and every sentence with its score",
        )
        parser.add_argument(
            "--jobs",
            type=int,
            default=1,
            metavar="N",
            help="read N files at a time; the lines keep the order of the files",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        read = functools.partial(read_one, everything=options["all"])
        failed = False
        with lines_for_others():
            for answer in _map(read, options["files"], options["jobs"]):
                failed |= "error" in answer
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
                self.stdout.flush()
        if failed:
            sys.exit(1)


def read_one(path: Path, everything: bool = False) -> dict[str, Any]:
    """The answer for one file, by the JSON contract; {"article", "error"} when there is none."""
    try:
        return extraction.extract(read_file(path), everything=everything).as_dict(path.name)
    except OSError as error:
        message = why(error)
    except Unreadable as error:
        message = str(error)
    except Exception as error:  # a defect of ours, but the other files have their answers
        logger.exception("Extraction failed on %s", path)
        message = f"extraction failed: {error!r}"
    return {"article": path.name, "error": message}


def _map(read: Any, files: list[Path], jobs: int) -> Iterator[dict[str, Any]]:
    if min(jobs, len(files)) <= 1:
        yield from map(read, files)
        return
    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        try:
            yield from pool.map(read, files)
        finally:
            pool.shutdown(cancel_futures=True)
