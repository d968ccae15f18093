"""What lists of the demo campaign were asked and answered: loaded in a few queries."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.commitments.actions.demo.answers import load_answers
from socle.commitments.actions.demo.asks import load_asks
from socle.commitments.actions.demo.invitations import load_invitations
from socle.commitments.actions.demo.removing import (
    LedgerHoldsMore,
    remove_demo_answers,
)
from socle.commitments.actions.demo.shelf import DemoAnswers, Shelf
from socle.commitments.models import Questionnaire
from socle.commitments.rules import ANSWERS, ASKS, PROMISES
from socle.foundation.actions.stamps import touch
from socle.foundation.actions.statistics import take_stock

__all__ = [
    "DemoAnswers",
    "LedgerHoldsMore",
    "load_demo_answers",
    "remove_demo_answers",
    "show_demo_answers",
]


def load_demo_answers(*, files: DemoAnswers, now: datetime) -> int:
    """Load them unless they are there; contests where somebody asks already are left as they are.
    How many answers came in. Nobody is written to."""
    votes = {row["election"] for row in files.questionnaires}
    # Nobody asks anything of a contest that was voted on: these are the demo's.
    past = Questionnaire.objects.filter(contest__election__slug__in=votes)
    if past.filter(contest__election__is_example=False).exists():
        return 0
    with transaction.atomic():
        shelf = Shelf.of(files, now)
        load_asks(shelf)
        load_invitations(shelf)
        count = load_answers(shelf)
        record("commitments.demo.loaded", now=now, target="demo:answers")
        take_stock()
        show_demo_answers()
    return count


def show_demo_answers() -> None:
    """Last: kept pages know what came, or went."""
    touch([ANSWERS, ASKS, PROMISES])
