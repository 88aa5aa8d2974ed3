"""Full text behind one small interface: SQLite FTS5 or PostgreSQL tsvector over folded words.

Quotes and claims keep their folded words (articles/text.py) in a column. Both databases index that
column without stemming, so that a query gives the same rows on either. The index is kept by the
database itself, by triggers on SQLite and by an index on an expression on PostgreSQL: no write can
forget it.

>>> parse('border "open fire" -truce')
Query(wanted=(('border',), ('open', 'fire')), unwanted=(('truce',),))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection, connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.expressions import RawSQL

from articles.text import words

Phrase = tuple[str, ...]
INDEXED = ("articles_quote", "articles_claim", "articles_article")
_PART = re.compile(r'(-?)(?:["“”„«]([^"“”„«»]*)["“”„«»]?|(\S+))')


@dataclass(frozen=True)
class Query:
    """All of the wanted phrases (a word is a phrase of one), none of the unwanted ones."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def parse(text: str) -> Query:
    """What a person typed: words, "a phrase", -word or -"a phrase" to leave out."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for minus, phrase, word in _PART.findall(text):
        found = tuple(words(phrase or word))
        if found:
            (unwanted if minus else wanted).append(found)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def matching(queryset: QuerySet, query: Query) -> QuerySet:
    """The rows of a queryset of quotes or claims that have all wanted and no unwanted phrases."""
    if not query:
        return queryset
    table = queryset.model._meta.db_table
    if connections[queryset.db].vendor == "postgresql":
        return queryset.filter(_Matches(F("words"), Value(_tsquery(query))))
    return _sqlite(queryset, table, query)


def find(queryset: QuerySet, text: str) -> QuerySet:
    """The rows that have what a person typed."""
    return matching(queryset, parse(text))


def beginning(queryset: QuerySet, text: str) -> QuerySet:
    """The rows that have, for each word of `text`, a word that begins like it; in scripts without
    blanks, that has it anywhere."""
    found = words(text)
    for word in found:
        if not word.isascii():
            queryset = queryset.filter(words__contains=word)
    known = [word for word in found if word.isascii()]
    table = queryset.model._meta.db_table
    if not known:
        return queryset if found else queryset.none()
    if connections[queryset.db].vendor == "postgresql":
        query = " & ".join(f"{word}:*" for word in known)
        matches = RawSQL(_POSTGRESQL.format(table=table), [query], output_field=BooleanField())
        return queryset.filter(matches)
    query = " AND ".join(f'"{word}" *' for word in known)
    # With the plus SQLite walks the order's own index and looks each id up among the matches:
    # beginnings of words match many rows, and fetching all of these to sort them takes longer.
    chosen = f"+{table}.id IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s)"
    return queryset.filter(RawSQL(chosen, [query], output_field=BooleanField()))


def ids(model: type[Model], phrases: Iterable[Phrase], how: Callable) -> np.ndarray:
    """The ids of all rows that have all or any of these phrases (`how` is one or the other)."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        between = " & " if how is all else " | "
        sql = f"SELECT string_agg(id::text, ',') FROM {table} WHERE {_POSTGRESQL}"
        return _numbers(sql.format(table=table), between.join(map(_tsphrase, phrases)))
    between = " AND " if how is all else " OR "
    sql = f"SELECT group_concat(rowid) FROM {table}_words WHERE {table}_words MATCH %s"
    return _numbers(sql, between.join(map(_fts5, phrases)))


def ranked_ids(model: type[Model], wanted: Iterable[Phrase]) -> np.ndarray:
    """The ids of all rows that have all of these phrases, the closest match first."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        query = " & ".join(map(_tsphrase, wanted))
        sql = f"""
            SELECT string_agg(id::text, ',' ORDER BY rank DESC, id DESC) FROM (
              SELECT id, ts_rank(to_tsvector('simple', words), query) AS rank
              FROM {table}, to_tsquery('simple', %s) query
              WHERE to_tsvector('simple', words) @@ query) matching"""
        return _numbers(sql, query)
    sql = f"""
        SELECT group_concat(id) FROM (
          SELECT rowid AS id FROM {table}_words WHERE {table}_words MATCH %s
          ORDER BY rank, rowid DESC)"""
    return _numbers(sql, " AND ".join(map(_fts5, wanted)))


def _numbers(sql: str, query: str) -> np.ndarray:
    """One long text of numbers takes a fifth of the time of as many rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [query])
        return np.fromstring(cursor.fetchone()[0] or "", dtype=np.int64, sep=",")


def _sqlite(queryset: QuerySet, table: str, query: Query) -> QuerySet:
    # An FTS5 query cannot consist of exclusions alone, so these are a query of their own.
    chosen = f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"
    if query.wanted:
        wanted = " AND ".join(map(_fts5, query.wanted))
        queryset = queryset.filter(pk__in=RawSQL(chosen, [wanted]))
    if query.unwanted:
        unwanted = " OR ".join(map(_fts5, query.unwanted))
        queryset = queryset.exclude(pk__in=RawSQL(chosen, [unwanted]))
    return queryset


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'  # the words hold letters and digits only


_POSTGRESQL = "to_tsvector('simple', {table}.words) @@ to_tsquery('simple', %s)"


class _Matches(Func):
    """The condition of `_POSTGRESQL` on whatever the table is called in a query, in one inside
    another too."""

    template = "to_tsvector('simple', %(expressions)s)"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()


def _tsquery(query: Query) -> str:
    wanted = [_tsphrase(phrase) for phrase in query.wanted]
    unwanted = [f"!{_tsphrase(phrase)}" for phrase in query.unwanted]
    return " & ".join([*wanted, *unwanted])


def _tsphrase(phrase: Phrase) -> str:
    return "(" + " <-> ".join(phrase) + ")"


def prepare(using: str = "default") -> None:
    """Make what the search needs and is not there yet; runs after every migration.

    SQLite drops triggers when a migration makes a table anew, which is why this is no migration.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in INDEXED:
            if table in present:
                for statement in _STATEMENTS[connection.vendor]:
                    cursor.execute(statement.format(table=table))
                if connection.vendor == "sqlite" and f"{table}_words" not in present:
                    cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")


def remove(using: str) -> None:
    """Take the index away for a bulk load; `prepare` builds it again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in INDEXED:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX IF EXISTS {table}_words")
            else:
                for event in ("added", "deleted", "changed"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{event}")
                cursor.execute(f"DROP TABLE IF EXISTS {table}_words")


# `words` is split already: unicode61 has nothing left to fold, and phrases keep their order.
_STATEMENTS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_words USING fts5"
        "(words, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        "CREATE TRIGGER IF NOT EXISTS {table}_words_added AFTER INSERT ON {table} BEGIN "
        "INSERT INTO {table}_words(rowid, words) VALUES (new.id, new.words); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_words_deleted AFTER DELETE ON {table} BEGIN "
        "INSERT INTO {table}_words({table}_words, rowid, words) "
        "VALUES ('delete', old.id, old.words); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_words_changed AFTER UPDATE OF words ON {table} BEGIN "
        "INSERT INTO {table}_words({table}_words, rowid, words) "
        "VALUES ('delete', old.id, old.words); "
        "INSERT INTO {table}_words(rowid, words) VALUES (new.id, new.words); END",
    ],
    "postgresql": [
        "CREATE INDEX IF NOT EXISTS {table}_words ON {table} "
        "USING gin (to_tsvector('simple', words))",
    ],
}
