"""``socle export KIND``: what the site holds in public, as a file."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from socle.foundation.tables.exporters import (
    ALL,
    Exporter,
    every_export,
    find_exporter,
    known_exports,
    zip_of_all,
)

UNKNOWN, UNWRITABLE = 2, 2


class Command(BaseCommand):
    help = "Write what the site holds in public to a file, or to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help=f"What to export: {', '.join(known_exports())}.")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE")

    def handle(self, **options: Any) -> None:
        exporter = find_exporter(options["kind"])
        if exporter is None:
            known = ", ".join(known_exports())
            self.stop(f"“{options['kind']}” is not known in this version. Known: {known}.", UNKNOWN)
        try:
            self.write(exporter, options["output"])
        except OSError as error:
            self.stop(f"{error.filename or 'It'} cannot be written: {error.strerror}.", UNWRITABLE)

    def stop(self, words: str, status: int) -> NoReturn:
        self.stderr.write(words)
        sys.exit(status)

    def write(self, exporter: Exporter, path: Path | None) -> None:
        """A file is there whole, or as it was before; a device is just written to. All exports can
        go to a folder, a file each."""
        if path is None:
            pour(exporter, self.say)
        elif path.is_dir() and exporter is zip_of_all:
            for name, each in every_export():
                replace(path / name, each)
        elif path.is_dir():
            told = f"{path} is a folder: name a file in it, or export {ALL}."
            self.stop(told, UNWRITABLE)
        elif path.exists() and not path.is_file():
            with path.open("wb") as device:
                pour(exporter, device.write)
        else:
            replace(path, exporter)

    def say(self, piece: bytes) -> None:
        if buffer := getattr(self.stdout, "buffer", None):
            buffer.write(piece)
        else:
            self.stdout.write(piece.decode(), ending="")


def pour(exporter: Exporter, write: Callable[[bytes], object]) -> None:
    for piece in exporter():
        write(piece)


def replace(path: Path, exporter: Exporter) -> None:
    folder = path.resolve().parent
    with NamedTemporaryFile(dir=folder, prefix=f".{path.name}.", delete=False) as file:
        try:
            pour(exporter, file.write)
            file.close()
            # As any file that a command makes, not as a secret one.
            os.chmod(file.name, 0o666 & ~mask())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def mask() -> int:
    """It can only be read by setting it."""
    current = os.umask(0)
    os.umask(current)
    return current
