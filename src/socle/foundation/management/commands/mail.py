from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from socle.foundation.actions.mail import retry_given_up
from socle.foundation.models import OutgoingMail


class Command(BaseCommand):
    help = "Say how the outbox stands, and why messages were given up. Names no address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="try what was given up again")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["retry"]:
            self.stdout.write(f"To be tried again: {retry_given_up(now=now)}")
        counts = OutgoingMail.objects.counts(now)
        self.stdout.write(f"due: {counts['due']}")
        self.stdout.write(f"waiting for their time or in hand: {counts['waiting']}")
        self.stdout.write(f"given up: {counts['given_up']}")
        for mail in OutgoingMail.objects.given_up().order_by("-given_up_at")[:20]:
            self.stdout.write(
                f"  {mail.pk}: {mail.given_up_at:%Y-%m-%d %H:%M} UTC, "
                f"{mail.attempts} tries, {mail.last_error}"
            )
