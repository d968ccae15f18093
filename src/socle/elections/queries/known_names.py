"""Whom a name may be, in words: « Zoé Exemple (Liste du Moulin, Namur, 2018) »."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from socle.elections.models import Candidacy
from socle.elections.queries.known_persons import Known
from socle.territories.addresses import name_in

SENT = 500


def in_words(people: Iterable[Known], language: str) -> dict[Known, str]:
    """The name, and where they stand."""
    people = dict.fromkeys(people)
    places = places_of([known.key for known in people if not known.row], language)
    found = {}
    for known in people:
        name = f"{known.given} {known.family}".strip()
        if known.row:
            words = _("%(name)s (row %(row)d)")
            found[known] = words % {"row": known.row, "name": name}
        else:
            where = "; ".join(places[known.key]) or "—"
            found[known] = f"{name} ({where})"
    return found


def places_of(keys: list[int], language: str) -> dict[int, list[str]]:
    """The lists they stood on, the latest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for some in (keys[at : at + SENT] for at in range(0, len(keys), SENT)):
        rows = Candidacy.objects.filter(person__in=some).select_related(
            "list", "contest__area", "contest__election"
        )
        for row in rows.order_by("-contest__election__day", "pk"):
            parts = [
                row.list.name,
                name_in(row.contest.area, language),
                str(row.contest.election.day.year),
            ]
            found[row.person_id].append(", ".join(parts))
    return found
