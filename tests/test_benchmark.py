"""The benchmark measures a collection of its own; the production server answers as it should."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request
from itertools import islice

import pytest
from django.core.management import CommandError, call_command

from articles.models import Quote
from explorer.benchmark import servers
from explorer.benchmark.collection import Collection

pytestmark = pytest.mark.django_db


def test_a_collection_is_the_same_every_time():
    first, second = Collection(2_000), Collection(2_000)
    assert list(first.speaker_rows()) == list(second.speaker_rows())
    for kind in ("quotes", "claims"):
        assert [vars(batch)[kind] for batch in first.batches()] == [
            vars(batch)[kind] for batch in second.batches()
        ]


def test_a_few_speakers_and_words_are_frequent_and_most_are_rare():
    quotes = [quote for batch in Collection(5_000).batches() for quote in batch.quotes]
    assert len(quotes) == 5_000
    said = [quote["speaker_text"] for quote in quotes if quote["speaker_text"]]
    by_frequency = sorted((said.count(name) for name in set(said)), reverse=True)
    assert by_frequency[0] > 10 * by_frequency[len(by_frequency) // 2]


def test_some_claims_are_one_with_others_and_some_were_checked():
    batch = next(islice(Collection(1_000).batches(), 1))
    groups = [claim["group"] for claim in batch.claims]
    assert len(groups) == 300
    alone = sum(groups.count(group) == 1 for group in groups)
    assert 0.5 < alone / len(groups) < 0.9
    statuses = {claim["id"]: claim["status"] for claim in batch.claims}
    assert batch.fact_checks
    for check in batch.fact_checks:
        assert statuses[check["claim_id"]] == check["verdict"] != "unchecked"


def test_every_quote_stands_in_its_article_where_it_says():
    batch = next(islice(Collection(1_000).batches(), 1))
    bodies = {article["id"]: article["body"] for article in batch.articles}
    for quote in batch.quotes:
        assert bodies[quote["article_id"]][quote["start"] : quote["end"]] == quote["text"]


@pytest.fixture(scope="module")
def result(django_db_setup, django_db_blocker, tmp_path_factory) -> dict:
    """What the benchmark of a tiny collection writes."""
    path = tmp_path_factory.mktemp("benchmark") / "out.json"
    with django_db_blocker.unblock():
        before = Quote.objects.count()
        options = ["--without-datasette", "--repeats", "2", "--json", str(path)]
        call_command("benchmark", "--quotes", "1000", *options)
        assert Quote.objects.count() == before, "it has a database of its own"
    return json.loads(path.read_text())


def test_its_json_has_these_keys(result):
    assert list(result) == [
        *("database", "quotes", "requests", "median_ratio", "csv_rows_per_s", "csv_ratio"),
        *("resident_mb", "first_view_kb", "growth"),
    ]
    assert result["quotes"] == 1000
    assert result["median_ratio"] is result["csv_ratio"] is None, "without Datasette"
    for request in result["requests"]:
        assert list(request) == [
            *("name", "kind", "url", "p50_ms", "p95_ms", "statements", "datasette_p50_ms")
        ]
        assert request["kind"] in ("list", "facets", "page", "csv")
        assert 0 < request["p50_ms"] <= request["p95_ms"]
        assert request["statements"] > 0


def test_it_asks_for_each_kind_of_page(result):
    urls = [request["url"] for request in result["requests"]]
    for start in ("/", "/quotes/", "/quotes/?speaker=", "/quotes/?agency=", "/quotes/?q=%22"):
        assert any(url.startswith(start) for url in urls), start
    for start in ("/quotes/?page=", "/quotes/facets/", "/speakers/", "/review/", "/quotes.csv"):
        assert any(url.startswith(start) for url in urls), start
    for start in (
        "/claims/",
        "/claims/?claimant=",
        "/claims/?q=",
        "/claims/facets/",
        "/claims.csv",
    ):
        asked = [request for request in result["requests"] if request["url"].startswith(start)]
        assert asked, start
        assert {request["kind"] for request in asked} == {"page"}, "lists are those of quotes"


def test_too_few_quotes_are_refused():
    with pytest.raises(CommandError, match=r"at least 1,000"):
        call_command("benchmark", "--quotes", "10")


# Production settings behind the server that docs/deploying.md names


@pytest.fixture(scope="module")
def production(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        servers.filled(1_000) as site,
        servers.serving(site) as server,
    ):
        yield f"http://127.0.0.1:{server.port}"


def get(url: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60)


def test_pages_and_files_come_from_the_production_server(production):
    with get(f"{production}/quotes/?kind=direct") as response:
        assert "gunicorn" in response.headers["Server"]
        page = response.read().decode()
    total = re.search(r"<h1[^>]*>([\d,]+) quotes", page)
    assert total, page[:2000]
    with get(f"{production}/quotes.csv?kind=direct") as response:
        lines = response.read().decode("utf-8-sig").splitlines()
    assert len(lines) - 1 == int(total[1].replace(",", ""))


def test_static_files_are_compressed_and_kept_for_ever(production):
    with get(f"{production}/quotes/") as response:
        page = response.read().decode()
    sheet = re.search(r'href="(/static/on_record\.[0-9a-f]+\.css)"', page)
    assert sheet, page[:2000]
    with get(production + sheet[1], **{"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert "immutable" in response.headers["Cache-Control"]
        assert b"--" in gzip.decompress(response.read())


def test_pages_are_compressed_and_files_are_not_held_back_for_it(production):
    with get(f"{production}/quotes/", **{"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
    with get(f"{production}/quotes.csv", **{"Accept-Encoding": "gzip"}) as response:
        assert "Content-Encoding" not in response.headers
