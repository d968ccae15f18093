"""The elections of Belgium, as its pack says them, and loading them."""

import shutil
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db.models import Count, Sum

from socle.elections import rules
from socle.elections.models import Contest, Election
from socle.elections.tests.factories import ContestFactory, ElectionFactory, ElectoralListFactory
from socle.foundation.kept import versions
from socle.territories.actions.cells import PackError
from socle.territories.actions.pack import load_pack
from socle.territories.models import Area

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("belgium")


def contests(election, *bodies):
    return Contest.objects.filter(election__slug=election, body__code__in=bodies)


COUNCILS = [f"communal-council-{region}" for region in ("wal", "vl", "bru")]


@pytest.mark.parametrize(
    ("election", "number", "merging", "not_yet"),
    [("2018-local", 581, "44083", "44011"), ("2024-local", 565, "46030", "46003")],
)
def test_communes_that_merge_vote_for_the_council_they_will_have(
    election, number, merging, not_yet
):
    councils = contests(election, *COUNCILS)
    assert councils.count() == number
    assert councils.get(code=f"communal-{merging}").area.code == merging
    assert not councils.filter(areas__code=not_yet).exists()


def test_every_council_elected_by_the_people_was_voted_for():
    found = dict(
        Election.objects.filter(in_pack=True).values_list("slug").annotate(Count("contests"))
    )
    assert found == {
        "2018-local": 581 + 5 + 14 + 9,
        "2019-parliaments": 11 + 6 + 2 + 1 + 11 + 3,
        "2024-parliaments": 11 + 6 + 2 + 1 + 11 + 3,
        "2024-local": 565 + 5 + 14 + 10,
    }


@pytest.mark.parametrize("year", ["2019", "2024"])
@pytest.mark.parametrize(
    ("bodies", "seats"),
    [
        (["walloon-parliament"], [75, 75]),
        (["flemish-parliament", "flemish-parliament-community"], [124, 124]),
        (["brussels-parliament"], [89, 89]),
        (["german-community-parliament"], [25, 25]),
        (["chamber"], [150, 150]),
        (["european-parliament"], [21, 22]),
    ],
)
def test_constituencies_fill_the_whole_parliament(year, bodies, seats):
    found = contests(f"{year}-parliaments", *bodies).aggregate(Sum("seats"))
    assert found == {"seats__sum": seats[year == "2024"]}


def communes_of(election, code):
    contest = Contest.objects.get(election__slug=election, code=code)
    return set(contest.areas.values_list("code", flat=True))


@pytest.mark.parametrize("election", ["2019-parliaments", "2024-parliaments"])
def test_every_walloon_commune_lies_in_one_constituency(election):
    walloon = contests(election, "walloon-parliament")
    found = [code for contest in walloon for code in contest.areas.values_list("code", flat=True)]
    day = Election.objects.get(slug=election).day
    wallonia = Area.objects.at(day).filter(level__code="commune", parents__code="03000")
    assert sorted(found) == sorted(wallonia.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("election", "later"), [("2018-local", date(2019, 1, 1)), ("2024-local", date(2025, 1, 1))]
)
def test_every_flemish_commune_lies_in_one_district_of_its_province(election, later):
    """Those that merge vote with the province they will lie in: Zwijndrecht left Antwerp."""
    found = {}
    for contest in contests(election, "provincial-council-vl").select_related("area"):
        for area in contest.areas.all():
            assert area.parents.filter(pk=contest.area_id).exists()
            found.setdefault(area.code, []).append(contest.code)
    flemish = Area.objects.at(later).filter(level__code="commune", parents__code="02000")
    assert sorted(found) == sorted(flemish.values_list("code", flat=True))
    assert {len(codes) for codes in found.values()} == {1}


def test_districts_whose_seats_are_known_fill_their_council():
    rows = contests("2018-local", "provincial-council-vl").exclude(seats=None)
    by_province = rows.order_by("area").values_list("area__code").annotate(Sum("seats"))
    assert dict(by_province) == {"10000": 36, "40000": 36}
    assert rows.get(code="provincial-40000-gent").seats == 15


