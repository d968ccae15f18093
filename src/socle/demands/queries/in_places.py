"""What is asked in one place: taken over there, waiting to be; and asked of a level of power."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from socle.demands.models import Adaptation, Demand, Memorandum, MemorandumDemand, Provision
from socle.demands.queries.neighbours import words_it_came_from
from socle.demands.queries.words import Published, published
from socle.demands.rules import ADAPTATION, PROVISION, public_demands
from socle.territories.models import Area
from socle.territories.queries.words import page_language
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest_rows
from socle.texts.queries.translations import with_what_it_renders

# On the page of a place; the rest stands in the memorandums.
MOST = 40


@dataclass(frozen=True, slots=True)
class AdoptedHere:
    """``own`` are the group's words, ``base`` those they are measured against, where anyone may
    read these."""

    adaptation: Adaptation
    words: Revision
    own: Revision
    demand: Revision | None

    @property
    def base(self) -> Revision | None:
        return words_it_came_from(self.adaptation.text)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something asked of a level of power, with the demand it comes from."""

    provision: Provision
    words: Revision
    demand: Revision


@dataclass(frozen=True, slots=True)
class AskedHere:
    """In a commune: what its groups adopted, and what they could still take over."""

    adopted: list[AdoptedHere]
    waiting: list[Ask]
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.adopted or self.waiting)


def asked_in(keys: Collection[int], above: Sequence[Area]) -> AskedHere:
    """``keys`` are those of a commune and of all that passed into it, ``above`` what it stands in.

    One query, whatever there is: the words, with what they are of. Not every word in the world,
    though: those of the page's language and of the text's own.
    """
    adopted = Adaptation.objects.adopted().filter(area__in=keys)
    places = {area.pk for area in above} | set(keys)
    asks = asks_of_communes().filter(Q(area=None) | Q(area__in=places))
    rows = list(words_with_what_they_are_of(adopted, asks))
    said = Published()
    for row in rows:
        said.by_text.setdefault(row.text_id, {})[row.language] = row
    texts = {row.text_id: row.text for row in rows}.values()
    mine = sorted((t.adaptation for t in texts if t.kind == ADAPTATION), key=as_adopted)
    taken = {row.provision_id for row in mine}
    open_ones = closest(text.provision for text in texts if text.kind == PROVISION)
    waiting = [row for row in open_ones if row.pk not in taken]
    return AskedHere(
        adopted_here(mine, said), waiting_asks(waiting[:MOST], said), len(waiting) > MOST
    )


def as_adopted(row: Adaptation) -> tuple[Any, ...]:
    return (row.provision.level.position, row.adopted_on, row.pk)


def words_with_what_they_are_of(
    adopted: QuerySet[Adaptation], asks: QuerySet[Provision]
) -> QuerySet[Revision]:
    """Of local wordings and what they are of, of provisions and their demands, in the order of the
    memorandums."""
    some = MOST * 2
    own = Q(text__in=adopted.values("text")) | Q(text__in=adopted.values("provision__demand__text"))
    open_ones = Q(text__in=asks.values("text")[:some])
    open_ones |= Q(text__in=asks.values("demand__text")[:some])
    read = Q(language=page_language()) | Q(language=F("text__source_language"))
    place = MemorandumDemand.objects.exclude(memorandum__status=Memorandum.Status.DRAFT).filter(
        demand=OuterRef("text__provision__demand")
    )
    place = place.order_by("memorandum", "position")
    rows = with_what_it_renders(latest_rows().filter(own | open_ones).filter(read))
    beside = [f"text__adaptation__provision__{name}" for name in ("demand__text", "level")]
    beside += [f"text__provision__{name}" for name in ("demand__text", "level", "area")]
    return rows.select_related(
        "translates", "text__owner", "text__base__text__owner", *beside
    ).order_by(
        Subquery(place.values("memorandum")[:1]).asc(nulls_first=True),
        Subquery(place.values("position")[:1]).asc(nulls_first=True),
        "text__provision__area",
        "text",
    )


def adopted_here(rows: Sequence[Adaptation], said: Published) -> list[AdoptedHere]:
    return [
        AdoptedHere(row, words, own, said.of(row.provision.demand.text))
        for row in rows
        if (words := said.of(row.text)) and (own := said.own(row.text))
    ]


def waiting_asks(rows: Sequence[Provision], said: Published) -> list[Ask]:
    return [
        Ask(row, words, demand)
        for row in rows
        if (words := said.of(row.text)) and (demand := said.of(row.demand.text))
    ]


def standing_asks() -> QuerySet[Provision]:
    """Of demands in a memorandum anyone may read, memorandum after memorandum, in their order."""
    demands = Demand.objects.standing().filter(public_demands())
    open_ones = ~Q(demand__places__memorandum__status=Memorandum.Status.DRAFT)
    rows = Provision.objects.standing().filter(demand__in=demands, demand__places__isnull=False)
    rows = rows.annotate(
        memorandum=Min("demand__places__memorandum", filter=open_ones),
        place=Min("demand__places__position", filter=open_ones),
    )
    return rows.select_related("demand__text", "text", "level", "area").order_by(
        "memorandum", "place", "area_id", "pk"
    )


def asks_of_communes() -> QuerySet[Provision]:
    return standing_asks().filter(level__position=1)


def closest(rows: Iterable[Provision]) -> list[Provision]:
    """Where a demand asks something of one area, that stands there instead of what it asks
    everywhere."""
    found = list(rows)
    special = {row.demand_id for row in found if row.area_id is not None}
    return [row for row in found if row.area_id is not None or row.demand_id not in special]


def asked_of(area: Area) -> list[Ask]:
    """What is asked of a province, a region, a community…: two queries."""
    rows = standing_asks().filter(Q(area=None) | Q(area=area.pk), level=area.level_id)
    found = closest(rows)[: MOST * 2]
    said = published(key for row in found for key in (row.text_id, row.demand.text_id))
    return waiting_asks(found, said)


def demands_on(topics: Collection[int]) -> list[tuple[Demand, Revision]]:
    """Standing public demands on one of these topics; two queries."""
    rows = Demand.objects.standing().filter(
        public_demands(),
        pk__in=Demand.topics.through.objects.filter(topic__in=topics).values("demand"),
    )
    found = list(rows.select_related("text__owner", "born_in").order_by("pk")[:MOST])
    said = published(row.text_id for row in found)
    return [(row, words) for row in found if (words := said.of(row.text))]
