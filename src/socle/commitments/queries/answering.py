"""What a respondent sees under their link: what is asked, what they typed, what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Protocol

from django.utils import timezone
from django.utils.translation import get_language

from socle.commitments.chain.canonical import canonical
from socle.commitments.models import Answer, AnswerDraft, Ask, AskWords, Invitation, Questionnaire
from socle.commitments.queries.links import answers_by, vote_begins
from socle.elections.models import Contest


class Saying(Protocol):
    stance: str
    condition: str
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered to one ask, begun or whole."""

    stance: str = ""
    condition: str = ""
    words: str = ""
    language: str = ""

    @classmethod
    def of(cls, row: Saying | None) -> "Said":
        return cls(row.stance, row.condition, row.words, row.language) if row else cls()

    @property
    def is_whole(self) -> bool:
        return bool(self.stance) and bool(self.condition) == (self.stance == "yes_if")

    @property
    def mark(self) -> str:
        """Another answer has another mark: tells whether a page shows what stands there now."""
        parts = [self.stance, self.condition, self.words, self.language]
        return sha256(canonical(parts)).hexdigest()[:32] if any(parts[:3]) else ""


@dataclass(frozen=True, slots=True)
class Question:
    """An ask in the words of a reader, with what was typed and what was sent under the link."""

    number: int
    ask: Ask
    words: AskWords
    draft: AnswerDraft | None
    answer: Answer | None

    @property
    def said(self) -> Said:
        return Said.of(self.draft or self.answer)

    @property
    def is_new(self) -> bool:
        """Typed, whole, and not sent as it stands."""
        said = Said.of(self.draft)
        return said.is_whole and said != Said.of(self.answer)

    @property
    def is_begun(self) -> bool:
        return self.draft is not None and not Said.of(self.draft).is_whole


def questions_for(invitation: Invitation) -> list[Question]:
    """In the order in which they are put to everyone."""
    asks = asks_of(invitation.questionnaire)
    drafts = {row.ask_id: row for row in invitation.drafts.all()}
    answers = {row.ask_id: row for row in answers_of(invitation)}
    words = words_for(asks, [(get_language() or "")[:2], invitation.language])
    return [
        Question(number, ask, words[ask.pk], drafts.get(ask.pk), answers.get(ask.pk))
        for number, ask in enumerate(asks, 1)
    ]


def asks_of(questionnaire: Questionnaire) -> list[Ask]:
    rows = Ask.objects.standing().frozen().filter(questionnaire=questionnaire)
    return list(rows.select_related("asked_by", "provision__competent").order_by("position", "pk"))


def answers_of(invitation: Invitation) -> list[Answer]:
    """The last word of the same list or candidate, by whichever way it came."""
    return list(answers_by(invitation))


def words_for(asks: Sequence[Ask], languages: Sequence[str]) -> dict[int, AskWords]:
    """The frozen words of each, by key, in the first of these languages they have."""
    rank = {language: place for place, language in reversed(list(enumerate(languages)))}
    rows = AskWords.objects.filter(ask__in=asks).order_by("pk")
    found: dict[int, AskWords] = {}
    for row in sorted(rows, key=lambda row: rank.get(row.language, len(rank))):
        found.setdefault(row.ask_id, row)
    return found


def mark_of(questions: Sequence[Question]) -> str:
    """Of all that would be sent: another press, or another person, would send another."""
    new = [f"{row.ask.pk}:{row.said.mark}" for row in questions if row.is_new]
    return sha256("|".join(new).encode()).hexdigest()[:32] if new else ""


def respondent_name(row: Invitation | Answer) -> str:
    """A candidate by their name, a list by its own."""
    return row.candidacy.person.name if row.candidacy else row.list.name


def contest_key(contest: Contest) -> str:
    """As lines of the ledger name it: ``"vote-2018-namur"``."""
    return f"{contest.election.slug}-{contest.code}".lower().replace("_", "-")


def last_day(invitation: Invitation) -> date:
    """The eve of the vote: until then an answer can be corrected."""
    return timezone.localdate(vote_begins(invitation) - timedelta(hours=12))


def is_sealed(questionnaire: Questionnaire, now: datetime) -> bool:
    return questionnaire.deadline is None or now < questionnaire.deadline
