"""What is asked in one place: taken over there, waiting to be; and asked of a level of power."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Min, Q, QuerySet

from socle.demands.models import Adaptation, Demand, Memorandum, Provision
from socle.demands.queries.addresses import slug
from socle.demands.queries.neighbours import words_it_came_from
from socle.demands.queries.words import Published, published, said_last
from socle.demands.rules import ADAPTATION, DEMANDS, public_demands
from socle.foundation.addresses import path_of_page
from socle.foundation.asking import put_once
from socle.foundation.kept import versions_told
from socle.territories.models import Area
from socle.territories.queries.words import Words, page_language
from socle.texts.models import Revision, Text
from socle.texts.queries.revisions import latest_rows
from socle.texts.queries.translations import with_what_it_renders

# On the page of a place; the rest stands in the memorandums.
MOST = 40

P = TypeVar("P", Provision, "OpenAsk")


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
class OpenAsk:
    """What is asked of communes: of all of them, or of those in ``area``; ``place`` among all that
    is. As their pages say it: ``title`` is that of the demand, ``path`` its page, ``asked`` what it
    asks, ``take_over`` where a group makes it its own."""

    place: int
    pk: int
    demand_id: int
    area_id: int | None
    title: Words
    path: str
    asked: str
    take_over: str


@dataclass(frozen=True, slots=True)
class AskedHere:
    """In a commune: what its groups adopted, and what they could still take over."""

    adopted: list[AdoptedHere]
    waiting: list[OpenAsk]
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.adopted or self.waiting)


def asked_in(keys: Collection[int], above: Sequence[Area]) -> AskedHere:
    """``keys`` are those of a commune and of all that passed into it, ``above`` what it stands in.

    One query, and one more in a process that does not know yet what is asked of communes.
    """
    said = Published()
    texts: dict[int, Text] = {}
    for row in adopted_words(sorted(keys)):
        said.by_text.setdefault(row.text_id, {})[row.language] = row
        texts[row.text_id] = row.text
    mine = sorted((t.adaptation for t in texts.values() if t.kind == ADAPTATION), key=as_adopted)
    taken = {row.provision_id for row in mine}
    asks, areas = asked_of_communes(), {None, *keys, *(area.pk for area in above)}
    there = sorted((row for area in areas for row in asks.get(area, ())), key=lambda row: row.place)
    waiting = [row for row in closest(there) if row.pk not in taken]
    return AskedHere(adopted_here(mine, said), waiting[:MOST], len(waiting) > MOST)


def as_adopted(row: Adaptation) -> tuple[Any, ...]:
    return (row.provision.level.position, row.adopted_on, row.pk)


@put_once
def adopted_words(keys: Collection[int]) -> QuerySet[Revision]:
    """Of local wordings and of the demands they come from, in the language of the page and in their
    own, with all they are of."""
    adopted = Adaptation.objects.adopted().filter(area__in=keys)
    own = Q(text__in=adopted.values("text")) | Q(text__in=adopted.values("provision__demand__text"))
    read = Q(language=page_language()) | Q(language=F("text__source_language"))
    rows = with_what_it_renders(latest_rows().filter(own).filter(read))
    beside = [f"text__adaptation__provision__{name}" for name in ("demand__text", "level")]
    rows = rows.select_related("translates", "text__owner", "text__base__text__owner", *beside)
    return rows.order_by("text")


AsksByArea = dict[int | None, list[OpenAsk]]
# As this process read them at the present version of demands, in each language.
in_memory: dict[str, dict[str, AsksByArea]] = {}


def asked_of_communes() -> AsksByArea:
    """In the language of the page; under None, what is asked of every commune."""
    version, language = versions_told([DEMANDS])[DEMANDS], page_language()
    found = in_memory.get(version)
    if found is None:
        in_memory.clear()
        found = in_memory[version] = {}
    if language not in found:
        found[language] = read_asks_of_communes()
    return found[language]


def read_asks_of_communes() -> AsksByArea:
    here = page_language()
    found: AsksByArea = defaultdict(list)
    for place, (key, demand, area, asked, title, language) in enumerate(titles_of_asks()):
        if not (asked and title):
            continue
        words = Words(title, "" if language == here else language)
        address = slug(demand, Revision(title=title, language=language))
        path = path_of_page(here, "demands:demand", address)
        take_over = path_of_page(here, "demands:adopt", key)
        found[area].append(OpenAsk(place, key, demand, area, words, path, asked, take_over))
    return dict(found)


@put_once
def titles_of_asks() -> QuerySet[Provision, tuple[Any, ...]]:
    """Of provision and demand, each in the language of the page where it is there, else its own."""
    return (
        standing_asks()
        .filter(level__position=1)
        .values_list(
            *("pk", "demand", "area", said_last("text", "title")),
            *(said_last("demand__text", name) for name in ("title", "language")),
        )
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
    rows = (
        Provision.objects.standing()
        .filter(demand__in=demands)
        .annotate(
            memorandum=Min("demand__places__memorandum", filter=open_ones),
            place=Min("demand__places__position", filter=open_ones),
        )
    )
    rows = rows.filter(memorandum__isnull=False)
    return rows.select_related("demand__text", "text", "level", "area").order_by(
        "memorandum", "place", "area_id", "pk"
    )


def closest(rows: Iterable[P]) -> list[P]:
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
