"""Alice looks after the invitations of candidates by pages, as she does after those of lists."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.inviting_mail import write_due
from socle.commitments.actions.inviting_rule import publish_rule
from socle.commitments.models import Approach, Invitation
from socle.commitments.queries.links import Dead, invitation_of, token_of
from socle.commitments.tests.campaign import contest_in, group_in, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.demands.tests.people import browser, errors, notices
from socle.elections.tests.factories import CandidacyFactory, ElectoralListFactory, PersonFactory
from socle.foundation.models import OutgoingMail
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def now():
    """Pages go by the clock of the machine."""
    return timezone.now()


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def page(gembloux):
    return browser(organiser_of(gembloux))


@pytest.fixture
def asked(gembloux, now):
    found = QuestionnaireFactory(
        contest=contest_in(), opened_at=now - 2 * DAY, deadline=now + 19 * DAY
    )
    AskFactory(questionnaire=found, asked_by=gembloux, provision=provision_of())
    publish_rule(
        contest=found.contest,
        group=gembloux,
        kind="all",
        reach="candidates",
        words="",
        language="en",
        adopted_on=date.today(),
        by=None,
        now=now,
    )
    return found


@pytest.fixture
def tilleuls(asked):
    """A list that was invited, and its second candidate too."""
    row = ElectoralListFactory(contest=asked.contest, name="Tilleuls", number=1)
    InvitationFactory(questionnaire=asked, list=row, expires_at=asked.deadline + 2 * DAY)
    return row


@pytest.fixture
def second(asked, tilleuls):
    bo = PersonFactory(given_name="Bo", family_name="Van der Exemple")
    return InvitationFactory(
        questionnaire=asked,
        list=tilleuls,
        candidacy=CandidacyFactory(list=tilleuls, position=2, person=bo),
        address="second@example.org",
        expires_at=asked.deadline + 2 * DAY,
    )


def where(name, asked, gembloux, key):
    with override("en"):
        return reverse(f"commitments:{name}", args=[gembloux.slug, asked.contest_id, key])


@pytest.fixture
def act(page, asked, gembloux):
    def press(name, key, given=None):
        return page.post(where(name, asked, gembloux, key), given or {}, follow=True)

    return press


def test_their_own_link_is_revoked_and_another_sent(act, second, now):
    key, before = second.candidacy_id, token_of(second)
    shown = act("candidate-revoke", key)
    assert notices(shown) == ["This link opens no more. You can send another one."]
    assert invitation_of(before, now=now) == Dead.REVOKED
    assert [str(line.known) for line in shown.context["lines"]] == ["revoked"]
    assert "its link was revoked" in words_of(shown)
    assert notices(act("candidate-again", key)) == [
        "Another link leaves; the one before opens no more."
    ]
    write_due(clock=timezone.now)
    second.refresh_from_db()
    assert (invitation_of(before, now=now), invitation_of(token_of(second), now=now)) == (
        Dead.REVOKED,
        second,
    )
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["second@example.org"]
    kinds = second.candidacy.approaches.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["revoked", "sent_again"]


def test_the_link_of_their_list_stays(act, tilleuls, second, now):
    of_list = Invitation.objects.get(list=tilleuls, candidacy=None)
    act("candidate-revoke", second.candidacy_id)
    assert invitation_of(token_of(of_list), now=now) == of_list


def test_once_the_days_are_over_no_other_link_leaves(act, second, now):
    Invitation.objects.filter(pk=second.pk).update(expires_at=now - DAY)
    assert notices(act("candidate-again", second.candidacy_id)) == [
        "The days to answer are over: another link would not open."
    ]
    assert Invitation.objects.get(pk=second.pk).due_at is None


def test_a_refusal_is_noted_and_names_nobody_in_public(act, client, asked, second):
    sent = {"kind": "refused", "on": date.today().isoformat(), "words": "They will not."}
    shown = act("candidate-note", second.candidacy_id, sent)
    assert notices(shown) == ["Noted: Bo Van der Exemple."]
    assert [str(line.known) for line in shown.context["lines"]] == ["refused"]
    assert "refused to answer · They will not." in words_of(shown)
    with override("en"):
        public = words_of(client.get(reverse("commitments:fairness", args=[asked.contest_id])))
    assert "refused to answer · 1 other candidate" in public
    assert ("Van der Exemple" in public, "They will not." in public) == (False, False)


def test_a_number_is_refused_in_their_log_too(act, second):
    sent = {"kind": "called", "on": date.today().isoformat(), "words": "0470 12 34 56 rang."}
    assert errors(act("candidate-note", second.candidacy_id, sent)) == {
        "words": ["Anyone can read this: leave out 0470 12 34 56."]
    }
    assert not Approach.objects.exists()


def test_what_came_back_goes_to_another_address(act, page, asked, gembloux, second, now):
    form = where("candidate", asked, gembloux, second.candidacy_id)
    given = {"address": "other@example.org", "source": "Their leaflet", "language": "en"}
    assert notices(page.post(form, given, follow=True)) == ["That candidate was invited already."]
    before = token_of(second)
    bounced = {"kind": "bounced", "on": date.today().isoformat(), "words": ""}
    shown = act("candidate-note", second.candidacy_id, bounced)
    assert "Change the address" in words_of(shown)
    page.post(form, given)
    write_due(clock=timezone.now)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["other@example.org"]
    assert invitation_of(before, now=now) == Dead.REVOKED


def test_those_whose_address_became_known_since_are_invited_by_one_button(
    act, page, asked, gembloux, tilleuls
):
    for place in (3, 4):
        CandidacyFactory(list=tilleuls, position=place, email=f"c{place}@example.org")
    shown = page.get(where("candidates", asked, gembloux, tilleuls.pk))
    assert "2 candidates are not invited yet" in words_of(shown)
    shown = act("candidates-invite", tilleuls.pk)
    assert notices(shown) == ["2 candidates are invited."]
    assert "not invited yet" not in words_of(shown)
    write_due(clock=timezone.now)
    to = OutgoingMail.objects.order_by("to").values_list("to", flat=True)
    assert list(to) == ["c3@example.org", "c4@example.org"]


def test_too_late_for_them_the_page_says_so(act, asked, tilleuls, now):
    CandidacyFactory(list=tilleuls, position=3, email="c3@example.org")
    asked.deadline = now + 3 * DAY
    asked.save()
    Invitation.objects.update(expires_at=now + 5 * DAY)
    assert notices(act("candidates-invite", tilleuls.pk)) == [
        "Fewer than seven days are left to answer: too few to be fair."
    ]
