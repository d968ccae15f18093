"""Letting the search of the site find what has changed in this room."""

from django.db import transaction

from socle.foundation.actions.search import rebuild


def index_afterwards() -> None:
    """Once the transaction is through, which it must not hold up: the index has its own, short."""
    transaction.on_commit(index_what_changed, robust=True)


def index_what_changed() -> None:
    rebuild(room="territories", afresh=False)
