"""Who is who in a group: names, organisers, everyone's roles."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from socle.accounts.models import User
from socle.groups.models import Delegation, Group, Membership
from socle.groups.models.running import runs_on


def name_of(user: User | None) -> str:
    """A name for pages and mails. Never the address, which is nobody else's business."""
    if user is None:
        return _("a former member")
    return user.name or _("somebody without a name")


def running_in(group: Group, day: date) -> QuerySet[Membership]:
    found: QuerySet[Membership] = Membership.objects.on(day).filter(group=group)
    return found


def people_with(role: str, group: Group, day: date) -> QuerySet[User]:
    """Those who have the role on that day and may sign in, longest-serving first."""
    rows = running_in(group, day).filter(role=role, user__is_active=True)
    return User.objects.filter(memberships__in=rows).order_by("memberships__since", "pk")


def organisers_of(group: Group, day: date) -> QuerySet[User]:
    return people_with(Membership.Role.ORGANISER, group, day)


def organisers_of_all(groups: QuerySet[Group], day: date) -> QuerySet[User]:
    """Whoever organises some of them on that day, each once."""
    running = Membership.objects.filter(
        runs_on(day), group__in=groups, role=Membership.Role.ORGANISER
    )
    return User.objects.filter(pk__in=running.values("user"), is_active=True).order_by("pk")


def is_only_organiser(user: User, group: Group, day: date) -> bool:
    return [person.pk for person in organisers_of(group, day)] == [user.pk]


def coordinators(day: date) -> QuerySet[User]:
    """Those who organise the coalition."""
    running = Membership.objects.filter(
        runs_on(day),
        role=Membership.Role.ORGANISER,
        group__kind=Group.Kind.COALITION,
        group__archived_at=None,
    )
    return User.objects.filter(memberships__in=running, is_active=True).order_by("pk")


def who_answers_for(group: Group, day: date) -> list[User]:
    """Its organisers; the coordinators where it has none."""
    return list(organisers_of(group, day)) or list(coordinators(day))


def everyone_in(group: Group, day: date) -> QuerySet[User]:
    """Whoever has a role there on that day, or speaks for it."""
    roles = running_in(group, day).values("user")
    speaking = Delegation.objects.on(day).filter(institution=group).values("user")
    return User.objects.filter(Q(pk__in=roles) | Q(pk__in=speaking), is_active=True).order_by("pk")
