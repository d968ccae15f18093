"""``socle export all``: everything the site holds in public, in one go."""

import io
import subprocess
import sys
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from socle.commitments.tests.factories import add_answers
from socle.elections.tests.factories import CandidacyFactory
from socle.foundation.tables.exporters import find_exporter, known_exports

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
FILES = {
    "candidates.csv": "candidates",
    "commitments.jsonl": "commitments",
    "ledger.jsonl": "ledger",
    "popolo.json": "popolo",
}


@pytest.fixture(autouse=True)
def _something_to_export():
    CandidacyFactory()
    add_answers(3)


def each():
    return {name: b"".join(find_exporter(kind)()) for name, kind in FILES.items()}


def test_it_is_one_zip_of_what_every_export_writes(tmp_path):
    assert set(known_exports()) == {"all", *FILES.values()}
    path = tmp_path / "socle.zip"
    call_command("export", "all", "-o", str(path))
    with ZipFile(path) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == each()
    assert each()["ledger.jsonl"].count(b"\n") == 3


def test_into_a_folder_it_is_a_file_each(tmp_path):
    (tmp_path / "ledger.jsonl").write_text("of yesterday")
    call_command("export", "all", "-o", str(tmp_path))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == each()


def test_what_pipes_it_on_gets_the_zip(capfdbinary):
    call_command("export", "all")
    with ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as found:
        assert sorted(found.namelist()) == sorted(FILES)


def test_another_export_into_a_folder_says_what_to_do(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        call_command("export", "ledger", "-o", str(tmp_path))
    told = f"{tmp_path} is a folder: name a file in it, or export all.\n"
    assert capsys.readouterr().err == told


def test_the_command_lists_it():
    command = [sys.executable, "-m", "socle", "export", "--help"]
    told = subprocess.run(command, capture_output=True, check=True)
    assert b"all, candidates, commitments, ledger, popolo" in b" ".join(told.stdout.split())
