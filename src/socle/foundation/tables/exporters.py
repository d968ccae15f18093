"""What ``socle export`` can export: each room adds its kinds when the program starts."""

from collections.abc import Callable, Iterator

from django.utils.module_loading import import_string

# The file, in pieces: no export needs to hold all of it.
Exporter = Callable[[], Iterator[bytes]]

_exporters: dict[str, str] = {}


def register_exporter(kind: str, path: str) -> None:
    """Offer ``socle export KIND``. ``path`` is dotted, so that nothing loads before it is used."""
    _exporters[kind] = path


def known_exports() -> list[str]:
    return sorted(_exporters)


def find_exporter(kind: str) -> Exporter | None:
    path = _exporters.get(kind)
    return import_string(path) if path else None
