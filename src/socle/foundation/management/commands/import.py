"""``socle import KIND FILE``: what a spreadsheet says, into the site."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import override

from socle.foundation.tables import (
    CannotRead,
    Refusal,
    Report,
    Wishes,
    find_importer,
    known_kinds,
    write_csv,
)

SHOWN_REFUSALS = 50
BAR = 30
REFUSED, UNREADABLE, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    help = "Import a table (CSV, XLSX, ODS) or, for areas, a TopoJSON or GeoJSON of boundaries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help=f"What the file holds: {', '.join(known_kinds())}.")
        parser.add_argument("file", type=Path)
        parser.add_argument("--election", default="", metavar="SLUG")
        parser.add_argument("--source", default="", help="Where the facts come from.")
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="FILE",
            help="What was answered about candidates of a same name: row, same_as.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen.")
        parser.add_argument(
            "--only-valid", action="store_true", help="Take the good rows, leave the others."
        )
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="Write every refusal to this file."
        )

    def handle(self, **options: Any) -> None:
        # In English like every command and its page of the docs, whatever language the site speaks.
        with override("en"):
            self.take_in(options)

    def take_in(self, options: dict[str, Any]) -> None:
        try:
            report = self.imported(options)
        except CannotRead as why:
            self.stop(str(why), UNREADABLE)
        except KeyboardInterrupt:
            self.stop("Stopped. Nothing was written.", INTERRUPTED)
        self.tell(report)
        if options["report"]:
            self.write_refusals(options["report"], report)
        if report.refused:
            sys.exit(REFUSED)

    def imported(self, options: dict[str, Any]) -> Report:
        importer = find_importer(options["kind"])
        if importer is None:
            raise CannotRead(
                f"“{options['kind']}” is not known in this version. "
                f"Known: {', '.join(known_kinds())}."
            )
        wishes = Wishes(
            now=timezone.now(),
            dry_run=options["dry_run"],
            only_valid=options["only_valid"],
            election=options["election"],
            source=options["source"],
            answers=options["answers"],
            progress=self.progress,
        )
        return importer(options["file"], wishes)

    def stop(self, words: str, status: int) -> None:
        self.stderr.write(words)
        sys.exit(status)

    # --- while it runs ---

    def progress(self, done: int, total: int | None) -> None:
        rows = f"{number_format(done)} {'row' if done == 1 else 'rows'}"
        if not self.stdout.isatty():
            if done % 10_000 == 0 and done:
                self.stdout.write(rows)
            return
        share = min(done / total, 1) if total else 0
        bar = "█" * round(share * BAR)
        ending = "\n" if done == total else ""
        self.stdout.write(f"\r{bar:░<{BAR}} {rows}", ending=ending)
        self.stdout.flush()

    # --- at the end ---

    def tell(self, report: Report) -> None:
        for words, count in (
            ("created", report.created),
            ("updated", report.updated),
            ("unchanged", report.unchanged),
            ("refused", report.refused),
        ):
            self.stdout.write(f"{number_format(count):>9} {words}")
        for note in report.notes:
            self.stdout.write(f"• {note}")
        for refusal in report.refusals[:SHOWN_REFUSALS]:
            self.stdout.write(f"✗ {in_words(refusal)}")
        more = len(report.refusals) - SHOWN_REFUSALS
        if more > 0:
            self.stdout.write(f"and {number_format(more)} more")
        self.stdout.write(conclusion(report))

    def write_refusals(self, path: Path, report: Report) -> None:
        rows = ((r.row, r.name, r.column, r.reason) for r in report.refusals)
        try:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                write_csv(file, ["row", "name", "column", "reason"], rows)
        except OSError as error:
            self.stop(f"The list of refusals cannot be written: {error.strerror}.", REFUSED)


def in_words(refusal: Refusal) -> str:
    place = [f"row {refusal.row}", refusal.name, refusal.column]
    return f"{', '.join(part for part in place if part)}: {refusal.reason}"


def conclusion(report: Report) -> str:
    if report.dry_run:
        return "This was a trial: nothing was written."
    if not report.kept:
        return (
            "Nothing was written, since rows were refused. "
            "Correct them, or take the others with --only-valid."
        )
    if not report.changed:
        return "Nothing to change."
    return "Done."
