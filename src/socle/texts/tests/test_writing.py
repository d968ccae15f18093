"""A text is written on one page: a draft, two people on it, its preview."""

from datetime import timedelta

import pytest
from django.test import Client

from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.publishing import begin_text, publish, withdraw_text
from socle.texts.models import Draft
from socle.texts.queries.revisions import latest, words_of
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import address, filled, organiser
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
BODY = "A bus each hour. Until midnight."


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


@pytest.fixture
def alice(client, group):
    user = organiser(group, "Alice")
    client.force_login(user)
    return user


@pytest.fixture
def bob(group):
    return organiser(group, "Bob")


@pytest.fixture
def text(group, alice):
    return text_of(group, by=alice)


def at(text, name="write", language="en"):
    return address(name, text.pk, language)


def preview_at(text, kind="essay"):
    return address("preview", text.owner.slug, kind)


def opened(client, text, language="en", name="write"):
    return filled(client.get(at(text, name, language)))


def as_bob(bob):
    client = Client()
    client.force_login(bob)
    return client


def test_it_opens_with_the_published_words_and_a_field_for_each_part(client, text):
    page = client.get(at(text))

    assert page.status_code == 200
    sent = filled(page)
    assert (sent["title"], sent["body"], sent["draft"], sent["seen"]) == (
        "Buses in the evening",
        BODY,
        "0",
        "0",
    )
    assert sent["upon"] == str(latest(text).pk)
    assert "These are" not in read(page)
    for label in ("Title", "In short", "Text", "Beside it"):
        assert f">{label}" in html_of(page)


def test_what_is_typed_is_a_draft_that_comes_back_and_nobody_else_sees(client, text, alice):
    answer = client.post(at(text), opened(client, text) | {"body": "A bus every half hour."})
    assert (answer.status_code, answer["Location"]) == (302, at(text))

    draft = Draft.objects.get()
    assert (draft.body, draft.saved_by, draft.base, draft.version) == (
        "A bus every half hour.",
        alice,
        latest(text),
        1,
    )
    assert opened(client, text)["body"] == "A bus every half hour."
    assert words_of(latest(text)) == words()
    assert Client().get(address("history", text.pk)).content.count(b"half hour") == 0


def test_saved_as_one_types_each_answer_says_what_to_send_next(client, text):
    sent = opened(client, text) | {"title": "Buses at night"}
    first = client.post(at(text, "save"), sent)
    assert first.status_code == 200
    told = first.json()
    draft = Draft.objects.get()
    assert (told["draft"], told["seen"], told["upon"]) == (draft.pk, 1, latest(text).pk)
    assert told["saved"]

    again = client.post(at(text, "save"), sent | told | {"title": "Buses all night"})
    assert (again.json()["seen"], Draft.objects.get().title) == (2, "Buses all night")
    same = client.post(at(text, "save"), sent | again.json() | {"title": "Buses all night"})
    assert same.json()["seen"] == 2


def test_who_was_signed_out_is_told_so_and_not_led_away(client, text):
    sent = opened(client, text)
    assert Client().post(at(text, "save"), sent).status_code == 401
    assert Client().post(preview_at(text), sent).status_code == 401
    assert Client().get(at(text)).status_code == 302
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("name", ["write", "publish", "throw-away"])
def test_a_stranger_finds_no_page_to_write(text, name):
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(at(text, name)).status_code == 404


def test_a_stranger_saves_and_previews_nothing(text):
    stranger = Client()
    stranger.force_login(UserFactory())
    for place in (at(text, "save"), preview_at(text)):
        assert stranger.post(place, {"title": "x"}).status_code == 404
        assert stranger.get(place).status_code == 405


def test_the_preview_is_what_will_be_read(client, text):
    sent = opened(client, text) | {"body": "## Why\n\n**Now** <script>alert(1)</script>"}
    assert f'data-at="{preview_at(text)}"' in html_of(client.get(at(text)))
    part = client.post(preview_at(text), sent | {"language": "nl"})
    assert '<div class="previewed" lang="nl">' in html_of(part)
    assert "<strong>Now</strong>" in html_of(part)
    assert "<script" not in html_of(part)
    assert "<!doctype" not in html_of(part)

    page = client.post(at(text), sent | {"act": "preview"})
    assert page.status_code == 200
    assert "<strong>Now</strong>" in html_of(page)
    assert filled(page)["body"] == sent["body"]
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(("kind", "language"), [("no-such", "en"), ("essay", "xx")])
def test_no_preview_of_what_no_text_can_be(client, text, kind, language):
    assert client.post(preview_at(text, kind), {"language": language}).status_code == 404


