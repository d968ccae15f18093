"""The coalition welcomes a new local group, and names who is there for it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.actions.living import hold
from socle.groups.actions.roles import give_role
from socle.groups.actions.showing import show
from socle.groups.actions.stages import make_part_of_coalition
from socle.groups.models import Group, Membership
from socle.groups.queries.coalition import people_of_coalition
from socle.groups.queries.people import organisers_of


class NothingToWelcome(Exception):
    """Only a local group is welcomed, once it is public."""


class NotOfTheCoalition(Exception):
    """A mentor is chosen among the people of the coalition."""


def welcome_group(
    *, group: Group, by: User, now: datetime, words: str = "", mentor: User | None = None
) -> Group:
    """It is part of the coalition from today on; its organisers get ``words``.

    Welcomed already, only the mentor is named. Raises NothingToWelcome, NotOfTheCoalition,
    GroupIsArchived.
    """
    with transaction.atomic():
        row = hold(group)
        if row.kind != Group.Kind.LOCAL or row.public_since is None:
            raise NothingToWelcome
        if mentor is not None:
            name_mentor(group=row, user=mentor, by=by, now=now)
        if row.welcomed_at is None:
            row.welcomed_at, row.welcomed_by, row.updated_at = now, by, now
            row.save(update_fields=["welcomed_at", "welcomed_by", "updated_at"])
            record("groups.group.welcomed", now=now, by=by, target=row)
            make_part_of_coalition(row, by=by, now=now)
            write_welcome(row, by=by, words=words, mentor=mentor, now=now)
            show([row])
    return row


def write_welcome(
    group: Group, *, by: User, words: str, mentor: User | None, now: datetime
) -> None:
    """To each of its organisers, who answer who welcomed them."""
    for person in organisers_of(group, timezone.localdate(now)):
        write_mail(
            to=person.email,
            template="groups/mail/welcomed",
            context={"group": group, "by": by, "words": words, "mentor": mentor},
            language=person.language,
            reply_to=by.email,
            now=now,
        )


def name_mentor(*, group: Group, user: User, by: User, now: datetime) -> Membership:
    """They are told, and the group sees who it can call. Raises NotOfTheCoalition."""
    if not people_of_coalition(timezone.localdate(now)).filter(pk=user.pk).exists():
        raise NotOfTheCoalition
    return give_role(group=group, user=user, role=Membership.Role.MENTOR, by=by, now=now)
