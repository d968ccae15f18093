"""A citizen starts the group of their commune."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.actions.showing import show
from socle.groups.models import Group, Membership
from socle.groups.queries.mailboxes import mailboxes_of_coalition
from socle.groups.rules import sort_name
from socle.territories.models import Area, Topic


def start_group(
    *,
    by: User,
    name: str,
    areas: Collection[Area],
    languages: Sequence[str],
    now: datetime,
    presentation: str = "",
    place: str = "",
    what_next: str = "",
    topics: Collection[Topic] = (),
    website: str = "",
    contact_email: str = "",
    joining: str = Group.Joining.OPEN,
    is_example: bool = False,
) -> Group:
    """The local group, public at once, of which ``by`` becomes organiser and member.

    It is new until the coalition, told by mail, welcomes it. ``languages``: codes, the main one
    first.
    """
    group = Group(
        kind=Group.Kind.LOCAL,
        name=name,
        sort_name=sort_name(name),
        presentation=presentation,
        place=place,
        what_next=what_next,
        languages=" ".join(languages),
        contact_email=contact_email,
        website=website,
        joining=joining,
        is_example=is_example,
        created_by=by,
        created_at=now,
        public_since=now,
        alive_at=now,
        updated_at=now,
    )
    with transaction.atomic():
        group.save(force_insert=True)
        group.areas.set(areas)
        group.topics.set(topics)
        begin_with(group, by, now)
        record("groups.group.started", now=now, by=by, target=group)
        tell_coalition(group, by, now)
        show([group])
    return group


def begin_with(group: Group, user: User, now: datetime) -> None:
    roles = (Membership.Role.MEMBER, Membership.Role.ORGANISER)
    day = timezone.localdate(now)
    Membership.objects.bulk_create(
        Membership(user=user, group=group, role=role, since=day) for role in roles
    )


def tell_coalition(group: Group, by: User, now: datetime) -> None:
    for mailbox in mailboxes_of_coalition(day=timezone.localdate(now)):
        context = {
            "group": group,
            "by": by.name,
            "areas": list(group.areas.all()),
        }
        write_mail(
            to=mailbox.address,
            template="groups/mail/group_started",
            context=context,
            language=mailbox.language,
            now=now,
        )
