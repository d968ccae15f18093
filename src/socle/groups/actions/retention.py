"""What groups no longer need of people, and forget."""

from datetime import datetime, timedelta

from django.db.models import Q

from socle.groups.models import Invitation, JoinRequest

# The data-protection page says these: see groups/transfer/held.py.
OLD_INVITATION = timedelta(days=30)
DECIDED_REQUEST = timedelta(days=180)


def forget_old_doors(*, now: datetime) -> dict[str, int]:
    """Remove invitations that lead nowhere any more, and requests answered long ago. How many."""
    old = now - OLD_INVITATION
    over = Q(revoked_at__lt=old) | Q(expires_at__lt=old)
    # A link for several people goes on after one of them came.
    invitations = Invitation.objects.filter(over | Q(accepted_at__lt=old) & ~Q(email=""))
    requests = JoinRequest.objects.filter(decided_at__lt=now - DECIDED_REQUEST)
    requests = requests.exclude(outcome=JoinRequest.Outcome.WAITING)
    return {"invitations": invitations.delete()[0], "requests": requests.delete()[0]}
