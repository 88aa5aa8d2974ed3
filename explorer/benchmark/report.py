"""What was measured, as JSON and as a table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from typing import Any

from .measuring import Measured


def report(
    measured: list[Measured],
    *,
    database: str,
    quotes: int,
    smaller: Iterable[Measured],
    resident_mb: float | None,
    first_view_kb: float,
) -> dict[str, Any]:
    """The JSON. `smaller` are the lists of a collection a tenth as large."""
    [export] = [one for one in measured if one.question.kind == "csv"]
    ratios = [
        one.there.p50_ms / one.timing.p50_ms
        for one in measured
        if one.there and one.question.kind == "list"
    ]
    return {
        "database": database,
        "quotes": quotes,
        "requests": [_request(one) for one in measured],
        "median_ratio": round(statistics.median(ratios), 2) if ratios else None,
        "csv_rows_per_s": round(export.timing.rows_per_s),
        "csv_ratio": export.there and round(export.timing.rows_per_s / export.there.rows_per_s, 2),
        "resident_mb": resident_mb and round(resident_mb),
        "first_view_kb": round(first_view_kb, 1),
        "growth": round(worst(measured, "list") / worst(smaller, "list"), 2),
    }


def _request(one: Measured) -> dict[str, Any]:
    return {
        "name": one.question.name,
        "kind": one.question.kind,
        "url": one.question.url,
        "p50_ms": round(one.timing.p50_ms, 1),
        "p95_ms": round(one.timing.p95_ms, 1),
        "statements": one.statements,
        "datasette_p50_ms": one.there and round(one.there.p50_ms, 1),
    }


def worst(measured: Iterable[Measured], kind: str) -> float:
    """The largest p95 of this kind, in milliseconds."""
    return max(one.timing.p95_ms for one in measured if one.question.kind == kind)


def table(result: dict[str, Any]) -> str:
    """The same for people, in Markdown."""
    lines = [
        f"{result['quotes']:,} quotes, {result['database']}",
        "",
        "| request | p50 ms | p95 ms | statements | Datasette p50 ms | times as fast |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in result["requests"]:
        there = row["datasette_p50_ms"]
        lines.append(
            f"| {row['name']} | {row['p50_ms']:,} | {row['p95_ms']:,} | {row['statements']:,} "
            f"| {'' if there is None else format(there, ',')} "
            f"| {'' if there is None else round(there / row['p50_ms'], 1)} |"
        )
    lines += ["", "| | |", "|---|--:|"]
    lines += [
        f"| {label} | {'not measured' if value is None else value} |"
        for label, value in _summary(result)
    ]
    return "\n".join(lines)


def _summary(result: dict[str, Any]) -> list[tuple[str, Any]]:
    def p95(kind: str) -> float:
        return max(row["p95_ms"] for row in result["requests"] if row["kind"] == kind)

    return [
        ("lists with facets against Datasette, median of ratios", result["median_ratio"]),
        ("lists, worst p95, ms", p95("list")),
        ("facets, worst p95, ms", p95("facets")),
        ("CSV, rows/s", f"{result['csv_rows_per_s']:,}"),
        ("CSV against Datasette, times", result["csv_ratio"]),
        ("growth of the lists' worst p95 from a tenth of the quotes", result["growth"]),
        ("resident memory of one worker at its peak, MB", result["resident_mb"]),
        ("first view of /quotes/, compressed, kB", result["first_view_kb"]),
    ]
