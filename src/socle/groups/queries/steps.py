"""What a step is, what rooms above ask besides; things that wait, counted for all rooms at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, QuerySet, Value
from django.utils.functional import Promise

from socle.groups.models import Group
from socle.groups.rules import Who


@dataclass(frozen=True, slots=True)
class NextStep:
    """``kind`` is a word for programs; ``due_on`` is None for what has no day."""

    kind: str
    words: str | Promise
    url: str
    due_on: date | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class CountedByGroup:
    """Things that wait for the people of a group, who are told how many and since when.

    ``rows`` gives those of some groups, by key; ``group`` and ``since`` are the names of the
    columns that hold the key of the group and when each came. ``still`` keeps those that wait at a
    moment, where something is over by itself.
    """

    rows: Callable[[Collection[int]], QuerySet[Any]]
    step: Callable[[Group, int, datetime], NextStep]
    since: str
    group: str
    still: Callable[[QuerySet[Any], datetime], QuerySet[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The same for things that wait for the person, or the coalition: in no group of theirs.

    ``rows`` is None when this person is not asked.
    """

    rows: Callable[[Who, datetime], QuerySet[Any] | None]
    step: Callable[[int, datetime], NextStep]
    since: str


Steps = Callable[[Who, dict[int, Group], datetime], Iterable[NextStep]]
"""What a room above asks of somebody, given the groups they organise, by key."""

NO_GROUP = 0
ASKED_ABOVE: list[Steps] = []
COUNTED_ABOVE: list[CountedByGroup | Counted] = []


def ask_besides(steps: Steps) -> None:
    """A room above says at start-up what else it asks people to do, where steps name things."""
    if steps not in ASKED_ABOVE:
        ASKED_ABOVE.append(steps)


def count_besides(*counted: CountedByGroup | Counted) -> None:
    """The same, where a step only says how many wait: that costs no query more."""
    COUNTED_ABOVE.extend(each for each in counted if each not in COUNTED_ABOVE)


def steps_counted(
    asked: Sequence[CountedByGroup | Counted], who: Who, groups: dict[int, Group], now: datetime
) -> Iterator[NextStep]:
    """In the order in which they are asked, then in that of the groups; one query for all."""
    parts = [
        in_columns(number, each, rows)
        for number, each in enumerate(asked)
        if (rows := rows_of(each, who, groups, now)) is not None
    ]
    found: dict[tuple[int, int], tuple[int, datetime]] = {}
    for number, key, count, first in parts[0].union(*parts[1:], all=True) if parts else []:
        # What is not counted by group has a row even when there is none.
        if count:
            found[number, key] = count, first
    for number, each in enumerate(asked):
        if isinstance(each, CountedByGroup):
            keys = (key for key in groups if (number, key) in found)
            yield from (each.step(groups[key], *found[number, key]) for key in keys)
        elif (number, NO_GROUP) in found:
            yield each.step(*found[number, NO_GROUP])


def rows_of(
    asked: CountedByGroup | Counted, who: Who, groups: Collection[int], now: datetime
) -> QuerySet[Any] | None:
    if isinstance(asked, Counted):
        return asked.rows(who, now)
    if not groups:
        return None
    rows = asked.rows(groups)
    return asked.still(rows, now) if asked.still else rows


def in_columns(
    number: int, asked: CountedByGroup | Counted, rows: QuerySet[Any]
) -> QuerySet[Any, tuple[int, int, int, datetime]]:
    key = F(asked.group) if isinstance(asked, CountedByGroup) else Value(NO_GROUP)
    each = rows.order_by().values(asked=Value(number), key=key)
    counted = each.annotate(count=Count("pk"), first=Min(asked.since))
    return counted.values_list("asked", "key", "count", "first")
