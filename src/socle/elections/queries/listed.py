"""The list of elections, and the contests of one of them."""

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count

from socle.elections.models import Contest, Election
from socle.territories.models import Body
from socle.territories.queries.spelling import words_of

PER_PAGE = 60
# A council with more contests than this is looked up by name, page by page.
MANY = 40


@dataclass(frozen=True, slots=True)
class Council:
    """How many contests of an election are for seats of councils of one name."""

    name: str
    contests: int


@dataclass(frozen=True, slots=True)
class ElectionLine:
    election: Election
    councils: list[Council] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Elections:
    """``coming``, nearest first; ``past``, latest first."""

    coming: list[ElectionLine]
    past: list[ElectionLine]


def elections_listed(day: date) -> Elections:
    """Each with its councils, from the commune to the Union; those of one name are one line."""
    counted = Contest.objects.order_by().values("election", "body").annotate(n=Count("pk"))
    numbers = {(row["election"], row["body"]): row["n"] for row in counted}
    bodies = list(Body.objects.order_by("level__position", "position"))
    lines = [
        ElectionLine(row, councils_of(row, bodies, numbers))
        for row in Election.objects.order_by("-day", "slug")
    ]
    coming = [line for line in lines if line.election.day >= day]
    return Elections(coming[::-1], [line for line in lines if line.election.day < day])


def councils_of(
    election: Election, bodies: list[Body], numbers: dict[tuple[int, int], int]
) -> list[Council]:
    found: dict[str, int] = {}
    for body in bodies:
        if number := numbers.get((election.pk, body.pk)):
            found[body.name] = found.get(body.name, 0) + number
    return [Council(name, number) for name, number in found.items()]


@dataclass(frozen=True, slots=True)
class CouncilContests:
    """The contests of an election for councils of one name; ``page`` where there are many."""

    name: str
    contests: list[Contest]
    total: int
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class ElectionPage:
    election: Election
    councils: list[CouncilContests]

    @property
    def looked_up(self) -> bool:
        return any(council.page is not None for council in self.councils)


def election_page(election: Election, *, name: str, number: str | None) -> ElectionPage:
    """``name``: what of the many is looked for. Each contest says ``lists_known``."""
    rows = contests_of(election)
    found: dict[str, list[Contest]] = {}
    for contest in rows:
        found.setdefault(contest.body.name, []).append(contest)
    councils = [council(title, some, name, number) for title, some in found.items()]
    return ElectionPage(election, councils)


def contests_of(election: Election) -> list[Contest]:
    rows = election.contests.select_related("body", "area__level").order_by(
        "body__level__position", "body__position", "code"
    )
    return list(rows.annotate(lists_known=Count("lists")))


def council(title: str, rows: list[Contest], name: str, number: str | None) -> CouncilContests:
    total = len(rows)
    if total <= MANY:
        return CouncilContests(title, rows, total)
    rows = sorted(rows, key=lambda row: (words_of(row.area.name), row.code))
    if wanted := " ".join(words_of(name)):
        rows = [row for row in rows if is_named(row, wanted)]
    page = Paginator(rows, PER_PAGE).get_page(number)
    return CouncilContests(title, list(page.object_list), total, page)


def is_named(contest: Contest, wanted: str) -> bool:
    """In any language: Mons is found as Bergen."""
    names = (getattr(contest.area, f"name_{language}") for language in ("fr", "nl", "de", "en"))
    return any(f" {wanted}" in f" {' '.join(words_of(name))}" for name in names if name)
