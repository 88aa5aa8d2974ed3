"""Merging and telling apart on the site: choose, look at what will move, confirm, take back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission

from articles import corrections
from articles.models import Outlet, OutletMerge, Quote, Speaker, SpeakerMerge

from . import cast
from .pages import html


@pytest.fixture
def editor(client, ana):
    """Ana's browser."""
    client.force_login(ana)
    return client


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


PAGES = [
    "/speakers/ilse-karvonen/merge/",
    "/speakers/ilse-karvonen/split/",
    "/outlets/delmar-telegraph/merge/",
]


@pytest.mark.parametrize("address", PAGES)
def test_readers_sign_in_first_and_those_who_may_not_are_told(client, carl, talks, address):
    assert client.get(address)["Location"] == f"/sign-in/?next={address}"
    client.force_login(carl)
    assert client.get(address).status_code == 403
    assert client.post(address, {"other": "x", "survivor": "x"}).status_code == 403


def test_only_who_may_merge_is_offered_it(client, carl, ana, talks):
    client.force_login(carl)
    for address in ("/speakers/ilse-karvonen/", "/outlets/delmar-telegraph/"):
        assert "/merge/" not in html(client, address)
    client.force_login(ana)
    for address in ("/speakers/ilse-karvonen/", "/outlets/delmar-telegraph/"):
        assert "/merge/" in html(client, address)


def test_the_right_to_correct_speakers_is_none_to_merge_outlets(client, carl, talks):
    carl.user_permissions.add(Permission.objects.get(codename="change_speaker"))
    client.force_login(carl)
    assert client.get(PAGES[0]).status_code == 200
    assert client.get(PAGES[2]).status_code == 403


def test_likely_others_are_offered_and_any_other_is_found_by_name(editor, talks):
    cast.speaker("Ilse Marit Karvonen")
    cast.speaker("Jo Mar")
    page = html(editor, PAGES[0])
    assert "?other=ilse-marit-karvonen" in page
    assert "?other=jo-mar" not in page
    assert "?other=jo-mar" in html(editor, PAGES[0] + "?q=mar")
    assert "No other speaker is called that" in html(editor, PAGES[0] + "?q=nobody")


