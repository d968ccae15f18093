"""Who holds an office, and which lists govern together."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from socle.elections.models import Candidacy, Contest, ElectoralList, Majority, Mandate

Role = Mandate.Role
IN_ORDER = (Role.HEAD, Role.CHAIR, Role.EXECUTIVE, Role.MEMBER)


def by_role(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    """Who heads first, then who chairs, the executive, the members."""
    places = [When(role=role, then=Value(n)) for n, role in enumerate(IN_ORDER)]
    order = Case(*places, output_field=IntegerField())
    rows = rows.select_related("person", "body", "area__level")
    return rows.order_by(order, "valid_from", "person__sort_name", "pk")


def offices_of(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    """Those that are more than a seat."""
    return by_role(rows.exclude(role=Role.MEMBER))


def majorities_of(contest: Contest) -> QuerySet[Majority]:
    """Those that lists of this contest formed, the latest first."""
    rows = Majority.objects.filter(lists__contest=contest).distinct()
    return rows.prefetch_related("lists").order_by("-valid_from", "-pk")


def lists_that_may_govern(contest: Contest) -> QuerySet[ElectoralList]:
    """Of every constituency of that council at that election, each in ballot order."""
    rows = ElectoralList.objects.filter(
        contest__election=contest.election_id,
        contest__body=contest.body_id,
        contest__area=contest.area_id,
    )
    order = ("contest__code", F("number").asc(nulls_last=True), "name", "pk")
    return rows.select_related("contest__body", "contest__area").order_by(*order)


@dataclass(frozen=True, slots=True)
class Seats:
    """Whom a contest elected, by role: what they hold, and ``without`` a mandate by it yet."""

    held: list[Mandate]
    without: list[Candidacy]


def seats_of(contest: Contest) -> Seats:
    elected = Candidacy.objects.filter(contest=contest, elected=True, mandates=None)
    order = ("list__number", "list__name", "position")
    return Seats(
        held=list(by_role(Mandate.objects.filter(candidacy__contest=contest))),
        without=list(elected.select_related("person", "list").order_by(*order)),
    )
