"""People known by a name, however it is written, and where each stood: for who says which of them
is meant. A file of candidates compares names in the same way."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from socle.elections.models import Candidacy, Person
from socle.elections.queries.likeness import likeness
from socle.elections.queries.persons import candidacies_about
from socle.elections.queries.titles import contest_title
from socle.elections.rules import sort_name
from socle.foundation.asking import put_once

MOST = 10


@dataclass(frozen=True, slots=True)
class Namesake:
    """``words``: the name, and where they ``stood``, the latest first."""

    person: Person
    words: str
    stood: list[str]


def namesakes(given: str, family: str) -> list[Namesake]:
    """Two queries. A row merged into another stands for that other."""
    like = likeness(given, family)
    # Particles move and words join; a given name is written somewhere in every case.
    called = sort_name(given, "").split() or sort_name("", family).split()
    rows = Person.objects.filter(sort_name__contains=called[0]) if called else Person.objects.none()
    alike = [
        row
        for row in rows.exclude(sort_name="").select_related("merged_into").order_by("pk")
        if likeness(row.given_name, row.family_name).meets(like)
    ]
    return in_words(alike[:MOST])


def in_words(rows: Iterable[Person]) -> list[Namesake]:
    """Each human once, with where they stood; one query. Rows come with ``merged_into``."""
    people = {row.standing_id: row.merged_into or row for row in rows}
    stood: dict[int, list[str]] = defaultdict(list)
    for row in where_they_stood(list(people)) if people else []:
        where = f"{contest_title(row.contest)}, {row.contest.election.day.year}"
        stood[row.person.standing_id].append(f"{row.list.name} ({where})")
    return [
        Namesake(person, ": ".join(filter(None, [person.name, " · ".join(stood[key])])), stood[key])
        for key, person in people.items()
    ]


@put_once
def where_they_stood(persons: Collection[int]) -> QuerySet[Candidacy]:
    """With what ``in_words`` says of it."""
    beside = ("person", "list", "contest__election", "contest__body", "contest__area")
    return candidacies_about(persons).select_related(*beside)