# --- two people on one draft ---


def test_the_second_to_save_gets_both_changes_together(client, text, bob):
    mine, his = opened(client, text), opened(as_bob(bob), text)
    as_bob(bob).post(at(text), his | {"title": "Buses at night"})
    page = client.post(at(text), mine | {"body": "A bus each hour. Until two."})

    assert page.status_code == 409
    assert "Bob saved this draft on" in read(page)
    assert "Both changes stand together below" in read(page)
    both = filled(page)
    assert (both["title"], both["body"]) == ("Buses at night", "A bus each hour. Until two.")
    assert Draft.objects.get().body == BODY

    client.post(at(text), both)
    draft = Draft.objects.get()
    assert (draft.title, draft.body) == ("Buses at night", "A bus each hour. Until two.")


def test_where_both_changed_the_same_sentence_she_chooses(client, text, bob):
    mine, his = opened(client, text), opened(as_bob(bob), text)
    as_bob(bob).post(at(text), his | {"body": "A bus each hour. Until one."})
    page = client.post(at(text), mine | {"body": "A bus each hour. Until two."})

    assert page.status_code == 409
    assert "in 1 place" in read(page)
    assert "Until one." in read(page)
    assert "Until two." in read(page)
    unanswered = client.post(at(text), filled(page))
    assert unanswered.status_code == 422
    assert "Choose which words stay." in read(unanswered)

    client.post(at(text), filled(unanswered) | {"choice-0": "theirs"})
    assert Draft.objects.get().body == "A bus each hour. Until one."


@pytest.mark.parametrize(
    ("choice", "stays"),
    [("ours", "Until two."), ("theirs", "Until one."), ("write", "Until half past one.")],
)
def test_each_choice_does_what_it_says(client, text, bob, choice, stays):
    mine, his = opened(client, text), opened(as_bob(bob), text)
    as_bob(bob).post(at(text), his | {"body": "A bus each hour. Until one."})
    page = client.post(at(text), mine | {"body": "A bus each hour. Until two."})
    given = {"choice-0": choice, "words-0": "Until half past one."}
    client.post(at(text), filled(page) | given)

    assert Draft.objects.get().body == f"A bus each hour. {stays}"


def test_while_she_chooses_a_third_change_is_put_together_too(client, text, bob):
    mine, his = opened(client, text), opened(as_bob(bob), text)
    as_bob(bob).post(at(text), his | {"body": "A bus each hour. Until one."})
    page = client.post(at(text), mine | {"body": "A bus each hour. Until two."})
    as_bob(bob).post(at(text), opened(as_bob(bob), text) | {"title": "Buses at night"})
    third = client.post(at(text), filled(page) | {"choice-0": "ours"})

    assert third.status_code == 409
    client.post(at(text), filled(third))
    draft = Draft.objects.get()
    assert (draft.title, draft.body) == ("Buses at night", "A bus each hour. Until two.")


def test_saved_as_one_types_a_quicker_hand_is_told_with_name_and_time(client, text, bob):
    mine, his = opened(client, text), opened(as_bob(bob), text)
    as_bob(bob).post(at(text), his | {"title": "His"})
    answer = client.post(at(text, "save"), mine | {"title": "Mine"})

    assert answer.status_code == 409
    assert answer.json()["said"].startswith("Bob saved this draft at ")
    assert Draft.objects.get().title == "His"


def test_when_the_draft_was_thrown_away_what_she_typed_begins_a_new_one(client, text, bob):
    client.post(at(text), opened(client, text) | {"title": "First"})
    mine = opened(client, text)
    his = as_bob(bob)
    his.post(at(text, "throw-away"), filled(his.get(at(text, "throw-away"))))
    page = client.post(at(text), mine | {"title": "Second"})

    assert page.status_code == 409
    assert "Somebody threw this draft away while you were writing" in read(page)
    client.post(at(text), filled(page))
    assert Draft.objects.get().title == "Second"


def test_when_the_draft_was_published_she_writes_on_upon_the_new_revision(client, text, bob):
    client.post(at(text), opened(client, text) | {"title": "Buses at night"})
    mine = opened(client, text)
    publish(text=text, language="en", words=words(title="Buses at night"), by=bob, now=LATER)
    page = client.post(at(text), mine | {"body": "A bus each hour. Until two."})

    assert page.status_code == 409
    assert "Bob published this text on" in read(page)
    client.post(at(text), filled(page))
    draft = Draft.objects.get()
    assert (draft.title, draft.body, draft.base) == (
        "Buses at night",
        "A bus each hour. Until two.",
        latest(text),
    )


