"""Telling kept pages that what they show has changed."""

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction

from socle.foundation import parts
from socle.foundation.models import Stamp


def touch(names: Iterable[str]) -> None:
    """Give each named thing a new version, so that no kept page showing it is used again.

    Call it last in the transaction that changes the things: the rows are locked until its end,
    in sorted order so that two writers never wait for each other in a circle. Once it is committed,
    the sections that many pages share are built again here, so that no reader has to.
    """
    names = set(names)
    write({name: secrets.token_hex(8) for name in names})
    asked = transaction.get_connection().run_on_commit
    if parts.are_shown(names) and not any(entry[1] is parts.make_ready for entry in asked):
        # Never inside the transaction: what it may still change would be missing.
        transaction.on_commit(parts.make_ready, robust=True)


def set_version(name: str, version: str) -> None:
    """Note of what state of something (files, a program) the named thing was made."""
    write({name: version})


def write(versions: Mapping[str, str]) -> None:
    rows = [Stamp(name=name, version=version) for name, version in sorted(versions.items())]
    Stamp.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["version"]
    )
