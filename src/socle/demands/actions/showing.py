"""Letting search and kept pages show what was published: called by ``publish``."""

from socle.demands.actions.adopting import note_rewording
from socle.demands.actions.finding import find_adaptations, find_demands, find_memorandum
from socle.demands.models import Adaptation, Demand, Memorandum
from socle.demands.rules import ADAPTATIONS, DEMANDS
from socle.foundation.actions.stamps import touch
from socle.texts.models import Revision


def show_memorandum(revision: Revision) -> None:
    for memorandum in Memorandum.objects.filter(text=revision.text_id).select_related("text"):
        find_memorandum(memorandum)
    touch([DEMANDS])


def show_demand(revision: Revision) -> None:
    find_demands(Demand.objects.filter(text=revision.text_id))
    touch([DEMANDS])


def show_provision(revision: Revision) -> None:
    find_demands(Demand.objects.filter(provisions__text=revision.text_id))
    touch([DEMANDS])


def show_adaptation(revision: Revision) -> None:
    adaptation = Adaptation.objects.filter(text=revision.text_id).select_related("text__base")
    for each in adaptation:
        note_rewording(each)
    find_adaptations(adaptation)
    touch([ADAPTATIONS])
