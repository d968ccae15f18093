"""One button pressed by several at once: ``python -m socle.texts.tests.presses ACT KEY USER``.

Writes what each was told, and what there is afterwards, as JSON; the database is that of
``DATABASE_URL``.
"""

import json
import os
import sys

import django

PRESSES = 6


def main(act: str, key: int, user: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    django.setup()
    # All wait until the last one is there, and go.
    go, ready = os.pipe()
    told, tell = os.pipe()
    children = [child for _ in range(PRESSES) if (child := start(act, key, user, go, ready, tell))]
    os.close(ready)
    os.close(tell)
    for child in children:
        os.waitpid(child, 0)
    with os.fdopen(told) as lines:
        outcomes = sorted(lines.read().split())
    from socle.texts.tests.pressing import what_there_is  # noqa: PLC0415 -- Django is set up

    sys.stdout.write(json.dumps({"told": outcomes} | what_there_is()))


def start(act: str, key: int, user: int, go: int, ready: int, tell: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(ready)
    # Ends once no process can write any more: when all have started.
    os.read(go, 1)
    try:
        from socle.texts.tests.pressing import press  # noqa: PLC0415 -- Django is set up

        os.write(tell, f"{press(act, key, user)}\n".encode())
    finally:
        # Nothing else is written there: the test shows it.
        if any(wrong := sys.exc_info()):
            sys.excepthook(*wrong)
            sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
