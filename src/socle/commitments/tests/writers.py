"""So many processes that add to the ledger at once: ``python -m socle.commitments.tests.writers``.

Each adds seven lines in a transaction, several times; the database is that of ``DATABASE_URL``.
"""

import os
import sys

import django

PROCESSES = 20


def main(rounds: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    django.setup()
    # All wait until the last one is there, and go.
    go, ready = os.pipe()
    children = [child for each in range(PROCESSES) if (child := start(each, rounds, go, ready))]
    os.close(ready)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    return sum(status != 0 for status in statuses)


def start(name: int, rounds: int, go: int, ready: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(ready)
    # Ends once no process can write any more: when all have started.
    os.read(go, 1)
    status = 1
    try:
        from socle.commitments.tests.writing import write  # noqa: PLC0415 -- Django is set up

        write(name, rounds)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
