"""The history tells who changed what, when and why, in words that people read."""

from __future__ import annotations

import datetime

from articles import corrections
from articles.models import Claim

from . import cast


def changes(row, at: int = 0) -> list[str]:
    return [str(change) for change in corrections.history_of(row)[at].changes]


def test_a_chain_is_told_as_one_value(talks, ana):
    quote = talks.quotes.get(kind="direct")
    corrections.correct_quote(quote, version=1, by=ana, chain=[cast.outlet("Radio Sund")])
    entry = corrections.history_of(quote)[0]
    assert (entry.who, entry.action) == ("ana", "changed")
    assert changes(quote)[0] == "citation chain: Agence Meridia > Delmar Telegraph → Radio Sund"


def test_speakers_are_told_by_name_and_nothing_as_none(talks, ana, ben):
    quote = talks.quotes.get(kind="direct")
    quote = corrections.correct_quote(quote, version=1, by=ana, speaker=None, state="accepted")
    corrections.correct_quote(quote, version=2, by=ben, speaker=cast.speaker("Ines Vall"))
    assert changes(quote)[0] == "speaker: none → Ines Vall"
    assert changes(quote, 1)[0] == "speaker: Ilse Karvonen → none"
    assert [entry.who for entry in corrections.history_of(quote)] == ["ben", "ana", "the machine"]


def test_dates_outlets_and_links_are_told_as_they_are_read(talks, letters, ana):
    corrections.correct_article(
        letters,
        version=1,
        by=ana,
        outlet=cast.outlet("Harbour Post"),
        published=datetime.date(2026, 5, 16),
    )
    assert changes(letters) == ["outlet: none → Harbour Post", "date: none → 16 May 2026"]


def test_the_reason_is_kept_however_long_it_is(talks, ana):
    reason = "The agency’s own correction of 16 May says that the deputy spoke. " * 5
    claim = corrections.correct_claim(
        Claim.objects.get(), version=1, by=ana, reason=reason, status="refuted"
    )
    assert corrections.history_of(claim)[0].reason == reason


def test_a_merge_stands_in_the_history_of_everything_that_moved(talks, ana):
    full = cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([cast.speaker("Ilse Karvonen")], into=full, by=ana)
    for quote in full.quotes.all():
        entry = corrections.history_of(quote)[0]
        assert entry.who == "ana"
        assert changes(quote) == ["speaker: Ilse Karvonen → Ilse Marit Karvonen"]
        assert entry.reason == "merged Ilse Karvonen into Ilse Marit Karvonen"


def test_the_latest_changes_of_all_people_come_newest_first(talks, ana, ben):
    quote = talks.quotes.get(kind="direct")
    corrections.correct_quote(quote, version=1, by=ana, kind="mixed")
    corrections.correct_article(talks, version=1, by=ben, title="Talks")
    newest, older = corrections.latest_by_people(limit=2)
    assert (newest.who, str(newest.changes[0])) == (
        "ben",
        "title: Talks to resume, minister says → Talks",
    )
    assert (older.who, str(older.changes[0])) == ("ana", "kind: direct → mixed")


def test_the_latest_changes_cost_no_more_with_more_of_them(
    talks, ana, django_assert_max_num_queries
):
    for number, quote in enumerate(talks.quotes.all()):
        corrections.correct_quote(quote, version=1, by=ana, speaker=cast.speaker(f"S{number}"))
    with django_assert_max_num_queries(14):
        assert len(corrections.latest_by_people()) == 3


def test_a_history_costs_no_more_with_more_changes(talks, ana, django_assert_max_num_queries):
    quote = talks.quotes.get(kind="direct")
    for version in range(1, 9):
        speaker = cast.speaker(f"Speaker {version}")
        corrections.correct_quote(quote, version=version, by=ana, speaker=speaker)
    with django_assert_max_num_queries(1):
        assert len(corrections.history_of(quote)) == 9
