"""Outlines: from TopoJSON or GeoJSON, to small GeoJSON that fits with its neighbours."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from socle.foundation.tables.faults import CannotRead

# About 70 m at our latitudes: what a map of a country or a province can show.
TOLERANCE = 0.001
DECIMALS = 5
WGS84 = ("CRS84", "4326")
NOT_A_SHAPE = (
    shapely.errors.ShapelyError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One outline of a file. ``shape`` is None when it has none that can be read."""

    number: int
    collection: str
    shape: BaseGeometry | None
    id: Any = None
    properties: dict[str, Any] = field(default_factory=dict)


def read_features(path: Path) -> list[Feature]:
    """Every feature of the file; refuses what is not in degrees of WGS 84, longitude first."""
    data = load(path)
    refuse_other_grid(data)
    features = [
        Feature(number, name, shape, raw.get("id"), properties_of(raw))
        for number, (name, raw, shape) in enumerate(parts_of(data), start=1)
    ]
    if not any(feature.shape for feature in features):
        raise CannotRead(_("This file has no outline: a TopoJSON or GeoJSON of areas is needed."))
    for feature in features:
        if feature.shape is not None and not is_on_globe(feature.shape):
            refuse_grid()
    return features


def properties_of(raw: dict[str, Any]) -> dict[str, Any]:
    found = raw.get("properties")
    return found if isinstance(found, dict) else {}


def load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise CannotRead(_("This JSON file is damaged or cut short.")) from None
    if not isinstance(data, dict):
        raise CannotRead(_("This JSON file is neither a TopoJSON nor a GeoJSON."))
    return data


def parts_of(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], BaseGeometry | None]]:
    """The name of the collection, the feature as written, its shape."""
    try:
        if data.get("type") == "Topology":
            arcs = decoded_arcs(data)
            for name, collection in data["objects"].items():
                for raw in objects(collection.get("geometries", [collection])):
                    yield name, raw, topology_shape(raw, arcs)
            return
        if data.get("type") in {"FeatureCollection", "Feature"}:
            for raw in objects(data.get("features", [data])):
                yield "", raw, geojson_shape(raw)
            return
    except NOT_A_SHAPE:
        raise CannotRead(_("This JSON file is damaged or cut short.")) from None
    raise CannotRead(_("This JSON file is neither a TopoJSON nor a GeoJSON."))


def objects(found: Any) -> list[dict[str, Any]]:
    """The same list; one whose parts are not objects is a damaged file."""
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        raise TypeError
    return found


# --- where on the globe ---


def refuse_other_grid(data: dict[str, Any]) -> None:
    crs = data.get("crs")
    if crs and not any(name in json.dumps(crs) for name in WGS84):
        refuse_grid()


def refuse_grid() -> None:
    raise CannotRead(
        _(
            "These coordinates are not degrees of WGS 84 (EPSG:4326), longitude first. "
            "Ask for that version of the file, or convert it."
        )
    )


def is_on_globe(shape: BaseGeometry) -> bool:
    west, south, east, north = shape.bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


# --- decoding ---


def decoded_arcs(topology: dict[str, Any]) -> list[np.ndarray]:
    """Lines of longitude and latitude; a quantized file holds steps on a grid instead."""
    arcs = [np.array([point[:2] for point in arc], dtype=float) for arc in topology["arcs"]]
    if "transform" not in topology:
        return arcs
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(arc, axis=0) * scale + origin for arc in arcs]


def topology_shape(raw: dict[str, Any], arcs: list[np.ndarray]) -> BaseGeometry | None:
    try:
        if raw["type"] == "Polygon":
            return surface(polygon(raw["arcs"], arcs))
        if raw["type"] == "MultiPolygon":
            return surface(shapely.MultiPolygon([polygon(part, arcs) for part in raw["arcs"]]))
    except NOT_A_SHAPE:
        pass
    return None


def polygon(rings: Sequence[Sequence[int]], arcs: list[np.ndarray]) -> shapely.Polygon:
    shell, *holes = (ring(indexes, arcs) for indexes in rings)
    return shapely.Polygon(shell, holes)


def ring(indexes: Sequence[int], arcs: list[np.ndarray]) -> np.ndarray:
    """Arcs end to end; ``~3`` is arc 3 walked backwards; each begins where the last one ended."""
    lines = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes]
    return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def geojson_shape(raw: dict[str, Any]) -> BaseGeometry | None:
    try:
        return surface(shapely.force_2d(shapely.geometry.shape(raw["geometry"])))
    except NOT_A_SHAPE:
        return None


def surface(shape: BaseGeometry) -> BaseGeometry | None:
    """The shape if it covers something, were it after mending."""
    if shape.geom_type not in {"Polygon", "MultiPolygon"} or made_valid(shape).is_empty:
        return None
    return shape


# --- making small ---


def simplified(shapes: Sequence[BaseGeometry], tolerance: float = TOLERANCE) -> list[BaseGeometry]:
    """The shapes with fewer points; neighbours that shared a border share the simpler one."""
    valid = np.array([made_valid(shape) for shape in shapes], dtype=object)
    small = shapely.coverage_simplify(valid, tolerance)
    return [made_valid(rounded(shape)) for shape in small]


def rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda points: np.round(points, DECIMALS))


def made_valid(shape: BaseGeometry) -> BaseGeometry:
    """The surfaces of a shape that may cross itself."""
    if shape.is_valid:
        return shape
    parts = shapely.get_parts(shapely.make_valid(shape))
    surfaces = [part for part in parts if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(surfaces)


def united(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    return made_valid(rounded(shapely.union_all(shapes)))


def as_geojson(shape: BaseGeometry) -> dict[str, Any]:
    return json.loads(json.dumps(shapely.geometry.mapping(shapely.normalize(shape))))


def from_geojson(geometry: dict[str, Any]) -> BaseGeometry:
    return shapely.geometry.shape(geometry)


def weight(geometry: dict[str, Any]) -> int:
    """Bytes, as a page would send it before compression."""
    return len(json.dumps(geometry, separators=(",", ":")))
