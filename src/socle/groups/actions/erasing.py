"""What a person who is erased leaves in groups: no name, no address, and nobody in the dark."""

from datetime import datetime

from django.utils import timezone

from socle.accounts.models import User
from socle.foundation.actions.stamps import touch
from socle.groups.actions.telling import tell
from socle.groups.models import Approach, CharterAcceptance, Group, Invitation
from socle.groups.queries.leaving import only_organised_by
from socle.groups.queries.people import coordinators
from socle.groups.rules import GROUPS


def erase_from_groups(*, user: User, now: datetime) -> None:
    """In the transaction that erases them; their roles, requests, delegations and declarations
    go with their row."""
    day = timezone.localdate(now)
    left = only_organised_by(user, day)
    Invitation.objects.filter(email__iexact=user.email).delete()
    Group.objects.filter(contact_email__iexact=user.email).update(contact_email="", updated_at=now)
    forget_contact(user.email, now=now)
    mine = CharterAcceptance.objects.filter(accepted_by=user)
    mine.update(signed_name="", signed_as="")
    others = coordinators(day).exclude(pk=user.pk)
    for group in left:
        tell(others, "left_without_organiser", now=now, group=group)
    touch([GROUPS])


def forget_contact(email: str, *, now: datetime) -> None:
    """Of organisations being approached: whom to write to there, and how they signed."""
    known = Approach.objects.filter(contact_email__iexact=email)
    signed = CharterAcceptance.objects.filter(group__approach__in=known, accepted_by=None)
    for approach in known.exclude(contact_name=""):
        mine = signed.filter(group=approach.group_id, signed_name=approach.contact_name)
        mine.update(signed_name="", signed_as="")
    known.update(contact_name="", contact_email="", phone="", updated_at=now)
