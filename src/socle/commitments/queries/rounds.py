"""What the coalition asks of a whole level at once: where it would be asked, how far it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from socle.commitments.models import Ask, AskRound, Invitation, Questionnaire
from socle.commitments.queries.councils import contests_meant
from socle.commitments.queries.silence import answered
from socle.commitments.rules import MOST
from socle.demands.models import Demand, Provision
from socle.demands.queries.words import Published, published
from socle.demands.rules import public_demands
from socle.elections.models import Contest, Election
from socle.territories.models import Area, Level, SeatsFrom
from socle.territories.queries.areas import keys_inside
from socle.texts.models import Revision

A_PAGE = 50
BusyStates = (AskRound.State.PROPOSING, AskRound.State.FREEZING)


class Stands(StrEnum):
    """How far it is in one contest; or why it is not asked there."""

    ASKED_ALREADY = "asked_already"
    TEN_STAND = "ten_stand"
    LISTS_INVITED = "lists_invited"
    NOT_ASKED = "not_asked"
    PROPOSED = "proposed"
    FROZEN = "frozen"
    INVITED = "invited"
    OUT = "out"
    WITHDRAWN = "withdrawn"


LEFT_OUT = (Stands.ASKED_ALREADY, Stands.TEN_STAND, Stands.LISTS_INVITED, Stands.NOT_ASKED)
IN_WORDS: dict[str, str | Promise] = {
    Stands.PROPOSED: pgettext_lazy("an ask in contests", "Proposed"),
    Stands.FROZEN: pgettext_lazy("an ask in contests", "Words frozen"),
    Stands.INVITED: _("Lists invited"),
    Stands.OUT: _("Answers are out"),
    Stands.WITHDRAWN: pgettext_lazy("an ask in contests", "Withdrawn"),
    Stands.ASKED_ALREADY: _("Left out: it is asked there already"),
    Stands.TEN_STAND: _("Left out: ten asks stand there"),
    Stands.LISTS_INVITED: _("Left out: its lists were invited already"),
    Stands.NOT_ASKED: _("Not asked: taken back there, or added since"),
}


def contests_of_level(
    provision: Provision, election: Election, region: Area | None
) -> QuerySet[Contest]:
    """Those whose elected sit in a council that the provision is asked of, by key; each once."""
    rows = Contest.objects.filter(contests_meant(provision), election=election)
    if region is not None:
        rows = rows.filter(areas__in=keys_inside(region, election.day)).distinct()
    return rows.select_related("election", "body__level", "area__level").order_by("pk")


def with_what_stands(rows: QuerySet[Contest], provision: Provision) -> QuerySet[Contest]:
    """Each says ``is_asked``, ``asks_standing`` and ``is_open``: what keeps another ask out."""
    standing = Ask.objects.standing().filter(questionnaire__contest=OuterRef("pk")).order_by()
    counted = standing.values("questionnaire__contest").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        is_asked=Exists(standing.filter(provision=provision)),
        asks_standing=Coalesce(Subquery(counted), 0),
        is_open=Q(questionnaire__opened_at__isnull=False),
    )


def kept_out_by(contest: Contest) -> Stands | None:
    """Of a contest ``with_what_stands``."""
    if contest.is_asked:  # type: ignore[attr-defined]
        return Stands.ASKED_ALREADY
    if contest.is_open:  # type: ignore[attr-defined]
        return Stands.LISTS_INVITED
    return Stands.TEN_STAND if contest.asks_standing >= MOST else None  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where it would be asked, and where not."""

    asked: list[Contest]
    left_out: list[tuple[Contest, Stands]]

    @property
    def total(self) -> int:
        return len(self.asked) + len(self.left_out)


def plan_of(provision: Provision, election: Election, region: Area | None) -> Plan:
    """Four queries at most."""
    found = Plan([], [])
    for contest in with_what_stands(contests_of_level(provision, election, region), provision):
        reason = kept_out_by(contest)
        if reason is None:
            found.asked.append(contest)
        else:
            found.left_out.append((contest, reason))
    return found


def provisions_to_ask(day: date, demand: Demand | None = None) -> QuerySet[Provision]:
    """What public demands of memorandums ask of levels that vote at an election to come."""
    demands = Demand.objects.filter(
        public_demands(), withdrawn_at=None, memorandums__withdrawn_at=None
    )
    rows = Provision.objects.standing().filter(demand__in=demands, level__in=levels_filled(day))
    if demand is not None:
        rows = rows.filter(demand=demand)
    return rows.select_related("level", "area", "text", "demand__text").order_by(
        "level__position", "demand_id", "area_id", "pk"
    )


def levels_filled(day: date) -> QuerySet[Level]:
    """Those of which a council is voted for, or filled from one that is."""
    coming = Contest.objects.filter(election__day__gt=day).values("body")
    filled = SeatsFrom.objects.filter(elected_to__in=coming).values("council__level")
    return Level.objects.filter(Q(bodies__in=coming) | Q(pk__in=filled))


