"""What a person does in one go is undone as one: a quote split or joined, a change to thousands."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles import corrections
from articles.corrections import BulkChange, correct_quote
from articles.models import Batch, Quote
from articles.reconcile import SAME

from . import cast
from .test_ingest import asserts, said, take_in, version

SIT_DOWN = "We are ready to sit down tomorrow, but a truce that one side writes is a surrender,"


def direct(article) -> Quote:
    return article.quotes.get(kind="direct")


def values(quote: Quote) -> dict:
    """All that people decide about a quote, as it is stored."""
    stored = Quote.objects.get(pk=quote.pk)
    names = ["state", "kind", "spans", "text", "words", "chain", "speaker_id", "speaker_role"]
    return {name: getattr(stored, name) for name in [*names, "set_by_person", "source_outlet_id"]}


# One action


def test_the_last_actions_are_undone_one_after_the_other(talks, ana):
    first, second, _ = talks.quotes.order_by("start")
    before = values(first), values(second)
    with corrections.batch(ana, "accepted the first"):
        correct_quote(first, version=1, by=ana, state="accepted")
    with corrections.batch(ana, "changed the second"):
        correct_quote(second, version=1, by=ana, kind="mixed", chain=[cast.outlet("Radio Sund")])
    assert corrections.latest_batch(ana).what == "changed the second"
    assert corrections.undo_batch(corrections.latest_batch(ana), by=ana).last == second
    assert values(second) == before[1]
    assert [row.outlet.name for row in second.citations.all()] == ["Delmar Telegraph"]
    corrections.undo_batch(corrections.latest_batch(ana), by=ana)
    assert values(first) == before[0]
    assert corrections.latest_batch(ana) is None
    newest = first.history.first()
    assert (newest.history_user, newest.history_change_reason) == (ana, "undid: accepted the first")


def test_what_changed_nothing_leaves_nothing_to_undo(talks, ana):
    quote = correct_quote(direct(talks), version=1, by=ana, state="accepted")
    with corrections.batch(ana, "accepted it again"):
        correct_quote(quote, version=2, by=ana, state="accepted")
    assert corrections.latest_batch(ana) is None


def test_an_action_on_which_somebody_went_on_is_not_undone(talks, ana, ben):
    with corrections.batch(ana, "accepted it"):
        quote = correct_quote(direct(talks), version=1, by=ana, state="accepted")
    correct_quote(quote, version=2, by=ben, kind="mixed")
    with pytest.raises(ValidationError, match=r"ben, .*kind: direct → mixed"):
        corrections.undo_batch(corrections.latest_batch(ana), by=ana)
    assert values(quote)["kind"] == "mixed"


def test_undoing_twice_is_refused(talks, ana):
    with corrections.batch(ana, "accepted it") as batch:
        correct_quote(direct(talks), version=1, by=ana, state="accepted")
    corrections.undo_batch(batch, by=ana)
    with pytest.raises(ValidationError, match="undone already"):
        corrections.undo_batch(batch, by=ana)


def test_an_added_quote_goes_when_it_is_undone(talks, ana):
    start = talks.body.index("its northern neighbour")
    with corrections.batch(ana, "added a quote") as batch:
        quote = corrections.add_quote(talks, by=ana, spans=[[start, start + 22]], kind="indirect")
    corrections.undo_batch(batch, by=ana)
    assert not Quote.objects.filter(pk=quote.pk).exists()
    assert [record.history_type for record in Quote.history.filter(id=quote.pk)] == ["-", "+"]


def test_a_quote_without_history_can_be_undone_too(talks, ana):
    Quote.history.all().delete()
    before = values(direct(talks))
    with corrections.batch(ana, "rejected it") as batch:
        quote = correct_quote(direct(talks), version=1, by=ana, state="rejected")
    corrections.undo_batch(batch, by=ana)
    assert values(quote) == before
    assert corrections.history_of(quote)[-1].who == "the machine"


# Splitting and joining


@pytest.fixture
def read(db):
    """The talks as a pipeline read them: one long quote, one claim in its second half."""
    report = take_in(version(1, *FOUND, claims=(asserts("a truce", "Ilse Karvonen", 0),)))
    return report.outcomes[0].article


FOUND = (said(SIT_DOWN, chain=("Delmar Telegraph",)), said("the gate was locked from inside"))


def split(article, by) -> tuple[Quote, Quote]:
    quote = direct_of(article)
    at = article.body.index("but a truce")
    with corrections.batch(by, "split a quote"):
        return corrections.split_quote(quote, at=at, version=quote.version, by=by)


def direct_of(article) -> Quote:
    return article.quotes.get(text=SIT_DOWN)


def test_a_quote_is_split_in_two_with_speaker_and_chain(read, ana):
    first, second = split(read, ana)
    assert first.text == "We are ready to sit down tomorrow,"
    assert second.text == "but a truce that one side writes is a surrender,"
    assert second.speaker.name == "Ilse Karvonen"
    assert [row.outlet.name for row in second.citations.all()] == ["Delmar Telegraph"]
    assert (first.state, second.state) == ("corrected", "accepted")
    assert read.claims.get().quote == second


def test_undoing_a_split_makes_one_quote_of_it_again(read, ana):
    before = values(direct_of(read))
    first, second = split(read, ana)
    corrections.undo_batch(corrections.latest_batch(ana), by=ana)
    assert values(first) == before
    assert not Quote.objects.filter(pk=second.pk).exists()
    assert read.claims.get().quote == first


@pytest.mark.parametrize(
    "found",
    [
        FOUND,
        (said(SIT_DOWN, "Ines Vall"), FOUND[1]),
        (
            said("We are ready to sit down tomorrow,"),
            said("but a truce that one side writes is a surrender,"),
            FOUND[1],
        ),
    ],
    ids=["the same again", "another speaker", "in two by itself"],
)
def test_a_new_extraction_knows_the_halves_of_a_split_quote(read, ana, found):
    halves = split(read, ana)
    take_in(version(2, *found))
    shown = read.quotes.exclude(state__in=("rejected", "gone")).order_by("start")
    gate = "the gate was locked from inside"
    assert [quote.text for quote in shown] == [*(half.text for half in halves), gate]


@pytest.mark.parametrize("at", ["We are ready", " the newspaper"])
def test_a_split_that_leaves_one_half_empty_is_refused(read, ana, at):
    quote = direct_of(read)
    with pytest.raises(ValidationError, match="between two words"):
        corrections.split_quote(quote, at=read.body.index(at), version=quote.version, by=ana)
    assert read.quotes.count() == 2


def join(article, by) -> Quote:
    first, second = article.quotes.order_by("start")
    with corrections.batch(by, "joined two quotes"):
        return corrections.join_quotes(
            first, second, version=first.version, second_version=second.version, by=by
        )


def test_two_neighbouring_quotes_are_joined(read, ana):
    quote = join(read, ana)
    assert quote.text == f"{SIT_DOWN} … the gate was locked from inside"
    assert quote.chain[0]["name"] == "Delmar Telegraph"
    assert read.quotes.get(state="rejected").text == "the gate was locked from inside"


def test_halves_that_are_joined_are_one_part_again(read, ana):
    first, second = split(read, ana)
    joined = corrections.join_quotes(
        first, second, version=first.version, second_version=second.version, by=ana
    )
    assert joined.text == SIT_DOWN
    assert read.claims.get().quote == joined


def test_undoing_a_join_brings_both_quotes_back(read, ana):
    before = [values(quote) for quote in read.quotes.order_by("start")]
    join(read, ana)
    corrections.undo_batch(corrections.latest_batch(ana), by=ana)
    assert [values(quote) for quote in read.quotes.order_by("start")] == before


@pytest.mark.parametrize("number", [1, 2])
def test_a_new_extraction_knows_the_parts_of_a_joined_quote(read, ana, number):
    joined = join(read, ana)
    found = FOUND if number == 1 else (said(SIT_DOWN, "Ines Vall"), FOUND[1])
    take_in(version(2, *found))
    shown = read.quotes.exclude(state__in=("rejected", "gone"))
    assert [quote.text for quote in shown] == [joined.text]


def test_quotes_that_are_no_neighbours_are_not_joined(talks, ana):
    first, _, third = talks.quotes.order_by("start")
    with pytest.raises(ValidationError, match="the next one"):
        corrections.join_quotes(first, third, version=1, second_version=1, by=ana)


def test_a_quote_added_by_hand_is_not_doubled_by_an_extraction_that_finds_it(read, ana):
    words = "talks with its northern neighbour would start again within days"
    start = read.body.index(words)
    corrections.add_quote(read, by=ana, spans=[[start, start + len(words)]], kind="indirect")
    take_in(version(2, *FOUND, said(words[: int(len(words) * SAME) + 2], "Ines Vall")))
    assert read.quotes.count() == 3
    assert read.quotes.get(text=words).speaker is None


# Bulk changes


def plan(by, change, **options):
    return corrections.plan_bulk(Quote.objects.all(), change, by=by, **options)


def test_a_plan_says_what_it_will_change_and_changes_nothing(talks, letters, ana):
    correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    made = plan(ana, BulkChange("accept"))
    assert (made.size, made.left, made.already, made.beyond) == (3, 0, 1, 0)
    made = plan(ana, BulkChange("reject"))
    assert (made.size, made.left, made.already) == (3, 1, 0)
    assert len(made.sample) == 3
    assert Quote.objects.filter(state="rejected").count() == 0
    assert Batch.objects.count() == 1


def test_a_plan_can_take_in_what_people_touched(talks, ana):
    correct_quote(direct(talks), version=1, by=ana, kind="mixed")
    assert plan(ana, BulkChange("reject"), with_touched=True).size == 3


def test_all_of_a_filter_is_accepted_in_one_batch_and_undone_as_one(talks, letters, ana):
    before = [values(quote) for quote in Quote.objects.order_by("pk")]
    made = plan(ana, BulkChange("accept"), reason="Read them all")
    done = corrections.carry_out(made.batch, by=ana)
    assert (done.changed, done.skipped) == (4, 0)
    for quote in Quote.objects.all():
        assert (quote.state, quote.set_by_person, quote.version) == ("accepted", ["state"], 2)
        newest = quote.history.first()
        assert (newest.history_user, newest.history_change_reason) == (ana, "Read them all")
        assert newest.batch == made.batch
    undone = corrections.undo_batch(corrections.latest_batch(ana), by=ana)
    assert (undone.count, undone.kept) == (4, [])
    assert [values(quote) for quote in Quote.objects.order_by("pk")] == before


def test_the_speaker_of_all_is_set_and_the_state_follows(talks, ana):
    karvonen = cast.speaker("Ilse Karvonen")
    made = plan(ana, BulkChange("speaker", speaker=karvonen))
    assert (made.size, made.already) == (1, 2)
    corrections.carry_out(made.batch, by=ana)
    quote = talks.quotes.get(text__startswith="the gate")
    assert (quote.speaker, quote.state, quote.set_by_person) == (karvonen, "corrected", ["speaker"])
    newest = quote.history.first()
    assert newest.history_change_reason == "set the speaker to Ilse Karvonen"


def test_a_kind_that_the_machine_says_too_is_accepted(talks, ana):
    Quote.objects.filter(kind="direct").update(kind="mixed")
    corrections.carry_out(plan(ana, BulkChange("kind", kind="direct")).batch, by=ana)
    states = dict(talks.quotes.values_list("text", "state"))
    assert states.pop(SIT_DOWN) == "accepted"
    assert set(states.values()) == {"corrected"}


def test_what_changed_after_the_preview_is_skipped(talks, ana, ben):
    made = plan(ana, BulkChange("reject"))
    correct_quote(direct(talks), version=1, by=ben, kind="mixed")
    cast.letters()  # fits the filter, but was not in the preview
    done = corrections.carry_out(made.batch, by=ana)
    assert (done.changed, done.skipped) == (2, 1)
    assert sorted(Quote.objects.values_list("state", flat=True)) == [
        "corrected",
        "rejected",
        "rejected",
        "unreviewed",
    ]


def test_what_changed_after_the_batch_is_not_undone(talks, ana, ben):
    batch = corrections.carry_out(plan(ana, BulkChange("reject")).batch, by=ana).batch
    correct_quote(direct(talks), version=2, by=ben, state="accepted")
    undone = corrections.undo_batch(batch, by=ana)
    assert (undone.count, undone.kept) == (2, ["1 that somebody changed since stay as they are."])
    assert direct(talks).state == "accepted"


def test_a_plan_is_carried_out_once_and_by_its_author_only(talks, ana, ben):
    made = plan(ana, BulkChange("reject"))
    with pytest.raises(ValidationError, match="done already"):
        corrections.carry_out(made.batch, by=ben)
    corrections.carry_out(made.batch, by=ana)
    with pytest.raises(ValidationError, match="done already"):
        corrections.carry_out(made.batch, by=ana)


def test_what_cannot_be_done_in_bulk_is_refused():
    with pytest.raises(ValidationError, match="Choose what to do"):
        BulkChange("delete")
    with pytest.raises(ValidationError, match="Choose a kind"):
        BulkChange("kind", kind="shouted")


# Places


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        (" We go. ", "We go."),
        ("“We go.”", "We go."),
        ("“We go”.", "We go"),
        ("“We go", "We go"),
        ("said “we go” and", "said “we go” and"),
        ("🙂 “Yes”", "🙂 “Yes”"),
    ],
)
def test_a_selection_is_tidied(selected, words):
    body = f"🙂 before {selected} after"
    start = body.index(selected)
    left, right = corrections.tidied(body, start, start + len(selected))
    assert body[left:right] == words
