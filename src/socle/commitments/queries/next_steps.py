"""What who organises a group is asked to do next with what it asks candidates."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from socle.commitments.models import Approach, Ask, Invitation, InvitationRule
from socle.elections.models import ElectoralList
from socle.groups.models import Group
from socle.groups.queries.steps import CountedByGroup, NextStep


def to_freeze(groups: Collection[int]) -> QuerySet[Ask]:
    """What they proposed and can still freeze."""
    rows = Ask.objects.standing().filter(asked_by__in=groups, frozen_at=None, round=None)
    return rows.filter(questionnaire__opened_at=None)


def without_contact(groups: Collection[int]) -> QuerySet[InvitationRule]:
    """Contests where they published the rule, and where a list has neither contact nor reason."""
    missing = ElectoralList.objects.filter(
        contest=OuterRef("questionnaire__contest"), exclusion=None, invitations=None
    )
    rows = InvitationRule.objects.filter(Exists(missing), group__in=groups)
    return rows.filter(questionnaire__published_at=None)


def silent(groups: Collection[int]) -> QuerySet[InvitationRule]:
    """Contests where they invited, and where a list neither answered nor refused."""
    refused = Approach.objects.filter(
        list=OuterRef("list"), candidacy=None, kind=Approach.Kind.REFUSED
    )
    waiting = Invitation.objects.standing().filter(
        ~Exists(refused),
        questionnaire=OuterRef("questionnaire"),
        candidacy=None,
        finished_at=None,
        sent_at__isnull=False,
    )
    rows = InvitationRule.objects.filter(Exists(waiting), group__in=groups)
    return rows.filter(questionnaire__published_at=None)


def asks_of(group: Group) -> str:
    return reverse("commitments:contests", args=[group.slug])


def freeze(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Freeze the words of what you ask candidates",
        "Freeze the words of %(count)s things you ask candidates",
        count,
    )
    return NextStep("freeze", words % {"count": count}, asks_of(group), group=group)


def reach(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Say how to reach each list that you ask",
        "Say how to reach each list that you ask, in %(count)s contests",
        count,
    )
    return NextStep("contacts", words % {"count": count}, asks_of(group), group=group)


def call(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Call the lists that did not answer yet",
        "Call the lists that did not answer yet, in %(count)s contests",
        count,
    )
    return NextStep("silence", words % {"count": count}, asks_of(group), group=group)


COUNTED = [
    CountedByGroup(to_freeze, freeze, since="proposed_at", group="asked_by"),
    CountedByGroup(without_contact, reach, since="published_at", group="group"),
    CountedByGroup(silent, call, since="questionnaire__opened_at", group="group"),
]
