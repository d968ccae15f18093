"""What coordinators see of a whole election: which contests are asked, which lists were invited,
answered or are silent; by contest, by what is asked, by family of lists."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.commitments.models import Answer, Approach, Ask, Exclusion, Invitation
from socle.demands.models import Provision
from socle.demands.queries.words import published
from socle.elections.models import Contest, Election, ElectoralList, Party
from socle.elections.queries.titles import contest_title
from socle.territories.models import Area
from socle.territories.queries.areas import keys_inside
from socle.texts.models import Revision

A_PAGE = 50


class Reached(StrEnum):
    """How far a list is, from not invited yet to answered."""

    ANSWERED = "answered"
    SILENT = "silent"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NOT_INVITED = "not_invited"
    WAITING = "waiting"


LISTS_IN_WORDS: dict[str, str | Promise] = {
    Reached.ANSWERED: _("answered so far"),
    Reached.SILENT: _("no answer so far"),
    Reached.REFUSED: _("refused to answer"),
    Reached.UNREACHABLE: _("could not be reached"),
    Reached.NOT_INVITED: _("not invited, by the rule"),
    Reached.WAITING: _("not invited yet"),
}


class Phase(StrEnum):
    """How far a contest is; the words in which it is filtered."""

    NOTHING = "nothing"
    PROPOSED = "proposed"
    FROZEN = "frozen"
    INVITED = "invited"
    OUT = "out"


PHASES: dict[str, str | Promise] = {
    Phase.NOTHING: _("Nothing is asked"),
    Phase.PROPOSED: _("Asks not frozen yet"),
    Phase.FROZEN: _("Frozen, lists not invited yet"),
    Phase.INVITED: _("Lists invited, answers sealed"),
    Phase.OUT: _("Answers are out"),
}


@dataclass(slots=True)
class Counted:
    """Lists by how far they are."""

    lists: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.lists.total()

    @property
    def invited(self) -> int:
        return self.answered + self.silent + self.refused

    @property
    def answered(self) -> int:
        return self.lists[Reached.ANSWERED]

    @property
    def silent(self) -> int:
        return self.lists[Reached.SILENT]

    @property
    def refused(self) -> int:
        return self.lists[Reached.REFUSED]

    @property
    def unreachable(self) -> int:
        return self.lists[Reached.UNREACHABLE]

    @property
    def not_invited(self) -> int:
        return self.lists[Reached.NOT_INVITED]

    @property
    def waiting(self) -> int:
        return self.lists[Reached.WAITING]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    contest: Contest
    phase: Phase
    asks: int
    frozen: int
    counted: Counted

    @property
    def phase_in_words(self) -> str | Promise:
        return PHASES[self.phase]


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """``answers``: those that are public; before they come out nobody knows which ask has one."""

    provision: Provision
    words: Revision | None
    contests: int
    frozen: int
    lists: int
    answers: int


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """``party`` None: local lists, which no source links to a party."""

    party: Party | None
    contests: int
    counted: Counted

    @property
    def key(self) -> str:
        return str(self.party.pk) if self.party else "local"


@dataclass(frozen=True, slots=True)
class ListLine:
    row: ElectoralList
    reached: str

    @property
    def in_words(self) -> str | Promise:
        return LISTS_IN_WORDS[self.reached]


def elections_to_cover(day: date) -> list[Election]:
    """Nearest to come first, then the past ones, latest first."""
    rows = list(Election.objects.filter(contests__isnull=False).distinct().order_by("day", "slug"))
    coming = [row for row in rows if row.day >= day]
    return coming + [row for row in reversed(rows) if row.day < day]


def contests_covered(election: Election, region: Area | None) -> QuerySet[Contest]:
    rows = Contest.objects.filter(election=election)
    if region is not None:
        rows = rows.filter(areas__in=keys_inside(region, election.day)).distinct()
    return rows.select_related("election", "body", "area__level", "questionnaire").order_by("pk")


def lists_reached(contests: Iterable[int]) -> QuerySet[ElectoralList]:
    """Each says how far it is, as ``reached``: the states of ``queries.grid``, and who answered,
    which everyone may know; never what."""
    own = Invitation.objects.filter(list=OuterRef("pk"), candidacy=None)
    said = Approach.objects.filter(list=OuterRef("pk"), candidacy=None)
    answers = Answer.objects.current().filter(list=OuterRef("pk"), candidacy=None)
    unreached = Exists(own.exclude(unreachable="")) | Exists(said.unreached())
    sent = Exists(own.filter(sent_at__isnull=False)) | Exists(
        said.filter(kind=Approach.Kind.INVITED)
    )
    cases = [
        (Exists(own.filter(finished_at__isnull=False)) | Exists(answers), Reached.ANSWERED),
        (Q(Exists(Exclusion.objects.filter(list=OuterRef("pk")))), Reached.NOT_INVITED),
        (Q(Exists(said.refusals())), Reached.REFUSED),
        (unreached, Reached.UNREACHABLE),
        (sent, Reached.SILENT),
    ]
    return ElectoralList.objects.filter(contest__in=contests).annotate(
        reached=Case(
            *(When(condition, then=Value(str(name))) for condition, name in cases),
            default=Value(str(Reached.WAITING)),
            output_field=CharField(),
        )
    )


def counted_by(rows: QuerySet[ElectoralList], column: str) -> dict[int | None, Counted]:
    found: dict[int | None, Counted] = defaultdict(Counted)
    for row in rows.order_by().values(column, "reached").annotate(n=Count("pk")):
        found[row[column]].lists[row["reached"]] = row["n"]
    return found


def phase_of(contest: Contest, asks: int, frozen: int) -> Phase:
    questionnaire = getattr(contest, "questionnaire", None)
    if questionnaire is not None and questionnaire.published_at is not None:
        return Phase.OUT
    if questionnaire is not None and questionnaire.opened_at is not None:
        return Phase.INVITED
    if not asks:
        return Phase.NOTHING
    return Phase.FROZEN if frozen == asks else Phase.PROPOSED


def by_place(election: Election, region: Area | None, phase: str = "") -> list[PlaceLine]:
    """A line a contest, by the name of its place; three queries, however many."""
    lines = place_lines(contests_covered(election, region))
    found = [line for line in lines if phase in ("", line.phase)]
    return sorted(found, key=lambda line: (line.contest.area.name, contest_title(line.contest)))


def place_lines(contests: Iterable[Contest]) -> list[PlaceLine]:
    """In the order of the contests; two queries besides theirs, however many."""
    rows = list(contests)
    keys = [row.pk for row in rows]
    asked = asks_counted(keys, "questionnaire__contest")
    lists = counted_by(lists_reached(keys), "contest")
    lines = []
    for row in rows:
        asks, frozen = asked.get(row.pk, (0, 0))
        lines.append(PlaceLine(row, phase_of(row, asks, frozen), asks, frozen, lists[row.pk]))
    return lines


def asks_counted(contests: list[int], column: str) -> dict[int, tuple[int, int]]:
    """How many stand, and how many of those are frozen."""
    rows = Ask.objects.standing().filter(questionnaire__contest__in=contests).order_by()
    counted = rows.values(column).annotate(n=Count("pk"), frozen=Count("frozen_at"))
    return {row[column]: (row["n"], row["frozen"]) for row in counted}


def by_provision(election: Election, region: Area | None) -> list[ProvisionLine]:
    """A line for each thing asked, the most asked first; seven queries, however many."""
    keys = list(contests_covered(election, region).values_list("pk", flat=True))
    asked = asks_counted(keys, "provision")
    invited = {
        contest: counted.invited
        for contest, counted in counted_by(lists_reached(keys), "contest").items()
    }
    lists: Counter[int] = Counter()
    pairs = Ask.objects.standing().filter(questionnaire__contest__in=keys).order_by()
    for provision, contest in pairs.values_list("provision", "questionnaire__contest"):
        lists[provision] += invited.get(contest, 0)
    answers = answers_counted(keys)
    rows = Provision.objects.filter(pk__in=asked).select_related("level", "area", "text")
    said = published(row.text for row in rows)
    lines = [
        ProvisionLine(row, said.of(row.text), *asked[row.pk], lists[row.pk], answers.get(row.pk, 0))
        for row in rows
    ]
    return sorted(lines, key=lambda line: (-line.contests, line.provision.pk))


def answers_counted(contests: list[int]) -> dict[int, int]:
    rows = (
        Answer.objects.current()
        .public()
        .filter(ask__questionnaire__contest__in=contests, candidacy=None, ask__withdrawn_at=None)
        .exclude(stance="")
    )
    counted = rows.order_by().values("ask__provision").annotate(n=Count("pk"))
    return {row["ask__provision"]: row["n"] for row in counted}


def by_family(election: Election, region: Area | None) -> list[FamilyLine]:
    """Parties to which a source links lists, by name; then all others, as local lists."""
    keys = list(contests_covered(election, region).values_list("pk", flat=True))
    rows = lists_reached(keys)
    counted = counted_by(rows, "party")
    contests: dict[int | None, int] = {
        row["party"]: row["n"]
        for row in rows.order_by().values("party").annotate(n=Count("contest", distinct=True))
    }
    parties = list(Party.objects.filter(pk__in=[key for key in counted if key is not None]))
    lines = [FamilyLine(row, contests[row.pk], counted[row.pk]) for row in parties]
    local = [FamilyLine(None, contests[None], counted[None])] if None in counted else []
    return [*lines, *local]


def lists_of_family(
    election: Election, region: Area | None, family: str = ""
) -> QuerySet[ElectoralList]:
    """Of a party, by its key; ``local``: those of none; all, if nothing is said."""
    keys = list(contests_covered(election, region).values_list("pk", flat=True))
    rows = lists_reached(keys).select_related(
        "party", "contest__area", "contest__body", "contest__election"
    )
    if family == "local":
        rows = rows.filter(party=None)
    elif family:
        rows = rows.filter(party=int(family))
    return rows.order_by("contest__code", "contest", "number", "name", "pk")


def list_lines(rows: Iterable[ElectoralList]) -> list[ListLine]:
    return [ListLine(row, row.reached) for row in rows]  # type: ignore[attr-defined]


def paged(
    rows: "list[PlaceLine] | list[Contest] | QuerySet[ElectoralList]", number: str | None
) -> Page:
    return Paginator(rows, A_PAGE).get_page(number)
