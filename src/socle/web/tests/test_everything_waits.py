"""Alice is asked everything that anybody can be asked, in each of her groups: her home, the
overview of coordinators and the page of a group take as many queries for one as for fifty."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from socle.commitments.models import Ask, InvitationRule
from socle.commitments.tests.rows import (
    AnswerFactory,
    AskFactory,
    InvitationFactory,
    QuestionnaireFactory,
)
from socle.demands.actions.adopting import take_over
from socle.demands.actions.demanding import reword
from socle.demands.actions.memorandums import release_memorandum
from socle.demands.models import Offer
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.elections.models import CandidateFile
from socle.elections.tests.factories import (
    CandidacyFactory,
    ElectionFactory,
    ElectoralListFactory,
)
from socle.groups.models import GroupLink, Invitation, JoinRequest
from socle.groups.tests.factories import (
    ApproachFactory,
    DelegationFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.texts.models import Suggestion, Update
from socle.texts.queries.words import Words
from socle.texts.tests.factories import text_of
from socle.web.tests.reading import headings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

HOME = "/en/my-home/"
MEMBER = {
    "adopt",
    "charter",
    "contacts",
    "declaration",
    "freeze",
    "invitation",
    "link",
    "new",
    "presentation",
    "reading",
    "requests",
    "shown",
    "silence",
    "suggestions",
    "updates",
    "what_next",
}
COORDINATOR = MEMBER | {
    "candidates",
    "follow_up",
    "offers",
    "quiet",
    "release",
    "results",
    "welcome",
}


@pytest.fixture
def alice(client):
    """She speaks for an institution besides, and never said whether she stands."""
    alice = UserFactory(name="Alice")
    lately = date.today() - timedelta(days=2)
    DelegationFactory(user=alice, since=lately, until=None)
    client.force_login(alice)
    return alice


@pytest.fixture
def coordinating(alice):
    return MembershipFactory(user=alice, group=coalition(), role="organiser")


def asked(client) -> set[str]:
    return {step.kind for step in client.get(HOME).context["steps"]}


def all_waits(alice, count: int) -> None:
    """So many groups, with one thing of each kind in each."""
    demand, now = demand_of(title="Bus"), timezone.now()
    provision = demand.provisions.get()
    for number in range(count):
        group = GroupFactory(
            name=f"Group {number}", welcomed_at=None, presentation="", what_next=""
        )
        MembershipFactory(user=alice, group=group, role="organiser")
        JoinRequest.objects.create(user=UserFactory(), group=group, made_at=now)
        GroupLink.objects.create(part=GroupFactory(), whole=group, asked_at=now)
        invite(alice, now)
        mine = take_over(
            provision=provision, group=group, area=None, language="fr", by=alice, now=now
        )
        Update.objects.create(
            text=mine.text, revision=mine.text.base, state=Update.State.WAITING, asked_at=now
        )
        suggest(text_of(group), now)
        ask(group, provision, now)


def ask(group, provision, now) -> None:
    """Something to freeze, a list that nobody can reach yet, one that is silent, one to read."""
    over = QuestionnaireFactory(deadline=now - timedelta(hours=1))
    answered = AskFactory(questionnaire=over, asked_by=group, provision=provision)
    AnswerFactory(ask=answered, words="If the region pays.")
    begun = QuestionnaireFactory(deadline=None, opened_at=None)
    Ask.objects.create(
        questionnaire=begun,
        asked_by=group,
        provision=provision,
        position=1,
        proposed_at=now,
        updated_at=now,
    )
    ElectoralListFactory(contest=begun.contest)
    opened = QuestionnaireFactory()
    InvitationFactory(questionnaire=opened)
    for each in (begun, opened):
        InvitationRule.objects.create(
            questionnaire=each,
            group=group,
            language="en",
            adopted_on=timezone.localdate(now),
            published_at=now,
            lists_known=False,
        )


def invite(alice, now) -> None:
    group, until = GroupFactory(), now + timedelta(days=9)
    Invitation.objects.create(group=group, email=alice.email, made_at=now, expires_at=until)


def suggest(text, now) -> None:
    Suggestion.objects.create(
        revision=text.revisions.get(),
        title="Trams",
        language="en",
        nonce="n",
        state=Suggestion.State.OPEN,
        made_at=now,
        confirmed_at=now,
    )


def all_waits_for_coalition(alice, count: int) -> None:
    now = timezone.now()
    day = timezone.localdate(now) - timedelta(days=3)
    for number in range(count):
        past = ElectionFactory(day=day, opens_on=day)
        CandidacyFactory(list__contest__election=past)
        CandidateFile.objects.create(
            election=past, made_by=alice, made_at=now, state="read", source_title="Poster"
        )
        ApproachFactory(follower=alice, due_on=timezone.localdate(now))
        quiet = GroupFactory(alive_at=now - timedelta(days=100))
        MembershipFactory(group=quiet, role="organiser")
        offered = demand_of(GroupFactory(), title=f"Offered {number}", levels=[])
        Offer.objects.create(demand=offered, words="x", made_at=now)
        changed = demand_of(title=f"Demand {number}")
        memorandum = memorandum_of(changed, title=f"Memorandum {number}")
        release_memorandum(memorandum=memorandum, by=None, now=now)
        suggest(changed.text, now)
        said = Words.of("Deux bus", "On compte.", "Deux.", "")
        later = now + timedelta(seconds=1)
        asked = changed.provisions.get()
        reword(provision=asked, language="fr", words=said, by=None, now=later)


@pytest.mark.parametrize("count", [1, 10, 50])
def test_my_home_asks_as_much_for_fifty_groups_as_for_one(
    client, alice, count, django_assert_num_queries
):
    all_waits(alice, count)
    assert asked(client) == MEMBER
    with django_assert_num_queries(13):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 10, 50])
def test_so_does_that_of_a_coordinator(
    client, alice, coordinating, count, django_assert_num_queries
):
    all_waits(alice, count)
    all_waits_for_coalition(alice, min(count, 10))
    assert asked(client) == COORDINATOR
    with django_assert_num_queries(15):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 10])
def test_so_does_the_overview(client, alice, coordinating, count, django_assert_num_queries):
    all_waits_for_coalition(alice, count)
    client.get("/en/coalition/")
    with django_assert_num_queries(21):
        shown = client.get("/en/coalition/")
    assert f"To follow up {count}" in headings(shown, 2)


@pytest.mark.parametrize("count", [1, 10])
def test_so_does_the_page_of_a_group(client, alice, count, django_assert_num_queries):
    all_waits(alice, 1)
    group = alice.memberships.get().group
    for number in range(count):
        suggest(text_of(group), timezone.now())
        GroupLink.objects.create(
            part=GroupFactory(), whole=group, asked_at=timezone.now(), since=date(2026, 1, 1)
        )
        demand_of(group, title=f"Own {number}")
    with django_assert_num_queries(18):
        client.get(group.get_absolute_url())
