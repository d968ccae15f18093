"""The shape of the house: same names inside, short files, and only actions write."""

import ast
import re
from statistics import median

import pytest

from tests.architecture.house import ROOT, SOURCE, functions, inside, sources

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
RELATIONS = {"parents", "children", "groups", "user_permissions"}
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
    "accounts": {"journal.py", "verbs.py"},  # the closed list every room writes to
    "territories": {"addresses.py"},  # words of its addresses in four languages
    "web": {
        "urls_plain.py",  # addresses that have no language: API, robots, health
        "context.py",  # what every page shows around its content
        "drawing.py",  # maps and QR codes
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


def is_write(call: ast.Attribute) -> bool:
    chain = called_on(call)
    if chain & NOT_ROWS:
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
    return [f"{f.lineno} .{f.attr}()" for node, f in calls if is_write(f) or is_update(node, f)]


@pytest.mark.parametrize("path", sources(), ids=inside)
def test_only_actions_write(path):
    if path.name in MAY_WRITE or MAY_WRITE_IN & set(path.relative_to(SOURCE).parts):
        return
    assert writes_in(path.read_text()) == []


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
    ],
)
def test_the_test_above_sees_what_writes(source, found):
    assert writes_in(source) == found


def rooms_with_a_common_shape():
    return [path for path in sorted(SOURCE.iterdir()) if path.name not in {"foundation", "config"}]


@pytest.mark.parametrize(
    "room", [path for path in rooms_with_a_common_shape() if path.is_dir()], ids=lambda p: p.name
)
def test_every_room_has_the_same_names_inside(room):
    if room.name == "__pycache__":
        return
    folders = {name.removesuffix(".py") for name in ROOM_FILES}
    allowed = ROOM_FILES | BESIDES.get(room.name, set()) | folders
    allowed |= {"templates", "static", "locale", "migrations", "tests", "management", "__pycache__"}
    assert {path.name for path in room.iterdir()} - allowed == set()


def every_file():
    """Of the rooms, of the tools and of the benchmarks."""
    return [*sources(), *sorted(ROOT.glob("tools/*.py")), *sorted(ROOT.glob("bench/*.py"))]


@pytest.mark.parametrize("path", every_file(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_half_the_files_have_eighty_lines_or_fewer():
    assert median(len(path.read_text().splitlines()) for path in sources()) <= 80


@pytest.mark.parametrize("path", sources("*.html"), ids=inside)
def test_templates_stay_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE


def test_functions_stay_short():
    lengths = sorted(lines for _name, lines in functions())
    too_long = [name for name, lines in functions() if lines > LONGEST_FUNCTION]
    assert too_long == []
    assert median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25


INLINE = re.compile(r"""\sstyle=|\son\w+=["']|hx-on|<style|javascript:|<script(?![^>]*\bsrc=)""")


@pytest.mark.parametrize("path", sources("*.html"), ids=inside)
def test_no_inline_script_or_style_since_the_policy_forbids_them(path):
    if "mail" in path.parts:
        return
    assert INLINE.findall(path.read_text()) == []
