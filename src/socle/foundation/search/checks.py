"""Can this machine search? Told to who deploys."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connection


@register("socle")
def check_fts5(**kwargs: Any) -> Sequence[CheckMessage]:
    if connection.vendor != "sqlite" or has_fts5():
        return []
    return [
        Error(
            f"This Python's SQLite ({sqlite3.sqlite_version}) has no full-text search (FTS5).",
            hint="Take a Python with a whole SQLite, or PostgreSQL. See docs/deploy.md#socle-e016",
            id="socle.E016",
        )
    ]


def has_fts5() -> bool:
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.OperationalError:
        return False
    finally:
        memory.close()
    return True
