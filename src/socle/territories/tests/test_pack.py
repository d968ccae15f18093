"""The facts of Belgium, as loaded, against the files they were made from."""

import csv
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from socle.territories.addresses import name_in
from socle.territories.models import (
    Area,
    AreaChange,
    Body,
    Competence,
    Level,
    Postcode,
    Topic,
    VotingRight,
)
from socle.territories.queries.areas import ancestors_of, area_by_code, areas_at

FACTS = Path(__file__).parents[5] / "shared" / "data" / "be"
pytestmark = pytest.mark.usefixtures("belgium")


def facts(name):
    if not FACTS.is_dir():
        if os.environ.get("REQUIRE_FACTS") == "1":
            pytest.fail(f"REQUIRE_FACTS=1, and there is no folder {FACTS}")
        pytest.skip(f"the source files are not on this machine: {FACTS}")
    with (FACTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("day", "communes"),
    [
        (date(2018, 10, 14), 589),
        (date(2019, 5, 26), 581),
        (date(2024, 12, 1), 581),
        (date(2024, 12, 2), 580),
        (date(2025, 1, 1), 565),
    ],
)
def test_communes_in_force(day, communes):
    assert areas_at(day, "commune").count() == communes


def test_areas_above_the_communes():
    above = Area.objects.exclude(level__code="commune").order_by()
    assert Counter(above.values_list("level__code", flat=True)) == {
        "province": 10,
        "region": 3,
        "community": 3,
        "federation": 1,
        "eu": 1,
        "world": 1,
    }
    levels = list(Level.objects.order_by("position").values_list("code", "has_council"))
    assert levels == [
        ("commune", True),
        ("province", True),
        ("region", True),
        ("community", True),
        ("federation", True),
        ("eu", True),
        ("world", False),
    ]


def parent_codes(area):
    return sorted(area.parents.values_list("code", flat=True))


def test_communes_are_those_of_the_source():
    """Names, languages, points, people and days; provinces, regions and communities."""
    source = {row["code"]: row for row in facts("communes.csv")}
    communes = Area.objects.filter(level__code="commune").prefetch_related("parents")
    loaded = {area.code: area for area in communes}
    assert loaded.keys() == source.keys()
    assert [code for code, row in source.items() if seen(loaded[code]) != told(row)] == []


# In use in German, and not in the source.
GERMAN_NAMES = {
    "Antwerpen",
    "Brügge",
    "Brüssel",
    "Gent",
    "Löwen",
    "Lüttich",
    "Mecheln",
    "Ostende",
    "Ypern",
}


def test_german_names_are_those_of_the_source_those_in_use_or_the_dutch_ones():
    source = {row["code"]: row["name_de"] for row in facts("communes.csv")}
    areas = Area.objects.filter(code__in=source).prefetch_related("parents")
    added = {area for area in areas if (area.name_de or "") != source[area.code]}
    in_use = {area for area in added if area.name_de in GERMAN_NAMES}
    assert {area.name_de for area in in_use} == GERMAN_NAMES
    dutch = {area for area in areas if "02000" in parent_codes(area) and differ(area)} - in_use
    assert added - in_use == dutch
    assert [area.code for area in dutch if area.name_de != area.name_nl] == []
    assert len(dutch) == 33


def differ(area):
    return area.name_fr != area.name_nl


@pytest.mark.parametrize(
    ("code", "name"),
    [("71053", "Sint-Truiden"), ("34022", "Kortrijk"), ("63080", "Weismes"), ("92094", "Namur")],
)
def test_a_german_page_names_a_commune_as_german_does(code, name):
    assert name_in(area_by_code(code), "de") == name


def seen(area):
    return {
        "names": (area.name_fr, area.name_nl or ""),
        "languages": area.language_codes,
        "arrondissement": area.arrondissement,
        "people": area.population,
        "days": (area.valid_from, area.valid_to),
        "point": (area.latitude, area.longitude),
        "parents": sorted(parent.code for parent in area.parents.all()),
    }


def told(row):
    return {
        "names": (row["name_fr"], row["name_nl"]),
        "languages": row["languages"].split("+"),
        "arrondissement": row["arrondissement"],
        "people": int(row["population"]),
        "days": (day(row["valid_from"]), day(row["valid_to"])),
        "point": (number(row["lat"]), number(row["lon"])),
        "parents": sorted(filter(None, [row["province"], row["region"], *communities(row)])),
    }


def communities(row):
    """As the source says they follow from region and language."""
    if row["region"] == "04000":
        return ["COMFR", "COMNL"]
    if row["region"] == "02000":
        return ["COMNL"]
    return ["COMDE"] if row["languages"].startswith("de") else ["COMFR"]


