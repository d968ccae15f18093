"""Places where it was done already: as rows, as lines of a Markdown file, as a form names them.

```
- title: A bus on request
  where: Valcreux
  since: 2021
  what: Whoever has no car calls it the day before.
  side: north
  source: https://example.org/bus
  seen: 2026-11-30
```

``area:`` and a code may stand instead of ``where:``; ``since:`` and ``side:`` may be left out.
``case:`` and the address of a case of this site's library may be added: that of another site is
left aside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.conf import settings

from socle.demands.models import Evidence
from socle.demands.models.evidence import LONGEST_PLACE, LONGEST_TITLE, LONGEST_URL, LONGEST_WHAT
from socle.demands.queries.manuscripts import Done
from socle.library.models import Case
from socle.library.queries.addresses import path_of_key
from socle.territories.addresses import LANGUAGES, absolute
from socle.territories.models import Area

LINE = re.compile(r"[ \t]*(-[ \t]+)?([a-z]+):[ \t]*(.*?)[ \t]*\Z")
YEAR = re.compile(r"[12][0-9]{3}")
NAMES = {"title", "where", "area", "since", "what", "side", "source", "seen", "case"}
LONGEST = {
    "title": LONGEST_TITLE,
    "where": LONGEST_PLACE,
    "what": LONGEST_WHAT,
    "source": LONGEST_URL,
}
Facts = dict[str, str]
# ``/fr/on-l-a-fait/12-un-bus/``
CASE = re.compile(r"/[a-z]{2}/[a-z-]+/([0-9]{1,9})(?:-[^/]*)?/?\Z")
NO_CASES: Mapping[int, Case] = {}


class Unreadable(Exception):
    """A line that says nothing of a place, or a place of which something is missing or too long."""


def read_evidence(lines: Iterable[str], start: int) -> Iterator[Done]:
    """``start``: the number of the first line. Raises Unreadable."""
    items: list[tuple[int, Facts]] = []
    for number, line in enumerate(lines, start=start):
        if not line.strip():
            continue
        match = LINE.match(line)
        if match is None or match[2] not in NAMES or (not match[1] and not items):
            raise Unreadable
        if match[1]:
            items.append((number, {}))
        items[-1][1][match[2]] = match[3]
    for number, facts in items:
        yield done_in(facts, number)


def done_in(facts: Facts, line: int) -> Done:
    said = {name: facts.get(name, "") for name in NAMES}
    if not all(said[name] for name in ("title", "what", "source", "seen")):
        raise Unreadable
    if not (said["where"] or said["area"]) or said["side"] not in {"", *Evidence.Side.values}:
        raise Unreadable
    if any(len(said[name]) > longest for name, longest in LONGEST.items()):
        raise Unreadable
    if not said["source"].startswith(("https://", "http://")):
        raise Unreadable
    if said["since"] and not YEAR.fullmatch(said["since"]):
        raise Unreadable
    try:
        seen = date.fromisoformat(said["seen"])
    except ValueError as error:
        raise Unreadable from error
    return Done(
        title=said["title"],
        what=said["what"],
        url=said["source"],
        seen_on=seen,
        area=said["area"],
        place="" if said["area"] else said["where"],
        since=int(said["since"]) if said["since"] else None,
        side=said["side"],
        case=case_at(said["case"]),
        line=line,
    )


def case_at(address: str) -> int:
    """The key in the address of a page of this site; 0 for any other."""
    match = CASE.match(address.removeprefix(settings.SOCLE_BASE_URL)) if address else None
    return int(match[1]) if match else 0


def write_evidence(found: Iterable[Done]) -> str:
    return "\n".join(lines_of(each) for each in found)


def lines_of(done: Done) -> str:
    said = {
        "title": done.title,
        "where": done.place,
        "area": done.area,
        "since": str(done.since or ""),
        "what": done.what,
        "side": done.side,
        "source": done.url,
        "seen": done.seen_on.isoformat(),
        "case": absolute(path_of_key(done.case, LANGUAGES[0])) if done.case else "",
    }
    lines = [f"{name}: {' '.join(words.split())}" for name, words in said.items() if words]
    return "- " + "\n  ".join(lines)


def done_of(row: Evidence) -> Done:
    """``row.area`` is read with it."""
    return Done(
        title=row.title,
        what=row.what,
        url=row.url,
        seen_on=row.seen_on,
        area=row.area.code if row.area else "",
        place=row.place,
        since=row.since,
        side=row.side,
        case=row.case_id or 0,
    )


def rows_of(
    found: Iterable[Done], areas: Mapping[str, Area], cases: Mapping[int, Case] = NO_CASES
) -> list[Evidence]:
    """Not saved, and of no demand yet; ``areas`` by their codes, ``cases`` by their keys."""
    return [
        Evidence(
            title=each.title,
            what=each.what,
            url=each.url,
            seen_on=each.seen_on,
            area=areas[each.area] if each.area else None,
            place=each.place,
            since=each.since,
            side=each.side,
            case=cases.get(each.case),
        )
        for each in found
    ]
