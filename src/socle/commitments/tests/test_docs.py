"""What docs/ledger.md tells to do without us does what it says."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from socle.commitments.actions.ledger import remove_content
from socle.commitments.kinds import PAYLOADS
from socle.commitments.models import LedgerLine
from socle.commitments.queries.ledger import head
from socle.commitments.tests.factories import NOW, add_answers, receive_and_publish

DOCS = Path(__file__).parents[4] / "docs"


@pytest.fixture
def checked(db, tmp_path):
    receive_and_publish(words="Dès l’été")
    add_answers(3)
    remove_content(seq=4, reason="notice", by=None, now=NOW)
    ledger, script = tmp_path / "l.jsonl", tmp_path / "check.py"
    call_command("export", "ledger", "-o", str(ledger))
    page = (DOCS / "ledger.md").read_text()
    script.write_text(page.partition("```python\n")[2].partition("```")[0])

    def check():
        command = [sys.executable, str(script), str(ledger)]
        told = subprocess.run(command, capture_output=True, text=True)
        return told.stdout or told.stderr.splitlines()[-1]

    return ledger, check


def test_twenty_lines_of_python_do(checked):
    _ledger, check = checked
    assert check() == f"The chain holds. Head: {head().hash}\n"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Dès l’été", "Jamais", "AssertionError: the content of line 2 was changed"),
        ('"kind":"answer"', '"kind":"hold"', "AssertionError: line 2 was changed"),
        ('"line":4', '"line":5', "AssertionError: the content of line 6 was changed"),
    ],
)
def test_they_find_what_was_changed(checked, before, after, words):
    ledger, check = checked
    said = ledger.read_text()
    assert before in said
    ledger.write_text(said.replace(before, after, 1))
    assert check() == words


@pytest.mark.parametrize("page", ["ledger.md", "registre.md", "rooms/commitments.md"])
def test_each_page_names_every_kind_and_field(page):
    words = (DOCS / page).read_text()
    names = {*PAYLOADS, "receipt"}
    if page != "rooms/commitments.md":
        names |= {field.name for field in LedgerLine._meta.get_fields()}
    assert {name for name in names if f"`{name}`" not in words} == set()
