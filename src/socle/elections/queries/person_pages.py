"""One human across elections: where they stood, what they were elected to."""

from dataclasses import dataclass
from datetime import date

from socle.elections.models import Candidacy, Identifier, Mandate, Person
from socle.elections.queries.persons import candidacies_of, rows_of


@dataclass(frozen=True, slots=True)
class PersonPage:
    """``candidacies`` where they may be named, ``unnamed`` how many others there are."""

    person: Person
    candidacies: list[Candidacy]
    mandates: list[Mandate]
    unnamed: int
    also: list[str]
    identifiers: list[Identifier]

    def __bool__(self) -> bool:
        """They may be named at all."""
        return bool(self.candidacies or self.mandates)

    @property
    def is_example(self) -> bool:
        return self.person.is_example


def person_page(person: Person, *, day: date) -> PersonPage:
    """``person`` stands for itself. ``also``: other ways in which ballots wrote the name."""
    keys = rows_of(person)
    every = list(candidacies_of([person.pk], day))
    shown = [row for row in every if row.is_named]  # type: ignore[attr-defined]
    mandates = list(
        Mandate.objects.filter(person__in=keys)
        .select_related("person", "body", "area__level")
        .order_by("-valid_from", "pk")
    )
    people = [*(row.person for row in shown), *(row.person for row in mandates)]
    names = dict.fromkeys(each.name for each in people)
    return PersonPage(
        person=person,
        candidacies=shown,
        mandates=mandates,
        unnamed=len(every) - len(shown),
        also=[name for name in names if name != person.name],
        identifiers=list(Identifier.objects.filter(person__in=keys).order_by("scheme", "value")),
    )
