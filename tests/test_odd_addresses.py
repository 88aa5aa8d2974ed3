"""Whatever somebody writes into the address bar gets a page, and never an error of the server."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

ANSWERS = [
    ("/quotes/?speaker=%00", 400),
    ("/quotes.csv?agency=a%00b", 400),
    ("/articles/?q=%00", 400),
    ("/speakers/%00/", 400),
    ("/quotes/99999999999999999999999/", 404),
    ("/articles/99999999999999999999/", 404),
    ("/speakers/王毅/", 404),
    ("/quotes/?page=999999999", 200),
    ("/articles/?page=0", 200),
    ("/speakers/?page=x&sort=y", 200),
    ("/quotes/?q=%22%22%22+-+*+(", 200),
    ("/quotes/?q=" + "a+" * 2000, 200),
    ("/quotes/?min_confidence=1e999", 200),
    ("/quotes/?from=0001-01-01&to=9999-12-31", 200),
    ("/quotes/?from=10000-01-01", 200),
    ("/quotes.csv?from=10000-01-01", 400),
]


@pytest.mark.parametrize(("address", "status"), ANSWERS, ids=[a[:40] for a, _ in ANSWERS])
def test_an_odd_address_has_an_answer(client, talks, letters, address, status):
    assert client.get(address).status_code == status
