"""Taking the demands of the demo away, with all that people tried on them."""

from django.db.models import Q

from socle.demands.models import (
    Adaptation,
    Demand,
    Memorandum,
    MemorandumDemand,
    Offer,
    Provision,
    Release,
    Source,
)
from socle.groups.models import Group
from socle.texts.actions.loading import remove_pictures, remove_texts
from socle.texts.models import Text


def remove_demo_demands(*, everything: bool = False) -> None:
    """Those of invented groups, and what was made from them; ``everything``: those of other groups
    too. Show what is left afterwards."""
    groups = Group.objects.all() if everything else Group.objects.filter(is_example=True)
    examples = Text.objects.filter(owner__in=groups)
    demands = Demand.objects.filter(text__in=examples)
    taken = Adaptation.objects.filter(provision__demand__in=demands).values_list("text", flat=True)
    texts = with_all_below({*examples.values_list("pk", flat=True), *taken})
    Adaptation.objects.filter(text__in=texts).delete()
    memorandums = Memorandum.objects.filter(text__in=texts)
    Release.objects.filter(Q(memorandum__in=memorandums) | Q(words__demand__in=demands)).delete()
    MemorandumDemand.objects.filter(Q(memorandum__in=memorandums) | Q(demand__in=demands)).delete()
    Offer.objects.filter(demand__in=demands).delete()
    Source.objects.filter(demand__in=demands).delete()
    Provision.objects.filter(demand__in=demands).delete()
    demands.update(merged_into=None)
    demands.delete()
    memorandums.delete()
    owners = Text.objects.filter(pk__in=texts).values_list("owner", flat=True)
    remove_pictures([*owners, *groups.values_list("pk", flat=True)])
    remove_texts(texts)


def with_all_below(texts: set[int]) -> set[int]:
    """Keys of texts, and of those made from them, from these, and so on."""
    found = texts
    while found:
        rows = Text.objects.filter(adapted_from__text__in=found).exclude(pk__in=texts)
        found = set(rows.values_list("pk", flat=True))
        texts = texts | found
    return texts
