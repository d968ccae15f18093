"""Letting the search find what anyone may read, and nothing else; in the transaction of the act."""

from collections.abc import Iterable

from django.db.models import QuerySet

from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.rules import public_demands
from socle.demands.search import (
    adaptation_documents,
    demand_documents,
    key_of,
    memorandum_documents,
)
from socle.foundation.actions.search import index, remove
from socle.groups.models import Group


def find_memorandum(memorandum: Memorandum) -> None:
    is_public = Memorandum.objects.public().filter(pk=memorandum.pk).exists()
    if is_public:
        index(memorandum_documents([memorandum]))
    else:
        remove([key_of(memorandum)])


def find_demands(demands: Iterable[Demand]) -> None:
    """As they may be read now. Local wordings stand for themselves: no words of a demand are in
    what is found of them, so that publishing some is no reason to look at each."""
    rows = list(demands)
    known = Demand.objects.filter(pk__in=[row.pk for row in rows]).select_related("text")
    shown = list(known.standing().filter(public_demands()))
    index(demand_documents(shown))
    remove(key_of(row) for row in rows if row not in shown)


def find_adaptations(rows: QuerySet[Adaptation]) -> None:
    keys = list(rows.values_list("pk", flat=True))
    found = Adaptation.objects.filter(pk__in=keys)
    shown = list(found.adopted().select_related("text__owner", "area"))
    index(adaptation_documents(shown))
    kept = {row.pk for row in shown}
    remove(key_of(Adaptation(pk=key)) for key in keys if key not in kept)


def find_wordings_of(groups: Iterable[Group]) -> None:
    """Those of a group that ended are found no more; those of others under the name it has now."""
    owners = [group.pk for group in groups]
    find_adaptations(Adaptation.objects.filter(text__owner__in=owners))
