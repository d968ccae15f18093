"""Levels of power as people write them in a heading: "Commune : …", "Vlaams Gewest – …"."""

import re
import unicodedata

from socle.demands.queries.markdown import ReadLevel
from socle.territories.addresses import LANGUAGES
from socle.territories.models import Area, Level

# Levels whose areas bear names that a heading may begin with.
NAMED = ("region", "community")
BEFORE = re.compile(
    r"(?:(?:a|au|aux|pour|niveau|de|du|des|la|le|les|l|op|voor|het|fur|auf|der|die|das|den|at|for|the|of)"
    r"[\s'’]+)*"
)  # fmt: skip
AFTER = re.compile(r"\s*(?:[:.–—-]\s+|[:.]?\s*\Z)")


def reader_of_levels() -> ReadLevel:
    """Two queries. The longest name counts: "Région wallonne" before "Région"."""
    names: dict[str, tuple[str, str]] = {}
    for level in Level.objects.all():
        for word in (f"{kind}_{code}" for kind in ("name", "plural") for code in LANGUAGES):
            names.setdefault(plain(getattr(level, word, "") or ""), (level.code, ""))
    for area in Area.objects.filter(level__code__in=NAMED, valid_to=None).select_related("level"):
        for code in LANGUAGES:
            said = plain(getattr(area, f"name_{code}", "") or "")
            names.setdefault(said, (area.level.code, area.code))
    names.pop("", None)
    known = sorted(names, key=len, reverse=True)

    def read(heading: str) -> tuple[str, str, str] | None:
        said = plain(heading)
        start = BEFORE.match(said)
        at = start.end() if start else 0
        for name in known:
            after = AFTER.match(said, at + len(name)) if said.startswith(name, at) else None
            if after is not None:
                left = heading[after.end() :].strip()
                return *names[name], left[:1].upper() + left[1:]
        return None

    return read


def plain(words: str) -> str:
    """As long as the words: each letter without its accent, in lower case; spaces are spaces."""
    return "".join(letter(each) for each in words)


def letter(each: str) -> str:
    if each.isspace():
        return " "
    bare = unicodedata.normalize("NFKD", each)[0].lower()
    return bare[0]
