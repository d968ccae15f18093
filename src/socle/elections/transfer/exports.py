"""What leaves as files: ``socle export popolo`` and ``socle export candidates``. What anyone may
read, and nothing else: no address, no name that may no longer be shown."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from socle.elections.models import (
    Candidacy,
    Contest,
    ElectoralList,
    Identifier,
    Mandate,
    Person,
    WithSource,
)
from socle.elections.queries.addresses import person_path
from socle.elections.queries.persons import named, own_scheme
from socle.elections.queries.titles import contest_title
from socle.foundation.tables.write import defused
from socle.territories.addresses import absolute, name_in

LANGUAGE = "fr"
Object = dict[str, Any]

COLUMNS = (
    "election", "body", "area_code", "area", "constituency", "list_number", "list_name", "party",
    "position", "substitute", "given_name", "family_name", "person_id", "elected", "source_url",
)  # fmt: skip


def whole_candidates() -> Iterator[bytes]:
    """The candidates file (docs/import.md) of every candidacy that may be named, with a first
    column that names the election. One who is a substitute too has two rows."""
    yield line(COLUMNS)
    rows = (
        named(Candidacy.objects.all(), timezone.localdate())
        .select_related(
            "person", "list__party", "contest__election", "contest__body", "contest__area"
        )
        .order_by("contest__election__day", "contest", "list", "position", "substitute_position")
    )
    for row in rows.iterator(chunk_size=2000):
        yield from lines_of(row)


def lines_of(row: Candidacy) -> Iterator[bytes]:
    contest, person = row.contest, row.person
    before = [
        contest.election.slug,
        name_in(contest.body, LANGUAGE),
        contest.area.code,
        name_in(contest.area, LANGUAGE),
        name_in(contest, LANGUAGE),
        row.list.number or "",
        row.list.name,
        row.list.party.name if row.list.party else "",
    ]
    after = [
        person.given_name,
        person.family_name,
        f"{own_scheme()}:{person.standing_id}",
        {True: "yes", False: "no", None: ""}[row.elected],
        row.source_url,
    ]
    if row.position:
        yield line([*before, row.position, "no", *after])
    if row.substitute_position:
        yield line([*before, row.substitute_position, "yes", *after])


def line(cells: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([defused(cell) for cell in cells])
    return text.getvalue().encode()


def whole_popolo() -> Iterator[bytes]:
    """One JSON object in Popolo's terms: persons, organizations (councils and lists), memberships
    (candidacies and mandates), areas, events (elections)."""
    yield json.dumps(popolo(), ensure_ascii=False, indent=1).encode() + b"\n"


def popolo() -> Object:
    day = timezone.localdate()
    candidacies = list(
        named(Candidacy.objects.all(), day).select_related(
            "person", "list", "contest__election", "contest__body", "contest__area"
        )
    )
    mandates = list(Mandate.objects.select_related("person", "body", "area"))
    persons = {row.person.standing_id for row in candidacies}
    persons |= {row.person.standing_id for row in mandates}
    contests = {row.contest_id: row.contest for row in candidacies}
    return {
        "persons": persons_of(persons),
        "organizations": [*councils_of(contests.values(), mandates), *lists_of(contests)],
        "memberships": [*map(candidacy, candidacies), *map(mandate, mandates)],
        "areas": areas_of(contests.values(), mandates),
        "events": events_of(contests.values()),
    }


def persons_of(keys: set[int]) -> list[Object]:
    known: dict[int, list[Object]] = defaultdict(list)
    for row in Identifier.objects.select_related("person"):
        known[row.person.standing_id].append({"scheme": row.scheme, "identifier": row.value})
    rows = Person.objects.standing().order_by("pk").iterator(chunk_size=2000)
    return [
        {
            "id": f"person/{row.pk}",
            "name": row.name,
            "given_name": row.given_name,
            "family_name": row.family_name,
            "sort_name": row.sort_name,
            "identifiers": known[row.pk],
            "sources": [{"url": absolute(person_path(row, LANGUAGE))}],
        }
        for row in rows
        if row.pk in keys
    ]


def council_id(row: Contest | Mandate) -> str:
    return f"council/{row.body.code}/{row.area.code}"


def councils_of(contests: Any, mandates: list[Mandate]) -> list[Object]:
    found = {council_id(row): row for row in [*contests, *mandates]}
    return [
        {
            "id": key,
            "name": f"{name_in(row.body, LANGUAGE)} · {name_in(row.area, LANGUAGE)}",
            "classification": row.body.kind,
            "area_id": row.area.code,
        }
        for key, row in sorted(found.items())
    ]


def lists_of(contests: dict[int, Contest]) -> list[Object]:
    rows = ElectoralList.objects.filter(contest__in=contests).order_by("pk")
    return [
        {
            "id": f"list/{row.pk}",
            "name": row.name,
            "classification": "electoral list",
            "parent_id": council_id(contests[row.contest_id]),
            "sources": sources_of(row),
        }
        for row in rows
    ]


def sources_of(row: WithSource) -> list[Object]:
    """Popolo knows sources by their address only."""
    return [{"url": row.source_url, "note": row.source_title}] if row.source_url else []


def candidacy(row: Candidacy) -> Object:
    return {
        "id": f"candidacy/{row.pk}",
        "label": contest_title(row.contest, LANGUAGE),
        "role": "candidate" if row.position else "substitute",
        "person_id": f"person/{row.person.standing_id}",
        "organization_id": f"list/{row.list_id}",
        "area_id": row.contest.area.code,
        "end_date": row.contest.election.day.isoformat(),
        "sources": sources_of(row),
    }


def mandate(row: Mandate) -> Object:
    said = {
        "id": f"mandate/{row.pk}",
        "role": row.role,
        "person_id": f"person/{row.person.standing_id}",
        "organization_id": council_id(row),
        "area_id": row.area.code,
        "start_date": row.valid_from.isoformat(),
        "sources": sources_of(row),
    }
    if row.title:
        said["label"] = row.title
    return said | ({"end_date": row.valid_to.isoformat()} if row.valid_to else {})


def areas_of(contests: Any, mandates: list[Mandate]) -> list[Object]:
    found = {row.area.code: row.area for row in [*contests, *mandates]}
    return [
        {"id": code, "identifier": code, "name": name_in(area, LANGUAGE)}
        for code, area in sorted(found.items())
    ]


def events_of(contests: Any) -> list[Object]:
    found = {row.election.slug: row.election for row in contests}
    return [
        {
            "id": f"election/{slug}",
            "name": name_in(row, LANGUAGE),
            "start_date": row.day.isoformat(),
            "end_date": row.day.isoformat(),
            "classification": "general election",
        }
        for slug, row in sorted(found.items())
    ]
