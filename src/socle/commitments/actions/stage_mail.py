"""Who was heard on stage gets a receipt with the exact words, where an address is known."""

from datetime import datetime
from typing import Any

from django.utils import translation

from socle.commitments.actions.answering import write
from socle.commitments.actions.telling import published_address
from socle.commitments.models import Answer, Invitation
from socle.commitments.queries.answering import respondent_name, words_for
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import write_mail

TEMPLATE = "stage_receipt"


def send_stage_receipt(
    answer: Answer, invitation: Invitation | None, digest: str, now: datetime
) -> None:
    """To the address they were invited at, with their link; else to that which the list or the
    candidate published. With neither, the page of the receipt is printed."""
    if invitation is not None and invitation.address:
        context = receipt_context(answer, digest, invitation.language)
        live = invitation.sent_at is not None and invitation.revoked_at is None
        write(invitation, TEMPLATE, now, has_link=live, **context)
        return
    address = published_address(answer)
    if not address:
        return
    contest = answer.ask.questionnaire.contest
    with translation.override(answer.language):
        context = receipt_context(answer, digest, answer.language) | {
            "respondent": respondent_name(answer),
            "contest": contest_title(contest),
        }
    write_mail(
        to=address,
        template=f"commitments/mail/{TEMPLATE}",
        context=context,
        language=answer.language,
        now=now,
        forget=True,
    )


def receipt_context(answer: Answer, digest: str, language: str) -> dict[str, Any]:
    return {
        "answer": answer,
        "stage": answer.stage,
        "group": answer.stage.group if answer.stage else None,
        "asked": words_for([answer.ask], [language])[answer.ask_id],
        "digest": digest,
    }
