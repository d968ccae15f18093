"""The last look before publishing: what changes, what is missing, why; and throwing away."""

from datetime import timedelta

import pytest
from django.test import Client

from socle.groups.tests.factories import NOW, GroupFactory
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.publishing import begin_text, publish
from socle.texts.models import Draft
from socle.texts.queries.revisions import latest
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address, filled, organiser
from socle.web.tests.reading import headings, html_of, part, words_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(client, group):
    user = organiser(group, "Alice")
    client.force_login(user)
    return user


@pytest.fixture
def text(group, alice):
    return text_of(group, by=alice)


def draft_of(text, alice, language="en", **changes):
    return save_draft(
        text=text, language=language, words=words(**changes), seen=0, by=alice, now=NOW
    )


def at(text, name="publish", language="en"):
    return address(name, text.pk, language)


def test_she_sees_what_changes_says_why_and_publishes(client, text, alice):
    draft_of(text, alice, body="A bus each hour. Until two.")
    page = client.get(at(text))
    assert headings(page, 1) == ["Look once more, then publish"]
    changes = part(page, "<main", "</main>")
    assert "midnight" in part(page, "<del>", "</del>")
    assert "two" in part(page, "<ins>", "</ins>")
    assert "In short" not in changes

    answer = client.post(at(text), filled(page) | {"note": "The drivers agree."})
    assert (answer.status_code, answer["Location"]) == (302, address("history", text.pk))
    second = latest(text)
    assert (second.number, second.body, second.note, second.author) == (
        2,
        "A bus each hour. Until two.",
        "The drivers agree.",
        alice,
    )
    assert Draft.objects.count() == 0


def test_a_correction_without_a_reason_is_not_published(client, text, alice):
    draft_of(text, alice, title="Buses at night")
    page = client.post(at(text), filled(client.get(at(text))) | {"note": "  "})

    assert page.status_code == 422
    assert "Say in one sentence what changed, and why." in words_of(page)
    assert latest(text).number == 1


def test_the_first_revision_asks_for_no_reason_and_is_shown_whole(client, group, alice):
    text = begin_text(owner=group, kind="essay", language="en", by=alice, now=NOW)
    draft_of(text, alice, body="**Now.**")
    page = client.get(at(text))
    assert "<strong>Now.</strong>" in html_of(page)
    assert "note" not in filled(page)

    client.post(at(text), filled(page))
    assert latest(text).body == "**Now.**"


def test_pressed_twice_it_is_published_once(client, text, alice):
    draft_of(text, alice, title="Buses at night")
    sent = filled(client.get(at(text))) | {"note": "Later."}
    first, second = client.post(at(text), sent), client.post(at(text), sent)

    assert [answer.status_code for answer in (first, second)] == [302, 302]
    assert second["Location"] == first["Location"]
    assert text.revisions.count() == 2


def test_a_draft_that_says_what_is_published_publishes_nothing_and_is_gone(client, text, alice):
    draft_of(text, alice)
    page = client.get(at(text))
    assert "Nothing: these are the published words." in words_of(page)
    answer = client.post(at(text), filled(page) | {"note": "Nothing."}, follow=True)
    assert "Nothing was left to publish" in words_of(answer)
    assert (latest(text).number, Draft.objects.count()) == (1, 0)


def test_nobody_publishes_words_they_have_not_seen(client, text, alice, group):
    draft = draft_of(text, alice, title="Buses at night")
    sent = filled(client.get(at(text))) | {"note": "Later."}
    bob = organiser(group, "Bob")
    save_draft(
        text=text, language="en", words=words(title="No buses"), seen=draft.version, by=bob, now=NOW
    )
    page = client.post(at(text), sent)

    assert page.status_code == 409
    assert "Bob saved this draft at" in words_of(page)
    assert filled(page)["note"] == "Later."
    assert latest(text).number == 1
    client.post(at(text), filled(page))
    assert latest(text).title == "No buses"


def test_what_was_published_meanwhile_is_put_together_first(client, text, alice):
    draft_of(text, alice, body="A bus each hour. Until two.")
    sent = filled(client.get(at(text))) | {"note": "Later."}
    publish(text=text, language="en", words=words(title="Buses, please"), by=None, now=LATER)
    answer = client.post(at(text), sent)

    assert (answer.status_code, answer["Location"]) == (302, address("write", text.pk, "en"))
    assert latest(text).title == "Buses, please"
    assert client.get(at(text)).status_code == 302


def test_a_part_that_is_needed_and_a_picture_without_words_are_named(client, text, alice):
    where = f"/files/{'a' * 64}.webp"
    body = f"![A bus]({where})\n\nAnd ![]({where})"
    save_draft(
        text=text, language="en", words=words(title="", body=body), seen=0, by=alice, now=NOW
    )
    page = client.get(at(text))

    said = words_of(page)
    assert "Title: This part is still empty." in said
    assert f"Text: Picture 2 ({where}) says nothing to who does not see it" in said
    assert html_of(page).partition("<title>")[2].startswith("Error: ")
    assert ">Publish</button>" not in html_of(page)
    answer = client.post(at(text), {"draft": Draft.objects.get().pk, "seen": 1, "note": "x"})
    assert answer.status_code == 422
    assert latest(text).number == 1


def test_what_would_not_be_shown_is_named(client, text, alice):
    body = "![A bus](https://example.org/bus.png)\n\n" + "> " * 30 + "deep"
    draft_of(text, alice, body=body)
    said = words_of(client.get(at(text)))
    assert "Lists or quotations stand too deep in one another to be shown: flatten them." in said
    assert (
        "Picture 1 (https://example.org/bus.png) stands on another site, and is not shown" in said
    )


def test_plainer_words_are_hinted_at_and_nothing_is_graded(client, text, alice):
    long = "We ask that in order to utilize every bus " + "that runs at night " * 7 + "we pay less."
    draft_of(text, alice, body=long)
    page = client.get(at(text))
    said = words_of(page)
    assert "Hints for plainer words" in said
    assert "Long sentences. Could they be two?" in said
    assert "utilize → use" in said
    assert ">Publish</button>" in html_of(page)


def test_without_a_draft_there_is_nothing_to_publish(client, text):
    answer = client.get(at(text), follow=True)
    assert answer.redirect_chain == [(address("write", text.pk, "en"), 302)]
    assert "There is no draft: what is published is up to date." in words_of(answer)


def test_thrown_away_after_a_question_the_published_words_stay(client, text, alice):
    draft_of(text, alice, title="Buses at night")
    page = client.get(at(text, "throw-away"))
    assert headings(page, 1) == ["Throw this draft away?"]
    assert "Alice saved it last" in words_of(page)
    client.post(at(text, "throw-away"), filled(page))

    assert Draft.objects.count() == 0
    assert latest(text).title == "Buses in the evening"
    assert client.get(at(text, "throw-away")).status_code == 302


def test_a_draft_somebody_saved_since_is_not_thrown_away(client, text, alice, group):
    draft = draft_of(text, alice, title="Buses at night")
    sent = filled(client.get(at(text, "throw-away")))
    bob = organiser(group, "Bob")
    save_draft(
        text=text, language="en", words=words(title="His"), seen=draft.version, by=bob, now=NOW
    )
    page = client.post(at(text, "throw-away"), sent)

    assert page.status_code == 409
    assert "Bob saved it at" in words_of(page)
    assert Draft.objects.get().title == "His"


@pytest.mark.parametrize("name", ["publish", "throw-away"])
def test_a_visitor_is_asked_to_sign_in(text, name):
    assert Client().get(at(text, name)).status_code == 302
