"""The grid on the page of a place: the same as on its own page, for one query."""

import pytest

from socle.commitments.models import Answer
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.here import asked_by_contest, grid_here
from socle.commitments.rules import ANSWERS, ASKS
from socle.commitments.tests.asked import Asked, states
from socle.commitments.tests.rows import AskFactory
from socle.elections.rules import ELECTIONS, LISTS
from socle.elections.tests.factories import ContestFactory, ElectoralListFactory
from socle.foundation import kept
from socle.foundation.actions.stamps import touch
from socle.groups.tests.factories import NOW
from socle.web.tests.reading import asked as questions
from socle.web.tests.reading import part, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
COMMUNE = "/en/commune/92094-namur/"


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0
    touch([ASKS, ANSWERS, ELECTIONS, LISTS])


def here(contest):
    return grid_here(contest, asked_by_contest()[contest.pk])


@pytest.mark.parametrize("out", [True, False])
def test_it_says_the_same_as_the_page_of_the_grid(out):
    namur = Asked(out=out)
    ElectoralListFactory(contest=namur.contest, number=None, name="Grève")
    Answer.objects.filter(list=namur.lists[1], ask=namur.trams).update(withdrawn_at=NOW)
    assert states(here(namur.contest)) == states(grid_of(namur.contest))


@pytest.mark.parametrize(("lists", "asks"), [(6, 2), (12, 10)])
def test_it_takes_one_query(lists, asks, django_assert_num_queries):
    namur = Asked()
    for number in range(7, lists + 1):
        ElectoralListFactory(contest=namur.contest, number=number)
    for number in range(3, asks + 1):
        AskFactory(questionnaire=namur.questionnaire, position=number)
    there = asked_by_contest()[namur.contest.pk]
    assert there.asks == asks
    with django_assert_num_queries(1):
        grid = grid_here(namur.contest, there)
    assert [len(ask.cells) for ask in grid.asks] == [lists] * asks


def test_a_contest_without_lists_has_its_asks():
    ask = AskFactory(words="Trams at night")
    grid = here(ask.questionnaire.contest)
    assert (states(grid), grid.lists) == ({"Trams at night": {}}, [])


def test_a_contest_where_all_is_withdrawn_or_only_proposed_is_not_asked():
    AskFactory(frozen_at=None, digest="")
    withdrawn = AskFactory(
        questionnaire__contest=ContestFactory(code="21004"),
        withdrawn_at=NOW,
        withdrawn_why="Not ours to ask",
    )
    assert withdrawn.questionnaire.contest_id not in asked_by_contest()
    assert asked_by_contest() == {}


def promised(client):
    return words_in(part(client.get(COMMUNE), 'id="promised"', "</section>"))


def test_the_commune_shows_what_its_lists_answered_and_follows_at_once(client):
    namur = Asked()
    touch([ASKS, ANSWERS, ELECTIONS, LISTS])
    page = promised(client)
    assert "What the lists answered Communal council · Namur" in page
    assert "Trams at night" in page
    assert "Yes No No answer Refused to answer Not invited, by the rule" in page
    Answer.objects.filter(list=namur.lists[1], ask=namur.trams).update(stance="yes")
    touch([ANSWERS])
    assert "Yes Yes No answer Refused to answer Not invited, by the rule" in promised(client)


def test_a_commune_takes_one_query_for_its_grid_and_none_while_no_answer_changes(
    client, django_assert_max_num_queries
):
    Asked()
    touch([ASKS, ANSWERS, ELECTIONS, LISTS])
    client.get("/en/commune/21004-brussels/")
    client.get(COMMUNE)
    touch(["demands.adaptations"])
    with django_assert_max_num_queries(12) as counted:
        client.get(COMMUNE)
    assert len(questions(counted.captured_queries)) == 5
    touch([ANSWERS])
    with django_assert_max_num_queries(12) as counted:
        client.get(COMMUNE)
    # And one to know where anything is asked.
    assert len(questions(counted.captured_queries)) == 7
