"""Everything the page of a demand shows, in as many queries with ten adaptations as with 600."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from socle.demands.models import Adaptation, Demand, Evidence, Memorandum, Source
from socle.demands.models.adaptations import AdaptationQuerySet
from socle.demands.queries.adopted import Tally, adopted_of, areas_now, in_order, tally_of
from socle.demands.queries.levels import LevelAsked, by_level, standing_provisions
from socle.demands.queries.neighbours import neighbour_of, words_it_came_from
from socle.demands.queries.words import Published, merged_in, published
from socle.groups.models import Group
from socle.territories.models import Area, Topic
from socle.texts.models import Revision

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adaptation in a list; ``areas`` hold its commune today."""

    adaptation: Adaptation
    words: Revision
    own: Revision
    areas: list[Area]

    @property
    def base(self) -> Revision | None:
        """The words it is measured against, where anyone may read them."""
        return words_it_came_from(self.adaptation.text)

    @property
    def neighbour(self) -> Group | None:
        return neighbour_of(self.adaptation.text)


@dataclass(frozen=True, slots=True)
class DemandPage:
    demand: Demand
    words: Revision | None
    said: Published
    levels: list[LevelAsked]
    topics: list[Topic]
    carried_by: list[Group]
    sources: list[Source]
    evidence: list[Evidence]
    memorandums: list[tuple[Memorandum, Revision]]
    merged_into: Revision | None
    tally: Tally
    page: Page

    @property
    def asks_communes(self) -> list[LevelAsked]:
        return [level for level in self.levels if level.level.position == 1]


def demand_page(demand: Demand, *, day: date, number: str | None) -> DemandPage:
    """``number``: which page of the list of communes."""
    provisions = list(standing_provisions([demand]))
    memorandums = list(demand.memorandums.public().select_related("text").order_by("pk"))
    merged = demand.merged_into.text_id if demand.merged_into else None
    keys = [demand.text_id, *(row.text_id for row in provisions)]
    keys += [row.text_id for row in memorandums] + ([merged] if merged else [])
    adopted = adopted_of(demand)
    tally = tally_of(adopted, day)
    page = page_of(in_order(adopted), tally.wordings, number)
    rows = list(page.object_list)
    # One question for all words of the page.
    said = published([*keys, *(row.text_id for row in rows)])
    page.object_list = with_words(rows, said, day)
    return DemandPage(
        demand=demand,
        words=said.of(demand.text),
        said=said,
        levels=by_level(provisions, said),
        topics=list(demand.topics.order_by("position")),
        carried_by=list(demand.carried_by.order_by("sort_name", "pk")),
        sources=list(demand.sources.all()),
        evidence=list(demand.evidence.select_related("area__level", "case__text")),
        memorandums=[(row, words) for row in memorandums if (words := said.of(row.text))],
        merged_into=merged_in(demand, said),
        tally=tally,
        page=page,
    )


def page_of(rows: AdaptationQuerySet, count: int, number: str | None) -> Page:
    """``count`` of them are known to be there, and are not counted again."""
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)
    pages.count = count
    return pages.get_page(number)


def with_words(rows: Sequence[Adaptation], said: Published, day: date) -> list[Adopted]:
    """Those of which something is published; one query at most."""
    areas = areas_now(rows, day)
    return [
        Adopted(row, words, own, areas.get(row.area_id or 0, []))
        for row in rows
        if (words := said.of(row.text)) and (own := said.own(row.text))
    ]
