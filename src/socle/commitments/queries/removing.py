"""What a line of the ledger holds, for whoever has to remove it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from socle.commitments.models import Answer, Ask, Commitment, LedgerLine
from socle.commitments.queries.payloads import answer_key, subject_of
from socle.commitments.queries.saying import Said, said
from socle.commitments.queries.statement_lines import commitment_key
from socle.elections.models import Contest


@dataclass(frozen=True, slots=True)
class LineHeld:
    """``answer`` is the row it is about, if that is one; ``others``: lines about the same that hold
    something too."""

    line: LedgerLine
    answer: Answer | None
    promise: Commitment | None
    others: list[Said]

    @property
    def said(self) -> Said:
        return said(self.line)

    @property
    def payload(self) -> dict[str, Any]:
        return self.line.payload or {}

    @property
    def contest(self) -> Contest | None:
        if self.answer:
            return self.answer.ask.questionnaire.contest
        return self.promise.follow_up.contest if self.promise else None

    @property
    def held_words(self) -> bool:
        """The line says why words are held; the row has them."""
        return self.line.kind == "hold"


def with_content() -> "QuerySet[LedgerLine]":
    """Lines from which something can be removed, in their order."""
    return LedgerLine.objects.exclude(payload=None).exclude(kind="tombstone").order_by("seq")


def line_held(line: LedgerLine) -> LineHeld:
    rows = Answer.objects.select_related(
        "ask__questionnaire__contest__election",
        "ask__questionnaire__contest__area",
        "ask__questionnaire__contest__body",
    )
    answer = rows.filter(pk=answer_key(line.subject)).first()
    promises = Commitment.objects.select_related(
        "follow_up__contest__election", "follow_up__contest__area", "follow_up__contest__body"
    )
    promise = promises.filter(pk=commitment_key(line.subject)).first()
    others = with_content().filter(subject=line.subject).exclude(pk=line.pk)
    return LineHeld(line, answer, promise, [said(each) for each in others])


def lines_about(ask: Ask) -> list[Said]:
    subjects = [subject_of(answer) for answer in ask.answers.public().only("pk")]
    return [said(line) for line in with_content().filter(subject__in=subjects)]
