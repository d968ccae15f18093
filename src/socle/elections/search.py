"""What of this room the search of the site finds: persons that may be named."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from socle.elections.models import Candidacy, Mandate, Person
from socle.elections.queries.addresses import person_path
from socle.elections.queries.persons import candidacies_of
from socle.foundation.search import Document
from socle.territories.addresses import name_in

LANGUAGES = tuple(dict(settings.LANGUAGES))
# Below demands, above local wordings.
WEIGHT = 32
CHUNK = 200


def documents() -> Iterator[Document]:
    rows = Person.objects.standing().order_by("pk").iterator(chunk_size=CHUNK)
    day = timezone.localdate()
    while some := list(islice(rows, CHUNK)):
        yield from person_documents(Person.objects.filter(pk__in=[row.pk for row in some]), day)


def key_of(key: int) -> str:
    return f"elections.person:{key}"


def person_documents(rows: QuerySet[Person], day: date) -> Iterator[Document]:
    """Whoever may be named somewhere, with the lists and councils where they are."""
    persons = {row.pk: row for row in rows}
    standing: dict[int, list[Candidacy]] = defaultdict(list)
    for candidacy in candidacies_of(persons, day):
        if candidacy.is_named:  # type: ignore[attr-defined]
            standing[candidacy.person.standing_id].append(candidacy)
    holding: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in mandates_of(persons):
        holding[mandate.person.standing_id].append(mandate)
    for key, person in persons.items():
        if standing[key] or holding[key]:
            yield from in_each_language(person, standing[key], holding[key])


def mandates_of(persons: dict[int, Person]) -> QuerySet[Mandate]:
    rows = Mandate.objects.select_related("person", "body", "area").order_by("pk")
    return rows.filter(Q(person__in=persons) | Q(person__merged_into__in=persons))


def in_each_language(
    person: Person, standing: list[Candidacy], holding: list[Mandate]
) -> Iterator[Document]:
    people = [*(row.person for row in standing), *(row.person for row in holding)]
    names = dict.fromkeys(each.name for each in people)
    for language in LANGUAGES:
        lines = [
            f"{row.list.name} · {name_in(row.contest.body, language)}"
            f" · {name_in(row.contest.area, language)}"
            for row in standing
        ]
        lines += [
            f"{name_in(row.body, language)} · {name_in(row.area, language)}" for row in holding
        ]
        yield Document(
            key=key_of(person.pk),
            language=language,
            kind="person",
            title=person.name,
            body="\n".join(dict.fromkeys([*names, *lines])),
            url=person_path(person, language),
            weight=WEIGHT,
        )
