"""Who may vote for what."""

from django.db.models import Q, QuerySet

from socle.territories.models import VotingRight
from socle.territories.queries.scopes import Scope


def votes_in(scope: Scope) -> QuerySet[VotingRight]:
    """The elections in which people in that part of the country may have a vote, nearest first."""
    rows = VotingRight.objects.filter(Q(area=None) | Q(area__in=scope.area_ids))
    return rows.select_related("level", "area__level").order_by("level__position", "position")
