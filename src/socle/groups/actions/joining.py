"""Joining a group: at once where anyone may, or on request."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.journal import record
from socle.accounts.models import User
from socle.accounts.purposes import GROUP_NEWSLETTER
from socle.groups.actions.living import hold, show_act, show_life
from socle.groups.actions.roles import begin
from socle.groups.actions.telling import tell, tell_organisers
from socle.groups.models import Group, JoinRequest, Membership
from socle.groups.queries.people import running_in

Outcome = JoinRequest.Outcome
# What was ticked: each purpose, and the words that stood beside its box.
Consents = Mapping[str, str]


class NotOpen(Exception):
    """This group is not joined in this way."""


class AlreadyIn(Exception):
    """The person is a member, or has asked and waits for the answer."""


class AlreadyDecided(Exception):
    """Somebody answered the request, or it was withdrawn."""


def join_group(
    *, group: Group, user: User, now: datetime, consents: Consents | None = None
) -> Membership:
    """Join a group that anyone may join; a member already, nothing changes.

    Raises NotOpen, GroupIsArchived.
    """
    with transaction.atomic():
        held = hold(group)
        if held.joining != Group.Joining.OPEN or held.public_since is None:
            raise NotOpen
        keep_consents(held, user, consents or {}, now)
        return take_in(held, user, by=user, now=now)


def take_in(group: Group, user: User, *, by: User | None, now: datetime) -> Membership:
    """Make someone a member, whatever way they came; in the transaction of the caller."""
    membership, is_new = begin(group, user, Membership.Role.MEMBER, timezone.localdate(now))
    if is_new:
        record("groups.member.joined", now=now, by=by, target=membership)
        JoinRequest.objects.filter(group=group, user=user, outcome=Outcome.WAITING).update(
            outcome=Outcome.ACCEPTED, decided_at=now, decided_by=by
        )
        show_life(group, now=now)
    return membership


def keep_consents(group: Group, user: User, consents: Consents, now: datetime) -> None:
    for purpose, words in consents.items():
        give_consent(
            user=user,
            purpose=purpose,
            words=words,
            language=(get_language() or user.language)[:2],
            now=now,
            about=group if purpose == GROUP_NEWSLETTER else "",
        )


def ask_to_join(
    *, group: Group, user: User, words: str, now: datetime, consents: Consents | None = None
) -> JoinRequest:
    """Its organisers each get one message. Raises NotOpen, AlreadyIn, GroupIsArchived."""
    with transaction.atomic():
        held = hold(group)
        if held.joining != Group.Joining.ON_REQUEST or held.public_since is None:
            raise NotOpen
        waiting = JoinRequest.objects.filter(group=held, user=user, outcome=Outcome.WAITING)
        member = running_in(held, timezone.localdate(now)).filter(
            user=user, role__in=(Membership.Role.MEMBER, Membership.Role.ORGANISER)
        )
        if waiting.exists() or member.exists():
            raise AlreadyIn
        keep_consents(held, user, consents or {}, now)
        request = JoinRequest.objects.create(group=held, user=user, words=words, made_at=now)
        record("groups.request.made", now=now, by=user, target=request)
        tell_organisers(held, "request_made", now=now, asked=request)
    return request


def settle(request: JoinRequest, outcome: str, *, by: User, now: datetime, reason: str) -> None:
    """In the transaction of the caller. Raises AlreadyDecided."""
    waiting = JoinRequest.objects.filter(pk=request.pk, outcome=Outcome.WAITING)
    if not waiting.update(outcome=outcome, decided_at=now, decided_by=by, reason=reason):
        raise AlreadyDecided
    request.refresh_from_db()


def accept_request(*, request: JoinRequest, by: User, now: datetime) -> Membership:
    """Raises AlreadyDecided, GroupIsArchived."""
    with transaction.atomic():
        group = hold(request.group)
        settle(request, Outcome.ACCEPTED, by=by, now=now, reason="")
        record("groups.request.accepted", now=now, by=by, target=request)
        tell([request.user], "request_accepted", now=now, group=group)
        return take_in(group, request.user, by=by, now=now)


def decline_request(*, request: JoinRequest, by: User, reason: str, now: datetime) -> None:
    """The person gets the reason by mail; it stands in no journal. Raises AlreadyDecided."""
    with transaction.atomic():
        group = hold(request.group)
        settle(request, Outcome.DECLINED, by=by, now=now, reason=reason)
        forget_newsletter(request, now)
        record("groups.request.declined", now=now, by=by, target=request)
        tell([request.user], "request_declined", now=now, group=group, reason=reason)
        show_act(group, by=by, now=now)


def withdraw_request(*, request: JoinRequest, now: datetime) -> None:
    """Who asked changed their mind. Raises AlreadyDecided."""
    with transaction.atomic():
        settle(request, Outcome.WITHDRAWN, by=request.user, now=now, reason="")
        forget_newsletter(request, now)
        record("groups.request.withdrawn", now=now, by=request.user, target=request)


def forget_newsletter(request: JoinRequest, now: datetime) -> None:
    """They agreed to the newsletter of a group they are not in after all."""
    withdraw_consent(user=request.user, purpose=GROUP_NEWSLETTER, about=request.group, now=now)
