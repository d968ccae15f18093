"""A case as a file of the demo tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """``words`` by language, the first the one it is written in; ``area`` and ``topics`` are codes;
    ``after`` the key of another; told so many ``days`` ago."""

    key: str
    words: Mapping[str, Words]
    who: str
    url: str
    seen_on: date
    days: int
    area: str = ""
    place: str = ""
    since: int | None = None
    contact: str = ""
    topics: tuple[str, ...] = ()
    after: str = ""
