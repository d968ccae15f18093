"""What who organises a group is asked to do next with what it asks candidates."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from socle.accounts.models import User
from socle.commitments.models import (
    Answer,
    Ask,
    Invitation,
    InvitationRule,
    Questionnaire,
    StageEvent,
)
from socle.commitments.queries.sealed import READING
from socle.commitments.queries.silence import silent as still_silent
from socle.commitments.queries.stage import DAYS
from socle.commitments.queries.to_follow import to_look_at, to_see_too
from socle.elections.models import Contest, ElectoralList
from socle.groups.models import Group
from socle.groups.queries.declarations import stepping_aside
from socle.groups.queries.steps import Counted, CountedByGroup, NextStep
from socle.groups.rules import Who


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
    waiting = still_silent(
        Invitation.objects.filter(questionnaire=OuterRef("questionnaire"), candidacy=None)
    )
    rows = InvitationRule.objects.filter(Exists(waiting), group__in=groups)
    return rows.filter(questionnaire__published_at=None)


def to_read(who: Who, groups: Collection[int], now: datetime) -> QuerySet[Questionnaire]:
    """Past their deadline, with words that no moderator read; the first deadline first."""
    unread = Answer.objects.current().filter(
        ask__questionnaire=OuterRef("pk"), published_at=None, read_at=None
    )
    rows = Questionnaire.objects.filter(
        Exists(unread.exclude(words="", condition="")), deadline__lte=now
    )
    if not who.is_coordinator:
        asked = Ask.objects.standing().filter(questionnaire=OuterRef("pk"), asked_by__in=groups)
        rows = rows.filter(Exists(asked))
    return rows.select_related("contest__area", "contest__body").order_by("deadline", "pk")


def is_aside(user: User, contest: Contest, day: date) -> bool:
    """They stand there, and read nothing."""
    return bool(stepping_aside([user.pk], area=contest.area, body=contest.body, day=day))


def steps_of_readers(who: Who, groups: dict[int, Group], now: datetime) -> Iterator[NextStep]:
    """One step that leads to the first contest to read; one query where nothing waits."""
    if who.user is None or not (groups or who.is_coordinator):
        return
    found, day = list(to_read(who, groups, now)), timezone.localdate(now)
    while found and is_aside(who.user, found[0].contest, day):
        del found[0]
    if not found or found[0].deadline is None:
        return
    words = ngettext(
        "Read what lists answered before it comes out",
        "Read what lists answered in %(count)s contests before it comes out",
        len(found),
    )
    url = reverse("commitments:reading", args=[found[0].pk])
    due = timezone.localdate(found[0].deadline + READING)
    yield NextStep("reading", words % {"count": len(found)}, url, due)


def on_paper(groups: Collection[int]) -> QuerySet[InvitationRule]:
    """Contests where they invited, and where a letter is still to be printed and given."""
    waiting = Invitation.objects.standing().filter(
        questionnaire=OuterRef("questionnaire"), due_at__isnull=False
    )
    rows = InvitationRule.objects.filter(group__in=groups)
    return rows.filter(Exists(waiting.exclude(channel=Invitation.Channel.EMAIL)))


def to_confirm(groups: Collection[int]) -> QuerySet[InvitationRule]:
    """Contests where they invited, and where a letter waits for a second person."""
    waiting = Answer.objects.unconfirmed().filter(
        letter__isnull=False, ask__questionnaire=OuterRef("questionnaire")
    )
    return InvitationRule.objects.filter(Exists(waiting), group__in=groups)


def before_the_vote(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """From then on nobody confirms any more."""
    return rows.filter(questionnaire__contest__election__day__gt=timezone.localdate(now))


def to_witness(groups: Collection[int]) -> QuerySet[StageEvent]:
    """Their meetings where something that was noted waits for somebody from outside."""
    waiting = Answer.objects.unconfirmed().filter(stage=OuterRef("pk"))
    return StageEvent.objects.filter(Exists(waiting), group__in=groups)


def still_open(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """As ``queries.stage.open_until`` says."""
    return before_the_vote(rows, now).filter(day__gte=timezone.localdate(now) - DAYS)


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


def give(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Print the letters to the lists that have no address, and give them",
        "Print the letters to the lists that have no address, and give them, in %(count)s contests",
        count,
    )
    return NextStep("paper", words % {"count": count}, asks_of(group), group=group)


def confirm(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "A letter with answers waits for a second person to confirm it",
        "Letters with answers wait for a second person to confirm them, in %(count)s contests",
        count,
    )
    return NextStep("letters", words % {"count": count}, asks_of(group), group=group)


def witness(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "What was said at a meeting waits for a second witness, from outside your group",
        "What was said at %(count)s meetings waits for a second witness, from outside your group",
        count,
    )
    return NextStep("witness", words % {"count": count}, asks_of(group), group=group)


def look_again(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Look again at a promise that your group follows",
        "Look again at %(count)s promises that your groups follow",
        count,
    )
    return NextStep("review", words % {"count": count}, reverse("commitments:to-follow"))


def see_too(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Somebody saw what became of a promise: look too, and confirm it",
        "Somebody saw what became of %(count)s promises: look too, and confirm it",
        count,
    )
    return NextStep("second", words % {"count": count}, reverse("commitments:to-follow"))


COUNTED: list[CountedByGroup | Counted] = [
    Counted(to_see_too, see_too, since="made_at"),
    Counted(to_look_at, look_again, since="status_since"),
    CountedByGroup(to_freeze, freeze, since="proposed_at", group="asked_by"),
    CountedByGroup(without_contact, reach, since="published_at", group="group"),
    CountedByGroup(on_paper, give, since="questionnaire__opened_at", group="group"),
    CountedByGroup(
        to_confirm,
        confirm,
        since="questionnaire__opened_at",
        group="group",
        still=before_the_vote,
    ),
    CountedByGroup(to_witness, witness, since="opened_at", group="group", still=still_open),
    CountedByGroup(silent, call, since="questionnaire__opened_at", group="group"),
]
