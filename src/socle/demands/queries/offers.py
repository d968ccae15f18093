"""Demands that groups offer upward."""

from django.db.models import QuerySet

from socle.demands.models import Demand, Memorandum, Offer
from socle.groups.models import Group


def offers() -> QuerySet[Offer]:
    """Those that wait first, the longest-waiting first; then the last answered."""
    return Offer.objects.select_related(
        "demand__text__owner", "demand__born_in", "made_by", "answered_by"
    )


def waiting_offers() -> QuerySet[Offer]:
    return offers().filter(state=Offer.State.WAITING).order_by("made_at", "pk")


def answered_offers() -> QuerySet[Offer]:
    answered = [Offer.State.TAKEN, Offer.State.DECLINED]
    return offers().filter(state__in=answered).order_by("-answered_at", "-pk")


def waiting_offer(demand: Demand) -> Offer | None:
    return demand.offers.filter(state=Offer.State.WAITING).first()


def may_be_offered(demand: Demand) -> bool:
    """A group's own, published, standing, in no memorandum yet, offered by nobody now."""
    return (
        demand.withdrawn_at is None
        and demand.text.owner.kind != Group.Kind.COALITION
        and demand.text.owner.public_since is not None
        and demand.text.revisions.exists()
        and not demand.memorandums.exists()
        and waiting_offer(demand) is None
    )


def memorandums_to_write() -> QuerySet[Memorandum]:
    """Those that stand, the latest first."""
    rows = Memorandum.objects.filter(withdrawn_at=None, text__owner__archived_at=None)
    return rows.select_related("text__owner").order_by("-pk")
