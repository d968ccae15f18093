"""What became of the promises of each contest, for the page of a place: none to ask once known."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from socle.commitments.models import Commitment
from socle.commitments.queries.promise_pages import counted
from socle.commitments.rules import PROMISES
from socle.elections.models import Contest
from socle.elections.queries.here import ContestsHere
from socle.foundation.kept import versions_told

# As this process read them at the present version of promises: by contest, how many in each status.
in_memory: dict[str, dict[int, Counter[str]]] = {}


@dataclass(frozen=True, slots=True)
class Became:
    """``counts``: each status there is, "no information" too, with how many promises."""

    contest: Contest
    counts: list[tuple[str, int]]
    total: int


def statuses_by_contest() -> dict[int, Counter[str]]:
    version = versions_told([PROMISES])[PROMISES]
    found = in_memory.get(version)
    if found is None:
        found = defaultdict(Counter)
        rows = Commitment.objects.public().order_by().values("follow_up__contest", "status")
        for row in rows.annotate(number=Count("pk")):
            found[row["follow_up__contest"]][row["status"]] = row["number"]
        found = dict(found)
        in_memory.clear()
        in_memory[version] = found
    return found


def became_in(contests: ContestsHere) -> list[Became]:
    """Of the last vote for each council there, where promises are followed."""
    known = statuses_by_contest()
    return [
        Became(row, counted(known[row.pk]), known[row.pk].total())
        for row in contests.last
        if row.pk in known
    ]
