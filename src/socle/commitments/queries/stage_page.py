"""What the pages of a meeting show: who can be heard, on what, and what was noted of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socle.commitments.models import Answer, Ask, AskWords, Questionnaire, StageEvent
from socle.commitments.queries.answering import asks_of, respondent_name, words_for
from socle.elections.models import Candidacy, ElectoralList
from socle.elections.queries.persons import named

Respondent = tuple[ElectoralList, Candidacy | None]


@dataclass(frozen=True)
class Hall:
    """Who may be heard at a meeting, lists in ballot order, and what is asked of them."""

    lists: list[ElectoralList]
    candidacies: dict[int, list[Candidacy]]
    questions: list[tuple[Ask, AskWords]]

    @cached_property
    def respondents(self) -> dict[str, Respondent]:
        """By the key a form sends: ``l12`` for a list, ``c34`` for a candidate."""
        found: dict[str, Respondent] = {f"l{row.pk}": (row, None) for row in self.lists}
        for row in self.lists:
            for candidacy in self.candidacies.get(row.pk, []):
                found[f"c{candidacy.pk}"] = (row, candidacy)
        return found

    @cached_property
    def asks(self) -> dict[str, Ask]:
        return {str(ask.pk): ask for ask, _words in self.questions}

    @property
    def who(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """As a field takes them: a group of choices for each list."""
        return [
            (
                str(row),
                [(f"l{row.pk}", _("%(list)s, for the whole list") % {"list": row})]
                + [(f"c{each.pk}", each.person.name) for each in self.candidacies.get(row.pk, [])],
            )
            for row in self.lists
        ]

    @property
    def what(self) -> list[tuple[str, str]]:
        return [
            (str(ask.pk), f"{number}. {words.title}")
            for number, (ask, words) in enumerate(self.questions, 1)
        ]


def hall_of(questionnaire: Questionnaire, day: date) -> Hall:
    """Four queries, however many lists, candidates and asks."""
    contest = questionnaire.contest
    candidacies = defaultdict(list)
    rows = named(Candidacy.objects.filter(contest=contest), day).select_related("person")
    for row in rows:
        candidacies[row.list_id].append(row)
    asks = asks_of(questionnaire)
    words = words_for(asks, [(get_language() or "")[:2]])
    return Hall(
        list(contest.lists.in_ballot_order()),
        candidacies,
        [(ask, words[ask.pk]) for ask in asks],
    )


class Noted(StrEnum):
    """What became of what was noted."""

    NOTHING = "nothing"
    WAITS = "waits"
    DIFFERS = "differs"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class NotedCell:
    ask: Ask
    words: AskWords
    note: Answer | None

    @property
    def state(self) -> Noted:
        return state_of(self.note)


@dataclass(frozen=True, slots=True)
class NotedRow:
    """A list, or a candidate of it of whom something was noted; ``key`` as forms send it."""

    key: str
    of: ElectoralList
    candidacy: Candidacy | None
    cells: list[NotedCell]

    def count(self, state: Noted) -> int:
        return sum(cell.state == state for cell in self.cells)

    @property
    def public(self) -> int:
        return self.count(Noted.PUBLIC)

    @property
    def waiting(self) -> int:
        return self.count(Noted.WAITS)

    @property
    def differing(self) -> int:
        return self.count(Noted.DIFFERS)


def state_of(note: Answer | None) -> Noted:
    if note is None:
        return Noted.NOTHING
    if note.confirmed_at is not None:
        return Noted.PUBLIC
    return Noted.DIFFERS if note.sent_back_at is not None else Noted.WAITS


def noted_at(stage: StageEvent, hall: Hall) -> list[NotedRow]:
    """Every list, and after it those of its candidates who were heard; one query."""
    last = last_notes(stage.answers.order_by("pk"))
    heard = {key for key, _ask in last}
    return [
        NotedRow(key, row, candidacy, cells_of(key, last, hall))
        for key, (row, candidacy) in hall.respondents.items()
        if candidacy is None or key in heard
    ]


def last_notes(notes: Iterable[Answer]) -> dict[tuple[str, int], Answer]:
    """By respondent and ask; those that were put aside without a word say nothing."""
    found: dict[tuple[str, int], Answer] = {}
    for note in notes:
        if note.sent_back_at is None or note.sent_back_why:
            key = f"c{note.candidacy_id}" if note.candidacy_id else f"l{note.list_id}"
            found[key, note.ask_id] = note
    return found


def cells_of(key: str, last: dict[tuple[str, int], Answer], hall: Hall) -> list[NotedCell]:
    return [NotedCell(ask, words, last.get((key, ask.pk))) for ask, words in hall.questions]


@dataclass(frozen=True, slots=True)
class ToConfirm:
    note: Answer
    asked: AskWords

    @property
    def name(self) -> str:
        return respondent_name(self.note)


def to_confirm(stage: StageEvent) -> list[ToConfirm]:
    """What waits for a second witness, in the order in which it was said; two queries."""
    standing = Ask.objects.standing().filter(questionnaire=stage.questionnaire_id)
    rows = Answer.objects.unconfirmed().filter(stage=stage, ask__in=standing)
    rows = rows.select_related("ask__asked_by", "ask__provision", "list", "candidacy__person")
    notes = list(rows.order_by("said_at", "pk"))
    words = words_for([note.ask for note in notes], [(get_language() or "")[:2]])
    return [ToConfirm(note, words[note.ask_id]) for note in notes]


def confirmed_at(stage: StageEvent) -> int:
    """How many answers given there are public."""
    return stage.answers.exclude(confirmed_at=None).count()
