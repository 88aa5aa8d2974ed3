"""Speakers and outlets that are one after all, or two: all that is theirs moves, and comes back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles import corrections
from articles.models import Article, Citation, Claim, Outlet, OutletAlias, Quote, SpeakerAlias
from articles.resolve import Names

from . import cast


@pytest.fixture
def wire(talks) -> Outlet:
    """What the Delmar Telegraph, which stands second in a chain, is merged into."""
    return cast.outlet("Telegraph of Delmar")


def telegraph() -> Outlet:
    return Outlet.objects.get(slug="delmar-telegraph")


def chains() -> list[list[str]]:
    return [[link["name"] for link in quote.chain] for quote in Quote.objects.order_by("pk")]


def state_of_everything() -> list:
    """All that a merge may touch, but for versions, which only grow."""
    return [
        list(Quote.objects.order_by("pk").values_list("chain", "outlet", "source_outlet")),
        list(Article.objects.order_by("pk").values_list("outlet", "credit")),
        list(Claim.objects.order_by("pk").values_list("outlet", "claimant")),
        list(Citation.objects.order_by("quote", "position").values_list("quote", "outlet", "text")),
        list(OutletAlias.objects.order_by("key").values_list("key", "outlet")),
    ]


# Outlets


def test_a_merged_outlets_articles_citations_and_names_are_the_survivors(wire, ana):
    second = cast.article("Salt\nShe said no.", telegraph(), "2026-05-20")
    cast.quote(second, "no", cast.speaker("Ines Vall"))
    cast.claim(second, "She said no")
    corrections.correct_article(second, version=1, by=ana, credit=telegraph())
    [merge] = corrections.merge_outlets([telegraph()], into=wire, by=ana, reason="Renamed in May")

    second.refresh_from_db()
    assert (second.outlet, second.credit) == (wire, wire)
    assert chains() == [
        ["Agence Meridia", "Telegraph of Delmar"],
        ["Telegraph of Delmar"],
        [],
        [],
    ]
    assert Quote.objects.filter(source_outlet=wire).count() == 3
    assert Quote.objects.filter(outlet=wire).count() == 1
    assert Claim.objects.filter(outlet=wire).count() == 1
    assert Citation.objects.filter(outlet=wire).count() == 2
    assert Names("a test").outlet("Delmar Telegraph") == wire
    assert merge.summary == "1 article, 2 quotes that cite it, 1 credit and 1 name"
    newest = Quote.objects.order_by("pk").first().history.first()
    assert (newest.history_user, newest.history_change_reason) == (ana, "Renamed in May")


def test_a_merge_of_outlets_taken_back_leaves_everything_as_it_was(wire, ana, ben):
    second = cast.article("Salt\nShe said no.", telegraph(), "2026-05-20")
    cast.quote(second, "no", cast.speaker("Ines Vall"), [telegraph(), wire])
    before = state_of_everything()
    [merge] = corrections.merge_outlets([telegraph()], into=wire, by=ana)
    assert state_of_everything() != before
    corrections.undo_outlet_merge(merge, by=ben)
    assert state_of_everything() == before
    assert telegraph().merged_into is None
    with pytest.raises(ValidationError, match="taken back already"):
        corrections.undo_outlet_merge(merge, by=ben)


def test_a_chain_that_names_both_names_one_where_the_first_stood(talks, ana):
    meridia = cast.outlet("Agence Meridia")
    corrections.merge_outlets([telegraph()], into=meridia, by=ana)
    assert chains()[0] == ["Agence Meridia"]
    first = Quote.objects.order_by("pk").first()
    assert [row.position for row in first.citations.all()] == [0]
    assert first.source_outlet == meridia


def test_a_merge_taken_back_keeps_what_people_did_to_a_chain_since(talks, ana):
    meridia, sund = cast.outlet("Agence Meridia"), cast.outlet("Radio Sund")
    [merge] = corrections.merge_outlets([telegraph()], into=meridia, by=ana)
    first = Quote.objects.order_by("pk").first()
    corrections.correct_quote(first, version=first.version, by=ana, chain=[sund, meridia])
    corrections.undo_outlet_merge(merge, by=ana)
    assert chains()[:2] == [["Radio Sund", "Agence Meridia"], ["Delmar Telegraph"]]


def test_merges_of_outlets_come_apart_in_any_order(wire, ana):
    last = cast.outlet("Third Post")
    before = state_of_everything()
    [first] = corrections.merge_outlets([telegraph()], into=wire, by=ana)
    [second] = corrections.merge_outlets([wire], into=last, by=ana)
    assert telegraph().survivor == last
    corrections.undo_outlet_merge(first, by=ana)
    corrections.undo_outlet_merge(second, by=ana)
    assert state_of_everything() == before


def test_outlets_are_not_merged_in_circles(wire, ana):
    with pytest.raises(ValidationError, match="into itself"):
        corrections.merge_outlets([wire], into=wire, by=ana)
    corrections.merge_outlets([telegraph()], into=wire, by=ana)
    with pytest.raises(ValidationError, match="Merge into that one"):
        corrections.merge_outlets([wire], into=telegraph(), by=ana)
    with pytest.raises(ValidationError, match="already"):
        corrections.merge_outlets([telegraph()], into=cast.outlet("Radio Sund"), by=ana)


def test_going_back_to_a_chain_of_before_a_merge_names_the_survivor(wire, ana):
    quote = Quote.objects.order_by("pk").first()
    quote = corrections.correct_quote(quote, version=1, by=ana, chain=[])
    corrections.merge_outlets([telegraph()], into=wire, by=ana)
    quote = corrections.undo(quote, version=2, by=ana)
    assert [link["name"] for link in quote.chain] == ["Agence Meridia", "Telegraph of Delmar"]


def test_a_form_that_still_offers_a_merged_outlet_gives_the_survivor(wire, talks, ana):
    old = telegraph()
    corrections.merge_outlets([old], into=wire, by=ana)
    old.refresh_from_db()
    quote = Quote.objects.order_by("-pk").first()
    quote = corrections.correct_quote(quote, version=1, by=ana, chain=[old])
    assert [link["outlet"] for link in quote.chain] == [wire.slug]
    talks.refresh_from_db()
    assert corrections.correct_article(talks, version=1, by=ana, outlet=old).outlet == wire


def test_old_addresses_and_filters_of_a_merged_outlet_lead_to_the_survivor(client, wire, ana):
    corrections.merge_outlets([telegraph()], into=wire, by=ana)
    response = client.get("/outlets/delmar-telegraph/")
    assert (response.status_code, response["Location"]) == (301, "/outlets/telegraph-of-delmar/")
    page = client.get("/quotes/?agency=delmar-telegraph").content.decode()
    assert "2 quotes" in page
    assert 'href="/quotes/?agency=telegraph-of-delmar"' in page  # the canonical address
    assert "passed on by Telegraph of Delmar" in page.replace("Passed", "passed")
    assert len(client.get("/quotes.csv?agency=delmar-telegraph").getvalue().splitlines()) == 3
    assert "Delmar Telegraph</a>" not in client.get("/outlets/?q=delmar").content.decode()


def test_a_merge_of_many_rows_is_one_line_among_the_latest_changes(wire, ana):
    body = "Talk\n" + "".join(f"She said no {number} times. " for number in range(30))
    made = cast.article(body)
    for number in range(30):
        cast.quote(made, f"no {number} times", cast.speaker("Ines Vall"), [telegraph()])
    corrections.merge_outlets([telegraph()], into=wire, by=ana, reason="Renamed")
    entries = [entry for entry in corrections.latest_by_people() if entry.reason == "Renamed"]
    assert len(entries) == 3  # the outlet, its quotes, its names
    assert sorted(entry.alike for entry in entries) == [0, 0, 31]


# Speakers told apart


@pytest.fixture
def vall(talks):
    return cast.speaker("Ines Vall")


def test_chosen_quotes_go_to_another_speaker_with_their_claims(talks, vall, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    first, second = karvonen.quotes.order_by("pk")
    claim = Claim.objects.get()
    corrections.correct_claim(claim, version=1, by=ana, claimant=karvonen, quote=first)
    split = corrections.split_speaker(
        karvonen, into=vall, quotes=[first.pk], by=ana, reason="Her deputy"
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.speaker, second.speaker) == (vall, karvonen)
    assert (first.state, first.speaker_role) == ("corrected", "foreign minister")
    assert first.is_set_by_person("speaker")  # a new extraction leaves it
    assert Claim.objects.get().claimant == vall
    assert split.summary == "1 quote and 1 claim"
    assert first.history.first().history_change_reason == "Her deputy"


def test_a_split_taken_back_leaves_no_trace_on_the_quotes(talks, vall, ana, ben):
    karvonen = cast.speaker("Ilse Karvonen")
    quotes = list(karvonen.quotes.values_list("pk", flat=True))
    split = corrections.split_speaker(
        karvonen, into=vall, quotes=quotes, aliases=[karvonen.aliases.get().pk], by=ana
    )
    assert SpeakerAlias.objects.get(key="ilse karvonen").speaker == vall
    corrections.undo_merge(split, by=ben)
    assert SpeakerAlias.objects.get(key="ilse karvonen").speaker == karvonen
    for quote in karvonen.quotes.all():
        assert (quote.set_by_person, quote.state) == ([], "unreviewed")
    assert karvonen.quotes.count() == 2


def test_a_split_taken_back_keeps_what_people_set_since(talks, vall, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    quote = karvonen.quotes.order_by("pk").first()
    split = corrections.split_speaker(karvonen, into=vall, quotes=[quote.pk], by=ana)
    quote.refresh_from_db()
    corrections.correct_quote(quote, version=quote.version, by=ana, kind="mixed")
    corrections.undo_merge(split, by=ana)
    quote.refresh_from_db()
    assert (quote.speaker, quote.kind) == (karvonen, "mixed")


def test_there_must_be_something_to_give_and_somebody_else(talks, vall, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    with pytest.raises(ValidationError, match="at least one quote or one name"):
        corrections.split_speaker(karvonen, into=vall, quotes=[10**6], by=ana)
    with pytest.raises(ValidationError, match="has them already"):
        corrections.split_speaker(karvonen, into=karvonen, quotes=[1], by=ana)


# Two editors at once


def test_two_editors_of_one_name_do_not_overwrite_each_other(vall, ana, ben):
    corrections.correct_speaker(vall, version=1, by=ana, role="envoy")
    with pytest.raises(corrections.Conflict, match="role: none → envoy"):
        corrections.correct_speaker(vall, version=1, by=ben, role="minister")
    sund = cast.outlet("Radio Sund")
    corrections.correct_outlet(sund, version=1, by=ana, country="DK")
    with pytest.raises(corrections.Conflict, match="country: none → DK"):
        corrections.correct_outlet(sund, version=1, by=ben, country="SE")


def test_names_that_somebody_else_added_meanwhile_stay(vall, ana, ben):
    corrections.change_aliases(vall, add=["The Envoy"], by=ana)
    corrections.change_aliases(vall, add=["Frau Vall"], remove=["Ines Vall"], by=ben)
    names = sorted(vall.aliases.values_list("name", flat=True))
    assert names == ["Frau Vall", "Ines Vall", "The Envoy"]


# What corrections teach


@pytest.fixture
def misread(talks):
    """A quote of “Ilse Karvonnen”, whom the machine made of a slip of the printer's."""
    made = cast.article("Slip\nShe said no.", published="2026-05-20")
    return cast.quote(made, "no", cast.speaker("Ilse Karvonnen"))


