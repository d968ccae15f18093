"""Sections that many pages share: built once for all of them, and made ready after a change.

A page finds them in the memory of its process, else in the shared cache, where the worker puts
them right after a change; who comes before the worker builds them for itself. So a job that was
lost costs time and nothing else.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.cache import cache as shared
from django.utils.translation import override

from socle.foundation.entries import Entry
from socle.foundation.kept import LONGEST, build_id, memory, versions, versions_told

Sections = dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Sections kept together under a name, as HTML by their own names, in one language.

    ``stamps`` are those of what they show; ``build`` is called in that language. One that is
    ``by_process`` is made ready by nobody: each process builds its own.
    """

    name: str
    language: str
    stamps: tuple[str, ...]
    build: Callable[[], Sections]
    by_process: bool = False

    @property
    def key(self) -> str:
        whole = f"{build_id()}|{self.language}|{self.name}"
        return f"part:{hashlib.sha256(whole.encode()).hexdigest()}"

    def sections(self) -> Sections:
        """For the page under construction, which is in that language."""
        key, now = self.key, versions_told(self.stamps)
        entry = memory.get(key)
        if entry is None or entry.stamps != now:
            entry = None if self.by_process else shared.get(key)
            if entry is None or entry.stamps != now:
                entry = self.entry(now)
            memory.put(key, entry)
        found: Sections = json.loads(gzip.decompress(entry.compressed))
        return found

    def make_ready(self) -> bool:
        """Put them in the shared cache, unless they are there; whether that took building them."""
        now, entry = versions(self.stamps), shared.get(self.key)
        if entry is not None and entry.stamps == now:
            return False
        with override(self.language):
            entry = self.entry(now)
        # Whoever changed something meanwhile has asked for them again.
        if versions(self.stamps) == now:
            shared.set(self.key, entry, LONGEST)
        return True

    def entry(self, now: dict[str, str]) -> Entry:
        text = json.dumps(self.build(), ensure_ascii=False)
        return Entry(now, {}, gzip.compress(text.encode(), 1, mtime=0), "")


AllParts = Callable[[], Iterable[Part]]

# What rooms above declare, with the stamps of what it shows.
DECLARED: list[tuple[frozenset[str], AllParts]] = []


def made_ready_after(*stamps: str) -> Callable[[AllParts], AllParts]:
    """Mark what gives every part to be built once one of these stamps has changed."""

    def declare(parts: AllParts) -> AllParts:
        DECLARED.append((frozenset(stamps), parts))
        return parts

    return declare


def are_shown(names: Iterable[str]) -> bool:
    """Whether some declared part shows one of the things so named."""
    return any(not stamps.isdisjoint(names) for stamps, _parts in DECLARED)


def make_ready(*, stop: Callable[[], bool] = lambda: False) -> int:
    """Build every declared part that is not in the shared cache as things are now. How many."""
    built = 0
    for _stamps, parts in DECLARED:
        for part in parts():
            if stop():
                return built
            built += part.make_ready()
    return built
