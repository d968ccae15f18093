"""Contests whose vote is over, as coordinators gather what was promised there."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from socle.commitments.models import Answer
from socle.elections.models import Candidacy, Contest


def voted_contests(day: date) -> QuerySet[Contest]:
    """Where something was answered in public, the latest vote first. ``knows_elected``: somebody
    said who was elected; ``promises``: how many are gathered."""
    answered = Answer.objects.public().filter(ask__questionnaire__contest=OuterRef("pk"))
    elected = Candidacy.objects.filter(contest=OuterRef("pk"), elected=True)
    rows = Contest.objects.filter(Exists(answered), election__day__lt=day)
    rows = rows.annotate(
        knows_elected=Exists(elected), promises=Count("follow_up__commitments", distinct=True)
    )
    rows = rows.select_related("election", "body", "area__level", "follow_up")
    return rows.order_by("-election__day", "body__position", "code")
