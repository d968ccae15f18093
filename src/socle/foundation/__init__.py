"""What every room uses and no room owns: design, mail, jobs, search, tables, kept pages, slots.

Stands on: nothing. Its one law: no domain tables, only the outbox, the search index and the stamps.
"""
