"""Roles in a group: given, ended, handed over; leaving, and being removed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.actions.consents import withdraw_consent
from socle.accounts.journal import record
from socle.accounts.models import User
from socle.accounts.purposes import DELEGATION_SHOWN, GROUP_NEWSLETTER
from socle.groups.actions.living import hold, show_act, show_change
from socle.groups.actions.telling import tell
from socle.groups.models import Delegation, Group, JoinRequest, Membership
from socle.groups.queries.people import is_only_organiser, running_in

Role = Membership.Role


class LastOrganiser(Exception):
    """The only organiser cannot stop before somebody else organises the group."""


class NotInGroup(Exception):
    """The person has no role there to end."""


def give_role(*, group: Group, user: User, role: str, by: User | None, now: datetime) -> Membership:
    """From today on. Given already, it stays as it was. Who is given one by others is told.

    Raises GroupIsArchived.
    """
    with transaction.atomic():
        held = hold(group)
        membership, is_new = begin(held, user, role, timezone.localdate(now))
        if is_new:
            record("groups.role.given", now=now, by=by, target=membership)
            if by != user and role != Role.MEMBER:
                tell([user], "role_given", now=now, group=held, membership=membership, by=by)
            show_act(group, by=by, now=now)
    return membership


def begin(group: Group, user: User, role: str, day: date) -> tuple[Membership, bool]:
    """The running row of this role, and whether it is new."""
    running = running_in(group, day).filter(user=user, role=role).first()
    if running is not None:
        return running, False
    return Membership.objects.create(group=group, user=user, role=role, since=day), True


def end_role(*, membership: Membership, by: User | None, now: datetime) -> None:
    """Over since this morning; the person stays a member. Raises LastOrganiser."""
    group, user, day = membership.group, membership.user, timezone.localdate(now)
    with transaction.atomic():
        hold(group)
        if membership.role == Role.ORGANISER and by == user:
            keep_an_organiser(group, but=user, day=day)
        if not Membership.objects.filter(pk=membership.pk, until=None).update(until=day):
            return
        record("groups.role.ended", now=now, by=by, target=membership)
        if membership.role not in (Role.MEMBER, Role.MENTOR):
            begin(group, user, Role.MEMBER, day)
        show_act(group, by=by, now=now)


def keep_an_organiser(group: Group, *, but: User, day: date) -> None:
    """Raise LastOrganiser unless somebody else organises the group, or ``but`` never did."""
    if is_only_organiser(but, group, day):
        raise LastOrganiser


def leave_group(*, group: Group, user: User, now: datetime) -> None:
    """Every role of theirs ends, and they no longer speak for it.

    Raises LastOrganiser: hand over, or archive the group; NotInGroup.
    """
    with transaction.atomic():
        hold(group)
        keep_an_organiser(group, but=user, day=timezone.localdate(now))
        end_everything(group, user, now)
        record("groups.member.left", now=now, by=user, target=group)
        show_change(group, now=now)


def remove_member(*, group: Group, user: User, by: User, reason: str, now: datetime) -> None:
    """Every role of theirs ends; they are told why. The reason stands in no journal.

    Raises NotInGroup.
    """
    with transaction.atomic():
        hold(group)
        last = running_in(group, timezone.localdate(now)).filter(user=user).last()
        end_everything(group, user, now)
        record("groups.member.removed", now=now, by=by, target=last or group)
        tell([user], "removed", now=now, group=group, reason=reason)
        show_act(group, by=by, now=now)


def end_everything(group: Group, user: User, now: datetime) -> None:
    """Roles, delegations, what they agreed to there. Raises NotInGroup."""
    day = timezone.localdate(now)
    running = running_in(group, day).filter(user=user)
    speaking = Delegation.objects.filter(institution=group, user=user)
    ended = running.update(until=day) + speaking.on(day).update(until=day)
    if not ended:
        raise NotInGroup
    # What was to begin later never does.
    for coming in speaking.filter(since__gt=day):
        coming.until = coming.since
        coming.save(update_fields=["until"])
    JoinRequest.objects.filter(group=group, user=user, outcome="waiting").update(
        outcome=JoinRequest.Outcome.WITHDRAWN, decided_at=now
    )
    for purpose in (GROUP_NEWSLETTER, DELEGATION_SHOWN):
        withdraw_consent(user=user, purpose=purpose, about=group, now=now)


def hand_over(*, group: Group, user: User, to: User, then: str, now: datetime) -> None:
    """``to`` organises the group; ``user`` stays organiser, stays a member, or leaves.

    ``then`` is ``"organiser"``, ``"member"`` or ``"leave"``. Raises NotInGroup when ``to`` is not
    in the group.
    """
    day = timezone.localdate(now)
    with transaction.atomic():
        held = hold(group)
        if to == user or not running_in(held, day).filter(user=to).exists():
            raise NotInGroup
        give_role(group=held, user=to, role=Role.ORGANISER, by=user, now=now)
        if then == "leave":
            leave_group(group=held, user=user, now=now)
        elif then == "member":
            own = running_in(held, day).filter(user=user, role=Role.ORGANISER)
            for membership in own.select_related("group", "user"):
                end_role(membership=membership, by=user, now=now)
