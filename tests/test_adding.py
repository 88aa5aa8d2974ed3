"""Adding to an article what the machine missed, by selecting words or pasting them."""

from __future__ import annotations

import pytest

from articles.models import Claim, Quote

from . import cast
from .test_review import HTMX, READY, quote, signed_in

WORDS = "talks with its northern neighbour would start again within days"


@pytest.fixture
def at_ana(ana):
    return signed_in(ana)


def send(client, article, **form):
    return client.post(f"/articles/{article.pk}/add/", {"do": "add", **form})


def test_a_quote_is_added_with_speaker_and_chain_in_one_step(at_ana, talks, ana):
    response = send(
        at_ana,
        talks,
        what="quote",
        words=WORDS,
        speaker="Oda Brekke",
        slug="+",
        chain=["Agence Meridia", "Delmar Telegraph", ""],
        reason="The first paragraph",
    )
    added = quote(WORDS)
    assert response.url == f"/articles/{talks.pk}/?quote={added.pk}#quote-{added.pk}"
    assert added.speaker.name == "Oda Brekke"
    assert [link["name"] for link in added.chain] == ["Agence Meridia", "Delmar Telegraph"]
    assert (added.kind, added.state, added.confidence) == ("indirect", "accepted", None)
    assert added.history.get().history_user == ana
    assert added.history.get().history_change_reason == "The first paragraph"
    page = at_ana.get(response.url).content.decode()
    assert f"Added quote {added.pk}" in page
    assert f'<mark id="quote-{added.pk}"' in page


@pytest.mark.parametrize("before", ["", "🙂 Ha! 𝒳 ", "\ufeff"])
def test_a_selection_counts_code_points(at_ana, before):
    article = cast.article(f"Title\n{before}“We go home,” she said.\n")
    start = article.body.index("“We")
    send(at_ana, article, what="quote", selected=f"{start}-{start + 13}", words="ignored")
    added = article.quotes.get()
    assert (added.text, added.kind) == ("We go home,", "direct")


def test_words_in_quotation_marks_in_the_text_make_it_mixed(at_ana):
    article = cast.article("Title\nShe had read “all of it” twice.\n")
    send(at_ana, article, what="quote", words='read "all of it" twice')
    assert article.quotes.get().kind == "mixed"


def test_a_claim_is_added_with_its_claimant_and_its_quote(at_ana, talks):
    response = send(
        at_ana,
        talks,
        what="claim",
        words="a truce that one side writes is a surrender",
        speaker="ilse karvonen",
        claim_kind="comparison",
    )
    claim = Claim.objects.get(kind="comparison")
    assert response.url == f"/articles/{talks.pk}/?claim={claim.pk}#claim-{claim.pk}"
    assert claim.claimant == cast.speaker("Ilse Karvonen")
    assert claim.quote == quote(READY)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words": "not in the text"}, "does not stand in the article"),
        ({"words": "the"}, "stands in the article"),
        ({"words": ""}, "place of at least one word"),
        ({"words": READY}, "has the quote already"),
        ({"words": WORDS, "speaker": "Nobody Known"}, "Nobody is known as"),
        ({"words": WORDS, "chain": ["Nowhere Times"]}, "No outlet is known as"),
        ({"words": WORDS, "kind": "shouted"}, "Choose a kind"),
        ({"selected": "9999-10000", "words": ""}, "outside the article"),
        ({"what": "claim", "words": "talks … days"}, "in one piece"),
        ({"what": "claim", "words": WORDS, "claim_kind": "rumour"}, "not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(at_ana, talks, form, said):
    response = send(at_ana, talks, **{"what": "quote", "reason": "Kept"} | form)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'value="Kept"' in page
    assert (talks.quotes.count(), talks.claims.count()) == (3, 1)


def test_htmx_gets_the_form_alone_or_is_led_to_the_new_quote(at_ana, talks):
    path = f"/articles/{talks.pk}/add/"
    wrong = at_ana.post(path, {"do": "add", "words": "nowhere"}, headers=HTMX)
    assert wrong.content.decode().lstrip().startswith("<form")
    right = at_ana.post(path, {"do": "add", "words": WORDS}, headers=HTMX)
    assert (
        right["HX-Redirect"]
        == f"/articles/{talks.pk}/?quote={quote(WORDS).pk}#quote-{quote(WORDS).pk}"
    )


def test_what_was_added_is_undone_from_the_articles_page(at_ana, talks):
    send(at_ana, talks, what="quote", words=WORDS)
    page = at_ana.get(f"/articles/{talks.pk}/").content.decode()
    assert f"added quote {quote(WORDS).pk}" in page
    response = at_ana.post("/review/undo/", {"article": talks.pk}, follow=True)
    assert response.redirect_chain[0][0] == f"/articles/{talks.pk}/"
    assert "Undone: added quote" in response.content.decode()
    assert not Quote.objects.filter(text=WORDS).exists()


def test_others_see_no_tool_and_may_not_add(client, carl, talks):
    for visitor in (client, signed_in(carl)):
        assert 'id="adding"' not in visitor.get(f"/articles/{talks.pk}/").content.decode()
    assert send(client, talks, words=WORDS).url.startswith("/sign-in/")
    assert send(signed_in(carl), talks, words=WORDS).status_code == 403
