"""What was measured, printed: one table, the first visit, and the targets beside their figures."""

import textwrap
from typing import Any

from bench.targets import targets

Rows = dict[str, dict[str, list[dict[str, Any]]]]
Kinds = dict[str, list[dict[str, Any]]]
NAME, CELL = 56, 30
NOTE = """\
q: queries. median, p95: CPU milliseconds of the web process for one request. ×: the median beside
that of a view which answers a constant of the same size (the floor). kB: bytes sent, compressed,
in thousands. Erasing a person, importing, inviting, merging and the ledger are by the clock, the
database's work included; MB: the most the process held. See docs/bench.md."""


def columns(rows: Rows) -> list[tuple[str, str]]:
    return [(name, size) for name, sizes in rows.items() for size in sizes]


def cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return " " * CELL
    times = f"{row['queries']:3}{row['median']:8.2f}{row['p95']:8.2f}"
    if row["memory"] is not None:
        return times + f"{row['memory']:8.0f} MB"
    if row["floor"] is None:
        return times + " " * 11
    ratio = row["median"] / row["floor"]
    return f"{times}{ratio:5.{1 if ratio < 100 else 0}f}{row['size'] / 1000:6.1f}"


def print_table(rows: Rows) -> None:
    heads = columns(rows)
    found = [{(row["page"], row["state"]): row for row in rows[name][size]} for name, size in heads]
    order = list(dict.fromkeys(key for part in found for key in part))
    print()
    print(" " * NAME + " │ ".join(f"{f'{name} {size}':^{CELL}}" for name, size in heads))
    print(" " * NAME + " │ ".join(["  q  median     p95    ×    kB"] * len(heads)))
    last = ""
    for page, state in order:
        name = f"{page if page != last else '':24}{state:32}"
        print(name[:NAME] + " │ ".join(cell(part.get((page, state))) for part in found))
        last = page
    print()
    print(NOTE)


def print_search(kinds: Kinds, documents: int) -> None:
    names = [row["name"] for row in next(iter(kinds.values()))]
    found = {name: {row["name"]: row for row in rows} for name, rows in kinds.items()}
    print(f"\nSearch among {documents:,} documents, milliseconds by the clock")
    print(" " * NAME + " │ ".join(f"{name:^18}" for name in found))
    print(" " * NAME + " │ ".join(["  median      p95 "] * len(found)))
    for name in names:
        cells = [
            f"{rows[name]['p50_ms']:8.2f}{rows[name]['p95_ms']:9.2f} " for rows in found.values()
        ]
        print(f"{name:{NAME}}" + " │ ".join(cells))


def print_first_visit(parts: list[list[Any]]) -> None:
    print("\nFirst visit of the page of a commune, the heaviest met: bytes as they are sent")
    for address, size in parts:
        print(f"{address:60}{size:8}")
    print(f"{'':60}{sum(size for _address, size in parts):8}")


def print_targets(rows: Rows, kinds: Kinds, parts: list[list[Any]]) -> None:
    print("\nTargets")
    for target in targets(rows, kinds, sum(size for _address, size in parts)):
        words = textwrap.shorten(target.words, 62)
        print(f"{'ok  ' if target.met else 'NOT '} {words:64}{target.measured}")
