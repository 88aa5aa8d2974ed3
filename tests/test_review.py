"""The review: which quote comes next, what an editor does to it, and two of them at once."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles import corrections, spelling
from articles.models import Outlet, Quote, Speaker, SpeakerAlias, Turn

from . import cast

GATE = "the gate was locked from inside"
ENVOY = "the envoy had carried three letters and no truce"
READY = "We are ready to sit down tomorrow, but a truce that one side writes is a surrender,"


@pytest.fixture
def at_ana(ana) -> Client:
    return signed_in(ana)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def quote(words: str) -> Quote:
    return Quote.objects.get(text=words)


def shown(response) -> str:
    """The words of the quote that a page of the review shows; "" when nothing is left."""
    item = response.context["item"]
    return item.quote.text if item else ""


def fields_of(row: Quote) -> dict:
    return {
        "version": row.version,
        "speaker": row.speaker.name if row.speaker else "",
        "slug": row.speaker.slug if row.speaker else "",
        "role": row.speaker_role,
        "written": row.speaker_text,
        "chain": [link["name"] for link in row.chain],
        "kind": row.kind,
        "words": row.text,
        "place": corrections.write_place(row.spans),
        "reason": "",
    }


def send(client: Client, text: str, do: str, **changes):
    """Send the form of a quote as htmx does."""
    row = quote(text)
    data = fields_of(row) | {"do": do} | changes
    return client.post(f"/review/{row.pk}/", data, headers=HTMX)


HTMX = {"HX-Request": "true"}


# Who may


def test_visitors_are_asked_to_sign_in(client, talks):
    response = client.get("/review/?kind=direct")
    assert response.status_code == 302
    assert response.url == "/sign-in/?next=/review/%3Fkind%3Ddirect"


def test_who_is_signed_out_meanwhile_gets_no_page_in_place_of_the_form(client, talks):
    response = client.get("/review/", headers=HTMX)
    assert (response.status_code, response.content) == (401, b"Sign in.")


def test_an_account_without_the_right_is_told_so(carl, talks):
    response = signed_in(carl).get("/review/")
    assert response.status_code == 403
    assert "You are signed in as carl" in response.content.decode()


def test_the_right_counts_not_the_group(carl, talks):
    rights = ["change_quote", "add_quote"]
    carl.user_permissions.set(Permission.objects.filter(codename__in=rights))
    assert signed_in(carl).get("/review/").status_code == 200


@pytest.mark.parametrize("path", ["/review/undo/", "/review/1/"])
def test_nobody_else_writes(carl, client, talks, path):
    assert signed_in(carl).post(path).status_code == 403
    assert client.post(path).status_code == 302
    assert not Quote.history.filter(history_user__isnull=False).exists()


# The queue


def test_the_least_certain_comes_first(at_ana, talks, letters):
    order = []
    response = at_ana.get("/review/")
    while shown(response):
        order.append(shown(response))
        response = send(at_ana, order[-1], "accept")
    assert order == [GATE, ENVOY, quote_of(letters), READY]
    assert "Nothing is left" in response.content.decode()


def quote_of(article) -> str:
    return article.quotes.get().text


def test_a_quote_without_a_figure_comes_before_those_with_one(at_ana, talks):
    Quote.objects.filter(text=READY).update(confidence=None)
    assert shown(at_ana.get("/review/")) == READY


def test_the_queue_is_any_filter_of_the_list(at_ana, talks, letters):
    assert shown(at_ana.get("/review/?kind=mixed")) == quote_of(letters)
    assert shown(at_ana.get("/review/?speaker=ilse-karvonen&agency=agence-meridia")) == READY
    assert shown(at_ana.get("/review/?q=envoy")) == ENVOY
    assert shown(at_ana.get("/review/?outlet=unknown")) == quote_of(letters)
    assert shown(at_ana.get("/review/?sort=confidence")) == READY


def test_what_was_reviewed_comes_only_when_it_is_asked_for(at_ana, talks, ben):
    for words in (GATE, ENVOY):
        corrections.correct_quote(quote(words), version=1, by=ben, state="accepted")
    assert shown(at_ana.get("/review/")) == READY
    assert shown(at_ana.get("/review/?state=accepted")) == GATE


def test_a_wrong_filter_says_what_is_wrong(at_ana, talks):
    page = at_ana.get("/review/?from=yesterday")
    assert page.status_code == 200
    assert "“yesterday” is no date" in page.content.decode()
    assert shown(page) == ""


def test_what_is_passed_over_comes_again_when_asked_for(at_ana, talks):
    assert shown(at_ana.get("/review/")) == GATE
    assert shown(send(at_ana, GATE, "next")) == ENVOY
    assert shown(send(at_ana, ENVOY, "next")) == READY
    last = send(at_ana, READY, "next")
    assert "You passed over 3 quotes" in last.content.decode()
    assert shown(at_ana.get("/review/?again")) == GATE


def test_two_editors_are_not_given_the_same_quote(at_ana, ben, talks):
    assert shown(at_ana.get("/review/")) == GATE
    at_ben = signed_in(ben)
    assert shown(at_ben.get("/review/")) == ENVOY
    assert shown(at_ana.get("/review/")) == GATE  # reloading keeps it
    assert shown(send(at_ana, GATE, "accept")) == READY
    assert shown(send(at_ben, ENVOY, "accept")) == ""
    assert "no other editor has open" in at_ben.get("/review/").content.decode()


def test_a_quote_left_open_is_free_after_a_while(at_ana, ben, talks):
    at_ana.get("/review/")
    Turn.objects.update(at="2026-01-01T00:00:00Z")
    assert shown(signed_in(ben).get("/review/")) == GATE


def test_progress_says_how_many_are_done_and_left(at_ana, talks):
    assert "0 of 3 done by you today; 3 left" in at_ana.get("/review/").content.decode()
    assert "1 of 3 done by you today; 2 left" in send(at_ana, GATE, "accept").content.decode()
    undone = at_ana.post("/review/undo/", headers=HTMX)
    assert "0 of 3 done by you today; 3 left" in undone.content.decode()


def test_a_page_of_the_queue_asks_little_of_the_database(
    at_ana, talks, letters, django_assert_max_num_queries
):
    at_ana.get("/review/")
    with django_assert_max_num_queries(32):
        at_ana.get("/review/?speaker=ilse-karvonen&kind=mixed")


# Deciding


def test_accepting_says_so_and_goes_on(at_ana, talks, ana):
    response = send(at_ana, GATE, "accept", reason="Heard the tape")
    assert response.status_code == 200
    row = quote(GATE)
    assert (row.state, row.set_by_person, row.version) == ("accepted", ["state"], 2)
    assert row.history.first().history_user == ana
    assert row.history.first().history_change_reason == "Heard the tape"
    assert f"Accepted quote {row.pk}." in response.content.decode()
    assert response["HX-Push-Url"] == f"/review/{quote(ENVOY).pk}/"


def test_rejecting_keeps_what_was_typed(at_ana, talks):
    send(at_ana, GATE, "reject", kind="mixed")
    assert (quote(GATE).state, quote(GATE).kind) == ("rejected", "mixed")


def test_only_what_was_changed_counts_as_set_by_a_person(at_ana, talks):
    send(at_ana, ENVOY, "accept", chain=["Agence Meridia", "Delmar Telegraph"])
    row = quote(ENVOY)
    assert row.set_by_person == ["chain"]
    assert row.state == "corrected"
    assert [link.outlet.name for link in row.citations.all()] == [
        "Agence Meridia",
        "Delmar Telegraph",
    ]


def test_a_known_name_in_any_spelling_is_that_speaker(at_ana, talks):
    vall = cast.speaker("Inés Vall")
    SpeakerAlias.objects.create(speaker=vall, name="the envoy Vall")
    send(at_ana, GATE, "accept", speaker="ines vall")
    assert quote(GATE).speaker == vall
    send(at_ana, ENVOY, "accept", speaker="The Envoy Vall")
    assert quote(ENVOY).speaker == vall


def test_of_two_namesakes_the_chosen_one_is_meant(at_ana, talks, ana):
    first = cast.speaker("Ines Vall")
    second = corrections.add_speaker(by=ana, name="Ines Vall", role="the cellist")
    send(at_ana, GATE, "accept", speaker="Ines Vall", slug=second.slug)
    assert quote(GATE).speaker == second
    send(at_ana, ENVOY, "accept", speaker="Ines Vall")
    assert quote(ENVOY).speaker == first


def test_an_unknown_name_is_asked_about_and_nothing_typed_is_lost(at_ana, talks):
    response = send(at_ana, GATE, "accept", speaker="Ilse Karvonnen", reason="Misheard")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Nobody is known as “Ilse Karvonnen”" in page
    assert 'value="ilse-karvonen|Ilse Karvonen"' in page
    assert 'value="Misheard"' in page
    assert quote(GATE).version == 1
    send(at_ana, GATE, "accept", meant="ilse-karvonen|Ilse Karvonen")
    assert quote(GATE).speaker.name == "Ilse Karvonen"


def test_a_spelling_that_a_correction_teaches_is_said(at_ana, talks):
    cast.quote(cast.article("Slip\nShe said no."), "no", cast.speaker("Ilse Karvonnen"))
    page = send(at_ana, "no", "accept", speaker="Ilse Karvonen", slug="ilse-karvonen")
    said = "“Ilse Karvonnen” is understood as Ilse Karvonen from now on"
    assert said in page.content.decode()


def test_a_new_speaker_is_made_on_the_way(at_ana, talks):
    send(at_ana, GATE, "accept", speaker="Oda Brekke", slug="+", speaker_kind="person")
    brekke = Speaker.objects.get(name="Oda Brekke")
    assert quote(GATE).speaker == brekke
    assert brekke.aliases.get().name == "Oda Brekke"


def test_a_new_speaker_of_a_change_that_fails_is_not_made(at_ana, talks):
    response = send(at_ana, GATE, "accept", speaker="Oda Brekke", slug="+", chain=["Nowhere Times"])
    assert response.status_code == 422
    assert not Speaker.objects.filter(name="Oda Brekke").exists()


def test_an_unknown_outlet_is_asked_about_and_can_be_new(at_ana, talks):
    response = send(at_ana, GATE, "accept", chain=["Radio Sundd"])
    assert response.status_code == 422
    assert "No outlet is known as “Radio Sundd”" in response.content.decode()
    send(at_ana, GATE, "accept", chain=["Radio Sundd"], new_outlet=["Radio Sundd"])
    assert quote(GATE).chain[0]["outlet"] == Outlet.objects.get(name="Radio Sundd").slug


@pytest.mark.parametrize(
    ("do", "chain"),
    [
        ("down-0", ["Delmar Telegraph", "Agence Meridia"]),
        ("up-1", ["Delmar Telegraph", "Agence Meridia"]),
        ("up-0", ["Agence Meridia", "Delmar Telegraph"]),
        ("remove-0", ["Delmar Telegraph"]),
        ("remove-9", ["Agence Meridia", "Delmar Telegraph"]),
        ("show", ["Agence Meridia", "Delmar Telegraph"]),
    ],
)
def test_the_chain_is_put_in_order_before_it_is_saved(at_ana, talks, do, chain):
    response = send(at_ana, READY, do, reason="Kept")
    assert list(response.context["item"].typed.chain) == chain
    assert response.context["item"].typed.reason == "Kept"
    assert quote(READY).version == 1


def test_going_on_with_something_unsaved_is_asked_about(at_ana, talks):
    at_ana.get("/review/")
    response = send(at_ana, GATE, "next", kind="mixed")
    assert response.status_code == 422
    assert "You changed kind and did not save it" in response.content.decode()
    assert shown(send(at_ana, GATE, "leave", kind="mixed")) == ENVOY
    assert quote(GATE).kind == "indirect"


def test_without_htmx_everything_is_a_form_and_a_redirect(at_ana, talks):
    row = quote(GATE)
    response = at_ana.post(f"/review/{row.pk}/?kind=indirect", fields_of(row) | {"do": "accept"})
    assert response.status_code == 302
    assert response.url == f"/review/{quote(ENVOY).pk}/?kind=indirect"
    page = at_ana.get(response.url).content.decode()
    assert f"Accepted quote {row.pk}." in page
    assert "<!doctype html>" in page


# Words


def test_a_selection_becomes_the_words_before_it_is_saved(at_ana, talks):
    start = talks.body.index("“We are ready to sit down tomorrow,")
    response = send(at_ana, READY, "words", selected=f"{start}-{start + 35}")
    typed = response.context["item"].typed
    assert typed.words == "We are ready to sit down tomorrow,"
    assert "not saved yet" in response.content.decode()
    assert quote(READY).version == 1
    send(at_ana, READY, "accept", words=typed.words, place=typed.place)
    assert Quote.objects.get(kind="direct").text == "We are ready to sit down tomorrow,"


def test_a_further_selection_becomes_another_part(at_ana, talks):
    start = talks.body.index("the newspaper cited")
    row = quote(READY)
    response = send(at_ana, READY, "part", selected=f"{start}-{start + 13}")
    assert response.context["item"].typed.words == f"{row.text} … the newspaper"


def test_words_that_are_typed_are_found_in_the_article(at_ana, talks):
    send(at_ana, READY, "accept", words='"We are ready to sit down tomorrow"')
    row = Quote.objects.get(kind="direct")
    assert row.text == "We are ready to sit down tomorrow"


def test_words_that_are_not_there_are_refused(at_ana, talks):
    response = send(at_ana, READY, "accept", words="We are not ready")
    assert response.status_code == 422
    assert "“We are not ready” does not stand in the article" in response.content.decode()


@pytest.mark.parametrize("selected", ["", "x", "9-5", "1-999999"])
def test_a_selection_that_is_none_is_refused(at_ana, talks, selected):
    response = send(at_ana, READY, "words", selected=selected)
    assert response.status_code == 200
    assert response.context["item"].problems


def test_a_quote_is_split_at_a_selection_or_at_words(at_ana, talks):
    at = talks.body.index("but a truce")
    response = send(at_ana, READY, "split", selected=f"{at}-{at + 3}")
    assert shown(response) == "We are ready to sit down tomorrow,"
    assert quote("but a truce that one side writes is a surrender,").speaker.name == "Ilse Karvonen"
    send(at_ana, ENVOY, "split", second_half="and no truce")
    assert quote("the envoy had carried three letters")
    assert quote("and no truce")


def test_two_neighbours_are_joined_and_undone(at_ana, talks):
    other = quote(ENVOY)
    send(at_ana, READY, "join", neighbour=other.pk, neighbour_version=other.version)
    assert quote(f"{READY} … {ENVOY}")
    assert quote(ENVOY).state == "rejected"
    at_ana.post("/review/undo/", headers=HTMX)
    assert quote(READY).state == quote(ENVOY).state == "unreviewed"


# Undoing


def test_the_last_actions_are_undone_and_looked_at_again(at_ana, talks):
    send(at_ana, GATE, "accept")
    send(at_ana, ENVOY, "reject")
    response = at_ana.post("/review/undo/?kind=indirect", headers=HTMX)
    assert shown(response) == ENVOY
    assert f"Undone: rejected quote {quote(ENVOY).pk}." in response.content.decode()
    assert response["HX-Push-Url"] == f"/review/{quote(ENVOY).pk}/?kind=indirect"
    assert shown(at_ana.post("/review/undo/", headers=HTMX)) == GATE
    assert quote(GATE).state == quote(ENVOY).state == "unreviewed"
    assert not quote(GATE).is_touched
    nothing = at_ana.post("/review/undo/", headers=HTMX)
    assert "nothing of yours left to undo" in nothing.content.decode()


def test_others_actions_are_not_undone(at_ana, ben, talks):
    send(at_ana, GATE, "accept")
    signed_in(ben).post("/review/undo/")
    assert quote(GATE).state == "accepted"


# Two editors at once


def test_the_later_of_two_editors_sees_both_versions_and_chooses(at_ana, ben, talks):
    at_ben = signed_in(ben)
    send(at_ana, GATE, "accept", kind="mixed", reason="Half of it is quoted")
    response = send(
        at_ben, GATE, "accept", version=1, kind="direct", speaker="Ilse Karvonen", reason="Mine"
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "ana changed this quote while you had it open" in page
    assert "Half of it is quoted" in page
    clash = response.context["item"].clash
    rows = {row.label: (row.seen, row.theirs, row.mine) for row in clash.rows}
    assert rows == {
        "Speaker": ("border official", "border official", "Ilse Karvonen"),
        "Kind": ("indirect", "mixed", "direct"),
    }
    assert 'value="Mine"' in page
    assert (quote(GATE).kind, quote(GATE).version) == ("mixed", 2)


def test_keeping_mine_saves_it_over_theirs_and_leaves_the_rest(at_ana, ben, talks):
    at_ben = signed_in(ben)
    send(at_ana, GATE, "accept", chain=["Agence Meridia"])
    clash = send(at_ben, GATE, "accept", version=1, chain=[], kind="mixed")
    typed = clash.context["item"].typed
    assert typed.chain == ("Agence Meridia",)  # ben did not change it
    send(at_ben, GATE, "accept", version=2, kind="mixed")
    assert (quote(GATE).kind, quote(GATE).chain[0]["name"]) == ("mixed", "Agence Meridia")


def test_taking_theirs_changes_nothing_and_goes_on(at_ana, ben, talks):
    at_ben = signed_in(ben)
    send(at_ana, GATE, "accept", kind="mixed")
    send(at_ben, GATE, "accept", version=1, kind="direct")
    response = send(at_ben, GATE, "theirs", version=2, kind="direct")
    assert shown(response) == READY  # ana was given the other one
    assert (quote(GATE).kind, quote(GATE).version) == ("mixed", 2)


def test_a_conflict_is_told_before_an_unknown_name_is_asked_about(at_ana, ben, talks):
    send(at_ana, GATE, "accept", kind="mixed")
    response = send(signed_in(ben), GATE, "accept", version=1, speaker="Nobody Known")
    assert response.status_code == 409
    assert 'value="Nobody Known"' in response.content.decode()


def test_a_change_by_the_machine_is_told_too(at_ana, talks):
    row = quote(GATE)
    row.kind, row.version = "mixed", 2
    row.save()
    response = send(at_ana, GATE, "reject", version=1, kind="indirect")
    assert response.status_code == 409
    assert quote(GATE).state == "unreviewed"


# Names suggested


def names(client: Client, typed: str, what: str = "speakers") -> list[str]:
    page = client.get(f"/review/{what}/", {"name": typed}).content.decode()
    return re.findall(r'data-name="([^"]*)"', page)


def test_speakers_are_suggested_by_how_their_names_begin(at_ana, talks):
    cast.speaker("Karl Vonn")
    assert names(at_ana, "kar") == ["Karl Vonn", "Ilse Karvonen", "kar"]
    assert names(at_ana, "ilse karv") == ["Ilse Karvonen", "ilse karv"]


@pytest.mark.parametrize(
    "typed", ["Ilse Carvonen", "Karvonnen", "karwonen", "Ilze Karvonen", "KARVONEN ILSE"]
)
def test_speakers_are_suggested_in_spite_of_misspellings(at_ana, talks, typed):
    assert names(at_ana, typed)[0] == "Ilse Karvonen"


def test_names_that_are_nothing_like_it_are_not_suggested(at_ana, talks):
    assert names(at_ana, "Quentin Zorba") == ["Quentin Zorba"]


def test_other_scripts_and_accents_are_found(at_ana, db):
    cast.speaker("王毅")
    cast.speaker("Lola Marín")
    assert names(at_ana, "王")[0] == "王毅"
    assert names(at_ana, "lola mari")[0] == "Lola Marín"


def test_a_suggestion_says_how_many_quotes_there_are(at_ana, talks, letters):
    page = at_ana.get("/review/speakers/?name=karvonen").content.decode()
    assert "3 quotes" in page
    assert "foreign minister" in page


def test_a_merged_speaker_is_suggested_as_the_survivor(at_ana, talks, ana):
    full = cast.speaker("Ilse Marit Karvonen")
    corrections.merge_speakers([cast.speaker("Ilse Karvonen")], into=full, by=ana)
    assert names(at_ana, "ilse karvonen")[0] == "Ilse Marit Karvonen"


def test_outlets_are_suggested_too(at_ana, talks):
    assert names(at_ana, "agence meridja", "outlets")[0] == "Agence Meridia"


def test_names_that_came_by_a_bulk_load_are_found_after_catching_up(at_ana, db):
    [speaker] = Speaker.objects.bulk_create([Speaker(name="Oda Brekke", slug="oda-brekke")])
    alias = SpeakerAlias(speaker=speaker, name="Oda Brekke", key="oda brekke")
    SpeakerAlias.objects.bulk_create([alias])
    assert names(at_ana, "brekke") == ["brekke"]
    assert spelling.catch_up(SpeakerAlias) == 1
    assert names(at_ana, "brekke") == ["Oda Brekke", "brekke"]


def test_names_are_shown_as_text(at_ana, db):
    cast.speaker('Eve <b onclick="x">')
    page = at_ana.get("/review/speakers/?name=eve").content.decode()
    assert "<b onclick" not in page