def test_a_new_draft_is_not_taken_for_an_old_one_of_the_same_age(client, text, bob):
    """Published and begun again, it is at version 1 again."""
    client.post(at(text), opened(client, text) | {"title": "Mine"})
    mine = opened(client, text)
    publish(text=text, language="en", words=words(title="Mine"), by=None, now=LATER)
    as_bob(bob).post(at(text), opened(as_bob(bob), text) | {"body": "His own words."})
    page = client.post(at(text), mine | {"title": "Mine again"})

    assert page.status_code == 409
    assert Draft.objects.get().body == "His own words."


def test_what_was_published_since_a_draft_was_begun_is_brought_in_when_it_is_opened(
    client, text, alice
):
    """As when a suggestion is accepted: the draft stays, with the words of who writes it."""
    mine = words(body="A bus each hour. Until two.")
    save_draft(text=text, language="en", words=mine, seen=0, by=alice, now=NOW)
    other = words(title="Buses in the evening, please")
    second = publish(text=text, language="en", words=other, by=None, now=LATER)
    page = client.get(at(text))

    assert page.status_code == 409
    assert "published this text on" in read(page)
    assert filled(page)["title"] == "Buses in the evening, please"
    assert filled(page)["body"] == "A bus each hour. Until two."
    client.post(at(text), filled(page))
    assert Draft.objects.get().base == second
    assert client.get(at(text)).status_code == 200


# --- bad input ---


def test_too_much_is_told_with_what_to_do_and_what_was_typed_is_kept(client, text):
    sent = opened(client, text) | {"body": "x" * 2_000_000, "summary": "Kept"}
    page = client.post(at(text), sent)

    assert page.status_code == 422
    assert "Shorten it to 100000 signs: it has 2000000." in read(page)
    assert filled(page)["summary"] == "Kept"
    assert len(filled(page)["body"]) == 2_000_000
    assert Draft.objects.count() == 0
    answer = client.post(at(text, "save"), sent)
    assert answer.status_code == 422
    assert answer.json()["errors"] == ["Text: Shorten it to 100000 signs: it has 2000000."]


@pytest.mark.parametrize(
    "bomb",
    [
        "> " * 4_000 + "x",
        "[" * 9_000,
        "*" * 9_000 + "x",
        "- " * 4_000 + "x",
        "![" * 5_000,
        "| a " * 9_000 + "\n" + "|-" * 9_000,
    ],
    ids=["quotes", "brackets", "stars", "lists", "pictures", "table"],
)
def test_markdown_that_nests_without_end_is_previewed_and_saved(client, text, bomb):
    sent = opened(client, text) | {"body": bomb}
    assert client.post(preview_at(text), sent).status_code == 200
    assert client.post(at(text), sent).status_code == 302
    assert Draft.objects.get().body == bomb.strip()


def test_each_paragraph_runs_as_its_own_words_do(client, text):
    sent = opened(client, text) | {"title": "نقل", "body": "حافلة كل ساعة\n\nA bus each hour\u202e"}
    client.post(at(text), sent)

    assert Draft.objects.get().body == "حافلة كل ساعة\n\nA bus each hour"
    assert 'dir="auto"' in html_of(client.get(at(text)))


def test_a_text_withdrawn_meanwhile_keeps_what_was_typed_on_the_page(client, text, alice):
    sent = opened(client, text)
    withdraw_text(text=text, by=alice, now=LATER)
    told = client.post(at(text), sent | {"body": "New"})
    assert (told.status_code, filled(told)["body"]) == (422, "New")
    assert "withdrawn meanwhile: nothing more is written in it" in read(told)
    assert client.get(at(text)).status_code == 404
    assert Draft.objects.count() == 0


def test_a_language_of_no_page_is_not_there(client, text):
    assert client.get(f"/en/text/{text.pk}/xx/write/").status_code == 404


def test_a_text_without_a_word_yet_is_called_what_it_is(client, group, alice):
    empty = begin_text(owner=group, kind="essay", language="en", by=alice, now=NOW)
    page = client.get(at(empty))
    assert headings(page, 1) == ["Write"]
    assert "Nothing is published yet." in read(page)
