"""What texts no longer need of visitors, and forget."""

from datetime import datetime, timedelta

from socle.texts.models import Suggestion
from socle.texts.rules import CONFIRM_WITHIN, FORGET_VISITOR_AFTER

State = Suggestion.State


def forget_suggestions(*, now: datetime) -> dict[str, int]:
    """Delete those never confirmed in time; forget who visitors were some time after the answer.

    Their words stay, with the name of who agreed to be named in the revision that came of them.
    How many.
    """
    old = Suggestion.objects.filter(
        state=State.UNCONFIRMED, made_at__lt=now - timedelta(days=CONFIRM_WITHIN)
    )
    answered = Suggestion.objects.filter(
        by=None, answered_at__lt=now - timedelta(days=FORGET_VISITOR_AFTER)
    ).exclude(name="", email="")
    return {"deleted": old.delete()[0], "forgotten": answered.update(name="", email="")}
