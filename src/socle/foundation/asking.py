"""Questions so frequent that they cost more to put into words than to answer."""

from collections.abc import Sequence, Sized
from typing import Any

from django.db import Error, connection


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What ``sql`` finds.

    An answer shows that the connection, kept open since another request, still works: Django need
    not ask that first. If it does not, the question is put again on a new one.
    """
    # Django's types do not name what it knows of a connection's health.
    known: Any = connection
    if known.connection and known.health_check_enabled and not known.health_check_done:
        known.health_check_done = True
        try:
            return found(sql, values)
        except Error:
            connection.close()
    return found(sql, values)


def found(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        answer: list[tuple[Any, ...]] = cursor.fetchall()
    return answer


def marks(values: Sized) -> str:
    """A place for each value: ``%s, %s``; what nothing is in when there is none."""
    return ", ".join(["%s"] * len(values)) or "NULL"
