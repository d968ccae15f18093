"""The coalition, and those who carry it."""

from datetime import date

from django.db.models import QuerySet

from socle.accounts.models import User
from socle.groups.models import Group, Membership
from socle.groups.models.running import runs_on


def the_coalition() -> Group | None:
    """The one that lives, if it was set up."""
    return Group.objects.living().filter(kind=Group.Kind.COALITION).first()


def people_of_coalition(day: date) -> QuerySet[User]:
    """Whoever has a role in the coalition itself: a mentor is chosen among them. By name."""
    running = Membership.objects.filter(
        runs_on(day), group__kind=Group.Kind.COALITION, group__archived_at=None
    )
    people = User.objects.filter(pk__in=running.values("user"), is_active=True)
    return people.order_by("name", "pk")
