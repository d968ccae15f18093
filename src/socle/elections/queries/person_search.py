"""Persons looked for by name, named on public pages or not: for coordinators."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Value
from django.db.models.functions import Concat

from socle.elections.models import Person
from socle.elections.queries.namesakes import Namesake, in_words
from socle.elections.rules import sort_name

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Called:
    """``more``: others are called so too."""

    people: list[Namesake]
    more: bool


def persons_called(typed: str, *, day: date, but: int = 0) -> Called:
    """Whose name has words that begin so, in any order; a row merged into another stands for that
    other. Two queries. ``but``: the key of a human who is not looked for."""
    words = sort_name("", typed).split()
    if not words:
        return Called([], more=False)
    rows = Person.objects.annotate(called=Concat(Value(" "), "sort_name"))
    # The longest first: most names are left out by it.
    for word in sorted(words, key=len, reverse=True):
        rows = rows.filter(called__contains=f" {word}")
    if but:
        rows = rows.exclude(pk=but).exclude(merged_into=but)
    found = list(rows.select_related("merged_into").order_by("sort_name", "pk")[: SHOWN + 1])
    return Called(in_words(found[:SHOWN], day=day), more=len(found) > SHOWN)