def test_another_spelling_is_understood_by_the_next_extraction(misread, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    quote = corrections.correct_quote(misread, version=1, by=ana, speaker=karvonen)
    [merge] = quote.learned
    assert merge.by == ana
    assert Names("a test").speaker("Ilse Karvonnen", "person") == karvonen
    corrections.undo_merge(merge, by=ana)
    assert Names("a test").speaker("Ilse Karvonnen", "person").name == "Ilse Karvonnen"


def test_undoing_the_correction_undoes_what_it_taught(misread, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    quote = corrections.correct_quote(misread, version=1, by=ana, speaker=karvonen)
    quote = corrections.undo(quote, version=quote.version, by=ana)
    assert quote.speaker.name == "Ilse Karvonnen"
    assert quote.speaker.merged_into is None
    assert Names("a test").speaker("Ilse Karvonnen", "person") == quote.speaker


def test_what_was_taken_back_is_not_learned_again(misread, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    quote = corrections.correct_quote(misread, version=1, by=ana, speaker=karvonen)
    corrections.undo_merge(quote.learned[0], by=ana)
    quote.refresh_from_db()
    wrong = cast.speaker("Ilse Karvonnen")
    quote = corrections.correct_quote(quote, version=quote.version, by=ana, speaker=wrong)
    quote = corrections.correct_quote(quote, version=quote.version, by=ana, speaker=karvonen)
    assert quote.learned == []


@pytest.mark.parametrize(
    "name",
    [
        "Karvonen",  # a bare surname
        "Elke Karvonen",  # a sister
        "I. Karvonen",  # may be anybody's
        "Yuri Vall",  # the machine took the wrong one
        "Ministry",
    ],
)
def test_a_name_that_may_be_somebody_elses_teaches_nothing(talks, ana, name):
    made = cast.article("Slip\nShe said no.", published="2026-05-20")
    quote = cast.quote(made, "no", cast.speaker(name))
    karvonen = cast.speaker("Ilse Karvonen")
    quote = corrections.correct_quote(quote, version=1, by=ana, speaker=karvonen)
    assert quote.learned == []
    assert Names("a test").speaker(name, "person").name == name


def test_a_name_that_has_other_quotes_teaches_nothing(misread, ana):
    other = cast.article("Another\nShe said yes.")
    cast.quote(other, "yes", cast.speaker("Ilse Karvonnen"))
    karvonen = cast.speaker("Ilse Karvonen")
    assert corrections.correct_quote(misread, version=1, by=ana, speaker=karvonen).learned == []


def test_a_speaker_that_a_person_made_teaches_nothing(talks, ana):
    made = cast.article("Slip\nShe said no.", published="2026-05-20")
    cousin = corrections.add_speaker(by=ana, name="Ilse Karvonnen")
    quote = cast.quote(made, "no", cousin)
    karvonen = cast.speaker("Ilse Karvonen")
    assert corrections.correct_quote(quote, version=1, by=ana, speaker=karvonen).learned == []


def test_an_outlet_put_in_the_place_of_its_misspelling_is_learned(talks, ana):
    made = cast.article("Slip\nShe said no.", published="2026-05-20")
    wrong = cast.outlet("Delmar Telegraf")
    quote = cast.quote(made, "no", cast.speaker("Ines Vall"), [wrong])
    quote = corrections.correct_quote(quote, version=1, by=ana, chain=[telegraph()])
    assert [merge.merged for merge in quote.learned] == [wrong]
    assert Names("a test").outlet("Delmar Telegraf") == telegraph()
    quote = corrections.undo(quote, version=quote.version, by=ana)
    assert [link["name"] for link in quote.chain] == ["Delmar Telegraf"]
    assert Names("a test").outlet("Delmar Telegraf") == wrong


def test_an_outlet_with_another_name_or_of_the_starting_list_teaches_nothing(talks, ana):
    made = cast.article("Slip\nShe said no.", published="2026-05-20")
    reuters = Outlet.objects.get(slug="reuters")
    quote = cast.quote(made, "no", cast.speaker("Ines Vall"), [reuters])
    quote = corrections.correct_quote(quote, version=1, by=ana, chain=[telegraph()])
    assert quote.learned == []
    assert Names("a test").outlet("Reuters") == reuters
