from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socle.territories.actions.cells import PackError
from socle.territories.actions.pack import LoadReport, load_pack


class Command(BaseCommand):
    help = "Loads the facts of the country: levels of power, areas, postcodes, topics, competences."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--force", action="store_true", help="Compare with every row again.")
        parser.add_argument(
            "--folder", type=Path, help="The country's files, if not those of SOCLE_COUNTRY."
        )
        parser.add_argument(
            "--no-search",
            dest="search",
            action="store_false",
            help="Leave the search index as it is: socle reindex --changed comes next.",
        )

    def handle(self, *args, **options) -> None:
        folder = options["folder"] or settings.SOCLE_PACK_DIR
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}: see SOCLE_COUNTRY.")
        try:
            report = load_pack(
                folder=folder,
                now=timezone.now(),
                force=options["force"],
                search=options["search"],
            )
        except PackError as error:
            raise CommandError(f"Nothing was loaded from {folder}:\n{error}") from error
        self.stdout.write(f"{folder.name}: {in_words(report)}")


def in_words(report: LoadReport) -> str:
    if not report.changed:
        return "nothing has changed."
    total = report.total
    words = f"{total.created} rows created, {total.changed} changed, {total.removed} removed"
    if total.kept:
        words += f"; kept because something points to them: {', '.join(total.kept)}"
    return f"{words}."
