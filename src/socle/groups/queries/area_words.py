"""Which area a spreadsheet means: a code, a postcode, or a name in any of our languages."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from socle.territories.addresses import LEVEL_WORDS, name_in
from socle.territories.models import Area
from socle.territories.queries.place_names import Hit, Kind, Tier
from socle.territories.queries.places import Country, country, name_with_level
from socle.territories.queries.spelling import LONGEST_QUERY, words_of

BETWEEN = re.compile(r"\s*[,;|\n]\s*")
BRACKETS = re.compile(r"[()]")
# A commune and a province may bear one name; a region says what it is in its own.
TOLD_APART = {"commune", "province"}
LINKS = {"de", "du", "d", "van", "der", "of"}
POSTCODE = re.compile(r"(?:BE?[\s-]?)?(\d{4})", re.IGNORECASE)


class UnknownArea(Exception):
    """Nothing, or more than one thing, has this name; the message says so, and what to write."""


@dataclass(frozen=True, slots=True)
class Meant:
    """``notes`` tell of communes that are no more, whose successor stands in their place."""

    areas: tuple[Area, ...]
    notes: tuple[str, ...] = ()


class AreaWords:
    """Reads the same words once, however many rows have them."""

    def __init__(self, day: date, language: str) -> None:
        self.day, self.language = day, language
        self.country: Country = country()
        self.places = self.country.places_at(day)
        self.areas = self.places.areas
        self.by_code = {area.code.casefold(): area for area in self.country.areas}
        self.read: dict[tuple[str, ...], Meant | UnknownArea] = {}

    def of_codes(self, codes: Iterable[str]) -> Meant:
        """Raises UnknownArea."""
        return together([self.once(self.with_code, code) for code in codes])

    def of_words(self, words: str, postcode: str = "") -> Meant:
        """Several are parted by commas; a postcode tells namesakes apart. Raises UnknownArea."""
        parts = [part for part in BETWEEN.split(words) if part]
        return together([self.once(self.with_words, part, postcode) for part in parts])

    def of_postcode(self, code: str) -> Meant:
        """Raises UnknownArea."""
        return self.once(self.with_postcode, code)

    def once(self, read: Callable[..., Meant], *words: str) -> Meant:
        key = (read.__name__, *words)
        if key not in self.read:
            try:
                self.read[key] = read(*words)
            except UnknownArea as fault:
                self.read[key] = fault
        found = self.read[key]
        if isinstance(found, UnknownArea):
            raise found
        return found

    def with_words(self, words: str, postcode: str) -> Meant:
        if words.casefold() in self.by_code:
            return self.with_code(words)
        if POSTCODE.fullmatch(words):
            return self.with_postcode(words)
        return self.with_name(words, postcode)

    def with_code(self, code: str) -> Meant:
        # Spreadsheets take "02000" for the number 2000.
        written = (f"{'0' * zeros}{code}".casefold() for zeros in range(4))
        area = next((self.by_code[one] for one in written if one in self.by_code), None)
        if area is None:
            raise UnknownArea(_("no area has the code %(codes)s") % {"codes": code[:40]})
        now = self.country.history.at(area, self.day)
        if len(now) != 1:
            raise UnknownArea(
                _("%(area)s (%(code)s) is no more, and no single area took over")
                % {"area": self.name(area), "code": area.code}
            )
        return Meant((now[0],), () if now[0] == area else (self.gone(code, area, now[0]),))

    def with_postcode(self, words: str) -> Meant:
        match = POSTCODE.fullmatch(words)
        keys = list(self.places.postcodes.get(match[1], {})) if match else []
        if not keys:
            raise UnknownArea(_("“%(words)s” is no postcode known here") % {"words": words[:40]})
        return Meant((self.only(words, keys),))

    def with_name(self, words: str, postcode: str) -> Meant:
        level, asked = level_in(words_of(BRACKETS.sub(" ", words[:LONGEST_QUERY])))
        hits = self.places.best(asked, self.language) if asked else []
        hits = [hit for hit in hits if level in {"", self.areas[hit.name.area].level.code}]
        exact = nearest([hit for hit in hits if hit.tier == Tier.EXACT], self.areas)
        if not exact:
            raise UnknownArea(self.unknown(words, hits))
        if len(exact) > 1:
            there = self.places.postcodes.get(postcode, {})
            exact = [hit for hit in exact if hit.name.area in there] or exact
        area = self.only(words, [hit.name.area for hit in exact])
        is_gone = exact[0].name.kind is Kind.FORMER
        return Meant((area,), (self.gone(words, None, area),) if is_gone else ())

    def only(self, words: str, keys: list[int]) -> Area:
        if len(keys) == 1:
            return self.areas[keys[0]]
        several = ", ".join(
            f"{self.name(area)} ({area.code})" for area in map(self.areas.__getitem__, keys)
        )
        raise UnknownArea(
            _("“%(words)s” may be %(several)s: write the code of the one you mean")
            % {"words": words[:40], "several": several}
        )

    def unknown(self, words: str, hits: list[Hit]) -> str:
        said = _("“%(words)s” is no commune, province, region or postcode known here")
        if hits:
            found = [self.areas[hit.name.area] for hit in hits]
            near = ", ".join(name_with_level(area, self.language) for area in found[:2])
            said += _("; did you mean %(near)s?") % {"near": near}
        return said % {"words": words[:40]}

    def gone(self, words: str, before: Area | None, after: Area) -> str:
        """``before`` where a code was written: a commune may keep its name and change its code."""
        said = f"{words} ({self.name(before)})" if before else words
        now = f"{self.name(after)} ({after.code})" if before else self.name(after)
        line = _("“%(before)s” is no more: it was read as %(after)s, which took over.")
        return line % {"before": said[:80], "after": now}

    def name(self, area: Area) -> str:
        return name_in(area, self.language)


def level_in(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """``province de namur`` is the code of that level, and ``namur``; else "" and the words."""
    for level, spoken in LEVEL_WORDS.items():
        rest = tuple(word for word in words if word not in spoken)
        if rest != words and len(words) > 1 and level in TOLD_APART:
            return level, tuple(word for word in rest if word not in LINKS)
    return "", words


def nearest(hits: list[Hit], areas: dict[int, Area]) -> list[Hit]:
    """Those of the lowest level, and among them own names before former ones and villages."""
    if not hits:
        return []
    rank = {id(hit): (areas[hit.name.area].level.position, hit.name.kind) for hit in hits}
    best = min(rank.values())
    return [hit for hit in hits if rank[id(hit)] == best]


def together(meant: list[Meant]) -> Meant:
    areas = {area.pk: area for one in meant for area in one.areas}
    notes = dict.fromkeys(note for one in meant for note in one.notes)
    return Meant(tuple(areas.values()), tuple(notes))
