"""The files have the rows of the screen, all of them, in the columns that others rely on."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import re

import openpyxl
import pytest
from django.db import connection
from django.utils.html import escape

from articles.models import Quote
from explorer import xlsx

from . import cast, many
from .pages import html

pytestmark = pytest.mark.django_db

CSV = """\
id,quote,kind,speaker,speaker_kind,speaker_role,speaker_as_written,cue,source_outlet,\
citation_chain,outlet,article_id,article,url,published,confidence,state,start,end,spans,permalink
{gate},the gate was locked from inside,indirect,border official,unnamed,,border official,said,\
Harbour Post,,Harbour Post,{talks},"Talks to resume, minister says",,2026-05-14,0.7,unreviewed,\
538,569,538-569,http://testserver/quotes/{gate}/
{envoy},the envoy had carried three letters and no truce,indirect,Ilse Karvonen,person,\
foreign minister,Ilse Karvonen,added,Delmar Telegraph,Delmar Telegraph,Harbour Post,{talks},\
"Talks to resume, minister says",,2026-05-14,0.88,unreviewed,437,485,437-485,\
http://testserver/quotes/{envoy}/
{ready},"We are ready to sit down tomorrow, but a truce that one side writes is a surrender,",\
direct,Ilse Karvonen,person,foreign minister,Ilse Karvonen,cited … as saying,Delmar Telegraph,\
Agence Meridia > Delmar Telegraph,Harbour Post,{talks},"Talks to resume, minister says",,\
2026-05-14,0.94,unreviewed,199,282,199-282,http://testserver/quotes/{ready}/
{letters},"she had read ""all three letters"" twice",mixed,Ilse Karvonen,person,\
foreign minister,Ilse Karvonen,said,,,,{three},Three letters,,,0.9,unreviewed,33,71,33-71,\
http://testserver/quotes/{letters}/
"""


def ids(talks, letters) -> dict[str, int]:
    ready, envoy, gate = (quote.pk for quote in talks.quotes.order_by("start"))
    return {
        "ready": ready,
        "envoy": envoy,
        "gate": gate,
        "letters": letters.quotes.get().pk,
        "talks": talks.pk,
        "three": letters.pk,
    }


def body(response) -> str:
    return raw(response).decode()


def raw(response) -> bytes:
    return b"".join(response.streaming_content)


def sheets(response) -> dict[str, list[list]]:
    """The rows of every sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(raw(response)))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def test_the_whole_csv(client, talks, letters):
    response = client.get("/quotes.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = body(response)
    assert text.startswith("\ufeff"), "Excel needs the mark to read accents right"
    assert text.removeprefix("\ufeff").replace("\r\n", "\n") == CSV.format(**ids(talks, letters))


def test_json_has_the_same_keys_with_null_for_what_is_unknown(client, talks, letters):
    rows = json.loads(body(client.get("/quotes.json")))
    header = CSV.splitlines()[0]
    assert [",".join(row) for row in rows] == [header] * 4
    ready = next(row for row in rows if row["id"] == ids(talks, letters)["ready"])
    assert ready["citation_chain"] == ["Agence Meridia", "Delmar Telegraph"]
    unknown = rows[-1]
    assert (unknown["outlet"], unknown["published"], unknown["url"]) == (None, None, None)
    assert unknown["citation_chain"] == []


@pytest.mark.parametrize(
    "query", ["q=truce", "speaker=ilse-karvonen&agency=agence-meridia", "outlet=unknown", "q=none"]
)
def test_a_filter_gives_the_same_rows_as_the_page(client, talks, letters, query):
    page = client.get(f"/quotes/?{query}").content.decode()
    shown = [int(pk) for pk in re.findall(r'<a href="/quotes/(\d+)/">Details', page)]
    exported = csv.DictReader(io.StringIO(body(client.get(f"/quotes.csv?{query}"))))
    in_json = json.loads(body(client.get(f"/quotes.json?{query}")))
    assert [int(row["\ufeffid"]) for row in exported] == shown == [row["id"] for row in in_json]


def test_an_export_is_complete_where_the_page_shows_the_first_fifty(client, talks):
    for number in range(120):
        article = cast.article(f"Note {number}\nHe said it was {number}.\n")
        cast.quote(article, f"it was {number}", kind="indirect")
    assert len(json.loads(body(client.get("/quotes.json?q=it+was")))) == 120
    assert len(json.loads(body(client.get("/quotes.json?q=it+was&page=2")))) == 120


QUOTE_JSON = {
    "quote": "We are ready to sit down tomorrow, but a truce that one side writes is a surrender,",
    "kind": "direct",
    "speaker": "Ilse Karvonen",
    "speaker_kind": "person",
    "speaker_role": "foreign minister",
    "speaker_as_written": "Ilse Karvonen",
    "cue": "cited … as saying",
    "source_outlet": "Delmar Telegraph",
    "citation_chain": ["Agence Meridia", "Delmar Telegraph"],
    "outlet": "Harbour Post",
    "article": "Talks to resume, minister says",
    "url": None,
    "published": "2026-05-14",
    "confidence": 0.94,
    "state": "unreviewed",
    "start": 199,
    "end": 282,
    "spans": "199-282",
}


def test_the_whole_json_and_json_lines(client, talks, letters):
    quote = talks.quotes.order_by("start").first()
    whole = {
        "id": quote.pk,
        **QUOTE_JSON,
        "article_id": talks.pk,
        "permalink": f"http://testserver/quotes/{quote.pk}/",
    }
    text = body(client.get("/quotes.json?kind=direct"))
    assert text.startswith("[\n{") and text.endswith("}\n]\n")
    assert json.loads(text) == [whole]
    assert list(json.loads(text)[0]) == CSV.partition("\n")[0].split(",")
    response = client.get("/quotes.jsonl?kind=direct&kind=mixed")
    assert response.headers["Content-Type"] == "application/jsonl"
    lines = body(response).splitlines()
    assert json.loads(lines[0]) == whole
    letter = json.loads(lines[1])
    assert (letter["outlet"], letter["published"], letter["citation_chain"]) == (None, None, [])
    assert len(lines) == 2


def test_a_workbook_has_the_same_rows_and_says_what_they_are(client, talks, letters):
    response = client.get("/quotes.xlsx?speaker=ilse-karvonen")
    assert response.headers["Content-Type"] == xlsx.CONTENT_TYPE
    book = sheets(response)
    header, *rows = book["Quotes"]
    assert header == CSV.partition("\n")[0].split(",")
    found = [dict(zip(header, row, strict=True)) for row in rows]
    in_json = json.loads(body(client.get("/quotes.json?speaker=ilse-karvonen")))
    for row, expected in zip(found, in_json, strict=True):
        chain = " > ".join(expected["citation_chain"]) or None
        day = expected["published"]
        midnight = day and datetime.datetime.fromisoformat(day)
        assert row == {**expected, "citation_chain": chain, "published": midnight}
    about = dict(book["About"])
    assert about["What"] == "3 quotes by Ilse Karvonen: newest first."
    assert about["Where"] == "http://testserver/quotes/?speaker=ilse-karvonen"
    assert about["Rows"] == "3"
    assert set(about) == {"What", "Where", "When", "Rows"}


def test_a_workbook_holds_any_character_and_says_what_it_cut(client):
    odd = "a <b> & _x0041_ \x0b\x1f 王毅 \U0001f41f \u2028 \ufffe  end"
    long = "a\U0001f41f" * 15_000
    cast.quote(cast.article(f"Odd\n“{odd}” he said.\n"), odd)
    cast.quote(cast.article(f"Long\n“{long}” he said.\n"), long)
    book = sheets(client.get("/quotes.xlsx?sort=oldest"))
    words = [row[1] for row in book["Quotes"][1:]]
    assert [openpyxl.utils.escape.unescape(words[0])] == [odd]
    assert words[1].endswith("\U0001f41fa … [cut]")
    assert long.startswith(words[1].removesuffix(" … [cut]"))
    assert len(words[1].encode("utf-16-le")) // 2 in (xlsx.LONGEST_CELL - 1, xlsx.LONGEST_CELL)
    assert dict(book["About"])["Cut"].startswith("1 texts are longer than the 32,767 characters")
    assert long in body(client.get("/quotes.csv"))


def test_rows_that_a_sheet_cannot_hold_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = xlsx.Workbook("Quotes", ["id", "quote"])
    made = book.rows([[n, f"words {n}"] for n in range(5)]) + book.end(book.notes())
    read = openpyxl.load_workbook(io.BytesIO(made))
    assert read.sheetnames == ["Quotes", "Quotes 2", "Quotes 3", "About"]
    assert list(read["Quotes 3"].values) == [("id", "quote"), (4, "words 4")]
    assert dict(read["About"].values) == {
        "Rows": "5",
        "Sheets": "Quotes, Quotes 2, Quotes 3: a sheet holds 3 rows at most.",
    }
    assert (read["Quotes"].freeze_panes, read["Quotes"].auto_filter.ref) == ("A2", "A1:B3")


def test_no_rows_make_whole_files_too(client, talks):
    assert body(client.get("/quotes.csv?q=none")).count("\r\n") == 1
    assert body(client.get("/quotes.json?q=none")) == "[]\n"
    assert body(client.get("/quotes.jsonl?q=none")) == ""
    assert len(sheets(client.get("/quotes.xlsx?q=none"))["Quotes"]) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
def test_asking_for_the_head_tells_name_and_type_alone(client, talks, ending):
    asked, got = client.head(f"/quotes.{ending}?q=truce"), client.get(f"/quotes.{ending}?q=truce")
    assert asked.status_code == 200
    for name in ("Content-Type", "Content-Disposition"):
        assert asked.headers[name] == got.headers[name]
    assert "Content-Length" not in asked.headers
    assert raw(asked) == b""


def test_a_failure_on_the_way_breaks_the_file_off(client, talks):
    """Servers close such a connection without the last chunk, so that nothing looks whole."""
    for number in range(1200):
        cast.quote(cast.article(f"Note {number}\nHe said yes {number}.\n"), f"yes {number}")
    content = iter(client.get("/quotes.json").streaming_content)
    first = next(content).decode()
    assert first.startswith("[\n{") and not first.endswith("]\n")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_citation RENAME TO articles_citation_away")
    with pytest.raises(Exception, match="articles_citation"):
        list(content)


STATES = 20


@pytest.fixture
def some_thousand(db):
    many.quotes(1_500)


def random_states(seed: int) -> list[str]:
    generator = random.Random(seed)
    choices = {
        "q": ["water", "harvest -truce", '"water harvest"', "fish grain"],
        "speaker": [f"speaker-{n}" for n in range(6)] + ["unknown"],
        "agency": [f"paper-{n}" for n in range(5)] + ["unknown"],
        "outlet": [f"paper-{n}" for n in range(5)] + ["unknown"],
        "kind": ["direct", "indirect", "mixed"],
        "state": ["unreviewed", "accepted", "rejected"],
        "from": ["2021-01-01", "2022-06-30"],
        "to": ["2024-12-31"],
        "min_confidence": ["0.2", "0.6"],
        "sort": ["newest", "oldest", "confidence", "speaker", "relevance"],
    }
    states = []
    for _ in range(STATES):
        names = generator.sample(sorted(choices), generator.choice([1, 2, 2, 3]))
        states.append("&".join(f"{name}={generator.choice(choices[name])}" for name in names))
    return states


def test_every_export_has_the_rows_of_the_screen_one_by_one(client, some_thousand):
    lengths = []
    for query in random_states(seed=7):
        text = body(client.get(f"/quotes.csv?{query}")).removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        shown: list[str] = []
        for page in range(1, -(-len(rows) // 50) + 1):
            listed = html(client, f"/quotes/?{query}&page={page}")
            shown += re.findall(r'<article class="quote.*?</article>', listed, re.DOTALL)
        assert len(shown) == len(rows), query
        for on_screen, row in zip(shown, rows, strict=True):
            assert f'href="/quotes/{row["id"]}/"' in on_screen, query
            assert row["kind"] in on_screen and escape(row["article"]) in on_screen
            for name in filter(None, [row["speaker"], row["outlet"], row["source_outlet"]]):
                assert escape(name) in on_screen, query
        by_id = [row["id"] for row in rows]
        in_lines = body(client.get(f"/quotes.jsonl?{query}")).splitlines()
        assert [str(json.loads(line)["id"]) for line in in_lines] == by_id, query
        in_book = sheets(client.get(f"/quotes.xlsx?{query}"))["Quotes"][1:]
        assert [str(row[0]) for row in in_book] == by_id, query
        lengths.append(len(rows))
    assert sum(length > 50 for length in lengths) > 5 and max(lengths) > 1000


def test_an_export_costs_a_few_statements_for_a_thousand_rows(
    client, some_thousand, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        body(client.get("/quotes.csv"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_cannot_run_as_a_formula(client, start):
    article = cast.article(f"Sums\n“{start}2+3 is what they pay,” said Ilse Karvonen.\n")
    cast.quote(article, f"{start}2+3 is what they pay,", cast.speaker("Ilse Karvonen"))
    rows = list(csv.DictReader(io.StringIO(body(client.get("/quotes.csv")), newline="")))
    assert rows[0]["quote"] == f"'{start}2+3 is what they pay,"
    assert json.loads(body(client.get("/quotes.json")))[0]["quote"].startswith(start)
    written = sheets(client.get("/quotes.xlsx"))["Quotes"][1][1]
    assert written.replace("_x000D_", "\r") == f"'{start}2+3 is what they pay,"


def test_a_bad_value_is_refused_with_a_message(client, talks):
    for ending in ("csv", "xlsx", "json", "jsonl", "atom"):
        response = client.get(f"/quotes.{ending}?from=tomorrow")
        assert response.status_code == 400
        assert response.content.decode() == "“tomorrow” is no date. Write it as 2026-05-31."


def test_the_file_name_tells_the_query_and_the_day(client, talks):
    response = client.get("/quotes.csv?speaker=ilse-karvonen&q=truce")
    name = response.headers["Content-Disposition"]
    assert "quotes-q-truce-speaker-ilse-karvonen-20" in name
    assert name.startswith("attachment")


def test_spans_of_a_broken_quote_are_all_there(client, talks):
    quote = Quote.objects.first()
    quote.spans = [[10, 40], [55, 80]]
    quote.save()
    rows = {row["id"]: row for row in json.loads(body(client.get("/quotes.json")))}
    assert rows[quote.pk]["spans"] == "10-40;55-80"


def test_claims_are_exported_too(client, talks):
    rows = json.loads(body(client.get("/claims.json?q=fire")))
    assert [row["claim"] for row in rows] == [
        "The two countries have traded fire 41 times since the harvest of 2024"
    ]
    assert body(client.get("/claims.csv")).count("\r\n") == 2
