"""Who answered by letter or e-mail gets a receipt with the exact words, as by the link."""

from collections.abc import Sequence
from datetime import datetime

from socle.commitments.actions.answering import write
from socle.commitments.actions.ledger import Seal
from socle.commitments.models import Answer, Invitation, Letter
from socle.commitments.queries.answering import is_sealed, words_for


def send_letter_receipt(
    letter: Letter,
    invitation: Invitation,
    answers: Sequence[Answer],
    seals: Sequence[Seal],
    now: datetime,
) -> None:
    """To the address of the invitation; where there is none, or its link was revoked, the page of
    the receipt is printed: nobody knows who reads there, and the words are sealed."""
    if invitation.revoked_at is not None:
        return
    language = letter.language
    words = words_for([row.ask for row in answers], [language])
    rows = [
        (words[row.ask_id], row, sealed.digest) for row, sealed in zip(answers, seals, strict=True)
    ]
    has_link = invitation.sent_at is not None
    write(
        invitation,
        "letter_receipt",
        now,
        language=language,
        rows=rows,
        letter=letter,
        has_link=has_link,
        is_sealed=is_sealed(invitation.questionnaire, now),
    )
