"""Taking away what lists of the demo were asked and answered, with all that people tried on it.

The database refuses to forget what was asked, or any line of the ledger. Where the ledger holds
nothing but what invented lists said, it is an example like the rest of the demo: it goes whole, and
begins anew. A ledger that holds anything else is left as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from socle.commitments.models import Answer, Commitment, LedgerFollow, LedgerLine
from socle.commitments.rules import LEDGER
from socle.foundation.actions.stamps import touch

# Those of which the database refuses to remove rows.
KEPT = ("commitments_ledgerline", "commitments_ask", "commitments_askwords")


class LedgerHoldsMore(Exception):
    """``count``: lines of the ledger that are about anything else than invented lists."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(str(count))


def remove_demo_answers(*, everything: bool = False) -> None:
    """All that is asked on a site whose groups are those of the demo; ``everything``: on one where
    all may go. Show what is left afterwards. Raises LedgerHoldsMore."""
    with transaction.atomic():
        more = 0 if everything else lines_beside_demo()
        if more:
            raise LedgerHoldsMore(more)
        LedgerFollow.objects.update(told_seq=0, told_at=None)
        with kept_tables_open():
            for model in apps.get_app_config("commitments").get_models(include_auto_created=True):
                if model is not LedgerFollow:
                    # No cascade and no protection to walk through: the whole room is emptied.
                    rows = model._base_manager.all()
                    rows._raw_delete(rows.db)
        touch([LEDGER])


def lines_beside_demo() -> int:
    invented = Q(list__is_example=True) | Q(list__contest__election__is_example=True)
    subject = Concat(Value("answer:"), Cast("pk", CharField()))
    answers = Answer.objects.filter(invented).annotate(subject=subject)
    subject = Concat(Value("commitment:"), Cast("pk", CharField()))
    promises = Commitment.objects.filter(holder__list__is_example=True).annotate(subject=subject)
    rows = LedgerLine.objects.exclude(Exists(answers.filter(subject=OuterRef("subject"))))
    return rows.exclude(Exists(promises.filter(subject=OuterRef("subject")))).count()


@contextmanager
def kept_tables_open() -> Iterator[None]:
    """The triggers that keep these tables are off until the end, in this transaction alone."""
    opened = open_on_postgresql if connection.vendor == "postgresql" else open_on_sqlite
    with opened():
        yield


@contextmanager
def open_on_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        # What waits to be checked at the end of the transaction stands in the way.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in KEPT:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in KEPT:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def open_on_sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND tbl_name IN (%s, %s, %s)",
            KEPT,
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
