"""Who may open what of an account, and the names of this room's stamps (see foundation/kept.py)."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.http import Http404

from socle.accounts.models import DataExport, User
from socle.accounts.personal import EXPORT_LASTS

# Names of people on public pages: who consents to be named, and how they are called. Whatever
# changes either touches it.
NAMES = "accounts.names"


def open_passkey(user: User, key: int) -> Authenticator:
    """One's own passkey; somebody else's looks like one that is not there."""
    kind = Authenticator.Type.WEBAUTHN
    passkey = Authenticator.objects.filter(user=user, type=kind, pk=key).first()
    if passkey is None:
        raise Http404
    return passkey


def open_copy(user: User, *, now: datetime) -> DataExport:
    """One's own copy of one's data, while it lasts."""
    made = DataExport.objects.filter(user=user, made_at__gt=now - EXPORT_LASTS)
    copy = made.order_by("-made_at").first()
    if copy is None:
        raise Http404
    return copy
