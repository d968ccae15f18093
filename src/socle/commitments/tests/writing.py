"""What each of the processes of ``writers`` does."""

from django.db import transaction
from django.utils import timezone

from socle.commitments.actions.ledger import append, publish
from socle.commitments.tests.factories import answer
from socle.foundation.actions.stamps import touch

LINES = 7


def write(name: int, rounds: int) -> None:
    for number in range(rounds):
        entries = [
            publish(answer(words=f"Oui, {number}, {line}."), subject=f"answer:{name}")
            for line in range(LINES)
        ]
        with transaction.atomic():
            # Something of the act itself, before the ledger.
            touch([f"contest-{name % 3}"])
            append(entries, now=timezone.now())
