"""A letter of invitation as it is printed: the words of the message, the link as text and QR."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from socle.commitments.models import Answer, Invitation, Letter, Questionnaire
from socle.commitments.queries.answering import (
    is_sealed,
    last_day,
    respondent_name,
    words_for,
)
from socle.commitments.queries.asking import Asks, asks_of
from socle.commitments.queries.councils import whom_in_words
from socle.commitments.queries.links import last_moment, link_for
from socle.elections.queries.titles import contest_title
from socle.foundation.qr import qr_code


def words_of_invitation(
    questionnaire: Questionnaire, asks: Asks, language: str, ends: datetime | None
) -> dict[str, Any]:
    """What everyone who is invited in that contest reads, by message or on paper. ``ends``: of
    their days to answer, after the deadline for a list that became known late."""
    return {
        "contest": contest_title(questionnaire.contest, language),
        "election": questionnaire.contest.election,
        "deadline": ends,
        "is_late": ends != questionnaire.deadline,
        "asks": [
            replace(said, whom=whom_in_words(questionnaire.contest, line.ask.provision, language))
            for line, said in zip(asks.frozen, asks.in_language(language), strict=True)
        ],
        "groups": sorted({line.ask.asked_by.name for line in asks.frozen}),
    }


def letter_on_paper(invitation: Invitation) -> SafeString:
    """In the language of the invitation, whatever that of the page around it."""
    language = invitation.language
    link = link_for(invitation)
    own = {
        "who": respondent(invitation),
        "link": link,
        "qr": qr_code(link),
        "controller": settings.SOCLE_CONTROLLER,
        "language": language,
    }
    questionnaire = invitation.questionnaire
    ends = last_moment(invitation, questionnaire)
    shared = words_of_invitation(questionnaire, asks_of(questionnaire), language, ends)
    with translation.override(language):
        return render_to_string("commitments/parts/letter.html", shared | own)


def respondent(invitation: Invitation) -> str:
    """A candidate by their name, a list by its number and name."""
    candidacy = invitation.candidacy
    return candidacy.person.name if candidacy else str(invitation.list)


def receipt_on_paper(letter: Letter, answers: Sequence[Answer], now: datetime) -> SafeString:
    """Of answers that came by letter, in its language, for who has no e-mail address."""
    questionnaire = letter.invitation.questionnaire
    language = letter.language
    words = words_for([row.ask for row in answers], [language])
    with translation.override(language):
        shown = {
            "rows": [(words[row.ask_id], row) for row in answers],
            "letter": letter,
            "language": language,
            "respondent": respondent_name(letter.invitation),
            "contest": contest_title(questionnaire.contest, language),
            "deadline": questionnaire.deadline,
            "is_sealed": is_sealed(questionnaire, now),
            "last_day": last_day(letter.invitation),
            "ledger": settings.SOCLE_BASE_URL + reverse("commitments:ledger"),
            "controller": settings.SOCLE_CONTROLLER,
            "groups": sorted({row.ask.asked_by.name for row in answers}),
        }
        return render_to_string("commitments/parts/receipt.html", shown)
