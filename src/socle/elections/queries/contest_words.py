"""Which contest of an election a row of a file means: a council, an area, a constituency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from socle.elections.models import Contest, Election
from socle.elections.queries.titles import contest_title
from socle.foundation.tables.columns import plain
from socle.groups.queries.area_words import AreaWords, Meant, UnknownArea
from socle.territories.addresses import LANGUAGES, name_in
from socle.territories.models import Area, Body
from socle.territories.queries.places import country

Parents = Mapping[int, list[int]]
"""Of each area those it stands in, by key; it answers for any."""

# What merges after a vote is there by then, and had its council elected at that vote.
LATER = timedelta(days=120)
NAMED = 8


class UnknownContest(Exception):
    """The message says why, and what to write in ``column``."""

    def __init__(self, reason: str, column: str) -> None:
        self.column = column
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Where:
    """What a row says; "" for what it does not."""

    body: str = ""
    area_code: str = ""
    area: str = ""
    postcode: str = ""
    constituency: str = ""

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Where":
        return cls(**{name: values.get(name, "") for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Found:
    contest: Contest
    notes: tuple[str, ...] = ()


class ContestWords:
    """Reads the same words once, however many rows have them."""

    def __init__(self, election: Election, language: str) -> None:
        self.language = language
        rows = Contest.objects.filter(election=election).select_related("body__level", "area")
        self.contests = list(rows.order_by("pk"))
        self.voters: dict[int, set[int]] = defaultdict(set)
        through = Contest.areas.through.objects.filter(contest__election=election)
        for contest, area in through.values_list("contest", "area"):
            self.voters[contest].add(area)
        self.days = (election.day, election.day + LATER)
        self.words = [AreaWords(day, language) for day in self.days]
        self.read: dict[Where, Found | UnknownContest] = {}

    def find(self, where: Where) -> Found:
        """Raises UnknownContest."""
        if where not in self.read:
            try:
                self.read[where] = self.look_for(where)
            except UnknownContest as fault:
                self.read[where] = fault
        found = self.read[where]
        if isinstance(found, UnknownContest):
            raise found
        return found

    def look_for(self, where: Where) -> Found:
        rows = self.of_body(where.body)
        notes: tuple[str, ...] = ()
        if where.area_code or where.area or where.postcode:
            rows, notes = self.of_area(rows, where)
        if where.constituency:
            rows = self.of_constituency(rows, where.constituency)
        if len(rows) == 1:
            return Found(rows[0], notes)
        if where.constituency:
            column = "constituency"
        else:
            column = "area_code" if not (where.area or where.postcode) else "constituency"
        raise UnknownContest(self.several(rows), column)

    def several(self, rows: list[Contest]) -> str:
        names = ", ".join(f"“{contest_title(row, self.language)}”" for row in rows[:NAMED])
        if len(rows) > NAMED:
            names += " …"
        words = _(
            "several contests are meant: say the area or the constituency; there are %(names)s"
        )
        return words % {"names": names}

    # --- councils ---

    def of_body(self, words: str) -> list[Contest]:
        """The communal councils when nothing is said."""
        if not words:
            local = [row for row in self.contests if is_communal(row.body)]
            if local:
                return local
            if len({row.body_id for row in self.contests}) == 1:
                return self.contests
            raise UnknownContest(
                _("no communal council is elected here: name one of %(names)s")
                % {"names": self.bodies()},
                "body",
            )
        wanted = plain(words)
        rows = [row for row in self.contests if wanted in names_of(row.body)]
        if rows:
            return rows
        said = _("“%(words)s” is no council of this election; there are %(names)s")
        raise UnknownContest(said % {"words": words[:40], "names": self.bodies()}, "body")

    def bodies(self) -> str:
        names = dict.fromkeys(name_in(row.body, self.language) for row in self.contests)
        return ", ".join(f"“{name}”" for name in names)

    # --- areas ---

    def of_area(self, rows: list[Contest], where: Where) -> tuple[list[Contest], tuple[str, ...]]:
        """On the day of the vote; else as areas are once those that merge have done so."""
        column = "area_code" if where.area_code else "area" if where.area else "postcode"
        faults = []
        for words in self.words:
            try:
                meant = meant_by(words, where)
            except UnknownArea as fault:
                faults.append(str(fault))
                continue
            if found := self.in_areas(rows, meant.areas, words.day):
                return found, meant.notes
        if faults:
            raise UnknownContest(faults[0], column)
        said = _("%(area)s votes in no such contest of this election")
        area = where.area_code or where.area or where.postcode
        raise UnknownContest(said % {"area": f"“{area[:40]}”"}, column)

    def in_areas(self, rows: list[Contest], areas: Iterable[Area], day: date) -> list[Contest]:
        """Of that very area; of a constituency that has it; of one that has what holds it."""
        keys = {area.pk for area in areas}
        after = {each.pk for area in areas for each in country().history.at(area, day + LATER)}
        for wanted in (keys, after):
            if found := [row for row in rows if row.area_id in wanted]:
                return found
            if found := [row for row in rows if self.voters[row.pk] & wanted]:
                return found
        above = {parent for key in keys for parent in country().parents[key]}
        return [row for row in rows if self.voters[row.pk] & above]

    def of_constituency(self, rows: list[Contest], words: str) -> list[Contest]:
        wanted = plain(words)
        if found := [row for row in rows if wanted in names_of(row)]:
            return found
        for read in self.words:
            try:
                meant = read.of_words(words)
            except UnknownArea:
                continue
            if found := self.in_areas(rows, meant.areas, read.day):
                return found
        names = ", ".join(f"“{name_in(row, self.language) or row.code}”" for row in rows[:NAMED])
        said = _("“%(words)s” is no constituency there; there are %(names)s")
        raise UnknownContest(said % {"words": words[:40], "names": names}, "constituency")


def overlap(one: Iterable[int], other: Iterable[int], parents: Parents) -> bool:
    """Whether two grounds have something in common: an area, or one that holds another."""
    these, those = set(one), set(other)
    if these & those:
        return True
    above_these = {parent for key in these for parent in parents[key]}
    above_those = {parent for key in those for parent in parents[key]}
    return bool(above_these & those or above_those & these)


def meant_by(words: AreaWords, where: Where) -> Meant:
    """Raises UnknownArea."""
    if where.area_code:
        return words.of_codes([where.area_code])
    if where.area:
        return words.of_words(where.area, where.postcode)
    return words.of_postcode(where.postcode)


def is_communal(body: Body) -> bool:
    """The council that every commune has."""
    is_elected = body.kind == Body.Kind.COUNCIL and body.elected == Body.Elected.DIRECT
    return is_elected and body.level.position == 1 and body.area_id is None


def names_of(row: Body | Contest) -> set[str]:
    names = {plain(name_in(row, language) or "") for language in LANGUAGES}
    return (names | {plain(row.code)}) - {""}
