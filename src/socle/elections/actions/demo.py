"""The elections of the demo campaign: one that is coming, and invented lists in real ones."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from socle.accounts.journal import record
from socle.elections.actions.elections import in_columns
from socle.elections.models import (
    Candidacy,
    Contest,
    Election,
    ElectoralList,
    Identifier,
    Majority,
    Mandate,
    Party,
    Person,
)
from socle.elections.rules import ELECTIONS, LISTS, sort_name
from socle.foundation.actions.search import rebuild
from socle.foundation.actions.stamps import touch
from socle.foundation.search.declarations import declared
from socle.territories.models import Area

Row = dict[str, str]
Place = tuple[str, str]
"""The slug of an election and the code of a contest."""

SOURCE = "Inventé pour la campagne de démonstration"
SCHEME = "demo"
FIRST_DAY, LAST_DAY = date(2018, 12, 3), date(2024, 12, 1)


@dataclass(frozen=True, slots=True)
class DemoFiles:
    elections: list[Row]
    contests: list[Row]
    lists: list[Row]
    candidates: list[Row]
    majorities: list[Row]


def load_demo_elections(*, files: DemoFiles, now: datetime) -> int:
    """Load them unless they are there. How many lists were made."""
    if ElectoralList.objects.filter(is_example=True).exists():
        return 0
    with transaction.atomic():
        loading = Loading(files, now)
        loading.run()
        record("elections.demo.loaded", now=now, target="demo:elections")
        show_demo_elections()
    return len(loading.lists)


def show_demo_elections() -> None:
    """Last: search and kept pages know what came, or went."""
    if "elections" in declared():
        rebuild(room="elections", afresh=False)
    touch([ELECTIONS, LISTS])


def remove_demo_elections() -> None:
    """Invented lists, persons and elections, with all that people tried on them. Show what is left
    afterwards."""
    invented = Q(is_example=True) | Q(contest__election__is_example=True)
    lists = list(ElectoralList.objects.filter(invented).values_list("pk", flat=True))
    persons = list(Person.objects.filter(is_example=True).values_list("pk", flat=True))
    candidacies = Candidacy.objects.filter(Q(list__in=lists) | Q(person__in=persons))
    keys = list(candidacies.values_list("pk", flat=True))
    said = Q(is_example=True) | Q(person__in=persons) | Q(candidacy__in=keys)
    Mandate.objects.filter(said).delete()
    Majority.objects.filter(is_example=True).delete()
    Candidacy.objects.filter(pk__in=keys).delete()
    ElectoralList.objects.filter(pk__in=lists).delete()
    Person.objects.filter(merged_into__in=persons).update(merged_into=None)
    Person.objects.filter(pk__in=persons).delete()
    Party.objects.filter(is_example=True, lists=None).delete()
    Election.objects.filter(is_example=True).delete()


@dataclass(slots=True)
class Loading:
    files: DemoFiles
    now: datetime
    contests: dict[Place, Contest] = field(default_factory=dict)
    lists: dict[tuple[Place, str], ElectoralList] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    def run(self) -> None:
        self.make_elections()
        slugs = {row["election"] for row in self.files.lists}
        rows = Contest.objects.filter(election__slug__in=slugs)
        self.contests = {
            (row.election.slug, row.code): row for row in rows.select_related("election")
        }
        self.make_lists()
        self.make_persons()
        self.make_candidacies()
        self.make_powers()

    def make_elections(self) -> None:
        """Days are counted from today, so that the one that is coming stays so."""
        today = timezone.localdate(self.now)
        for row in self.files.elections:
            names = {ln: row[f"name_{ln}"] for ln in ("fr", "nl", "de", "en")}
            election = Election.objects.create(
                slug=row["slug"],
                day=today + timedelta(days=int(row["in_days"])),
                opens_on=today + timedelta(days=int(row["opens_in_days"])),
                **in_columns("name", names),
                source_title=SOURCE,
                checked=True,
                is_example=True,
            )
            self.make_contests(election)

    def make_contests(self, election: Election) -> None:
        """The communal councils, as the last real election had them."""
        codes = [row["area"] for row in self.files.contests if row["election"] == election.slug]
        before = Contest.objects.filter(
            election__in_pack=True, body__code__startswith="communal-council", area__code__in=codes
        )
        last = {row.area_id: row for row in before.order_by("election__day")}
        for area in Area.objects.filter(code__in=codes):
            contest = Contest.objects.create(
                election=election,
                code=f"communal-{area.code}",
                body_id=last[area.pk].body_id,
                area=area,
                voting_id=last[area.pk].voting_id,
                source_title=SOURCE,
                checked=True,
            )
            contest.areas.set([area])

    def make_lists(self) -> None:
        names = sorted({row["party"] for row in self.files.lists} - {""})
        Party.objects.bulk_create(
            Party(name=name, source_title=SOURCE, is_example=True, updated_at=self.now)
            for name in names
        )
        parties = Party.objects.filter(is_example=True).in_bulk(field_name="name")
        for row in self.files.lists:
            place = row["election"], row["contest"]
            self.lists[place, row["number"]] = ElectoralList(
                contest=self.contests[place],
                number=int(row["number"]),
                name=row["name"],
                party=parties.get(row["party"]),
                party_source=SOURCE if row["party"] else "",
                contact_email=f"list{len(self.lists) + 1}@example.org",
                contact_source=SOURCE,
                source_title=SOURCE,
                is_example=True,
                updated_at=self.now,
            )
        ElectoralList.objects.bulk_create(self.lists.values(), batch_size=500)

    def make_persons(self) -> None:
        """One row for each identifier: who stands again is the same person."""
        for row in self.files.candidates:
            person = self.persons.setdefault(row["person_id"], self.person(row))
            if row["stays_named"]:
                person.stays_named_at = self.now
        Person.objects.bulk_create(self.persons.values(), batch_size=500)
        Identifier.objects.bulk_create(
            (
                Identifier(person=person, scheme=SCHEME, value=key)
                for key, person in self.persons.items()
            ),
            batch_size=500,
        )

    def person(self, row: Row) -> Person:
        return Person(
            given_name=row["given_name"],
            family_name=row["family_name"],
            sort_name=sort_name(row["given_name"], row["family_name"]),
            is_example=True,
            updated_at=self.now,
        )

    def make_candidacies(self) -> None:
        Candidacy.objects.bulk_create(map(self.candidacy, self.files.candidates), batch_size=500)

    def candidacy(self, row: Row) -> Candidacy:
        place = row["election"], row["contest"]
        substitute = row["substitute"] == "yes"
        position = int(row["position"])
        return Candidacy(
            contest=self.contests[place],
            list=self.lists[place, row["list_number"]],
            person=self.persons[row["person_id"]],
            position=None if substitute else position,
            substitute_position=position if substitute else None,
            is_head=position == 1 and not substitute,
            elected={"yes": True, "no": False}.get(row["elected"]),
            source_title=SOURCE,
            updated_at=self.now,
        )

    def make_powers(self) -> None:
        """Who was elected to a communal council sits in it; two lists govern."""
        said = {
            "valid_from": FIRST_DAY,
            "valid_to": LAST_DAY,
            "source_title": SOURCE,
            "is_example": True,
            "updated_at": self.now,
        }
        places = {(row["election"], row["contest"]) for row in self.files.majorities}
        contests = [self.contests[place] for place in places]
        sitting = Candidacy.objects.filter(elected=True, contest__in=contests)
        Mandate.objects.bulk_create(
            Mandate(
                person_id=row.person_id,
                candidacy=row,
                body_id=row.contest.body_id,
                area_id=row.contest.area_id,
                **said,
            )
            for row in sitting.select_related("contest").order_by("pk")
        )
        for row in self.files.majorities:
            place = row["election"], row["contest"]
            contest = self.contests[place]
            majority = Majority.objects.create(
                body_id=contest.body_id, area_id=contest.area_id, **said
            )
            majority.lists.set(self.lists[place, number] for number in row["numbers"].split())
