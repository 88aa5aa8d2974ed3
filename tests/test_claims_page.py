"""The list of claims."""

from __future__ import annotations

import pytest

from articles.models import Claim, FactCheck, Speaker

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


def test_it_lists_claims_with_status_worth_and_place(client, talks):
    page = html(client, "/claims/")
    claim = talks.claims.get()
    assert "1 claim" in page
    assert "traded fire 41 times" in page
    assert "claimed by the article itself" in page
    assert '<span class="status unchecked">unchecked</span>' in page
    assert "60\u202f% worth a check" in page
    assert f'href="/articles/{talks.pk}/#claim-{claim.pk}"' in page


def test_a_claimant_and_a_fact_check_are_linked(client, talks):
    cast.claim(talks, "the gate was locked", Speaker.objects.get(slug="border-official"))
    FactCheck.objects.create(
        claim=Claim.objects.get(claimant__isnull=False),
        url="https://example.org/gate",
        verdict="True",
        publisher="Delmar Facts",
    )
    page = html(client, "/claims/?claimant=border-official")
    assert 'href="/speakers/border-official/">border official</a>' in page
    assert 'href="https://example.org/gate"' in page


def test_filters_are_in_the_address(client):
    assert "0 claims" in html(client, "/claims/?status=refuted")
    page = html(client, "/claims/?min_worth=0.5&status=unchecked")
    assert "1 claim" in page
    assert 'name="min_worth"' in page
    assert 'href="/claims.csv?min_worth=0.5&amp;status=unchecked"' in page


def test_a_bad_value_shows_a_message_and_no_rows(client):
    page = html(client, "/claims/?min_worth=lots")
    assert "“lots” is no share" in page
    assert "<blockquote" not in page


def test_gone_claims_are_not_listed(client):
    Claim.objects.update(gone=True)
    assert "0 claims" in html(client, "/claims/")


def test_the_facets_have_an_address_of_their_own(client):
    assert "<legend>Status</legend>" in html(client, "/claims/facets/")


def test_eighteen_statements_are_enough(client, ana, django_assert_max_num_queries):
    client.force_login(ana)
    with django_assert_max_num_queries(18):
        html(client, "/claims/?claimant=unknown&outlet=harbour-post&q=fire&from=2026-01-01")
