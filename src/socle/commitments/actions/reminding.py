"""A promise has a day on which it is looked at again: whoever follows it is told, once for each."""

from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from socle.accounts.models import User
from socle.commitments.models import Commitment
from socle.commitments.queries.to_follow import BESIDE, due_on, in_words
from socle.foundation.actions.mail import write_mail
from socle.groups.models import Membership


def remind_followers(*, now: datetime) -> int:
    """One message for each person, with all that is due; without anybody named, to the organisers
    of the group. How many messages: all are written, or none."""
    day = timezone.localdate(now)
    with transaction.atomic():
        held = Commitment.objects.select_for_update(of=("self",), no_key=True)
        due = list(held.filter(pk__in=due_on(day).values("pk")).select_related(*BESIDE))
        told = told_of(due, day)
        for person, rows in told.items():
            write_reminder(person, rows, now)
        Commitment.objects.filter(pk__in=[row.pk for row in due]).update(reminded_for=day)
    return len(told)


def told_of(due: list[Commitment], day: date) -> dict[User, list[Commitment]]:
    """Who follows each, else all who organise the group that does."""
    found: dict[User, list[Commitment]] = defaultdict(list)
    groups = {row.follower_id for row in due if row.followed_by is None}
    organisers: dict[int, list[User]] = defaultdict(list)
    roles = Membership.objects.on(day).filter(group__in=groups, role=Membership.Role.ORGANISER)
    for role in roles.select_related("user").order_by("pk"):
        organisers[role.group_id].append(role.user)
    for row in sorted(due, key=lambda row: row.pk):
        people = [row.followed_by] if row.followed_by else organisers[row.follower_id or 0]
        for person in people:
            found[person].append(row)
    return found


def write_reminder(person: User, rows: list[Commitment], now: datetime) -> None:
    with translation.override(person.language):
        lines = list(in_words(rows).values())
        link = reverse("commitments:to-follow")
    write_mail(
        to=person.email,
        template="commitments/mail/look_again",
        context={"lines": lines, "link": settings.SOCLE_BASE_URL + link},
        language=person.language,
        now=now,
    )
