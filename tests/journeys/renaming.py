"""A program of its own that changes a commune's name, by the same act as an import.

It says when it is ready. For each line it reads, a number, it lets Namur have that many marks after
its name, and answers with the number and the moment at which the change was whole.
"""

import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402 -- once Django is set up

from socle.foundation.tables import Report  # noqa: E402
from socle.territories.actions.imports import AreaLine, import_areas  # noqa: E402

NAMUR = "92094"

sys.stdout.write("ready\n")
sys.stdout.flush()
for line in sys.stdin:
    number = int(line)
    # Signs that leave the address of the page as it is.
    fields = {"name_fr": "Namur" + "!" * number}
    import_areas(
        [AreaLine(2, NAMUR, "", None, fields)],
        report=Report(),
        source="journey",
        now=timezone.now(),
    )
    sys.stdout.write(f"{number} {time.monotonic()}\n")
    sys.stdout.flush()
