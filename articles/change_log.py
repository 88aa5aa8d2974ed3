"""Which quotes and claims were changed since one looked last, as the database itself notes it.

There is a log of each. Triggers write a line for every row that is added, deleted, or changed in
what lists filter by, and for every change of a quote's citations, in the same transaction as the
change: no write can forget it, and what is rolled back or lost in a crash was never noted. Readers
keep a mark and ask for what came after it. Whatever happened to the log meanwhile (lines rolled
back, cut off, a database restored from a copy), they get all changes or are told to read everything
anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

KEPT = 100_000  # lines
TRIMMED_EVERY = 1000  # lines
MANY = 20_000  # changed rows at which reading everything anew is less work


@dataclass(frozen=True)
class Log:
    """The log in `table`, whose column `row` has the id of what changed. `watched` has, for each
    table that is watched, the column with that id, and the columns whose changes count."""

    table: str
    row: str
    watched: dict[str, tuple[str, str]]


QUOTES = Log(
    "articles_quotechange",
    "quote",
    {
        "articles_quote": (
            "id",
            "id, article_id, published, speaker_id, outlet_id, kind, state, confidence, words",
        ),
        "articles_citation": ("quote_id", "quote_id, outlet_id"),
    },
)
CLAIMS = Log(
    "articles_claimchange",
    "claim",
    {
        "articles_claim": (
            "id",
            "id, published, claimant_id, outlet_id, kind, status, check_worthiness, "
            '"group", gone, words',
        ),
    },
)


@dataclass(frozen=True)
class Mark:
    """Where a reader stands in the log. `last` and `token` are the newest line it has seen.

    On PostgreSQL a line may be numbered early and seen late, when its transaction ends. So
    `horizon` is the oldest transaction that was still running, and `seen` the lines since then.
    """

    last: int
    token: int
    horizon: int | None = None
    seen: frozenset[int] = frozenset()


def mark(log: Log, using: str = "default") -> Mark | None:
    """Where the log stands now; None while it is empty."""
    last = f"id = (SELECT max(id) FROM {log.table})"
    if connections[using].vendor == "postgresql":
        last = f"transaction >= {_HORIZON} OR {last}"
    return _mark(_lines(log, using, last, []))


def since(log: Log, mark: Mark, using: str = "default") -> tuple[Mark, set[int]] | None:
    """The new mark and the ids of all rows that were changed since this one.

    None when the log cannot tell, or would have more to tell than reading everything anew.
    """
    if mark.horizon is None:
        lines = _lines(log, using, "id >= %s", [mark.last])
    else:
        lines = _lines(log, using, "transaction >= %s OR id = %s", [mark.horizon, mark.last])
    tokens = {line: token for line, _, token, _ in lines}
    now = _mark(lines)
    if now is None or tokens.get(mark.last) != mark.token or not mark.seen <= tokens.keys():
        return None
    known = mark.seen | {mark.last}
    changed = {row for line, row, _, _ in lines if line not in known}
    return (now, changed) if len(changed) <= MANY else None


_HORIZON = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def _lines(
    log: Log, using: str, where: str, params: list
) -> list[tuple[int, int, int, int | None]]:
    """Lines in their order: id, changed row, token, and on PostgreSQL the horizon."""
    connection = connections[using]
    horizon = _HORIZON if connection.vendor == "postgresql" else "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {log.row}, token, {horizon} FROM {log.table} WHERE {where} ORDER BY id",
            params,
        )
        return cursor.fetchall()


def _mark(lines: list[tuple[int, int, int, int | None]]) -> Mark | None:
    if not lines:
        return None
    last, _, token, horizon = lines[-1]
    seen = frozenset(line for line, *_ in lines) if horizon is not None else frozenset()
    return Mark(last, token, horizon, seen)


def prepare(using: str = "default", **kwargs: Any) -> None:
    """Make the triggers as they are now, and each log's first line.

    Runs after every migration: SQLite drops triggers whenever a migration makes a table anew.
    """
    connection = connections[using]
    present = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for log in (QUOTES, CLAIMS):
            if log.table not in present:
                continue
            for statement in _STATEMENTS[connection.vendor](log):
                cursor.execute(statement)
            cursor.execute(f"SELECT count(*) FROM (SELECT id FROM {log.table} LIMIT 1) line")
            if not cursor.fetchone()[0]:
                cursor.execute(_FIRST_LINE[connection.vendor].format(log=log))


def remove_triggers(using: str) -> None:
    """For a bulk load into a database that nobody reads yet; `prepare` makes them again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in (*QUOTES.watched, *CLAIMS.watched):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_noted ON {table}")
            else:
                for event in ("insert", "delete", "update"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_noted_{event}")


def _sqlite(log: Log) -> list[str]:
    note = f"INSERT INTO {log.table}({log.row}, token)"
    # Once in a while, and not in the triggers below: a planner that once saw a short log goes
    # through all of it to delete its beginning, for every row of a change in bulk.
    statements = [
        f"DROP TRIGGER IF EXISTS {log.table}_trimmed",
        f"CREATE TRIGGER {log.table}_trimmed AFTER INSERT ON {log.table} "
        f"WHEN new.id % {TRIMMED_EVERY} = 0 "
        f"BEGIN DELETE FROM {log.table} WHERE id <= new.id - {KEPT}; END",
    ]
    for table, (row, columns) in log.watched.items():
        added = f"{note} VALUES (new.{row}, random());"
        deleted = f"{note} VALUES (old.{row}, random());"
        moved = f"{note} SELECT old.{row}, random() WHERE old.{row} <> new.{row};"
        for event, of, notes in (
            ("insert", "", added),
            ("delete", "", deleted),
            ("update", f"OF {columns}", added + moved),
        ):
            name = f"{table}_noted_{event}"
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} AFTER {event} {of} ON {table} BEGIN {notes} END",
            ]
    return statements


def _postgresql(log: Log) -> list[str]:
    statements = []
    for table, (row, columns) in log.watched.items():
        statements += [
            f"""
            CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE line bigint;
            BEGIN
              INSERT INTO {log.table}({log.row}, token, transaction)
              SELECT id, (random() * 9e15)::bigint, pg_current_xact_id()::text::bigint
              FROM (SELECT DISTINCT unnest(ARRAY[OLD.{row}, NEW.{row}]) AS id) AS changed
              WHERE id IS NOT NULL;
              line := currval(pg_get_serial_sequence('{log.table}', 'id'));
              IF line % {TRIMMED_EVERY} = 0 THEN
                DELETE FROM {log.table} WHERE id IN (
                  SELECT id FROM {log.table} WHERE id <= line - {KEPT} FOR UPDATE SKIP LOCKED);
              END IF;
              RETURN NULL;
            END $$
            """,
            f"CREATE OR REPLACE TRIGGER {table}_noted "
            f"AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_noted()",
        ]
    return statements


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
_FIRST_LINE = {
    "sqlite": "INSERT INTO {log.table}({log.row}, token) VALUES (0, random())",
    "postgresql": "INSERT INTO {log.table}({log.row}, token, transaction) "
    "VALUES (0, (random() * 9e15)::bigint, pg_current_xact_id()::text::bigint)",
}
