"""What was asked of the site, and whether it is so; the worst of all databases and sizes counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    words: str
    measured: str
    met: bool


def targets(rows: Any, kinds: Any, weight: int) -> Iterator[Target]:
    every = [
        row | {"where": f"{name} {size}"}
        for name, sizes in rows.items()
        for size, part in sizes.items()
        for row in part
    ]
    commune = [row for row in every if row["page"] == "Commune page"]
    built = [row for row in commune if row["state"].startswith("built")]
    alone = [row for row in built if not row["state"].endswith("too")]
    kept = [row for row in commune if row["state"] == "kept"]
    elsewhere = [row for row in commune if row["state"] == "kept, not in memory"]
    asked = [row for row in commune if row["state"] == "304"]
    typed = [
        row
        for row in every
        if row["page"].startswith("Suggestions") and row["state"] != "areas have changed"
    ]
    yield at_most("Commune page: at most 12 queries", built, lambda r: r["queries"], 12)
    yield at_most("Commune page, built: 8 ms CPU (median)", alone, median, 8, "ms")
    yield at_most(
        "Commune page, built with all it shares with others: 8 ms",
        [row for row in built if row not in alone],
        median,
        8,
        "ms",
    )
    yield at_most("Commune page, kept: 0.5 ms CPU (median)", kept, median, 0.5, "ms")
    yield at_most("Commune page, kept by another process: 0.5 ms", elsewhere, median, 0.5, "ms")
    yield at_most("Commune page, kept: 3 times the floor", kept + elsewhere, ratio, 3, "×")
    yield Target("Commune page, first visit: 60 kB", f"{weight / 1000:.1f} kB", weight <= 60_000)
    for size in ("1×", "10×"):
        there = [row for row in typed if row["where"].endswith(f" {size}")]
        yield at_most(f"Suggestions, {size} the data: 3 ms CPU (p95)", there, p95, 3, "ms")
    codes = sorted({status for row in asked for status in row["statuses"]})
    right = codes == [304] and all(row["queries"] == 1 for row in asked)
    yield Target("Conditional request: 304, nothing built", f"{codes}, 1 query", right)
    yield at_most("Any kept page or list: 0.5 ms CPU (median)", kept_of(every), median, 0.5, "ms")
    for name, found in kinds.items():
        worst = max(found, key=lambda row: row["p95_ms"])
        words = f"Search, {name}: every kind under 30 ms (p95)"
        yield Target(words, f"{worst['p95_ms']} ms ({worst['name']})", worst["p95_ms"] < 30)


def kept_of(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["state"] == "kept"]


def median(row: Row) -> float:
    return float(row["median"])


def p95(row: Row) -> float:
    return float(row["p95"])


def ratio(row: Row) -> float:
    return float(row["median"] / row["floor"])


def at_most(
    words: str, rows: list[Row], figure: Callable[[Row], float], limit: float, unit: str = ""
) -> Target:
    worst = max(rows, key=figure)
    measured = f"{figure(worst):.4g} {unit}".strip()
    where = f"{worst['page']}, {worst['state']}, {worst['where']}"
    return Target(words, f"{measured} ({where})", figure(worst) <= limit)
