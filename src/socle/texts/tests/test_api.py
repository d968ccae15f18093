"""Texts, for programs."""

from datetime import timedelta

import pytest

from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import organiser

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def text():
    group = GroupFactory(name="Gembloux en transition")
    alice = organiser(group, "Alice")
    text = text_of(group, by=alice)
    dutch = words(title="Bussen ’s avonds", body="Elk uur een bus.")
    publish(text=text, language="nl", words=dutch, by=alice, now=NOW)
    later = words(body="A bus each hour. Until two.")
    publish(
        text=text,
        language="en",
        words=later,
        by=alice,
        note="Later.",
        credited="Chantal",
        now=LATER,
    )
    return text


def ask(client, text, path):
    return client.get(f"/api/v1/texts/{text.pk}/{path}")


def test_what_was_published_the_latest_first_without_a_person(client, text):
    answer = ask(client, text, "revisions")
    found = answer.json()
    assert (found["count"], found["next"]) == (3, None)
    first, last = text.revisions.get(language="en", number=1), latest(text)
    assert found["results"][0] == {
        "id": str(last.pk),
        "url": f"http://localhost:8000/en/text/{text.pk}/en/2/",
        "updated_at": "2026-11-21T12:30:00Z",
        "text": str(text.pk),
        "language": "en",
        "number": 2,
        "title": "Buses in the evening",
        "digest": last.digest,
        "published_at": "2026-11-21T12:30:00Z",
        "summary": "",
        "body": "A bus each hour. Until two.",
        "more": "",
        "note": "Later.",
        "suggested_by": "Chantal",
        "translates": None,
        "made_from": str(first.pk),
        "took": None,
    }
    assert "Alice" not in answer.content.decode()
    known = {"if-none-match": answer["ETag"]}
    assert client.get(f"/api/v1/texts/{text.pk}/revisions", headers=known).status_code == 304


def test_of_one_language_in_pages(client, text):
    found = ask(client, text, "revisions?language=en&limit=1").json()
    assert (found["count"], [each["number"] for each in found["results"]]) == (2, [2])
    assert found["next"].endswith("/revisions?language=en&limit=1&offset=1")
    assert ask(client, text, "revisions?language=xx").status_code == 422


def compare(client, text, before, after):
    return ask(client, text, f"compare?from={before.pk}&to={after.pk}")


def test_two_revisions_word_by_word(client, text):
    first, last = text.revisions.get(language="en", number=1), latest(text)
    found = compare(client, text, first, last).json()
    assert (found["from"]["id"], found["to"]["id"]) == (str(first.pk), str(last.pk))
    assert (found["words_added"], found["words_removed"]) == (1, 1)
    assert [part["part"] for part in found["parts"]] == ["title", "body"]
    assert found["parts"][1]["changes"] == [
        {"kind": "same", "text": "A bus each hour. Until "},
        {"kind": "removed", "text": "midnight"},
        {"kind": "added", "text": "two"},
        {"kind": "same", "text": "."},
    ]


def test_two_languages_block_by_block(client, text):
    found = compare(client, text, latest(text), text.revisions.get(language="nl")).json()
    body = next(part for part in found["parts"] if part["part"] == "body")
    assert body["beside"] == [
        {"source": "A bus each hour. Until two.", "translation": "Elk uur een bus."}
    ]
    assert (body["changes"], found["words_added"]) == ([], None)


def test_an_adaptation_with_its_original(client, text):
    mine = adapt(
        revision=latest(text),
        owner=GroupFactory(),
        kind="essay",
        by=organiser(text.owner, "B"),
        now=NOW,
    )
    own = publish(text=mine, language="en", words=words(title="Ours"), by=None, now=LATER)
    assert compare(client, mine, latest(text), own).status_code == 200
    other = latest(text_of(GroupFactory()))
    refused = compare(client, mine, other, own)
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["errors"][0]["parameter"] == "from"


@pytest.mark.parametrize("path", ["revisions", "compare?from=1&to=1"])
def test_what_is_not_public_or_not_published_is_not_there(client, path):
    group = GroupFactory()
    hidden = text_of(group, kind="secret")
    empty = begin_text(owner=group, kind="essay", language="en", by=None, now=NOW)
    for text in (hidden, empty):
        answer = ask(client, text, path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert client.get("/api/v1/texts/999999999/revisions").status_code == 404


@pytest.mark.parametrize("path", ["compare", "compare?from=x&to=1", "compare?from=0&to=1"])
def test_a_parameter_that_makes_no_sense_is_named(client, text, path):
    assert ask(client, text, path).status_code == 422


@pytest.mark.parametrize("count", [1, 10])
def test_one_revision_and_ten_ask_as_much(client, count, django_assert_num_queries):
    text = text_of(GroupFactory())
    for number in range(1, count):
        publish(text=text, language="en", words=words(title=str(number)), by=None, now=LATER)
    with django_assert_num_queries(5):
        assert len(ask(client, text, "revisions").json()["results"]) == count
