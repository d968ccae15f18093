"""A local group offers its own demand upward; the coalition takes it, or answers why not."""

import pytest

from socle.accounts.models import JournalEntry
from socle.demands.actions.offering import AnsweredAlready, decline_offer, offer_demand
from socle.demands.models import Offer
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.demands.tests.people import (
    browser,
    coordinator,
    gembloux,
    last_mail,
    mails,
    notices,
    organiser,
)
from socle.groups.tests.factories import NOW
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
WHY = "À Wavre aussi, on nous en parle."


@pytest.fixture
def group():
    return gembloux()


@pytest.fixture
def alice(group):
    return organiser(group)


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def demand(group):
    return demand_of(group, title="Des bancs")


@pytest.fixture
def offer(demand, alice, claire):
    return offer_demand(demand=demand, words=WHY, by=alice, now=NOW)


def verbs():
    lines = JournalEntry.objects.filter(verb__startswith="demands.offer").order_by("pk")
    return list(lines.values_list("verb", flat=True))


class TestTheGroup:
    def test_offers_it_and_the_coordinators_are_told(self, demand, alice, claire):
        page = browser(alice)
        address = f"/en/demand/{demand.pk}/offer/"
        assert page.get(f"/en/demand/{demand.pk}/edit/").text.count("Offer it to the coalition")
        response = page.post(address, {"words": WHY}, follow=True)
        again = page.post(address, {"words": WHY}, follow=True)

        assert notices(response) == ["The demand is offered: the coordinators are told."]
        assert notices(again) == []
        assert [to for to, _subject in mails()] == [claire.email]
        said = "Gembloux en transition propose une demande\N{NO-BREAK SPACE}: Des bancs"
        assert last_mail().subject == said
        assert last_mail().reply_to == alice.email
        assert WHY in last_mail().text
        assert verbs() == ["demands.offer.made"]

    def test_says_why_it_matters(self, demand, alice):
        response = browser(alice).post(f"/en/demand/{demand.pk}/offer/", {"words": " "})
        assert response.status_code == 422
        assert list(response.context["form"].errors["words"]) == [
            "Write a line or two: it is what coordinators read first."
        ]

    def test_takes_it_back(self, offer, demand, alice, claire):
        page = browser(alice)
        response = page.post(f"/en/demand/{demand.pk}/offer/", {"withdraw": "yes"}, follow=True)
        assert notices(response) == ["The offer is taken back. You can offer it again."]
        assert verbs() == ["demands.offer.made", "demands.offer.withdrawn"]
        assert [to for to, _subject in mails()] == [claire.email, claire.email]
        assert "Offer it again" in words_of(page.get(f"/en/demand/{demand.pk}/offer/"))

    def test_cannot_offer_what_is_in_a_memorandum(self, demand, alice):
        memorandum_of(demand)
        page = browser(alice)
        address = f"/en/demand/{demand.pk}/offer/"
        assert "It stands in a memorandum of the coalition." in words_of(page.get(address))
        page.post(address, {"words": WHY})
        assert Offer.objects.count() == 0

    def test_the_coalition_offers_itself_nothing(self, claire):
        demand = demand_of(coalition())
        assert browser(claire).get(f"/en/demand/{demand.pk}/offer/").status_code == 404


class TestTheCoalition:
    def test_takes_it_with_its_birthplace_and_its_group_stays_the_author(
        self, offer, demand, claire, alice, group
    ):
        memorandum, page = memorandum_of(demand_of()), browser(claire)
        address = f"/en/coalition/offers/{offer.pk}/"
        seen = words_of(page.get(address))
        assert "Born in Gembloux" in seen
        assert WHY in seen
        sent = {
            "act": "take",
            "take-memorandum": memorandum.pk,
            "take-answer": "Merci, c’est juste.",
        }
        response = page.post(address, sent, follow=True)
        assert notices(response) == ["The demand stands in the memorandum, and its group is told."]
        offer.refresh_from_db()
        assert (offer.state, offer.answered_by) == ("taken", claire)
        places = memorandum.places.order_by("position")
        assert [place.demand for place in places][1:] == [demand]
        demand.refresh_from_db()
        assert (demand.text.owner, demand.born_in.name) == (group, "Gembloux")
        order = words_of(page.get(f"/en/memorandum/{memorandum.pk}/order/"))
        assert "born in Gembloux, written by Gembloux en transition" in order
        assert last_mail().to == alice.email
        assert last_mail().reply_to == claire.email
        assert "Merci, c’est juste." in last_mail().text

    def test_answers_why_not_which_the_group_gets(self, offer, claire, alice, demand):
        page = browser(claire)
        address = f"/en/coalition/offers/{offer.pk}/"
        empty = page.post(address, {"act": "decline", "decline-answer": ""})
        assert empty.status_code == 422
        assert list(empty.context["form"].errors["answer"]) == [
            "Say why: a group that hears nothing does not write again."
        ]
        ready = page.get(address + "?words=later").context["decline"]["answer"].value()
        assert ready.startswith("Thank you for writing this")
        said = "Nous avons déjà des bancs au point 4."
        response = page.post(address, {"act": "decline", "decline-answer": said}, follow=True)
        assert notices(response) == ["Your answer is sent to the group."]
        assert last_mail().to == alice.email
        assert said in last_mail().text
        assert said in words_of(browser(alice).get(f"/en/demand/{demand.pk}/offer/"))

    def test_two_coordinators_at_once_the_second_is_told(self, offer, claire, demand):
        decline_offer(offer=offer, answer="Non.", by=claire, now=NOW)
        memorandum = memorandum_of()
        sent = {"act": "take", "take-memorandum": memorandum.pk}
        page = browser(coordinator("Denis"))
        response = page.post(f"/en/coalition/offers/{offer.pk}/", sent)
        assert response.status_code == 200
        assert "Not taken" in words_of(response)
        with pytest.raises(AnsweredAlready):
            decline_offer(offer=offer, answer="Non.", by=claire, now=NOW)
        assert memorandum.places.count() == 0

    def test_its_list_shows_what_waits_and_what_was_answered(self, offer, claire, group):
        page = browser(claire)
        assert "Des bancs" in words_of(page.get("/en/coalition/offers/"))
        decline_offer(offer=offer, answer="Non.", by=claire, now=NOW)
        response = page.get("/en/coalition/offers/")
        assert response.context["waiting"] == []
        assert "No offer waits" in words_of(response)
        assert "not taken · Claire" in words_of(response)

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_list_asks_as_much_for_one_offer_as_for_ten(
        self, alice, claire, group, django_assert_num_queries, count
    ):
        for number in range(count):
            own = demand_of(group, title=f"D{number}", levels=[])
            offer_demand(demand=own, words=WHY, by=alice, now=NOW)
        page = browser(claire)
        with django_assert_num_queries(8):
            page.get("/en/coalition/offers/")
