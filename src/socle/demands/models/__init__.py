from socle.demands.models.adaptations import Adaptation
from socle.demands.models.demands import Demand, Offer, Provision, Source
from socle.demands.models.evidence import Evidence
from socle.demands.models.memorandums import Memorandum, MemorandumDemand, Release, ReleasedWords

__all__ = [
    "Adaptation",
    "Demand",
    "Evidence",
    "Memorandum",
    "MemorandumDemand",
    "Offer",
    "Provision",
    "Release",
    "ReleasedWords",
    "Source",
]
