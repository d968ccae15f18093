"""The elections of the demo campaign, from its files (demo/README.md)."""

import csv
from pathlib import Path

from socle.elections.actions.demo import DemoFiles

NAMES = ("elections", "contests", "lists", "candidates", "majorities")


def read_demo_elections(folder: Path) -> DemoFiles:
    return DemoFiles(**{name: rows_of(folder / "elections" / f"{name}.csv") for name in NAMES})


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
