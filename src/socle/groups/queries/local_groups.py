"""Local groups as the coalition cares for them: new, gone quiet, without an organiser."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from socle.accounts.models import User
from socle.accounts.purposes import COALITION_CONTACT
from socle.accounts.queries import consenting
from socle.groups.models import Group, Membership
from socle.groups.models.running import runs_on
from socle.groups.queries.people import name_of

QUIET_AFTER = timedelta(days=60)
CARED_FOR = (Group.Kind.LOCAL, Group.Kind.WORKING)
Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Organiser:
    """``email`` only when they agreed that the coalition contacts them about their group."""

    user: User
    name: str
    email: str


def local_groups() -> QuerySet[Group]:
    return Group.objects.living().filter(kind__in=CARED_FOR)


def new_groups() -> QuerySet[Group]:
    """Waiting to be welcomed, the longest first."""
    waiting = Group.objects.living().filter(kind=Group.Kind.LOCAL, welcomed_at=None)
    return waiting.order_by("created_at", "pk")


def quiet_groups(now: datetime) -> QuerySet[Group]:
    """No sign of life in 60 days, the longest first. One nobody welcomed yet is not blamed."""
    quiet = local_groups().filter(alive_at__lt=now - QUIET_AFTER)
    return quiet.exclude(kind=Group.Kind.LOCAL, welcomed_at=None).order_by("alive_at", "pk")


def groups_without_organiser(day: date) -> QuerySet[Group]:
    """By name."""
    organisers = Membership.objects.filter(
        runs_on(day), role=Role.ORGANISER, user__is_active=True, group=OuterRef("pk")
    )
    return local_groups().filter(~Exists(organisers)).order_by("sort_name", "pk")


def organisers_by_group(groups: Iterable[Group], day: date) -> dict[int, list[Organiser]]:
    """Whom to call, by key of the group, longest-serving first; two queries."""
    keys = [group.pk for group in groups]
    rows = list(
        Membership.objects.filter(
            runs_on(day), group__in=keys, role=Role.ORGANISER, user__is_active=True
        ).select_related("user")
    )
    agreed = consenting(COALITION_CONTACT, {row.user_id for row in rows})
    found: dict[int, list[Organiser]] = defaultdict(list)
    for row in rows:
        email = row.user.email if row.user_id in agreed else ""
        found[row.group_id].append(Organiser(row.user, name_of(row.user), email))
    return dict(found)


def mentors_of(group: Group, day: date) -> list[User]:
    rows = Membership.objects.filter(
        runs_on(day), group=group, role=Role.MENTOR, user__is_active=True
    )
    return [row.user for row in rows.select_related("user")]
