"""Who notes what is said on stage, who confirms it, and the doors of those pages."""

from datetime import date
from enum import StrEnum

from django.http import Http404

from socle.commitments.models import StageEvent
from socle.commitments.rules.asking import Asking, stands_in
from socle.elections.models import Contest
from socle.groups.models import Group, Membership
from socle.groups.rules import Who, may_manage


class NoWitness(StrEnum):
    """Why somebody may not note what is said at a meeting, or not confirm it."""

    STANDS = "stands"
    OF_THE_GROUP = "of_the_group"


def steps_aside(who: Who, contest: Contest, *, day: date) -> bool:
    """They declared that they stand, or hold a seat, there."""
    return who.user is not None and stands_in(who.user, [contest], day=day) is not None


def is_witness_of(who: Who, group: Group) -> bool:
    """Notes what is said on stage for the group: its witnesses, and who manages it."""
    return Membership.Role.WITNESS in who.roles_in(group) or may_manage(who, group)


def is_witness_elsewhere(who: Who, group: Group) -> bool:
    """Of other groups, and of this one in no way."""
    witness = any(Membership.Role.WITNESS in roles for roles in who.roles.values())
    return witness and not who.roles_in(group)


def refusal_to_confirm(who: Who, stage: StageEvent, *, day: date) -> NoWitness | None:
    """One of two witnesses is from outside the group that asks."""
    if who.roles_in(stage.group):
        return NoWitness.OF_THE_GROUP
    contest = stage.questionnaire.contest
    return NoWitness.STANDS if steps_aside(who, contest, day=day) else None


def stage_of(key: int | str) -> StageEvent:
    rows = StageEvent.objects.select_related(
        "group",
        "questionnaire__contest__election",
        "questionnaire__contest__body__level",
        "questionnaire__contest__area__level",
    )
    found = rows.filter(pk=key, group__archived_at=None).first()
    if found is None:
        raise Http404
    return found


def open_stage_to_note(who: Who, key: int) -> StageEvent:
    """For the witnesses of its group."""
    found = stage_of(key)
    if not is_witness_of(who, found.group):
        raise Http404
    return found


def open_own_stage(asking: Asking, key: int) -> StageEvent:
    """One of the group's, in that contest."""
    found = StageEvent.objects.filter(
        pk=key, group=asking.group, questionnaire=asking.questionnaire
    ).first()
    if found is None:
        raise Http404
    return found


def open_stage_to_confirm(key: str, nonce: str) -> StageEvent:
    """For whoever holds the link that stands."""
    found = stage_of(key)
    if found.nonce != nonce:
        raise Http404
    return found
