"""How the rows of this room pass from one group to another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socle.groups.actions.moving import (
    Carry,
    first_of_each,
    model_and_key,
    register_move,
    rows_of,
)
from socle.groups.models import Approach, Group, JoinRequest
from socle.groups.queries.people import running_in


def periods(field: str, *same: str) -> Carry:
    """For rows that run from a day to a day, one at a time for each ``same``.

    Of two that run, the one of the second group goes on, since the earlier day.
    """

    def carry(group: Group, into: Group, now: datetime) -> None:
        pass_periods(rows_of(field, group), field, into, same, timezone.localdate(now))

    return carry


def pass_periods(
    rows: Iterable[Any], field: str, into: Group, same: tuple[str, ...], day: date
) -> None:
    model, key = model_and_key(field)
    there = rows_of(field, into).filter(until=None)
    running = {tuple(getattr(row, name) for name in same): row for row in there}
    passing = []
    for row in rows:
        twin = running.get(tuple(getattr(row, name) for name in same))
        if row.until is None and twin is not None:
            go_on_since(twin, row.since)
            end(row, day)
        else:
            passing.append(row.pk)
    model._default_manager.filter(pk__in=passing).update(**{key: into})


def go_on_since(row: Any, since: date | None) -> None:
    if since is not None and (row.since is None or since < row.since):
        row.since = since
        row.save(update_fields=["since"])


def end(row: Any, day: date) -> None:
    row.until = max(day, row.since or day)
    row.save(update_fields=["until"])


def carry_links(side: str, other: str) -> Carry:
    """A link between the two groups themselves ends: a group is no part of itself."""

    def carry(group: Group, into: Group, now: datetime) -> None:
        field, day = f"groups.grouplink.{side}", timezone.localdate(now)
        rows = rows_of(field, group)
        for between in rows.filter(**{other: into}, until=None):
            end(between, day)
        pass_periods(rows.exclude(**{other: into}), field, into, (f"{other}_id",), day)

    return carry


def carry_requests(group: Group, into: Group, now: datetime) -> None:
    """Who waits at both doors waits once; who is inside by now waits no more."""
    waiting = JoinRequest.objects.filter(outcome=JoinRequest.Outcome.WAITING)
    inside = running_in(into, timezone.localdate(now)).values("user")
    settled = waiting.filter(group__in=[group, into], user__in=inside)
    settled.update(outcome=JoinRequest.Outcome.ACCEPTED, decided_at=now)
    twice = list(waiting.filter(group=into).values_list("user", flat=True))
    waiting.filter(group=group, user__in=twice).update(
        outcome=JoinRequest.Outcome.WITHDRAWN, decided_at=now
    )
    JoinRequest.objects.filter(group=group).update(group=into)


def carry_approach(group: Group, into: Group, now: datetime) -> None:
    """The second group's own place in the pipeline stays; what was noted of the first joins it."""
    mine = Approach.objects.filter(group=group).first()
    theirs = Approach.objects.filter(group=into).first()
    if mine is None:
        return
    if theirs is None:
        Approach.objects.filter(pk=mine.pk).update(group=into, updated_at=now)
        return
    contact = " · ".join(filter(None, [mine.contact_name, mine.contact_email, mine.phone]))
    noted = "\n\n".join(filter(None, [theirs.note, group.name, contact, mine.note]))
    theirs.note, theirs.updated_at, theirs.version = noted[:5000], now, theirs.version + 1
    theirs.save(update_fields=["note", "updated_at", "version"])
    mine.changes.update(approach=theirs)


MEMBERSHIP, DELEGATION = "groups.membership.group", "groups.delegation.institution"

# In this order: who waits at the door is compared with who is inside by then.
register_move(MEMBERSHIP, _("roles of its people"), periods(MEMBERSHIP, "user_id", "role"))
register_move(DELEGATION, _("people named to speak for it"), periods(DELEGATION, "user_id"))
register_move("groups.joinrequest.group", _("requests to join"), carry_requests)
register_move("groups.invitation.group", _("invitations: their links stay good"))
register_move("groups.grouplink.part", _("groups it is part of"), carry_links("part", "whole"))
register_move(
    "groups.grouplink.whole", _("groups that are part of it"), carry_links("whole", "part")
)
register_move(
    "groups.charteracceptance.group",
    _("acceptances of the charter"),
    first_of_each("groups.charteracceptance.group", "release"),
)
register_move(
    "groups.group_areas.group",
    _("places where it is active"),
    first_of_each("groups.group_areas.group", "area_id"),
)
register_move(
    "groups.group_topics.group",
    _("topics it works on"),
    first_of_each("groups.group_topics.group", "topic_id"),
)
register_move("groups.approach.group", "", carry_approach)
register_move(
    "groups.groupfollow.group",
    _("people who follow it by e-mail"),
    first_of_each("groups.groupfollow.group", "subscription_id"),
)
register_move("groups.group.merged_into", _("groups that merged into it before"))
