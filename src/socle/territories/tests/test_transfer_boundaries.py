"""Boundaries from a TopoJSON or a GeoJSON: `socle import areas`."""

import json

import pytest
import shapely
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.kept import versions
from socle.foundation.shapes import from_geojson
from socle.foundation.tests.turns import TURN
from socle.territories.models import Area, Boundary
from socle.territories.rules import AREAS
from socle.territories.tests.test_transfer_areas import command, printed

pytestmark = pytest.mark.usefixtures("belgium")
BASTOGNE, BERTOGNE, BOTH = "82003", "82005", "82039"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def run(tmp_path):
    """Import the data as a file: exit status, and what was printed."""

    def call(data, *options):
        path = tmp_path / "outlines.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data))
        return command("areas", str(path), *options)

    return call


# Two neighbours on a grid of 0.05 degrees around 5.7, 50.0: they share arc 0, and arc 3, a
# triangle off to the side, is a district that the site does not know.
#
#   Bastogne | Bertogne     Bastogne: arcs 1 and 0; Bertogne: arc 2 and arc 0 backwards.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.05, 0.05], "translate": [5.7, 50.0]},
    "arcs": [
        [[2, 0], [0, 1], [0, 1]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
        [[8, 0], [1, 0], [0, 1], [-1, -1]],
    ],
    "objects": {
        "municipalities": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[1, 0]], "properties": {"nis": BASTOGNE}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"nis": BERTOGNE}},
            ],
        },
        "districts": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[3]], "properties": {"nis": "82000"}}],
        },
    },
}


def square(west=4.8, south=50.4, size=0.1):
    return shapely.geometry.mapping(shapely.box(west, south, west + size, south + size))


def geojson(*features, **members):
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": shape, "properties": properties}
            for shape, properties in features
        ],
        **members,
    }


NAMUR = geojson((square(), {"code": "92094"}))


def shape_of(code):
    return from_geojson(Boundary.objects.get(area__code=code).geometry)


def test_a_topology_gives_outlines_that_fit(run):
    status, words = run(TOPOLOGY, "--source", "Our atlas, 2019")
    assert (status, words) == (
        0,
        printed(created=3)
        + "• 1 outline of “districts” not used: the site has no area for it.\n"
        + "• 1 area newer than this file got the outlines of its parts, put together: Bastogne.\n"
        + "• 3 outlines, 0 kB.\nDone.\n",
    )
    assert shape_of(BASTOGNE).equals(shapely.box(5.7, 50.0, 5.8, 50.1))
    assert shape_of(BERTOGNE).equals(shapely.box(5.8, 50.0, 5.9, 50.1))
    assert shape_of(BOTH).equals(shapely.box(5.7, 50.0, 5.9, 50.1))
    assert {b.area.code: b.source for b in Boundary.objects.all()} == {
        BASTOGNE: "Our atlas, 2019",
        BERTOGNE: "Our atlas, 2019",
        BOTH: "Our atlas, 2019 (82003 + 82005)",
    }


def test_the_second_time_changes_nothing(run):
    run(TOPOLOGY)
    before = versions([AREAS])
    status, words = run(TOPOLOGY)
    assert (status, words.startswith(printed(unchanged=3))) == (0, True)
    assert versions([AREAS]) == before
    entry = JournalEntry.objects.get(verb="territories.boundaries.imported")
    assert entry.reason == "outlines.json: +3 ~0 !0"


def test_a_successor_with_an_outline_of_its_own_keeps_it(run):
    run(geojson((square(5.7, 50.0, 0.3), {"code": BOTH})))
    run(TOPOLOGY)
    assert shape_of(BOTH).equals(shapely.box(5.7, 50.0, 6.0, 50.3))


def test_a_successor_follows_its_parts(run):
    run(TOPOLOGY)
    run(geojson((square(5.7, 50.0, 0.05), {"code": BASTOGNE})))
    expected = shapely.union(shapely.box(5.7, 50.0, 5.75, 50.05), shapely.box(5.8, 50.0, 5.9, 50.1))
    assert shape_of(BOTH).equals(expected)


def test_new_outlines_build_pages_again(run):
    before = versions([AREAS])
    assert run(NAMUR)[0] == 0
    assert versions([AREAS]) != before


def test_a_trial_writes_nothing(run):
    status, words = run(TOPOLOGY, "--dry-run")
    assert (status, words.startswith(printed(created=3))) == (0, True)
    assert words.endswith("This was a trial: nothing was written.\n")
    assert Boundary.objects.count() == 0


@pytest.mark.parametrize(
    "properties",
    [{"NISCode": 92094}, {"refnis": "92094.0"}, {"ref:INS": "92094"}, {"id": "92094", "x": 1}],
)
def test_the_code_under_its_usual_names(run, properties):
    assert run(geojson((square(), properties)))[0] == 0
    assert Boundary.objects.get().area.code == "92094"


def test_a_lost_zero_is_found(run):
    assert run(geojson((square(4.3, 50.7, 0.3), {"nis": 4000})))[0] == 0
    assert Boundary.objects.get().area.code == "04000"


