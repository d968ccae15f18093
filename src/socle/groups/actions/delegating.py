"""Who speaks for an institution, from a day to a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from socle.accounts.actions.consents import withdraw_consent
from socle.accounts.journal import record
from socle.accounts.models import User
from socle.accounts.purposes import DELEGATION_SHOWN
from socle.groups.actions.living import hold, show_act
from socle.groups.actions.telling import tell, tell_organisers
from socle.groups.models import Delegation, Group


class NotAnInstitution(Exception):
    """Only an organisation is spoken for: a local group speaks through its organisers."""


class AlreadySpeaks(Exception):
    """The person speaks for the institution on some of those days already."""


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


def give_delegation(
    *,
    institution: Group,
    user: User,
    since: date,
    by: User | None,
    now: datetime,
    until: date | None = None,
) -> Delegation:
    """``user`` speaks for the institution from ``since``, and no longer on ``until``.

    They are told. Raises NotAnInstitution, AlreadySpeaks, EndsBeforeItBegins, GroupIsArchived.
    """
    if institution.kind != Group.Kind.ORGANISATION:
        raise NotAnInstitution
    if until is not None and until <= since:
        raise EndsBeforeItBegins
    with transaction.atomic():
        held = hold(institution)
        if overlapping(held, user, since, until):
            raise AlreadySpeaks
        delegation = Delegation.objects.create(
            institution=held, user=user, since=since, until=until, given_by=by
        )
        record("groups.delegation.given", now=now, by=by, target=delegation)
        if by != user:
            tell([user], "delegation_given", now=now, delegation=delegation, by=by)
        show_act(institution, by=by, now=now)
    return delegation


def overlapping(institution: Group, user: User, since: date, until: date | None) -> bool:
    rows = Delegation.objects.filter(institution=institution, user=user)
    if until is not None:
        rows = rows.filter(since__lt=until)
    return rows.filter(Q(until=None) | Q(until__gt=since)).exists()


def end_delegation(*, delegation: Delegation, by: User, now: datetime) -> None:
    """Over since this morning, or before it began. The other side is told.

    The person may refuse or end it themself; what they agreed to be shown goes with it. Ended
    already, it stays as it was.
    """
    day = max(timezone.localdate(now), delegation.since)
    institution, user = delegation.institution, delegation.user
    with transaction.atomic():
        rows = Delegation.objects.filter(Q(until=None) | Q(until__gt=day), pk=delegation.pk)
        if not rows.update(until=day):
            return
        record("groups.delegation.ended", now=now, by=by, target=delegation)
        if not Delegation.objects.filter(
            Q(until=None) | Q(until__gt=day), institution=institution, user=user
        ).exists():
            withdraw_consent(user=user, purpose=DELEGATION_SHOWN, about=institution, now=now)
        if by == user:
            tell_organisers(institution, "delegation_refused", now=now, but=user, person=user)
        else:
            tell([user], "delegation_ended", now=now, delegation=delegation)
        show_act(institution, by=by, now=now)
