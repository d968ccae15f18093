"""Whom something is asked of: the councils that the contest of a list fills.

Some councils are not voted for: those elected to another one sit there. What is asked of them goes
to the contests of that other one, and the page says so (see docs/decisions/0010).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from socle.demands.models import Adaptation, Provision
from socle.elections.models import Contest
from socle.territories.addresses import name_in
from socle.territories.models import Body, SeatsFrom

Whom = tuple[tuple[str, str], ...]
"""The name of each council, and why it is asked of it there."""


@dataclass(frozen=True, slots=True)
class Council:
    """One that a contest fills. ``through``: what says that those elected there sit in it, or
    choose who does; None where they are elected to it."""

    body: Body
    area: int | None
    through: SeatsFrom | None = None


def councils_of(contest: Contest) -> list[Council]:
    """That of the contest first; one query."""
    rows = SeatsFrom.objects.filter(
        elected_to=contest.body_id, language__in={"", contest.language}
    ).select_related("council")
    elsewhere = [Council(row.council, row.council.area_id or contest.area_id, row) for row in rows]
    return [Council(contest.body, contest.area_id), *elsewhere]


def asks_of_council(provision: Provision, council: Council) -> bool:
    """By its name, or as the council of a level of power, there or everywhere."""
    body, area = council.body, provision.area_id
    named = provision.competent
    if named is not None and named.kind == Body.Kind.COUNCIL:
        return named.pk == body.pk and (body.area_id is not None or area in (None, council.area))
    if provision.level_id != body.level_id or body.meant_by == Body.MeantBy.NAME:
        return False
    return area == council.area or (area is None and body.meant_by == Body.MeantBy.LEVEL)


def fits(provision: Provision, adaptation: Adaptation | None, contest: Contest) -> bool:
    """Asked of a council that the contest fills, by itself or through those it elects."""
    return (
        provision.withdrawn_at is None
        and (adaptation is None or adaptation.provision_id == provision.pk)
        and any(asks_of_council(provision, each) for each in councils_of(contest))
    )


def through(councils: Iterable[Council], provision: Provision) -> list[Council]:
    """Those it is asked of without being that of the contest: the page says why."""
    return [each for each in councils if each.through and asks_of_council(provision, each)]


def whom_in_words(
    contest: Contest, provision: Provision, language: str
) -> tuple[tuple[str, str], ...]:
    """The councils it is asked of through those the contest elects, each with why; one query, and
    none where it is asked of the very council of the contest."""
    if asks_of_council(provision, Council(contest.body, contest.area_id)):
        return ()
    return tuple(
        (name_in(each.body, language), name_in(each.through, language, "words"))
        for each in through(councils_of(contest), provision)
    )


def asked_of(councils: Iterable[Council], at: str = "") -> Q:
    """Over provisions: as ``asks_of_council`` says. ``at``: how rows point to one, as in
    ``provision__``."""

    def its(**said: Any) -> Q:
        return Q(**{f"{at}{name}": value for name, value in said.items()})

    named = its(competent__isnull=False, competent__kind=Body.Kind.COUNCIL)
    found = Q(pk=None)
    for council in councils:
        body, here, everywhere = council.body, its(area=council.area), its(area=None)
        there = Q() if body.area_id is not None else here | everywhere
        found |= its(competent=body.pk) & named & there
        if body.meant_by == Body.MeantBy.LEVEL:
            here |= everywhere
        if body.meant_by != Body.MeantBy.NAME:
            found |= its(level=body.level_id) & here & ~named
    return found


def councils_meant(provision: Provision) -> list[Body]:
    """Those it is asked of, wherever they are; one query, or none."""
    named = provision.competent
    if named is not None and named.kind == Body.Kind.COUNCIL:
        return [named]
    rows = Body.objects.filter(level=provision.level_id, kind=Body.Kind.COUNCIL)
    meant = Q(meant_by=Body.MeantBy.LEVEL)
    if provision.area_id is not None:
        here = Q(area=provision.area_id)
        meant = (meant & (here | Q(area=None))) | (Q(meant_by=Body.MeantBy.AREA) & here)
    return list(rows.filter(meant))


def seats_asked(provision: Provision, contests: Collection[Contest]) -> list[SeatsFrom]:
    """Why it is asked in those of the contests that are for another council; two queries."""
    return [
        row
        for row in seats_from(councils_meant(provision))
        if any(
            each.body_id == row.elected_to_id and row.language in ("", each.language)
            for each in contests
        )
    ]


def seats_from(bodies: Iterable[Body]) -> list[SeatsFrom]:
    """From which other councils they are filled; one query."""
    rows = SeatsFrom.objects.filter(council__in=bodies)
    return list(rows.select_related("council", "elected_to"))


def contests_meant(provision: Provision) -> Q:
    """Over contests: those whose elected sit in a council it is asked of; two queries."""
    bodies = councils_meant(provision)
    found = Q(pk=None)
    for body in bodies:
        found |= Q(body=body.pk) & ground(provision, body)
    for row in seats_from(bodies):
        lists = Q(language=row.language) if row.language else Q()
        found |= Q(body=row.elected_to_id) & lists & ground(provision, row.council)
    return found


def ground(provision: Provision, body: Body) -> Q:
    """Where every area has such a council, that of the area it is asked in."""
    everywhere = body.area_id is not None or provision.area_id is None
    return Q() if everywhere else Q(area=provision.area_id)
