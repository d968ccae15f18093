"""What ``socle ledger`` takes. ``verify FILE`` is started by itself, without Django; ``remove`` is
not: see ``management/commands/ledger.py``."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import BinaryIO

from socle.commitments.chain.lines import REASONS
from socle.commitments.chain.verifying import Broken, Chain, verify

HOLDS, BROKEN, UNREADABLE = 0, 1, 2


def add_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verifies = verbs.add_parser("verify", help="say whether the chain in a file holds")
    verifies.add_argument("file", help="what `socle export ledger` wrote; - for standard input")
    verifies.add_argument(
        "--head",
        type=hash_given,
        metavar="HASH",
        help="a hash you got elsewhere, by mail for instance: the chain must go through it",
    )

    removes = verbs.add_parser(
        "remove", help="remove for good what a line holds, on this site; the chain still holds"
    )
    removes.add_argument("line", type=int, help="the number of the line")
    removes.add_argument(
        "--reason", required=True, choices=REASONS, help="stands in public in its place"
    )
    removes.add_argument("--yes", action="store_true", help="ask nothing before")


def hash_given(words: str) -> str:
    found = words.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", found):
        raise argparse.ArgumentTypeError("a hash has 64 signs, of 0 to 9 and a to f")
    return found


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="socle ledger", description="The public ledger.")
    add_verbs(parser)
    asked = parser.parse_args(arguments)
    return answer(asked.file, asked.head)


def answer(name: str, head: str | None) -> int:
    """Say it on the terminal; the exit status."""
    try:
        if name == "-":
            return tell("standard input", sys.stdin.buffer, head or "")
        with open(name, "rb") as file:
            return tell(name, file, head or "")
    except OSError as error:
        sys.stderr.write(f"{name} cannot be read: {error.strerror}.\n")
        return UNREADABLE


def tell(name: str, file: BinaryIO, head: str) -> int:
    try:
        chain = verify(file, head)
    except Broken as fault:
        sys.stdout.write(f"{name}: the chain is broken. {fault}.\n")
        return BROKEN
    sys.stdout.write(f"{name}: {verdict(chain)}\n")
    return HOLDS


def verdict(chain: Chain) -> str:
    if not chain.seq:
        return "no line. A ledger begins with its first line."
    lines = f"{chain.seq:,} lines" if chain.seq > 1 else "1 line"
    removed = f", {chain.tombstones:,} of them tombstones" if chain.tombstones else ""
    said = f"the chain holds: {lines}{removed}.\nHead: {chain.hash}, of {chain.at}."
    if chain.found_at is None:
        return f"{said}\nCompare it with a head from elsewhere: a file cannot prove its own end."
    where = "its last line" if chain.found_at == chain.seq else f"line {chain.found_at:,} of it"
    return f"{said}\nThe hash you gave is that of {where}."
