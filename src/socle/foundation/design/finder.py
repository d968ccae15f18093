"""Serves the design system's styles as one file and its scripts one by one.

Each component keeps its CSS beside its template; a page asks for one style sheet, so this finder
joins them: ``base`` and ``tokens`` first, then by name. No bundler is needed for that.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

HERE = Path(__file__).parent
FIRST = ["base", "tokens"]
STYLE = "design/socle.css"


def style_sheets() -> list[Path]:
    """The style sheet of every component: base and tokens first, then by name."""
    found = sorted(HERE.glob("*/*.css"))
    return sorted(found, key=lambda path: (path.parent.name not in FIRST, found.index(path)))


def joined_style() -> str:
    return "\n".join(path.read_text() for path in style_sheets())


class DesignStorage(Storage):
    """The files of the design system under the addresses pages ask for; read only."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(HERE / name.removeprefix("design/"))

    def _open(self, name: str, mode: str = "rb") -> File:
        if name == STYLE:
            return ContentFile(joined_style().encode(), name=name)
        return File(Path(self.path(name)).open(mode), name=name)

    def get_modified_time(self, name: str) -> datetime:
        sources = style_sheets() if name == STYLE else [Path(self.path(name))]
        return datetime.fromtimestamp(max(path.stat().st_mtime for path in sources), UTC)


class DesignFinder(BaseFinder):
    """Finds ``design/socle.css`` and ``design/<component>/<file>.js``."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path.startswith("design/") and path.endswith(".js"):
            place = HERE / path.removeprefix("design/")
            if place.is_file():
                return [str(place)] if find_all else str(place)
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        storage = DesignStorage()
        yield STYLE, storage
        for path in sorted(HERE.glob("*/*.js")):
            yield f"design/{path.relative_to(HERE)}", storage
