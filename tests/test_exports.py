"""The files have the rows of the screen, all of them, in the columns that others rely on."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from articles.models import Quote

from . import cast

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
    return b"".join(response.streaming_content).decode()


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_cannot_run_as_a_formula(client, start):
    article = cast.article(f"Sums\n“{start}2+3 is what they pay,” said Ilse Karvonen.\n")
    cast.quote(article, f"{start}2+3 is what they pay,", cast.speaker("Ilse Karvonen"))
    rows = list(csv.DictReader(io.StringIO(body(client.get("/quotes.csv")), newline="")))
    assert rows[0]["quote"] == f"'{start}2+3 is what they pay,"
    assert json.loads(body(client.get("/quotes.json")))[0]["quote"].startswith(start)


def test_a_bad_value_is_refused_with_a_message(client, talks):
    for ending in ("csv", "json"):
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
