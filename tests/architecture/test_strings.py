"""Every string of the interface is there in French, Dutch and German, and nothing is missing."""

import re

import pytest
from django.core.management import call_command
from tools import messages

from tests.architecture.house import faults_by_file, sources


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_string_is_translated(language):
    found = faults_by_file(messages.rooms(), lambda room: messages.faults_of(room, language))
    assert found == {}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_one_string_has_one_translation_in_every_room(language):
    assert list(messages.said_twice(language)) == []


def test_a_string_that_two_rooms_translate_differently_is_found(tmp_path):
    for room, said in (("one", "Le garder"), ("two", "La garder")):
        path = messages.po_path(tmp_path / room, "fr")
        path.parent.mkdir(parents=True)
        path.write_text(
            f'msgid "Keep it"\nmsgstr "{said}"\n\nmsgid "Go"\nmsgstr "Aller"\n\n'
            f'msgctxt "{room}"\nmsgid "Show"\nmsgstr "{said}"\n'
        )

    assert list(messages.said_twice("fr", among=[tmp_path / "one", tmp_path / "two"])) == [
        "fr: 'Keep it' is translated in more than one way: 'Le garder' in one, 'La garder' in two"
    ]


BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b[^%]*%}")


def untrimmed(path):
    return [block for block in BLOCK.findall(path.read_text()) if " trimmed" not in block]


def test_long_strings_are_trimmed():
    assert faults_by_file(sources("*.html"), untrimmed) == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# A component's own ``id`` is the name of a place on the page.
KEY = re.compile(r"{{\s*(?:[\w.]+\.id|(?:[\w.]+\.)?(?:pk|\w+_id))\s*}}")


def keys_as_numbers(path):
    return [key for key in KEY.findall(path.read_text()) if "auto_id" not in key]


def test_keys_are_not_written_as_numbers_are():
    """A key of 1601 would read “1,601”: ``|stringformat:"d"`` writes it as it is."""
    assert faults_by_file(sources("*.html"), keys_as_numbers) == {}
