"""What must hold of days and codes, and the names of this room's stamps."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

# Stamps (see foundation/kept.py). A page names those of what it shows.
AREAS = "territories.areas"  # levels, areas, their changes, postcodes, boundaries
TOPICS = "territories.topics"
COMPETENCES = "territories.competences"
BODIES = "territories.bodies"  # bodies, and who votes for them
ALL_STAMPS = (AREAS, TOPICS, COMPETENCES, BODIES)


class BeforeThePackKnows(Exception):
    """The day lies before the first one the country's files know about."""

    def __init__(self, day: date, since: date) -> None:
        self.day, self.since = day, since
        super().__init__(f"{day.isoformat()} is before {since.isoformat()}")


@lru_cache(maxsize=4)
def known_since(folder: Path | None = None) -> date:
    """The first day the country's files know about, as its ``pack.toml`` says."""
    path = (folder or settings.SOCLE_PACK_DIR) / "pack.toml"
    since: date = tomllib.loads(path.read_text("utf-8"))["knows_since"]
    return since


def known_day(day: date) -> date:
    """``day`` itself, if the country's files know about it."""
    since = known_since()
    if day < since:
        raise BeforeThePackKnows(day, since)
    return day
