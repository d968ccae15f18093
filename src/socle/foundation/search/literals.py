"""Tokens as each database reads them, quoted whole: nothing typed is taken for an operator."""

from collections.abc import Callable, Iterable

from socle.foundation.search.asked import Token, Ways

# A document's place: heavier first, then older. FTS5 walks its rows in that order at no cost.
HEAVIEST = 2**31 - 1
ID_BITS = 32


def place(weight: int, pk: int) -> int:
    return (HEAVIEST - weight) << ID_BITS | pk


def pk_at(place: int) -> int:
    return place & (2**ID_BITS - 1)


def tsvector(tokens: Iterable[str]) -> str:
    return " ".join(lexeme(token) for token in tokens)


def tsquery(ways: Ways) -> str:
    return joined(ways, lambda token: lexeme(token.text) + ":*" * token.beginning, "&", "|")


def fts5(ways: Ways) -> str:
    return joined(ways, lambda token: string(token.text) + "*" * token.beginning, "AND", "OR")


def lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def string(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def joined(ways: Ways, write: Callable[[Token], str], every: str, some: str) -> str:
    return f" {some} ".join(
        "("
        + f" {every} ".join(
            "(" + f" {some} ".join(write(token) for token in clause) + ")" for clause in way
        )
        + ")"
        for way in ways
    )
