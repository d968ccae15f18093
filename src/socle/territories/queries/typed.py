"""An area as a field of a form holds it, in words people would type; and back again."""

import re
from datetime import date

from socle.territories.addresses import name_in
from socle.territories.models import Area
from socle.territories.queries.places import Match, country, suggest

WITH_LEVEL = re.compile(r"(?P<name>.+) \((?P<level>[^()]+)\)")
MOST = 8
# An exact name may be that of many a locality.
FARTHEST = 200


def as_typed(area: Area, language: str, day: date) -> str:
    """``5000 Namur`` for a commune, ``Namur (province)`` for what stands above."""
    name = name_in(area, language)
    if area.level.position > 1:
        return f"{name} ({name_in(area.level, language).lower()})"
    return f"{country().places_at(day).main.get(area.pk, '')} {name}".strip()


def meant_by(text: str, language: str, day: date, level: str = "") -> list[Match]:
    """The areas it may mean, best first, of one level if asked; one only when there is no doubt."""
    named = WITH_LEVEL.fullmatch(text.strip())
    if named:
        matches = suggest(named["name"], language, day, FARTHEST)
        found = [m for m in matches if m.exact and is_at(m.area, named["level"], language)]
        if len(found) == 1:
            return found
    found = suggest(text, language, day, FARTHEST if level else MOST)
    if level:
        found = [match for match in found if match.kind == level][:MOST]
    own = [match for match in found if as_typed(match.area, language, day) == text.strip()]
    exact = [match for match in found if match.exact]
    return next((sure for sure in (own, exact) if len(sure) == 1), found)


def is_at(area: Area, words: str, language: str) -> bool:
    return name_in(area.level, language).lower() == words.strip().lower()
