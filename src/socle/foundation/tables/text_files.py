"""CSV as people have it: any usual encoding, any usual separator."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from socle.foundation.tables.columns import Column, recognised
from socle.foundation.tables.faults import CannotRead
from socle.foundation.tables.formats import UTF16
from socle.foundation.tables.sheet import NumberedRow, Sheet, is_blank, refuse_endless

SEPARATORS = ",;\t|"
CHUNK = 1_000_000
# Letters of our languages: the old encoding that yields more of them is the right one.
LETTERS = set("éèêëàâäçîïôöùûüßÉÈÊÀÇÄÖÜœ’«»")
OLD_ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


def open_text(path: Path, columns: Sequence[Column]) -> Sheet:
    encoding, lines = examine(path)
    separator, skip = separator_of(path, encoding, columns)
    notes = []
    if encoding in OLD_ENCODINGS:
        notes.append(
            _("The file is not in UTF-8; it was read as %(encoding)s. Check the accents.")
            % {"encoding": OLD_ENCODINGS[encoding]}
        )
    return Sheet(rows_of(path, encoding, separator, skip), notes, lines, cells_can_shift=True)


def examine(path: Path) -> tuple[str, int]:
    """The encoding of the file, and about how many rows it has."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    lines = good = bad = 0
    with path.open("rb") as file:
        start = file.read(2)
        if start in UTF16:
            return "utf-16", path.stat().st_size // 100
        file.seek(0)
        while chunk := file.read(CHUNK):
            words = decoder.decode(chunk)
            lines += words.count("\n")
            bad += words.count("\ufffd")
            good += sum(character > "\x7f" for character in words)
    # One damaged letter among many good ones: the row that has it will be refused.
    if bad == 0 or good - bad > bad:
        return "utf-8-sig", lines
    return old_encoding(path), lines


def old_encoding(path: Path) -> str:
    def letters(encoding: str) -> int:
        with path.open(encoding=encoding, errors="replace") as file:
            return sum(character in LETTERS for character in file.read(CHUNK))

    return max(OLD_ENCODINGS, key=letters)


def separator_of(path: Path, encoding: str, columns: Sequence[Column]) -> tuple[str, int]:
    """The separator, and how many lines to skip: Excel may write a first line ``sep=;``."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = [file.readline(20_000) for _number in range(10)]
    if head[0].lower().startswith("sep=") and head[0].strip()[4:] in SEPARATORS:
        return head[0].strip()[4:], 1

    def fits(separator: str) -> tuple[int, int]:
        rows = list(csv.reader([line.replace("\0", "") for line in head], delimiter=separator))
        return (
            max((recognised(row, columns) for row in rows), default=0),
            max((len(row) for row in rows[:1]), default=0),
        )

    return max(SEPARATORS, key=fits), 0


def rows_of(path: Path, encoding: str, separator: str, skip: int) -> Iterator[NumberedRow]:
    number = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for _number in range(skip):
            file.readline()
        # Strict: a quotation mark that never closes would swallow the rows below it.
        rows = csv.reader(file, delimiter=separator, strict=True)
        while True:
            number += 1
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error:
                raise CannotRead(
                    _("Row %(row)d: a quotation mark opens without closing, or closes too soon.")
                    % {"row": number}
                ) from None
            refuse_endless(number, len(cells))
            if not is_blank([*cells]):
                yield number, [*cells]