def rounds_made() -> QuerySet[AskRound]:
    """Latest first; each says in how many contests it is ``asked``."""
    asked = Count("asks", filter=Q(asks__replaces=None, asks__withdrawn_at=None))
    rows = AskRound.objects.select_related(
        "provision__level", "provision__area", "provision__text", "election", "region"
    )
    return rows.annotate(asked=asked).order_by("-made_at", "-pk")


def due_rounds(day: date) -> list[int]:
    """Those a job works on: being proposed, being frozen, or to be frozen by now."""
    frozen_today = Q(state=AskRound.State.PROPOSED, freeze_on__lte=day)
    rows = AskRound.objects.filter(Q(state__in=BusyStates) | frozen_today)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One contest of a round. ``answered`` of the lists ``invited``: how many, never what."""

    contest: Contest
    stands: Stands
    invited: int = 0
    answered: int = 0

    @property
    def in_words(self) -> str | Promise:
        return IN_WORDS[self.stands]


@dataclass(frozen=True)
class RoundPage:
    round: AskRound
    stands: dict[int, Stands]
    page: Page
    lines: list[RoundLine]
    said: Published

    @property
    def words(self) -> Revision | None:
        return self.said.of(self.round.provision.text)

    @cached_property
    def counts(self) -> list[tuple[str, str | Promise, int]]:
        """How many contests stand where, in one order."""
        found = Counter(self.stands.values())
        return [(str(key), words, found[key]) for key, words in IN_WORDS.items() if found[key]]  # type: ignore[index]

    @property
    def asked(self) -> int:
        return sum(each not in LEFT_OUT for each in self.stands.values())

    @property
    def total(self) -> int:
        return len(self.stands)

    @property
    def is_busy(self) -> bool:
        return self.round.state in BusyStates

    @property
    def is_over(self) -> bool:
        """Nothing of it is in any contest."""
        return self.round.state in (AskRound.State.UNDONE, AskRound.State.STOPPED)

    @property
    def still_stands(self) -> bool:
        provision = self.round.provision
        return provision.withdrawn_at is None and provision.demand.withdrawn_at is None

    @property
    def frozen(self) -> int:
        waiting = (Stands.PROPOSED, *LEFT_OUT)
        return sum(each not in waiting for each in self.stands.values())


def round_page(round: AskRound, *, wanted: str = "", number: str | None = None) -> RoundPage:
    """Nine queries at most, however many contests. ``wanted``: those that stand so."""
    contests = list(
        with_what_stands(
            contests_of_level(round.provision, round.election, round.region), round.provision
        )
    )
    own = asks_by_contest(round)
    stands = {row.pk: stand_of(row, own.get(row.pk)) for row in contests}
    rows = [row for row in contests if wanted in ("", stands[row.pk])]
    page = Paginator(sorted(rows, key=by_name), A_PAGE).get_page(number)
    counted = invited_in([row.pk for row in page])
    lines = [RoundLine(row, stands[row.pk], *counted.get(row.pk, (0, 0))) for row in page]
    return RoundPage(round, stands, page, lines, published([round.provision.text]))


def by_name(contest: Contest) -> tuple[str, int]:
    return contest.area.name, contest.pk


def asks_by_contest(round: AskRound) -> dict[int, Ask]:
    """The last of each contest: one that another replaced is not it."""
    rows = round.asks.select_related("questionnaire").order_by("pk")
    return {row.questionnaire.contest_id: row for row in rows}


def stand_of(contest: Contest, ask: Ask | None) -> Stands:
    if ask is None:
        return kept_out_by(contest) or Stands.NOT_ASKED
    if ask.withdrawn_at is not None:
        return Stands.WITHDRAWN
    if ask.questionnaire.published_at is not None:
        return Stands.OUT
    if ask.questionnaire.opened_at is not None:
        return Stands.INVITED
    return Stands.FROZEN if ask.frozen_at is not None else Stands.PROPOSED


def invited_in(contests: list[int]) -> dict[int, tuple[int, int]]:
    """By contest, how many of its lists were invited, and how many answered."""
    rows = Invitation.objects.filter(
        questionnaire__contest__in=contests, candidacy=None, sent_at__isnull=False
    )
    counted = rows.order_by().values(contest=F("questionnaire__contest"))
    counted = counted.annotate(n=Count("pk"), said=Count("pk", filter=answered()))
    return {row["contest"]: (row["n"], row["said"]) for row in counted}


def day_to_answer(questionnaire: Questionnaire) -> date | None:
    """The first that was proposed with what is asked of the whole level."""
    asks = questionnaire.asks.standing()
    found: date | None = asks.aggregate(first=Min("round__answer_by"))["first"]
    return found


@dataclass(frozen=True, slots=True)
class RoundListed:
    round: AskRound
    words: Revision | None


@dataclass(frozen=True, slots=True)
class RoundsListed:
    page: Page
    lines: list[RoundListed]


def rounds_listed(number: str | None) -> RoundsListed:
    """Three queries, however many."""
    page = Paginator(rounds_made(), A_PAGE).get_page(number)
    said = published(row.provision.text for row in page)
    return RoundsListed(page, [RoundListed(row, said.of(row.provision.text)) for row in page])
