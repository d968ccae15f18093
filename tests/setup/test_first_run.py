"""A stranger types `make run`: what stands in the way is told in one line that says what to do."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("tools/bootstrap.py", "tools/steps.py", "tools/for_tests.py")


@pytest.fixture
def clone(tmp_path):
    """A folder with what the set-up reads, and nothing installed."""
    (tmp_path / "tools").mkdir()
    for name in ("Makefile", "pyproject.toml", "uv.lock", *TOOLS):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def run(folder, *arguments, **env):
    command = [sys.executable, "tools/bootstrap.py", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_taken_port(clone):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run(clone, "run", "--port", str(port))

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Port {port} is taken. Stop the other program, or choose another port: "
        f"make run PORT={port + 1}."
    )
    assert not (clone / ".venv").exists()


def test_a_folder_that_cannot_be_written(clone):
    (clone / "var").write_text("in the way")
    result = run(clone, "run", "--port", "0")

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Cannot write in {clone}. Give yourself the right to write there, "
        "or clone Socle into a folder of your own."
    )


NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
}
NO_NETWORK = (
    "No network while installing uv. Socle downloads its packages once: "
    "connect this machine, then run the same command again."
)


def test_no_network(clone):
    result = run(clone, "run", "--port", "0", **NOWHERE)

    assert (result.returncode, result.stderr.strip()) == (1, NO_NETWORK)


def test_the_image_is_built_by_the_same_set_up(clone):
    """What the Dockerfile types gets as far as the packages."""
    typed = re.search(r"^ && python (tools/.*) \\$", (ROOT / "deploy/Dockerfile").read_text(), re.M)
    command = [sys.executable, *typed[1].split()]
    result = subprocess.run(
        command, cwd=clone, env=os.environ | NOWHERE, capture_output=True, text=True, check=False
    )

    assert (result.returncode, result.stderr.strip()) == (1, NO_NETWORK)


def test_no_python_that_is_new_enough(clone, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = subprocess.run(
        [shutil.which("make"), "run", f"SHELL={shutil.which('sh')}"],
        cwd=clone,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 2
    assert result.stdout.splitlines()[0] == (
        "Socle needs Python 3.11 or newer. Install it (python.org, or your package manager), "
        "then run make again."
    )


def test_help_names_every_command():
    answer = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    named = [line.split()[1] for line in answer.splitlines()]
    assert named == [
        *["help", "run", "install", "test", "check", "bench", "shots", "messages", "lock"],
        "clean",
    ]
