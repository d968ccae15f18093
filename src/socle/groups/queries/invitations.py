"""Invitations and the links that open them."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from socle.groups.models import Group, Invitation

signer = Signer(salt="groups.invitation", sep=".")


def token_of(invitation: Invitation) -> str:
    """What stands in its link; the same each time, so that it can be shown again."""
    return signer.sign(f"{invitation.pk}.{invitation.nonce}")


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a link that was made here and not altered, whatever became of it."""
    try:
        key, _dot, nonce = signer.unsign(token).partition(".")
    except BadSignature:
        return None
    found = Invitation.objects.filter(pk=key, nonce=nonce)
    return found.select_related("group", "made_by").first()


def pending(now: datetime) -> Q:
    """Neither revoked, expired nor, for one address, used."""
    unused = Q(email="") | Q(accepted_at=None)
    return Q(revoked_at=None, expires_at__gt=now) & unused


def invitations_to(group: Group) -> QuerySet[Invitation]:
    """By e-mail, latest first."""
    return group.invitations.exclude(email="").select_related("group")


def open_link(group: Group, now: datetime) -> Invitation | None:
    """The link that can be given to several people, if there is one."""
    return group.invitations.filter(pending(now), email="").first()
