"""The shape of the house: same names inside, short files, and only actions write."""

import ast
import re
from statistics import median

import pytest

from tests.architecture.house import FLOORS, ROOT, SOURCE, faults_by_file, functions, sources

WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
    "acreate",
    "asave",
    "adelete",
    "executemany",
}
# These are also methods of dicts, sets and digests; what tells rows apart is how they are called.
ON_ROWS = {"update", "aupdate"}
ON_RELATIONS = {"set", "add", "remove", "clear"}
ROWS = {"objects", "filter", "exclude", "all", "order_by", "select_for_update", "at"}
RELATIONS = {"parents", "children", "groups", "user_permissions", "topics", "carried_by"}
MAY_WRITE = {"models.py", "actions.py", "journal.py"}
MAY_WRITE_IN = {"actions", "models"}
# Cache entries and files are not rows.
NOT_ROWS = {"shared", "cache", "storage"}
ROOM_FILES = {
    "__init__.py",
    "apps.py",
    "models.py",
    "rules.py",
    "queries.py",
    "actions.py",
    "forms.py",
    "views.py",
    "urls.py",
    "jobs.py",
    "mail.py",
    "api.py",
    "transfer.py",
    "admin.py",
    "slots.py",
    "search.py",
    "translation.py",
    "templatetags",
}
# What a room has besides, each with its reason.
BESIDES = {
    "accounts": {
        "adapter.py",  # how django-allauth does things here
        "sessions.py",  # who is signed in where
        "context.py",  # what every page says of who looks at it
        "journal.py",  # the closed list every room writes to
        "verbs.py",
        "purposes.py",  # the closed list of what one may consent to
        "personal.py",  # which tables hold what of whom, and for how long
        "following.py",  # what can be followed, as the rooms above say
    },
    "groups": {"charter"},  # its words by release and language, until they live in texts
    "texts": {"kinds.py"},  # what a text can be, as rooms above say
    "demands": {"kinds.py"},  # what the texts of this room are
    "library": {"kinds.py"},
    "commitments": {
        "chain",  # what a line of the ledger is, for who has neither Django nor database
        "kinds",  # the closed list of what a line may say
    },
    "territories": {"addresses.py"},  # words of its addresses in four languages
    "web": {
        "urls_plain.py",  # addresses that have no language: API, robots, health
        "context.py",  # what every page shows around its content
        "drawing.py",  # maps and QR codes
        "parts.py",  # the sections that many pages share
        "printing",  # documents to keep, as PDF
        "checks.py",  # what is wrong with how a campaign is set up
    },
}
LONGEST_FILE = 400
LONGEST_TEMPLATE = 100
LONGEST_FUNCTION = 50


def called_on(call: ast.Attribute) -> set[str]:
    """Every name in the chain a method is called on: ``A.objects.filter().update`` has three."""
    return {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(call.value)
        if isinstance(node, ast.Attribute | ast.Name)
    }


def is_write(node: ast.Call, call: ast.Attribute) -> bool:
    """A picture is saved into something, a row into its table."""
    chain = called_on(call)
    if chain & NOT_ROWS or (call.attr == "save" and node.args):
        return False
    if call.attr in ON_RELATIONS:
        return bool(chain & RELATIONS)
    return call.attr in WRITES


def is_update(node: ast.Call, call: ast.Attribute) -> bool:
    """Rows are updated by keyword; a dict or a digest is given one thing without a name."""
    if call.attr not in ON_ROWS:
        return False
    return bool(called_on(call) & ROWS) or (bool(node.keywords) and not node.args)


def writes_in(source: str) -> list[str]:
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    calls = [(node, node.func) for node in nodes if isinstance(node.func, ast.Attribute)]
    return [
        f"{f.lineno} .{f.attr}()" for node, f in calls if is_write(node, f) or is_update(node, f)
    ]


def may_write(path):
    return path.name in MAY_WRITE or MAY_WRITE_IN & set(path.relative_to(SOURCE).parts)


def test_only_actions_write():
    others = [path for path in sources() if not may_write(path)]
    assert faults_by_file(others, lambda path: writes_in(path.read_text())) == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("User.objects.filter(pk=1).update(name='x')", ["1 .update()"]),
        ("rows.all().update(a=1)", ["1 .update()"]),
        ("given_up.update(attempts=0)", ["1 .update()"]),
        ("area.parents.set(above)", ["1 .set()"]),
        ("cursor.executemany(sql, rows)", ["1 .executemany()"]),
        ("user.save()", ["1 .save()"]),
        ("names.update({'a': 1})", []),
        ("shared.delete(key)", []),
        ("picture.save(file, 'WEBP')", []),
    ],
)
def test_the_test_above_sees_what_writes(source, found):
    assert writes_in(source) == found


def unlike_other_rooms(room):
    folders = {name.removesuffix(".py") for name in ROOM_FILES}
    allowed = ROOM_FILES | BESIDES.get(room.name, set()) | folders
    allowed |= {"templates", "static", "locale", "migrations", "tests", "management", "__pycache__"}
    return {path.name for path in room.iterdir()} - allowed


def test_every_room_has_the_same_names_inside():
    rooms = [SOURCE / room for room in FLOORS if room not in {"foundation", "config"}]
    assert faults_by_file(rooms, unlike_other_rooms) == {}


def every_file():
    """Of the rooms, of the tools and of the benchmarks."""
    return [*sources(), *sorted(ROOT.glob("tools/*.py")), *sorted(ROOT.glob("bench/*.py"))]


def lines_in(path):
    return len(path.read_text().splitlines())


def test_files_stay_short():
    assert [path for path in every_file() if lines_in(path) > LONGEST_FILE] == []


def test_half_the_files_have_eighty_lines_or_fewer():
    assert median(lines_in(path) for path in sources()) <= 80


def test_templates_stay_short():
    assert [path for path in sources("*.html") if lines_in(path) > LONGEST_TEMPLATE] == []


def test_functions_stay_short():
    lengths = sorted(lines for _name, lines in functions())
    too_long = [name for name, lines in functions() if lines > LONGEST_FUNCTION]
    assert too_long == []
    assert median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


INLINE = re.compile(r"""\sstyle=|\son\w+=["']|hx-on|<style|javascript:|<script(?![^>]*\bsrc=)""")


def test_no_inline_script_or_style_since_the_policy_forbids_them():
    pages = [path for path in sources("*.html") if "mail" not in path.parts]
    assert faults_by_file(pages, lambda path: INLINE.findall(path.read_text())) == {}
