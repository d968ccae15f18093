"""What people of an area vote for, as the database says."""

from django.db.models import QuerySet

from socle.elections.models import Contest
from socle.territories.models import Area
from socle.territories.queries.areas import area_and_above
from socle.territories.queries.history import History, predecessors_of


def contests_lying_in(area: Area) -> QuerySet:
    """Keys of the contests whose voters live there: in the area, in those that became it, or in
    what it stands in."""
    keys = {above.pk for above in area_and_above(area.code)}
    keys |= {before.pk for before in predecessors_of(area, history=History.if_any(area))}
    through = Contest.areas.through.objects.filter(area__in=keys)
    return through.order_by().values("contest")
