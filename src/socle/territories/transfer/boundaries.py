"""Boundaries by code, from a TopoJSON or a GeoJSON."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely import Point, union_all
from shapely.geometry.base import BaseGeometry

from socle.foundation.shapes import (
    Feature,
    as_geojson,
    from_geojson,
    made_valid,
    read_features,
    simplified,
    united,
    weight,
)
from socle.foundation.tables import CellError, Report, Wishes
from socle.foundation.tables.cells import code
from socle.foundation.tables.columns import plain
from socle.territories.actions.imports import Outline, import_boundaries, known_code
from socle.territories.models import Area, AreaChange, Boundary

# Properties that may hold the code, the surest first.
CODE_PROPERTIES = ("code", "nis", "nis5", "niscode", "refnis", "cdmuntyrefnis", "refins", "ins")
NAME_PROPERTIES = ("name", "namefr", "nom", "name_nl", "namenl", "naam", "namede")
# A shape further than this from the point of its area, in degrees, is another area's.
FAR = 1.0


def import_boundaries_file(path: Path, wishes: Wishes) -> Report:
    report = wishes.report()
    source = wishes.source or path.name
    features = read_features(path)
    areas = {area.code: area for area in Area.objects.all()}
    by_collection = matched(features, areas, report)
    wishes.progress(len(features) // 2, len(features))
    shapes: dict[str, BaseGeometry] = {}
    for collection in by_collection.values():
        small = simplified([union_all(parts) for parts in collection.values()])
        shapes.update(zip(collection, small, strict=True))
    take_in_absorbed(shapes, report)
    outlines = [Outline(c, as_geojson(shape), source) for c, shape in shapes.items()]
    outlines += successors(shapes, source, areas, report)
    import_boundaries(outlines, areas=areas, report=report, source=source, now=wishes.now)
    wishes.progress(len(features), len(features))
    report.note(size_note(outlines))
    return report


# --- which feature is which area ---


def matched(
    features: list[Feature], areas: dict[str, Area], report: Report
) -> dict[str, dict[str, list[BaseGeometry]]]:
    """The shapes by collection and code. A code of the main collection that is not known is
    refused; the other collections (districts, say) may hold areas that the site does not have."""
    codes = {feature.number: code_of(feature, areas) for feature in features}
    main = main_collection(features, codes, areas)
    found: dict[str, dict[str, list[BaseGeometry]]] = defaultdict(lambda: defaultdict(list))
    taken: dict[str, str] = {}
    unused: Counter[str] = Counter()
    for feature in sorted(features, key=lambda feature: feature.collection != main):
        key = codes[feature.number]
        if feature.collection != main and (
            key not in areas or taken.get(key, feature.collection) != feature.collection
        ):
            unused[feature.collection] += 1
        elif reason := fault_of(feature, key, areas):
            report.refuse(feature.number, reason, name=name_of(feature, key))
        elif feature.shape is not None:
            taken[key] = feature.collection
            found[feature.collection][key].append(made_valid(feature.shape))
    report.notes += [unused_note(name, count) for name, count in unused.items()]
    return found


def main_collection(features: list[Feature], codes: dict[int, str], areas: dict[str, Area]) -> str:
    known = Counter(f.collection for f in features if codes[f.number] in areas)
    every = Counter(f.collection for f in features)
    return (known or every).most_common(1)[0][0]


def code_of(feature: Feature, areas: dict[str, Area]) -> str:
    """The code as the site knows it, as written when it does not, empty when there is none."""
    properties = {plain(key): value for key, value in feature.properties.items()}
    candidates = [properties.get(key) for key in CODE_PROPERTIES]
    for value in [*candidates, properties.get("id"), feature.id]:
        if value not in (None, "") and isinstance(value, str | int | float):
            try:
                return known_code(code(value), areas)
            except CellError:
                continue
    return ""


def name_of(feature: Feature, key: str) -> str:
    properties = {plain(name): value for name, value in feature.properties.items()}
    names = (properties.get(name) for name in NAME_PROPERTIES)
    name = next((name for name in names if isinstance(name, str) and name), "")
    return " ".join(part for part in (name[:60], key[:20]) if part)


def fault_of(feature: Feature, key: str, areas: dict[str, Area]) -> str:
    if not key:
        return _("has no code; it is looked for under %(names)s") % {
            "names": ", ".join((*CODE_PROPERTIES, "id"))
        }
    if key not in areas:
        return _("no area has this code")
    if feature.shape is None or feature.shape.is_empty:
        return _("has no outline that can be read")
    area = areas[key]
    if area.latitude is None or area.longitude is None:
        return ""
    if feature.shape.distance(Point(area.longitude, area.latitude)) > FAR:
        return _("lies far from where this area is; does longitude come first?")
    return ""


def unused_note(name: str, count: int) -> str:
    return ngettext(
        "%(count)d outline of “%(name)s” not used: the site has no area for it.",
        "%(count)d outlines of “%(name)s” not used: the site has no area for them.",
        count,
    ) % {"count": count, "name": name}


# --- areas that came after the file ---


def successors(
    shapes: dict[str, BaseGeometry], source: str, areas: dict[str, Area], report: Report
) -> list[Outline]:
    """Outlines of areas the file is too old to have: their parts, put together."""
    changes: dict[str, list[str]] = defaultdict(list)
    for change in changes_in_order().exclude(kind=AreaChange.Kind.ABSORB):
        changes[change.after.code].append(change.before.code)
    stored = {b.area.code: b for b in Boundary.objects.select_related("area")}
    made = []
    for after, parts in changes.items():
        mark = f" ({' + '.join(parts)})"
        own = after in shapes or (after in stored and not stored[after].source.endswith(mark))
        if own or not set(parts) <= set(shapes) | set(stored) or not set(parts) & set(shapes):
            continue
        shapes[after] = united(shapes_of(parts, shapes, stored))
        made.append(Outline(after, as_geojson(shapes[after]), source[: 300 - len(mark)] + mark))
    if made:
        report.note(united_note([areas[outline.code] for outline in made]))
    return made


def shapes_of(
    parts: Iterable[str], shapes: dict[str, BaseGeometry], stored: dict[str, Boundary]
) -> list[BaseGeometry]:
    return [
        shapes[part] if part in shapes else from_geojson(stored[part].geometry) for part in parts
    ]


def united_note(areas: list[Area]) -> str:
    return ngettext(
        "%(count)d area newer than this file got the outlines of its parts, put together: "
        "%(names)s.",
        "%(count)d areas newer than this file got the outlines of their parts, put together: "
        "%(names)s.",
        len(areas),
    ) % {"count": len(areas), "names": ", ".join(str(area) for area in areas)}


def changes_in_order() -> QuerySet[AreaChange]:
    rows = AreaChange.objects.order_by("day", "before__code")
    return rows.select_related("before", "after")


def take_in_absorbed(shapes: dict[str, BaseGeometry], report: Report) -> None:
    """An area that keeps its code after absorbing another gets its outline too: a file that still
    has both is older than the change."""
    for change in changes_in_order().filter(kind=AreaChange.Kind.ABSORB):
        before, after = change.before.code, change.after.code
        if before in shapes and after in shapes:
            shapes[after] = united([shapes[after], shapes[before]])
            words = _("This file is older than the day %(after)s took in %(before)s: united.")
            report.note(words % {"after": change.after, "before": change.before})


def size_note(outlines: list[Outline]) -> str:
    total = sum(weight(outline.geometry) for outline in outlines)
    return _("%(count)s outlines, %(size)s kB.") % {
        "count": number_format(len(outlines)),
        "size": number_format(round(total / 1000)),
    }
