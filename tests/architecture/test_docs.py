"""Docs fail the build when they lie: rooms, commands, settings, verbs, jobs, links."""

import re

import pytest
from django.core.management import get_commands

from socle.accounts.verbs import VERBS
from tests.architecture.house import FLOORS, ROOT, SOURCE, sources

DOCS = {path.relative_to(ROOT): path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]}


def read(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("room", sorted(FLOORS))
def test_the_architecture_page_names_every_room(room):
    assert f"`{room}`" in read("docs/architecture.md")


@pytest.mark.parametrize("room", sorted(set(FLOORS) - {"config"}))
def test_every_room_has_its_page(room):
    assert read(f"docs/rooms/{room}.md").startswith(f"# {room}\n")


def our_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app.startswith("socle."))


@pytest.mark.parametrize("command", our_commands())
def test_every_command_is_in_the_docs(command):
    assert f"`socle {command}" in read("docs/commands.md")


SETTING = re.compile(r"""(?:env\.\w+\(|environ(?:\.get\(|\[))\s*["']([A-Z_]+)["']""")
# Django's own, said by the process that starts it.
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def settings_read() -> list[str]:
    found = {name for path in sources() for name in SETTING.findall(path.read_text())}
    return sorted(found - NOT_OURS)


@pytest.mark.parametrize("setting", settings_read())
def test_every_setting_is_in_the_docs(setting):
    assert f"`{setting}`" in read("docs/deploy.md")


@pytest.mark.parametrize("verb", [verb for verb, _words in VERBS])
def test_every_verb_of_the_journal_is_in_the_docs(verb):
    assert f"`{verb}`" in read("docs/rooms/accounts.md")


def test_the_docs_name_no_verb_that_is_gone():
    named = set(re.findall(r"`([a-z]+\.[a-z]+\.[a-z]+)`", read("docs/rooms/accounts.md")))
    assert named <= {verb for verb, _words in VERBS}


def test_every_job_is_in_the_docs():
    from socle.foundation.jobs import registered_jobs  # noqa: PLC0415 -- builds the queue

    page = read("docs/commands.md")
    assert [name for name in registered_jobs() if f"`{name}`" not in page] == []


def targets(help_text: str) -> list[str]:
    return re.findall(r"^([a-z]+):.*## ", help_text, re.MULTILINE)


@pytest.mark.parametrize("target", targets(read("Makefile")))
def test_every_make_target_is_in_the_docs(target):
    assert f"make {target}" in read("docs/commands.md")


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def links():
    for name, path in DOCS.items():
        for target in LINK.findall(path.read_text()):
            yield pytest.param(path.parent / target, id=f"{name} -> {target}")


@pytest.mark.parametrize("target", list(links()))
def test_links_between_docs_lead_somewhere(target):
    assert target.exists()


NAMED_FILE = re.compile(r"`(\w[\w/]*/\w+\.(?:py|html|css|csv|toml))`")


@pytest.mark.parametrize("name", sorted(DOCS, key=str), ids=str)
def test_files_named_in_the_docs_exist(name):
    """A room's file may be named from the room, a style from the design system."""
    named = NAMED_FILE.findall(DOCS[name].read_text())
    rooms = [SOURCE / room for room in FLOORS]
    places = [ROOT, SOURCE, *rooms, SOURCE / "foundation" / "design", *(ROOT / "packs").iterdir()]
    assert [file for file in named if not any((place / file).exists() for place in places)] == []


def test_no_document_or_source_names_a_machine():
    machine = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
    found = [
        str(path)
        for path in [*DOCS.values(), *sources(), *SOURCE.rglob("*.html"), *ROOT.glob("tools/*")]
        if path.is_file() and machine.search(path.read_text())
    ]
    assert found == []
