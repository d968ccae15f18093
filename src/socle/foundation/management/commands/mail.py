from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from socle.foundation.actions.mail import TRIES, retry_given_up
from socle.foundation.models import OutgoingMail

# Of each kind: enough to see the cause.
SHOWN = 20


class Command(BaseCommand):
    help = "Say how the outbox stands, and why messages do not go. Names no address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="try what was given up again")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["retry"]:
            self.stdout.write(f"To be tried again: {retry_given_up(now=now)}")
        counts = OutgoingMail.objects.counts(now)
        self.stdout.write(f"due: {counts['due']}")
        self.stdout.write(f"waiting for their time or in hand: {counts['waiting']}")
        for mail in OutgoingMail.objects.refused_so_far().order_by("due_at", "pk")[:SHOWN]:
            self.stdout.write(
                f"  {mail.pk}: try {mail.attempts} of {TRIES} failed, "
                f"next at {mail.due_at:%Y-%m-%d %H:%M} UTC, {mail.last_error}"
            )
        self.stdout.write(f"given up: {counts['given_up']}")
        for mail in OutgoingMail.objects.given_up().order_by("-given_up_at", "pk")[:SHOWN]:
            self.stdout.write(
                f"  {mail.pk}: {mail.given_up_at:%Y-%m-%d %H:%M} UTC, "
                f"{mail.attempts} tries, {mail.last_error}"
            )
