"""One row of a pack file: each cell read as what it should be, each fault noted with its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from socle.territories.addresses import LANGUAGES


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: row 1 holds the titles of the columns."""

    file: str
    row: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.reason}"


class PackError(Exception):
    """The files of a country cannot be loaded; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Cells:
    file: str
    row: int
    cells: Mapping[str, str | None]
    problems: list[Problem]

    def fault(self, reason: str) -> None:
        self.problems.append(Problem(self.file, self.row, reason))

    def text(self, column: str, *, longest: int = 0, needed: bool = False) -> str:
        value = (self.cells.get(column) or "").strip()
        if needed and not value:
            self.fault(f"{column} is empty")
        if longest and len(value) > longest:
            self.fault(f"{column} is longer than {longest} characters")
        return value

    def localized(self, name: str, *, longest: int = 0, needed: bool = True) -> dict[str, Any]:
        """The same thing in each language; one that is missing is None."""
        return {
            f"{name}_{language}": self.text(
                f"{name}_{language}", longest=longest, needed=needed and language == "fr"
            )
            or None
            for language in LANGUAGES
        }

    def one_of(self, column: str, known: Collection[str], *, needed: bool = True) -> str | None:
        value = self.text(column, needed=needed)
        if value and value not in known:
            self.fault(f"{column} {value} is unknown")
        return value or None

    def several_of(self, column: str, known: Collection[str]) -> list[str]:
        values = self.text(column).split()
        for value in values:
            if value not in known:
                self.fault(f"{column} {value} is unknown")
        return values

    def yes(self, column: str) -> bool:
        return self.one_of(column, ("yes", "no")) == "yes"

    def number(self, column: str, *, needed: bool = False) -> int | None:
        value = self.text(column, needed=needed)
        if value and not (value.isascii() and value.isdigit() and len(value) < 10):
            self.fault(f"{column} {value} is not a whole number")
            return None
        return int(value) if value else None

    def degrees(self, column: str, limit: int) -> float | None:
        value = self.text(column)
        try:
            degrees = float(value) if value else None
        except ValueError:
            self.fault(f"{column} {value} is not a number")
            return None
        if degrees is not None and not -limit <= degrees <= limit:
            self.fault(f"{column} {value} lies beyond {limit}")
        return degrees

    def day(self, column: str, *, needed: bool = False) -> date | None:
        value = self.text(column, needed=needed)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(f"{column} {value} is not a day such as 2019-01-01")
            return None

    def period(self) -> dict[str, Any]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self.fault("valid_to is before valid_from")
        return {"valid_from": first, "valid_to": last}

    def source(self) -> dict[str, Any]:
        return {
            "source_title": self.text("source_title", longest=300, needed=True),
            "source_article": self.text("source_article", longest=120),
            "source_url": self.text("source_url", longest=300),
            "checked": self.yes("checked"),
        }
