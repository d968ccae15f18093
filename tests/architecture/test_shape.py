"""The shape of the house, checked."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "socle"
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
}
MAY_WRITE = {"models.py", "actions.py", "transfer.py", "journal.py"}
LONGEST_FILE = 400


def sources():
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"migrations", "tests"} & set(path.relative_to(SOURCE).parts)
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_actions_write(path):
    if path.name in MAY_WRITE or "actions" in path.parts or "models" in path.parts:
        return
    calls = (
        node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    )
    writes = [
        f"{path.name}:{f.lineno} .{f.attr}()"
        for f in calls
        if isinstance(f, ast.Attribute) and f.attr in WRITES
    ]
    assert writes == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_stay_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
