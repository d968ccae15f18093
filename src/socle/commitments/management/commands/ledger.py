"""``socle ledger verify FILE``, as the list of commands shows it; ``socle`` itself starts without
Django for it (config/cli.py)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from socle.commitments.chain.command import add_verbs, answer


class Command(BaseCommand):
    help = "Say whether the chain in a file of the public ledger holds."

    def add_arguments(self, parser: CommandParser) -> None:
        add_verbs(parser)

    def handle(self, **options: Any) -> None:
        if status := answer(options["file"], options["head"]):
            sys.exit(status)
