"""What ``socle import`` can import: each room adds its kinds when the program starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from socle.foundation.tables.report import Report


def no_progress(done: int, total: int | None) -> None:
    """For who does not watch."""


@dataclass(frozen=True)
class Wishes:
    """How to import: what was asked on the command line or on a page."""

    now: datetime
    dry_run: bool = False
    only_valid: bool = False
    election: str = ""
    source: str = ""
    # A table of what was answered where the import had to ask.
    answers: Path | None = None
    # Who asks, on a page; nobody on the command line.
    by: Any = None
    progress: Callable[[int, int | None], None] = no_progress

    def report(self) -> Report:
        return Report(dry_run=self.dry_run, only_valid=self.only_valid)


# Reads a file, writes what it says through the room's actions, tells what happened.
# Raises ``CannotRead`` when it can do nothing with the file.
Importer = Callable[[Path, Wishes], Report]

_importers: dict[str, str] = {}


def register_importer(kind: str, path: str) -> None:
    """Offer ``socle import KIND``. ``path`` is dotted, so that nothing loads before it is used."""
    _importers[kind] = path


def known_kinds() -> list[str]:
    return sorted(_importers)


def find_importer(kind: str) -> Importer | None:
    path = _importers.get(kind)
    return import_string(path) if path else None
