"""Whoever writes a demand says where it was done already; everyone reads it, and takes it away."""

from datetime import date

import pytest

from socle.demands.actions.demanding import DemandIsWithdrawn
from socle.demands.actions.evidence import change_evidence, set_evidence
from socle.demands.actions.withdrawing import withdraw_demand
from socle.demands.models import Evidence
from socle.demands.queries.evidence import (
    Unreadable,
    done_of,
    read_evidence,
    rows_of,
    write_evidence,
)
from socle.demands.tests.factories import demand_of, memorandum_of
from socle.demands.tests.people import browser, errors, gembloux, notices, organiser
from socle.groups.tests.factories import NOW, TODAY, UserFactory
from socle.library.tests.factories import case_of
from socle.territories.models import Area
from socle.territories.queries.areas import area_called
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]

BUS = {
    "title_0": "Un bus sur appel",
    "where_0": "Gembloux",
    "since_0": "2021",
    "what_0": "On l’appelle la veille.",
    "url_0": "https://example.org/bus",
    "seen_on_0": "2026-11-12",
    "side_0": "north",
}
FAR = {
    "title_1": "Des minibus de quartier",
    "where_1": "Port-Amarande",
    "since_1": "",
    "what_1": "Le quartier fixe l’horaire.",
    "url_1": "https://example.org/minibus",
    "seen_on_1": "2026-11-13",
    "side_1": "south",
}
EMPTY = {"rows": "2", "title_1": "", "where_1": "", "seen_on_1": "2026-11-20"}


@pytest.fixture
def group():
    return gembloux()


@pytest.fixture
def page(group):
    return browser(organiser(group))


@pytest.fixture
def demand(group):
    return demand_of(group)


def row(**given):
    first = {
        "title": "Un bus sur appel",
        "place": "Valcreux",
        "what": "On l’appelle la veille.",
        "url": "https://example.org/bus",
        "seen_on": date(2026, 11, 12),
    }
    return Evidence(**(first | given))


def here(demand):
    return f"/en/demand/{demand.pk}/done-already/"


def said(demand):
    return [
        (each.title, each.area.code if each.area else each.place, each.since, each.side)
        for each in demand.evidence.select_related("area")
    ]


class TestWritten:
    def test_two_places_one_of_ours_and_one_far_away(self, page, demand):
        done = page.post(here(demand), BUS | FAR | {"rows": "2"}, follow=True)
        assert notices(done) == ["Saved."]
        assert said(demand) == [
            ("Un bus sur appel", "92142", 2021, "north"),
            ("Des minibus de quartier", "Port-Amarande", None, "south"),
        ]
        assert "Un bus sur appel" in words_of(done)
        again = page.get(here(demand)).context["form"]
        assert again["where_0"].value() == "Gembloux"

    def test_a_row_without_a_word_goes(self, page, demand):
        page.post(here(demand), BUS | EMPTY)
        assert len(said(demand)) == 1
        page.post(here(demand), {"rows": "0"})
        assert said(demand) == []

    def test_what_is_missing_is_asked_for(self, page, demand):
        answer = page.post(here(demand), {"rows": "1", "title_0": "Un bus sur appel"})
        assert answer.status_code == 422
        assert errors(answer) == {
            "where_0": ["Say where it was done."],
            "what_0": ["Say in a sentence or two what came of it."],
            "url_0": ["Give the address where this can be read."],
            "seen_on_0": ["Say on which day you read it there."],
        }

    @pytest.mark.parametrize(
        ("name", "typed", "words"),
        [
            ("since_0", "2999", "Write a year that has begun, as 2021."),
            ("seen_on_0", "2999-01-01", "That day is still to come."),
            ("what_0", "x" * 301, "Shorten it to 300 signs: it has 301."),
            ("url_0", "no address", "Enter a valid URL."),
        ],
    )
    def test_what_cannot_be_is_refused_and_kept(self, page, demand, name, typed, words):
        answer = page.post(here(demand), BUS | {"rows": "1", name: typed})
        assert errors(answer) == {name: [words]}
        assert typed in html_of(answer)
        assert said(demand) == []

    def test_a_row_more_a_row_less_and_another_order_keep_nothing_yet(self, page, demand):
        both = BUS | FAR | {"rows": "2"}
        more = page.post(here(demand), both | {"add": "2026-11-20"}).context["form"]
        assert (more.count, more["seen_on_2"].value()) == (3, "2026-11-20")
        less = page.post(here(demand), both | {"remove": "0"}).context["form"]
        assert (less.count, less["title_0"].value()) == (1, "Des minibus de quartier")
        up = page.post(here(demand), both | {"up": "1"}).context["form"]
        assert [up["where_0"].value(), up["where_1"].value()] == ["Port-Amarande", "Gembloux"]
        assert said(demand) == []

    def test_the_second_of_two_is_told_and_keeps_what_was_typed(self, page, demand):
        opened = page.get(here(demand)).context["form"]["seen"].value()
        change_evidence(demand=demand, evidence=[row()], by=UserFactory(name="Bob"), now=NOW)
        type(demand).objects.filter(pk=demand.pk).update(updated_at=NOW.replace(year=2027))
        answer = page.post(here(demand), BUS | {"rows": "1", "seen": opened})
        assert answer.status_code == 409
        assert "Bob" in words_of(answer)
        again = answer.context["form"]
        sent = BUS | {"rows": "1", "seen": again["seen"].value()}
        assert page.post(here(demand), sent).status_code == 302

    def test_nothing_more_is_said_of_a_demand_that_was_withdrawn(self, demand):
        withdraw_demand(demand=demand, why="Fini.", by=UserFactory(), now=NOW)
        with pytest.raises(DemandIsWithdrawn):
            change_evidence(demand=demand, evidence=[row()], by=UserFactory(), now=NOW)


