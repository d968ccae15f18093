"""Groups join groups: one asks, the other answers, either may end it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.groups.actions.living import hold_both, show_act
from socle.groups.actions.telling import tell_organisers
from socle.groups.models import Group, GroupLink
from socle.groups.queries.links import stands_in


class AlreadyLinked(Exception):
    """The group is part of the other, or has asked and waits for the answer."""


class GoesRound(Exception):
    """The other is part of this group, at some height: neither can be the whole of both."""


class CannotBePart(Exception):
    """The coalition is the whole: it is part of nothing."""


class AlreadyAnswered(Exception):
    """Somebody answered meanwhile."""


def ask_to_be_part(
    *, part: Group, whole: Group, by: User, now: datetime, answers_too: bool = False
) -> GroupLink:
    """The organisers of ``whole`` are asked; ``answers_too`` when ``by`` organises both.

    Raises AlreadyLinked, GoesRound, CannotBePart, GroupIsArchived.
    """
    with transaction.atomic():
        inner, outer = hold_both(part, whole)
        if inner.kind == Group.Kind.COALITION:
            raise CannotBePart
        if GroupLink.objects.filter(part=inner, whole=outer, until=None).exists():
            raise AlreadyLinked
        if stands_in(outer, inner, timezone.localdate(now)):
            raise GoesRound
        link = GroupLink.objects.create(part=inner, whole=outer, asked_at=now)
        record("groups.link.asked", now=now, by=by, target=link)
        if answers_too:
            begin_link(link, by, now)
        else:
            tell_organisers(outer, "link_asked", now=now, but=by, link=link, by=by)
        show_act(part, by=by, now=now)
    return link


def begin_link(link: GroupLink, by: User, now: datetime) -> None:
    """In the transaction of the caller. Raises AlreadyAnswered."""
    waiting = GroupLink.objects.filter(pk=link.pk, since=None, until=None)
    if not waiting.update(since=timezone.localdate(now)):
        raise AlreadyAnswered
    record("groups.link.accepted", now=now, by=by, target=link)


def accept_link(*, link: GroupLink, by: User, now: datetime) -> None:
    """Raises AlreadyAnswered, GoesRound, GroupIsArchived."""
    with transaction.atomic():
        inner, outer = hold_both(link.part, link.whole)
        if stands_in(outer, inner, timezone.localdate(now)):
            raise GoesRound
        begin_link(link, by, now)
        tell_organisers(inner, "link_accepted", now=now, but=by, link=link)
        show_act(outer, by=by, now=now)


def decline_link(*, link: GroupLink, by: User, reason: str, now: datetime) -> None:
    """The organisers who asked get the reason. Raises AlreadyAnswered."""
    with transaction.atomic():
        waiting = GroupLink.objects.filter(pk=link.pk, since=None, until=None)
        if not waiting.update(until=timezone.localdate(now)):
            raise AlreadyAnswered
        record("groups.link.declined", now=now, by=by, target=link)
        tell_organisers(link.part, "link_declined", now=now, but=by, link=link, reason=reason)
        show_act(link.whole, by=by, now=now)


def end_link(*, link: GroupLink, ended_by: Group, by: User, now: datetime) -> None:
    """Either group may; the other is told. Asked only, it is taken back. Ended, it stays so."""
    other = link.whole if ended_by == link.part else link.part
    with transaction.atomic():
        if not GroupLink.objects.filter(pk=link.pk, until=None).update(
            until=timezone.localdate(now)
        ):
            return
        record("groups.link.ended", now=now, by=by, target=link)
        if link.since is not None:
            tell_organisers(other, "link_ended", now=now, but=by, link=link, other=ended_by)
        show_act(ended_by, by=by, now=now)
