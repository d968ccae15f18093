"""Drawings made here and sent as plain data: maps as GeoJSON, QR codes as paths."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from socle.foundation import qr
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


@lru_cache(maxsize=4_096)
def qr_code(address: str) -> dict[str, Any]:
    return qr.qr_code(address)
