"""A ledger as a file: one JSON object a line, each read for itself."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from socle.commitments.chain.lines import FIELDS

# Some hundred times the longest line we write: a file of one endless line fills no memory.
LONGEST_LINE = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NotALine(ValueError):
    """Words that go on from "line 12 …" or from "not the first of a ledger: it …"."""


def numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line and its number, from 1; empty ones are counted and left out."""
    number = 0
    while written := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(written) > LONGEST_LINE:
            yield number, written
            return
        if number == 1:
            written = written.removeprefix(BYTE_ORDER_MARK)
        if written.strip():
            yield number, written


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two programs may read a name that stands twice in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotALine("says a name twice")
    return found


def no_constant(name: str) -> NoReturn:
    raise NotALine(f"says {name}, which is no JSON")


decode = json.JSONDecoder(object_pairs_hook=once_each, parse_constant=no_constant).decode


def read_line(written: bytes) -> dict[str, Any]:
    """Raises NotALine."""
    if len(written) > LONGEST_LINE:
        raise NotALine("is too long to be one")
    try:
        line = decode(written.decode())
    except NotALine:
        raise
    except (ValueError, RecursionError):
        ending = "" if written.endswith(b"\n") else ", and the file ends in it: was it cut?"
        raise NotALine(f"is no JSON{ending}") from None
    if not isinstance(line, dict) or not line.keys() >= FIELDS:
        raise NotALine("is no line of a ledger")
    return line
