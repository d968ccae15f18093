"""The demands of the demo campaign: loaded in a few queries, and taken away again."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.demands.actions.demo.adaptations import Adaptations
from socle.demands.actions.demo.removing import remove_demo_demands
from socle.demands.actions.demo.shelf import Shelf
from socle.demands.actions.demo.suggestions import load_suggestions
from socle.demands.actions.demo.texts import load_local_demands, load_memorandums
from socle.demands.models import Demand, Evidence
from socle.demands.queries.manuscripts import CampaignFiles
from socle.demands.rules import ADAPTATIONS, DEMANDS
from socle.foundation.actions.search import rebuild
from socle.foundation.actions.stamps import touch
from socle.foundation.search.declarations import declared
from socle.library.models import Case

__all__ = [
    "load_demo_demands",
    "point_to_demo_cases",
    "remove_demo_demands",
    "show_demo_demands",
]


def load_demo_demands(*, files: CampaignFiles, now: datetime) -> int:
    """Load them unless they are there. How many demands were made."""
    if Demand.objects.filter(text__owner__is_example=True).exists():
        return 0
    with transaction.atomic():
        shelf = Shelf.of(files, now)
        load_memorandums(shelf, files.memorandums)
        load_local_demands(shelf, files.local)
        load_suggestions(shelf, files.suggestions)
        Adaptations(shelf).load(files.adaptations)
        record("demands.demo.loaded", now=now, target="demo:demands")
        show_demo_demands()
    return len(shelf.demands)


def point_to_demo_cases() -> None:
    """Where a demand says that it was done already and a case tells it, from the same source."""
    rows = Evidence.objects.filter(demand__text__owner__is_example=True, case=None)
    told = Case.objects.filter(text__owner__is_example=True)
    for case in told.filter(url__in=rows.values("url")):
        rows.filter(url=case.url).update(case=case)


def show_demo_demands() -> None:
    """Last: search and kept pages know what came, or went."""
    if "demands" in declared():
        rebuild(room="demands", afresh=False)
    touch([ADAPTATIONS, DEMANDS])
