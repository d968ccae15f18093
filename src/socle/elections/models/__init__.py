from socle.elections.models.contests import Contest, ContestQuerySet, Election
from socle.elections.models.earlier import EarlierSource
from socle.elections.models.files import CandidateFile, NameOption, NameQuestion
from socle.elections.models.imports import CandidateImport, ImportChange, SameNameAnswer
from socle.elections.models.lists import Candidacy, ElectoralList, ListQuerySet, Party
from socle.elections.models.persons import (
    Identifier,
    Person,
    PersonMerge,
    PersonQuerySet,
    ToldApart,
)
from socle.elections.models.powers import Majority, Mandate
from socle.elections.models.sources import WithSource

__all__ = [
    "Candidacy",
    "CandidateFile",
    "CandidateImport",
    "Contest",
    "ContestQuerySet",
    "EarlierSource",
    "Election",
    "ElectoralList",
    "Identifier",
    "ImportChange",
    "ListQuerySet",
    "Majority",
    "Mandate",
    "NameOption",
    "NameQuestion",
    "Party",
    "Person",
    "PersonMerge",
    "PersonQuerySet",
    "SameNameAnswer",
    "ToldApart",
    "WithSource",
]
