"""Telling kept pages that what they show has changed."""

import secrets
from collections.abc import Iterable, Mapping

from socle.foundation.models import Stamp


def touch(names: Iterable[str]) -> None:
    """Give each named thing a new version, so that no kept page showing it is used again.

    Call it last in the transaction that changes the things: the rows are locked until its end,
    in sorted order so that two writers never wait for each other in a circle.
    """
    write({name: secrets.token_hex(8) for name in names})


def set_version(name: str, version: str) -> None:
    """Note of what state of something (files, a program) the named thing was made."""
    write({name: version})


def write(versions: Mapping[str, str]) -> None:
    rows = [Stamp(name=name, version=version) for name, version in sorted(versions.items())]
    Stamp.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["version"]
    )
