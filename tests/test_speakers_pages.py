"""The list of speakers and their profiles."""

from __future__ import annotations

import pytest

from articles.models import Quote, Speaker, SpeakerAlias

from . import cast
from .pages import html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def articles(talks, letters):
    return talks, letters


def test_speakers_are_listed_most_quoted_first(client):
    page = html(client, "/speakers/")
    assert page.index("Ilse Karvonen") < page.index("border official")
    assert "foreign minister" in page
    assert '<span class="being unnamed">unnamed</span>' in page


def test_speakers_can_be_ordered_by_name(client):
    cast.speaker("Anna Aalto")
    page = html(client, "/speakers/?sort=name")
    assert page.index("Anna Aalto") < page.index("Ilse Karvonen")


def test_a_speaker_is_found_by_any_of_their_names(client):
    karvonen = Speaker.objects.get(slug="ilse-karvonen")
    SpeakerAlias.objects.create(speaker=karvonen, name="Minister Kárvonen")
    page = html(client, "/speakers/?q=minister+karv")
    assert "Ilse Karvonen" in page
    assert "border official" not in page
    assert "Ilse Karvonen" not in html(client, "/speakers/?q=arvonen")


def test_a_name_in_another_script_is_found_and_has_an_address(client):
    wang = cast.speaker("王毅")
    assert "王毅" in html(client, "/speakers/?q=毅")
    assert "王毅" in html(client, wang.get_absolute_url())


def test_a_name_that_nobody_has_is_said_to_be_none(client):
    assert "Nothing here is called that" in html(client, "/speakers/?q=zebra")


def test_a_profile_counts_kinds_agencies_and_outlets(client):
    page = html(client, "/speakers/ilse-karvonen/")
    assert "3 quotes" in page
    assert 'href="/quotes/?speaker=ilse-karvonen"' in page
    assert "/quotes/?kind=direct&amp;speaker=ilse-karvonen" in page
    assert "/quotes/?agency=delmar-telegraph&amp;speaker=ilse-karvonen" in page
    assert "/quotes/?agency=unknown&amp;speaker=ilse-karvonen" in page
    assert "/quotes/?outlet=unknown&amp;speaker=ilse-karvonen" in page
    assert "We are ready to sit down tomorrow" in page


def test_rejected_quotes_count_nowhere(client):
    Quote.objects.update(state="rejected")
    page = html(client, "/speakers/ilse-karvonen/")
    assert "0 quotes" in page
    assert "No quotes are stored of this speaker" in page


def test_a_merged_speakers_address_leads_to_the_survivor_for_good(client):
    survivor = Speaker.objects.get(slug="ilse-karvonen")
    merged = cast.speaker("Karvonen")
    merged.merged_into = survivor
    merged.save()
    response = client.get("/speakers/karvonen/")
    assert response.status_code == 301
    assert response["Location"] == "/speakers/ilse-karvonen/"
    assert ">Karvonen</a>" not in html(client, "/speakers/")


def test_a_profile_says_which_other_names_lead_to_it(client):
    karvonen = Speaker.objects.get(slug="ilse-karvonen")
    SpeakerAlias.objects.create(speaker=karvonen, name="Minister Karvonen")
    assert "also written Minister Karvonen" in html(client, "/speakers/ilse-karvonen/")


def test_a_speaker_that_is_not_there_is_not_found(client):
    assert client.get("/speakers/nobody/").status_code == 404


def test_the_pages_take_few_statements(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html(client, "/speakers/")
    with django_assert_max_num_queries(24):
        html(client, "/speakers/ilse-karvonen/")
