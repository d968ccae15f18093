"""All that is known of one human, for coordinators: whether it may be shown or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from socle.elections.models import Candidacy, Identifier, Mandate, Person, PersonMerge, ToldApart
from socle.elections.queries.histories import Told, told_of
from socle.elections.queries.persons import candidacies_of
from socle.elections.queries.powers import by_role


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """``rows``: every row about this human, their own first. ``merges`` that count or were taken
    back, ``apart``: others of that name they were told apart from; the latest first."""

    person: Person
    rows: list[Person]
    candidacies: list[Candidacy]
    mandates: list[Mandate]
    identifiers: list[Identifier]
    merges: list[PersonMerge]
    apart: list[ToldApart]
    history: list[Told]

    @property
    def is_named(self) -> bool:
        """They have a public page."""
        named = any(row.is_named for row in self.candidacies)  # type: ignore[attr-defined]
        return named or bool(self.mandates)

    @property
    def own(self) -> list[Candidacy]:
        """Those of their own row, which may be another human's of the same name."""
        return [row for row in self.candidacies if row.person_id == self.person.pk]


def person_desk(person: Person, *, day: date) -> PersonDesk:
    """``person`` stands for itself. Eight queries."""
    rows = [person, *person.merged_from.order_by("pk")]
    candidacies = list(candidacies_of([person.pk], day))
    mandates = list(by_role(Mandate.objects.filter(person__in=rows)).order_by("-valid_from", "pk"))
    merges = PersonMerge.objects.filter(Q(gone__in=rows) | Q(kept__in=rows))
    apart = ToldApart.objects.filter(Q(one__in=rows) | Q(other__in=rows))
    return PersonDesk(
        person=person,
        rows=rows,
        candidacies=candidacies,
        mandates=mandates,
        identifiers=identifiers_of(rows),
        merges=list(merges.select_related("gone", "kept", "by", "undone_by")),
        apart=list(apart.select_related("one__merged_into", "other__merged_into", "by")),
        history=told_of([*rows, *candidacies, *mandates]),
    )


def identifiers_of(rows: Iterable[Person]) -> list[Identifier]:
    return list(Identifier.objects.filter(person__in=rows).order_by("scheme", "value"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two who may be one."""

    person: Person
    candidacies: list[Candidacy]
    mandates: list[Mandate]
    identifiers: list[Identifier]


def sides(one: Person, other: Person, *, day: date) -> list[Side]:
    """What is known of each; eight queries."""
    found = []
    for person in (one, other):
        rows = [person, *person.merged_from.all()]
        mandates = by_role(Mandate.objects.filter(person__in=rows))
        found.append(
            Side(
                person,
                list(candidacies_of([person.pk], day)),
                list(mandates),
                identifiers_of(rows),
            )
        )
    return found


def apart_of(one: Person, other: Person) -> ToldApart | None:
    low, high = sorted([one.pk, other.pk])
    return ToldApart.objects.filter(one=low, other=high).select_related("by").first()
