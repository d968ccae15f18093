"""What a file says of a memorandum, a demand or a local wording, before any of it is a row."""

from dataclasses import dataclass, field
from datetime import date

from socle.texts.queries.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a demand asks of one level: ``level`` and ``area`` are codes, ``area`` "" for wherever
    there is this level; ``line`` is where its heading stands in the file, from 1."""

    level: str
    area: str
    words: Words
    by_when: date | None = None
    line: int = 0

    @property
    def place(self) -> tuple[str, str]:
        return (self.level, self.area)


@dataclass(frozen=True, slots=True)
class Done:
    """Where it was done already: ``area`` is a code, else ``place`` says where in words; ``side``
    is "north", "south" or "". ``case`` is the key of the case of this site that tells it whole, 0
    for none. ``line`` is where it stands in the file, from 1."""

    title: str
    what: str
    url: str
    seen_on: date
    area: str = ""
    place: str = ""
    since: int | None = None
    side: str = ""
    case: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a part of a file is refused, and how to mend it."""

    line: int
    heading: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One text and what stands under it. ``facts`` are those of the front matter, as typed.

    ``sources``: title and address (or "") of each.
    """

    facts: dict[str, str]
    words: Words
    asked: tuple[Asked, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    line: int = 1
    notes: tuple[str, ...] = field(default=())
    evidence: tuple[Done, ...] = ()

    def fact(self, name: str, otherwise: str = "") -> str:
        return self.facts.get(name, otherwise)

    def list_of(self, name: str) -> list[str]:
        """Separated by semicolons where there is one (names may hold commas), else by commas."""
        said = self.facts.get(name, "")
        sign = ";" if ";" in said else ","
        return [part.strip() for part in said.split(sign) if part.strip()]

    def at(self, level: str, area: str = "") -> Asked | None:
        return next((each for each in self.asked if each.place == (level, area)), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a release of a memorandum brings: texts by name and language, ``""`` being its own."""

    note: str
    texts: dict[tuple[str, str], Manuscript]


@dataclass(frozen=True, slots=True)
class CampaignFiles:
    """Everything ``demo/`` says of demands. Groups and people go by their keys there."""

    memorandums: dict[str, list[Edition]]
    adaptations: list[tuple[str, Manuscript]]
    suggestions: list[Manuscript]
    local: list[tuple[str, Manuscript]]
    groups: dict[str, str]
    people: dict[str, str]
