"""What an import did, or would do."""

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row was not taken. ``row`` is the number the spreadsheet shows; the header is 1."""

    row: int
    column: str
    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was taken, and in a few words what it says or changes, for a page to show."""

    row: int
    outcome: Outcome
    name: str
    words: str = ""


@dataclass
class Report:
    """Counts, notes on how the file was understood, and every refusal."""

    dry_run: bool = False
    only_valid: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    def take(self, row: int, outcome: Outcome, name: str, words: str = "") -> None:
        """Count a row, and keep what is said of it; ``count`` alone where nobody will read it."""
        self.count(outcome)
        self.taken.append(Taken(row, outcome, name, words))

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def refuse(self, row: int, reason: str, column: str = "", name: str = "") -> None:
        self.refusals.append(Refusal(row, column, reason, name))

    @property
    def refused(self) -> int:
        """Rows refused; one row may have several reasons."""
        return len({refusal.row for refusal in self.refusals})

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)

    @property
    def kept(self) -> bool:
        """Whether what the import does is to stay: not on trial, and no row refused unasked."""
        return not self.dry_run and (self.only_valid or not self.refusals)
