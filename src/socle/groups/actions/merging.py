"""Two groups become one, with nothing lost."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.actions.consents import carry_consents
from socle.accounts.journal import record
from socle.accounts.models import User
from socle.accounts.purposes import GROUP_NEWSLETTER
from socle.groups.actions import own_moves  # noqa: F401 -- says how the rows of this room pass
from socle.groups.actions.living import hold_both
from socle.groups.actions.moving import MOVES, rows_of
from socle.groups.actions.showing import show
from socle.groups.actions.telling import tell
from socle.groups.models import Group
from socle.groups.queries.people import everyone_in

# What the second group says of itself stays; where it says nothing, the first one is heard.
IF_EMPTY = ("presentation", "place", "what_next", "contact_email", "website")


class CannotMerge(Exception):
    """Two groups of one kind merge, and never the coalition."""


def merge_groups(*, group: Group, into: Group, by: User, now: datetime) -> Group:
    """``group`` ends and leads to ``into``, which takes over all it had.

    The people of both are told once. Raises CannotMerge, GroupIsArchived.
    """
    if group.pk == into.pk or group.kind != into.kind or group.kind == Group.Kind.COALITION:
        raise CannotMerge
    with transaction.atomic():
        old, new = hold_both(group, into)
        for move in list(MOVES.values()):
            move.carry(old, new, now)
        carry_consents(purpose=GROUP_NEWSLETTER, before=old, after=new, now=now)
        take_over_words(old, new, now)
        old.archived_at = old.updated_at = now
        old.merged_into = new
        old.save(update_fields=["archived_at", "updated_at", "merged_into"])
        record("groups.group.merged", now=now, by=by, target=old)
        people = everyone_in(new, timezone.localdate(now)).exclude(pk=by.pk)
        tell(people, "merged", now=now, old=old, new=new)
        show([old, new])
    return new


def take_over_words(old: Group, new: Group, now: datetime) -> None:
    """What is written once for a group: the second one's words, else the first one's."""
    for name in IF_EMPTY:
        setattr(new, name, getattr(new, name) or getattr(old, name))
    new.languages = " ".join(dict.fromkeys(new.language_codes + old.language_codes))
    if new.welcomed_at is None:
        new.welcomed_at, new.welcomed_by = old.welcomed_at, old.welcomed_by
    new.public_since = min(filter(None, [old.public_since, new.public_since]), default=None)
    # Who has its form open is told that it changed.
    new.version += 1
    new.alive_at = max(old.alive_at, new.alive_at)
    new.updated_at = now
    new.save()


def what_passes(group: Group) -> list[tuple[str, int]]:
    """What a merging would pass on, in words, and how many rows; one query for each kind."""
    counted = [(move.words, rows_of(move.field, group).count()) for move in MOVES.values()]
    return [(str(words), count) for words, count in counted if words and count]
