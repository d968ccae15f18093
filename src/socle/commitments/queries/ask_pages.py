"""One ask: its words, and who said what, each list with the candidates who answered for
themselves."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from socle.commitments.models import Answer, Ask, AskWords
from socle.commitments.queries.grid import AskAsked, ListAsked, best_of, lists_asked
from socle.commitments.queries.paths import ask_path
from socle.elections.models import Candidacy
from socle.elections.queries.persons import named


@dataclass(slots=True)
class OwnAnswer:
    """Of a candidate who may be named."""

    candidacy: Candidacy
    answer: Answer

    @property
    def state(self) -> str:
        return self.answer.state


@dataclass(slots=True)
class ListSaid:
    """``answer`` is the last one published of its head, ``before`` those it took the place of,
    latest first; ``unnamed``: how many candidates answered who are no longer named."""

    asked: ListAsked
    answer: Answer | None = None
    before: list[Answer] = field(default_factory=list)
    candidates: list[OwnAnswer] = field(default_factory=list)
    unnamed: int = 0

    @property
    def answered(self) -> int:
        """How many candidates answered for themselves."""
        return len(self.candidates) + self.unnamed

    @property
    def state(self) -> str:
        return self.asked.without if self.answer is None else self.answer.state


@dataclass(frozen=True, slots=True)
class AskPage:
    ask: Ask
    in_languages: list[AskWords]
    lists: list[ListSaid]
    others: list[AskAsked]

    @property
    def words(self) -> AskWords | None:
        return best_of(self.in_languages)

    @property
    def is_example(self) -> bool:
        return any(said.asked.row.is_example for said in self.lists)

    @property
    def replaced_by(self) -> Ask | None:
        """Once the words of the other are frozen."""
        other: Ask | None = getattr(self.ask, "replaced_by", None)
        return other if other is not None and other.frozen_at else None

    def path(self, language: str | None = None) -> str:
        return ask_path(self.ask, best_of(self.in_languages, language or ""), language)

    @property
    def previous(self) -> AskAsked | None:
        return self._beside(-1)

    @property
    def next(self) -> AskAsked | None:
        return self._beside(1)

    def _beside(self, step: int) -> AskAsked | None:
        keys = [each.row.pk for each in self.others]
        if self.ask.pk not in keys:
            return None
        place = keys.index(self.ask.pk) + step
        return self.others[place] if 0 <= place < len(keys) else None


def ask_page(ask: Ask, *, others: list[AskAsked], day: date) -> AskPage:
    """``others``: all asks of the contest, in their order."""
    said: dict[int, list[Answer]] = defaultdict(list)
    own: dict[int, dict[int, Answer]] = defaultdict(dict)
    for row in ask.answers.public().with_meeting().order_by("received_at", "pk"):
        if row.candidacy_id is None:
            said[row.list_id].append(row)
        else:
            own[row.list_id][row.candidacy_id] = row
    keys = [key for rows in own.values() for key in rows]
    people = named(Candidacy.objects.filter(pk__in=keys), day).select_related("person")
    by_key = {row.pk: row for row in people} if keys else {}
    questionnaire = ask.questionnaire
    lists = [
        list_said(each, said[each.row.pk], own[each.row.pk], by_key)
        for each in lists_asked(questionnaire.contest, questionnaire)
    ]
    return AskPage(ask, list(ask.words.all()), lists, others)


def list_said(
    each: ListAsked, said: list[Answer], own: dict[int, Answer], people: dict[int, Candidacy]
) -> ListSaid:
    shown = [OwnAnswer(people[key], row) for key, row in own.items() if key in people]
    return ListSaid(
        asked=each,
        answer=said[-1] if said else None,
        before=said[-2::-1],
        candidates=sorted(shown, key=lambda row: row.candidacy.position or 10_000),
        unnamed=len(own) - len(shown),
    )
