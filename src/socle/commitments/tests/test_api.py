"""Asks, answers and the grid for programs: what is public, and nothing that is sealed."""

import pytest

from socle.commitments.models import Answer
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.rows import AskFactory
from socle.foundation import kept
from socle.groups.tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def namur():
    return Asked()


def read(client, address):
    return client.get(f"/api/v1/{address}").json()


def test_the_grid_has_a_cell_for_each_list_and_ask_in_order(client, namur):
    found = read(client, f"contests/{namur.contest.pk}/grid")
    assert found["lists"] == [str(row.pk) for row in namur.lists]
    assert found["asks"] == [str(namur.trams.pk), str(namur.trees.pk)]
    answer = Answer.objects.get(list=namur.lists[0], ask=namur.trams)
    trams = [cell for cell in found["cells"] if cell["ask"] == str(namur.trams.pk)]
    assert len(found["cells"]) == 12
    assert trams[0] == {
        "list": str(namur.lists[0].pk),
        "ask": str(namur.trams.pk),
        "stance": "yes",
        "answer": str(answer.pk),
        "invited": True,
    }
    assert [cell["stance"] for cell in trams] == ["yes", "no", None, None, None, None]
    assert [cell["invited"] for cell in trams] == [True, True, True, True, False, False]


def test_what_is_sealed_is_nowhere(client):
    namur = Asked(out=False)
    grid = read(client, f"contests/{namur.contest.pk}/grid")
    assert {cell["stance"] for cell in grid["cells"]} == {None}
    assert {cell["answer"] for cell in grid["cells"]} == {None}
    assert read(client, "answers")["results"] == []
    assert read(client, f"answers?ask={namur.trams.pk}")["count"] == 0


def test_answers_are_found_by_ask_and_list(client, namur):
    stances = [row["stance"] for row in read(client, "answers")["results"]]
    assert sorted(stances) == ["no", "will_study", "yes", "yes_if"]
    found = read(client, f"answers?ask={namur.trees.pk}&list={namur.lists[0].pk}")["results"]
    assert [(row["stance"], row["condition"]) for row in found] == [
        ("yes_if", "the Region pays half")
    ]


def test_words_that_are_held_are_not_given(client, namur):
    Answer.objects.filter(words="We shall run them.").update(held_at=NOW, held_why="insult")
    found = read(client, f"answers?ask={namur.trams.pk}&list={namur.lists[0].pk}")["results"]
    assert [(row["words"], row["held_why"]) for row in found] == [("", "insult")]


def test_asks_are_found_by_contest_and_demand_once_they_are_frozen(client, namur):
    AskFactory(questionnaire=namur.questionnaire, frozen_at=None, digest="")
    found = read(client, f"asks?contest={namur.contest.pk}")["results"]
    assert [row["words"][0]["title"] for row in found] == [
        "Trams at night",
        "Trees in every street",
    ]
    demand = namur.trees.provision.demand_id
    found = read(client, f"asks?demand={demand}")["results"]
    assert [row["id"] for row in found] == [str(namur.trees.pk)]


@pytest.mark.parametrize(
    "address",
    ["asks?contest=999999", "asks?demand=999999", "answers?ask=999999", "answers?list=999999"],
)
def test_what_is_not_there_makes_no_sense(client, address):
    response = client.get(f"/api/v1/{address}")
    parameter = address.partition("?")[2].partition("=")[0]
    assert response.status_code == 422
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


def test_a_grid_of_no_contest_is_not_there(client):
    assert client.get("/api/v1/contests/999999/grid").status_code == 404


@pytest.mark.parametrize("more", [0, 9])
def test_asks_and_answers_cost_the_same_with_few_and_with_many(
    client, namur, more, django_assert_num_queries
):
    for number in range(more):
        ask = AskFactory(questionnaire=namur.questionnaire, position=number + 3)
        namur.answer(namur.lists[0], ask)
    read(client, "elections")
    with django_assert_num_queries(6):
        read(client, "asks?limit=100")
    with django_assert_num_queries(5):
        read(client, "answers?limit=100")
