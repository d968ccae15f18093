"""What `make` calls: sets up what a command needs, saying so as it goes, then runs the command."""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory

from for_tests import find_browser, postgres
from steps import (
    BIN,
    ROOT,
    CannotGoOn,
    call,
    check_folder,
    check_port,
    compile_messages,
    install_front_end,
    install_python_packages,
    npm_command,
    say,
)

PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}


def set_up(*groups):
    install_python_packages(*groups)
    install_front_end()
    compile_messages()


def install(options):
    """All that a server needs; it starts what it runs by itself."""
    set_up()
    say("Installed. docs/deploy.md says what comes next")


def run(options):
    check_port(options.port)
    set_up()
    base = os.environ.get("SOCLE_BASE_URL") or f"http://localhost:{options.port}"
    env = {"SOCLE_BASE_URL": base}
    say("Preparing the database, the facts of the country and the static files")
    with_demo = options.demo != "0"
    if with_demo:
        env["SOCLE_DEMO"] = "1"
    print(call([BIN / "socle", "prepare"], doing="preparing the site", env=env), end="")
    if with_demo:
        codes = [BIN / "socle", "demo", "--if-empty", "--codes"]
        print(call(codes, doing="loading the demo campaign (or make run DEMO=0)", env=env), end="")
    say(f"Ready: {base} (Ctrl-C to stop)")
    command = [str(BIN / "socle"), "serve", "--with-worker", "--port", str(options.port)]
    os.environ.update(env)
    os.execv(command[0], command)


def test(options):
    set_up("test")
    env = {**os.environ, **find_browser()}
    env.pop("DATABASE_URL", None)
    with TemporaryDirectory() as folder:
        failed = failures({**env, "LOOKED_AT": folder}, options)
    if failed:
        raise CannotGoOn(f"Tests failed on {' and '.join(failed)}: the lines above name them.")
    say("Every test passed, on SQLite and on PostgreSQL")


def failures(env, options):
    """The databases on which any test failed. One pass after another: two at once wait for each
    other's processor, and what axe saw on the first need not be looked at again on the second."""
    with postgres(forgetful=True) as address:
        # What asks no database anything is the same on both.
        there = ["--with-database-only", *options.arguments]
        done = {}
        for name, more, arguments in (
            ("SQLite", {}, options.arguments),
            ("PostgreSQL", {"DATABASE_URL": address}, there),
        ):
            say(f"Every test on {name}")
            done[name] = passes({**env, **more}, name, arguments)
    return [name for name, status in done.items() if status]


def passes(env, name, arguments):
    # Playwright has an event loop of its own in this process; no test writes from within it.
    more = {
        "SOCLE_DATA_DIR": str(ROOT / "var" / "test" / name.lower()),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    command = [str(BIN / "python"), "-m", "pytest", "-n", "2", "-q"]
    # Stories in a browser take longest and come last: who has none left takes some of the other's.
    command += ["--dist", "worksteal", "--durations=20", "--durations-min=2", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**env, **more}, check=False).returncode


CHECKS = [
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("types", ["mypy", "src"]),
    ("contracts between rooms", ["lint-imports"]),
    ("templates", ["djlint", "src", "--lint", "--quiet"]),
    ("missing migrations", ["socle", "makemigrations", "--check", "--dry-run"]),
    ("strings", ["python", "tools/messages.py", "check"]),
    ("lock files", ["python", "tools/bootstrap.py", "hosts"]),
]


def check(options):
    install_python_packages("check", "test")
    compile_messages()
    failed = []
    # One takes as long as all the others: they go on beside it.
    with ThreadPoolExecutor(2) as two:
        checked = [(name, two.submit(finished, command)) for name, command in CHECKS]
        for name, check in checked:
            say(f"Checking {name}")
            print(check.result().stdout, end="", flush=True)
            failed += [name] if check.result().returncode else []
    if failed:
        raise CannotGoOn(f"Not right yet: {', '.join(failed)}.")
    say("Everything checked")


def finished(command):
    env = {**os.environ, "SOCLE_DATA_DIR": str(ROOT / "var" / "check")}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def hosts(options):
    """Lock files name the public indexes and no other host; npm's names none at all."""
    python = (ROOT / "uv.lock").read_text()
    named = {address.split("/")[0] for address in python.split("https://")[1:]}
    others = sorted(named - PUBLIC_HOSTS)
    if others or "http://" in python or '"resolved"' in (ROOT / "package-lock.json").read_text():
        raise CannotGoOn(f"A lock file names another host than the public indexes. {others}")


def bench(options):
    set_up("test")
    command = [str(BIN / "python"), "-m", "bench", *options.arguments]
    with postgres() as address:
        env = {**os.environ, "BENCH_POSTGRES": address}
        raise SystemExit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


def shots(options):
    set_up("test")
    env = {**os.environ, **find_browser()}
    site = ["--site", f"http://localhost:{options.port}"]
    command = [str(BIN / "python"), "tools/shots.py", *site, *options.arguments]
    raise SystemExit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


def messages(options):
    install_python_packages("check", "test")
    call([BIN / "python", "tools/messages.py", "extract"], doing="gathering strings")


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


COMMANDS = {f.__name__: f for f in (run, install, test, check, bench, shots, messages, lock, hosts)}


def main():
    # Some machines tell Python to keep nothing of what it compiles; a site is many processes, and
    # each would then compile all of its packages again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
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
