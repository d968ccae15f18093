"""How long a list has to answer that became known once the others were invited."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from socle.commitments.models import Questionnaire
from socle.commitments.queries.links import vote_begins_in


@dataclass(frozen=True, slots=True)
class LateDays:
    """``ends``: its last moment to answer. ``moves_all``: so does the deadline of everyone, which
    is to come; else these days are its own, since what was sealed is read by then."""

    ends: datetime
    moves_all: bool


def late_days(questionnaire: Questionnaire, now: datetime) -> LateDays | None:
    """As many days as lists were given when the first were invited, never past the eve of the vote;
    None before lists are invited, and once no day is left."""
    opened, deadline = questionnaire.opened_at, questionnaire.deadline
    eve = vote_begins_in(questionnaire.contest) - timedelta(minutes=1)
    if opened is None or deadline is None or now >= eve:
        return None
    ends = min(now + ((questionnaire.first_deadline or deadline) - opened), eve)
    if now < deadline:
        return LateDays(max(ends, deadline), ends > deadline)
    return LateDays(ends, False)
