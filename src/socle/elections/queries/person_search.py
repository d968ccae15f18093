"""Persons looked for by name, named on public pages or not: for coordinators."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from socle.elections.models import Person
from socle.elections.queries.namesakes import Namesake, in_words
from socle.elections.rules import sort_name
from socle.foundation.asking import put_once, rows
from socle.foundation.search.literals import lexeme, string

SHOWN = 20
# More than that are found sooner in the order of their names than by their words.
MANY = 3_000
# The index that migration 0003 makes: Django's ORM knows of neither.
HAVING_WORDS = {
    "sqlite": "SELECT p.id, p.sort_name, p.merged_into_id FROM elections_person_words w "
    "JOIN elections_person p ON p.id = w.rowid WHERE w.elections_person_words MATCH %s LIMIT %s",
    "postgresql": "SELECT id, sort_name, merged_into_id FROM elections_person "
    "WHERE array_to_tsvector(string_to_array(sort_name, ' ')) @@ %s::tsquery LIMIT %s",
}
IN_ORDER = "SELECT id, merged_into_id FROM ({}) AS named ORDER BY sort_name, id"


@dataclass(frozen=True, slots=True)
class Called:
    """``more``: others are called so too."""

    people: list[Namesake]
    more: bool


def persons_called(typed: str, *, but: int = 0) -> Called:
    """Whose name has words that begin so, in any order; a row merged into another stands for that
    other. Three queries, one where there is nobody. ``but``: the key of a human who is not looked
    for."""
    words = sort_name("", typed).split()
    if not words:
        return Called([], more=False)
    having = rows(IN_ORDER.format(HAVING_WORDS[connection.vendor]), [pattern(words), MANY + 1])
    keys = [key for key, into in having if not but or but not in (key, into)]
    if len(having) > MANY:
        found = list(in_order(words, but)[: SHOWN + 1])
    else:
        found = persons_at(keys[: SHOWN + 1]) if keys else []
    return Called(in_words(found[:SHOWN]), more=len(found) > SHOWN)


def pattern(words: Sequence[str]) -> str:
    """Each, and what begins with it, as the database reads it."""
    if connection.vendor == "postgresql":
        return " & ".join(f"{lexeme(word)}:*" for word in words)
    return " AND ".join(f"{string(word)}*" for word in words)


def persons() -> QuerySet[Person]:
    return Person.objects.select_related("merged_into").order_by("sort_name", "pk")


@put_once
def persons_at(keys: Collection[int]) -> QuerySet[Person]:
    return persons().filter(pk__in=keys)


def in_order(words: Sequence[str], but: int) -> QuerySet[Person]:
    """One after another, until enough are found."""
    found = persons().annotate(called=Concat(Value(" "), "sort_name"))
    for word in words:
        found = found.filter(called__contains=f" {word}")
    return found.exclude(pk=but).exclude(merged_into=but) if but else found
