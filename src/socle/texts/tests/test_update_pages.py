"""The pages on which a group decides what to make of an original that changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.groups.queries.mine import groups_of
from socle.groups.queries.next_steps import next_steps
from socle.groups.rules import who
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.comparing import compare_due_updates
from socle.texts.actions.publishing import publish, withdraw_text
from socle.texts.actions.updating import keep_our_words
from socle.texts.kinds import KINDS
from socle.texts.models import Update
from socle.texts.queries.merge_page import keys_of
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.updates import merge_of, ours_of
from socle.texts.tests.factories import ESSAY, PARTS, text_of, words
from socle.texts.tests.people import filled
from socle.web.tests.reading import headings, html_of, links
from socle.web.tests.reading import words_of as read

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
FIRST = words(body="A bus each hour. Free for children.\n\nShelters at each stop.")
MINE = words(body="A bus each half hour. Free for children.\n\nShelters at each stop. And light.")
SECOND = words(body="A bus every hour. Free for children.\n\nShelters at each stop.")


@pytest.fixture
def alice():
    return UserFactory(name="Alice", language="en")


@pytest.fixture
def gembloux(alice):
    group = GroupFactory(name="Gembloux")
    MembershipFactory(user=alice, group=group, role="organiser")
    return group


@pytest.fixture
def original():
    return text_of(GroupFactory(name="Terres d’accord"), said=FIRST)


@pytest.fixture
def mine(original, gembloux, alice):
    text = adapt(revision=latest(original), owner=gembloux, kind="essay", by=alice, now=NOW)
    publish(text=text, language="en", words=MINE, by=alice, now=NOW)
    return text


@pytest.fixture
def update(original, mine):
    publish(text=original, language="en", words=SECOND, by=None, note="Simpler.", now=LATER)
    compare_due_updates(now=LATER)
    return Update.objects.get()


@pytest.fixture
def page(client, alice, update):
    client.force_login(alice)
    return f"/en/update/{update.pk}/"


def sent(update, act, **more):
    return {"act": act, "mark": ours_of(update.text).mark} | more


def key_of(update):
    (key,) = keys_of(merge_of(update, ours_of(update.text)))
    return key


def test_it_shows_what_both_say_and_asks(client, page, update):
    answer = client.get(page)
    seen = read(answer)
    assert headings(answer, 1) == ["Buses in the evening"]
    assert "There is 1 place to decide; the rest fits by itself." in seen
    assert "“Simpler.”" not in seen and "Simpler." in seen
    assert "Words of the original (Terres d’accord)" in seen
    assert "Our words (Gembloux)" in seen
    assert html_of(answer).count('type="radio"') == 3


def test_without_a_choice_it_says_which_place_and_keeps_the_others(client, page, update):
    answer = client.post(page, sent(update, "take", **{f"words-{key_of(update)}": "A tram."}))
    assert answer.status_code == 422
    assert "Place 1: choose which words." in read(answer)
    assert "A tram.</textarea>" in html_of(answer)
    assert latest(update.text).number == 1


def test_who_would_write_writes(client, page, update):
    key = key_of(update)
    chosen = {f"choice-{key}": "write", f"words-{key}": " "}
    answer = client.post(page, sent(update, "take", **chosen))
    assert answer.status_code == 422
    assert "Place 1: write the words, or choose one of the two." in read(answer)


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        ("theirs", "A bus every hour."),
        ("ours", "A bus each half hour."),
        ("write", "A bus, often."),
    ],
)
def test_the_result_is_read_first_and_then_taken(client, page, update, choice, first):
    key = key_of(update)
    chosen = {f"choice-{key}": choice, f"words-{key}": "A bus, often."}
    looked = client.post(page, sent(update, "preview", **chosen))
    assert headings(looked, 2)[0] == "How it reads then"
    assert first in read(looked)
    assert latest(update.text).number == 1

    client.post(page, sent(update, "take", **chosen))
    taken = latest(update.text)
    assert (
        words_of(taken).body == f"{first} Free for children.\n\nShelters at each stop. And light."
    )
    assert (taken.number, taken.took, taken.note) == (2, update.revision, "Simpler.")
    assert "Your group took this update" in read(client.get(page))


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("![](/bus.png)", "Text: Picture 1 (/bus.png) says nothing to who does not see it:"),
        ("x" * 100_000, "Text: Shorten it to 100000 signs: it has 100054."),
    ],
)
def test_other_words_that_cannot_be_published_are_refused_and_kept(
    client, page, update, written, error
):
    key = key_of(update)
    chosen = {f"choice-{key}": "write", f"words-{key}": written}
    answer = client.post(page, sent(update, "take", **chosen))
    assert answer.status_code == 422
    assert error in read(answer)
    assert f"{written}</textarea>" in html_of(answer)
    assert (latest(update.text).number, Update.objects.get().state) == (1, "waiting")


def test_the_original_as_it_is(client, page, update):
    client.post(page, sent(update, "original"))
    assert words_of(latest(update.text)) == SECOND


def test_keeping_ones_words_needs_a_reason_and_can_be_looked_at_again(client, page, update):
    answer = client.post(page, sent(update, "keep", reason=""))
    assert answer.status_code == 422
    assert "Say in a line why you keep your words." in read(answer)

    client.post(page, sent(update, "keep", reason="Ours is clearer."))
    assert words_of(latest(update.text)) == MINE
    again = client.get(page)
    assert "Your group kept its words: “Ours is clearer.”" in read(again)
    assert "Take the update and publish" in read(again)


def test_the_second_of_two_is_told_who_was_first(client, page, update):
    bob = UserFactory(name="Bob")
    keep_our_words(update=update, reason="No.", by=bob, now=LATER)
    answer = client.post(page, sent(update, "keep", reason="Neither."), follow=True)
    assert "Bob has answered meanwhile. Nothing you chose was published." in read(answer)


def test_when_ones_own_words_changed_what_was_chosen_is_kept(client, page, update, alice):
    key = key_of(update)
    old = sent(update, "take", **{f"choice-{key}": "write", f"words-{key}": "A bus, often."})
    publish(
        text=update.text, language="en", words=words(title="Trams", body=MINE.body), by=alice,
        now=LATER,
    )  # fmt: skip
    answer = client.post(page, old)
    assert answer.status_code == 409
    assert "Your own words have changed meanwhile" in read(answer)
    assert "A bus, often.</textarea>" in html_of(answer)
    assert latest(update.text).number == 2


def test_an_update_overtaken_leads_to_the_newer(client, page, update, original):
    third = publish(text=original, language="en", words=words(title="3"), by=None, now=LATER)
    newer = Update.objects.get(revision=third)
    answer = client.get(page, follow=True)
    assert answer.redirect_chain == [(f"/en/update/{newer.pk}/", 302)]
    assert "The original was published again since: here is all that changed." in read(answer)


def test_of_a_text_withdrawn_meanwhile_nothing_is_decided(client, page, update, alice):
    withdraw_text(text=update.text, by=alice, now=LATER)
    answer = client.post(page, sent(update, "keep", reason="No."), follow=True)
    assert "That update no longer stands." in read(answer)


def test_strangers_find_nothing_and_members_read(client, page, update, gembloux):
    charlie, eve = UserFactory(), UserFactory()
    MembershipFactory(user=charlie, group=gembloux, role="member")
    client.force_login(eve)
    assert client.get(page).status_code == 404
    assert client.get(f"/en/group/{gembloux.slug}/updates/").status_code == 404
    client.force_login(charlie)
    assert "This waits for the organisers of your group" in read(client.get(page))
    client.post(page, sent(update, "keep", reason="No."))
    assert Update.objects.get().state == "waiting"


def test_a_title_in_another_language_than_the_page_says_which(client, page, update, gembloux):
    one = (
        html_of(client.get(f"/fr/mise-a-jour/{update.pk}/"))
        .partition("<h1")[2]
        .partition("</h1>")[0]
    )
    assert '<span lang="en" dir="auto">Buses in the evening</span>' in one
    assert "anglais" in one
    several = html_of(client.get(f"/fr/groupe/{gembloux.slug}/mises-a-jour/", follow=True))
    title = several.partition("<h3>")[2].partition("</h3>")[0]
    assert '<span lang="en" dir="auto">Buses in the evening</span>' in title


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_asks_as_much_for_one_as_for_ten(
    client, alice, gembloux, original, count, django_assert_num_queries
):
    for number in range(count):
        other = text_of(original.owner, said=words(title=f"Text {number}"))
        adapt(revision=latest(other), owner=gembloux, kind="essay", by=alice, now=NOW)
        publish(text=other, language="en", words=words(title=f"New {number}"), by=None, now=LATER)
    compare_due_updates(now=LATER)
    client.force_login(alice)
    with django_assert_num_queries(8):
        answer = client.get(f"/en/group/{gembloux.slug}/updates/")
    assert f"Waiting ({count})" in read(answer)


def test_it_stands_on_the_home_of_its_organisers(update, alice, gembloux):
    asker = who(alice, day=TODAY)
    steps = next_steps(asker, groups_of(asker), now=LATER)
    (step,) = [step for step in steps if step.kind == "updates"]
    assert str(step.words) == "Look at what changed in an original of yours"
    assert step.group == gembloux


# --- the original as it is: asked twice, and undone ---


def test_the_original_as_it_is_shows_first_what_would_be_lost(client, page, update):
    seen = read(client.get(page + "?act=original"))
    assert "They stay in the history as revision 1, of 20 November 2026" in seen
    assert "And light." in seen
    assert "Replace our words with the original" in seen
    assert words_of(latest(update.text)) == MINE


def test_of_a_draft_it_says_that_no_history_keeps_it(client, alice, gembloux, original):
    adapt(revision=latest(original), owner=gembloux, kind="essay", by=alice, now=NOW)
    publish(text=original, language="en", words=SECOND, by=None, note="Simpler.", now=LATER)
    compare_due_updates(now=LATER)
    client.force_login(alice)
    seen = read(client.get(f"/en/update/{Update.objects.get().pk}/?act=original"))
    assert "They were never published: no history keeps them." in seen


def test_before_they_are_lost_words_that_changed_are_looked_at_again(client, page, update, alice):
    old = sent(update, "original")
    publish(text=update.text, language="en", words=words(title="Trams"), by=alice, now=LATER)
    answer = client.post(page, old)
    assert answer.status_code == 409
    assert "Your own words have changed meanwhile" in read(answer)
    assert latest(update.text).title == "Trams"


def test_it_is_undone_by_publishing_the_former_words_again(client, page, update):
    client.post(page, sent(update, "original"))
    (again,) = [link for link in links(html_of(client.get(page))) if "?again=" in link]
    form = client.get(again)
    assert "In the fields are the words of revision 1" in read(form)
    client.post(again.partition("?")[0], filled(form) | {"act": "save"})
    assert words_of(update.text.drafts.get()) == MINE


def test_an_original_that_cannot_stand_there_says_what_to_do(client, page, update, monkeypatch):
    needs_more = replace(ESSAY, parts=(*PARTS[:3], replace(PARTS[3], required=True)))
    monkeypatch.setitem(KINDS, "essay", needs_more)
    answer = client.post(page, sent(update, "original"))
    assert answer.status_code == 422
    seen = read(answer)
    assert "Beside it: This part is still empty." in seen
    assert "Go back, choose place by place and write what is missing, or keep your words." in seen
    assert "choose which words" not in seen
    assert (latest(update.text).number, Update.objects.get().state) == (1, "waiting")
