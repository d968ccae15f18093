"""Questions so frequent that they cost more to put into words than to answer."""

from collections.abc import Callable, Iterable, Sequence, Sized
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.db import Error, connection
from django.db.models import Model, QuerySet
from django.utils.translation import get_language

M = TypeVar("M", bound=Model)
R = TypeVar("R")


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


# Stand in the words of a question where the values go that are known when it is put.
NUMBER, CODE, DAY = -1_000_000_007, "standin", date(1, 1, 1)
# A collection is asked about as if it had so many keys, the last one said again: each number of
# keys would be another question. About more keys than that, it is seldom put twice.
SIZES = (1, 3, 8, 24)
MOST_VALUES = 3 * SIZES[-1]


def put_once(compose: Callable[..., QuerySet[M, R]]) -> Callable[..., list[R]]:
    """A question that is put into words once in each language, and asked as often as one likes.

    ``compose`` takes keys, codes, days and collections of keys in which something must be, and
    hands them to the database: nothing else decides what it asks but the language of the page.
    """

    @lru_cache(maxsize=64)
    def worded(language: str | None, shape: tuple[Any, ...]) -> "Worded":
        given, places = list[Any](), 0
        for kind in shape:
            many = range(places, places + kind) if isinstance(kind, int) else [places]
            of = int if isinstance(kind, int) or kind is bool else kind
            kept = [stand_in(of, place) for place in many]
            given.append(kept if isinstance(kind, int) else kept[0])
            places += len(many)
        return Worded.of(compose(*given), places)

    @wraps(compose)
    def ask(*values: Any) -> list[R]:
        if any(is_many(value) and not 0 < len(value) <= SIZES[-1] for value in values):
            return list(compose(*values))
        given = [filled_up(value) if is_many(value) else value for value in values]
        shape = tuple(len(value) if is_many(value) else type(value) for value in given)
        flat = [each for value in given for each in (value if is_many(value) else [value])]
        return worded(get_language(), shape).answer(flat)

    return ask


def is_many(value: Any) -> bool:
    return not isinstance(value, int | str | date)


def filled_up(keys: Iterable[int]) -> list[int]:
    found = list(keys)
    size = next(size for size in SIZES if size >= len(found))
    return found + found[-1:] * (size - len(found))


def stand_in(kind: type, place: int) -> int | str | date:
    if kind is date:
        return DAY + timedelta(days=place)
    return f"{CODE}{place}" if kind is str else NUMBER - place


@dataclass(frozen=True, slots=True)
class Worded:
    """``places``: for each parameter, the place among the values asked about, or None."""

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[int | None, ...]
    converters: Any

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], given: int) -> "Worded":
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        known: dict[Any, int] = {}
        for place in range(MOST_VALUES):
            known |= {stand_in(kind, place): place for kind in (int, str, date)}
            # As SQLite has it.
            known[str(stand_in(date, place))] = place
        kinds = int | str | date
        places = tuple(known.get(each) if isinstance(each, kinds) else None for each in params)
        assert {*range(given)} <= {*places}, "a value does not reach the database as it is"  # noqa: S101
        shown = [column for column, *_rest in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(shown)
        return cls(rows, compiler, sql, tuple(params), places, converters)

    def answer(self, values: Sequence[Any]) -> list[Any]:
        params = tuple(
            each if place is None else alike(each, values[place])
            for each, place in zip(self.params, self.places, strict=True)
        )
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        compiler.get_converters = lambda *args: self.converters
        asked: Any = self.rows.all()
        asked.query.get_compiler = lambda *args, **kwargs: compiler
        return list(asked)


def alike(parameter: Any, value: Any) -> Any:
    """The value as the backend had its stand-in: of its own kind of number, a day in words."""
    return value if isinstance(parameter, date) else type(parameter)(value)
