"""What can be wrong with a file, a row, a cell: each says why in words for who made the file."""

import zlib
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile


class CannotRead(Exception):
    """The file as a whole: its message says why, and what to do."""


class RowRefused(Exception):
    """One row, for a reason that only who writes it can see."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


class CellError(ValueError):
    """One cell: its message says what was expected."""


# What zip, XML and spreadsheet readers raise over a damaged file; none of them documents it whole.
DAMAGED = (
    BadZipFile,
    ParseError,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
