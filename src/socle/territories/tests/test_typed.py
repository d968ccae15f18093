"""What a field of a form says of an area leads back to that area."""

from datetime import date

import pytest

from socle.territories.queries.areas import areas_at
from socle.territories.queries.typed import as_typed, meant_by

pytestmark = pytest.mark.usefixtures("belgium")
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_area_is_found_again_by_what_is_written_of_it(language):
    lost = []
    for area in areas_at(TODAY):
        words = as_typed(area, language, TODAY)
        if [match.code for match in meant_by(words, language, TODAY)] != [area.code]:
            lost.append((words, area.code))
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("5000", ["92094"]),
        ("Gembloux", ["92142"]),
        ("Bertogne", ["82039"]),
        ("namur", ["92094", "90000"]),
        ("Namur (province)", ["90000"]),
        ("5000 Namur", ["92094"]),
        ("Namur (nowhere)", ["92094", "90000"]),
        ("xyzzy", []),
        ("", []),
        ("\0", []),
        ("(((", []),
    ],
)
def test_one_place_where_there_is_no_doubt_else_all_that_may_be_meant(typed, codes):
    found = meant_by(typed, "fr", TODAY)
    assert [match.code for match in found][: len(codes)] == codes
    assert bool(found) == bool(codes)
    assert len(codes) != 1 or len(found) == 1


def test_only_areas_of_a_level_when_asked():
    assert [match.code for match in meant_by("namur", "fr", TODAY, "commune")] == ["92094"]
    assert [match.code for match in meant_by("namur", "fr", TODAY, "province")] == ["90000"]
