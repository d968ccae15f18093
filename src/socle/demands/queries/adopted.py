"""Where demands were taken over: counted, listed and put on a map from the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Func, IntegerField, Max, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from socle.demands.models import Adaptation, Demand
from socle.demands.models.adaptations import AdaptationQuerySet
from socle.territories.models import Area, AreaQuerySet
from socle.territories.queries.history import History, in_force

# From where it was adopted to what that passed into, however many times: the ORM has no recursion.
NOW = """
WITH RECURSIVE now(id) AS (
    {}
    UNION
    SELECT c.after_id FROM territories_areachange c JOIN now ON c.before_id = now.id
)
SELECT id FROM now
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Communes of today that took something over, those of them that did in other words, and how
    many wordings that makes."""

    communes: int = 0
    reworded: int = 0
    wordings: int = 0


def adopted_of(demand: Demand) -> AdaptationQuerySet:
    found: AdaptationQuerySet = Adaptation.objects.adopted().filter(provision__demand=demand)
    return found


def communes_of(adaptations: AdaptationQuerySet, day: date) -> AreaQuerySet:
    """The communes in force on ``day`` where they were adopted; one that merged counts for what it
    passed into, once."""
    rows: QuerySet = adaptations.filter(area__isnull=False).order_by().values("area")
    sql, values = rows.query.sql_with_params()
    keys = RawSQL(NOW.format(sql), values)  # noqa: S611 -- made by the ORM, with its parameters
    found: AreaQuerySet = Area.objects.at(day).filter(pk__in=keys, level__position=1)
    return found


def tally_of(adaptations: AdaptationQuerySet, day: date) -> Tally:
    """One query."""
    reworded = adaptations.filter(reworded=True)
    found = adaptations.order_by().aggregate(
        communes=Max(number_of(communes_of(adaptations, day))),
        reworded=Max(number_of(communes_of(reworded, day))),
        wordings=Count("pk"),
    )
    return Tally(**{name: number or 0 for name, number in found.items()})


def number_of(areas: AreaQuerySet) -> Subquery:
    """As part of a query: how many there are."""
    count = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(areas.order_by().annotate(number=count).values("number"))


def in_order(adaptations: AdaptationQuerySet) -> AdaptationQuerySet:
    """By name of the commune, level by level; with what a list shows of each."""
    rows = adaptations.select_related(
        "area__level",
        "text__owner",
        "text__base__text__owner",
        "provision__level",
        "provision__area",
    )
    return rows.order_by("area__name", "provision__level__position", "pk")


def areas_now(adaptations: Iterable[Adaptation], day: date) -> dict[int, list[Area]]:
    """By key of an adaptation's area, what holds its territory today; one query at most."""
    areas = {row.area_id: row.area for row in adaptations if row.area is not None}
    gone = [area for area in areas.values() if not in_force(area, day)]
    history = History.around(*gone) if gone else History([])
    return {key: history.at(area, day) for key, area in areas.items() if key is not None}
