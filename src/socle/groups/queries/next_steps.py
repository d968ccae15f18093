"""What a person is asked to do next, over all their groups at once."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.accounts.models import Consent, User
from socle.accounts.purposes import DELEGATION_SHOWN
from socle.groups.models import (
    CharterAcceptance,
    Delegation,
    Group,
    GroupLink,
    Invitation,
    JoinRequest,
    Membership,
)
from socle.groups.queries.charter import current_release_asked
from socle.groups.queries.invitations import pending, token_of
from socle.groups.queries.local_groups import new_groups, quiet_groups
from socle.groups.queries.pipeline import approaches
from socle.groups.queries.steps import (
    ASKED_ABOVE,
    COUNTED_ABOVE,
    Counted,
    CountedByGroup,
    NextStep,
    steps_counted,
)
from socle.groups.rules import DELEGATE, Who

Role = Membership.Role
# How soon somebody who asked, or a new group, should hear of us.
ANSWER_WITHIN = timedelta(days=7)
# Follow-ups are shown from so long before their day.
AHEAD = timedelta(days=14)
MOST_FOLLOW_UPS = 10
# A question somebody leaves open for so long is not asked again.
ASK_A_DELEGATE_FOR = timedelta(days=60)


def next_steps(who: Who, mine: Iterable[Group], *, now: datetime) -> list[NextStep]:
    """In order of date, what has none last; ``mine`` are the groups where they have a role.

    As many queries for one group as for fifty.
    """
    if who.user is None:
        return []
    groups = {group.pk: group for group in mine if who.organises(group)}
    found = [*invitations(who.user.email, now)]
    found += steps_counted([*COUNTED, *COUNTED_ABOVE], who, groups, now)
    if groups:
        found += links_asked(groups)
        found += [step for group in groups.values() for step in of_group(group)]
    for steps in ASKED_ABOVE:
        found += steps(who, groups, now)
    found += speaking(who, timezone.localdate(now))
    if who.is_coordinator:
        found += follow_ups(who, timezone.localdate(now))
    return sorted(found, key=lambda step: (step.due_on is None, step.due_on or date.max))


def invitations(email: str, now: datetime) -> Iterator[NextStep]:
    rows = Invitation.objects.filter(pending(now), email__iexact=email)
    for row in rows.filter(group__archived_at=None).select_related("group"):
        yield NextStep(
            "invitation",
            _("Answer the invitation"),
            reverse("groups:invitation", args=[token_of(row)]),
            timezone.localdate(row.expires_at),
            row.group,
        )


def links_asked(groups: dict[int, Group]) -> Iterator[NextStep]:
    rows = GroupLink.objects.filter(whole__in=groups, since=None, until=None)
    for row in rows.select_related("part"):
        group = groups[row.whole_id]
        yield NextStep(
            "link",
            _("Answer %(name)s, which asks to be part of your group") % {"name": row.part.name},
            reverse("groups:members", args=[group.slug]),
            timezone.localdate(row.asked_at + ANSWER_WITHIN),
            group,
        )


def of_group(group: Group) -> Iterator[NextStep]:
    """What its own row tells: no query."""
    edit = reverse("groups:edit", args=[group.slug])
    if not group.presentation:
        yield NextStep("presentation", _("Say in a few lines who you are"), edit, group=group)
    if not group.what_next:
        yield NextStep("what_next", _("Say what comes next"), edit, group=group)
    if group.is_new:
        words = _("Invite people: the coalition will soon welcome your group")
        url = reverse("groups:invite", args=[group.slug])
        yield NextStep("new", words, url, group=group)


def speaking(who: Who, today: date) -> Iterator[NextStep]:
    """Lately named to speak for an institution, and never asked whether it may be shown."""
    if not any(DELEGATE in roles for roles in who.roles.values()):
        return
    about = Concat(Value("groups.group:"), Cast(OuterRef("institution"), CharField()))
    asked = Consent.objects.filter(user=who.user, purpose=DELEGATION_SHOWN, about=about)
    rows = Delegation.objects.on(today).filter(~Exists(asked), user=who.user)
    lately = rows.filter(since__gte=today - ASK_A_DELEGATE_FOR, institution__archived_at=None)
    for row in lately.select_related("institution"):
        words = _("Say whether your name may be shown beside the organisation you speak for")
        url = reverse("groups:delegation", args=[row.pk])
        yield NextStep("shown", words, url, group=row.institution)


def follow_ups(who: Who, today: date) -> Iterator[NextStep]:
    """The most pressing; the others are in the pipeline."""
    rows = approaches().filter(follower=who.user, due_on__lte=today + AHEAD)
    for row in rows[:MOST_FOLLOW_UPS]:
        words = row.next_step or _("Follow up")
        url = reverse("groups:approach", args=[row.group.slug])
        yield NextStep("follow_up", words, url, row.due_on, row.group)


# --- what waits, counted ---


def undeclared(who: Who, now: datetime) -> QuerySet[User] | None:
    """The person, as long as they did not say it."""
    asked = {Role.ORGANISER.value, Role.WITNESS.value}
    if who.user is None or not any(asked & roles for roles in who.roles.values()):
        return None
    return User.objects.filter(pk=who.user.pk, declarations=None)


def declare(count: int, first: datetime) -> NextStep:
    words = _("Say whether you stand in an election or hold a mandate")
    return NextStep("declaration", words, reverse("groups:declaration"))


def waiting_requests(groups: Collection[int]) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(group__in=groups, outcome=JoinRequest.Outcome.WAITING)


def answer_requests(group: Group, count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Answer somebody who asks to join", "Answer %(count)s people who ask to join", count
    )
    url = reverse("groups:members", args=[group.slug])
    due = timezone.localdate(first + ANSWER_WITHIN)
    return NextStep("requests", words % {"count": count}, url, due, group)


def without_charter(groups: Collection[int]) -> QuerySet[Group]:
    """Those that did not accept the release in force."""
    rows = Group.objects.filter(pk__in=groups).exclude(kind=Group.Kind.COALITION)
    release = current_release_asked()
    accepted = CharterAcceptance.objects.filter(group=OuterRef("pk"), release=release)
    return rows.filter(~Exists(accepted))


def accept_charter(group: Group, count: int, first: datetime) -> NextStep:
    words = _("Read the charter together and accept it")
    url = reverse("groups:accept-charter", args=[group.slug])
    return NextStep("charter", words, url, group=group)


def to_welcome(who: Who, now: datetime) -> QuerySet[Group] | None:
    return new_groups() if who.is_coordinator else None


def welcome(count: int, first: datetime) -> NextStep:
    words = ngettext("Welcome a new group", "Welcome %(count)s new groups", count)
    due = timezone.localdate(first + ANSWER_WITHIN)
    return NextStep("welcome", words % {"count": count}, reverse("groups:coalition-groups"), due)


def to_call(who: Who, now: datetime) -> QuerySet[Group] | None:
    return quiet_groups(now) if who.is_coordinator else None


def call(count: int, first: datetime) -> NextStep:
    words = ngettext(
        "Call a group that has gone quiet", "Call %(count)s groups that have gone quiet", count
    )
    url = reverse("groups:coalition-groups") + "?show=quiet"
    return NextStep("quiet", words % {"count": count}, url)


COUNTED: list[CountedByGroup | Counted] = [
    Counted(undeclared, declare, since="joined_at"),
    CountedByGroup(waiting_requests, answer_requests, since="made_at", group="group"),
    CountedByGroup(without_charter, accept_charter, since="created_at", group="pk"),
    Counted(to_welcome, welcome, since="created_at"),
    Counted(to_call, call, since="alive_at"),
]