def day(text):
    return date.fromisoformat(text) if text else None


def number(text):
    return float(text) if text else None


def test_changes_are_those_of_the_source():
    loaded = AreaChange.objects.order_by().values_list("day", "before__code", "after__code", "kind")
    source = [
        (day(row["date"]), row["from_code"], row["to_code"], row["kind"])
        for row in facts("changes.csv")
    ]
    assert sorted(loaded) == sorted(source)


def test_changes_are_55():
    kinds = AreaChange.objects.order_by().values_list("kind", flat=True)
    assert Counter(kinds) == {"merge": 43, "recode": 11, "absorb": 1}


def pack(name):
    with (settings.SOCLE_PACK_DIR / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_postcodes_are_those_of_the_source_but_where_it_mistook_a_name():
    """The source put 9300 Aalst in Saint-Trond: those rows keep what it says beside what is."""
    rows = pack("postcodes.csv")
    source = facts("postcodes.csv")
    said = [(row["postcode"], row["locality"], row["source_area"] or row["area"]) for row in rows]
    assert said == [(r["postcode"], r["locality"], r["commune_code_2019"]) for r in source]
    corrected = [row for row in rows if row["source_area"]]
    assert Counter(bool(row["area"]) for row in corrected) == {True: 51, False: 1}
    mains = [
        (row["postcode"], row["locality"])
        for row, told in zip(rows, source, strict=True)
        if row["main"] != ("yes" if told["main"] == "1" else "no") and row not in corrected
    ]
    assert mains == []


def test_postcodes_are_those_of_the_pack():
    loaded = Postcode.objects.values_list("code", "locality", "area__code", "main")
    assert set(loaded) == {
        (row["postcode"], row["locality"], row["area"] or None, row["main"] == "yes")
        for row in pack("postcodes.csv")
    }


def test_postcodes_are_2722():
    assert Postcode.objects.count() == 2722


GERMAN = ["63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"]


@pytest.mark.parametrize("code", GERMAN)
def test_nine_communes_stand_in_the_german_speaking_community(code):
    assert parent_codes(area_by_code(code)) == ["03000", "60000", "COMDE"]
    assert area_by_code("COMDE").children.filter(code__in=GERMAN).count() == 9
    assert area_by_code("COMDE").children.count() == 9


def test_brussels_stands_in_two_communities():
    brussels = areas_at(date(2026, 1, 1), "commune").filter(parents__code="04000")
    assert {tuple(parent_codes(area)) for area in brussels} == {("04000", "COMFR", "COMNL")}
    assert brussels.count() == 19


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("92094", ["90000", "03000", "COMFR", "01000", "EU", "WORLD"]),
        ("21009", ["04000", "COMFR", "COMNL", "01000", "EU", "WORLD"]),
        ("63023", ["60000", "03000", "COMDE", "01000", "EU", "WORLD"]),
        ("11002", ["10000", "02000", "COMNL", "01000", "EU", "WORLD"]),
        ("WORLD", []),
    ],
)
def test_what_an_area_stands_in(code, above, django_assert_num_queries):
    area = area_by_code(code)
    with django_assert_num_queries(1):
        assert [found.code for found in ancestors_of(area)] == above


def test_topics_are_about_twelve_themes_of_about_five():
    assert Topic.objects.filter(parent=None).count() == 12
    assert Topic.objects.exclude(parent=None).count() == 60
    missing = [
        (topic.code, language)
        for topic in Topic.objects.all()
        for language in ("fr", "nl", "de", "en")
        if not getattr(topic, f"name_{language}") or not getattr(topic, f"slug_{language}")
    ]
    assert missing == []


def test_at_least_forty_topics_say_who_does_what_from_the_commune_up():
    covered = Topic.objects.exclude(parent=None).exclude(competences=None).distinct()
    assert covered.count() >= 40


def test_competences_are_at_most_sixty_plain_words():
    long = [
        (row.topic.code, row.level.code, language)
        for row in Competence.objects.select_related("topic", "level")
        for language in ("fr", "nl", "de", "en")
        if len((getattr(row, f"words_{language}") or "").split()) > 60
    ]
    assert long == []


@pytest.mark.parametrize("model", [Competence, Body, VotingRight])
def test_what_is_marked_as_checked_names_title_and_article(model):
    checked = model.objects.filter(checked=True)
    assert checked.exists()
    assert list(checked.filter(source_article="")) == []
    assert list(model.objects.filter(source_title="")) == []
