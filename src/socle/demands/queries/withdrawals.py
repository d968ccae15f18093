"""What came of a demand that was withdrawn, and into which one it may merge."""

from django.db.models import QuerySet

from socle.demands.models import Adaptation, Demand, Provision, Release


def nothing_came_of(demand: Demand) -> bool:
    """No release, act of a group or later merge since it was withdrawn; three queries at most."""
    since = demand.withdrawn_at
    if since is None or (demand.merged_into and demand.merged_into.withdrawn_at is not None):
        return False
    released = Release.objects.filter(memorandum__places__demand=demand, at__gt=since)
    acted = Adaptation.objects.filter(provision__demand=demand, updated_at__gt=since)
    return not released.exists() and not acted.exists()


def groups_that_took(demand: Demand) -> int:
    """How many living groups have a wording of something it asks, prepared or adopted."""
    return owners_of(Adaptation.objects.filter(provision__demand=demand))


def groups_that_took_provision(provision: Provision) -> int:
    return owners_of(provision.adaptations.all())


def owners_of(taken: QuerySet[Adaptation]) -> int:
    rows = taken.exclude(status=Adaptation.Status.WITHDRAWN).filter(text__owner__archived_at=None)
    return rows.values("text__owner").distinct().count()


def others_to_merge_into(demand: Demand) -> QuerySet[Demand]:
    """Published demands that stand in a memorandum, or whose group is the same."""
    rows = Demand.objects.standing().filter(text__revisions__isnull=False)
    placed = rows.filter(memorandums__isnull=False) | rows.filter(text__owner=demand.text.owner)
    return placed.exclude(pk=demand.pk).select_related("text").distinct().order_by("pk")
