"""Geometry of the plots: what is drawn is what was counted."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import plots

pytestmark = pytest.mark.sqlite_only

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
NEAR_DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2026, 12, 31))
COUNTS = st.integers(1, 2_000_000)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def url(start: datetime.date, end: datetime.date) -> str:
    return f"/{start}/{end}"


@given(st.dictionaries(st.one_of(DAYS, NEAR_DAYS), COUNTS, min_size=1, max_size=40))
def test_every_day_is_in_just_one_bin_and_bins_leave_no_gap(days):
    _, bins = plots.bins(days)
    assert sum(each.count for each in bins) == sum(days.values())
    for each in bins:
        inside = [count for date, count in days.items() if each.start <= date <= each.end]
        assert each.count == sum(inside)
    for before, after in pairwise(bins):
        assert after.start == before.end + datetime.timedelta(1)


@given(st.dictionaries(NEAR_DAYS, COUNTS, min_size=1, max_size=40))
def test_bars_stand_inside_the_plot_side_by_side_and_are_as_high_as_their_counts(days):
    plot = plots.over_time(days, url)
    right = 0.0
    for bar in plot.bars:
        assert bar.x >= right
        right = bar.x + bar.width
        assert bar.y + bar.height == pytest.approx(plots.HEIGHT, abs=0.01)
    assert right <= 100.001
    tallest = max(plot.bars, key=lambda bar: bar.bin.count)
    assert tallest.height == max(bar.height for bar in plot.bars)
    assert all(bar.height > 0 for bar in plot.filled)
    assert all(0 <= mark.at <= 100 for mark in plot.ticks)
    assert all(0 <= mark.at < plots.HEIGHT for mark in plot.grid)


@pytest.mark.parametrize(
    ("first", "last", "unit", "number", "label"),
    [
        ("2026-05-14", "2026-05-14", "day", 1, "14 May 2026"),
        ("2026-05-14", "2026-06-02", "day", 20, "14 May 2026"),
        ("2024-02-29", "2026-05-14", "month", 28, "February 2024"),
        ("2019-11-05", "2026-05-14", "quarter", 27, "October to December 2019"),
        ("1990-01-01", "2026-05-14", "year", 37, "1990"),
        ("1789-07-14", "2026-05-14", "decade", 25, "1780 to 1789"),
    ],
)
def test_bins_are_as_long_as_the_time_needs(first, last, unit, number, label):
    found, bins = plots.bins(Counter([day(first), day(last)]))
    assert (found, len(bins), bins[0].label) == (unit, number, label)


def test_each_bar_leads_to_the_days_that_it_stands_for():
    plot = plots.over_time({day("2024-02-29"): 3, day("2026-05-14"): 1}, url)
    assert plot.bars[0].url == "/2024-02-01/2024-02-29"
    assert plot.filled[-1].url == "/2026-05-01/2026-05-31"


def test_there_is_no_plot_of_nothing():
    assert plots.over_time({}, url) is None
    assert plots.network([]) is None


def test_the_parts_of_a_strip_fill_it_from_left_to_right():
    shares = plots.strip([("direct", 1, "/d"), ("mixed", 2, "/m"), ("indirect", 5, "/i")])
    assert [(share.x, share.width) for share in shares] == [(0, 12.5), (12.5, 25), (37.5, 62.5)]


def test_lines_of_a_network_run_between_the_rows_of_their_names():
    pairs = [
        plots.Pair("Harbour Post", "Agence Meridia", 8, "/a"),
        plots.Pair("Harbour Post", "Delmar Telegraph", 2, "/b"),
        plots.Pair("Night Bulletin", "Agence Meridia", 4, "/c"),
    ]
    network = plots.network(pairs)
    left = {node.label: node.y for node in network.left}
    right = {node.label: node.y for node in network.right}
    assert list(left) == ["Harbour Post", "Night Bulletin"]
    assert list(right) == ["Agence Meridia", "Delmar Telegraph"]
    for edge in network.edges:
        assert (edge.y1, edge.y2) == (left[edge.left], right[edge.right])
    widths = {edge.url: edge.width for edge in network.edges}
    assert widths["/a"] == plots.THICKEST
    assert widths["/a"] > widths["/c"] > widths["/b"] >= 1