@pytest.mark.parametrize(
    ("shape", "properties", "reason"),
    [
        (
            square(),
            {"code": "99999", "name": "Nowhere"},
            "row 2, Nowhere 99999: no area has this code",
        ),
        (square(), {"colour": "red"}, "row 2: has no code; it is looked for under code, nis,"),
        (None, {"code": "92003"}, "row 2, 92003: has no outline that can be read"),
        (
            {"type": "Point", "coordinates": [4, 50]},
            {"code": "92003"},
            "row 2, 92003: has no outline that can be read",
        ),
        (
            {"type": "Polygon", "coordinates": [[[4.86, 50.46]] * 4]},
            {"code": "92003"},
            "row 2, 92003: has no outline that can be read",
        ),
        (square(), ["92003"], "row 2: has no code; it is looked for under code, nis,"),
        (
            square(50.4, 4.8),
            {"code": "92003", "nom": "Andenne"},
            "row 2, Andenne 92003: lies far from where this area is; does longitude come first?",
        ),
    ],
)
def test_a_refused_outline_says_which_and_why(run, shape, properties, reason):
    data = geojson((square(), {"code": "92094"}), (shape, properties))
    status, words = run(data)
    assert (status, f"✗ {reason}" in words) == (1, True)
    assert Boundary.objects.count() == 0
    assert run(data, "--only-valid")[0] == 1
    assert Boundary.objects.get().area.code == "92094"


GRID = (
    "These coordinates are not degrees of WGS 84 (EPSG:4326), longitude first. "
    "Ask for that version of the file, or convert it.\n"
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (geojson((square(185_000, 128_000, 900), {"code": "92094"})), GRID),
        (
            geojson(
                (square(), {"code": "92094"}),
                crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}},
            ),
            GRID,
        ),
        ('{"type": "FeatureCollection", "feat', "This JSON file is damaged or cut short.\n"),
        ("[" * 100_000, "This JSON file is damaged or cut short.\n"),
        ("[[1, 2]]", "This JSON file is neither a TopoJSON nor a GeoJSON.\n"),
        ({"type": "Topology", "arcs": 3}, "This JSON file is damaged or cut short.\n"),
        (
            {"type": "Topology", "arcs": [], "objects": {"all": {"geometries": [None]}}},
            "This JSON file is damaged or cut short.\n",
        ),
        (
            {"type": "FeatureCollection", "features": "none"},
            "This JSON file is damaged or cut short.\n",
        ),
        (
            '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": %s}}'
            % ("[" * 900 + "]" * 900),
            "This file has no outline: a TopoJSON or GeoJSON of areas is needed.\n",
        ),
        (
            {"type": "FeatureCollection", "features": []},
            "This file has no outline: a TopoJSON or GeoJSON of areas is needed.\n",
        ),
        ({"type": "Menu"}, "This JSON file is neither a TopoJSON nor a GeoJSON.\n"),
    ],
)
def test_a_file_that_holds_no_boundaries_of_ours(run, data, words):
    assert run(data) == (2, words)


def test_a_grid_is_allowed_to_say_it_is_wgs_84(run):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert run(NAMUR | {"crs": crs})[0] == 0


def test_an_outline_that_crosses_itself_is_mended(run):
    bow = {
        "type": "Polygon",
        "coordinates": [[[4.8, 50.4], [4.9, 50.5], [4.9, 50.4], [4.8, 50.5], [4.8, 50.4]]],
    }
    assert run(geojson((bow, {"code": "92094"})))[0] == 0
    assert shape_of("92094").is_valid
    assert shape_of("92094").area == pytest.approx(0.005)


def test_outlines_of_one_code_are_one_area(run):
    data = geojson((square(), {"code": "92094"}), (square(5.0), {"code": "92094"}))
    assert run(data)[0] == 0
    assert shape_of("92094").geom_type == "MultiPolygon"


def test_who_absorbed_another_gets_its_outline_from_an_older_file(run):
    anvers = Area.objects.get(code="11002")
    data = geojson(
        (square(anvers.longitude, anvers.latitude), {"code": "11002"}),
        (square(anvers.longitude + 0.1, anvers.latitude), {"code": "11007"}),
    )
    words = run(data)[1]
    assert "older than the day Antwerp took in Borsbeek" in words
    whole = shape_of("11002")
    assert whole.covers(shapely.Point(anvers.longitude + 0.1, anvers.latitude))
    assert run(data)[0] == 0
    assert shape_of("11002").equals(whole)


def test_a_winding_border_is_simplified_alike_on_both_sides(run):
    border = [[5.8 + (0.0002 if step % 2 else 0), 50 + step / 1000] for step in range(101)]
    west = [*border, [5.7, 50.1], [5.7, 50.0]]
    east = [*border, [5.9, 50.1], [5.9, 50.0]]
    shapes = [{"type": "Polygon", "coordinates": [[*ring, ring[0]]]} for ring in (west, east)]
    data = geojson((shapes[0], {"code": BASTOGNE}), (shapes[1], {"code": BERTOGNE}))
    assert run(data)[0] == 0
    left, right = shape_of(BASTOGNE), shape_of(BERTOGNE)
    assert shapely.get_num_coordinates(left) < 30
    assert left.intersection(right).area == 0
    assert left.union(right).equals(shapely.box(5.7, 50.0, 5.9, 50.1))


@pytest.mark.parametrize("count", [1, 10])
def test_outlines_that_change_nothing_cost_no_query(run, django_assert_num_queries, count):
    areas = Area.objects.filter(level__code="commune", latitude__isnull=False).exclude(
        code__in=("11002", "11007")
    )[:count]
    data = geojson(*((square(a.longitude, a.latitude, 0.01), {"code": a.code}) for a in areas))
    run(data)
    # Areas, changes twice, outlines twice, and the frame of the act.
    with django_assert_num_queries(7 + TURN):
        assert run(data)[0] == 0
