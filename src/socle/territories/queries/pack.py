"""What the country's pack says of itself, in its ``pack.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Source:
    """Where some of the facts come from. ``language`` is that of ``title``, ``covers_in`` that of
    ``covers``: the page's, else the pack's own."""

    title: str
    language: str
    publisher: str
    licence: str
    url: str
    covers: str
    covers_in: str


def pack() -> dict[str, Any]:
    path = settings.SOCLE_PACK_DIR / "pack.toml"
    return read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def read(path: Path, changed: int) -> dict[str, Any]:
    """The file as it was at that moment; read again once it has changed."""
    return tomllib.loads(path.read_text("utf-8"))


def own_language() -> str:
    """The language laws are quoted in, and in which every text of the pack is there."""
    language: str = pack()["default_language"]
    return language


def sources() -> list[Source]:
    own = own_language()
    language = (get_language() or own)[:2]
    return [source_of(row, language, own) for row in pack().get("sources", [])]


def source_of(row: dict[str, str], language: str, own: str) -> Source:
    covers_in = language if row.get(f"covers_{language}") else own
    return Source(
        title=row["title"],
        language=row.get("language", "en"),
        publisher=row.get("publisher", ""),
        licence=row.get("licence", ""),
        url=row.get("url", ""),
        covers=row.get(f"covers_{covers_in}", ""),
        covers_in=covers_in,
    )
