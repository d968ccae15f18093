"""How fast and how light the site is, in one table: `make bench`. See docs/bench.md.

Nothing here is a test: figures depend on the machine, and no run fails because of them.
"""
