"""Waiting for whoever writes the same things."""

from collections.abc import Iterable
from zlib import crc32

from django.db import connection

# Names our locks among all those of the database.
LOCKS = 5


def take_turns(names: Iterable[str]) -> None:
    """Wait for those who write the things so named, until the transaction under way ends.

    In one order, so that none waits in a circle. On SQLite there is one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        numbers = sorted({crc32(name.encode()) - 2**31 for name in names})
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, number) FROM unnest(%s::int[]) AS number",
                [LOCKS, numbers],
            )
