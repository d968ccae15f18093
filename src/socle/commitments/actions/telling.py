"""Writing to lists and candidates, each in the language of their invitation."""

from dataclasses import dataclass
from datetime import datetime

from socle.commitments.models import Answer, Ask, Invitation
from socle.commitments.queries.asking import frozen_words, in_page_language
from socle.commitments.queries.links import link_for
from socle.elections.queries.titles import contest_title
from socle.foundation.actions.mail import write_mail


@dataclass(frozen=True, slots=True)
class Told:
    """Where somebody who answered is reached, and in which language; ``link``: by which they answer
    again, empty where none stands."""

    address: str
    language: str
    link: str


def tell_who_answered(former: Ask, later: Ask, *, now: datetime) -> None:
    """That the words they answered were replaced: their answer stands to the former words only."""
    words = frozen_words([former, later])
    contest = former.questionnaire.contest
    for told in to_tell(former):
        write_mail(
            to=told.address,
            template="commitments/mail/ask_replaced",
            context={
                "contest": contest_title(contest, told.language),
                "election": contest.election,
                "former": in_page_language(words[former.pk], "", told.language),
                "later": in_page_language(words[later.pk], "", told.language),
                "group": later.asked_by,
                "link": told.link,
            },
            language=told.language,
            now=now,
        )


def to_tell(ask: Ask) -> list[Told]:
    """Whoever answered it, by the link, on stage or by letter, and has an address. Two queries."""
    rows = Invitation.objects.standing().filter(questionnaire=ask.questionnaire_id)
    invited = {(row.list_id, row.candidacy_id): row for row in rows}
    answers = Answer.objects.current().filter(ask=ask).select_related("list", "candidacy")
    found = [
        reached(row, invited.get((row.list_id, row.candidacy_id))) for row in answers.order_by("pk")
    ]
    return [told for told in found if told.address]


def reached(answer: Answer, invitation: Invitation | None) -> Told:
    """Where they were invited, else at the address that the list or the candidate published."""
    if invitation is not None and invitation.address:
        link = link_for(invitation) if invitation.sent_at else ""
        return Told(invitation.address, invitation.language, link)
    return Told(published_address(answer), answer.language, "")


def published_address(answer: Answer) -> str:
    return answer.candidacy.email if answer.candidacy else answer.list.contact_email
