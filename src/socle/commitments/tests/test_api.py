"""Asks, answers and the grid for programs: what is public, and nothing that is sealed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.commitments.models import Answer, Ask
from socle.commitments.rules import ANSWERS, ASKS
from socle.commitments.tests.asked import OUT, Asked
from socle.commitments.tests.campaign import in_a_hundred_days
from socle.commitments.tests.rows import AskFactory
from socle.elections.models import Election
from socle.elections.rules import ELECTIONS, LISTS
from socle.elections.tests.factories import CandidacyFactory, ContestFactory, ElectionFactory
from socle.foundation import kept
from socle.foundation.actions.stamps import touch
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


def test_a_withdrawn_answer_has_no_stance_in_the_grid_and_no_words(client, namur):
    mine = Answer.objects.get(list=namur.lists[0], ask=namur.trams)
    Answer.objects.filter(pk=mine.pk).update(withdrawn_at=NOW)
    cell = read(client, f"contests/{namur.contest.pk}/grid")["cells"][0]
    assert (cell["stance"], cell["answer"], cell["invited"]) == (None, str(mine.pk), True)
    (row,) = read(client, f"answers?ask={namur.trams.pk}&list={namur.lists[0].pk}")["results"]
    assert (row["words"], row["withdrawn_at"]) == ("", "2026-11-20T12:30:00Z")


def test_a_candidate_is_read_by_their_candidacy_as_long_as_they_may_be_named(client, namur):
    zoe = CandidacyFactory(list=namur.lists[2])
    own = namur.answer(namur.lists[2], namur.trams, candidacy=zoe, stance="no")
    address = f"answers?candidacy={zoe.pk}"
    (row,) = read(client, address)["results"]
    assert (row["id"], row["list"], row["candidacy"]) == (
        str(own.pk), str(namur.lists[2].pk), str(zoe.pk),
    )  # fmt: skip
    cells = read(client, f"contests/{namur.contest.pk}/grid")["cells"]
    assert str(own.pk) not in {cell["answer"] for cell in cells}
    # The vote is over, they were not elected, and the next one of that council opens.
    past = timezone.localdate() - timedelta(days=900)
    Election.objects.filter(pk=namur.contest.election_id).update(
        opens_on=past - timedelta(days=200), day=past
    )
    later = ElectionFactory(day=in_a_hundred_days(), opens_on=past + timedelta(days=30))
    ContestFactory(election=later, body=namur.contest.body)
    touch([ELECTIONS, LISTS])
    assert read(client, address)["count"] == 0


def test_every_object_leads_to_its_page_and_says_when_it_changed(client, namur):
    contest = namur.contest.pk
    rows = [*read(client, "asks")["results"], *read(client, "answers")["results"]]
    rows.append(read(client, f"contests/{contest}/grid"))
    assert len(rows) == 7
    for row in rows:
        assert row["id"].isdigit() and row["updated_at"]
        page = client.get(row["url"].removeprefix("http://localhost:8000"), follow=True)
        assert page.status_code == 200


def test_what_was_seen_is_not_sent_again_until_it_changes(client, namur):
    for address in ("asks", "answers", f"contests/{namur.contest.pk}/grid"):
        etag = client.get(f"/api/v1/{address}").headers["ETag"]
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        Answer.objects.filter(ask=namur.trams).update(published_at=NOW)
        Ask.objects.filter(pk=namur.trams.pk).update(withdrawn_at=NOW, withdrawn_why="Done.")
        touch([ASKS, ANSWERS])
        later = client.get(f"/api/v1/{address}", headers={"If-None-Match": etag})
        assert later.status_code == 200, address
        Ask.objects.filter(pk=namur.trams.pk).update(withdrawn_at=None, withdrawn_why="")
        Answer.objects.filter(ask=namur.trams).update(published_at=OUT)
        touch([ASKS, ANSWERS])


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
    [
        "asks?contest=999999",
        "asks?demand=999999",
        "answers?ask=999999",
        "answers?list=999999",
        "answers?candidacy=999999",
        "asks?limit=201",
        "answers?offset=-1",
    ],
)
def test_what_is_not_there_makes_no_sense(client, address):
    response = client.get(f"/api/v1/{address}")
    parameter = address.partition("?")[2].partition("=")[0]
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


def test_a_grid_of_no_contest_is_not_there(client):
    response = client.get("/api/v1/contests/999999/grid")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


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
