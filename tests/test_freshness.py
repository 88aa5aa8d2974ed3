"""Counts and lists are those of the database at every moment: after a write by whatever process,
after a rollback, after a crash in the middle of a write, whatever became of the log of changes."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from articles import change_log
from articles.corrections import QuoteValues, correct_quote
from articles.models import Citation, Claim, ClaimChange, Quote, QuoteChange, Speaker
from explorer import columns
from explorer.facets import facets
from explorer.filters import ClaimFilter, QuoteFilter

from . import cast
from .site import ROOT


def total(query: str = "") -> int:
    return facets(QuoteFilter.read(QueryDict(query))).total


def counts(query: str, name: str) -> dict[str, int]:
    groups = facets(QuoteFilter.read(QueryDict(query))).groups
    return {
        value.value: value.count for group in groups if group.name == name for value in group.values
    }


# In one process


@pytest.mark.django_db
def test_a_correction_is_counted_at_once(talks, ana):
    quote = talks.quotes.get(kind="direct")
    assert counts("", "kind")["direct"] == 1
    correct_quote(quote, version=quote.version, by=ana, **QuoteValues(kind="mixed"))
    assert counts("", "kind") == {"mixed": 1, "indirect": 2}
    assert counts("", "state") == {"corrected": 1, "unreviewed": 2}


@pytest.mark.django_db
def test_a_chain_and_a_date_that_change_are_counted_at_once(talks):
    quote = talks.quotes.get(kind="direct")
    assert counts("", "agency")["agence-meridia"] == 1
    Citation.objects.filter(quote=quote, outlet__slug="agence-meridia").delete()
    assert counts("", "agency") == {"delmar-telegraph": 2, "unknown": 1}
    Quote.objects.filter(pk=quote.pk).update(published=None)
    assert total("from=2026-01-01") == 2


@pytest.mark.django_db
def test_new_and_deleted_quotes_are_counted_at_once(talks):
    assert total("q=harvest") == 0
    made = cast.quote(talks, "traded fire 41 times since the harvest")
    assert total("q=harvest") == 1
    made.delete()
    assert total("q=harvest") == 0
    assert total() == 3


@pytest.mark.django_db
def test_words_that_change_are_found_at_once(talks):
    assert total("q=gate") == 1
    quote = talks.quotes.get(text__contains="gate")
    quote.text = "the door"
    quote.save()
    assert (total("q=gate"), total("q=door")) == (0, 1)


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_counted(talks):
    class Enough(Exception):
        pass

    assert total() == 3
    with pytest.raises(Enough), transaction.atomic():
        Quote.objects.filter(kind="indirect").delete()
        assert total() == 1
        raise Enough
    assert total() == 3
    with transaction.atomic():
        Quote.objects.filter(kind="direct").update(kind="mixed")
    assert counts("", "kind") == {"mixed": 1, "indirect": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("cut", ["all", "older", "other"])
def test_a_log_that_was_cut_or_replaced_makes_everything_be_read_anew(talks, cut):
    assert total() == 3
    lines = QuoteChange.objects.all()
    with connection.cursor() as cursor:
        names = {"sqlite": "DROP TRIGGER articles_quote_noted_delete"}
        cursor.execute(
            names.get(connection.vendor, "DROP TRIGGER articles_quote_noted ON articles_quote")
        )
    Quote.objects.filter(kind="direct").delete()  # that nobody noted
    if cut == "all":
        lines.delete()
    elif cut == "older":
        QuoteChange.objects.create(quote=1, token=1, transaction=0)
        lines.exclude(pk=lines.latest("pk").pk).delete()
    else:
        lines.update(token=5)
    assert total() == 2


@pytest.mark.django_db
def test_more_changes_than_are_worth_taking_in_one_by_one(talks, monkeypatch):
    monkeypatch.setattr(change_log, "MANY", 2)
    assert total() == 3
    Quote.objects.update(state="accepted")
    assert counts("", "state") == {"accepted": 3}


@pytest.mark.django_db
def test_ids_far_apart_are_found_too(talks):
    quote = talks.quotes.get(kind="direct")
    quote.pk = 2**31
    quote.save(force_insert=True)
    assert total("q=truce") == 3
    assert QuoteFilter.read(QueryDict("q=surrender&page=1")).selection.ids(slice(0, 1)) == [2**31]
    Quote.objects.filter(pk=2**31).update(kind="mixed")
    assert counts("", "kind") == {"direct": 1, "indirect": 2, "mixed": 1}


@pytest.mark.django_db
def test_columns_that_a_request_holds_stay_as_they_were(talks):
    before = columns.current(columns.QuoteColumns)
    Quote.objects.all().delete()
    assert (len(before), len(columns.current(columns.QuoteColumns))) == (3, 0)


# Claims, by a log of their own


def claims(query: str = "") -> int:
    return facets(ClaimFilter.read(QueryDict(query))).total


@pytest.fixture
def fire(talks) -> Claim:
    """The claim of the article that most tests use."""
    return talks.claims.get()


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ({"status": "refuted"}, "status=refuted"),
        ({"kind": "event"}, "kind=event"),
        ({"check_worthiness": 0.9}, "min_worth=0.8"),
        ({"published": "2020-01-01"}, "to=2020-12-31"),
        ({"outlet": None}, "outlet=unknown"),
        ({"words": "the door"}, "q=door"),
    ],
)
def test_whatever_changes_of_a_claim_is_counted_at_once(fire, change, query):
    assert (claims(), claims(query)) == (1, 0)
    Claim.objects.filter(pk=fire.pk).update(**change)
    assert (claims(), claims(query)) == (1, 1)


def test_claims_that_come_go_and_come_back_are_counted_at_once(fire, talks):
    made = cast.claim(talks, "the gate was locked", Speaker.objects.get(slug="border-official"))
    assert (claims(), claims("claimant=border-official")) == (2, 1)
    Claim.objects.filter(pk=made.pk).update(claimant=None)
    assert (claims(), claims("claimant=border-official")) == (2, 0)
    Claim.objects.filter(pk=made.pk).update(group=fire.group)
    assert claims() == 1, "they are one now"
    Claim.objects.filter(pk=fire.pk).update(gone=True)
    assert (claims(), claims("q=fire")) == (1, 0)
    Claim.objects.filter(pk=fire.pk).update(gone=False)
    made.delete()
    assert (claims(), claims("q=fire")) == (1, 1)


def test_a_change_of_claims_that_is_rolled_back_was_never_counted(fire):
    assert claims() == 1
    with transaction.atomic():
        Claim.objects.update(gone=True)
        assert claims() == 0
        transaction.set_rollback(True)
    assert claims() == 1
    Claim.objects.update(status="disputed")
    assert claims("status=disputed") == 1


def test_a_log_of_claims_that_was_emptied_makes_them_be_read_anew(fire):
    assert claims() == 1
    Claim.objects.update(gone=True)
    ClaimChange.objects.all().delete()
    assert claims() == 0


def test_more_changed_claims_than_are_worth_taking_in_one_by_one(fire, talks, monkeypatch):
    monkeypatch.setattr(change_log, "MANY", 1)
    cast.claim(talks, "the gate was locked")
    assert claims() == 2
    Claim.objects.update(status="disputed")
    assert claims("status=disputed") == 2


# Several processes


class Process:
    """Another process on a database of this test. `ask` runs an expression in it."""

    def __init__(self, database: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-c", OTHER, database],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, expression: str) -> str:
        print(expression, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        """As a crash would: with no chance to clean up."""
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


OTHER = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "explorer.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.db import transaction
from articles.models import Claim, Quote
from tests.test_freshness import claims, counts, total
for line in sys.stdin:
    print(eval(line), flush=True)
"""


