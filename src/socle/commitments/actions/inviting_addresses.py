"""Addresses of invitations are forgotten once the vote is long past."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.commitments.models import Invitation
from socle.elections.actions.retention import KEEP_ADDRESSES
from socle.elections.models import Election


def forget_addresses(*, now: datetime) -> int:
    """They served for the questions before that vote; where each was published stays. How many."""
    last = timezone.localdate(now) - KEEP_ADDRESSES
    kept = Invitation.objects.exclude(address="")
    count = 0
    for election in Election.objects.filter(day__lte=last):
        with transaction.atomic():
            rows = kept.filter(questionnaire__contest__election=election)
            gone = rows.update(address="", address_forgotten_at=now)
            if gone:
                record("commitments.addresses.forgotten", now=now, target=election)
        count += gone
    return count