def test_constituencies_follow_the_districts_of_2019():
    """Binche left Thuin, and Enghien Soignies."""
    assert communes_of("2019-parliaments", "walloon-soignies-la-louviere") == {
        *("55004", "55035", "55040", "55050", "55085", "55086"),
        *("58001", "58002", "58003", "58004"),
    }
    assert "51067" in communes_of("2019-parliaments", "walloon-tournai-ath-mouscron")


def test_european_colleges_share_brussels_and_leave_no_german_speaker_out():
    french = communes_of("2019-parliaments", "europe-french")
    assert len(french) == 253 + 19
    assert "63023" not in french
    assert communes_of("2019-parliaments", "europe-dutch") == {"02000", "04000"}
    assert communes_of("2019-parliaments", "europe-german") == {"COMDE"}


def test_every_contest_says_who_may_vote_and_rests_on_a_source():
    rows = Contest.objects.filter(in_pack=True)
    assert not rows.filter(voting=None).exists()
    assert not rows.filter(areas=None).exists()


# --- loading ---


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(settings.SOCLE_PACK_DIR, tmp_path / "be")


def change(folder, name, old, new):
    path = folder / "elections" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def stamp():
    return versions([rules.ELECTIONS])


def test_the_same_files_again_change_nothing(folder):
    before = stamp()
    report = load_pack(folder=folder, now=MONDAY, force=True)
    assert (report.changed, stamp()) == (False, before)


def test_a_constituency_that_moves_changes_one_row(folder):
    """A test of the loader, not of Belgium: Ath votes with Mons in 2019 too."""
    path = folder / "elections" / "contests.csv"
    path.write_text(path.read_text("utf-8").replace(",,,53000,", ",,,53000 51000,", 1), "utf-8")
    report = load_pack(folder=folder, now=MONDAY)
    assert (report.total.created, report.total.changed, report.total.removed) == (0, 1, 0)
    assert "51004" in communes_of("2019-parliaments", "walloon-mons")
    assert "51004" not in communes_of("2024-parliaments", "walloon-mons")


def test_a_new_day_changes_one_row_and_what_shows_it(folder):
    before = stamp()
    change(folder, "elections.csv", "2024-local,2024-10-13", "2024-local,2024-10-14")
    report = load_pack(folder=folder, now=MONDAY)
    assert (report.total.created, report.total.changed, report.total.removed) == (0, 1, 0)
    assert Election.objects.get(slug="2024-local").day == date(2024, 10, 14)
    assert stamp() != before


def test_elections_made_by_hand_are_left_alone(folder):
    made = ContestFactory(election=ElectionFactory(slug="by-hand"))
    load_pack(folder=folder, now=MONDAY, force=True)
    assert Contest.objects.get(pk=made.pk).areas.get().code == "92094"


def without_antwerp(folder):
    path = folder / "elections" / "contests.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("2018-local,district-berchem")]
    assert len(lines) - len(kept) == 1
    path.write_text("".join(kept), "utf-8")


def test_a_contest_the_files_no_longer_name_goes_unless_something_stands_on_it(folder):
    ElectoralListFactory(
        contest=Contest.objects.get(code="district-berchem", election__slug="2018-local")
    )
    without_antwerp(folder)
    report = load_pack(folder=folder, now=MONDAY)
    assert (report.total.removed, report.kept) == (0, ["contest district-berchem"])


def test_a_contest_nobody_stands_in_goes_with_its_row(folder):
    without_antwerp(folder)
    assert load_pack(folder=folder, now=MONDAY).total.removed == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("elections.csv", "2018-local,2018-10-14", "2018-local,2018-14-10",
         "elections/elections.csv, row 2: day 2018-14-10 is not a day such as 2019-01-01"),
        ("elections.csv", "2018-10-14,2018-01-01", "2018-10-14,2018-12-01",
         "elections/elections.csv, row 2: opens_on is after day"),
        ("contests.csv", "2019-parliaments,europe-german,european-parliament,EU,,COMDE",
         "2019-parliaments,europe-german,european-parliament,EU,,NOWHERE",
         "elections/contests.csv, row 98: areas NOWHERE is unknown"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_row_and_nothing_is_loaded(folder, name, old, new, reason):
    before = stamp()
    change(folder, name, old, new)
    with pytest.raises(PackError) as caught:
        load_pack(folder=folder, now=MONDAY)
    assert reason in str(caught.value)
    assert stamp() == before
