"""``socle ledger verify FILE``, as the list of commands shows it, which starts without Django by
itself (config/cli.py), and ``socle ledger remove LINE``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.ledger import NothingToRemove
from socle.commitments.actions.removing import remove_line
from socle.commitments.chain.command import add_verbs, answer

BEFORE = """What line {line} holds is lost for good, with the answer that it published: on every
page, in every file, in the API. Only its digest stays; another line says that it was removed, and
why.
Type the number of the line to go on: """


class Command(BaseCommand):
    help = "Say whether a file of the public ledger holds, or remove what one of its lines holds."

    def add_arguments(self, parser: CommandParser) -> None:
        add_verbs(parser)

    def handle(self, **options: Any) -> None:
        if options["verb"] == "remove":
            self.remove(options["line"], options["reason"], sure=options["yes"])
        elif status := answer(options["file"], options["head"]):
            sys.exit(status)

    def remove(self, line: int, reason: str, *, sure: bool) -> None:
        if not sure and typed(BEFORE.format(line=line)) != str(line):
            raise CommandError("Nothing was removed.")
        try:
            with override("en"):
                done = remove_line(seq=line, reason=reason, by=None, now=timezone.now())
        except NothingToRemove:
            raise CommandError(f"Line {line} holds nothing to remove.") from None
        self.stdout.write(f"Removed. Line {done.seq} says that it was, and why: {reason}.")


def typed(words: str) -> str:
    """What somebody types; nothing where nobody is there to type."""
    try:
        return input(words).strip()
    except EOFError:
        return ""
