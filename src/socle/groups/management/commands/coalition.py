"""``socle coalition NAME --email ADDRESS``: the coalition of this site, and who coordinates it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from socle.accounts.actions.signing_in import person_at
from socle.groups.actions.coalition import CoalitionExists, make_coalition


class Command(BaseCommand):
    help = "Set up the coalition of this site, with its first coordinator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--email", required=True, help="Address of the first coordinator.")
        parser.add_argument("--language", default="fr", choices=list(dict(settings.LANGUAGES)))
        parser.add_argument(
            "--contact", default="", help="Address that receives the messages to the coalition."
        )

    def handle(self, **options: Any) -> None:
        for address in filter(None, [options["email"], options["contact"]]):
            try:
                validate_email(address)
            except ValidationError:
                raise CommandError(f"“{address}” is not an e-mail address.") from None
        try:
            with transaction.atomic():
                coalition = make_coalition(
                    name=options["name"][:120],
                    coordinator=person_at(email=options["email"], language=options["language"]),
                    languages=[options["language"]],
                    contact_email=options["contact"],
                    now=timezone.now(),
                )
        except CoalitionExists:
            raise CommandError("This site has its coalition already.") from None
        self.stdout.write(f"“{coalition}” is set up. {options['email']} coordinates it: sign in")
        self.stdout.write(f"with that address on {settings.SOCLE_BASE_URL}.")
