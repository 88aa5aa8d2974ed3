"""What a new extraction means for what is stored."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.reconcile import Found, Match, Plan, Stored, Update, reconcile

FIELDS = {"kind", "spans", "speaker", "chain"}


def found(*spans: tuple[int, int], confidence: float = 0.9) -> Found:
    return Found(spans, {"spans": [list(span) for span in spans], "confidence": confidence})


def stored(id: int, record: Found, **more) -> Stored:
    """A row that the machine wrote from this record."""
    row = Stored(id, record.spans, record.machine, machine_spans=record.spans)
    return replace(row, **more)


def by_hand(id: int, *spans: tuple[int, int], **more) -> Stored:
    return Stored(id, spans, set_by_person=frozenset({*FIELDS, "state"}), **more)


def test_two_records_at_one_place_stay_with_the_rows_that_have_them():
    one, other = found((0, 10), confidence=0.1), found((0, 10), confidence=0.9)
    rows = [stored(1, other), stored(2, one)]
    assert reconcile(rows, [one, other], FIELDS).keep == (Match(1, 1), Match(2, 0))


def test_what_is_found_again_as_it_was_is_kept():
    record = found((0, 10))
    assert reconcile([stored(7, record)], [record], FIELDS).keep == (Match(7, 0),)


def test_what_is_found_differently_is_updated_where_no_person_decided():
    row = stored(7, found((0, 10)), set_by_person=frozenset({"speaker", "state"}))
    plan = reconcile([row], [found((0, 11))], FIELDS)
    assert plan.update == (Update(7, 0, frozenset({"kind", "spans", "chain"})),)


def test_what_is_no_longer_found_is_retired_or_flagged_if_a_person_touched_it():
    rows = [
        stored(1, found((0, 10))),
        stored(2, found((20, 30)), set_by_person=frozenset({"kind"})),
        by_hand(3, (40, 50)),
    ]
    plan = reconcile(rows, [], FIELDS)
    assert (plan.retire, plan.miss) == ((1,), (2, 3))


def test_what_is_retired_or_flagged_already_is_left_alone():
    rows = [stored(1, found((0, 10)), gone=True), by_hand(3, (40, 50), missing=True)]
    assert reconcile(rows, [], FIELDS) == Plan((), (), (), (), (), rest=(1, 3))


@pytest.mark.parametrize("state", [{"gone": True}, {"missing": True}])
def test_what_comes_back_is_updated_though_the_machine_says_the_same(state):
    record = found((0, 10))
    [update] = reconcile([stored(1, record, **state)], [record], FIELDS).update
    assert update.id == 1


def test_a_quote_added_by_hand_takes_only_the_machines_side():
    plan = reconcile([by_hand(3, (0, 10))], [found((1, 11))], FIELDS)
    assert plan.update == (Update(3, 0, frozenset()),)
    assert plan.add == ()


@pytest.mark.parametrize(
    ("span", "is_same"), [((0, 50), True), ((0, 49), False), ((50, 150), False), ((0, 200), True)]
)
def test_half_of_all_characters_in_common_makes_two_the_same(span, is_same):
    plan = reconcile([stored(1, found((0, 100)))], [found(span)], FIELDS)
    assert bool(plan.update) == is_same
    assert bool(plan.add) != is_same


def test_the_gap_of_a_broken_quote_does_not_count():
    broken = stored(1, found((0, 10), (90, 100)))
    assert reconcile([broken], [found((0, 100))], FIELDS).add == (0,)
    assert reconcile([broken], [found((0, 10), (90, 99))], FIELDS).add == ()


def test_the_best_overlap_is_served_first():
    rows = [stored(1, found((0, 10))), stored(2, found((4, 14)))]
    plan = reconcile(rows, [found((3, 13))], FIELDS)
    assert plan.update[0].id == 2
    assert plan.retire == (1,)


def test_a_quote_that_a_person_moved_is_known_by_where_the_machine_saw_it():
    moved = stored(1, found((0, 10)), spans=((0, 40),), set_by_person=frozenset({"spans"}))
    [update] = reconcile([moved], [found((0, 11))], FIELDS).update
    assert (update.id, "spans" in update.fields) == (1, False)


def test_a_quote_that_a_person_moved_is_known_by_where_it_stands_now():
    moved = stored(1, found((0, 10)), spans=((50, 90),), set_by_person=frozenset({"spans"}))
    [update] = reconcile([moved], [found((52, 90))], FIELDS).update
    assert update.id == 1


def test_a_retired_row_takes_nothing_from_one_that_people_see():
    rows = [stored(1, found((0, 10)), gone=True), by_hand(2, (0, 9))]
    plan = reconcile(rows, [found((0, 10))], FIELDS)
    assert [update.id for update in plan.update] == [2]
    assert plan.rest == (1,)


def test_spans_that_overlap_one_another_count_once():
    plan = reconcile([stored(1, found((0, 10), (0, 10)))], [found((0, 10))], FIELDS)
    assert plan.add == ()


def test_ten_thousand_quotes_are_reconciled_quickly():
    records = [found((number * 10, number * 10 + 9)) for number in range(10_000)]
    rows = [stored(number, record) for number, record in enumerate(records)]
    assert len(reconcile(rows, records, FIELDS).keep) == 10_000


offsets = st.integers(0, 60)
span = st.tuples(offsets, st.integers(1, 25)).map(lambda pair: (pair[0], pair[0] + pair[1]))
spans = st.lists(span, min_size=1, max_size=3).map(tuple)
records = st.builds(lambda spans, confidence: found(*spans, confidence=confidence), spans, offsets)
marks = st.frozensets(st.sampled_from([*sorted(FIELDS), "state"]))


@st.composite
def rows(draw) -> list[Stored]:
    drawn = []
    for id in range(draw(st.integers(0, 8))):
        record, moved, touched = draw(records), draw(spans), draw(marks)
        if draw(st.booleans()):
            row = stored(id, record, gone=draw(st.booleans()) and not touched)
        else:
            row = by_hand(id, *moved)
            touched = row.set_by_person
        place = moved if "spans" in touched else row.spans
        missing = bool(touched) and draw(st.booleans())
        drawn.append(replace(row, set_by_person=touched, spans=place, missing=missing))
    return drawn


def carried_out(plan: Plan, before: list[Stored], records: list[Found]) -> list[Stored]:
    """The rows after the plan, as ingestion writes them."""
    after = {row.id: row for row in before}
    for update in plan.update:
        record = records[update.index]
        row = replace(
            after[update.id],
            machine=record.machine,
            machine_spans=record.spans,
            missing=False,
            gone=False,
        )
        after[row.id] = replace(row, spans=record.spans) if "spans" in update.fields else row
    for id in plan.retire:
        after[id] = replace(after[id], gone=True, missing=False)
    for id in plan.miss:
        after[id] = replace(after[id], missing=True)
    new_ids = count(len(before))
    return [*after.values(), *(stored(next(new_ids), records[index]) for index in plan.add)]


@settings(max_examples=500, deadline=None)
@given(rows(), st.lists(records, max_size=8))
def test_every_row_and_every_record_has_one_place_in_the_plan(rows, records):
    plan = reconcile(rows, records, FIELDS)
    matched = [*plan.keep, *plan.update]
    ids = [*(match.id for match in matched), *plan.retire, *plan.miss, *plan.rest]
    assert sorted(ids) == [row.id for row in rows]
    assert sorted([*(match.index for match in matched), *plan.add]) == list(range(len(records)))


@settings(max_examples=500, deadline=None)
@given(rows(), st.lists(records, max_size=8))
def test_what_a_person_touched_survives_as_the_person_left_it(rows, records):
    plan = reconcile(rows, records, FIELDS)
    touched = {row.id: row for row in rows if row.is_touched}
    assert not touched.keys() & set(plan.retire)
    for update in plan.update:
        if update.id in touched:
            assert not update.fields & touched[update.id].set_by_person
    after = {row.id: row for row in carried_out(plan, rows, records)}
    for row in touched.values():
        assert not after[row.id].gone
        assert "spans" not in row.set_by_person or after[row.id].spans == row.spans


@settings(max_examples=1000, deadline=None)
@given(rows(), st.lists(records, max_size=8))
def test_the_same_extraction_once_more_changes_nothing(rows, records):
    after = carried_out(reconcile(rows, records, FIELDS), rows, records)
    again = reconcile(after, records, FIELDS)
    assert (again.update, again.add, again.retire, again.miss) == ((), (), (), ())
