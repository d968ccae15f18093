"""All or nothing: the two frames an import writes in."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import transaction

from socle.foundation.tables.faults import RowRefused
from socle.foundation.tables.report import Report


@contextmanager
def one_act(report: Report) -> Iterator[None]:
    """One transaction for the whole import, taken back unless ``report.kept`` at its end."""
    with transaction.atomic():
        yield
        if not report.kept:
            transaction.set_rollback(True)


@contextmanager
def row_act(report: Report, row: int, name: str = "", *, savepoint: bool = True) -> Iterator[None]:
    """What is written for one row: whole, or not at all when it raises ``RowRefused``.

    ``savepoint`` may be False, and saves two queries a row, where all is checked before the
    first write.
    """
    try:
        with transaction.atomic() if savepoint else nullcontext():
            yield
    except RowRefused as refusal:
        report.refuse(row, refusal.reason, refusal.column, name)
