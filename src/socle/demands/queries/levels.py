"""What demands ask, level of power by level of power, with who is competent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import F, QuerySet

from socle.demands.models import Demand, Provision
from socle.demands.queries.words import Published
from socle.territories.models import Body, Level
from socle.texts.models import Revision

# The two databases do not agree on where nothing stands.
AREAS_FIRST = F("area__code").asc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """One provision, its words, and the body that can take the decision, where one is known."""

    provision: Provision
    words: Revision
    competent: str


@dataclass(frozen=True, slots=True)
class LevelAsked:
    level: Level
    rows: list[Asked]

    @property
    def anchor(self) -> str:
        return f"level-{self.level.code}"

    @property
    def differs(self) -> bool:
        """Whether something stands for one area only."""
        return any(row.provision.area_id for row in self.rows)


@dataclass(slots=True)
class Councils:
    """The council of each area, and that of every area of a level where they bear one name."""

    by_area: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    by_level: dict[int, set[str]] = field(default_factory=dict)

    def name(self, provision: Provision) -> str:
        if provision.competent is not None:
            return provision.competent.name
        if provision.area_id is not None:
            named = self.by_area.get((provision.level_id, provision.area_id), [])
            if named:
                return named[0] if len(named) == 1 else ""
        return min(self.by_level.get(provision.level_id, {""}), key=len)


def standing_provisions(demands: Iterable[Demand]) -> QuerySet[Provision]:
    """Of demands, lowest level first, what stands in one area before what stands elsewhere."""
    rows = Provision.objects.filter(demand__in=list(demands), withdrawn_at=None)
    rows = rows.select_related("level", "area__level", "competent", "text")
    return rows.order_by("demand_id", "level__position", AREAS_FIRST, "pk")


def councils_for(provisions: Iterable[Provision]) -> Councils:
    """One query; none where every provision names who is competent."""
    found = Councils()
    levels = {row.level_id for row in provisions if row.competent_id is None}
    if not levels:
        return found
    rows = Body.objects.filter(level__in=levels, kind=Body.Kind.COUNCIL).order_by("position")
    for body in rows:
        if body.area_id is not None:
            found.by_area.setdefault((body.level_id, body.area_id), []).append(body.name)
        else:
            found.by_level.setdefault(body.level_id, set()).add(body.name)
    return found


def by_level(provisions: Sequence[Provision], words: Published) -> list[LevelAsked]:
    """Those of which something is published; one query."""
    councils = councils_for(provisions)
    rows = [
        Asked(row, said, councils.name(row)) for row in provisions if (said := words.of(row.text))
    ]
    grouped = groupby(rows, key=lambda row: row.provision.level_id)
    return [
        LevelAsked(own[0].provision.level, own)
        for _key, rows_of in grouped
        if (own := list(rows_of))
    ]
