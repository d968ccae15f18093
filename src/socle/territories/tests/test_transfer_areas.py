"""Areas from a table: `socle import areas`."""

import csv
import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.kept import versions
from socle.foundation.search import find
from socle.foundation.tests.turns import TURN
from socle.territories.models import Area
from socle.territories.rules import ALL_STAMPS, AREAS

pytestmark = pytest.mark.usefixtures("belgium")
OURS = Area.objects.filter(in_pack=False)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def namur():
    return Area.objects.get(code="92094")


@pytest.fixture
def run(tmp_path):
    """Import the text as a CSV: exit status, and what was printed."""

    def call(content, *options):
        path = tmp_path / "areas.csv"
        path.write_text(content)
        return command("areas", str(path), *options)

    return call


def command(*arguments):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue() + err.getvalue()


def touched(before):
    return {name for name, version in versions(ALL_STAMPS).items() if version != before[name]}


def entries():
    return JournalEntry.objects.filter(verb="territories.areas.imported")


def printed(*, created=0, updated=0, unchanged=0, refused=0):
    return (
        f"{created:>9} created\n{updated:>9} updated\n"
        f"{unchanged:>9} unchanged\n{refused:>9} refused\n"
    )


JAMBES = (
    "code;niveau;nom;nom néerlandais;langues;lat;lon;habitants;parents;depuis\n"
    "92999;Commune;Jambes;Jambe;français, NL;50,45;4.87;19 500;03000;01/01/1977\n"
)


def test_a_row_makes_an_area(run):
    assert run(JAMBES) == (0, printed(created=1) + "Done.\n")
    jambes = Area.objects.get(code="92999")
    assert (jambes.name_fr, jambes.name_nl, jambes.languages) == ("Jambes", "Jambe", "fr nl")
    assert (jambes.latitude, jambes.longitude, jambes.population) == (50.45, 4.87, 19500)
    assert jambes.valid_from.isoformat() == "1977-01-01"
    assert [parent.code for parent in jambes.parents.all()] == ["03000"]
    assert not jambes.in_pack


def test_the_second_time_changes_nothing(run):
    run(JAMBES)
    before = versions(ALL_STAMPS), Area.objects.get(code="92999").updated_at
    assert run(JAMBES) == (0, printed(unchanged=1) + "Nothing to change.\n")
    assert (versions(ALL_STAMPS), Area.objects.get(code="92999").updated_at) == before
    assert entries().count() == 1


def test_a_change_is_written_in_the_journal_and_pages_are_built_again(run):
    before = versions(ALL_STAMPS)
    assert run("code,inwoners\n92094,111500\n")[0] == 0
    assert Area.objects.get(code="92094").population == 111500
    entry = entries().get()
    assert (entry.reason, entry.by) == ("areas.csv: +0 ~1 !0", None)
    assert touched(before) == {AREAS}


@pytest.mark.parametrize(
    "table", [JAMBES, "code,nom\n92094,Nameur\n", "code,parents\n92094,03000\n"]
)
def test_names_and_what_an_area_stands_in_are_shown_on_other_pages_too(run, table):
    before = versions(ALL_STAMPS)
    assert run(table)[0] == 0
    assert touched(before) == set(ALL_STAMPS)


def test_an_area_is_found_under_its_new_name(run, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run("code,nom\n92094,Confluence\n")
    assert [hit.title for hit in find("confluence", language="fr").hits] == ["Confluence"]
    with django_capture_on_commit_callbacks() as unchanged:
        run("code,nom\n92094,Confluence\n")
        run("code,nom\n92094,Nameur\n", "--dry-run")
    assert unchanged == []


def test_what_a_row_does_not_say_stays(run, namur):
    run("code,nom,languages,parents\n92094,Nameur,,\n")
    namur.refresh_from_db()
    assert (namur.name_fr, namur.name_nl, namur.languages) == ("Nameur", "Namen", "fr")
    assert namur.parents.count() == 3


def test_a_trial_writes_nothing(run):
    status, words = run(JAMBES, "--dry-run")
    assert (status, words) == (
        0,
        printed(created=1) + "This was a trial: nothing was written.\n",
    )
    assert OURS.count() == 0
    assert entries().count() == 0


MIXED = JAMBES + "92998;commune;;;fr;50;;10;99;\n92094;;Namur;;;;;beaucoup;;\n"
REFUSED = (
    "✗ row 3, 92998, parents: no area has the code 99\n"
    "✗ row 4, population: “beaucoup” is not a whole number\n"
)


def test_one_refused_row_keeps_all_others_out(run):
    assert run(MIXED) == (
        1,
        printed(created=1, refused=2) + REFUSED + "Nothing was written, since rows were refused. "
        "Correct them, or take the others with --only-valid.\n",
    )
    assert OURS.count() == 0


def test_the_good_rows_alone_when_asked(run):
    assert run(MIXED, "--only-valid") == (1, printed(created=1, refused=2) + REFUSED + "Done.\n")
    assert [area.code for area in OURS.all()] == ["92999"]
    assert entries().get().reason == "areas.csv: +1 ~0 !2"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("92094,,,,,,,03000x", "parents: no area has the code 03000x"),
        (
            "92094,village,,,,,,",
            "level: is none of commune, community, eu, federation, province, region, world",
        ),
        ("1,,Huy,,,,,", "level: a new area needs its level of power"),
        ("1,commune,,,,,,", "name_fr: a new area needs a name in French"),
        ("92094,,,91,4,,,", "latitude: Ensure this value is less than or equal to 90."),
        ("1,commune,Huy,50,,,,", "latitude: latitude and longitude go together"),
        ("92094,,,,,2025-01-02,2025-01-01,", "valid_to: comes before the first day"),
        ("03000,,,,,,,92094", "parents: 92094 is not of a higher level"),
        ("03000,,,,,,,03000", "parents: 03000 is not of a higher level"),
        ("1234567890123456789012,commune,Huy,,,,,", "code: Ensure this value has at most 20"),
        ("../../x,commune,Huy,,,,,", "code: Enter a valid value"),
        ("61031-2,commune,Huy,,,,,", "code: Enter a valid value"),
        ("é1,commune,Huy,,,,,", "code: Enter a valid value"),
    ],
)
def test_a_refusal_says_why(run, row, reason):
    status, words = run(f"code,level,name,lat,lon,valid_from,valid_to,parents\n{row}\n")
    assert status == 1
    assert f", {reason}" in words


