"""Django's cache in a database table, with one plain statement for each read and each write.

Django's own counts the whole table at every write, to know when to tidy up: the more is kept, the
longer a write takes. Here one write in a thousand does that.
"""

import base64
import pickle
import random
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends import db
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import DatabaseError, connection, connections, router
from django.utils import timezone

from socle.foundation.asking import marks, rows

TIDY_EVERY = 1_000
REPLACE = "UPDATE SET value = excluded.value, expires = excluded.expires"
WRITE = "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"
SET = f"{WRITE} ON CONFLICT (cache_key) DO {REPLACE}"
# What has expired is no longer there.
ADD = f"{SET} WHERE {{table}}.expires <= %s"
GET = "SELECT cache_key, value FROM {table} WHERE cache_key IN ({keys}) AND expires > %s"
GET_ONE = "SELECT NULL, value FROM {table} WHERE cache_key = %s AND expires > %s"
TOUCH = "UPDATE {table} SET expires = %s WHERE cache_key = %s"


class LeanDatabaseCache(db.DatabaseCache):
    """For SQLite and PostgreSQL; the table is the one `createcachetable` makes."""

    # Of the class above, whose types do not name them.
    _table: str
    _cull: Callable[[str, Any, datetime, int], None]

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        named = {self.make_and_validate_key(key, version=version): key for key in keys}
        found = rows(self.sql(GET, keys=marks(named)), [*named, self.now()])
        return {named[key]: as_value(text) for key, text in found}

    def get_beside(
        self, key: str, question: str, values: Collection[str]
    ) -> tuple[dict[str, str], Any]:
        """What ``question`` finds, a word for each name; and what is kept under ``key``."""
        both = f"{question} UNION ALL {self.sql(GET_ONE)}"
        found = dict(rows(both, [*values, self.make_and_validate_key(key), self.now()]))
        text = found.pop(None, None)
        return found, None if text is None else as_value(text)

    def sql(self, statement: str, **words: str) -> str:
        return statement.format(table=connection.ops.quote_name(self._table), **words)

    def now(self) -> Any:
        return connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))

    def _base_set(
        self, mode: str, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT
    ) -> bool:
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        adapt = connection.ops.adapt_datetimefield_value
        expires = adapt(last_second(self.get_backend_timeout(timeout)))
        with connection.cursor() as cursor:
            try:
                if random.randrange(TIDY_EVERY) == 0:  # noqa: S311 -- no secret hangs on it
                    self.tidy(connection.alias, cursor)
                if mode == "touch":
                    cursor.execute(TOUCH.format(table=table), [expires, key])
                elif mode == "set":
                    cursor.execute(SET.format(table=table), [key, as_text(value), expires])
                else:
                    now = adapt(timezone.now().replace(microsecond=0))
                    cursor.execute(ADD.format(table=table), [key, as_text(value), expires, now])
            except DatabaseError:
                if connection.in_atomic_block:
                    raise
                # What could not be kept is asked for again: no page fails for it.
                return False
            return bool(cursor.rowcount)

    def tidy(self, alias: str, cursor: Any) -> None:
        """Remove what has expired, and more when there is too much."""
        cursor.execute(f"SELECT COUNT(*) FROM {connections[alias].ops.quote_name(self._table)}")  # noqa: S608
        self._cull(alias, cursor, timezone.now().replace(microsecond=0), cursor.fetchone()[0])


def last_second(timestamp: float | None) -> datetime:
    if timestamp is None:
        return datetime.max.replace(microsecond=0)
    return datetime.fromtimestamp(timestamp, tz=UTC).replace(microsecond=0)


def as_value(text: str) -> Any:
    return pickle.loads(base64.b64decode(text))  # noqa: S301 -- what we wrote ourselves


def as_text(value: Any) -> str:
    return base64.b64encode(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)).decode("latin1")
