"""What passes from one group to another when they merge, and how each kind of row does.

Every foreign key to a group in the whole project has its ``Move`` here. A room above says at
start-up how its own rows pass, with ``register_move``; a test finds the key that has none. Rows
that would stand twice stay with the old group, ended: nothing is removed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from socle.groups.models import Group

Carry = Callable[[Group, Group, datetime], None]
"""Passes rows from the first group to the second; in the transaction of the merging."""


@dataclass(frozen=True, slots=True)
class Move:
    """``field`` is a key to a group, as ``"groups.membership.group"``; ``words`` say in the plural
    what passes, translated late; "" where the page that asks for a confirmation need not say."""

    field: str
    words: Any
    carry: Carry


MOVES: dict[str, Move] = {}


def register_move(field: str, words: Any, carry: Carry | None = None) -> None:
    """Say how the rows that hold this key pass; without ``carry``, all of them simply do."""
    MOVES[field] = Move(field, words, carry or all_of(field))


def model_and_key(field: str) -> tuple[type[Model], str]:
    app, model, key = field.split(".")
    return apps.get_model(app, model), key


def rows_of(field: str, group: Group) -> QuerySet[Any]:
    model, key = model_and_key(field)
    return model._default_manager.filter(**{key: group})


def all_of(field: str) -> Carry:
    """For rows of which a group may have any number."""

    def carry(group: Group, into: Group, now: datetime) -> None:
        _model, key = model_and_key(field)
        rows_of(field, group).update(**{key: into})

    return carry


def first_of_each(field: str, *same: str) -> Carry:
    """For rows of which a group has one for each ``same``: the others stay where they were."""

    def carry(group: Group, into: Group, now: datetime) -> None:
        _model, key = model_and_key(field)
        there = set(rows_of(field, into).values_list(*same))
        passing = [
            pk
            for pk, *values in rows_of(field, group).values_list("pk", *same)
            if tuple(values) not in there
        ]
        rows_of(field, group).filter(pk__in=passing).update(**{key: into})

    return carry
