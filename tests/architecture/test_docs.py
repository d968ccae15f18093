"""Docs fail the build when they lie: rooms, commands, settings, verbs, jobs, links."""

import re

from django.apps import apps
from django.core.management import get_commands

from socle.accounts.verbs import VERBS
from tests.architecture.house import FLOORS, ROOT, SOURCE, sources

DOCS = {path.relative_to(ROOT): path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]}


def read(name: str) -> str:
    return (ROOT / name).read_text()


def missing(names, write, page: str) -> list[str]:
    """Those of the names that do not stand on the page, each as it would be written there."""
    words, names = read(page), list(names)
    assert names
    return [name for name in names if write(name) not in words]


def test_the_architecture_page_names_every_room():
    assert missing(FLOORS, "`{}`".format, "docs/architecture.md") == []


NAME = re.compile(r"`(\w+)`")
ROW = re.compile(r"^\| \d \| (.+?) \| .* \| (.+?) \|$", re.MULTILINE)


def test_the_architecture_page_says_which_rooms_are_built():
    """The last column says ``yes``, ``not yet``, or which of them are."""
    rows = ROW.findall(read("docs/architecture.md"))
    said = {
        name for rooms, built in rows for name in NAME.findall(rooms if built == "yes" else built)
    }
    assert said - {"config"} == {app.name.partition(".")[2] for app in our_apps()}


def test_every_room_has_its_page():
    pages = {room: read(f"docs/rooms/{room}.md") for room in FLOORS if room != "config"}
    assert [room for room, page in pages.items() if not page.startswith(f"# {room}\n")] == []


def our_apps():
    return [app for app in apps.get_app_configs() if app.name.startswith("socle.")]


def our_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app.startswith("socle."))


def test_every_command_is_in_the_docs():
    assert missing(our_commands(), "`socle {}".format, "docs/commands.md") == []


SETTING = re.compile(r"""(?:env\.\w+\(|environ(?:\.get\(|\[))\s*["']([A-Z_]+)["']""")
# Django's own, said by the process that starts it.
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def settings_read() -> list[str]:
    found = {name for path in sources() for name in SETTING.findall(path.read_text())}
    return sorted(found - NOT_OURS)


def test_every_setting_is_in_the_docs():
    assert missing(settings_read(), "`{}`".format, "docs/deploy.md") == []


def test_every_verb_of_the_journal_is_in_the_docs():
    assert missing([verb for verb, _words in VERBS], "`{}`".format, "docs/rooms/accounts.md") == []


def test_the_docs_name_no_verb_that_is_gone():
    named = set(re.findall(r"`([a-z]+\.[a-z]+\.[a-z]+)`", read("docs/rooms/accounts.md")))
    assert named <= {verb for verb, _words in VERBS}


def test_every_job_is_in_the_docs():
    from socle.foundation.jobs import registered_jobs  # noqa: PLC0415 -- builds the queue

    assert missing(registered_jobs(), "`{}`".format, "docs/commands.md") == []


def targets(help_text: str) -> list[str]:
    return re.findall(r"^([a-z]+):.*## ", help_text, re.MULTILINE)


def test_every_make_target_is_in_the_docs():
    assert missing(targets(read("Makefile")), "make {}".format, "docs/commands.md") == []


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def links():
    for name, path in DOCS.items():
        for target in LINK.findall(path.read_text()):
            yield f"{name} -> {target}", path.parent / target


def test_links_between_docs_lead_somewhere():
    assert [link for link, target in links() if not target.exists()] == []


NAMED_FILE = re.compile(r"`(\w[\w/]*/\w+\.(?:py|html|css|csv|toml))`")


def absent_files(path):
    """A room's file may be named from the room, a style from the design system."""
    rooms = [SOURCE / room for room in FLOORS]
    places = [ROOT, SOURCE, *rooms, SOURCE / "foundation" / "design", *(ROOT / "packs").iterdir()]
    named = NAMED_FILE.findall(path.read_text())
    return [file for file in named if not any((place / file).exists() for place in places)]


def test_files_named_in_the_docs_exist():
    found = {str(name): absent_files(path) for name, path in DOCS.items()}
    assert {name: files for name, files in found.items() if files} == {}


def test_no_document_or_source_names_a_machine():
    machine = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
    found = [
        str(path)
        for path in [*DOCS.values(), *sources(), *SOURCE.rglob("*.html"), *ROOT.glob("tools/*")]
        if path.is_file() and machine.search(path.read_text())
    ]
    assert found == []