class TestACaseOfTheLibrary:
    def test_looked_for_and_put_in_with_what_it_says(self, page, demand):
        case = case_of("Un bus sur appel")
        looked = page.post(here(demand), BUS | {"rows": "1", "look": "yes", "q": "Valcreux"})
        assert "Un bus sur appel" in words_of(looked).partition("Look for a case")[2]
        picked = page.post(here(demand), {"rows": "1", "pick": str(case.pk)}).context["form"]
        given = {name: picked[name].value() or "" for name in picked.fields}
        assert (given["title_0"], given["where_0"]) == ("Un bus sur appel", "Valcreux")
        assert given["what_0"] == (
            "Avant, rien après 18 h. On appelle la veille. Un bus passe au coin de la rue."
        )
        assert said(demand) == []
        page.post(here(demand), given)
        assert demand.evidence.get().case == case

    def test_none_that_says_this(self, page, demand):
        looked = page.post(here(demand), {"rows": "1", "look": "yes", "q": "zzz"})
        assert "No case says this" in words_of(looked)

    def test_no_longer_of_it(self, page, demand):
        case = case_of()
        told_in = BUS | {"rows": "1", "case_0": str(case.pk)}
        loose = page.post(here(demand), told_in | {"loose": "0"}).context["form"]
        assert (loose["case_0"].value(), loose["title_0"].value()) == ("", "Un bus sur appel")

    def test_one_that_is_not_there_is_no_case(self, page, demand):
        page.post(here(demand), BUS | {"rows": "1", "case_0": "999"})
        assert demand.evidence.get().case is None

    def test_each_leads_to_the_other_and_programs_know(self, client, demand):
        case = case_of()
        set_evidence(demand, [row(case=case)])
        address = f"/en/demand/{demand.pk}-des-bus-le-soir/"
        assert f"/en/we-did-it/{case.pk}/" in main_links(client.get(address))
        assert address in main_links(client.get(f"/en/we-did-it/{case.pk}-un-bus-sur-appel/"))
        answer = client.get(f"/api/v1/demands/{demand.pk}").json()["evidence"][0]["case"]
        assert answer["id"] == str(case.pk)
        assert answer["url"].endswith(f"/{case.pk}/")

    def test_a_draft_is_no_one_elses_to_read(self, client, demand):
        case = case_of()
        theirs = demand_of(title="Un brouillon")
        set_evidence(theirs, [row(case=case)])
        shown = words_of(client.get(f"/en/we-did-it/{case.pk}-un-bus-sur-appel/"))
        assert "Un brouillon" not in shown

    def test_a_file_takes_it_along_on_this_site_alone(self, demand):
        case = case_of()
        set_evidence(demand, [row(case=case)])
        lines = write_evidence([done_of(demand.evidence.get())]).splitlines()
        assert f"  case: http://localhost:8000/fr/on-l-a-fait/{case.pk}/" in lines
        (back,) = read_evidence(lines, 1)
        assert rows_of([back], {}, {case.pk: case})[0].case == case
        elsewhere = [line.replace("localhost:8000", "example.net") for line in lines]
        assert next(read_evidence(elsewhere, 1)).case == 0


