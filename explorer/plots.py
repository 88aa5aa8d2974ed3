"""Geometry of the plots: counts in, positions out. The templates draw them as SVG.

Positions across are percentages and positions down are in `rem`, so that a plot fits any width and
any size of type while its words stay readable. Pure: no database, no Django.
"""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

# Bars over time

DAYS_AT_MOST = 45  # a longer time is cut into months
# Bins by their length in months, each with the largest number of them that a plot takes.
_LENGTHS = ((1, 48), (3, 60), (12, 80), (120, 1_000))
_NAMES = {0: "day", 1: "month", 3: "quarter", 12: "year", 120: "decade"}
HEIGHT = 9.0  # of the tallest bar, in rem
WIDEST = 14.0  # bar, in per cent of the plot


@dataclass(frozen=True)
class Bin:
    """The days from `start` to `end`, both included."""

    start: datetime.date
    end: datetime.date
    label: str
    count: int


@dataclass(frozen=True)
class Bar:
    """`x` and `width` are percentages, `y` and `height` in rem from the top of the plot."""

    bin: Bin
    url: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A word beside an axis, `at` a percentage across or rem from the top."""

    at: float
    label: str
    anchor: str = "start"


@dataclass(frozen=True)
class Plot:
    """Counts over time. `unit` is what a bar stands for: "day", "month", …; `total` counts the
    dated rows alone."""

    unit: str
    bars: tuple[Bar, ...]
    grid: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    total: int
    height: float = HEIGHT

    @property
    def first(self) -> Bin:
        return self.bars[0].bin

    @property
    def last(self) -> Bin:
        return self.bars[-1].bin

    @property
    def most(self) -> Bin:
        """The first of the bins with the most."""
        return max(self.bars, key=lambda bar: bar.bin.count).bin

    @property
    def filled(self) -> list[Bar]:
        """The bars of bins that hold something."""
        return [bar for bar in self.bars if bar.bin.count]


def over_time(
    days: Mapping[datetime.date, int], url: Callable[[datetime.date, datetime.date], str]
) -> Plot | None:
    """Bars for counts by day; `url` gives the list of what was printed between two days.

    None when no day is known.
    """
    if not days:
        return None
    unit, cut = bins(days)
    top = _nice(max(each.count for each in cut))
    slot = min(100 / len(cut), WIDEST)
    bars = tuple(
        Bar(
            bin=each,
            url=url(each.start, each.end),
            x=round(index * slot + slot * 0.08, 3),
            width=round(slot * 0.84, 3),
            y=round(HEIGHT - _height(each.count, top), 3),
            height=round(_height(each.count, top), 3),
        )
        for index, each in enumerate(cut)
    )
    return Plot(unit, bars, _grid(top), _ticks(bars, unit), sum(days.values()))


def bins(days: Mapping[datetime.date, int]) -> tuple[str, list[Bin]]:
    """Cut the time from the first to the last day into bins of one length, empty ones among them.

    Days, months, quarters, years or decades, whatever gives a plot that can be read.
    """
    first, last = min(days), max(days)
    if (last - first).days < DAYS_AT_MOST:
        span = (first + datetime.timedelta(n) for n in range((last - first).days + 1))
        return _NAMES[0], [Bin(day, day, _day(day), days.get(day, 0)) for day in span]
    length = next(
        months
        for months, most in _LENGTHS
        if _month(last) // months - _month(first) // months < most
    )
    counts = Counter[int]()
    for day, count in days.items():
        counts[_month(day) // length] += count
    numbers = range(_month(first) // length, _month(last) // length + 1)
    return _NAMES[length], [_months(n * length, length, counts[n]) for n in numbers]


def _month(day: datetime.date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _months(month: int, length: int, count: int) -> Bin:
    """The bin of `length` months from this one on."""
    start = datetime.date(max(month // 12, 1), month % 12 + 1, 1)
    year, number = divmod(month + length - 1, 12)
    end = datetime.date(year, number + 1, calendar.monthrange(year, number + 1)[1])
    return Bin(start, end, _label(start, end, length), count)


def _label(start: datetime.date, end: datetime.date, length: int) -> str:
    if length == 1:
        return f"{start:%B} {start.year}"
    if length == 3:
        return f"{start:%B} to {end:%B} {end.year}"
    return str(end.year) if length == 12 else f"{start.year} to {end.year}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _height(count: int, top: int) -> float:
    """What is there can be seen, however little it is."""
    return max(HEIGHT * count / top, 0.15) if count else 0.0


def _nice(count: int) -> int:
    """The next larger round number: 1, 2, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80, …"""
    scale = 10 ** max(len(str(count)) - 2, 0)
    steps = (1, 2, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80, 100)
    return next(step * scale for step in steps if step * scale >= count)


def _grid(top: int) -> tuple[Mark, ...]:
    halves = [top] if top % 2 else [top, top // 2]
    return tuple(Mark(round(HEIGHT - HEIGHT * value / top, 3), f"{value:,}") for value in halves)


def _ticks(bars: tuple[Bar, ...], unit: str) -> tuple[Mark, ...]:
    """At most four labels below the bars, the first and the last among them."""
    wide = bars[-1].x + bars[-1].width
    wanted = 4 if wide > 60 else 2
    step = max((len(bars) - 1) / max(wanted - 1, 1), 1)
    chosen = sorted({min(round(n * step), len(bars) - 1) for n in range(wanted)})
    return tuple(
        Mark(
            bars[i].x
            if i == 0
            else bars[i].x + bars[i].width
            if i == len(bars) - 1
            else round(bars[i].x + bars[i].width / 2, 3),
            _short(bars[i].bin, unit),
            "start" if i == 0 else "end" if i == len(bars) - 1 and wide > 40 else "middle",
        )
        for i in chosen
        if i == 0 or wide > 20
    )


def _short(each: Bin, unit: str) -> str:
    if unit == "day":
        return f"{each.start.day} {each.start:%b} {each.start.year}"
    if unit in ("month", "quarter"):
        return f"{each.start:%b} {each.start.year}"
    return str(each.start.year)


# Shares of a whole, side by side in one strip


@dataclass(frozen=True)
class Share:
    """A part of a whole. `x` and `width` are percentages."""

    label: str
    count: int
    url: str
    x: float
    width: float


def strip(parts: Iterable[tuple[str, int, str]]) -> list[Share]:
    """The parts (label, count, address) one after the other along one line."""
    given = list(parts)
    whole = sum(count for _, count, _ in given)
    shares, x = [], 0.0
    for label, count, url in given:
        width = 100 * count / whole
        shares.append(Share(label, count, url, round(x, 3), round(width, 3)))
        x += width
    return shares


# Networks of two sides

ROW = 2.25  # of one name, in rem
THICKEST = 9.0  # line, in pixels


@dataclass(frozen=True)
class Node:
    """A name on one side of a network, `y` rem from its top."""

    label: str
    page: str
    y: float


@dataclass(frozen=True)
class Edge:
    """A line from the left side at height `y1` to the right side at `y2`, both in rem."""

    left: str
    right: str
    count: int
    url: str
    y1: float
    y2: float
    width: float


@dataclass(frozen=True)
class Pair:
    """What one edge stands for: two names, how often, the list of just these, and where each
    name leads; "" where it leads nowhere."""

    left: str
    right: str
    count: int
    url: str
    left_page: str = ""
    right_page: str = ""


@dataclass(frozen=True)
class Network:
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: float


def network(pairs: list[Pair], most: int = 0) -> Network | None:
    """Two columns of names with a line for each pair, the strongest names on top.

    `most` is the count of the thickest line where that is in another network beside this one.
    None for no pairs.
    """
    if not pairs:
        return None
    left_names, right_names = _by_weight(pairs, "left"), _by_weight(pairs, "right")
    height = max(len(left_names), len(right_names)) * ROW
    left, right = _heights(left_names, height), _heights(right_names, height)
    most = max(most, *(pair.count for pair in pairs))
    return Network(
        _nodes(pairs, left, "left"),
        _nodes(pairs, right, "right"),
        tuple(
            Edge(
                pair.left,
                pair.right,
                pair.count,
                pair.url,
                left[pair.left],
                right[pair.right],
                round(1 + (THICKEST - 1) * pair.count / most, 2),
            )
            for pair in sorted(pairs, key=lambda pair: -pair.count)
        ),
        height,
    )


def _by_weight(pairs: list[Pair], side: str) -> list[str]:
    """The names of one side, those with the most first."""
    weights = Counter[str]()
    for pair in pairs:
        weights[getattr(pair, side)] += pair.count
    return [name for name, _ in weights.most_common()]


def _heights(names: list[str], height: float) -> dict[str, float]:
    """The middle of each name's row; the shorter side stands in the middle of the longer."""
    top = (height - len(names) * ROW) / 2
    return {name: round(top + (n + 0.5) * ROW, 3) for n, name in enumerate(names)}


def _nodes(pairs: list[Pair], heights: dict[str, float], side: str) -> tuple[Node, ...]:
    pages = {getattr(pair, side): getattr(pair, f"{side}_page") for pair in pairs}
    return tuple(Node(name, pages[name], y) for name, y in heights.items())
