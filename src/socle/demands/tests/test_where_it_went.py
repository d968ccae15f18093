"""A demand was withdrawn, or merged into another: who reads or writes it is led where it went."""

from datetime import timedelta

import pytest

from socle.demands.actions.memorandums import release_memorandum
from socle.demands.actions.withdrawing import bring_demand_back, withdraw_demand
from socle.demands.models import Memorandum
from socle.demands.tests.factories import coalition, demand_of, memorandum_of
from socle.demands.tests.people import browser, coordinator, gembloux, organiser
from socle.demands.tests.test_pages import adopted
from socle.foundation.search import find
from socle.groups.tests.factories import NOW
from socle.web.tests.reading import headings, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
LATER, LATEST = NOW + timedelta(days=1), NOW + timedelta(days=2)


@pytest.fixture
def claire():
    return coordinator()


@pytest.fixture
def bus():
    return demand_of(title="Buses", language="en")


@pytest.fixture
def tram():
    return demand_of(title="Trams", language="en")


@pytest.fixture
def memorandum(bus, tram):
    made = memorandum_of(bus, tram, demand_of(title="Water", language="en"))
    release_memorandum(memorandum=made, by=None, now=NOW)
    return Memorandum.objects.get(pk=made.pk)


def page_of(memorandum):
    return f"/en/memorandum/{memorandum.pk}-vivre-mieux-ici/"


class TestInItsMemorandum:
    def test_it_keeps_its_place_until_the_next_release(self, client, memorandum, bus, tram, claire):
        withdraw_demand(demand=tram, why="Le bus suffit.", into=bus, by=claire, now=LATER)
        page = client.get(page_of(memorandum))
        assert headings(page, 2)[1:4] == ["1. Buses", "2. Trams", "3. Water"]
        assert "Trams (merged)" in words_of(page)
        assert (
            "Merged into another demand on 21 November 2026 Le bus suffit. It became part of: "
            "Buses The next release will be without it." in words_of(page)
        )
        assert f"/en/demand/{tram.pk}-trams/" in main_links(page)

        release_memorandum(memorandum=memorandum, by=claire, now=LATEST)
        after = client.get(page_of(memorandum))
        assert headings(after, 2)[1:3] == ["1. Buses", "2. Water"]
        second = client.get(f"/en/memorandum/{memorandum.pk}/release/2/")
        assert "Gone: Trams It became part of: Buses" in words_of(second)

    def test_withdrawn_it_says_why_in_its_place_and_in_the_list_of_changes(
        self, client, memorandum, bus, claire
    ):
        withdraw_demand(demand=bus, why="C’est obtenu.", by=claire, now=LATER)
        said = words_of(client.get(page_of(memorandum)))
        assert "Buses (withdrawn)" in said
        assert "Withdrawn on 21 November 2026 C’est obtenu." in said
        release_memorandum(memorandum=memorandum, by=claire, now=LATEST)
        second = client.get(f"/en/memorandum/{memorandum.pk}/release/2/")
        assert "Gone: Buses Withdrawn: C’est obtenu." in words_of(second)

    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_that_went_take_as_many_questions_as_one(
        self, client, memorandum, bus, claire, count, django_assert_num_queries
    ):
        for number in range(count):
            other = demand_of(title=f"Autre {number}")
            memorandum.places.create(demand=other, position=9 + number)
            withdraw_demand(demand=other, why="x", into=bus, by=claire, now=LATER)
        client.force_login(claire)
        client.get("/en/memorandums/")
        with django_assert_num_queries(12):
            assert client.get(page_of(memorandum)).status_code == 200


class TestALocalWording:
    def test_names_the_demand_that_its_own_became_part_of(self, client, bus, tram, claire):
        memorandum_of(bus, tram)
        mine = adopted(tram.provisions.get())
        withdraw_demand(demand=tram, why="Le bus suffit.", into=bus, by=claire, now=LATER)
        page = client.get(f"/en/local-wording/{mine.pk}-un-bus-par-heure-commune/")
        assert "The demand it comes from was merged into “Buses” Le bus suffit." in words_of(page)
        assert f"/en/demand/{bus.pk}-buses/" in main_links(page)

    def test_so_does_the_list_of_its_group(self, bus, tram, claire):
        memorandum_of(bus, tram)
        mine = adopted(tram.provisions.get())
        group = mine.text.owner
        own = demand_of(group, title="Des bancs")
        for demand in (tram, own):
            withdraw_demand(demand=demand, why="Le bus suffit.", into=bus, by=claire, now=LATER)
        said = words_of(browser(organiser(group)).get(f"/en/group/{group.slug}/our-demands/"))
        assert said.count("Merged into: Buses") == 2


def test_the_search_leads_from_its_title_to_the_demand_it_became_part_of(bus, tram, claire):
    memorandum_of(bus, tram)
    withdraw_demand(demand=tram, why="Le bus suffit.", into=bus, by=claire, now=LATER)
    assert [hit.title for hit in find("trams", language="en").hits] == ["Buses"]
    bring_demand_back(demand=tram, by=claire, now=LATEST)
    assert [hit.title for hit in find("trams", language="en").hits] == ["Trams"]


def test_the_api_says_what_became_part_of_a_demand(client, bus, tram, claire):
    memorandum_of(bus, tram)
    withdraw_demand(demand=tram, why="Le bus suffit.", into=bus, by=claire, now=LATER)
    assert client.get(f"/api/v1/demands/{bus.pk}").json()["merged_from"] == [str(tram.pk)]
    assert client.get(f"/api/v1/demands/{tram.pk}").json()["merged_into"] == str(bus.pk)


def test_who_would_change_it_is_led_to_where_it_can_be_brought_back(bus, tram, claire):
    ask = tram.provisions.get()
    withdraw_demand(demand=tram, why="Le bus suffit.", into=bus, by=claire, now=LATER)
    page = browser(claire)
    for address in (
        f"/en/demand/{tram.pk}/edit/",
        f"/en/demand/{tram.pk}/withdraw/",
        f"/en/demand/{tram.pk}/measure/new/",
        f"/en/measure/{ask.pk}/edit/",
    ):
        assert page.get(address)["Location"] == f"/en/demand/{tram.pk}/bring-back/"
    there = page.get(f"/en/demand/{tram.pk}/bring-back/")
    assert f"/en/demand/{bus.pk}/" in main_links(there)
    assert coalition() == tram.text.owner


def test_a_draft_is_read_by_the_people_of_its_group(client):
    group = gembloux()
    alice, charlie = organiser(group), organiser(coalition(), name="Charlie")
    sent = {"language": "en", "title": "Benches", "summary": "On s’assied.", "act": "draft"}
    page = browser(alice)
    page.post(f"/en/group/{group.slug}/our-demands/new/", sent | {"rows": 0})
    demand = group.texts.get().demand
    ask = {"language": "en", "level": "commune", "title": "A bench in each street", "act": "draft"}
    page.post(f"/en/demand/{demand.pk}/measure/new/", ask)

    for reader in (page, browser(charlie)):
        read = reader.get(f"/en/demand/{demand.pk}/")
        assert headings(read, 1) == ["Benches"]
        assert "A draft: only its group and the coordinators read it" in words_of(read)
        assert "Commune · a draft A bench in each street" in words_of(read)
    assert client.get(f"/en/demand/{demand.pk}/").status_code == 404
    ours = page.get(f"/en/group/{group.slug}/our-demands/")
    assert "Benches" in words_of(ours)
