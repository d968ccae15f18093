"""The ``socle`` command: every Django command, and ours."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["ledger"] and sys.argv[2:3] != ["remove"]:
        # Whoever checks a file has no site: neither database nor settings are looked for.
        from socle.commitments.chain.command import run  # noqa: PLC0415 -- and nothing else

        sys.exit(run(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    from django.core.management import (  # noqa: PLC0415 -- after the settings are named
        execute_from_command_line,
    )

    execute_from_command_line(sys.argv)
