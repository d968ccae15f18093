"""Promises for programs: found by place, demand, status and holder, with their whole history."""

import json

import pytest

from socle.commitments.actions.replies import reply
from socle.commitments.api.promise_file import whole_commitments
from socle.commitments.tests.promised import SOON, Promised
from socle.foundation import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def gembloux():
    return Promised()


def read(client, address):
    return client.get(f"/api/v1/{address}").json()


def test_before_they_are_published_there_are_none(client, gembloux):
    gembloux.gathered()
    assert read(client, "commitments")["count"] == 0


def test_they_are_found_by_what_they_are(client, gembloux):
    trams = gembloux.followed()
    gembloux.states(trams)
    assert read(client, "commitments")["count"] == 4
    assert read(client, "commitments?status=in_progress")["results"][0]["id"] == str(trams.pk)
    assert read(client, "commitments?status=no_information")["count"] == 3
    assert read(client, f"commitments?holder={trams.holder_id}")["count"] == 2
    assert read(client, f"commitments?demand={trams.demand_id}")["count"] == 1
    assert read(client, "commitments?area=92142")["count"] == 4
    assert read(client, "commitments?area=92094")["count"] == 0
    assert client.get("/api/v1/commitments?area=nowhere").status_code == 422
    assert client.get("/api/v1/commitments?status=maybe").status_code == 422


def test_one_tells_its_whole_history(client, gembloux):
    trams = gembloux.followed()
    first = gembloux.states(trams)
    gembloux.states(trams, "not_started", seen=first.pk, corrects=first, why="Day trams.")
    reply(statement=first, words="Eight, soon.", language="en", now=SOON)
    found = read(client, f"commitments/{trams.pk}")
    assert found["status"] == "not_started"
    assert [row["status"] for row in found["statements"]] == ["in_progress", "not_started"]
    assert found["statements"][0]["replies"][0]["words"] == "Eight, soon."
    assert found["statements"][0]["sources"][0]["url"] == "https://council.example/march"
    assert found["statements"][1]["corrects"] == str(first.pk)
    assert found["holder"]["name"] == "Aube"


def test_what_awaits_a_reply_is_nowhere(client, gembloux):
    trams = gembloux.followed()
    gembloux.states(trams, "partly_kept")
    assert read(client, f"commitments/{trams.pk}")["statements"] == []


@pytest.mark.parametrize("many", [1, 10])
def test_as_many_questions_for_one_as_for_ten(client, gembloux, many, django_assert_num_queries):
    trams, last = gembloux.followed(), 0
    for _n in range(many):
        last = gembloux.states(trams, seen=last).pk
    with django_assert_num_queries(8):
        client.get(f"/api/v1/commitments/{trams.pk}")


@pytest.mark.parametrize("many", [1, 10])
def test_all_of_them_are_a_file_to_take_away(gembloux, many, django_assert_num_queries):
    trams, last = gembloux.followed(), 0
    for _n in range(many):
        last = gembloux.states(trams, seen=last).pk
    with django_assert_num_queries(5):
        lines = [json.loads(line) for line in whole_commitments()]
    assert len(lines) == 4
    assert len(lines[0]["statements"]) == many
    assert lines[0]["statements"][0]["sources"][0]["title"] == "The council of March"