@pytest.fixture
def processes(transactional_db, tmp_path):
    """Starts processes on one database that holds the article of most tests, committed."""
    cast.talks()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        name = str(tmp_path / "shared.sqlite3")
        with contextlib.closing(sqlite3.connect(name)) as copy:
            connection.connection.backup(copy)
    started: list[Process] = []

    def start() -> Process:
        started.append(Process(name))
        return started[-1]

    yield start
    for process in started:
        process.kill()


def test_a_write_in_one_process_is_counted_in_the_others(processes):
    writer, reader = processes(), processes()
    assert reader.ask("total()") == "3"
    assert writer.ask("Quote.objects.filter(kind='direct').update(state='rejected')") == "1"
    assert reader.ask("total()") == writer.ask("total()") == "2"
    assert writer.ask("Quote.objects.filter(kind='indirect').update(kind='mixed')") == "2"
    assert reader.ask("counts('', 'kind')") == "{'mixed': 2}"


def test_a_process_killed_in_the_middle_of_a_write_leaves_no_trace(processes):
    writer, reader = processes(), processes()
    assert reader.ask("total()") == "3"
    writer.ask("transaction.set_autocommit(False)")
    assert writer.ask("Quote.objects.filter(kind='direct').update(state='rejected')") == "1"
    assert writer.ask("total()") == "2", "it sees its own writes"
    assert reader.ask("total()") == "3", "others see them when they are committed"
    writer.kill()
    assert reader.ask("total()") == "3"
    assert processes().ask("Quote.objects.filter(kind='indirect').update(state='gone')") == "2"
    assert reader.ask("total()") == "1"


def test_claims_written_in_one_process_are_counted_in_the_others(processes):
    writer, reader = processes(), processes()
    assert reader.ask("claims()") == "1"
    assert writer.ask("Claim.objects.update(status='refuted')") == "1"
    assert reader.ask("claims('status=refuted')") == "1"
    writer.ask("transaction.set_autocommit(False)")
    assert writer.ask("Claim.objects.update(gone=True)") == "1"
    assert reader.ask("claims()") == "1", "others see it when it is committed"
    writer.kill()
    assert reader.ask("claims()") == processes().ask("claims()") == "1"
    assert processes().ask("Claim.objects.update(gone=True)") == "1"
    assert reader.ask("claims()") == "0"


def test_what_is_committed_late_is_counted_though_later_writes_were_seen(processes):
    """On PostgreSQL two write at once, and the line that was numbered first comes last."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    slow, quick, reader = processes(), processes(), processes()
    assert reader.ask("total()") == "3"
    slow.ask("transaction.set_autocommit(False)")
    assert slow.ask("Quote.objects.filter(kind='direct').update(state='rejected')") == "1"
    assert quick.ask("Quote.objects.filter(text__contains='gate').update(state='gone')") == "1"
    assert reader.ask("total()") == reader.ask("total()") == "2"
    slow.ask("transaction.commit()")
    assert reader.ask("total()") == "1"


@pytest.mark.django_db
def test_the_log_stays_short(monkeypatch):
    monkeypatch.setattr(change_log, "KEPT", 10)
    monkeypatch.setattr(change_log, "TRIMMED_EVERY", 5)
    change_log.prepare()
    talks = cast.talks()
    for _ in range(12):
        Quote.objects.filter(article=talks).update(kind="mixed")
    assert 10 <= QuoteChange.objects.count() <= 15
