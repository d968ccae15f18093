from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socle.accounts.actions.people import close_account, make_person, open_account
from socle.accounts.models import User


class Command(BaseCommand):
    help = "Make a person who signs in with an address, or an administrator; close an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--administrator", action="store_true", help="may do everything")
        parser.add_argument("--name", default="")
        parser.add_argument("--language", default="fr", choices=dict(settings.LANGUAGES))
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--close", action="store_true", help="no longer may sign in")
        what.add_argument("--open", action="store_true", help="may sign in again")

    def handle(self, *args: Any, **options: Any) -> None:
        act = self.close_or_open if options["close"] or options["open"] else self.make
        self.stdout.write(act(options))

    def make(self, options: dict[str, Any]) -> str:
        try:
            person, is_changed = make_person(
                email=options["address"],
                name=options["name"],
                language=options["language"],
                administrator=options["administrator"],
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        what = "an administrator" if person.is_superuser else "a person"
        return f"{person.email} is {what} {'now' if is_changed else 'already'}."

    def close_or_open(self, options: dict[str, Any]) -> str:
        person = User.objects.at(options["address"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {options['address']}.")
        if options["close"]:
            close_account(user=person, now=timezone.now())
            return f"{person.email} can no longer sign in."
        open_account(user=person, now=timezone.now())
        return f"{person.email} can sign in."
