"""Suggestions: from what somebody typed to the areas they may mean."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from threading import Lock

from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.foundation.kept import versions
from socle.territories.addresses import LANGUAGES, name_in
from socle.territories.models import Area, Postcode
from socle.territories.queries.history import History, in_force, turning_days
from socle.territories.queries.place_names import Hit, Kind, Name, PlaceNames, Tier
from socle.territories.queries.spelling import LONGEST_QUERY, NOT_IN_NAMES, words_of
from socle.territories.rules import AREAS, known_day

# « B-5000 », « BE 5000 »
BEFORE_CODES = ("b", "be")


@dataclass(frozen=True, slots=True)
class Match:
    """An area somebody may mean: its name, and what tells it from others of that name.

    ``kind`` is the code of its level; ``exact`` says that a whole name or postcode was typed.
    """

    label: str
    detail: str
    code: str
    kind: str
    exact: bool
    area: Area


def suggest(query: str, language: str, today: date, limit: int = 8) -> list[Match]:
    """Areas in force on that day that the query may mean, best first, each once.

    Raises BeforeThePackKnows.
    """
    known_day(today)
    query = query[:LONGEST_QUERY]
    words = () if NOT_IN_NAMES.search(query) else words_of(query)
    if not words:
        return []
    places = country().places_at(today)
    hits = islice(places.best(words, language), limit)
    with override(language):
        return [places.match(hit, language) for hit in hits]


class Places:
    """What can be found on the days of one period between two changes of areas."""

    def __init__(self, country: "Country", day: date) -> None:
        self.areas = {area.pk: area for area in country.areas if in_force(area, day)}
        self.postcodes: dict[str, dict[int, list[str]]] = defaultdict(dict)
        self.main: dict[int, str] = {}
        names = [*names_of_areas(country, day), *self.names_of_localities(country, day)]
        self.names = PlaceNames([*names, *self.names_of_postcodes()])
        for code, areas in self.postcodes.items():
            for pk in areas:
                self.main.setdefault(pk, code)
        self.ranks = self.ranked()
        self.above = {pk: self.first_above(country, pk) for pk in self.areas}

    def names_of_localities(self, country: "Country", day: date) -> Iterator[Name]:
        for row in country.postcodes:
            for area in country.at(row.area_id, day):
                self.postcodes[row.code].setdefault(area.pk, []).append(row.locality)
                if row.main:
                    self.main.setdefault(area.pk, row.code)
                yield Name(row.locality, Kind.LOCALITY, area.pk, row.code)

    def names_of_postcodes(self) -> Iterator[Name]:
        for code, areas in self.postcodes.items():
            yield from (Name(code, Kind.POSTCODE, pk, code) for pk in areas)

    def ranked(self) -> list[int]:
        """For each name, how early it comes among names met alike: its kind, then people."""
        people = {pk: (-(area.population or 0), pk) for pk, area in self.areas.items()}
        order = {pk: number for number, pk in enumerate(sorted(people, key=people.__getitem__))}
        return [name.kind * len(order) + order[name.area] for name in self.names.names]

    def first_above(self, country: "Country", pk: int) -> Area | None:
        """The province, or the region where there is none."""
        above = [self.areas[parent] for parent in country.parents[pk] if parent in self.areas]
        return min(above, key=lambda area: area.level.position, default=None)

    def best(self, words: tuple[str, ...], language: str) -> Iterator[Hit]:
        """The best hit for each area, in order; a postcode beside a name must be the area's.

        They are looked for as they are asked for: the first few seldom need the lesser tiers.
        """
        codes = [word for word in words if word.isdigit()]
        if not codes:
            return self.in_order(self.names.met(words), language)
        of_code = list(self.names.with_postcode(codes[-1]))
        rest = tuple(word for word in words if not word.isdigit() and word not in BEFORE_CODES)
        if rest:
            there = {self.names.names[place].area for _tier, met in of_code for place in met}
            named = self.in_order(self.names.met(rest), language)
            if both := [hit for hit in named if hit.name.area in there]:
                return iter(both)
        return self.in_order(of_code, language)

    def in_order(self, tiers: Iterable[tuple[Tier, list[int]]], language: str) -> Iterator[Hit]:
        """Each area once, by its best name; among names met alike, the one the page shows."""
        rank_of, seen = self.ranks.__getitem__, set[int]()
        for tier, places in tiers:
            for _rank, alike in groupby(sorted(places, key=rank_of), rank_of):
                names = [self.names.names[place] for place in alike]
                area = names[0].area
                if area not in seen:
                    seen.add(area)
                    shown = name_in(self.areas[area], language)
                    yield Hit(min(names, key=lambda name: name.text != shown), tier)

    def match(self, hit: Hit, language: str) -> Match:
        area = self.areas[hit.name.area]
        label = name_in(area, language)
        detail = " · ".join(part for part in self.detail(hit, area, label, language) if part)
        exact = hit.tier in {Tier.EXACT, Tier.POSTCODE}
        return Match(label, detail, area.code, area.level.code, exact, area)

    def detail(self, hit: Hit, area: Area, label: str, language: str) -> Iterator[str]:
        name, above = hit.name, self.above[area.pk]
        if name.kind is Kind.POSTCODE:
            localities = self.postcodes[name.postcode][area.pk]
            named = any(words_of(text) == words_of(label) for text in localities)
            yield name.postcode
            yield "" if named else ", ".join(localities[:3])
        elif name.kind is Kind.ABOVE:
            yield "" if words_of(name.text) == words_of(label) else name.text
            yield name_in(area.level, language)
            return
        else:
            yield self.other_name(name, label)
            yield name.postcode or self.main.get(area.pk, "")
        yield name_with_level(above, language) if above else ""

    def other_name(self, name: Name, label: str) -> str:
        """The name met, when it is not the one shown."""
        if words_of(name.text) == words_of(label):
            return ""
        if name.kind is Kind.FORMER:
            return _("%(former)s, now part of %(commune)s") % {
                "former": name.text,
                "commune": label,
            }
        return name.text


def name_with_level(area: Area, language: str) -> str:
    """``Namur (province)``: a commune may bear the same name. A region's own name says it."""
    name = name_in(area, language)
    if area.level.code != "province":
        return name
    level = name_in(area.level, language)
    return f"{name} ({level if language == 'de' else level.lower()})"


