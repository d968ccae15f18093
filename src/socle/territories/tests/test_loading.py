"""Loading a country: twice the same, changed, wrong."""

import csv
import shutil
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from socle.accounts.models import JournalEntry
from socle.foundation.kept import versions
from socle.foundation.parts import make_ready
from socle.foundation.search import find
from socle.foundation.tests.turns import somebody_writing
from socle.territories import rules
from socle.territories.actions.cells import PackError
from socle.territories.actions.merging import sweep
from socle.territories.actions.pack import load_pack
from socle.territories.models import Area, Boundary, Competence, Postcode, Topic

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("belgium")


@pytest.fixture
def folder(tmp_path):
    """A copy of the country's files that a test may change."""
    return shutil.copytree(settings.SOCLE_PACK_DIR, tmp_path / "be")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def stamps():
    return versions(rules.ALL_STAMPS)


def touched(before):
    return {name for name, version in stamps().items() if version != before[name]}


def lines():
    return JournalEntry.objects.filter(verb="territories.pack.loaded").count()


def test_the_same_files_again_are_not_even_read(folder, django_assert_num_queries):
    load_pack(folder=folder, now=MONDAY)
    with django_assert_num_queries(1):
        report = load_pack(folder=folder, now=MONDAY)
    assert (report.skipped, report.changed) == (True, False)


def test_the_same_files_read_again_change_nothing(folder):
    before, journal, area = stamps(), lines(), Area.objects.get(code="92094")
    report = load_pack(folder=folder, now=MONDAY, force=True)
    assert (report.skipped, report.changed, report.kept) == (False, False, [])
    assert (stamps(), lines()) == (before, journal)
    assert Area.objects.get(code="92094").updated_at == area.updated_at


def test_a_new_number_changes_one_row_and_what_shows_it(folder):
    before, journal = stamps(), lines()
    others = Area.objects.exclude(code="92094").filter(updated_at=MONDAY)
    change(folder, "communes.csv", ",111432,", ",111111,")
    report = load_pack(folder=folder, now=MONDAY)
    namur = Area.objects.get(code="92094")
    assert (namur.population, namur.updated_at) == (111111, MONDAY)
    assert (report.total.created, report.total.changed, report.total.removed) == (0, 1, 0)
    assert not others.exists()
    assert lines() == journal + 1
    assert touched(before) == {rules.AREAS}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("communes.csv", "92094,Namur,", "92094,Namur-sur-Meuse,"),
        ("communes.csv", ",111432,2020,90000 03000", ",111432,2020,03000"),
        ("levels.csv", ",Provincie,", ",Graafschap,"),
    ],
)
def test_a_name_a_level_or_what_an_area_stands_in_changes_every_page(folder, name, old, new):
    before = stamps()
    change(folder, name, old, new)
    load_pack(folder=folder, now=MONDAY)
    assert touched(before) == set(rules.ALL_STAMPS)


def test_what_the_country_says_of_itself_is_shown_anew(folder, settings):
    settings.SOCLE_PACK_DIR = folder
    load_pack(folder=folder, now=MONDAY)
    before, journal = stamps(), lines()
    assert rules.known_since() == date(1983, 1, 1)
    change(folder, "pack.toml", "knows_since = 1983-01-01", "knows_since = 1983-01-02")
    report = load_pack(folder=folder, now=MONDAY)
    assert (report.skipped, report.total.changed, lines()) == (False, 1, journal + 1)
    assert touched(before) == {rules.AREAS}
    assert rules.known_since() == date(1983, 1, 2)
    assert load_pack(folder=folder, now=MONDAY).skipped


def titles_of(query):
    return [hit.title for hit in find(query, language="fr").hits]


def test_what_changed_is_found_under_its_new_name(folder, django_capture_on_commit_callbacks):
    change(folder, "communes.csv", "92094,Namur,", "92094,Confluence,")
    with django_capture_on_commit_callbacks(execute=True):
        load_pack(folder=folder, now=MONDAY)
    assert titles_of("confluence") == ["Confluence"]
    change(folder, "communes.csv", "92094,Confluence,", "92094,Namur,")
    with django_capture_on_commit_callbacks(execute=True):
        load_pack(folder=folder, now=MONDAY)
    assert titles_of("confluence") == []


def test_the_index_waits_when_the_caller_sees_to_it(folder, django_capture_on_commit_callbacks):
    change(folder, "communes.csv", "92094,Namur,", "92094,Confluence,")
    with django_capture_on_commit_callbacks() as unchanged:
        load_pack(folder=folder, now=MONDAY, search=False)
        load_pack(folder=folder, now=MONDAY)
    # Nothing but the sections that pages share.
    assert unchanged == [make_ready]


