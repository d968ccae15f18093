"""Elections as the API shows them. No address of anyone, no name that may no longer be shown."""

from datetime import date
from typing import Any

from ninja import Schema

from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Mandate,
    WithSource,
)
from socle.elections.queries.addresses import (
    contest_path,
    election_path,
    list_path,
    person_path,
)
from socle.elections.queries.person_pages import PersonPage
from socle.elections.queries.titles import contest_title
from socle.foundation.api import LANGUAGES, Names, Page, Thing, names
from socle.territories.addresses import absolute
from socle.territories.models import Sourced

# The page an object of the API leads to; from there a person changes language.
LANGUAGE = "fr"


class RestsOn(Schema):
    title: str
    url: str


class ElectionOut(Thing):
    """From ``opens_on``, candidates who were not elected the time before are no longer named."""

    name: Names
    day: date
    opens_on: date
    is_example: bool
    source: RestsOn


class ContestOut(Thing):
    """Seats of a council (``body``, of the ``area`` it governs) that one constituency fills:
    ``areas`` are where its voters live, ``name`` is null where that is the whole. ``language``:
    that of its lists, where only one language group stands."""

    election: str
    code: str
    title: Names
    body: str
    area: str
    areas: list[str]
    name: Names
    voting: str | None
    language: str | None
    seats: int | None
    note: Names
    source: RestsOn


class PartyOut(Schema):
    id: str
    name: str
    short_name: str
    source: str


class ListOut(Thing):
    """``number`` is null until numbers are drawn; ``party`` is null for a local list, and says by
    its ``source`` what the link rests on."""

    contest: str
    number: int | None
    name: str
    party: PartyOut | None
    is_example: bool
    source: RestsOn


class CandidacyOut(Thing):
    """``person`` and ``name`` are null once who was not elected is no longer named; ``elected`` is
    null until it is known."""

    contest: str
    list: str
    person: str | None
    name: str | None
    position: int | None
    substitute_position: int | None
    is_head: bool
    elected: bool | None
    source: RestsOn


class MandateOut(Schema):
    """``title``: as the source calls it, in its language; "" where it says nothing else."""

    id: str
    body: str
    area: str
    role: str
    title: str
    valid_from: date
    valid_to: date | None
    source: RestsOn


class IdentifierOut(Schema):
    scheme: str
    identifier: str


class PersonOut(Thing):
    """In Popolo's terms; ``candidacies`` are those where they may be named."""

    name: str
    given_name: str
    family_name: str
    other_names: list[str]
    identifiers: list[IdentifierOut]
    is_example: bool
    candidacies: list[CandidacyOut]
    mandates: list[MandateOut]


class ElectionPage(Page):
    results: list[ElectionOut]


class ContestPage(Page):
    results: list[ContestOut]


class ListPage(Page):
    results: list[ListOut]


class CandidacyPage(Page):
    results: list[CandidacyOut]


def source(row: WithSource | Sourced) -> dict[str, str]:
    return {"title": row.source_title, "url": row.source_url}


def election(row: Election) -> dict[str, Any]:
    return {
        "id": row.slug,
        "url": absolute(election_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "name": names(row),
        "day": row.day,
        "opens_on": row.opens_on,
        "is_example": row.is_example,
        "source": source(row),
    }


def contest(row: Contest) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": absolute(contest_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "election": row.election.slug,
        "code": row.code,
        "title": {language: contest_title(row, language) for language in LANGUAGES},
        "body": row.body.code,
        "area": row.area.code,
        "areas": sorted(area.code for area in row.areas.all()),
        "name": names(row),
        "voting": row.voting.code if row.voting else None,
        "language": row.language or None,
        "seats": row.seats,
        "note": names(row, "note"),
        "source": source(row),
    }


def electoral_list(row: ElectoralList) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "url": absolute(list_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "contest": str(row.contest_id),
        "number": row.number,
        "name": row.name,
        "party": party(row),
        "is_example": row.is_example,
        "source": source(row),
    }


def party(row: ElectoralList) -> dict[str, str] | None:
    if row.party is None:
        return None
    return {
        "id": str(row.party.pk),
        "name": row.party.name,
        "short_name": row.party.short_name,
        "source": row.party_source,
    }


def candidacy(row: Candidacy) -> dict[str, Any]:
    """``row`` says whether it ``is_named`` (``with_naming``)."""
    named = row.is_named  # type: ignore[attr-defined]
    return {
        "id": str(row.pk),
        "url": absolute(list_path(row.list, LANGUAGE)),
        "updated_at": row.updated_at,
        "contest": str(row.contest_id),
        "list": str(row.list_id),
        "person": str(row.person.standing_id) if named else None,
        "name": row.person.name if named else None,
        "position": row.position,
        "substitute_position": row.substitute_position,
        "is_head": row.is_head,
        "elected": row.elected,
        "source": source(row),
    }


def mandate(row: Mandate) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "body": row.body.code,
        "area": row.area.code,
        "role": row.role,
        "title": row.title,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "source": source(row),
    }


def person(page: PersonPage) -> dict[str, Any]:
    row = page.person
    return {
        "id": str(row.pk),
        "url": absolute(person_path(row, LANGUAGE)),
        "updated_at": row.updated_at,
        "name": row.name,
        "given_name": row.given_name,
        "family_name": row.family_name,
        "other_names": page.also,
        "identifiers": [
            {"scheme": each.scheme, "identifier": each.value} for each in page.identifiers
        ],
        "is_example": row.is_example,
        "candidacies": [candidacy(each) for each in page.candidacies],
        "mandates": [mandate(each) for each in page.mandates],
    }