class TestRead:
    def test_on_the_page_of_the_demand_when_there_is_something(self, client, demand):
        address = f"/en/demand/{demand.pk}-des-bus-le-soir/"
        assert "It has been done already" not in headings(client.get(address), 2)
        gembloux = Area.objects.get(code="92142")
        places = [row(area=gembloux, place="", since=2021, side="south"), row(title="Autre")]
        change_evidence(demand=demand, evidence=places, by=UserFactory(), now=NOW)
        page = client.get(address)
        assert "It has been done already" in headings(page, 2)
        assert "in the South · since 2021" in words_of(page)
        assert "Valcreux" in words_of(page)
        assert "read on 12 November 2026" in words_of(page)
        assert "https://example.org/bus" in main_links(page)
        assert 'lang="fr"' in html_of(page).partition('id="evidence"')[2].partition("</h3>")[0]

    @pytest.mark.parametrize("count", [1, 10])
    def test_ten_take_as_many_questions_as_one(
        self, client, demand, count, django_assert_num_queries
    ):
        area = Area.objects.get(code="92142")
        set_evidence(demand, [row(area=area) for _number in range(count)])
        client.get("/en/memorandums/")
        with django_assert_num_queries(13):
            client.get(f"/en/demand/{demand.pk}-des-bus-le-soir/")

    def test_for_programs(self, client, demand):
        set_evidence(demand, [row(since=2021, side="north")])
        assert client.get(f"/api/v1/demands/{demand.pk}").json()["evidence"] == [
            {
                "title": "Un bus sur appel",
                "area": None,
                "place": "Valcreux",
                "since": 2021,
                "what": "On l’appelle la veille.",
                "side": "north",
                "url": "https://example.org/bus",
                "seen_on": "2026-11-12",
                "case": None,
            }
        ]

    def test_in_the_memorandum_as_json(self, client, demand):
        memorandum = memorandum_of(demand)
        set_evidence(demand, [row(area=Area.objects.get(code="92142"), place="")])
        found = client.get(f"/en/memorandum/{memorandum.pk}/json/", follow=True).json()
        said = found["demands"][0]["evidence"][0]
        assert (said["area"], said["place"], said["seen_on"]) == ("92142", "", "2026-11-12")


class TestPlaces:
    def test_a_city_and_its_province_share_a_name(self):
        assert area_called("Namur", TODAY).level.code == "commune"
        assert area_called("Namen", TODAY) == area_called("namur", TODAY)
        assert area_called("Port-Amarande", TODAY) is None

    @pytest.mark.parametrize(
        "lines",
        [
            ["Un bus sur appel à Valcreux"],
            ["title: sans tiret"],
            ["- title: sans le reste"],
            ["- title: x", "mood: good"],
            ["- title: x", "where: y", "what: z", "source: nowhere", "seen: 2026-11-12"],
            ["- title: x", "where: y", "what: z", "source: https://e.org", "seen: hier"],
            ["- title: x", "what: z", "source: https://e.org", "seen: 2026-11-12"],
        ],
    )
    def test_lines_that_say_too_little_are_refused(self, lines):
        with pytest.raises(Unreadable):
            list(read_evidence(lines, 1))
