"""What organisers and witnesses declared, and whom it takes out of a contest."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from socle.accounts.models import User
from socle.groups.models import Declaration, Group, Membership
from socle.groups.queries.people import running_in
from socle.groups.rules import latest_by_area, steps_aside
from socle.territories.models import Area, Body
from socle.territories.queries.history import History

WHO_DECLARES = (Membership.Role.ORGANISER, Membership.Role.WITNESS)


def declarations_by(user_ids: Collection[int]) -> dict[int, list[Declaration]]:
    """Everything each of them declared, latest first; one query."""
    found: dict[int, list[Declaration]] = defaultdict(list)
    rows = Declaration.objects.filter(user__in=user_ids).select_related("area", "body__level")
    for row in rows:
        found[row.user_id].append(row)
    return found


def stepping_aside(
    user_ids: Collection[int], *, area: Area, body: Body | None, day: date
) -> set[int]:
    """Who among them takes no part in what is asked and followed in that contest.

    Whatever the commune was called, or merged into, when they declared; two queries at most.
    """
    history = History.if_any(area)
    became = {change.after_id for change in history.after(area.pk)}
    came_from = {change.before_id for change in history.before(area.pk)}
    declared = declarations_by(user_ids)
    body_id = body.pk if body else None
    return {
        user_id
        for user_id, rows in declared.items()
        if steps_aside(rows, area_ids={area.pk} | became | came_from, body_id=body_id, day=day)
    }


def must_declare(group: Group, *, day: date) -> list[User]:
    """Its organisers and witnesses who have not declared anything yet."""
    roles = running_in(group, day).filter(role__in=WHO_DECLARES)
    silent = User.objects.filter(memberships__in=roles, declarations=None)
    return list(silent.distinct().order_by("pk"))


def in_force(rows: Iterable[Declaration]) -> list[Declaration]:
    """What someone's declarations, latest first, come to: "neither" takes back those before."""
    kept: list[Declaration] = []
    for row in latest_by_area(rows):
        kept.append(row)
        if row.area_id is None:
            break
    return kept
