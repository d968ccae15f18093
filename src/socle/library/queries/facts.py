"""What is said of a case beside its words."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from socle.library.models import Case, Change
from socle.territories.models import Area, Topic


@dataclass(frozen=True, slots=True)
class Facts:
    """See ``HasFacts``; ``topics`` by their keys."""

    who: str
    url: str
    seen_on: date
    area: Area | None = None
    place: str = ""
    since: int | None = None
    contact: str = ""
    adapted_from: Case | None = None
    topics: tuple[Topic, ...] = ()

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in NAMES if name != "topics"}


NAMES = tuple(field.name for field in fields(Facts))


def facts_of(row: Case | Change) -> Facts:
    said = {name: getattr(row, name) for name in NAMES if name != "topics"}
    return Facts(**said, topics=tuple(row.topics.order_by("pk")))


def put_together(was: Facts, ours: Facts, theirs: Facts) -> Facts:
    """Each fact as we changed it, else as they left it."""
    kept = {
        name: getattr(ours if getattr(ours, name) != getattr(was, name) else theirs, name)
        for name in NAMES
    }
    return Facts(**kept)
