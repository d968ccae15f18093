"""What no line of the ledger may say of anybody who is not a candidate, an elected person or an
organisation: looked for in every payload that the tests write."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from socle.accounts.models import User
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Invitation, LedgerLine
from socle.elections.models import ElectoralList, Person
from socle.groups.models import Group

# Free words are the respondent's own: a moderator reads them, no program judges whom they name.
OWN_WORDS = {"words", "condition", "reason"}
DIGESTS = {"ask_digest"}


def leaves(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a payload, with the field it stands in."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, field)
    elif isinstance(value, str) and field not in DIGESTS:
        yield field, value


def found_in(lines: Iterable[LedgerLine]) -> list[str]:
    """Each trace of somebody, with the line it stands in; three questions where there are lines."""
    said = [(line.seq, *leaf) for line in lines for leaf in leaves(line.payload)]
    if not said:
        return []
    people = list(User.objects.values_list("name", "email"))
    secret = {email.lower() for _name, email in people if email}
    secret |= {
        each.lower() for each in Invitation.objects.values_list("address", flat=True) if each
    }
    names = {name for name, _email in people if name} - public_names()
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    return [
        f"line {seq}, {field}: {trace}"
        for seq, field, words in said
        for trace in [
            *traces_in(words),
            *(address for address in secret if address in words.lower()),
            *(named.findall(words) if names and field not in OWN_WORDS else []),
        ]
    ]


SCANNED: set[str] = set()


def scan_once() -> list[str]:
    """As ``found_in``, of all lines there are; those that many tests share, for the first alone."""
    last = LedgerLine.objects.order_by("-seq").values_list("hash", flat=True).first()
    if last is None or last in SCANNED:
        return []
    SCANNED.add(last)
    return found_in(LedgerLine.objects.exclude(payload=None))


def public_names() -> set[str]:
    """Of those who stand in public, under which an account may stand too."""
    lists, groups = (
        each.values_list("name", flat=True) for each in (ElectoralList.objects, Group.objects)
    )
    return {*lists, *groups, *(person.name for person in Person.objects.all())}
