"""`python -m explorer.benchmark.load 100000`: fills the empty, migrated database that DATABASE_URL
names, and prints as JSON what is asked of it (explorer/benchmark/questions.py)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import django


def fill(quotes: int) -> None:
    """Rows first and without triggers, then the indexes, which is several times faster."""
    from articles import change_log
    from articles.models import (
        Article,
        Citation,
        Claim,
        FactCheck,
        Outlet,
        Quote,
        Speaker,
        SpeakerAlias,
    )
    from explorer import search

    from .collection import Collection

    collection = Collection(quotes)
    change_log.remove_triggers("default")
    search.remove("default")
    with _without_indexes((Article, Quote, Citation, Claim, FactCheck)):
        _store(Outlet, collection.outlet_rows())
        _store(Speaker, collection.speaker_rows())
        _store(SpeakerAlias, collection.alias_rows())
        for batch in collection.batches():
            _store(Article, batch.articles)
            _store(Quote, batch.quotes)
            _store(Citation, batch.citations)
            _store(Claim, batch.claims)
            _store(FactCheck, batch.fact_checks)
    change_log.prepare("default")
    search.prepare("default")
    _finish()


def _store(model: type, rows: Iterable[dict[str, Any]]) -> None:
    """Columns that a row does not name get their defaults."""
    from django.db import connection, transaction

    fields = [field for field in model._meta.concrete_fields if not field.generated]
    defaults = [_default(field) for field in fields]
    names = [field.column for field in fields]
    values = (
        [row.get(name, default) for name, default in zip(names, defaults, strict=True)]
        for row in rows
    )
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names))
            cursor.connection.executemany(
                f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values
            )


def _default(field: Any) -> Any:
    from django.db.models import DateTimeField, JSONField

    if isinstance(field, DateTimeField) and not field.null:
        return "2026-01-01 00:00:00+00:00"
    value = field.get_default()
    return json.dumps(value) if isinstance(field, JSONField) and value is not None else value


@contextmanager
def _without_indexes(models: tuple[type, ...]) -> Iterator[None]:
    """Take the tables' indexes away and make them again, except those of constraints."""
    from django.db import connection

    tables = [model._meta.db_table for model in models]
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks}) AND NOT "
            "EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
        )
    else:
        sql = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({marks})"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, tables)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)


def _finish() -> None:
    """What a planner knows of the tables, and the next free ids."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    models = apps.get_app_config("articles").get_models()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def main() -> None:
    django.setup()
    from .questions import questions

    fill(int(sys.argv[1]))
    print(json.dumps(questions()))


if __name__ == "__main__":
    main()