def test_a_formula_is_refused_and_nothing_is_written(run):
    status, words = run('code,level,name\n92997,commune,"=HYPERLINK(""http://evil.example"")"\n')
    assert status == 1
    assert "✗ row 2, name_fr: holds a formula; write its result instead\n" in words
    assert OURS.count() == 0


def test_a_code_may_come_only_once(run):
    status, words = run("code,name\n92094,Namur\n92094,Nameur\n")
    assert status == 1
    assert "✗ row 3, 92094, code: row 2 already has this code\n" in words


def test_parents_may_stand_below_their_children(run):
    rows = "92996,commune,Fosses,04999\n04999,region,Ardenne,\n"
    assert run(f"code,level,name,parents\n{rows}")[0] == 0
    assert Area.objects.get(code="92996").parents.get().code == "04999"


def test_children_of_a_refused_row_are_refused(run):
    rows = "92996,commune,Fosses,04999\n04999,region,,\n"
    status, words = run(f"code,level,name,parents\n{rows}", "--only-valid")
    assert status == 1
    assert "✗ row 2, 92996, parents: no area has the code 04999\n" in words
    assert OURS.count() == 0


def test_a_lost_zero_is_found_and_said(run):
    status, words = run("code,name,parents\n92094,Nameur,3000\n3000,Walonie,\n")
    assert status == 0
    assert "• “3000” was read as 03000: a zero in front had been lost.\n" in words
    assert Area.objects.get(code="03000").name_fr == "Walonie"


def test_every_refusal_in_a_file_safe_to_open(run, tmp_path):
    rows = "".join(f"92094,=danger-{number}\n" for number in range(262))
    status, words = run("code,name\n" + rows, "--report", str(tmp_path / "refused.csv"))
    assert status == 1
    assert words.count("✗") == 50
    assert "\nand 212 more\n" in words
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[:2] == [
        ["row", "name", "column", "reason"],
        ["2", "", "name_fr", "holds a formula; write its result instead"],
    ]
    assert len(lines) == 263


# --- the command ---


def test_an_unknown_kind_names_those_known():
    assert command("initiatives", "x.csv") == (
        2,
        "“initiatives” is not known in this version. "
        "Known: areas, candidates, groups, memorandums.\n",
    )


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_bytes(b"%PDF-1.4 \x80")
    assert command("areas", str(path)) == (
        2,
        "This file is a PDF. Ask for the table it was made from.\n",
    )


def test_areas_belong_to_no_election(run):
    assert run(JAMBES, "--election", "2024") == (
        2,
        "Areas belong to no election: leave --election out.\n",
    )


def test_a_missing_column_is_told_with_its_other_names(run):
    status, words = run("nom\nHuy\n")
    assert status == 2
    assert words.startswith("The column “code” is missing. It may also be called: NIS, NIS5, INS,")


@pytest.mark.parametrize("rows", [1, 10])
def test_rows_that_change_nothing_cost_no_query(run, django_assert_num_queries, rows):
    codes = Area.objects.filter(level__code="commune").values_list("code", flat=True)[:rows]
    table = "".join(f"{code},\n" for code in codes)
    # The frame of the act (2), areas and their parents (2), levels (1).
    with django_assert_num_queries(5 + TURN):
        assert run("code,name\n" + table)[0] == 0


def test_the_country_s_own_tables_change_nothing():
    for name, count in (("communes.csv", 620), ("areas.csv", 19)):
        path = settings.SOCLE_PACK_DIR / name
        assert command("areas", str(path)) == (
            0,
            printed(unchanged=count) + "Nothing to change.\n",
        )
