"""Who may vote for what."""

from django.db.models import Q, QuerySet

from socle.territories.models import Area, VotingRight
from socle.territories.queries.areas import reaches


def votes_for(area: Area) -> QuerySet[VotingRight]:
    """The elections in which people who live in the area may have a vote, nearest first."""
    rows = VotingRight.objects.filter(Q(area=None) | reaches(area, "area"))
    return rows.select_related("level", "area__level").order_by("level__position", "position")
