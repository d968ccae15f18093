"""What kind of file this is, told from its content, never from its name."""

import re
import zipfile
from pathlib import Path
from stat import S_ISREG

from django.utils.translation import gettext as _

from socle.foundation.tables.faults import CannotRead

LARGEST_FILE = 50_000_000  # bytes; a table of 200,000 candidates has about 30 million
LARGEST_UNPACKED = 200_000_000
MOST_PARTS = 2_000

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


def format_of(path: Path) -> str:
    """``csv``, ``xlsx``, ``ods`` or ``json``; anything else is refused by its name."""
    start = beginning_of(path)
    if start.startswith(b"PK\x03\x04"):
        return format_of_archive(path)
    refuse_known(start)
    if not start.startswith(UTF16) and is_binary(start):
        raise CannotRead(_("This file is not a table.") + " " + understood())
    words = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb'\{\s*("|\})|\[\s*[\[{"\]]', words):
        return "json"
    if words.startswith((b"<?xml", b"<!DOCTYPE", b"<!doctype", b"<html", b"<HTML", b"<table")):
        raise CannotRead(_("This file is a web page or XML, not a table.") + " " + understood())
    return "csv"


def understood() -> str:
    return _("Save it as CSV (UTF-8), XLSX or ODS, then import that file.")


def beginning_of(path: Path) -> bytes:
    """The first bytes, once the file is known to be there and of a size that can be read."""
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            raise CannotRead(_("This is a folder or a device, not a file."))
        size = state.st_size
        if size > LARGEST_FILE:
            raise CannotRead(
                _("This file has %(size)d MB; the largest that can be read has %(limit)d MB.")
                % {"size": size / 1_000_000, "limit": LARGEST_FILE / 1_000_000}
                + " "
                + _("Cut it into several files, each with the headings.")
            )
        with path.open("rb") as file:
            start = file.read(8_192)
    except FileNotFoundError:
        raise CannotRead(_("There is no such file.")) from None
    except OSError as error:
        raise CannotRead(
            _("This file cannot be opened: %(why)s.") % {"why": error.strerror}
        ) from None
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise CannotRead(_("This file is empty."))
    return start


def refuse_known(start: bytes) -> None:
    """Say what the file is, when it is something well known that holds no table."""
    if b"%PDF-" in start[:1024]:
        raise CannotRead(_("This file is a PDF.") + " " + _("Ask for the table it was made from."))
    if start.startswith(IMAGES) and is_binary(start):
        raise CannotRead(_("This file is an image.") + " " + _("Type its rows in a table."))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotRead(
            _("This file is an old Excel workbook (.xls), or is protected by a password.")
            + " "
            + _("Save it as XLSX without a password.")
        )
    if start.startswith((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise CannotRead(_("This file is an archive.") + " " + _("Take the table out of it first."))


def is_binary(start: bytes) -> bool:
    """Whether more than one byte in fifty is of a kind that text does not have."""
    if start.startswith(UTF32):
        return True
    odd = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", start))
    return odd > len(start) / 50


def format_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            refuse_bomb(parts)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "mimetype" in names and archive.read("mimetype").strip() == ODS:
                return "ods"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise CannotRead(_("This file is damaged: it cannot be opened.")) from None
    raise CannotRead(_("This file is an archive without a table.") + " " + understood())


def refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """The sizes are those the archive declares; the reader stops there, so it cannot lie."""
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise CannotRead(
            _("Unpacked, this file has more than %(limit)d MB: it is refused.")
            % {"limit": LARGEST_UNPACKED / 1_000_000}
            + " "
            + _("Cut it into several files, each with the headings.")
        )
