"""Which areas stand over others, and which share some of their ground."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection

from socle.territories.models import Area

OVER = """
WITH RECURSIVE over_it(start, id) AS (
    SELECT id, id FROM territories_area WHERE id IN ({places})
    UNION
    SELECT o.start, p.to_area_id
    FROM territories_area_parents p JOIN over_it o ON p.from_area_id = o.id
)
SELECT start, id FROM over_it
"""
# Down to all that stands in it, then up again.
SHARING = """
WITH RECURSIVE inside(start, id) AS (
    SELECT id, id FROM territories_area WHERE id IN ({places})
    UNION
    SELECT i.start, p.from_area_id
    FROM territories_area_parents p JOIN inside i ON p.to_area_id = i.id
), sharing(start, id) AS (
    SELECT start, id FROM inside
    UNION
    SELECT s.start, p.to_area_id
    FROM territories_area_parents p JOIN sharing s ON p.from_area_id = s.id
)
SELECT start, id FROM sharing
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """Keys of areas: ``over`` are an area and all it stands in; ``sharing`` besides those that hold
    some of its communes, as the French Community some of Wallonia's."""

    over: Collection[int] = field(default_factory=frozenset)
    sharing: Collection[int] = field(default_factory=frozenset)


def grounds_of(places: Iterable[Area]) -> dict[int, Ground]:
    """By key of the area; two queries, however many, none for none."""
    keys = sorted({place.pk for place in places})
    if not keys:
        return {}
    over, sharing = pairs(OVER, keys), pairs(SHARING, keys)
    return {key: Ground(over[key], sharing[key]) for key in keys}


def pairs(query: str, keys: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(query.format(places=", ".join(["%s"] * len(keys))), keys)
        for start, key in cursor.fetchall():
            found[start].add(key)
    return found
