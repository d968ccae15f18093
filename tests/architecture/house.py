"""Where the rooms are and which files they hold, for the tests of this folder."""

import ast
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "socle"
ASIDE = {"migrations", "tests", "locale", "static"}


def floors() -> dict[str, int]:
    """Each room and the floor it stands on, read from the import contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {
        room.strip(): floor
        for floor, rooms in enumerate(reversed(layers))
        for room in rooms.split("|")
    }


FLOORS = floors()


def inside(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def sources(pattern: str = "*.py") -> list[Path]:
    """The files of the rooms, without tests and migrations."""
    return [
        path
        for path in sorted(SOURCE.rglob(pattern))
        if not ASIDE & set(path.relative_to(SOURCE).parts)
    ]


def faults_by_file(paths: Iterable[Path], look: Callable[[Path], Iterable]) -> dict[str, list]:
    """What was found in each file or folder of the rooms in which anything was."""
    found = {inside(path): list(look(path)) for path in paths}
    assert found, "there was nothing to look at"
    return {path: faults for path, faults in found.items() if faults}


def functions() -> list[tuple[str, int]]:
    """Every function of the rooms and how many lines it has."""
    return [
        (f"{inside(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
