"""``socle export ledger`` and ``socle ledger verify``: what a journalist types."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from socle.commitments.actions.ledger import remove_content
from socle.commitments.queries.ledger import head
from socle.commitments.tests.factories import NOW, add_answers, receive_and_publish

FAR = "0" * 64


def verify(*arguments, given=None):
    """As it is typed, on a machine that has no site: neither database nor settings are there."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SOCLE")}
    env |= {"DATABASE_URL": "nothing://", "DJANGO_SETTINGS_MODULE": "nothing"}
    command = [sys.executable, "-m", "socle", "ledger", "verify", *map(str, arguments)]
    told = subprocess.run(command, env=env, capture_output=True, input=given)
    return told.returncode, told.stdout.decode(), told.stderr.decode()


@pytest.fixture
def exported(db, tmp_path):
    receive_and_publish()
    add_answers(2)
    remove_content(seq=2, reason="erasure", by=None, now=NOW)
    path = tmp_path / "l.jsonl"
    call_command("export", "ledger", "-o", str(path))
    return path


def test_what_is_exported_holds(exported):
    assert verify(exported) == (
        0,
        f"{exported}: the chain holds: 5 lines, 1 of them tombstones.\n"
        f"Head: {head().hash}, of 2018-10-01T18:30:00.000000Z.\n"
        "Compare it with a head from elsewhere: a file cannot prove its own end.\n",
        "",
    )


def test_a_head_that_came_by_mail_is_looked_for(exported):
    status, told, _ = verify(exported, "--head", head().hash.upper())
    assert (status, told.splitlines()[-1]) == (0, "The hash you gave is that of its last line.")
    status, told, _ = verify(exported, "--head", FAR)
    assert (status, told) == (
        1,
        f"{exported}: the chain is broken. Line 5 is the last one, and none has the digest you "
        "gave: the end of the file was cut, or it is of another ledger.\n",
    )


def test_a_line_that_was_taken_out_is_named(exported):
    lines = exported.read_bytes().splitlines(keepends=True)
    exported.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert verify(exported) == (
        1,
        f"{exported}: the chain is broken. Line 3 is number 4: 3 is missing.\n",
        "",
    )


def test_it_reads_what_another_command_writes(exported):
    status, told, _ = verify("-", given=exported.read_bytes())
    assert (status, told[:16]) == (0, "standard input: ")


def test_what_cannot_be_read(tmp_path):
    missing = tmp_path / "nowhere.jsonl"
    assert verify(missing) == (2, "", f"{missing} cannot be read: No such file or directory.\n")
    assert verify(tmp_path) == (2, "", f"{tmp_path} cannot be read: Is a directory.\n")


def test_what_makes_no_sense():
    assert verify("l.jsonl", "--head", "12")[0] == 2
    assert verify()[0] == 2


def test_an_empty_ledger(tmp_path):
    path = tmp_path / "l.jsonl"
    path.write_bytes(b"")
    assert verify(path)[:2] == (0, f"{path}: no line. A ledger begins with its first line.\n")


class TestExporting:
    def test_to_the_terminal(self, exported):
        stdout = io.StringIO()
        call_command("export", "ledger", stdout=stdout)
        assert stdout.getvalue().encode() == exported.read_bytes()

    def test_to_whatever_reads_bytes(self, exported, capfdbinary):
        call_command("export", "ledger")
        assert capfdbinary.readouterr().out == exported.read_bytes()

    def test_to_a_device(self, exported):
        call_command("export", "ledger", "-o", "/dev/null")
        assert os.path.exists("/dev/null") and not os.path.isfile("/dev/null")

    def test_what_was_there_is_replaced_whole(self, exported):
        exported.write_text("what was there before")
        call_command("export", "ledger", "-o", str(exported))
        assert verify(exported)[0] == 0
        assert os.listdir(exported.parent) == ["l.jsonl"]

    def test_a_kind_that_is_not_known(self, capsys):
        with pytest.raises(SystemExit, match="2"):
            call_command("export", "rumours")
        assert capsys.readouterr().err.startswith("“rumours” is not known in this version.")

    def test_a_folder_that_is_not_there(self, exported, capsys):
        path = exported.parent / "nowhere" / "l.jsonl"
        with pytest.raises(SystemExit, match="2"):
            call_command("export", "ledger", "-o", str(path))
        assert "cannot be written: No such file or directory." in capsys.readouterr().err
