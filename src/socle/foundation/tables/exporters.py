"""What ``socle export`` can export: each room adds its kinds when the program starts."""

import io
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.module_loading import import_string

# The file, in pieces: no export needs to hold all of it.
Exporter = Callable[[], Iterator[bytes]]

ALL = "all"
# By kind, its dotted path and how its file is called.
_exporters: dict[str, tuple[str, str]] = {}


def register_exporter(kind: str, path: str, file: str) -> None:
    """Offer ``socle export KIND``. ``path`` is dotted, so that nothing loads before it is used;
    ``file`` is its name among all exports."""
    _exporters[kind] = path, file


def known_exports() -> list[str]:
    return sorted([*_exporters, ALL])


def find_exporter(kind: str) -> Exporter | None:
    if kind == ALL:
        return zip_of_all
    found = _exporters.get(kind)
    return import_string(found[0]) if found else None


def every_export() -> list[tuple[str, Exporter]]:
    """Each by the name of its file, in the order of kinds."""
    return [(file, import_string(path)) for _kind, (path, file) in sorted(_exporters.items())]


class Written(io.RawIOBase):
    """Holds what was written until it is taken: a ZIP leaves while it grows."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.held.append(bytes(piece))
        return len(piece)

    def take(self) -> Iterator[bytes]:
        held, self.held = self.held, []
        yield from held


def zip_of_all() -> Iterator[bytes]:
    """Every export there is, as one ZIP."""
    into = Written()
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        for name, exporter in every_export():
            with packed.open(name, "w", force_zip64=True) as file:
                for piece in exporter():
                    file.write(piece)
                    yield from into.take()
    yield from into.take()
