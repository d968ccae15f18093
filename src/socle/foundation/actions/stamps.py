"""Telling kept pages that what they show has changed."""

import secrets
from collections.abc import Iterable

from socle.foundation.models import Stamp


def touch(names: Iterable[str]) -> None:
    """Give each named thing a new version, so that no kept page showing it is used again.

    Call it last in the transaction that changes the things: the rows are locked until its end,
    in sorted order so that two writers never wait for each other in a circle.
    """
    rows = [Stamp(name=name, version=secrets.token_hex(8)) for name in sorted(set(names))]
    Stamp.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["name"], update_fields=["version"]
    )
