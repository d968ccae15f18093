"""Everything the page of an area shows, asked of the rooms below in a handful of queries."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from socle.commitments.queries.became_here import Became, became_in
from socle.commitments.queries.here import AskedThere, asked_by_contest
from socle.demands.queries.in_places import Ask, AskedHere, asked_in, asked_of
from socle.elections.models import Contest
from socle.elections.queries.here import ContestsHere, contests_in
from socle.foundation.asking import put_once
from socle.groups.models import Group
from socle.groups.queries.whereabouts import active_among
from socle.territories.models import Area, Boundary, Competence, Postcode
from socle.territories.queries.areas import CODE, area_and_above, children_at, communes_in
from socle.territories.queries.bodies import bodies_of
from socle.territories.queries.competences import competences_for
from socle.territories.queries.history import (
    History,
    HistoryLine,
    history_of,
    in_force,
    predecessors_of,
    successors_of,
    with_history,
)
from socle.territories.queries.postcodes import postcodes_in
from socle.territories.queries.scopes import told_apart
from socle.web.queries.shared_parts import BodyLine, body_lines
from socle.web.rules import Section, in_order

# On the page of a commune; the rest is in the directory.
MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class CommunePage:
    area: Area
    in_force: bool
    above: list[Area]
    history: list[HistoryLine]
    successors: list[Area]
    postcodes: list[str]
    groups: list[Group]
    asked: AskedHere
    contests: ContestsHere
    promised: "Promised"
    sections: list[Section] = field(default_factory=list)

    @property
    def local_groups(self) -> list[Group]:
        return [group for group in self.groups if group.kind == Group.Kind.LOCAL]

    @property
    def other_groups(self) -> list[Group]:
        return [group for group in self.groups if group.kind != Group.Kind.LOCAL][:MOST_GROUPS]

    @property
    def more_groups(self) -> bool:
        """There are others, in the directory."""
        return len(self.groups) > len(self.local_groups) + len(self.other_groups)

    @property
    def only_recoded(self) -> bool:
        """The commune lives on under another code."""
        return bool(self.history) and all(line.kind == "recode" for line in self.history)


@dataclass(frozen=True, slots=True)
class Promised:
    """The nearest contest where lists are asked anything, what is asked ``there``, and the
    ``others``; what ``became`` of the promises after the last votes."""

    contest: Contest | None = None
    there: AskedThere | None = None
    others: list[Contest] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)


def promised_in(contests: ContestsHere) -> Promised:
    """What is coming before what was."""
    asked = asked_by_contest()
    found = [row for row in [*contests.coming, *contests.last] if row.pk in asked]
    if not found:
        return Promised()
    return Promised(found[0], asked[found[0].pk], found[1:], became_in(contests))


def standing(code: str) -> list[Area]:
    """The area that has or had this code, then all it stands in, lowest level first; one query.

    Each says whether it ``has_history`` and ``is_told_apart``. Empty for a code that never existed.
    """
    found = areas_from(code) if CODE.fullmatch(code) else []
    return sorted(found, key=lambda area: area.code != code)


@put_once
def areas_from(code: str) -> QuerySet[Area]:
    return told_apart(with_history(area_and_above(code)))


@put_once
def first_groups(keys: Collection[int]) -> QuerySet[Group]:
    """By kind, local groups come before organisations."""
    return active_among(keys).order_by("kind", "sort_name", "pk")[: MOST_GROUPS * 2]


@put_once
def postcodes_among(keys: Collection[int]) -> QuerySet[Postcode, str]:
    """Each once."""
    found = postcodes_in(keys).order_by("code").distinct()
    return found.values_list("code", flat=True)


def commune_page(area: Area, above: list[Area], *, today: date, phase: str) -> CommunePage:
    """``area`` and ``above`` are ``standing``."""
    alive = in_force(area, today)
    history = History.around(area) if area.has_history else History([])  # type: ignore[attr-defined]
    # Nothing stands in a commune: where its groups are is known from its history.
    here = [area, *predecessors_of(area, history=history)]
    own = [each.pk for each in here]
    groups = first_groups(own) if alive else []
    asked = asked_in(own, above) if alive else AskedHere([], [])
    contests = contests_in([*here, *above] if alive else [], day=today)
    return CommunePage(
        area=area,
        in_force=alive,
        above=above,
        history=history_of(area, history),
        successors=[] if alive else successors_of(area, today, history),
        postcodes=postcodes_among(own),
        groups=groups,
        asked=asked,
        contests=contests,
        promised=promised_in(contests),
        sections=in_order(
            sections_of(has_groups=bool(groups), has_asks=bool(asked), has_lists=bool(contests)),
            phase,
        ),
    )


def sections_of(*, has_groups: bool, has_asks: bool, has_lists: bool) -> list[Section]:
    """The five parts whose order follows the phase; the rooms that fill the others come later."""
    return [
        Section("promised", empty=not has_lists),
        Section("asked", empty=not has_asks),
        Section("decides", empty=False),
        Section("active", empty=not has_groups),
        Section("elsewhere", empty=True),
    ]


@dataclass(frozen=True, slots=True)
class LevelPage:
    """A province, a region, a community, the federation, the European Union or the world."""

    area: Area
    above: list[Area]
    parts: list[Area]
    communes: list[Area]
    bodies: list[BodyLine]
    themes: list[tuple[Any, list[Competence]]]
    asked: list[Ask]


def level_page(area: Area, above: list[Area], *, today: date) -> LevelPage:
    country = area.level.code in {"federation", "eu", "world"}
    rows = competences_for(area, day=today, level=area.level.code)
    return LevelPage(
        area=area,
        above=above,
        parts=[part for part in children_at(area, today) if part.level.position > 1],
        communes=[] if country else sorted(communes_in(area, today), key=lambda a: a.name),
        bodies=body_lines(bodies_of(area)),
        themes=by_theme(rows),
        asked=asked_of(area),
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
