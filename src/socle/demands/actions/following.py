"""A group that took over the words of another follows those who ask it directly."""

from datetime import datetime

from django.db import transaction

from socle.accounts.models import User
from socle.demands.actions.adopting import ProvisionIsWithdrawn, stands
from socle.demands.models import Adaptation
from socle.texts.actions.following import follow_first_original
from socle.texts.models import Update


def follow_original(*, adaptation: Adaptation, by: User, now: datetime) -> Update | None:
    """From now on its words are measured against what the demand asks; what changed there since is
    the update to decide on, None for nothing. Idempotent. Raises ProvisionIsWithdrawn, and as
    ``follow_first_original``."""
    with transaction.atomic():
        if not stands(adaptation.provision):
            raise ProvisionIsWithdrawn
        return follow_first_original(text=adaptation.text, by=by, now=now)
