"""The one way to write a value as JSON (RFC 8785), so that its digest is the same everywhere."""

import json
from collections.abc import Iterable
from typing import Any

import rfc8785

# As far as every program counts whole numbers one by one.
LARGEST = 2**53 - 1
write = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def canonical(value: Any) -> bytes:
    """Raises ValueError for what JSON or RFC 8785 has no place for, such as NaN.

    The library writes everything; it takes six times as long as Python's own writer, which writes
    the same for all that a ledger of ours holds.
    """
    if is_plain(value):
        return write(value).encode()
    return rfc8785.dumps(value)


def is_plain(value: Any) -> bool:
    """No fraction, no number beyond ``LARGEST``, no name whose place in the order is disputed."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return -LARGEST <= value <= LARGEST
    if kind is dict:
        return plain_names(value) and all_plain(value.values())
    return kind is list and all_plain(value)


def plain_names(found: dict[Any, Any]) -> bool:
    return "".join(found).isascii()


def all_plain(values: Iterable[Any]) -> bool:
    # Written out: a million lines go through it.
    for each in values:  # noqa: SIM110
        if not is_plain(each):
            return False
    return True
