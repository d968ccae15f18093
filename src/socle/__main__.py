"""`python -m socle` is the `socle` command."""

from socle.config.cli import main

main()
