"""Respondents who answer through the actions, as the pages do."""

from datetime import timedelta

from django.utils import translation

from socle.commitments.actions.answering import save_draft, send_answers
from socle.commitments.queries.answering import Said, mark_of, questions_for
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.groups.tests.factories import NOW

DAY = timedelta(days=1)
DEADLINE = NOW + 21 * DAY
LATE = DEADLINE + DAY


def send(invitation, ask, stance="yes", words="", *, now=NOW):
    """Type one answer and send it."""
    condition = "If the region pays half." if stance == "yes_if" else ""
    with translation.override("en"):
        invitation.refresh_from_db()
        there = next(row.said for row in questions_for(invitation) if row.ask == ask)
        said = Said(stance, condition, words, "en")
        save_draft(invitation=invitation, ask=ask, said=said, seen=there.mark, now=now)
        mark = mark_of(questions_for(invitation))
        return send_answers(invitation=invitation, seen=mark, now=now)[0]


def contest_with(lists=2):
    """An ask and so many invited lists of one contest."""
    questionnaire = QuestionnaireFactory(deadline=DEADLINE)
    ask = AskFactory(questionnaire=questionnaire, words="A bus every half hour")
    invitations = [InvitationFactory(questionnaire=questionnaire) for _n in range(lists)]
    return questionnaire, ask, invitations
