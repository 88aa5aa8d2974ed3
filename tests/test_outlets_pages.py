"""The list of outlets and their profiles."""

from __future__ import annotations

import pytest

from articles.models import OutletAlias

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


def test_outlets_are_listed_most_cited_first(client):
    page = html(client, "/outlets/")
    assert page.index("Delmar Telegraph") < page.index("Agence Meridia")
    assert "3 outlets" in page


def test_an_outlet_that_nothing_uses_is_found_by_name_alone(client):
    cast.outlet("Idle Gazette")
    assert "Idle Gazette" not in html(client, "/outlets/")
    assert "Idle Gazette" in html(client, "/outlets/?q=gazette")
    assert "no quote here names it" in html(client, "/outlets/idle-gazette/")


def test_an_outlet_is_found_by_an_alias(client):
    OutletAlias.objects.create(outlet=cast.outlet("Agence Meridia"), name="AMer")
    assert "Agence Meridia" in html(client, "/outlets/?q=amer")
    assert "also called AMer" in html(client, "/outlets/agence-meridia/")


def test_a_printers_profile_counts_what_it_printed_and_whom_it_cites(client):
    page = html(client, "/outlets/harbour-post/")
    assert "printed 3 quotes" in page
    assert 'in <a href="/articles/?outlet=harbour-post">1 article</a>' in page
    assert "/quotes/?agency=delmar-telegraph&amp;outlet=harbour-post" in page


def test_an_agencys_profile_counts_what_it_passed_on_and_who_cites_it(client):
    page = html(client, "/outlets/delmar-telegraph/")
    assert "cited for 2 quotes" in page
    assert 'href="/quotes/?agency=delmar-telegraph"' in page
    assert "/quotes/?agency=delmar-telegraph&amp;outlet=harbour-post" in page
    assert "/quotes/?agency=delmar-telegraph&amp;speaker=ilse-karvonen" in page


def test_an_outlet_that_is_not_there_is_not_found(client):
    assert client.get("/outlets/nobody/").status_code == 404


def test_the_pages_take_few_statements(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        html(client, "/outlets/")
    with django_assert_max_num_queries(24):
        html(client, "/outlets/delmar-telegraph/")
