"""Strings of the interface: gathered, compiled and checked without GNU gettext on the machine.

extract   update src/socle/<room>/locale/<language>/LC_MESSAGES/django.po
compile   write the .mo files that Django reads, where they are older than their .po
check     fail on a string that is missing, untranslated, fuzzy or with other placeholders, or that
          two rooms translate differently
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "src" / "socle"
LANGUAGES = ["fr", "nl", "de"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Lines of a .po file that tell nothing: dates of a run, names nobody filled in.
NO_NEWS = re.compile(
    r'"(POT-Creation-Date|PO-Revision-Date|Project-Id-Version|Report-Msgid-Bugs-To|Last-Translator'
    r'|Language-Team):[^"]*"\n'
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def rooms():
    return sorted(path.parent for path in ROOMS.glob("*/__init__.py"))


def strings_of(room):
    """Every string of a room, as a Babel catalog without translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        parts = path.relative_to(room).parts
        if {"tests", "migrations", "static", "locale"} & set(parts):
            continue
        text, method = path.read_text(), "python"
        if path.suffix != ".py":
            text, method = templatize(text, origin=str(path)), "javascript"
        source = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract(method, source, keywords=KEYWORDS):
            place = str(path.relative_to(ROOMS))
            catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def po_path(room, language):
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path, language):
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract_all():
    for room in rooms():
        template = strings_of(room)
        if not len(template):
            continue
        for language in LANGUAGES:
            path = po_path(room, language)
            catalog = read(path, language)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            catalog.header_comment = f"# {room.name} in {language}"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalog, width=100, sort_output=True, include_lineno=False,
                         omit_header=False)  # fmt: skip
            path.write_text(NO_NEWS.sub("", path.read_text()))


def compile_all():
    for path in ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        with compiled.open("wb") as file:
            write_mo(file, read(path, path.parts[-3]))


def placeholders(text):
    return sorted(name for match in PLACEHOLDER.findall(text) for name in match if name)


def forms(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def faults_of(room, language):
    template = strings_of(room)
    catalog = read(po_path(room, language), language)
    for message in template:
        if not message.id:
            continue
        name = forms(message.id)[0]
        known = catalog.get(name, context=message.context)
        if known is None or not all(forms(known.string)):
            yield f"{room.name} {language}: untranslated: {name[:80]!r}"
        elif known.fuzzy:
            yield f"{room.name} {language}: fuzzy: {name[:80]!r}"
        elif not {*placeholders(forms(known.string)[-1])} <= {
            *placeholders("".join(forms(message.id)))
        }:
            yield f"{room.name} {language}: other placeholders: {name[:80]!r}"
    for message in catalog:
        if message.id and template.get(forms(message.id)[0], context=message.context) is None:
            yield f"{room.name} {language}: no longer used: {forms(message.id)[0][:80]!r}"


def said_twice(language, among=None):
    """Strings that rooms translate differently: Django merges the catalogues, so one room wins."""
    said = {}
    for room in rooms() if among is None else among:
        for message in read(po_path(room, language), language):
            if message.id:
                key = (message.context or "", forms(message.id)[0])
                said.setdefault(key, {}).setdefault(tuple(forms(message.string)), room.name)
    for (_context, name), ways in sorted(said.items()):
        if len(ways) > 1:
            told = ", ".join(f"{way[0]!r} in {room}" for way, room in ways.items())
            yield f"{language}: {name[:80]!r} is translated in more than one way: {told}"


def faults():
    found = [
        fault for room in rooms() for language in LANGUAGES for fault in faults_of(room, language)
    ]
    return found + [fault for language in LANGUAGES for fault in said_twice(language)]


def main(command):
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if command == "extract":
        extract_all()
    elif command == "compile":
        compile_all()
    else:
        found = faults()
        print("\n".join(found[:60]))
        if found:
            print(f"{len(found)} strings to see to: make messages, then translate.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