def names_of_areas(country: "Country", day: date) -> Iterator[Name]:
    """Own names in every language; those of areas that are no more lead to who holds them now."""
    for area in country.areas:
        texts = dict.fromkeys(filter(None, (getattr(area, f"name_{ln}") for ln in LANGUAGES)))
        if in_force(area, day):
            kind = Kind.OWN if area.level.position == 1 else Kind.ABOVE
            yield from (Name(text, kind, area.pk) for text in texts)
        elif area.valid_to is not None and area.valid_to < day:
            for successor in country.history.at(area, day):
                yield from (Name(text, Kind.FORMER, successor.pk) for text in texts)


class Country:
    """Everything suggestions are made from, as it was at one version of the areas."""

    def __init__(self) -> None:
        self.areas = list(Area.objects.select_related("level").order_by("pk"))
        self.by_id = {area.pk: area for area in self.areas}
        self.parents: dict[int, list[int]] = defaultdict(list)
        for child, parent in Area.parents.through.objects.values_list("from_area", "to_area"):
            self.parents[child].append(parent)
        self.history = History.whole()
        rows = Postcode.objects.exclude(area=None).order_by("code", "-main", "locality")
        self.postcodes = list(rows)
        self.turns = turning_days((area.valid_from, area.valid_to) for area in self.areas)
        self.periods: dict[int, Places] = {}

    def at(self, pk: int | None, day: date) -> list[Area]:
        return self.history.at(self.by_id[pk], day) if pk is not None else []

    def places_at(self, day: date) -> Places:
        period = bisect_right(self.turns, day)
        if period not in self.periods:
            with building:
                if period not in self.periods:
                    self.periods[period] = Places(self, day)
        return self.periods[period]


in_memory: dict[str, Country] = {}
building = Lock()


def country() -> Country:
    """This process's copy, made again once the areas have changed: by one, the others wait."""
    version = versions([AREAS])[AREAS]
    if found := in_memory.get(version):
        return found
    with building:
        found = in_memory.get(version)
        if found is None:
            found = Country()
            in_memory.clear()
            in_memory[version] = found
    return found
