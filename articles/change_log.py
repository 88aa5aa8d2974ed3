"""Which quotes were changed since one looked last, as the database itself notes it.

Triggers write a line for every quote that is added, deleted, or changed in what lists filter by,
and for every change of its citations, in the same transaction as the change: no write can forget
it, and what is rolled back or lost in a crash was never noted. Readers keep a mark and ask
for what came after it. Whatever happened to the log meanwhile (lines rolled back, cut off, a
database restored from a copy), they get all changes or are told to read everything anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

LOG = "articles_quotechange"
KEPT = 100_000  # lines
TRIMMED_EVERY = 1000  # lines
MANY = 20_000  # changed quotes at which reading everything anew is less work


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


def mark(using: str = "default") -> Mark | None:
    """Where the log stands now; None while it is empty."""
    if connections[using].vendor == "postgresql":
        where = f"transaction >= {_HORIZON} OR id = (SELECT max(id) FROM {LOG})"
    else:
        where = f"id = (SELECT max(id) FROM {LOG})"
    return _mark(_lines(using, where, []))


def since(mark: Mark, using: str = "default") -> tuple[Mark, set[int]] | None:
    """The new mark and the ids of all quotes that were changed since this one.

    None when the log cannot tell, or would have more to tell than reading everything anew.
    """
    if mark.horizon is None:
        lines = _lines(using, "id >= %s", [mark.last])
    else:
        lines = _lines(using, "transaction >= %s OR id = %s", [mark.horizon, mark.last])
    tokens = {line: token for line, _, token, _ in lines}
    now = _mark(lines)
    if now is None or tokens.get(mark.last) != mark.token or not mark.seen <= tokens.keys():
        return None
    known = mark.seen | {mark.last}
    changed = {quote for line, quote, _, _ in lines if line not in known}
    return (now, changed) if len(changed) <= MANY else None


_HORIZON = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def _lines(using: str, where: str, params: list) -> list[tuple[int, int, int, int | None]]:
    """Lines in their order: id, quote, token, and on PostgreSQL the horizon."""
    connection = connections[using]
    horizon = _HORIZON if connection.vendor == "postgresql" else "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, quote, token, {horizon} FROM {LOG} WHERE {where} ORDER BY id", params
        )
        return cursor.fetchall()


def _mark(lines: list[tuple[int, int, int, int | None]]) -> Mark | None:
    if not lines:
        return None
    last, _, token, horizon = lines[-1]
    seen = frozenset(line for line, *_ in lines) if horizon is not None else frozenset()
    return Mark(last, token, horizon, seen)


def prepare(using: str = "default", **kwargs: Any) -> None:
    """Make the triggers as they are now, and the log's first line.

    Runs after every migration: SQLite drops triggers whenever a migration makes a table anew.
    """
    connection = connections[using]
    if LOG not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor]():
            cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM (SELECT id FROM {LOG} LIMIT 1) line")
        if not cursor.fetchone()[0]:
            cursor.execute(_FIRST_LINE[connection.vendor])


def remove_triggers(using: str) -> None:
    """For a bulk load into a database that nobody reads yet; `prepare` makes them again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in _WATCHED:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_noted ON {table}")
            else:
                for event in ("insert", "delete", "update"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_noted_{event}")


# The column with the quote's id, and the columns whose changes count.
_WATCHED = {
    "articles_quote": (
        "id",
        "id, article_id, published, speaker_id, outlet_id, kind, state, confidence, words",
    ),
    "articles_citation": ("quote_id", "quote_id, outlet_id"),
}


def _sqlite() -> list[str]:
    note = f"INSERT INTO {LOG}(quote, token)"
    # Once in a while, and not in the triggers below: a planner that once saw a short log goes
    # through all of it to delete its beginning, for every row of a change in bulk.
    statements = [
        f"DROP TRIGGER IF EXISTS {LOG}_trimmed",
        f"CREATE TRIGGER {LOG}_trimmed AFTER INSERT ON {LOG} WHEN new.id % {TRIMMED_EVERY} = 0 "
        f"BEGIN DELETE FROM {LOG} WHERE id <= new.id - {KEPT}; END",
    ]
    for table, (quote, columns) in _WATCHED.items():
        added = f"{note} VALUES (new.{quote}, random());"
        deleted = f"{note} VALUES (old.{quote}, random());"
        moved = f"{note} SELECT old.{quote}, random() WHERE old.{quote} <> new.{quote};"
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


def _postgresql() -> list[str]:
    statements = []
    for table, (quote, columns) in _WATCHED.items():
        statements += [
            f"""
            CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE line bigint;
            BEGIN
              INSERT INTO {LOG}(quote, token, transaction)
              SELECT id, (random() * 9e15)::bigint, pg_current_xact_id()::text::bigint
              FROM (SELECT DISTINCT unnest(ARRAY[OLD.{quote}, NEW.{quote}]) AS id) AS changed
              WHERE id IS NOT NULL;
              line := currval(pg_get_serial_sequence('{LOG}', 'id'));
              IF line % {TRIMMED_EVERY} = 0 THEN
                DELETE FROM {LOG} WHERE id IN (
                  SELECT id FROM {LOG} WHERE id <= line - {KEPT} FOR UPDATE SKIP LOCKED);
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
    "sqlite": f"INSERT INTO {LOG}(quote, token) VALUES (0, random())",
    "postgresql": f"INSERT INTO {LOG}(quote, token, transaction) "
    "VALUES (0, (random() * 9e15)::bigint, pg_current_xact_id()::text::bigint)",
}