def test_typing_a_name_brings_the_candidates_alone(editor, talks):
    cast.speaker("Jo Mar")
    response = editor.get(PAGES[0] + "?q=mar", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "?other=jo-mar" in page
    assert "<html" not in page


def test_two_speakers_are_merged_after_a_look_and_taken_apart_again(editor, ana, talks):
    full = cast.speaker("Ilse Marit Karvonen", "group")
    page = text(html(editor, PAGES[0] + "?other=ilse-marit-karvonen"))
    assert "Ilse Karvonen is a person, Ilse Marit Karvonen a group." in page
    assert "in use by 2 quotes" in page
    form = {"other": full.slug, "survivor": full.slug, "reason": "Her full name"}
    response = editor.post(PAGES[0], form, follow=True)
    assert response.redirect_chain == [("/speakers/ilse-marit-karvonen/", 302)]
    assert "2 quotes and 1 name moved" in response.content.decode()
    assert full.quotes.count() == 2

    page = html(editor, "/speakers/ilse-marit-karvonen/merge/")
    assert "Her full name" in page
    undo = re.search(r'action="(/speakers/merges/\d+/undo/)"', page)[1]
    response = editor.post(undo, follow=True)
    assert "has back what moved" in response.content.decode()
    assert Speaker.objects.get(slug="ilse-karvonen").quotes.count() == 2
    assert SpeakerMerge.objects.get().undone_at
    assert "taken back already" in editor.post(undo, follow=True).content.decode()


def test_two_outlets_are_merged_after_a_look_and_taken_apart_again(editor, talks):
    page = text(html(editor, PAGES[2] + "?other=agence-meridia"))
    assert "1 chain names both. Each will name one" in page
    form = {"other": "agence-meridia", "survivor": "agence-meridia"}
    response = editor.post(PAGES[2], form, follow=True)
    assert response.redirect_chain == [("/outlets/agence-meridia/", 302)]
    assert Quote.objects.filter(citations__outlet__slug="agence-meridia").count() == 2
    merge = OutletMerge.objects.get()
    editor.post(f"/outlets/merges/{merge.pk}/undo/")
    assert Quote.objects.filter(citations__outlet__slug="delmar-telegraph").count() == 2


def test_nobody_is_merged_with_themselves(editor, talks):
    page = html(editor, PAGES[0] + "?other=ilse-karvonen")
    assert "That is Ilse Karvonen already" in page
    form = {"other": "ilse-karvonen", "survivor": "ilse-karvonen"}
    assert "into itself" in editor.post(PAGES[0], form).content.decode()


def test_some_quotes_are_given_to_somebody_new(editor, talks):
    karvonen = cast.speaker("Ilse Karvonen")
    quote = karvonen.quotes.get(kind="indirect")
    form = {"quote": quote.pk, "name": "Elke Karvonen", "kind": "person"}
    page = text(editor.post(PAGES[1], form).content.decode())
    assert "1 quote to Elke Karvonen" in page
    assert "Somebody new is added: Elke Karvonen, person." in page
    assert not Speaker.objects.filter(name="Elke Karvonen").exists()  # nothing is done yet
    editor.post(PAGES[1], form | {"confirm": "1", "reason": "Her sister"})
    quote.refresh_from_db()
    assert quote.speaker.name == "Elke Karvonen"
    assert quote.history.first().history_change_reason == "Her sister"
    assert karvonen.quotes.count() == 1


def test_all_quotes_that_fit_go_to_a_namesake(editor, talks):
    form = {"all": "1", "q": "envoy", "name": "Ilse Karvonen", "kind": "person"}
    page = editor.post(PAGES[1], form).content.decode()
    assert "leads to Ilse Karvonen" in page
    page = editor.post(PAGES[1], form | {"namesake": "1"}).content.decode()
    ids = re.search(r'name="quote" value="([\d,]+)"', page)[1]
    assert ids == str(Quote.objects.get(text__contains="envoy").pk)
    form = {"quote": ids, "name": "Ilse Karvonen", "namesake": "1", "kind": "person"}
    editor.post(PAGES[1], form | {"confirm": "1"})
    assert Speaker.objects.get(slug="ilse-karvonen-2").quotes.count() == 1


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"name": "Jo Mar"}, "at least one quote or one name"),
        ({"all": "1"}, "Write whose they are"),
        ({"quote": "999999999999999999999", "name": "Jo Mar"}, "at least one quote"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(editor, talks, form, advice):
    response = editor.post(PAGES[1], form | {"q": "envoy"})
    assert response.status_code == 422
    page = response.content.decode()
    assert advice in page
    assert 'value="envoy"' in page
    assert f'value="{form.get("name", "")}"' in page


def test_quotes_to_choose_from_are_narrowed_by_how_the_name_is_written(editor, ana, talks):
    quote = cast.speaker("Ilse Karvonen").quotes.get(kind="indirect")
    corrections.correct_quote(quote, version=1, by=ana, speaker_text="Karvonen")
    page = html(editor, PAGES[1] + "?written=Karvonen")
    assert "three letters and no truce" in page
    assert "a truce that one side writes" not in page


def test_names_are_suggested_while_typing(editor, talks):
    assert 'value="Ilse Karvonen"' in html(editor, "/speakers/names/?name=karv")
    assert html(editor, "/speakers/names/?name=") == ""


def test_a_merged_speakers_pages_lead_to_the_survivors(editor, ana, talks):
    full = cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([cast.speaker("Ilse Karvonen")], into=full, by=ana)
    assert "the same as Ilse Marit Karvonen" in html(editor, PAGES[0])
    assert Outlet.objects.filter(merged_into=None).exists()
