"""Letting pages and the search show groups as they are now; every action here ends with it."""

from collections.abc import Callable, Iterable

from django.db.models import prefetch_related_objects

from socle.foundation.actions.search import index, remove
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group
from socle.groups.rules import GROUPS
from socle.groups.search import documents_of, key_of

Beside = Callable[[list[Group]], None]
BESIDE: list[Beside] = []


def show_besides(act: Beside) -> None:
    """A room above says at start-up how it puts right what it shows of groups: called with those
    that changed, in the transaction of the change."""
    BESIDE.append(act)


def show(groups: Iterable[Group]) -> None:
    """Call it last in the transaction that changes what the pages of these groups say.

    Where nothing changed but who organises or joins, ``touch([GROUPS])`` is enough.
    """
    rows = list(groups)
    found = [group for group in rows if group.public_since and not group.archived_at]
    gone = [group for group in rows if group not in found]
    prefetch_related_objects(found, "areas", "topics")
    index(documents_of(found))
    remove(key_of(group) for group in gone)
    for act in BESIDE:
        act(rows)
    touch([GROUPS])
