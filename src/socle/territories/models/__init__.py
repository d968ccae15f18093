from socle.territories.models.areas import (
    Area,
    AreaChange,
    AreaQuerySet,
    Boundary,
    Level,
    Postcode,
)
from socle.territories.models.following import AreaFollow
from socle.territories.models.powers import (
    Body,
    Competence,
    SeatsFrom,
    Sourced,
    Topic,
    VotingRight,
)

__all__ = [
    "Area",
    "AreaChange",
    "AreaFollow",
    "AreaQuerySet",
    "Body",
    "Boundary",
    "Competence",
    "Level",
    "Postcode",
    "SeatsFrom",
    "Sourced",
    "Topic",
    "VotingRight",
]
