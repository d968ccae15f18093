from socle.territories.models.areas import (
    Area,
    AreaChange,
    AreaQuerySet,
    Boundary,
    Level,
    Postcode,
)
from socle.territories.models.powers import Body, Competence, Sourced, Topic, VotingRight

__all__ = [
    "Area",
    "AreaChange",
    "AreaQuerySet",
    "Body",
    "Boundary",
    "Competence",
    "Level",
    "Postcode",
    "Sourced",
    "Topic",
    "VotingRight",
]