def test_two_who_load_at_once_do_it_one_after_the_other(folder):
    if connection.vendor == "sqlite":
        return
    with somebody_writing(rules.WRITERS), pytest.raises(OperationalError), transaction.atomic():
        load_pack(folder=folder, now=MONDAY, force=True)
    assert load_pack(folder=folder, now=MONDAY, force=True).changed is False


def test_the_same_competence_with_another_exception_is_another_row(folder):
    path = folder / "competences" / "housing.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    row = next(row for row in rows if row["area"] == "" and row["except_area"] == "")
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(row)).writerow(row | {"except_area": "04000"})
    assert load_pack(folder=folder, now=MONDAY).total.created == 1
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(row)).writerow(row | {"except_area": "04000"})
    with pytest.raises(PackError, match="there is such a row already"):
        load_pack(folder=folder, now=MONDAY)


def test_the_database_keeps_one_row_for_each_case_and_locality():
    for row in (Competence.objects.filter(area=None)[0], Postcode.objects.filter(area=None)[0]):
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.bulk_create([row])


def test_other_words_leave_areas_alone(folder):
    before = stamps()
    change(folder, "topics.csv", ",Trains et gares,", ",Trains et gares de train,")
    load_pack(folder=folder, now=MONDAY)
    topic = Topic.objects.get(code="trains")
    assert (topic.name_fr, topic.slug_fr) == (
        "Trains et gares de train",
        "trains-et-gares-de-train",
    )
    assert touched(before) == {rules.TOPICS, rules.COMPETENCES}


def test_what_the_files_no_longer_name_goes(folder):
    change(folder, "postcodes.csv", "9042,Desteldonk,44021,no,\n", "")
    report = load_pack(folder=folder, now=MONDAY)
    assert report.total.removed == 1
    assert not Postcode.objects.filter(locality="Desteldonk").exists()


def test_what_something_points_to_stays_and_is_told():
    tally = sweep(Topic.objects.filter(code__in=["mobility", "housing"]).order_by("code"))
    assert (tally.removed, tally.kept) == (0, ["topic housing", "topic mobility"])
    assert Topic.objects.filter(code__in=["mobility", "housing"]).count() == 2


def test_an_area_with_a_boundary_of_its_own_goes_with_it_one_from_elsewhere_stays(folder):
    level = Area.objects.get(code="92094").level
    gone = Area.objects.create(code="99998", level=level, name_fr="Parti", in_pack=True)
    Boundary.objects.create(area=gone, geometry={}, source="a test")
    Area.objects.create(code="99999", level=level, name_fr="Venu d’un fichier")
    report = load_pack(folder=folder, now=MONDAY, force=True)
    assert report.total.removed == 1
    found = Area.objects.filter(code__startswith="9999").values_list("code", flat=True)
    assert list(found) == ["99999"]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("communes.csv", ",111432,", ",many,", "population many is not a whole number"),
        ("changes.csv", ",54007,57096,recode", ",54007,57096,moved", "kind moved is unknown"),
        ("changes.csv", ",54007,57096,", ",54007,99999,", "to 99999 is unknown"),
        ("changes.csv", "2019-01-01,54007", "1/1/2019,54007", "is not a day such as 2019-01-01"),
        ("topics.csv", "trains,mobility,", "trains,nowhere,", "parent nowhere is unknown"),
        ("topics.csv", ",Trains et gares,", ",,", "name_fr is empty"),
        ("areas.csv", "EU,eu,", "EU,eu,more,", "the row has not as many cells as"),
        ("postcodes.csv", "9042,Desteldonk,", "9042,Mendonk,", "there is such a row already"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_loaded(folder, name, old, new, problem):
    text = (folder / name).read_text("utf-8")
    row = text[: text.index(old)].count("\n") + 1
    change(folder, name, old, new)
    before = stamps()
    with pytest.raises(PackError) as error:
        load_pack(folder=folder, now=MONDAY)
    told = [str(found) for found in error.value.problems if problem in found.reason]
    assert len(told) == 1
    if "already" not in problem:
        assert told[0].startswith(f"{name}, row {row}: ")
    assert stamps() == before


def test_files_that_are_not_utf8_are_refused(folder):
    (folder / "voting.csv").write_bytes("code,name_fr\nx,Élection\n".encode("cp1252"))
    with pytest.raises(PackError, match="voting.csv, row 1: the file is not UTF-8 CSV"):
        load_pack(folder=folder, now=MONDAY)


def test_the_command_says_one_line(capsys, folder):
    call_command("load_country", folder=folder)
    call_command("load_country", folder=folder, force=True)
    assert capsys.readouterr().out.splitlines() == ["be: nothing has changed."] * 2


def test_the_command_says_what_is_wrong(folder):
    (folder / "levels.csv").unlink()
    with pytest.raises(CommandError, match="levels.csv, row 1: the file is missing or empty"):
        call_command("load_country", folder=folder)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("load_country", folder=folder / "nowhere")
