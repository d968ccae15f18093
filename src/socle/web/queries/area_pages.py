"""Everything the page of an area shows, asked of the rooms below in a handful of queries."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from socle.foundation.kept import kept_part
from socle.territories.models import Area, Body, Boundary, Competence, Postcode
from socle.territories.queries.areas import ancestors_of, children_at, communes_in
from socle.territories.queries.bodies import bodies_of
from socle.territories.queries.competences import Scope, competences_for, scope_of, told_apart
from socle.territories.queries.history import (
    History,
    HistoryLine,
    history_of,
    in_force,
    successors_of,
)
from socle.territories.queries.postcodes import postcodes_of
from socle.territories.rules import BODIES, COMPETENCES
from socle.web.rules import Section, in_order


@dataclass(frozen=True, slots=True)
class CommunePage:
    area: Area
    in_force: bool
    above: list[Area]
    history: list[HistoryLine]
    successors: list[Area]
    postcodes: list[Postcode]
    sections: list[Section] = field(default_factory=list)

    @property
    def only_recoded(self) -> bool:
        """The commune lives on under another code."""
        return bool(self.history) and all(line.kind == "recode" for line in self.history)


def commune_page(area: Area, *, today: date, phase: str) -> CommunePage:
    alive = in_force(area, today)
    history, above = History.if_any(area), ancestors_of(area)
    return CommunePage(
        area=area,
        in_force=alive,
        above=above,
        history=history_of(area, history),
        successors=[] if alive else successors_of(area, today, history),
        postcodes=list(postcodes_of(area, history)),
        sections=in_order(sections_of(), phase),
    )


def sections_of() -> list[Section]:
    """The five parts whose order follows the phase; the rooms that fill the others come later."""
    return [
        Section("promised", empty=True),
        Section("asked", empty=True),
        Section("decides", empty=False),
        Section("active", empty=True),
        Section("elsewhere", empty=True),
    ]


def scope_in_memory(area: Area, above: list[Area]) -> Scope:
    """Asks for the areas that are told apart only when that may have changed."""
    apart = kept_part("apart", COMPETENCES, BODIES, build=lambda: " ".join(told_apart()))
    return scope_of(area, above, apart.split())


@dataclass(frozen=True, slots=True)
class LevelPage:
    """A province, a region, a community, the federation, the European Union or the world."""

    area: Area
    above: list[Area]
    parts: list[Area]
    communes: list[Area]
    bodies: list[Body]
    themes: list[tuple[Any, list[Competence]]]


def level_page(area: Area, *, today: date) -> LevelPage:
    country = area.level.code in {"federation", "eu", "world"}
    rows = competences_for(area, day=today, level=area.level.code)
    return LevelPage(
        area=area,
        above=ancestors_of(area),
        parts=[part for part in children_at(area, today) if part.level.position > 1],
        communes=[] if country else sorted(communes_in(area, today), key=lambda a: a.name),
        bodies=list(bodies_of(area)),
        themes=by_theme(rows),
    )


def by_theme(rows: Any) -> list[tuple[Any, list[Competence]]]:
    themes: dict[Any, list[Competence]] = {}
    for row in rows:
        themes.setdefault(row.topic.parent or row.topic, []).append(row)
    return list(themes.items())


def map_of(area: Area, *, today: date) -> list[Area]:
    """The communes to draw for an area, with their outline where one was imported."""
    outline = Prefetch("boundary", queryset=Boundary.objects.only("area_id", "geometry"))
    return list(communes_in(area, today).prefetch_related(outline))
