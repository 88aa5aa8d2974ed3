"""One change to all quotes of a filter, from the review's page."""

from __future__ import annotations

import pytest

from articles import corrections
from articles.models import Batch, Quote

from . import cast
from .test_review import ENVOY, GATE, HTMX, READY, quote, signed_in


@pytest.fixture
def at_ana(ana):
    return signed_in(ana)


def preview(client, query: str = "", **form):
    return client.post(f"/review/bulk/{query}", form, headers=HTMX)


def confirm(client, response):
    return client.post(response.context["confirm_path"], follow=True)


def states() -> set[str]:
    return set(Quote.objects.values_list("state", flat=True))


def test_a_preview_says_what_would_change_and_changes_nothing(at_ana, talks, ana):
    corrections.correct_quote(quote(ENVOY), version=1, by=ana, chain=[])
    page = preview(at_ana, "?state=unreviewed&state=corrected", what="reject").content.decode()
    assert "This will reject: 2 quotes" in page
    assert "1 that a person has decided about is left out" in page
    assert GATE in page
    assert ENVOY not in page
    assert states() == {"unreviewed", "corrected"}


def test_what_was_previewed_is_done_and_undone_as_one(at_ana, talks, letters):
    response = preview(at_ana, "?kind=indirect", what="accept", reason="Read them")
    page = confirm(at_ana, response).content.decode()
    assert "Done: accept: 2 quotes." in page
    assert {quote(words).state for words in (GATE, ENVOY)} == {"accepted"}
    assert quote(READY).state == "unreviewed"
    undone = at_ana.post("/review/undo/?kind=indirect", {"bulk": "1"}, follow=True)
    assert undone.redirect_chain[0][0] == "/review/bulk/?kind=indirect"
    assert "Undone: accept: 2 quotes." in undone.content.decode()
    assert states() == {"unreviewed"}


def test_the_speaker_and_the_kind_of_all_are_set(at_ana, talks):
    confirm(at_ana, preview(at_ana, "?kind=indirect", what="speaker", speaker="ilse karvonen"))
    assert quote(GATE).speaker == cast.speaker("Ilse Karvonen")
    confirm(at_ana, preview(at_ana, "?state=unreviewed&state=corrected", what="kind", kind="mixed"))
    assert quote(READY).kind == "mixed"
    assert quote(GATE).kind == "indirect"  # a person has decided about it


def test_what_somebody_changed_since_the_preview_is_said_and_left(at_ana, talks, ben):
    response = preview(at_ana, what="reject")
    corrections.correct_quote(quote(GATE), version=1, by=ben, kind="mixed")
    page = confirm(at_ana, response).content.decode()
    assert "reject: 2 quotes" in page
    assert "1 was changed by somebody after the preview and left as it is" in page
    assert quote(GATE).state == "corrected"


def test_a_preview_is_confirmed_once(at_ana, talks):
    response = preview(at_ana, what="reject")
    confirm(at_ana, response)
    assert "done already" in confirm(at_ana, response).content.decode()
    assert Batch.objects.get().size == 3


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"what": "speaker", "speaker": "Nobody Known"}, "Nobody is known as “Nobody Known”"),
        ({"what": "kind"}, "Choose a kind"),
        ({"what": "burn"}, "Choose what to do"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(at_ana, talks, form, said):
    response = preview(at_ana, **form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Batch.objects.exists()


def test_a_wrong_filter_changes_nothing(at_ana, talks):
    response = preview(at_ana, "?from=yesterday", what="reject")
    assert response.status_code == 422
    assert "“yesterday” is no date" in response.content.decode()


def test_more_than_fit_into_one_batch_are_cut_and_said(at_ana, talks, monkeypatch):
    monkeypatch.setattr("articles.corrections.bulk.MOST", 2)
    response = preview(at_ana, what="reject")
    assert "1 more fit the filter" in response.content.decode()
    confirm(at_ana, response)
    assert Quote.objects.filter(state="rejected").count() == 2


def test_only_editors_see_it(client, carl, talks):
    assert client.get("/review/bulk/").status_code == 302
    assert signed_in(carl).get("/review/bulk/").status_code == 403
    assert signed_in(carl).post("/review/bulk/1/").status_code == 403


def test_a_large_batch_goes_through_in_chunks(at_ana, talks, monkeypatch):
    monkeypatch.setattr("articles.corrections.bulk.CHUNK", 2)
    for number in range(5):
        cast.quote(cast.article(f"Article {number}\nHe said so."), "He said so", kind="mixed")
    response = preview(at_ana, what="accept")
    confirm(at_ana, response)
    assert Quote.objects.filter(state="accepted", version=2).count() == 8
    corrections.undo_batch(Batch.objects.get(), by=response.wsgi_request.user)
    assert Quote.objects.filter(state="unreviewed", version=3, set_by_person=[]).count() == 8
