"""What the files of the demo name, as rows, and the moments they say."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from socle.accounts.models import User
from socle.commitments.models import Ask, Invitation, Questionnaire, StageEvent
from socle.commitments.queries.councils import Council, councils_of
from socle.demands.models import Provision
from socle.elections.models import Candidacy, Contest, ElectoralList
from socle.groups.models import Group, Membership
from socle.texts.models import Revision

Row = dict[str, str]
Place = tuple[str, str]
"""The slug of an election and the code of a contest."""


@dataclass(frozen=True, slots=True)
class DemoAnswers:
    """The rows of each file, the names of groups by key, and the title of each demand by key."""

    questionnaires: list[Row]
    asks: list[Row]
    lists: list[Row]
    answers: list[Row]
    followed: list[Row]
    statements: list[Row]
    groups: dict[str, str]
    demands: dict[str, str]


@dataclass(slots=True)
class Shelf:
    files: DemoAnswers
    now: datetime
    contests: dict[Place, Contest]
    lists: dict[tuple[int, str], ElectoralList]
    groups: dict[str, Group]
    organisers: dict[int, User]
    witnesses: list[Membership]
    provisions: dict[str, list[Provision]]
    questionnaires: dict[Place, Questionnaire] = field(default_factory=dict)
    asks: dict[tuple[Place, str], Ask] = field(default_factory=dict)
    invitations: dict[tuple[int, int | None], Invitation] = field(default_factory=dict)
    stages: dict[tuple[int, str], StageEvent] = field(default_factory=dict)
    councils: dict[int, list[Council]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: DemoAnswers, now: datetime) -> "Shelf":
        groups = {group.name: group for group in Group.objects.filter(is_example=True)}
        roles = Membership.objects.filter(role="organiser", until=None).order_by("-since", "-pk")
        witnesses = Membership.objects.filter(role="witness", until=None).order_by("pk")
        lists = ElectoralList.objects.filter(is_example=True).exclude(number=None)
        return cls(
            files=files,
            now=now,
            contests=contests_of(files),
            lists={(row.contest_id, str(row.number)): row for row in lists},
            groups={key: groups[name] for key, name in files.groups.items() if name in groups},
            organisers={role.group_id: role.user for role in roles.select_related("user")},
            witnesses=list(witnesses.select_related("user")),
            provisions=provisions_of(files.demands),
        )

    def councils_filled(self, contest: Contest) -> list[Council]:
        if contest.pk not in self.councils:
            self.councils[contest.pk] = councils_of(contest)
        return self.councils[contest.pk]

    def at(self, said: str) -> datetime | None:
        """A day and an hour of Belgium, or days from now: ``2018-09-10 09:00``, ``-0.5``."""
        if not said:
            return None
        if said[0] in "+-":
            return self.now + timedelta(days=float(said))
        return timezone.make_aware(datetime.fromisoformat(said))

    def moment(self, said: str) -> datetime:
        found = self.at(said)
        assert found is not None  # noqa: S101 -- a column that the files never leave empty
        return found

    def organiser(self, group: Group) -> User | None:
        return self.organisers.get(group.pk)

    def second(self, group: Group) -> User | None:
        """A witness of another group, who confirms what its organiser entered."""
        others = (role.user for role in self.witnesses if role.group_id != group.pk)
        return next((user for user in others if user != self.organiser(group)), None)

    def questionnaire(self, row: Row) -> Questionnaire | None:
        return self.questionnaires.get(place_of(row))

    def list_of(self, row: Row) -> ElectoralList:
        return self.lists[self.contests[place_of(row)].pk, row["number"]]

    def candidacies(self) -> dict[tuple[int, str], Candidacy]:
        """Of those who answered for themselves, by list and by their key in the files."""
        keys = {row["person"] for row in self.files.answers} - {""}
        rows = Candidacy.objects.filter(
            list__is_example=True,
            person__identifiers__scheme="demo",
            person__identifiers__value__in=keys,
        )
        rows = rows.select_related("person").prefetch_related("person__identifiers")
        return {
            (row.list_id, each.value): row for row in rows for each in row.person.identifiers.all()
        }


def place_of(row: Row) -> Place:
    return row["election"], row["contest"]


def contests_of(files: DemoAnswers) -> dict[Place, Contest]:
    slugs = {row["election"] for row in files.questionnaires}
    rows = Contest.objects.filter(election__slug__in=slugs)
    rows = rows.select_related("election", "body", "area")
    return {(row.election.slug, row.code): row for row in rows}


def provisions_of(demands: dict[str, str]) -> dict[str, list[Provision]]:
    """What each demand asks, by its key; its first title tells it, whatever it is called since."""
    first = Revision.objects.filter(
        text__owner__is_example=True, language="fr", number=1, title__in=demands.values()
    )
    title_of = dict(first.values_list("text", "title"))
    found: dict[str, list[Provision]] = {key: [] for key in demands}
    keys = {title: key for key, title in demands.items()}
    rows = Provision.objects.standing().filter(demand__text__in=title_of)
    for row in rows.select_related("text", "demand", "competent").order_by("pk"):
        found[keys[title_of[row.demand.text_id]]].append(row)
    return found
