"""Answers that came on paper or by e-mail: what waits for a second person, what was sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from socle.accounts.models import User
from socle.commitments.models import Answer, Ask, AskWords, Invitation, Letter, Questionnaire
from socle.commitments.queries.answering import Said, asks_of, respondent_name, words_for


class LetterState(StrEnum):
    WAITS = "waits"
    SENT_BACK = "sent_back"
    CONFIRMED = "confirmed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter with its answers, in the order in which they were asked."""

    letter: Letter
    answers: list[Answer]

    @property
    def name(self) -> str:
        return respondent_name(self.letter.invitation)

    @property
    def state(self) -> LetterState:
        """Gone: taken back, mended by another, or settled by the link meanwhile."""
        if any(row.confirmed_at for row in self.answers):
            return LetterState.CONFIRMED
        if any(row.sent_back_at is None for row in self.answers):
            return LetterState.WAITS
        if self.why and not hasattr(self.letter, "mended_by") and self.letter.scan_type:
            return LetterState.SENT_BACK
        return LetterState.GONE

    @property
    def why(self) -> str:
        """What differs, as a second person said."""
        return next((row.sent_back_why for row in self.answers if row.sent_back_why), "")

    @property
    def confirmed(self) -> list[Answer]:
        return [row for row in self.answers if row.confirmed_at]


@dataclass(frozen=True, slots=True)
class LetterBook:
    """All letters of a contest, as one person meets them."""

    lines: list[LetterLine]
    person: User

    def of(self, state: LetterState, *, mine: bool) -> list[LetterLine]:
        key = self.person.pk
        return [
            line
            for line in self.lines
            if line.state == state and (line.letter.entered_by_id == key) == mine
        ]

    @property
    def to_confirm(self) -> list[LetterLine]:
        return self.of(LetterState.WAITS, mine=False)

    @property
    def waiting(self) -> list[LetterLine]:
        return self.of(LetterState.WAITS, mine=True)

    @property
    def to_mend(self) -> list[LetterLine]:
        """Whoever entered it may be away: anyone who may enter mends it."""
        return self.of(LetterState.SENT_BACK, mine=True) + self.of(
            LetterState.SENT_BACK, mine=False
        )

    @property
    def confirmed(self) -> list[LetterLine]:
        return [line for line in self.lines if line.state == LetterState.CONFIRMED]


def letters_in(questionnaire: Questionnaire) -> list[LetterLine]:
    """Two queries, however many; scans are left where they are."""
    return lines_of(Letter.objects.filter(invitation__questionnaire=questionnaire))


def letters_from(invitation: Invitation) -> list[LetterLine]:
    return lines_of(Letter.objects.filter(invitation=invitation))


def line_of(letter: Letter) -> LetterLine:
    return lines_of(Letter.objects.filter(pk=letter.pk))[0]


def lines_of(rows: QuerySet[Letter]) -> list[LetterLine]:
    answers = Answer.objects.select_related("ask", "receipt").order_by("ask__position", "ask_id")
    rows = rows.select_related(
        "invitation__list", "invitation__candidacy__person", "entered_by", "mended_by"
    )
    rows = rows.defer("scan", "mended_by__scan").order_by("entered_at", "pk")
    rows = rows.prefetch_related(Prefetch("answers", answers))
    return [LetterLine(row, list(row.answers.all())) for row in rows]


def who_can_write(questionnaire: Questionnaire) -> list[Invitation]:
    """Whose letter can be entered: all who are invited, lists in ballot order, then candidates."""
    rows = questionnaire.invitations.select_related("list", "candidacy__person")
    return sorted(
        rows,
        key=lambda row: (
            row.candidacy_id is not None,
            row.list.number or 1_000,
            row.list.name,
            respondent_name(row),
        ),
    )


@dataclass(frozen=True, slots=True)
class Put:
    """An ask as the letter answers it: ``said`` is what was typed of it before."""

    number: int
    ask: Ask
    words: AskWords
    said: Said


def put_to(questionnaire: Questionnaire, before: Sequence[Answer] = ()) -> list[Put]:
    """What is asked, with what a letter that was sent back said of it."""
    asks = asks_of(questionnaire)
    words = words_for(asks, [(get_language() or "")[:2]])
    said = {row.ask_id: Said.of(row) for row in before}
    return [
        Put(number, ask, words[ask.pk], said.get(ask.pk, Said()))
        for number, ask in enumerate(asks, 1)
    ]


def with_words(answers: Sequence[Answer], language: str = "") -> list[tuple[AskWords, Answer]]:
    """Each answer beside what was asked."""
    words = words_for([row.ask for row in answers], [language or (get_language() or "")[:2]])
    return [(words[row.ask_id], row) for row in answers]


def scan_in(letter: Letter) -> bytes:
    """Empty once it is gone."""
    found = Letter.objects.filter(pk=letter.pk).values_list("scan", flat=True).first()
    return bytes(found) if found else b""
