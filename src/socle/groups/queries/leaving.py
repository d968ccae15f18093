"""What somebody would leave behind who goes."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from socle.accounts.models import User
from socle.accounts.personal import Unsettled
from socle.groups.models import Group, Membership


def only_organised_by(user: User, day: date) -> list[Group]:
    """The living groups that have no other organiser on that day who may sign in; one query."""
    organisers = Membership.objects.on(day).filter(role=Membership.Role.ORGANISER)
    others = organisers.filter(group=OuterRef("pk"), user__is_active=True).exclude(user=user)
    own = organisers.filter(user=user).values("group")
    found = Group.objects.filter(~Exists(others), pk__in=own, archived_at=None)
    return list(found)


def to_hand_over(user: User, day: date) -> list[Unsettled]:
    """The same, with the page where one passes a group on."""
    return [
        Unsettled(group.name, reverse("groups:members", args=[group.slug]))
        for group in only_organised_by(user, day)
    ]
