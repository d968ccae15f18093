"""Who may say what became of a promise: groups of the place that may speak in public."""

from datetime import date

from socle.commitments.models import Commitment
from socle.commitments.rules import concerns
from socle.groups.models import Group, Membership
from socle.groups.queries.declarations import stepping_aside
from socle.groups.rules import Who, may_speak_publicly

SPEAKS = frozenset((Membership.Role.ORGANISER, Membership.Role.WITNESS))


def stands_there(who: Who, commitment: Commitment, day: date) -> bool:
    """They declared that they stand or sit in that council."""
    contest = commitment.follow_up.contest
    return who.user is not None and bool(
        stepping_aside([who.user.pk], area=contest.area, body=contest.body, day=day)
    )


def groups_to_speak_for(who: Who, commitment: Commitment) -> list[Group]:
    """Groups whose organiser or witness this person is, the promise concerns, welcomed."""
    if who.user is None:
        return []
    keys = [key for key, roles in who.roles.items() if roles & SPEAKS]
    rows = Group.objects.filter(pk__in=keys, archived_at=None).prefetch_related("areas")
    contest = commitment.follow_up.contest
    return [
        group
        for group in rows.order_by("name", "pk")
        if may_speak_publicly(group) and concerns(group, contest)
    ]
