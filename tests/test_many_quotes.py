"""With 20,000 quotes a list page still costs a handful of statements, whatever the filter."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from . import many

QUERIES = [
    "",
    "page=150",
    "speaker=speaker-0",
    "speaker=unknown&outlet=unknown&agency=unknown",
    "agency=paper-0&agency=paper-1",
    "outlet=paper-3",
    "q=water",
    'q="water harvest" -truce&sort=relevance',
    "kind=direct&state=rejected",
    "from=2021-01-01&to=2023-12-31",
    "min_confidence=0.5&sort=confidence",
    "sort=speaker",
    "speaker=speaker-0&speaker=speaker-1&agency=paper-0&outlet=paper-1&kind=direct&state=accepted"
    "&q=water&from=2020-06-01&to=2025-01-01&min_confidence=0.1&sort=oldest",
    "speaker=nobody&agency=nothing",
    "from=tomorrow",
]


@pytest.fixture(scope="module")
def twenty_thousand(django_db_setup, django_db_blocker):
    """Made once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        many.quotes(20_000)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("query", QUERIES)
def test_a_list_page_takes_at_most_twelve_statements(twenty_thousand, db, client, ana, query):
    client.force_login(ana)
    client.get("/quotes/")  # the session is written once, not with every page
    with CaptureQueriesContext(
        connection,
    ) as statements:
        response = client.get(f"/quotes/?{query}")
    assert response.status_code == 200
    assert len(statements) <= 12, [statement["sql"][:200] for statement in statements]
