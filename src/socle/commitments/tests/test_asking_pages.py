"""Alice goes from three wordings of her group to frozen asks, by pages; others are told why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.asking import freeze_asks, propose_ask
from socle.commitments.models import Ask, Questionnaire
from socle.commitments.tests.campaign import (
    NAMUR,
    contest_in,
    group_in,
    organiser_of,
    own_wording,
    provision_of,
)
from socle.demands.actions.demanding import reword
from socle.demands.tests.factories import coalition
from socle.demands.tests.people import browser, notices
from socle.elections.tests.factories import ElectoralListFactory
from socle.groups.models import Declaration
from socle.groups.tests.factories import GroupFactory, MembershipFactory, UserFactory
from socle.texts.queries.words import Words
from socle.web.tests.reading import links, part, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def address(name, group, *rest):
    with override("en"):
        return reverse(f"commitments:{name}", args=[group.slug, *rest])


@pytest.fixture
def contest():
    return contest_in()


@pytest.fixture
def gembloux():
    return group_in()


@pytest.fixture
def alice(gembloux):
    return organiser_of(gembloux)


@pytest.fixture
def page(alice):
    return browser(alice)


def proposed(contest, group, title="Des bus"):
    return propose_ask(
        contest=contest, group=group, provision=provision_of(title), by=None, now=timezone.now()
    )


def frozen(contest, group, title="Des bus"):
    ask = proposed(contest, group, title)
    keys = list(ask.questionnaire.asks.standing().values_list("pk", flat=True))
    freeze_asks(
        questionnaire=ask.questionnaire, group=group, seen=keys, by=None, now=timezone.now()
    )
    ask.refresh_from_db()
    return ask


def test_from_three_wordings_to_three_frozen_asks(page, gembloux, contest):
    for title in ("Des bus", "Des arbres", "Des bancs"):
        own_wording(gembloux, provision_of(title), words=Words.of(title, "On compte.", "Oui."))
    listed = page.get(address("contests", gembloux))
    assert list(listed.context["rows"]) == [contest]
    choose = address("choose", gembloux, contest.pk)
    keys = [choice.key for choice in page.get(choose).context["choices"]]
    answered = page.post(choose, {"asks": keys}, follow=True)
    assert notices(answered) == ["Proposed. The other groups see it; nothing is frozen yet."]
    freeze = address("freeze", gembloux, contest.pk)
    seen = page.get(freeze).context["asks"].keys
    answered = page.post(freeze, {"seen": seen}, follow=True)
    assert notices(answered) == ["3 asks are frozen."]
    words = [line.words.title for line in answered.context["asks"].frozen]
    assert words == ["Des bus", "Des arbres", "Des bancs"]


def test_nothing_ticked_is_said_and_nothing_asked(page, gembloux, contest):
    own_wording(gembloux, provision_of())
    answered = page.post(address("choose", gembloux, contest.pk), {})
    assert answered.status_code == 422
    assert answered.context["form"].errors == {"asks": ["Tick at least one."]}
    assert not Questionnaire.objects.exists()


def test_more_than_ten_are_refused_and_what_was_ticked_stays_ticked(page, gembloux, contest):
    for number in range(11):
        own_wording(gembloux, provision_of(f"Demand {number}"))
    choose = address("choose", gembloux, contest.pk)
    keys = [choice.key for choice in page.get(choose).context["choices"]]
    answered = page.post(choose, {"asks": keys})
    assert answered.context["form"].errors == {
        "asks": ["There is room for 10 more: ten are the most, of all groups together."]
    }
    assert answered.context["form"].ticked == keys


def test_another_group_proposes_between_reading_and_freezing(page, gembloux, contest):
    proposed(contest, gembloux)
    freeze = address("freeze", gembloux, contest.pk)
    seen = page.get(freeze).context["asks"].keys
    proposed(contest, coalition(), "Des arbres")
    answered = page.post(freeze, {"seen": seen})
    assert answered.status_code == 409
    assert "Another group changed what it asks meanwhile" in answered.content.decode()
    assert not Ask.objects.frozen().exists()


def test_a_proposal_is_taken_back_and_a_frozen_ask_withdrawn_with_a_reason(page, gembloux, contest):
    ask = frozen(contest, gembloux)
    other = proposed(contest, gembloux, "Des arbres")
    page.post(address("take-back", gembloux, contest.pk, other.pk))
    assert list(Ask.objects.all()) == [ask]
    withdraw = address("ask-withdraw", gembloux, contest.pk, ask.pk)
    assert page.post(withdraw, {"why": ""}).status_code == 422
    page.post(withdraw, {"why": "The council voted it."})
    ask.refresh_from_db()
    assert ask.withdrawn_why == "The council voted it."


def test_asked_in_other_words_once_they_are_published(page, gembloux, contest):
    ask = frozen(contest, gembloux)
    replace = address("ask-replace", gembloux, contest.pk, ask.pk)
    assert notices(page.post(replace, follow=True)) == [
        "Its words did not change since they were frozen."
    ]
    other = Words.of("Un tram", "On compte.", "Un tram.")
    later = timezone.now() + timedelta(seconds=1)
    reword(provision=ask.provision, language="fr", words=other, by=None, now=later)
    page.post(replace)
    assert Ask.objects.get(replaces=ask).words.get().title == "Un tram"


def test_the_page_tells_what_another_group_asks_and_offers_no_act_on_it(page, gembloux, contest):
    ask = proposed(contest, coalition())
    shown = page.get(address("way", gembloux, contest.pk)).content.decode()
    assert ask.provision.text.revisions.get().title in shown
    assert address("take-back", gembloux, contest.pk, ask.pk) not in shown
    assert page.post(address("take-back", gembloux, contest.pk, ask.pk)).status_code == 404


class TestWhoMayNot:
    def test_who_stands_is_told_why_and_another_organiser_goes_on(
        self, page, gembloux, contest, alice
    ):
        Declaration.objects.create(
            user=alice,
            stands=True,
            holds=False,
            area=contest.area,
            body=contest.body,
            made_at=timezone.now(),
        )
        bob = browser(organiser_of(gembloux, "Bob"))
        way = address("way", gembloux, contest.pk)
        refused = page.get(way)
        assert (refused.status_code, bob.get(way).status_code) == (403, 200)
        assert "You step aside from this contest" in refused.content.decode()

    def test_a_new_group_is_told_what_it_lacks(self, contest):
        new = GroupFactory(areas=["92142"])
        refused = browser(organiser_of(new)).get(address("way", new, contest.pk))
        assert refused.status_code == 403
        assert "Your group cannot ask candidates yet" in refused.content.decode()

    def test_of_another_commune_there_is_nothing_to_see(self, page, gembloux):
        assert page.get(address("way", gembloux, contest_in(NAMUR).pk)).status_code == 404


PEOPLE = ["visitor", "stranger", "member", "organiser", "coordinator"]
TABLE = """
                visi stra memb orga coor
