"""What is said of promises, and what stands."""

from datetime import datetime

from django.db.models import QuerySet

from socle.commitments.models import Commitment, Statement, Status


def last_statement(commitment: Commitment) -> Statement | None:
    """The last one made, shown or not: who adds one has read it."""
    rows = Statement.objects.filter(commitment=commitment, dropped_at=None)
    return rows.order_by("-pk").first()


def standing_status(commitment: Commitment) -> tuple[str, datetime]:
    """By the last day on which anything was observed, of what stands; without any, no information
    since the promises were published, or made."""
    rows = Statement.objects.standing().filter(commitment=commitment)
    last = rows.order_by("-observed_on", "-pk").first()
    if last is not None and last.published_at is not None:
        return last.status, last.published_at
    return Status.NO_INFORMATION, commitment.follow_up.published_at or commitment.made_at


def corrections_shown() -> QuerySet[Statement]:
    """Statements that take the place of another, the latest first."""
    rows = Statement.objects.public().exclude(corrects=None)
    rows = rows.select_related(
        "corrects",
        "group",
        "commitment__holder__list",
        "commitment__holder__person",
        "commitment__answer__ask",
        "commitment__follow_up__contest__area__level",
        "commitment__follow_up__contest__body",
    )
    return rows.prefetch_related("commitment__answer__ask__words").order_by("-published_at", "-pk")
