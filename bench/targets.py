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
    ready = [row for row in built if not row["state"].startswith("built before")]
    kept = [row for row in commune if row["state"] == "kept"]
    elsewhere = [row for row in commune if row["state"] == "kept, not in memory"]
    asked = [row for row in commune if row["state"] == "304"]
    typed = [
        row
        for row in every
        if row["page"].startswith("Suggestions") and row["state"] != "areas have changed"
    ]
    yield at_most("Commune page: at most 12 queries", built, lambda r: r["queries"], 12)
    yield at_most("Commune page, built: 8 ms CPU (median)", ready, median, 8, "ms")
    yield at_most(
        "Commune page, built before its shared parts are: 8 ms",
        [row for row in built if row not in ready],
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
    listed = [row for row in every if row["page"] == "Directory"]
    words = "Directory of 20,000 groups: at most 15 queries"
    yield at_most(words, listed, lambda r: r["queries"], 15)
    at_home = [row for row in every if row["page"] == "My home"]
    yield at_most("My home with 50 groups: at most 15 queries", at_home, lambda r: r["queries"], 15)
    yield from of_grids(every)
    demanded = [row for row in every if row["page"] == "Demand page"]
    words = "Demand page, 600 adaptations: at most 15 queries"
    yield at_most(words, demanded, lambda r: r["queries"], 15)
    erased = [row for row in every if row["page"] == "Erasing one person"]
    yield at_most("Erasing one person among 100,000: 1 s (p95)", erased, p95, 1_000, "ms")
    imports = [row for row in every if row["page"].startswith("Importing")]
    stood = [row for row in imports if row["page"].endswith("candidates")]
    imported = [row for row in imports if row not in stood]
    yield at_most("Importing 80,000 candidates: 90 s", stood, seconds, 90, "s")
    yield at_most("Importing 80,000 candidates: 500 MB", stood, memory, 500, "MB")
    yield at_most("Importing 10,000 organisations: 20 s", imported, seconds, 20, "s")
    yield at_most("Importing 10,000 organisations: 300 MB", imported, memory, 300, "MB")
    invited = [row for row in every if row["page"].startswith("Inviting")]
    yield at_most("Inviting 80,000, the worker killed twice: 60 s", invited, seconds, 60, "s")
    looked_for = [row for row in every if row["page"] == "Finding a person"]
    yield at_most("Finding a person among 80,000: 30 ms (p95)", looked_for, p95, 30, "ms")
    merged = [row for row in every if row["page"] == "Merging 3,000 words"]
    yield at_most("Merge of two 3,000-word texts: 50 ms (median)", merged, median, 50, "ms")
    printed = [row for row in every if row["page"] == "Memorandum as PDF"]
    yield at_most("A memorandum of 60 demands as PDF: 3 s (median)", printed, median, 3_000, "ms")
    told = [row for row in every if row["page"].startswith("Publishing to")]
    acts = [row for row in told if row["state"] == "the act"]
    jobs = [row for row in told if row not in acts]
    yield at_most("Publishing to 600 adaptations, the act: 200 ms", acts, median, 200, "ms")
    yield at_most("600 merges by jobs, each mail once: 10 s", jobs, seconds, 10, "s")
    yield from of_the_ledger(every)
    for name, found in kinds.items():
        worst = max(found, key=lambda row: row["p95_ms"])
        words = f"Search, {name}: every kind under 30 ms (p95)"
        yield Target(words, f"{worst['p95_ms']} ms ({worst['name']})", worst["p95_ms"] < 30)


def of_grids(every: list[Row]) -> Iterator[Target]:
    """Twelve lists by ten asks."""
    built = [row for row in every if row["page"].startswith("Grid,") and row["state"] == "built"]
    yield at_most("Grid of 12 lists × 10 asks: at most 12 queries", built, queries, 12)
    yield at_most("Grid of 12 lists × 10 asks, built: 15 ms CPU (median)", built, median, 15, "ms")
    commune = [row for row in every if row["page"] == "Commune page with a grid"]
    yield at_most("Commune page with that grid: at most 12 queries", commune, queries, 12)


def of_the_ledger(every: list[Row]) -> Iterator[Target]:
    added = [row for row in every if row["page"] == "Adding to the ledger"]
    on_postgresql = [row for row in added if row["where"].startswith("PostgreSQL")]
    if on_postgresql:
        # What was asked holds where the disk is quick enough: the lock is held until it has it.
        committed = [row for row in every if row["page"] == "A commit"]
        cost = max(median(row) for row in committed if row["where"] == on_postgresql[0]["where"])
        words = f"Answers published by 20 connections: 200/s (a commit: {cost:.2g} ms)"
        yield at_least(words, on_postgresql, rate, 200, "/s")
    checked = [row for row in every if row["page"] == "Checking the ledger"]
    yield at_most("Checking 1,000,000 lines: 60 s", checked, seconds, 60, "s")
    yield at_most("Checking 1,000,000 lines: 100 MB", checked, memory, 100, "MB")


def kept_of(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["state"] == "kept"]


def queries(row: Row) -> float:
    return float(row["queries"])


def median(row: Row) -> float:
    return float(row["median"])


def p95(row: Row) -> float:
    return float(row["p95"])


def ratio(row: Row) -> float:
    return float(row["median"] / row["floor"])


def seconds(row: Row) -> float:
    return float(row["median"]) / 1_000


def memory(row: Row) -> float:
    return float(row["memory"])


def rate(row: Row) -> float:
    return 1_000 / float(row["median"])


def at_least(
    words: str, rows: list[Row], figure: Callable[[Row], float], limit: float, unit: str
) -> Target:
    worst = min(rows, key=figure)
    return Target(words, f"{figure(worst):.4g} {unit} ({worst['where']})", figure(worst) >= limit)


def at_most(
    words: str, rows: list[Row], figure: Callable[[Row], float], limit: float, unit: str = ""
) -> Target:
    worst = max(rows, key=figure)
    measured = f"{figure(worst):.4g} {unit}".strip()
    where = f"{worst['page']}, {worst['state']}, {worst['where']}"
    return Target(words, f"{measured} ({where})", figure(worst) <= limit)
