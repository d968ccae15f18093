"""Somebody else, writing at the same time."""

from contextlib import contextmanager

import pytest
from django.db import connection

from socle.foundation.actions import turns

# Queries it takes to wait for one's turn.
TURN = 0 if connection.vendor == "sqlite" else 1


@contextmanager
def somebody_writing(*names):
    """Another process in the middle of its transaction; this one does not wait long for it.

    Not on SQLite, where there is one writer at a time anyway.
    """
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(turns, "connection", other)
            turns.take_turns(names)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
        yield
    finally:
        other.close()
