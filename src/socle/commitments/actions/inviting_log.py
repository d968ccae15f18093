"""What organisers did or heard by other ways than our messages: calls, letters, refusals."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import Approach, Questionnaire
from socle.commitments.rules import ASKS
from socle.elections.models import Candidacy, ElectoralList
from socle.foundation.actions.stamps import touch

# Those that a person writes; the program writes the others.
BY_HAND = (
    Approach.Kind.CALLED,
    Approach.Kind.WROTE,
    Approach.Kind.BOUNCED,
    Approach.Kind.REFUSED,
    Approach.Kind.WILLING,
    Approach.Kind.UNREACHABLE,
)


class LeadsToSomebody(Exception):
    """The log is public: it holds no address and no telephone number. ``found``: those there."""

    def __init__(self, found: list[str]) -> None:
        self.found = found
        super().__init__(", ".join(found))


class NotByHand(Exception):
    """The program alone writes such a line."""


def note_approach(
    *,
    questionnaire: Questionnaire,
    row: ElectoralList,
    kind: str,
    words: str,
    at: datetime,
    by: User,
    now: datetime,
    candidacy: Candidacy | None = None,
) -> Approach:
    """A line that anyone reads, and nobody changes. Of a candidate who does not head the list the
    public log tells that it was done, neither towards whom nor the words. Pressed twice, it stands
    once. Raises NotByHand, LeadsToSomebody."""
    if kind not in BY_HAND:
        raise NotByHand
    if found := traces_in(words):
        raise LeadsToSomebody(found)
    said = {
        "questionnaire": questionnaire,
        "list": row,
        "candidacy": candidacy,
        "kind": kind,
        "words": words.strip()[:500],
        "by": by,
    }
    with transaction.atomic():
        hold_questionnaire(questionnaire.contest, now)
        day = timezone.localdate(min(at, now))
        if (there := Approach.objects.filter(at__date=day, **said).first()) is not None:
            return there
        line = Approach.objects.create(at=min(at, now), **said)
        record("commitments.approach.noted", now=now, by=by, target=line)
        touch([ASKS])
    return line
