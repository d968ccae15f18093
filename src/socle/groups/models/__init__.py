from socle.groups.models.charter import CharterAcceptance
from socle.groups.models.groups import Group, GroupFollow, GroupLink, GroupQuerySet
from socle.groups.models.joining import Invitation, JoinRequest
from socle.groups.models.people import Declaration, Delegation, Membership
from socle.groups.models.pipeline import Approach, ImportFile, Stage, StageChange

__all__ = [
    "Approach",
    "CharterAcceptance",
    "Declaration",
    "Delegation",
    "Group",
    "GroupFollow",
    "GroupLink",
    "GroupQuerySet",
    "ImportFile",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Stage",
    "StageChange",
]
