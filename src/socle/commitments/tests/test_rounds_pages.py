"""Claire asks a whole level by pages: chooses, sees where and where not, confirms, follows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.asking import propose_ask
from socle.commitments.actions.rounds import ask_level, work_on
from socle.commitments.forms.inviting import InviteForm
from socle.commitments.models import AskRound
from socle.commitments.queries.rounds import day_to_answer
from socle.commitments.tests.campaign import (
    group_in,
    in_a_hundred_days,
    organiser_of,
    provision_of,
)
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.groups.models import Declaration
from socle.groups.tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
CODES = ("92094", "92142", "52011")


@pytest.fixture
def election():
    return ElectionFactory(day=in_a_hundred_days())


@pytest.fixture
def contests(election):
    return [ContestFactory(code=code, election=election) for code in CODES]


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def page(claire):
    return browser(claire)


@pytest.fixture
def buses():
    return provision_of("Des bus le soir")


def address(name, *args):
    with override("en"):
        return reverse(f"commitments:{name}", args=args)


def chosen(provision, election, region=""):
    query = f"?provision={provision.pk}&election={election.pk}&region={region}"
    return address("round-new") + query


def days(election):
    today = timezone.localdate()
    return {
        "freeze_on": (today + timedelta(days=5)).isoformat(),
        "answer_by": (today + timedelta(days=40)).isoformat(),
    }


def made_of(provision, election, by):
    today = timezone.localdate()
    made = ask_level(
        provision=provision,
        election=election,
        region=None,
        group=coalition(),
        freeze_on=today + timedelta(days=5),
        answer_by=today + timedelta(days=40),
        by=by,
        now=timezone.now(),
    )
    work_on(made.pk, clock=timezone.now)
    return made


def test_from_a_demand_to_an_ask_in_every_commune(page, contests, election, buses):
    offered = page.get(address("round-new")).context["form"].fields["provision"].choices
    assert offered == [("Commune", [(str(buses.pk), "Un bus par heure (commune)")])]
    propose_ask(contest=contests[2], group=group_in(), provision=buses, by=None, now=timezone.now())
    seen = page.get(chosen(buses, election))
    assert [row.code for row in seen.context["plan"].asked] == [*CODES[:2]]
    assert [(row.code, str(why)) for row, why in seen.context["left_out"]] == [
        (CODES[2], "Left out: it is asked there already")
    ]
    answered = page.post(chosen(buses, election), days(election), follow=True)
    assert notices(answered) == ["Asked: it is being proposed in each contest."]
    made = AskRound.objects.get()
    work_on(made.pk, clock=timezone.now)
    shown = page.get(address("round", made.pk)).context["found"]
    assert [(str(words), n) for _key, words, n in shown.counts] == [
        ("Proposed", 2),
        ("Left out: it is asked there already", 1),
    ]


def test_an_election_where_that_level_does_not_vote_is_told(page, contests, election, buses):
    other = ElectionFactory(day=in_a_hundred_days())
    answered = page.get(chosen(buses, other))
    assert (answered.status_code, errors(answered)) == (
        422,
        {"election": ["No council of that level is voted for there at that election."]},
    )


def test_days_out_of_order_are_told_and_nothing_is_asked(page, contests, election, buses):
    given = days(election)
    given["answer_by"] = given["freeze_on"]
    answered = page.post(chosen(buses, election), given)
    assert errors(answered) == {"answer_by": ["Choose a day after the words are frozen."]}
    assert not AskRound.objects.exists()


def stand(person, contest):
    Declaration.objects.create(
        user=person,
        stands=True,
        holds=False,
        area=contest.area,
        body=contest.body,
        made_at=timezone.now(),
    )


@pytest.mark.parametrize("act", ["round-freeze", "round-take-back"])
def test_who_stands_there_neither_freezes_nor_takes_back(
    page, claire, contests, election, buses, act
):
    made = made_of(buses, election, claire)
    stand(claire, contests[0])
    [words] = notices(page.post(address(act, made.pk), follow=True))
    assert words.startswith("You declared that you stand in")
    made.refresh_from_db()
    assert made.state == "proposed"


def test_who_stands_there_cannot_ask(page, claire, contests, election, buses):
    stand(claire, contests[0])
    answered = page.post(chosen(buses, election), days(election))
    assert "You step aside from these contests" in answered.content.decode()
    assert not AskRound.objects.exists()


def test_taken_back_from_its_page(page, claire, contests, election, buses):
    made = made_of(buses, election, claire)
    undo = address("round-take-back", made.pk)
    assert page.get(undo).context["found"].asked == 3
    assert notices(page.post(undo, follow=True)) == ["Taken back: no contest is asked it any more."]
    made.refresh_from_db()
    assert (made.state, made.asks.count()) == ("undone", 0)


def test_frozen_from_its_page_it_is_taken_back_no_more(page, claire, contests, election, buses):
    made = made_of(buses, election, claire)
    read = page.get(address("round-freeze", made.pk)).context["line"]["words"]
    assert read.title == "Un bus par heure (commune)"
    frozen = page.post(address("round-freeze", made.pk), follow=True)
    assert notices(frozen) == ["Its words are being frozen, in every contest."]
    refused = page.post(address("round-take-back", made.pk), follow=True)
    assert notices(refused) == ["Words are frozen: withdraw the ask in a contest, with a reason."]


def test_a_local_group_sees_when_its_words_are_frozen(claire, contests, election, buses):
    made = made_of(buses, election, claire)
    group = group_in(CODES[1])
    shown = browser(organiser_of(group)).get(address("way", group.slug, contests[1].pk))
    assert shown.context["way"].has_mine_to_freeze is False
    assert "its words are frozen on" in shown.content.decode()
    assert made.asks.count() == 3


def test_the_last_day_to_answer_is_proposed_to_who_invites(claire, contests, election, buses):
    made = made_of(buses, election, claire)
    today = timezone.localdate()
    day = day_to_answer(contests[0].questionnaire)
    form = InviteForm(contest=contests[0], today=today, proposed=day)
    assert form.initial["deadline"] == made.answer_by


@pytest.mark.parametrize("more", [0, 9])
def test_one_contest_or_ten_take_as_many_questions(
    page, claire, election, buses, more, django_assert_num_queries
):
    codes = [*CODES, "92003", "92006", "92035", "92045", "92048", "92054", "92087"][: 1 + more]
    for code in codes:
        ContestFactory(code=code, election=election)
    made = made_of(buses, election, claire)
    page.get(address("round", made.pk))
    with django_assert_num_queries(11):
        page.get(address("round", made.pk))
    with django_assert_num_queries(18):
        page.get(chosen(buses, election))


TABLE = """
                     visi stra orga coor
GET  rounds            in  404  404  200
GET  round-new         in  404  404  200
GET  round             in  404  404  200
GET  round-freeze      in  404  404  200
POST round-freeze      in  404  404  302
GET  round-take-back   in  404  404  200
POST round-take-back   in  404  404  302
"""


def test_who_may_see_and_do_what(page, claire, contests, election, buses):
    made = made_of(buses, election, claire)
    alice = UserFactory()
    MembershipFactory(user=alice, group=group_in(), role="organiser")
    visitors = [Client(), browser(UserFactory()), browser(alice), page]

    def answer(method, name, visitor):
        args = [] if name in ("rounds", "round-new") else [made.pk]
        response = getattr(visitor, method.lower())(address(name, *args))
        signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
        return "in" if signs_in else str(response.status_code)

    wanted = [line.split() for line in TABLE.splitlines()[2:]]
    found = [[*line[:2], *(answer(*line[:2], each) for each in visitors)] for line in wanted]
    assert found == wanted
