"""What must hold of days and codes, and the names of this room's stamps."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

# Stamps (see foundation/kept.py). A page names those of what it shows.
AREAS = "territories.areas"  # levels, areas, their changes, postcodes, boundaries
TOPICS = "territories.topics"
COMPETENCES = "territories.competences"
BODIES = "territories.bodies"  # bodies, and who votes for them
ALL_STAMPS = (AREAS, TOPICS, COMPETENCES, BODIES)

# What those who write many rows of this room take turns at.
WRITERS = "territories"


def stamps_of_area(columns: Iterable[str]) -> tuple[str, ...]:
    """What shows an area in which these columns changed: who decides what there, and who one
    votes for, is said with its name, its level and what it stands in."""
    shown = {"name", "level", "parents"}
    return ALL_STAMPS if any(name.split("_")[0] in shown for name in columns) else (AREAS,)


class BeforeThePackKnows(Exception):
    """The day lies before the first one the country's files know about."""

    def __init__(self, day: date, since: date) -> None:
        self.day, self.since = day, since
        super().__init__(f"{day.isoformat()} is before {since.isoformat()}")


def pack_says(folder: Path | None = None) -> dict[str, Any]:
    """What the country's files say of themselves, in ``pack.toml``."""
    path = (folder or settings.SOCLE_PACK_DIR) / "pack.toml"
    return read_toml(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def read_toml(path: Path, changed: int) -> dict[str, Any]:
    """The file is read again once it has changed."""
    return tomllib.loads(path.read_text("utf-8"))


def known_since(folder: Path | None = None) -> date:
    """The first day the country's files know about."""
    since: date = pack_says(folder)["knows_since"]
    return since


def known_day(day: date) -> date:
    """``day`` itself, if the country's files know about it."""
    since = known_since()
    if day < since:
        raise BeforeThePackKnows(day, since)
    return day
