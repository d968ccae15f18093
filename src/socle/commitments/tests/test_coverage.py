"""Claire sees what is covered: by contest, by what is asked, by family; and takes it away."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from socle.commitments.models import Exclusion
from socle.commitments.queries.coverage import by_family, by_place, by_provision
from socle.commitments.queries.grid import lists_asked
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.rows import AskFactory, QuestionnaireFactory
from socle.demands.tests.people import browser, coordinator, organiser
from socle.elections.tests.factories import ContestFactory, ElectoralListFactory, PartyFactory
from socle.groups.tests.factories import GroupFactory, UserFactory
from socle.territories.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
GEMBLOUX, CHARLEROI = "92142", "52011"


@pytest.fixture
def asked():
    """Namur as ``Asked`` tells it, and Gembloux where nothing is asked."""
    found = Asked()
    ContestFactory(code=GEMBLOUX, election=found.contest.election)
    return found


@pytest.fixture
def page():
    return browser(coordinator())


def address(name="coverage", query=""):
    with override("en"):
        return reverse(f"commitments:{name}") + query


def counted(line):
    return {str(name): n for name, n in line.counted.lists.items()}


def test_each_contest_says_how_far_it_is(asked):
    gembloux, namur = by_place(asked.contest.election, None)
    assert (gembloux.phase, gembloux.asks, counted(gembloux)) == ("nothing", 0, {})
    assert (namur.phase, namur.asks, namur.frozen) == ("out", 2, 2)
    assert counted(namur) == {
        "answered": 2,
        "silent": 1,
        "refused": 1,
        "not_invited": 1,
        "unreachable": 1,
    }
    assert namur.counted.invited == 4


def test_a_list_is_there_as_the_grid_says(asked):
    """Who answered aside: the grid shows what they said."""
    grid = {
        each.row.name: str(each.without) for each in lists_asked(asked.contest, asked.questionnaire)
    }
    with override("en"):
        here = browser(coordinator("Carla"))
        lines = here.get(address(query="?by=family&family=local")).context["lines"]
    found = {line.row.name: line.reached for line in lines}
    assert {name for name, state in found.items() if state == "answered"} == {"Aube", "Braise"}
    rest = {name: state for name, state in found.items() if state != "answered"}
    assert rest == {name: grid[name] for name in rest}


def test_each_thing_asked_says_where_and_how_many_answers_are_public(asked):
    lines = by_provision(asked.contest.election, None)
    assert [(line.contests, line.frozen, line.lists, line.answers) for line in lines] == [
        (1, 1, 4, 2),
        (1, 1, 4, 2),
    ]


def test_sealed_answers_are_not_counted_by_what_is_asked():
    asked = Asked(out=False)
    lines = by_provision(asked.contest.election, None)
    assert [line.answers for line in lines] == [0, 0]
    assert by_place(asked.contest.election, None)[0].counted.answered == 2


def test_a_list_is_of_a_party_where_a_source_says_so(asked):
    party = PartyFactory(name="Les Verts inventés")
    aube = asked.lists[0]
    aube.party, aube.party_source = party, "Its poster"
    aube.save()
    verts, local = by_family(asked.contest.election, None)
    assert (verts.party, verts.contests, counted(verts)) == (party, 1, {"answered": 1})
    assert (local.party, local.counted.total) == (None, 5)


def test_what_is_asked_for_is_what_is_shown(asked, page):
    flanders = Area.objects.get(code="02000")
    assert page.get(address(query=f"?region={flanders.pk}")).context["lines"] == []
    nothing = page.get(address(query="?phase=nothing")).context["lines"]
    assert [line.contest.area.name for line in nothing] == ["Gembloux"]
    strange = page.get(address(query="?region=x&phase=y&by=z&election=0&family=-1"))
    assert len(strange.context["lines"]) == 2


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_all_of_it_is_taken_away(asked, page):
    aube = asked.lists[0]
    aube.party, aube.party_source = PartyFactory(name="Verts"), "Its poster"
    aube.save()
    places = rows_of(page.get(address("coverage-table")))
    assert [row[0] for row in places] == [
        "Contest",
        "Communal council · Gembloux",
        "Communal council · Namur",
    ]
    assert places[2][1:] == ["Answers are out", "2", "2", "6", "4", "2", "1", "1", "1", "1", "0"]
    families = rows_of(page.get(address("coverage-table", "?by=family")))
    assert families[1] == [
        "Verts",
        "Communal council · Namur",
        "1",
        "Aube",
        "Its poster",
        "answered so far",
    ]
    assert families[2][0] == "Local list"
    asks = rows_of(page.get(address("coverage-table", "?by=provision")))
    assert [row[3:] for row in asks[1:]] == [["1", "1", "4", "2"]] * 2


TEN = ["52011", "92003", "92006", "92035", "92045", "92048", "92054", "92087"]


@pytest.mark.parametrize("codes", [[], TEN])
def test_two_contests_or_ten_take_as_many_questions(asked, page, codes, django_assert_num_queries):
    election = asked.contest.election
    aube = asked.lists[0]
    aube.party, aube.party_source = PartyFactory(), "Its poster"
    aube.save()
    for code in codes:
        contest = ContestFactory(code=code, election=election)
        row = ElectoralListFactory(contest=contest, party=PartyFactory(), party_source="Poster")
        AskFactory(questionnaire=QuestionnaireFactory(contest=contest))
        Exclusion.objects.create(
            rule=asked.rule, list=row, reason="No.", made_at=asked.rule.published_at
        )
    by_place(election, None)
    with django_assert_num_queries(3):
        by_place(election, None)
    with django_assert_num_queries(7):
        by_provision(election, None)
    with django_assert_num_queries(4):
        by_family(election, None)


TABLE = """
            visi stra orga coor
coverage      in  404  404  200
coverage-table in 404  404  200
"""


def test_coordinators_alone_see_it(asked, page):
    alice = organiser(GroupFactory(), "Alice")
    visitors = [Client(), browser(UserFactory()), browser(alice), page]

    def answer(name, visitor):
        response = visitor.get(address(name))
        signs_in = response.status_code == 302 and "/sign-in" in response["Location"]
        return "in" if signs_in else str(response.status_code)

    wanted = [line.split() for line in TABLE.splitlines()[2:]]
    assert [[row[0], *(answer(row[0], each) for each in visitors)] for row in wanted] == wanted
