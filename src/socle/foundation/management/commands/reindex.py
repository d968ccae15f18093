from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from socle.foundation.actions.search import rebuild


class Command(BaseCommand):
    help = "Index again all that can be found; the site may run meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--changed", action="store_true", help="write only what changed since it was indexed"
        )

    def handle(self, *, changed: bool, verbosity: int, **options: Any) -> None:
        def tell(name: str, done: int) -> None:
            if verbosity:
                self.stdout.write(f"{name}: {done}")

        written = rebuild(afresh=not changed, tell=tell)
        self.stdout.write(
            f"{written.created} created, {written.updated} updated, "
            f"{written.unchanged} unchanged, {written.removed} removed"
        )
