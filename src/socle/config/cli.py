"""The ``socle`` command: every Django command, and ours."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.config.settings")
    from django.core.management import (  # noqa: PLC0415 -- after the settings are named
        execute_from_command_line,
    )

    execute_from_command_line(sys.argv)
