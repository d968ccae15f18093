"""What lines of the ledger say of an answer, made from its row: the same at each making."""

from typing import Any

from socle.commitments.chain.lines import moment
from socle.commitments.kinds import Answer as AnswerLine
from socle.commitments.kinds import Correction, Hold, Payload, Withdrawal
from socle.commitments.models import Answer, LedgerLine
from socle.commitments.queries.answering import contest_key


def subject_of(answer: Answer) -> str:
    return f"answer:{answer.pk}"


def answer_key(subject: str) -> int:
    """The key of the row that a line is about; 0 where that is no answer."""
    kind, _colon, key = subject.partition(":")
    return int(key) if kind == "answer" and key.isdigit() else 0


def about(answer: Answer) -> dict[str, Any]:
    return {
        "contest": contest_key(answer.ask.questionnaire.contest),
        "ask": str(answer.ask_id),
        "ask_digest": answer.ask.digest,
        "respondent": {
            "kind": "candidacy" if answer.candidacy_id else "list",
            "id": str(answer.candidacy_id or answer.list_id),
            "name": answer.respondent_name,
        },
    }


def said_by(answer: Answer) -> dict[str, Any]:
    given = about(answer) | {
        "stance": answer.stance,
        "condition": answer.condition,
        "words": answer.words,
        "language": answer.language,
        "channel": answer.via,
        "sureness": answer.certainty,
        "received_at": moment(answer.received_at),
        "source": answer.public_source,
    }
    if answer.via == Answer.Via.STAGE and answer.said_at is not None:
        given |= {"said_at": moment(answer.said_at), "place": answer.place}
    return given


def payload_of(answer: Answer) -> Payload:
    """Raises ValueError where its words hold what no line may hold."""
    before = line_before(answer)
    if before is None:
        return AnswerLine.model_validate(said_by(answer))
    return correction_of(answer, before)


def correction_of(answer: Answer, line: LedgerLine) -> Correction:
    """Of the line that said otherwise."""
    return Correction.model_validate(said_by(answer) | {"corrects": line.seq})


def line_before(answer: Answer) -> LedgerLine | None:
    """Of the last answer that it supersedes and that was published. Once an answer is superseded
    it is published no more, so that this changes no more either."""
    before = answer.supersedes
    while before is not None and before.published_at is None:
        before = before.supersedes
    return line_of(before) if before is not None else None


def line_of(answer: Answer) -> LedgerLine | None:
    """The line that published it, with its words or without."""
    kinds = [AnswerLine.kind, Correction.kind, Hold.kind]
    rows = LedgerLine.objects.filter(subject=subject_of(answer), kind__in=kinds)
    return rows.order_by("-seq").first()


def hold_of(answer: Answer) -> Hold:
    return Hold.model_validate(
        about(answer)
        | {"stance": answer.stance, "receipt": answer.receipt_id, "reason": answer.held_why}
    )


def withdrawal_of(answer: Answer, line: LedgerLine, received_at: Any) -> Withdrawal:
    return Withdrawal.model_validate(
        about(answer) | {"withdraws": line.seq, "received_at": moment(received_at)}
    )