GET  contests     in  404  404  200  200
GET  way          in  404  404  200  200
GET  choose       in  404  404  200  200
POST choose       in  404  404  422  422
GET  freeze       in  404  404  200  200
POST freeze       in  404  404  409  409
POST take-back    in  404  404  302  302
GET  ask-withdraw in  404  404  200  200
POST ask-withdraw in  404  404  422  422
GET  ask-replace  in  404  404  200  200
POST ask-replace  in  404  404  302  302
"""


def test_who_may_see_and_do_what(gembloux, contest, alice):
    member, coordinator = UserFactory(), UserFactory()
    MembershipFactory(user=member, group=gembloux)
    MembershipFactory(user=coordinator, group=coalition(), role="organiser")
    own_wording(gembloux, provision_of("Des bancs"))
    asks = {"frozen": frozen(contest, gembloux), "proposed": proposed(contest, gembloux, "Trees")}
    visitors = [Client(), *map(browser, [UserFactory(), member, alice, coordinator])]

    def answer(method, name, visitor):
        rest = [] if name == "contests" else [contest.pk]
        if name.startswith(("ask-", "take")):
            rest.append(asks["proposed" if name == "take-back" else "frozen"].pk)
        response = getattr(visitor, method.lower())(address(name, gembloux, *rest))
        if name == "take-back" and not Ask.objects.filter(pk=rest[-1]).exists():
            asks["proposed"] = proposed(contest, gembloux, "Trees again")
        signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
        return "in" if signs_in else str(response.status_code)

    def line(method, name):
        answers = [answer(method, name, visitor) for visitor in visitors]
        return f"{method:5}{name:12}" + "".join(f"{said:>5}" for said in answers).rstrip()

    wanted = [row.split() for row in TABLE.splitlines()[2:]]
    assert [line(*row[:2]).split() for row in wanted] == wanted


def test_it_tells_when_answers_come_out_and_leads_to_what_is_to_be_read(page, gembloux, contest):
    ElectoralListFactory(contest=contest)
    held = frozen(contest, gembloux).questionnaire
    now = timezone.now()
    opened = {"opened_at": now - timedelta(days=9), "deadline": now + timedelta(days=1)}
    moments = [{}, opened, {"deadline": now - timedelta(hours=1)}, {"published_at": now}]
    told, leads = [], []
    for changed in moments:
        Questionnaire.objects.filter(pk=held.pk).update(**changed)
        shown = part(page.get(address("way", gembloux, contest.pk)), 'id="answers"', "</section>")
        told.append(words_in(shown))
        leads.append(len(links(shown)))
    expected = [
        "Answers They come out together, once the deadline that you set is past.",
        "Answers 0 lists of 1 answered so far.",
        "Answers The deadline is past.",
        "Answers Published together on",
    ]
    assert [words in shown for words, shown in zip(expected, told, strict=True)] == [True] * 4
    assert leads == [0, 1, 2, 2]
