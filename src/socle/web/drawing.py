"""Drawings made here and sent as plain data: maps as GeoJSON, QR codes as paths."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import segno

from socle.territories.addresses import area_path
from socle.territories.models import Area


def geometry_of(area: Area) -> dict[str, Any] | None:
    boundary = getattr(area, "boundary", None)
    if boundary is not None:
        geometry: dict[str, Any] = boundary.geometry
        return geometry
    if area.latitude is None:
        return None
    return {"type": "Point", "coordinates": [area.longitude, area.latitude]}


def outlines(areas: Iterable[Area]) -> dict[str, Any]:
    """GeoJSON in WGS 84, longitude first; each feature has ``name``, ``url`` and ``code``."""
    features = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {"name": area.name, "url": area_path(area), "code": area.code},
        }
        for area in areas
        if (geometry := geometry_of(area))
    ]
    return {"type": "FeatureCollection", "features": features}


# Any of the eight patterns may be read; looking for the clearest takes longer than the rest.
PATTERN = 2


@lru_cache(maxsize=4_096)
def qr_code(address: str) -> dict[str, Any]:
    """A QR code as the path of an SVG, one unit a module, with its width in modules."""
    code = segno.make_qr(address, error="m", mask=PATTERN)
    strokes = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                strokes.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    return {"width": len(code.matrix), "path": "".join(strokes), "address": address}
