"""What a list answered, and what somebody did: themselves, and the lists on which they stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from socle.commitments.models import Answer, Questionnaire
from socle.commitments.queries.grid import (
    AskAsked,
    ListAsked,
    asks_in_words,
    asks_shown,
    lists_asked,
    shown,
)
from socle.elections.models import Candidacy, ElectoralList


@dataclass(frozen=True, slots=True)
class SaidOn:
    """About one ask; ``without`` stands where there is no ``answer``."""

    ask: AskAsked
    answer: Answer | None
    without: str = ""

    @property
    def state(self) -> str:
        return self.without if self.answer is None else self.answer.state


@dataclass(frozen=True, slots=True)
class ListSaidAll:
    asked: ListAsked
    questionnaire: Questionnaire
    said: list[SaidOn]

    @property
    def row(self) -> ElectoralList:
        return self.asked.row

    @property
    def is_sealed(self) -> bool:
        return self.questionnaire.published_at is None and self.asked.is_invited


def said_by_list(row: ElectoralList) -> ListSaidAll | None:
    """On all that its contest is asked, in order; None where that is nothing. Seven queries."""
    rows = Questionnaire.objects.filter(contest=row.contest_id)
    questionnaire = rows.select_related("contest").first()
    asks = asks_in_words(asks_shown(questionnaire)) if questionnaire else []
    if questionnaire is None or not asks:
        return None
    asked = next(
        each for each in lists_asked(questionnaire.contest, questionnaire) if each.row.pk == row.pk
    )
    asked.row = row
    public = row.answers.public().with_meeting().filter(candidacy=None)
    public = public.order_by("received_at", "pk")
    last = {answer.ask_id: answer for answer in public}
    said = [SaidOn(ask, last.get(ask.row.pk), asked.without) for ask in asks]
    return ListSaidAll(asked, questionnaire, said)


@dataclass(frozen=True, slots=True)
class BothSaid:
    """On one ask: the candidate, and the list."""

    ask: AskAsked
    own: SaidOn | None
    of_list: SaidOn | None


@dataclass(frozen=True, slots=True)
class WhereTheyStood:
    candidacy: Candidacy
    said: list[BothSaid]


def said_where_they_stood(candidacies: Sequence[Candidacy]) -> list[WhereTheyStood]:
    """By candidacy in the order given, what is public on asks that stand; two queries."""
    if not candidacies:
        return []
    mine = Q(candidacy__in=[row.pk for row in candidacies])
    mine |= Q(candidacy=None, list__in=[row.list_id for row in candidacies])
    answers = list(
        Answer.objects.public()
        .with_meeting()
        .filter(mine, ask__in=shown().order_by().values("pk"))
        .order_by("received_at", "pk")
    )
    keys = {answer.ask_id for answer in answers}
    asks = asks_in_words(shown().filter(pk__in=keys)) if keys else []
    found = [WhereTheyStood(row, list(both_said(row, asks, answers))) for row in candidacies]
    return [each for each in found if each.said]


def both_said(
    row: Candidacy, asks: Iterable[AskAsked], answers: Iterable[Answer]
) -> Iterable[BothSaid]:
    own = {each.ask_id: each for each in answers if each.candidacy_id == row.pk}
    theirs = {
        each.ask_id: each
        for each in answers
        if each.candidacy_id is None and each.list_id == row.list_id
    }
    for ask in asks:
        mine, of_list = own.get(ask.row.pk), theirs.get(ask.row.pk)
        if mine or of_list:
            yield BothSaid(
                ask, SaidOn(ask, mine) if mine else None, SaidOn(ask, of_list) if of_list else None
            )
