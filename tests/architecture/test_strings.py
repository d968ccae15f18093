"""Every string of the interface is there in French, Dutch and German, and nothing is missing."""

import re

import pytest
from django.core.management import call_command
from tools import messages

from tests.architecture.house import inside, sources


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", messages.rooms(), ids=lambda room: room.name)
def test_every_string_is_translated(room, language):
    assert list(messages.faults_of(room, language)) == []


@pytest.mark.parametrize("path", sources("*.html"), ids=inside)
def test_long_strings_are_trimmed(path):
    blocks = re.findall(r"{%\s*blocktrans(?:late)?\b[^%]*%}", path.read_text())
    assert [block for block in blocks if " trimmed" not in block] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
