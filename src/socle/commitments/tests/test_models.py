"""What the database itself holds of asks, invitations and answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from socle.commitments.models import Answer, Ask
from socle.commitments.tests.rows import (
    AnswerFactory,
    AskFactory,
    InvitationFactory,
    QuestionnaireFactory,
)
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory
from socle.groups.tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def refuses(act):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()
    return str(refused.value)


def test_one_questionnaire_a_contest_and_none_opens_without_a_deadline():
    first = QuestionnaireFactory()
    refuses(lambda: QuestionnaireFactory(contest=first.contest))
    assert "commitments_opened_with_a_deadline" in refuses(
        lambda: QuestionnaireFactory(deadline=None)
    )


def test_a_list_is_invited_once_and_each_of_its_candidates_once():
    invitation = InvitationFactory()
    again = {"questionnaire": invitation.questionnaire, "list": invitation.list}
    candidate = CandidacyFactory(list=invitation.list)
    InvitationFactory(**again, candidacy=candidate)
    refuses(lambda: InvitationFactory(**again))
    refuses(lambda: InvitationFactory(**again, candidacy=candidate))


def test_an_address_has_a_source_and_without_one_what_was_tried_is_told():
    assert "commitments_address_has_a_source" in refuses(
        lambda: InvitationFactory(address_source="")
    )
    nothing = {"address": "", "address_source": ""}
    assert "commitments_reached_or_told_why" in refuses(lambda: InvitationFactory(**nothing))
    InvitationFactory(**nothing, unreachable="No address on the poster; three calls.")


def test_yes_if_says_on_what_condition():
    assert "commitments_yes_if_has_a_condition" in refuses(lambda: AnswerFactory(stance="yes_if"))
    AnswerFactory(stance="yes_if", condition="If the region pays half.")


def test_what_was_said_on_stage_was_said_somewhere_some_time():
    assert "commitments_said_somewhere" in refuses(lambda: AnswerFactory(via="stage"))
    AnswerFactory(via="stage", place="Salle Arbre d’or", said_at=NOW)


def test_a_later_answer_takes_the_place_of_the_first_which_stays():
    first = AnswerFactory()
    same = {"ask": first.ask, "list": first.list}
    refuses(lambda: AnswerFactory(**same, stance="no"))
    Answer.objects.filter(pk=first.pk).update(is_current=False)
    later = NOW + timedelta(days=1)
    second = AnswerFactory(**same, stance="no", supersedes=first, received_at=later)
    assert list(Answer.objects.current()) == [second]
    assert Answer.objects.count() == 2


def test_a_frozen_ask_has_a_digest_and_other_words_are_another_ask():
    first = AskFactory()
    assert "commitments_frozen_with_a_digest" in refuses(lambda: AskFactory(digest=""))
    AskFactory(questionnaire=first.questionnaire, replaces=first)
    refuses(lambda: AskFactory(questionnaire=first.questionnaire, replaces=first))
    assert Ask.objects.standing().count() == 1


def test_two_lists_of_a_contest_answer_apart():
    first = AnswerFactory()
    AnswerFactory(ask=first.ask, list=ElectoralListFactory(contest=first.list.contest))
    assert Answer.objects.filter(ask=first.ask).count() == 2
