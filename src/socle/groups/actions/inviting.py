"""Invitations: to an address, or by a link for whoever it is given to."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.groups.actions.joining import Consents, keep_consents, take_in
from socle.groups.actions.living import hold, show_act
from socle.groups.actions.roles import give_role
from socle.groups.models import Group, Invitation, Membership
from socle.groups.queries.invitations import open_link, pending, token_of
from socle.groups.rules import Opening, opening_of

LASTS = timedelta(days=30)
A_DAY = timedelta(days=1)
MOST_A_DAY = 200
# A mentor is named by the coalition, not invited.
ROLES = (
    Membership.Role.MEMBER,
    Membership.Role.ORGANISER,
    Membership.Role.WITNESS,
    Membership.Role.TREASURER,
)


class TooManyInvitations(Exception):
    """A group writes to 200 addresses a day at most."""


class CannotOpen(Exception):
    """The invitation does not let this person in; ``opening`` says why."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        super().__init__(opening)


def invite(
    *,
    group: Group,
    emails: Iterable[str],
    language: str,
    by: User,
    now: datetime,
    role: str = Membership.Role.MEMBER,
    lasts: timedelta = LASTS,
) -> list[Invitation]:
    """Write to each address; those written to. One that waits already is prolonged, sent again.

    Nobody is written to twice in a day. Raises TooManyInvitations before any is written to,
    GroupIsArchived.
    """
    addresses = list({address.casefold(): address for address in emails}.values())
    made = []
    with transaction.atomic():
        held = hold(group)
        lately = written_to_lately(held, now)
        addresses = [address for address in addresses if address.casefold() not in lately]
        if len(lately) + len(addresses) > MOST_A_DAY:
            raise TooManyInvitations
        for address in addresses:
            invitation = invitation_for(held, address, now) or Invitation(group=held, email=address)
            invitation.role, invitation.language = role, language
            invitation.made_at, invitation.made_by = now, by
            invitation.expires_at = now + lasts
            invitation.save()
            record("groups.invitation.made", now=now, by=by, target=invitation)
            send(invitation, now)
            made.append(invitation)
        if made:
            show_act(group, by=by, now=now)
    return made


def written_to_lately(group: Group, now: datetime) -> set[str]:
    """Addresses invited in the last 24 hours, whatever became of it."""
    rows = group.invitations.filter(made_at__gt=now - A_DAY).exclude(email="")
    return {address.casefold() for address in rows.values_list("email", flat=True)}


def invitation_for(group: Group, address: str, now: datetime) -> Invitation | None:
    waiting = group.invitations.filter(pending(now), email__iexact=address)
    return waiting.select_for_update().first()


def send(invitation: Invitation, now: datetime) -> None:
    write_mail(
        to=invitation.email,
        template="groups/mail/invitation",
        context={"invitation": invitation, "token": token_of(invitation)},
        language=invitation.language,
        now=now,
    )


def make_link(*, group: Group, by: User, now: datetime, lasts: timedelta = LASTS) -> Invitation:
    """A link that several people may use until it expires or is revoked; there is one at a time."""
    with transaction.atomic():
        held = hold(group)
        link = open_link(held, now)
        if link is None:
            link = Invitation.objects.create(
                group=held, made_at=now, made_by=by, expires_at=now + lasts
            )
            record("groups.invitation.made", now=now, by=by, target=link)
            show_act(group, by=by, now=now)
    return link


def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Nobody comes in by it any more; revoked already, it stays as it was."""
    with transaction.atomic():
        running = Invitation.objects.filter(pk=invitation.pk, revoked_at=None)
        if running.update(revoked_at=now):
            record("groups.invitation.revoked", now=now, by=by, target=invitation)


def accept_invitation(
    *,
    invitation: Invitation,
    user: User,
    addresses: Collection[str],
    now: datetime,
    consents: Consents | None = None,
) -> Membership:
    """Make the person a member, in the role they were invited to.

    ``addresses`` are those the person has shown to be theirs. Raises CannotOpen, GroupIsArchived.
    """
    with transaction.atomic():
        group = hold(invitation.group)
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        held.group = group
        opening = opening_of(held, addresses=addresses, now=now)
        if opening != Opening.OPEN:
            raise CannotOpen(opening)
        keep_consents(group, user, consents or {}, now)
        membership = take_in(group, user, by=user, now=now)
        if held.role != Membership.Role.MEMBER:
            give_role(group=group, user=user, role=held.role, by=user, now=now)
        Invitation.objects.filter(pk=held.pk).update(accepted_at=now, uses=F("uses") + 1)
    return membership
