"""Memorandums as they are read: today's words, and releases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from socle.demands.models import Demand, Memorandum, MemorandumDemand, Provision, Release
from socle.demands.queries.levels import LevelAsked, by_level, standing_provisions
from socle.demands.queries.words import Published, merged_in, published
from socle.demands.rules import public_demands
from socle.groups.models import Group
from socle.texts.models import Revision


@dataclass(frozen=True, slots=True)
class Line:
    """A memorandum in a list."""

    memorandum: Memorandum
    words: Revision
    demands: int
    release: Release | None


@dataclass(frozen=True, slots=True)
class DemandLine:
    demand: Demand
    words: Revision


@dataclass(frozen=True, slots=True)
class DemandInIt:
    """A demand of a memorandum; its number counts from 1. One that no longer stands keeps its place
    until the next release; ``merged_into`` are the words of the one it became part of."""

    number: int
    demand: Demand
    words: Revision
    levels: list[LevelAsked]
    merged_into: Revision | None


@dataclass(frozen=True, slots=True)
class MemorandumPage:
    memorandum: Memorandum
    words: Revision
    said: Published
    demands: list[DemandInIt]
    carried_by: list[Group]
    releases: list[Release]

    @property
    def release(self) -> Release | None:
        return self.releases[0] if self.releases else None


def publisher_of(demands: "Iterable[int] | QuerySet[Any, Any]") -> str:
    """Who answers in print for what is said of these demands: of the newest public memorandum that
    holds one of them, else of the newest there is."""
    rows = Memorandum.objects.public().exclude(publisher="")
    holds = Exists(MemorandumDemand.objects.filter(memorandum=OuterRef("pk"), demand__in=demands))
    first = rows.annotate(holds=holds).order_by("-holds", "-pk").values_list("publisher", flat=True)
    return first.first() or ""


def public_memorandums() -> list[Line]:
    """The newest first; four queries."""
    rows = list(Memorandum.objects.public().select_related("text__owner").order_by("-pk"))
    said = published(row.text_id for row in rows)
    counts = defaultdict[int, int](int)
    places = Memorandum.demands.through.objects.filter(memorandum__in=rows)
    for key in places.filter(demand__withdrawn_at=None).values_list("memorandum_id", flat=True):
        counts[key] += 1
    latest: dict[int, Release] = {}
    for release in Release.objects.filter(memorandum__in=rows).order_by("-number"):
        latest.setdefault(release.memorandum_id, release)
    return [
        Line(row, words, counts[row.pk], latest.get(row.pk))
        for row in rows
        if (words := said.of(row.text))
    ]


def demands_of_groups() -> list[DemandLine]:
    """Those that groups published and no memorandum carries yet, the newest first; two queries."""
    rows = Demand.objects.standing().filter(public_demands(), memorandums=None)
    return lines_of(list(rows.select_related("text__owner", "born_in").order_by("-pk")[:100]))


def lines_of(demands: list[Demand]) -> list[DemandLine]:
    said = published(row.text_id for row in demands)
    return [DemandLine(row, words) for row in demands if (words := said.of(row.text))]


def memorandum_page(memorandum: Memorandum) -> MemorandumPage | None:
    """None while no word of it is published. As many queries for one demand as for sixty."""
    releases = list(memorandum.releases.order_by("-number"))
    demands = demands_in(memorandum, releases[0] if releases else None)
    provisions = list(standing_provisions(row for row in demands if row.withdrawn_at is None))
    keys = [memorandum.text_id, *(row.text_id for row in demands)]
    keys += [row.text_id for row in provisions]
    keys += [row.merged_into.text_id for row in demands if row.merged_into is not None]
    said = published(keys)
    words = said.of(memorandum.text)
    if words is None:
        return None
    return MemorandumPage(
        memorandum=memorandum,
        words=words,
        said=said,
        demands=numbered(demands, provisions, said),
        carried_by=list(memorandum.carried_by.order_by("sort_name", "pk")),
        releases=releases,
    )


def demands_in(memorandum: Memorandum, last: Release | None) -> list[Demand]:
    """Those that stand, and those withdrawn since the last release, each at its place."""
    stays = Q(demand__withdrawn_at=None)
    stays |= Q(demand__withdrawn_at__gt=last.at) if last else Q(demand__withdrawn_at__isnull=False)
    rows = memorandum.places.filter(stays).order_by("position", "pk")
    beside = ("demand__text__owner", "demand__born_in", "demand__merged_into__text")
    return [
        place.demand
        for place in rows.select_related(*beside).prefetch_related("demand__carried_by")
    ]


def numbered(
    demands: list[Demand], provisions: list[Provision], said: Published
) -> list[DemandInIt]:
    own = defaultdict[int, list[Provision]](list)
    for provision in provisions:
        own[provision.demand_id].append(provision)
    asked = by_level_of_each(provisions, said)
    shown = [(demand, words) for demand in demands if (words := said.of(demand.text))]
    return [
        DemandInIt(number, demand, words, asked.get(demand.pk, []), merged_in(demand, said))
        for number, (demand, words) in enumerate(shown, start=1)
    ]


def by_level_of_each(provisions: list[Provision], said: Published) -> dict[int, list[LevelAsked]]:
    """By key of the demand; one query for all."""
    found: dict[int, list[LevelAsked]] = {}
    for group in by_level(provisions, said):
        own = defaultdict(list)
        for row in group.rows:
            own[row.provision.demand_id].append(row)
        for key, rows in own.items():
            found.setdefault(key, []).append(LevelAsked(group.level, rows))
    return found
