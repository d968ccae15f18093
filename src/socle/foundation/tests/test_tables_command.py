"""What `socle import` says while it works."""

import io
from importlib import import_module

import pytest
from django.core.management import call_command
from django.utils.translation import get_language, override

from socle.foundation.actions.stamps import touch
from socle.foundation.models import Stamp
from socle.foundation.tables import CannotRead, Report, RowRefused, importers, one_act, row_act

ASKED = []
ASKED_IN = []


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    """A kind of this test's own."""
    monkeypatch.setattr(importers, "_importers", {"cakes": f"{__name__}.import_cakes"})
    ASKED.clear()


def import_cakes(path, wishes):
    ASKED.append(wishes)
    ASKED_IN.append(get_language())
    if path.name == "stop":
        raise KeyboardInterrupt
    for done in (500, 10_000, 12_345):
        wishes.progress(done, 12_345)
    return Report(created=12_345)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(*arguments, out=None, err=None):
    out = out or io.StringIO()
    call_command("import", "cakes", *arguments, stdout=out, stderr=err)
    return out.getvalue()


COUNTS = "   12,345 created\n        0 updated\n        0 unchanged\n        0 refused\nDone.\n"


def test_plain_lines_when_nobody_watches():
    assert run("file") == "10,000 rows\n" + COUNTS


def test_a_bar_on_a_terminal():
    assert run("file", out=Terminal()).split("\r") == [
        "",
        "█" + "░" * 29 + " 500 rows",
        "█" * 24 + "░" * 6 + " 10,000 rows",
        "█" * 30 + " 12,345 rows\n" + COUNTS,
    ]


def test_it_speaks_english_as_every_command_does():
    with override("fr"):
        assert run("file") == "10,000 rows\n" + COUNTS
        assert ASKED_IN[-1] == "en"


def test_what_is_asked_reaches_the_room():
    run("file", "--election", "2024", "--source", "Statbel", "--dry-run", "--only-valid")
    (wishes,) = ASKED
    assert (wishes.election, wishes.source) == ("2024", "Statbel")
    assert (wishes.dry_run, wishes.only_valid) == (True, True)


def test_who_stops_it_is_told_that_nothing_was_written():
    err = io.StringIO()
    with pytest.raises(SystemExit) as end:
        run("stop", err=err)
    assert (end.value.code, err.getvalue()) == (130, "Stopped. Nothing was written.\n")


def test_a_list_of_refusals_that_cannot_be_written_is_said(tmp_path):
    err = io.StringIO()
    with pytest.raises(SystemExit) as end:
        run("file", "--report", str(tmp_path / "none" / "refused.csv"), err=err)
    assert end.value.code == 1
    assert err.getvalue() == (
        "The list of refusals cannot be written: No such file or directory.\n"
    )


def test_rooms_register_what_they_import(monkeypatch):
    importers.register_importer("pies", "nowhere.at_all")
    assert importers.known_kinds() == ["cakes", "pies"]
    assert importers.find_importer("tarts") is None
    assert importers.find_importer("cakes") is import_cakes


def test_the_command_is_ours():
    assert import_module("socle.foundation.management.commands.import").Command.help


# --- the frames an import writes in ---


def stamps():
    return Stamp.objects.filter(name__startswith="cake")


def bake(name):
    touch([name])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("report", "kept"),
    [
        (Report(), ["cake.good"]),
        (Report(dry_run=True), []),
        (Report(only_valid=True, dry_run=True), []),
    ],
)
def test_an_act_is_kept_unless_on_trial(report, kept):
    with one_act(report):
        bake("cake.good")
    assert [stamp.name for stamp in stamps()] == kept


@pytest.mark.django_db
@pytest.mark.parametrize(("only_valid", "kept"), [(False, []), (True, ["cake.good"])])
def test_a_refused_row_leaves_nothing_behind(only_valid, kept):
    report = Report(only_valid=only_valid)
    with one_act(report):
        for row, name in enumerate(["cake.good", "cake.burnt"], start=2):
            with row_act(report, row):
                bake(name)
                if name == "cake.burnt":
                    raise RowRefused("is burnt", "name")
    assert [(r.row, r.column, r.reason) for r in report.refusals] == [(3, "name", "is burnt")]
    assert [stamp.name for stamp in stamps()] == kept


@pytest.mark.django_db
def test_a_file_that_breaks_off_leaves_nothing_behind():
    with pytest.raises(CannotRead), one_act(Report()):
        bake("cake.good")
        raise CannotRead("cut short")
    assert not stamps().exists()
