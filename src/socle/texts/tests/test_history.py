"""What was published can be read, and any two of it side by side."""

from datetime import timedelta

import pytest
from django.test import Client

from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.publishing import begin_text, publish, withdraw_text
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address, organiser
from socle.web.tests.reading import headings, html_of, main_links, words_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(group):
    return organiser(group, "Alice")


@pytest.fixture
def text(group, alice):
    """Two revisions in English, one in Dutch of the first."""
    text = text_of(group, by=alice)
    dutch = words(title="Bussen ’s avonds", body="Elk uur een bus.\n\nTot middernacht.")
    publish(text=text, language="nl", words=dutch, by=alice, now=NOW)
    publish(
        text=text,
        language="en",
        words=words(body="A bus each hour. Until two."),
        by=alice,
        note="The drivers agree.",
        credited="Chantal",
        now=LATER,
    )
    return text


def test_anyone_reads_what_was_published_when_and_why(client, text):
    page = client.get(address("history", text.pk))
    assert headings(page, 2) == [
        "Buses in the evening",
        "Bussen ’s avonds in Dutch",
        "Buses in the evening",
    ]
    said = words_of(page)
    assert "Revision 2 in English, 21 November 2026 at" in said
    assert "The drivers agree." in said
    assert "Suggested by Chantal" in said
    assert "Renders revision 1 in English" in said
    assert "Nobody has suggested other words yet." in said
    assert "Alice" not in said


def test_those_inside_read_who_published_it(client, text, alice):
    client.force_login(alice)
    page = client.get(address("history", text.pk))
    assert "Alice" in words_of(page)
    assert address("write", text.pk, "en") in main_links(page)


def test_one_language_alone(client, text):
    page = client.get(f"{address('history', text.pk)}?language=nl")
    assert headings(page, 2) == ["Bussen ’s avonds in Dutch"]
    every = client.get(f"{address('history', text.pk)}?language=xx")
    assert len(headings(every, 2)) == 3


@pytest.mark.parametrize("name", ["history", "compare"])
def test_a_text_that_is_not_public_is_read_inside_only(client, group, alice, name):
    text = text_of(group, by=alice, kind="secret")
    assert client.get(address(name, text.pk)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address(name, text.pk)).status_code == 404
    client.force_login(alice)
    assert client.get(address(name, text.pk)).status_code == 200


def test_before_anything_is_published_only_who_writes_finds_the_page(client, group, alice):
    text = begin_text(owner=group, kind="essay", language="en", by=alice, now=NOW)
    assert client.get(address("history", text.pk)).status_code == 404
    client.force_login(alice)
    page = client.get(address("history", text.pk))
    assert "Nothing is published yet" in words_of(page)


def test_one_revision_says_that_there_is_a_later_one(client, text):
    page = client.get(address("revision", text.pk, "en", 1))
    assert headings(page, 1) == ["Buses in the evening"]
    assert "Until midnight." in words_of(page)
    assert "This is not the last word: revision 2 was published on 21 November 2026." in words_of(
        page
    )
    last = client.get(address("revision", text.pk, "en", 2))
    assert "not the last word" not in words_of(last)
    assert client.get(address("revision", text.pk, "en", 3)).status_code == 404


def test_the_reader_of_a_late_translation_is_told_and_led_to_what_changed(client, text):
    page = client.get(address("revision", text.pk, "nl", 1))
    said = (
        "This translation renders revision 1, of 20 November 2026; the original has changed since."
    )
    assert said in words_of(page)
    first, last = text.revisions.get(language="en", number=1), latest(text)
    where = f"{address('compare', text.pk)}?from={first.pk}&to={last.pk}"
    assert where in main_links(page)
    publish(text=text, language="nl", words=words(title="Bus"), by=None, now=LATER)
    assert "has changed since" not in words_of(client.get(address("revision", text.pk, "nl", 2)))


def compare(client, text, before, after, more=""):
    query = f"?from={before.pk}&to={after.pk}{more}"
    return client.get(address("compare", text.pk) + query)


def test_two_revisions_word_by_word(client, text):
    first, last = text.revisions.get(language="en", number=1), latest(text)
    page = compare(client, text, first, last)

    found = words_of(page)
    assert "Words added: 1. Words removed: 1." in found
    assert "[removed: midnight] [added: two]" in found.replace(" ]", "]").replace("  ", " ")
    assert f"?from={last.pk}&to={first.pk}" in main_links(page)
    default = client.get(address("compare", text.pk))
    assert words_of(default) == found


def test_swapped_added_and_removed_change_places(client, text):
    first, last = text.revisions.get(language="en", number=1), latest(text)
    found = words_of(compare(client, text, last, first)).replace(" ]", "]")
    assert "[removed: two] [added: midnight]" in found


def test_two_languages_part_by_part(client, text):
    dutch = text.revisions.get(language="nl")
    page = compare(client, text, latest(text), dutch)
    assert "Two languages cannot be compared word by word" in words_of(page)
    assert "Elk uur een bus." in words_of(page)


def test_an_adaptation_with_its_original_and_back(client, text, alice):
    other = GroupFactory(name="Ciney")
    mine = adapt(revision=latest(text), owner=other, kind="essay", by=alice, now=LATER)
    own = publish(text=mine, language="en", words=words(title="Ours"), by=alice, now=LATER)

    assert "[added: Ours]" in words_of(compare(client, mine, latest(text), own)).replace(" ]", "]")
    assert compare(client, text, own, latest(text)).status_code == 200


def test_a_revision_of_a_stranger_text_or_of_one_she_may_not_read_is_not_there(client, text, alice):
    stranger = latest(text_of(GroupFactory()))
    assert compare(client, text, stranger, latest(text)).status_code == 404
    hidden = adapt(revision=latest(text), owner=text.owner, kind="secret", by=alice, now=LATER)
    own = publish(text=hidden, language="en", words=words(title="Ours"), by=alice, now=LATER)
    assert compare(client, text, own, latest(text)).status_code == 404
    client.force_login(alice)
    assert compare(client, text, own, latest(text)).status_code == 200


@pytest.mark.parametrize("key", ["x", "0", "9" * 30, "-1"])
def test_what_makes_no_sense_is_not_there(client, text, key):
    assert client.get(f"{address('compare', text.pk)}?from={key}&to={key}").status_code == 404


def test_a_withdrawn_text_says_so_to_those_inside(client, text, alice):
    withdraw_text(text=text, by=alice, now=LATER)
    assert Client().get(address("history", text.pk)).status_code == 404
    client.force_login(alice)
    assert "This text was withdrawn on" in words_of(client.get(address("history", text.pk)))


@pytest.mark.parametrize("count", [1, 10])
def test_the_history_asks_the_same_of_one_revision_and_of_ten(
    client, group, alice, count, django_assert_num_queries
):
    text = text_of(group, by=alice)
    for number in range(1, count):
        publish(
            text=text, language="en", words=words(title=str(number)), by=alice, note="x", now=LATER
        )
    with django_assert_num_queries(8):
        page = client.get(address("history", text.pk))
    assert html_of(page).count('class="history-line"') == count
