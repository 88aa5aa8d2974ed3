"""Taking articles in: once, twice, by a newer version, after people have worked on them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from articles import corrections
from articles.extraction import records
from articles.ingest import Extractor, Report, ingest
from articles.models import Article, Citation, Claim, Outlet, OutletAlias, Quote, Run, Speaker
from articles.readers import Document, Problem

from . import cast
from .cast import TALKS

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).parent.parent / "seeds"
SIT_DOWN = "We are ready to sit down tomorrow, but a truce that one side writes is a surrender,"
LETTERS = "the envoy had carried three letters and no truce"
GATE = "the gate was locked from inside"
FIRE = "The two countries have traded fire 41 times since the harvest of 2024"

Maker = Callable[[str], Any]


def said(
    words: str,
    speaker: str | None = "Ilse Karvonen",
    chain: tuple[str, ...] = (),
    role: str | None = None,
    **values: Any,
) -> Maker:
    """A quote of these words of the body, as extraction gives it."""
    values = {"kind": "direct", "text": words, "confidence": 0.9} | values

    def quote(body: str) -> records.Quote:
        start = body.index(words)
        return records.Quote(
            spans=((start, start + len(words)),),
            cue=records.Cue("said", ((0, 4),)),
            speaker=speaker and records.Speaker(speaker, "person", role, speaker, None),
            citations=tuple(records.Citation(name, name, (0, 1), "newspaper") for name in chain),
            **values,
        )

    return quote


def asserts(words: str, claimant: str | None = None, quote: int | None = None) -> Maker:
    def claim(body: str) -> records.Claim:
        start = body.index(words)
        span = (start, start + len(words))
        return records.Claim(words, span, claimant, quote, "quantity", 0.6)

    return claim


def version(number: int, *quotes: Maker, claims: tuple[Maker, ...] = ()) -> Extractor:
    """A version of a pipeline that finds just these, wherever it is asked to read."""
    name = f"test {number}"

    def extract(body: str) -> records.Extraction:
        return records.Extraction(
            name, tuple(made(body) for made in quotes), tuple(made(body) for made in claims)
        )

    return Extractor(name, extract)


def take_in(extractor: Extractor, text: str = TALKS, name: str = "talks.txt", **known) -> Report:
    return ingest([Document(name, text, **known)], extractor=extractor)


def messages(report: Report) -> list[str]:
    return [f"{outcome.name}: {outcome.message}" for outcome in report.outcomes]


def everything_stored() -> dict[str, list[dict]]:
    """Every row of every table of ours, the history included."""
    models = apps.get_app_config("articles").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


# Once, and twice


def test_an_article_goes_in_with_all_that_was_found():
    report = take_in(
        version(1, said(SIT_DOWN, chain=("Agence Meridia", "Delmar Telegraph"), role="minister")),
        outlet="Harbour Post",
        published=datetime.date(2026, 5, 14),
    )
    assert messages(report) == ["talks.txt: added: 1 quote, 0 claims"]
    article, quote = Article.objects.get(), Quote.objects.get()
    assert (article.title, article.outlet.name) == (
        "Talks to resume, minister says",
        "Harbour Post",
    )
    assert article.body[quote.start : quote.end] == quote.text == SIT_DOWN
    assert (quote.speaker.name, quote.speaker.role) == ("Ilse Karvonen", "minister")
    assert [link["name"] for link in quote.chain] == ["Agence Meridia", "Delmar Telegraph"]
    assert [str(link) for link in Citation.objects.all()] == [
        "Agence Meridia (1)",
        "Delmar Telegraph (2)",
    ]
    assert (quote.outlet.name, quote.source_outlet.name) == ("Harbour Post", "Delmar Telegraph")
    assert (quote.state, quote.confidence, quote.machine["text"]) == ("unreviewed", 0.9, SIT_DOWN)


def test_what_is_unknown_stays_unknown():
    take_in(version(1, said(SIT_DOWN)))
    article = Article.objects.get()
    assert (article.outlet, article.published, article.url) == (None, None, "")
    assert Quote.objects.get().source_outlet is None


def test_the_users_article_taken_in_twice_changes_nothing(capsys):
    call_command("ingest", str(SEEDS))
    before = everything_stored()
    assert before["Quote"]
    call_command("ingest", str(SEEDS))
    assert everything_stored() == before
    assert "000_52e421a976a96ab7.txt: unchanged\n" in capsys.readouterr().out


def test_the_users_article_read_again_changes_no_row_of_it(capsys):
    call_command("ingest", str(SEEDS))
    before = everything_stored()
    call_command("ingest", str(SEEDS), again=True)
    after = everything_stored()
    assert len(after.pop("Run")) == 2
    before.pop("Run")
    assert after == before
    kept = f"quotes {len(before['Quote'])} kept; claims {len(before['Claim'])} kept"
    assert kept in capsys.readouterr().out


def test_a_text_that_this_version_has_read_is_not_read_again():
    take_in(version(1, said(SIT_DOWN)))

    def extract(body: str) -> records.Extraction:
        raise AssertionError("read again")

    report = ingest([Document("talks.txt", TALKS)], extractor=Extractor("test 1", extract))
    assert messages(report) == ["talks.txt: unchanged"]
    assert report.run is None


def test_a_run_says_what_it_did():
    report = take_in(version(1, said(SIT_DOWN), said(GATE), claims=(asserts(FIRE),)))
    run = Run.objects.get()
    assert report.run == run
    assert (run.pipeline, run.finished_at is not None) == ("test 1", True)
    assert run.result == {"articles added": 1, "quotes new": 2, "claims new": 1}
    assert Quote.objects.first().run == run


def test_the_history_names_pipeline_and_run_and_whoever_took_the_article_in(ana):
    ingest([Document("talks.txt", TALKS)], user=ana, extractor=version(1, said(SIT_DOWN)))
    run = Run.objects.get()
    record = Quote.history.get()
    assert record.history_change_reason == f"extracted by test 1, run {run.pk}"
    assert record.history_user is None  # what the quote says is the machine's word, not Ana's
    assert Article.history.get().history_user == ana
    assert run.by == ana


# The same text


@pytest.mark.parametrize(
    "copy",
    [TALKS, "\ufeff" + TALKS, TALKS + "\n\n", TALKS.rstrip()],
    ids=["as it is", "byte order mark", "more line ends", "no line end"],
)
def test_one_text_under_two_names_is_one_article(copy):
    one = version(1, said(SIT_DOWN))
    documents = [Document("talks.txt", TALKS), Document("copy.txt", copy)]
    assert messages(ingest(documents, extractor=one)) == [
        "talks.txt: added: 1 quote, 0 claims",
        "copy.txt: same text as talks.txt",
    ]
    assert Article.objects.count() == 1


def test_copies_with_line_ends_of_windows_are_the_same_article(tmp_path, capsys):
    (tmp_path / "a.txt").write_bytes(b"Gate\nIt was locked.\n")
    (tmp_path / "b.txt").write_bytes(b"Gate\r\nIt was locked.\r\n")
    call_command("ingest", str(tmp_path))
    assert "b.txt: same text as a.txt" in capsys.readouterr().out


def test_a_byte_order_mark_moves_no_offset():
    take_in(version(1, said(SIT_DOWN)), text="\ufeff" + TALKS)
    quote = Quote.objects.get()
    assert quote.article.body[quote.start : quote.end] == SIT_DOWN


def test_a_later_copy_fills_what_is_unknown_and_overwrites_nothing():
    one = version(1, said(SIT_DOWN, chain=()), claims=(asserts(FIRE),))
    take_in(one, outlet="Harbour Post")
    report = take_in(
        one, name="copy.txt", outlet="Other Post", published=datetime.date(2026, 5, 14)
    )
    assert messages(report) == ["copy.txt: same text as talks.txt; learnt its date"]
    for row in (Article.objects.get(), Quote.objects.get(), Claim.objects.get()):
        assert row.outlet.name == "Harbour Post"
        assert row.published == datetime.date(2026, 5, 14)
    assert not Outlet.objects.filter(name="Other Post").exists()


def test_two_copies_in_one_batch_are_known_together():
    documents = [
        Document("a.txt", TALKS, url="https://post.example/1"),
        Document("b.txt", TALKS, outlet="Harbour Post"),
    ]
    ingest(documents, extractor=version(1, said(SIT_DOWN)))
    article = Article.objects.get()
    assert (article.outlet.name, article.url) == ("Harbour Post", "https://post.example/1")
    assert Quote.objects.get().source_outlet == article.outlet


def test_what_an_editor_made_unknown_stays_unknown(ana):
    one = version(1, said(SIT_DOWN))
    take_in(one, outlet="Harbour Post")
    article = Article.objects.get()
    corrections.correct_article(article, version=article.version, by=ana, outlet=None)
    take_in(one, name="copy.txt", outlet="Harbour Post")
    assert Article.objects.get().outlet is None


def test_what_is_too_long_for_its_column_is_cut():
    one, long = version(1), "x" * 3000
    take_in(one, text=f"{long}\nIt was locked.")
    known = {"title": long, "byline": long, "outlet": long}
    take_in(one, text=f"{long}\nIt was locked.", name="copy.txt", **known)
    article = Article.objects.get()
    assert article.body.startswith(long)
    assert (len(article.title), len(article.byline)) == (1000, 500)
    assert len(article.outlet.name) == 300


# Names


def test_names_lead_to_the_speaker_and_the_outlet_that_are_stored():
    karvonen, telegraph = cast.speaker("Ilse Karvonen"), cast.outlet("Delmar Telegraph")
    take_in(version(1, said(SIT_DOWN, speaker="ILSE KARVONEN", chain=("delmar telegraph",))))
    quote = Quote.objects.get()
    assert (quote.speaker, quote.source_outlet) == (karvonen, telegraph)


def test_names_of_a_merged_speaker_lead_to_the_survivor(ana):
    karvonen, minister = cast.speaker("Ilse Karvonen"), cast.speaker("I. Karvonen")
    corrections.merge_speakers([minister], into=karvonen, by=ana)
    survivor = Speaker.objects.get(merged_into=None)
    take_in(version(1, said(SIT_DOWN, speaker="I. Karvonen"), said(GATE, "Ilse Karvonen")))
    assert {quote.speaker for quote in Quote.objects.all()} == {survivor}


def test_an_outlet_met_for_the_first_time_is_added_with_its_kind():
    take_in(version(1, said(SIT_DOWN, chain=("Sarn Gazette",))), outlet="Weir Weekly")
    assert Outlet.objects.get(name="Sarn Gazette").kind == "newspaper"
    assert Outlet.objects.get(name="Weir Weekly").kind == "other"
    assert OutletAlias.objects.filter(key="sarn gazette").exists()


def test_an_outlet_that_is_in_a_chain_under_two_names_counts_once():
    telegraph = cast.outlet("Delmar Telegraph")
    OutletAlias.objects.create(outlet=telegraph, name="The Telegraph of Delmar")
    chain = ("Delmar Telegraph", "Agence Meridia", "The Telegraph of Delmar")
    take_in(version(1, said(SIT_DOWN, chain=chain)))
    names = [link["name"] for link in Quote.objects.get().chain]
    assert names == ["Delmar Telegraph", "Agence Meridia"]


@pytest.mark.parametrize(
    ("dates", "role"),
    [
        (("2026-05-01", "2026-05-02"), "second"),
        (("2026-05-02", "2026-05-01"), "first"),
        ((None, "2026-05-01"), "second"),
        (("2026-05-01", None), "first"),
        ((None, None), "first"),
    ],
)
def test_a_speaker_has_the_role_of_the_newest_article(dates, role):
    for said_role, date in zip(("first", "second"), dates, strict=True):
        published = date and datetime.date.fromisoformat(date)
        text = f"{said_role} article\n{SIT_DOWN}"
        take_in(version(1, said(SIT_DOWN, role=said_role)), text=text, published=published)
    assert Speaker.objects.get().role == role


def test_a_role_that_an_editor_wrote_stays(ana):
    take_in(version(1, said(SIT_DOWN, role="minister")), published=datetime.date(2026, 5, 1))
    corrections.correct_speaker(Speaker.objects.get(), version=1, by=ana, role="foreign minister")
    later = datetime.date(2026, 6, 1)
    take_in(version(1, said(SIT_DOWN, role="envoy")), text=f"Later\n{SIT_DOWN}", published=later)
    assert Speaker.objects.get().role == "foreign minister"


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("Gate\nSARN, May 14 (Agence Meridia) - It was locked.", ""),
        ("Gate\n(Agence Meridia) — It was locked.", ""),
        ("Gate\nBy Agence Meridia\nIt was locked.", ""),
        ("Gate\nBy Lene Vorrick, Agence Meridia\nIt was locked.", ""),
        ("Gate\nIt was locked.", "Lene Vorrick and Agence Meridia"),
    ],
)
def test_an_agency_in_dateline_or_byline_is_the_credit(text, byline):
    agency = cast.outlet("Agence Meridia", "agency")
    take_in(version(1), text=text, byline=byline)
    assert Article.objects.get().credit == agency


@pytest.mark.parametrize(
    "text",
    [
        "Gate\nIt (the Agence Meridia) was locked.",
        "Gate\nSARN (Harbour Post) - It was locked.",
        "Gate\nSARN (Nobody's Agency) - It was locked.",
        "Gate\nBy Lene Vorrick\nIt was locked.",
    ],
)
def test_other_names_are_no_credit(text):
    cast.outlet("Agence Meridia", "agency")
    cast.outlet("Harbour Post")
    take_in(version(1), text=text)
    assert Article.objects.get().credit is None


# Claims


def test_claims_know_their_quote_and_their_claimant():
    one = version(
        1,
        said(SIT_DOWN),
        claims=(asserts("a truce that one side writes", "Ilse Karvonen", 0), asserts(FIRE)),
    )
    take_in(one)
    in_quote, by_article = Claim.objects.order_by("pk")
    assert (in_quote.quote.text, in_quote.claimant.name) == (SIT_DOWN, "Ilse Karvonen")
    assert (by_article.quote, by_article.claimant) == (None, None)
    assert by_article.words.startswith("the two countries")


def test_a_quote_found_before_another_changes_no_claim_of_the_other():
    take_in(version(1, said(LETTERS), claims=(asserts(LETTERS, "Ilse Karvonen", 0),)))
    before = Claim.objects.values().get()
    take_in(
        version(2, said(SIT_DOWN), said(LETTERS), claims=(asserts(LETTERS, "Ilse Karvonen", 1),))
    )
    assert Claim.objects.values().get() == before


def test_a_claim_in_a_quote_whose_speaker_was_corrected_is_the_corrected_speakers(ana):
    take_in(version(1, said(LETTERS)))
    correct(ana, speaker=cast.speaker("Orla Vey"))
    take_in(version(2, said(LETTERS), claims=(asserts(LETTERS, "Ilse Karvonen", 0),)))
    assert Claim.objects.get().claimant.name == "Orla Vey"


def test_a_claim_that_is_no_longer_found_is_retired_unless_a_person_touched_it(ana):
    take_in(version(1, claims=(asserts(FIRE), asserts(LETTERS))))
    checked = Claim.objects.get(text=FIRE)
    corrections.correct_claim(checked, version=1, by=ana, status="supported", note="counted")
    report = take_in(version(2))
    assert messages(report) == [
        "talks.txt: updated: quotes none; claims 1 gone, 1 missing",
    ]
    checked, other = Claim.objects.get(text=FIRE), Claim.objects.get(text=LETTERS)
    assert (checked.gone, checked.missing, checked.status) == (False, True, "supported")
    assert (other.gone, other.missing) == (True, False)
    take_in(version(3, claims=(asserts(FIRE), asserts(LETTERS))))
    assert not Claim.objects.filter(gone=True).exists()
    assert not Claim.objects.filter(missing=True).exists()
    assert Claim.objects.get(text=FIRE).note == "counted"


# A newer version


def correct(by, quote: Quote | None = None, **values) -> Quote:
    quote = quote or Quote.objects.get()
    return corrections.correct_quote(quote, version=quote.version, by=by, **values)


def test_a_newer_version_updates_what_nobody_touched():
    take_in(version(1, said(SIT_DOWN, confidence=0.5)))
    pk = Quote.objects.get().pk
    report = take_in(
        version(2, said(SIT_DOWN[:-1], "Orla Vey", ("Sarn Gazette",), kind="mixed"), said(GATE))
    )
    assert messages(report) == ["talks.txt: updated: quotes 1 changed, 1 new; claims none"]
    quote = Quote.objects.get(pk=pk)
    assert (quote.text, quote.kind, quote.confidence) == (SIT_DOWN[:-1], "mixed", 0.9)
    assert (quote.speaker.name, quote.source_outlet.name) == ("Orla Vey", "Sarn Gazette")
    assert [link.outlet.name for link in quote.citations.all()] == ["Sarn Gazette"]
    assert quote.words.startswith("we are ready")
    assert quote.version == 2
    assert quote.history.count() == 2


def test_a_newer_version_that_says_the_same_writes_nothing():
    take_in(version(1, said(SIT_DOWN), claims=(asserts(FIRE),)))
    before = everything_stored()
    report = take_in(version(2, said(SIT_DOWN), claims=(asserts(FIRE),)))
    assert messages(report) == ["talks.txt: updated: quotes 1 kept; claims 1 kept"]
    after = everything_stored()
    assert Article.objects.get().pipeline == "test 2"
    for table in set(after) - {"Run", "Article"}:
        assert after[table] == before[table], table


CORRECTED = {
    "kind": lambda: {"kind": "indirect"},
    "spans": lambda: {"spans": [[TALKS.index("a truce"), TALKS.index(" is a surrender")]]},
    "speaker": lambda: {"speaker": cast.speaker("Orla Vey"), "speaker_role": "envoy"},
    "chain": lambda: {"chain": [cast.outlet("Harbour Post"), cast.outlet("Agence Meridia")]},
    "state": lambda: {"state": "rejected"},
}
COLUMNS = {
    "kind": ["kind"],
    "spans": ["spans", "text", "start", "end"],
    "speaker": ["speaker_id", "speaker_text", "speaker_role"],
    "chain": ["chain", "source_outlet_id"],
    "state": ["state"],
}


@pytest.mark.parametrize("field", COLUMNS)
def test_a_newer_version_overwrites_nothing_that_a_person_set(field, ana):
    take_in(version(1, said(SIT_DOWN, chain=("Agence Meridia",))))
    before = correct(ana, **CORRECTED[field]())
    newer = said(SIT_DOWN[3:-1], "Tomas Reck", ("Sarn Gazette",), "general", kind="mixed")
    take_in(version(2, newer))
    quote = Quote.objects.get()
    for name in COLUMNS[field]:
        assert getattr(quote, name) == getattr(before, name), name
    others = set(COLUMNS) - {field, "state"}
    assert ("kind" in others) == (quote.kind == "mixed")
    assert ("spans" in others) == (quote.text == SIT_DOWN[3:-1])
    assert ("speaker" in others) == (quote.speaker.name == "Tomas Reck")
    assert ("chain" in others) == (quote.chain[0]["name"] == "Sarn Gazette")
    assert quote.machine["speaker"]["name"] == "Tomas Reck"
    assert not quote.missing
    if field == "chain":
        assert [link.outlet.name for link in quote.citations.all()] == [
            "Harbour Post",
            "Agence Meridia",
        ]


def test_a_touched_quote_that_is_no_longer_found_stays_flagged_until_it_is_found_again(ana):
    take_in(version(1, said(SIT_DOWN)))
    correct(ana, kind="mixed")
    assert messages(take_in(version(2))) == [
        "talks.txt: updated: quotes 1 missing; claims none",
    ]
    quote = Quote.objects.get()
    assert (quote.missing, quote.state, quote.kind) == (True, "corrected", "mixed")
    take_in(version(3))
    assert Quote.objects.get().version == quote.version
    take_in(version(4, said(SIT_DOWN)))
    quote = Quote.objects.get()
    assert (quote.missing, quote.state, quote.kind) == (False, "corrected", "mixed")


def test_an_untouched_quote_that_is_no_longer_found_is_retired_until_it_is_found_again():
    take_in(version(1, said(SIT_DOWN)))
    take_in(version(2))
    gone = Quote.objects.get()
    assert gone.state == "gone"
    take_in(version(3, said(SIT_DOWN)))
    back = Quote.objects.get()
    assert (back.pk, back.state) == (gone.pk, "unreviewed")


def test_a_quote_added_by_hand_is_not_doubled_and_keeps_its_columns(ana):
    take_in(version(1))
    start = TALKS.index(SIT_DOWN)
    added = corrections.add_quote(
        Article.objects.get(),
        by=ana,
        spans=[[start, start + len(SIT_DOWN) - 1]],
        kind="mixed",
        speaker=cast.speaker("Orla Vey"),
    )
    take_in(version(2, said(SIT_DOWN, chain=("Sarn Gazette",))))
    quote = Quote.objects.get()
    assert quote.machine["text"] == SIT_DOWN
    for field in ("text", "spans", "kind", "speaker", "chain", "confidence", "state"):
        assert getattr(quote, field) == getattr(added, field), field
    take_in(version(3))
    assert Quote.objects.get().missing


def test_an_editor_with_an_older_page_is_told_that_the_machine_changed_the_quote(ana):
    take_in(version(1, said(SIT_DOWN)))
    seen = Quote.objects.get()
    take_in(version(2, said(SIT_DOWN, kind="mixed")))
    with pytest.raises(corrections.Conflict):
        correct(ana, seen, kind="indirect")


# What cannot be read


def test_what_readers_could_not_read_is_reported_and_the_rest_goes_in():
    documents = [Problem("bad.txt", "not UTF-8"), Document("talks.txt", TALKS)]
    report = ingest(documents, extractor=version(1, said(SIT_DOWN)))
    assert [outcome.what for outcome in report.outcomes] == ["error", "added"]
    assert str(report) == "1 added, 1 with an error"


def test_an_article_on_which_extraction_fails_is_reported_and_the_rest_goes_in():
    documents = [Document("short.txt", "Too short"), Document("talks.txt", TALKS)]
    report = ingest(documents, extractor=version(1, said(SIT_DOWN)))
    failed, added = report.outcomes
    assert "extraction failed" in failed.message
    assert added.what == "added"
    assert [article.file_name for article in Article.objects.all()] == ["talks.txt"]


BATCH = {
    "bom.txt": "\ufeffGate\n“It is locked,” Ilse Karvonen said.\n".encode(),
    "empty.txt": b"",
    "latin.txt": "Gate\nThe café was shut.\n".encode("latin-1"),
    "nul.txt": b"Gate\nIt was\0 locked.\n",
    "plain.txt": b"Gate\nNobody came and nobody went that day.\n",
    "prose.txt": b"Gate\n" + b"The river rose and the mill stood still in the rain.\n" * 4_000,
    "unclosed.txt": b"Gate\n" + "“It is locked, she said. ".encode() * 3_000,
    "vast.txt": b"x" * 10_000_001,
}


def test_a_batch_with_all_that_can_be_wrong_with_a_file(tmp_path, capsys):
    for name, content in BATCH.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("ingest", str(tmp_path))
    assert ended.value.code == 1
    *lines, in_all = capsys.readouterr().out.splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert list(told) == sorted(BATCH)
    assert in_all == "In all: 4 added, 4 with an error."
    assert told["plain.txt"].startswith("added: 0 quotes")
    assert told["bom.txt"].startswith("added: 1 quote,")
    for name, why in {
        "empty.txt": "empty",
        "latin.txt": "not UTF-8",
        "nul.txt": "NUL",
        "vast.txt": "too large",
    }.items():
        assert told[name].startswith("error: ")
        assert why in told[name]


# The command


def test_options_say_what_the_files_do_not(tmp_path, capsys):
    (tmp_path / "s.csv").write_text("text,outlet\nGate one,Weir Weekly\nGate two,\n")
    call_command("ingest", str(tmp_path / "s.csv"), outlet="Harbour Post", date="2026-05-14")
    outlets = {article.title: article.outlet.name for article in Article.objects.all()}
    assert outlets == {"Gate one": "Weir Weekly", "Gate two": "Harbour Post"}
    assert {article.published.isoformat() for article in Article.objects.all()} == {"2026-05-14"}


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"date": "yesterday"}, "is not a date"),
        ({"url": "post.example/1"}, "is not a web address"),
        ({"url": "https://post.example/1"}, "--url is for one article"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path, options, why):
    with pytest.raises(CommandError, match=why):
        call_command("ingest", str(tmp_path), **options)


def test_the_url_of_one_article(tmp_path, capsys):
    path = tmp_path / "gate.txt"
    path.write_text("Gate\nIt was locked.\n")
    call_command("ingest", str(path), url="https://post.example/1")
    assert Article.objects.get().url == "https://post.example/1"


def test_an_article_that_begins_with_its_url(tmp_path, capsys):
    path = tmp_path / "gate.txt"
    path.write_text("https://post.example/1\nThe gate was locked from inside.\n")
    call_command("ingest", str(path))
    article = Article.objects.get()
    assert (article.url, article.title) == ("https://post.example/1", "")


def test_a_database_that_is_not_migrated_is_named(tmp_path):
    (tmp_path / "gate.txt").write_text("Gate\nIt was locked.\n")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("ingest", str(tmp_path))


@pytest.mark.sqlite_only
def test_the_planner_is_told_how_large_the_tables_are(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text(f"Talks resume\n“{SIT_DOWN}” said the envoy Ilse Karvonen.\n", encoding="utf-8")
    call_command("ingest", str(path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        known = {table for (table,) in cursor.fetchall()}
    assert {Quote._meta.db_table, Article._meta.db_table} <= known
