"""Ten times the country: the same communes, provinces, regions and all that hangs on them, copied
under other codes and names. For a database made for it and thrown away afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from zlib import crc32

from django.db import connection, models, transaction

from socle.foundation.actions.stamps import touch
from socle.territories.models import (
    Area,
    AreaChange,
    Body,
    Competence,
    Postcode,
    VotingRight,
)
from socle.territories.rules import ALL_STAMPS

LEVELS = ("commune", "province", "region", "community")
LANGUAGES = ("fr", "nl", "de", "en")
SYLLABLES = ("bel", "cor", "dun", "fal", "gri", "hom", "jar", "kel", "lun", "mor", "pel", "ron")
# As many pages kept as a site has that was crawled in every language.
PAGES_KEPT = 10_000
Thing = TypeVar("Thing", bound=models.Model)


def grow(times: int) -> None:
    with transaction.atomic():
        for number in range(1, times):
            Copy(number).run()
        touch(ALL_STAMPS)
    fill_cache()
    settle()


def other_name(name: str, number: int) -> str:
    """Another name, as easily mistyped: ``Namur`` is ``Nacormur``."""
    cut = max(1, len(name) // 2)
    syllable = SYLLABLES[(crc32(name.encode()) + number) % len(SYLLABLES)]
    return f"{name[:cut]}{syllable}{name[cut:].lower()}" if name else name


def rename(row: Any, field: str, number: int) -> None:
    for language in LANGUAGES:
        name = getattr(row, f"{field}_{language}")
        if name:
            setattr(row, f"{field}_{language}", other_name(name, number))


class Copy:
    """One more country beside the first."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.areas: dict[int | None, int] = {}
        self.bodies: dict[int | None, int] = {}

    def run(self) -> None:
        old = Area.objects.filter(in_pack=True, level__code__in=LEVELS).order_by("pk")
        self.areas = dict(self.copy(list(old), self.as_other_area))
        self.copy_parents()
        mine = list(self.areas)
        self.copy(list(AreaChange.objects.filter(before__in=mine)), self.elsewhere)
        self.copy(list(Postcode.objects.filter(area__in=mine)), self.as_other_postcode)
        bodies = [
            *Body.objects.filter(area__in=mine),
            *Body.objects.filter(area=None, scope__in=mine),
        ]
        self.bodies = dict(self.copy(bodies, self.elsewhere))
        self.copy(list(VotingRight.objects.filter(area__in=mine)), self.elsewhere)
        self.copy(list(Competence.objects.filter(area__in=mine)), self.elsewhere)
        everywhere = Competence.objects.filter(area=None, valid_to=None)
        self.copy(list(everywhere), self.as_it_was)

    def copy(self, rows: list[Thing], change: Callable[[Any], None]) -> list[tuple[int, int]]:
        before = [row.pk for row in rows]
        for row in rows:
            row.pk = None
            row._state.adding = True
            if hasattr(row, "code") and not isinstance(row, Postcode):
                row.code = f"{row.code}x{self.number}"
            change(row)
        made = type(rows[0])._default_manager.bulk_create(rows, batch_size=500) if rows else []
        return list(zip(before, [row.pk for row in made], strict=True))

    def as_other_area(self, area: Area) -> None:
        rename(area, "name", self.number)
        area.in_pack = False

    def as_other_postcode(self, row: Postcode) -> None:
        row.code = f"{self.number}{row.code}"
        row.locality = other_name(row.locality, self.number)
        self.elsewhere(row)

    def elsewhere(self, row: Any) -> None:
        for name in ("area", "except_area", "scope", "before", "after"):
            key = f"{name}_id"
            if hasattr(row, key):
                setattr(row, key, self.areas.get(getattr(row, key), getattr(row, key)))
        if isinstance(row, Competence):
            row.body_id = self.bodies.get(row.body_id, row.body_id)

    def as_it_was(self, row: Competence) -> None:
        """What holds everywhere held before too: more rows, and not more on a page."""
        row.valid_from = date(1800 + self.number, 1, 1)
        row.valid_to = date(1800 + self.number, 12, 31)

    def copy_parents(self) -> None:
        through = Area.parents.through
        pairs = through.objects.filter(from_area__in=list(self.areas))
        through.objects.bulk_create(
            through(from_area_id=self.areas[child], to_area_id=self.areas.get(parent, parent))
            for child, parent in pairs.values_list("from_area", "to_area")
        )


def fill_cache() -> None:
    """Kept pages of other addresses: what a look-up and a tidying-up must live with."""
    numbers = (
        f"SELECT n FROM generate_series(1, {PAGES_KEPT}) AS t(n)"
        if connection.vendor == "postgresql"
        else "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t"
        f" WHERE n < {PAGES_KEPT}) SELECT n FROM t"
    )
    words = "md5(n::text)" if connection.vendor == "postgresql" else "hex(randomblob(16))"
    value = (
        "||".join([words] * 20) if connection.vendor == "postgresql" else "hex(randomblob(2500))"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cache (cache_key, value, expires)"
            f" SELECT ':1:page:bench' || n, {value}, '2999-01-01' FROM ({numbers}) AS pages"
        )


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
