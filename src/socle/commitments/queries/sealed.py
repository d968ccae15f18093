"""Answers between their deadline and their publication: what waits, what is read, what is ready."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from socle.accounts.models import User
from socle.commitments.models import Answer, Questionnaire
from socle.groups.models import Group
from socle.groups.queries.declarations import stepping_aside
from socle.groups.queries.people import organisers_of_all

# How long moderators have; then words come out unread, so that no silence of theirs keeps them in.
READING = timedelta(hours=24)


def waiting_in(questionnaire: Questionnaire) -> QuerySet[Answer]:
    """The last word of each, not published yet."""
    rows = Answer.objects.current().filter(ask__questionnaire=questionnaire, published_at=None)
    return rows.order_by("pk")


def is_read(answer: Answer) -> bool:
    """A stance alone holds nothing to read."""
    return answer.read_at is not None or not (answer.words or answer.condition)


def unread_in(questionnaire: Questionnaire) -> list[Answer]:
    return in_order(waiting_in(questionnaire).filter(read_at=None))


def let_through_in(questionnaire: Questionnaire) -> list[Answer]:
    """Read, and not out yet: who let one through by mistake takes that back."""
    return in_order(waiting_in(questionnaire).exclude(read_at=None).filter(held_at=None))


def in_order(rows: QuerySet[Answer]) -> list[Answer]:
    """Those with words, in the order of the asks, then of the ballot."""
    rows = rows.exclude(words="", condition="")
    rows = rows.select_related("ask", "list", "candidacy__person")
    return list(rows.order_by("ask__position", "ask_id", "list__number", "list_id", "pk"))


def due_questionnaires(now: datetime) -> list[int]:
    """Those past their deadline of which something is not published, by key."""
    waits = Answer.objects.current().filter(ask__questionnaire=OuterRef("pk"), published_at=None)
    rows = Questionnaire.objects.filter(opened_at__isnull=False, deadline__lte=now)
    rows = rows.filter(Q(published_at=None) | Exists(waits))
    return list(rows.order_by("deadline", "pk").values_list("pk", flat=True))


def ready_among(
    questionnaire: Questionnaire, waiting: Sequence[Answer], now: datetime
) -> list[Answer] | None:
    """What is published now; None while those that came in time still wait for one another. What a
    second person confirmed late waits for moderators as what comes late does."""
    deadline = questionnaire.deadline
    if deadline is None or now < deadline:
        return None

    def is_ready(answer: Answer) -> bool:
        return is_read(answer) or now >= max(deadline, came(answer)) + READING

    in_time = [answer for answer in waiting if came(answer) <= deadline]
    if questionnaire.published_at is None and not all(map(is_ready, in_time)):
        return None
    return [answer for answer in waiting if is_ready(answer)]


def came(answer: Answer) -> datetime:
    """Nobody's last word, and nothing to read, before it was confirmed."""
    return answer.confirmed_at or answer.received_at


def readers_of(questionnaire: Questionnaire, now: datetime) -> list[User]:
    """Who is told that words wait: organisers of the groups that ask and of the coalition, but
    for those who stand in that contest."""
    asking = questionnaire.asks.standing().values("asked_by")
    groups = Group.objects.filter(Q(pk__in=asking) | Q(kind=Group.Kind.COALITION), archived_at=None)
    day = timezone.localdate(now)
    people = list(organisers_of_all(groups, day))
    contest = questionnaire.contest
    aside = stepping_aside(
        [person.pk for person in people], area=contest.area, body=contest.body, day=day
    )
    return [person for person in people if person.pk not in aside]
