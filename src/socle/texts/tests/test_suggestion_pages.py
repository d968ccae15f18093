"""The pages on which anyone suggests other words, and those who answer."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from socle.foundation.models import OutgoingMail
from socle.groups.queries.mine import groups_of
from socle.groups.queries.next_steps import next_steps
from socle.groups.rules import who
from socle.groups.tests.factories import NOW, TODAY, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.answering import decline_suggestion
from socle.texts.actions.publishing import publish, withdraw_text
from socle.texts.actions.suggesting import confirm_suggestion, suggest
from socle.texts.models import Suggestion
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.suggestions import token_of
from socle.texts.tests.factories import text_of, words
from socle.texts.tests.people import filled
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = pytest.mark.django_db
FIRST = words(body="A bus each hour. Free for children.\n\nShelters at each stop.")
BETTER = words(body="A bus each hour. Free for children under 12.\n\nShelters at each stop.")


@pytest.fixture
def alice():
    return UserFactory(name="Alice", language="en")


@pytest.fixture
def gembloux(alice):
    group = GroupFactory(name="Gembloux")
    MembershipFactory(user=alice, group=group, role="organiser")
    return group


@pytest.fixture
def text(gembloux):
    return text_of(gembloux, said=FIRST)


@pytest.fixture
def page(text):
    return f"/en/text/{text.pk}/en/suggest/"


def typed(text, said=BETTER, **more):
    return {
        "title": said.title, "summary": said.summary, "body": said.body, "more": said.more,
        "revision": latest(text).pk, "why": "Twelve is the age.", "name": "Dora",
        "email": "dora@example.org", "may_name": "on",
    } | more  # fmt: skip


def made(text, said=BETTER, by=None, now=NOW):
    given = {} if by else {"name": "Dora", "email": "dora@example.org"}
    found = suggest(
        revision=latest(text), words=said, why="Why not.", by=by, language="en", may_name=True,
        now=now, **given,
    )  # fmt: skip
    return confirm_suggestion(suggestion=found, now=now)


# --- anyone ---


def test_a_visitor_writes_over_the_words_and_confirms_by_mail(client, text, page):
    assert "A bus each hour. Free for children." in html_of(client.get(page))
    answer = client.post(page, typed(text), follow=True)
    assert headings(answer, 1) == ["Thank you"]
    assert "One thing is left: a mail is on its way to you." in read(answer)

    found = Suggestion.objects.get()
    link = f"/en/suggestion/link/{token_of(found)}/"
    assert link in OutgoingMail.objects.get(to="dora@example.org").text
    looked = client.get(link)
    assert "Is this what you suggest to “Gembloux”?" in read(looked)
    found.refresh_from_db()
    assert found.state == "unconfirmed"

    client.post(link, {"act": "confirm"})
    assert "Your suggestion is with the group" in read(client.get(link))
    client.post(link, {"act": "withdraw"})
    assert "You took it back" in read(client.get(link))


def test_browsers_end_lines_their_own_way_and_change_nothing_by_it(client, text, page):
    same = typed(text, said=FIRST) | {"body": FIRST.body.replace("\n", "\r\n")}
    answer = client.post(page, same)
    assert answer.status_code == 422
    assert "Nothing is changed yet: write over the words you would change." in read(answer)
    assert "Twelve is the age." in html_of(answer)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"why": ""}, "Why your words are better: Say in a line why these words are better."),
        ({"email": ""}, "Give an e-mail address: a link to confirm goes there."),
        ({"name": ""}, "Give your name, or leave the box empty."),
        ({"title": ""}, "Title: Write something here."),
        ({"title": "x" * 201}, "Shorten it to 200 signs: it has 201."),
        ({"body": "x" * 100_001}, "Shorten it to 100000 signs: it has 100001."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_kept(client, text, page, change, error):
    answer = client.post(page, typed(text, **change))
    assert answer.status_code == 422
    assert error in read(answer)
    assert "Free for children under 12." in html_of(answer) or "body" in change
    assert not Suggestion.objects.exists()


TOO_DEEP = "Lists or quotations stand too deep in one another to be shown: flatten them."
DEEP = "> " * 21 + "Free for children under 12."


def test_what_could_not_be_shown_is_refused_when_it_is_sent_and_kept(client, text, page):
    answer = client.post(page, typed(text, body=DEEP))
    assert answer.status_code == 422
    assert f"Text: {TOO_DEEP}" in read(answer)
    assert filled(answer)["body"] == DEEP
    assert not Suggestion.objects.exists()


def test_what_stood_too_deep_already_is_not_asked_of_who_changes_other_words(client, gembloux):
    old = text_of(gembloux, said=words(body=DEEP))
    answer = client.post(f"/en/text/{old.pk}/en/suggest/", typed(old, words(title="B", body=DEEP)))
    assert answer.status_code == 302
    assert Suggestion.objects.get().title == "B"


def test_what_a_page_carries_unseen_is_not_named_in_english_when_it_is_lost(client, text):
    answer = client.post(f"/fr/texte/{text.pk}/en/suggerer/", typed(text, revision="x"))
    assert answer.status_code == 422
    assert "Revision" not in read(answer)
    assert "La page est revenue incomplète : copiez ce que vous avez écrit" in read(answer)


def test_two_megabytes_of_accents_are_counted_and_kept(client, text, page):
    long = "é" * 1_000_000
    sent = urlencode(typed(text, body=long))
    assert len(sent) > 6_000_000
    answer = client.post(page, sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "Text: Shorten it to 100000 signs: it has 1000000." in read(answer)
    assert f"{long}</textarea>" in html_of(answer)


def test_a_program_gets_the_same_answer_and_is_not_heard(client, text, page):
    answer = client.post(page, typed(text, subject="Buy now"), follow=True)
    assert headings(answer, 1) == ["Thank you"]
    assert (Suggestion.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_one_address_does_not_suggest_without_end(client, text, page, settings):
    settings.SOCLE_LIMITS = settings.SOCLE_LIMITS | {"texts.suggest": "2/h/key"}
    answers = [
        client.post(page, typed(text, said=words(title=f"Trams {number}"))).status_code
        for number in range(3)
    ]
    assert answers == [302, 302, 429]


def test_somebody_signed_in_is_asked_for_neither_name_nor_address(client, text, page):
    bob = UserFactory(name="Bob")
    client.force_login(bob)
    assert 'name="email"' not in html_of(client.get(page))
    answer = client.post(page, typed(text), follow=True)
    assert "“Gembloux” reads your suggestion, and answers you by mail." in read(answer)
    found = Suggestion.objects.get()
    assert (found.by, found.email, found.state) == (bob, "", "open")


def test_it_stands_against_the_words_that_were_read(client, text, page, alice):
    sent = typed(text)
    publish(text=text, language="en", words=words(title="Trams"), by=alice, now=NOW)
    client.post(page, sent)
    assert Suggestion.objects.get().revision.number == 1


@pytest.mark.parametrize("revision", ["", "x", "0", "²", "9" * 40])
def test_a_strange_revision_is_the_latest(client, text, page, revision):
    answer = client.post(page, typed(text, revision=revision))
    assert answer.status_code in {302, 422}


def test_of_a_text_that_is_not_there_nothing_is_suggested(client, text, page):
    withdraw_text(text=text, by=None, now=NOW)
    assert client.get(page).status_code == 404
    assert client.get(f"/en/text/{text.pk}/de/suggest/").status_code == 404


@pytest.mark.parametrize("token", ["1.x.y", "x", "1.2.3.4"])
def test_a_link_that_is_not_whole_says_so(client, text, token):
    answer = client.get(f"/en/suggestion/link/{token}/")
    assert answer.status_code == 404
    assert "copy all of it from the mail" in read(answer)


def test_confirmed_too_late_the_words_are_still_there_to_copy(client, text):
    old = timezone.now() - timedelta(days=8)
    found = suggest(
        revision=latest(text), words=BETTER, why="", by=None, name="Dora",
        email="dora@example.org", language="en", may_name=False, now=old,
    )  # fmt: skip
    answer = client.post(f"/en/suggestion/link/{token_of(found)}/", {"act": "confirm"})
    assert answer.status_code == 410
    assert "It is too late to confirm it" in read(answer)
    assert "under 12" in read(answer)


# --- those who answer ---


@pytest.fixture
def inside(client, alice):
    client.force_login(alice)
    return client


def test_an_organiser_amends_and_accepts_and_the_author_reads_it(inside, text):
    found = made(text)
    page = f"/en/suggestion/{found.pk}/"
    assert "By Dora, on" in read(inside.get(page))
    sent = typed(text) | {"act": "accept", "seen": latest(text).pk, "answer": "Thank you!"}
    sent["body"] = "A bus each hour. Free for all under 12.\n\nShelters at each stop."
    answer = inside.post(page, sent, follow=True)
    assert "Revision 2 is published, and the author of the suggestion is told." in read(answer)
    assert "Accepted with changes" in read(answer)
    mail = OutgoingMail.objects.filter(to="dora@example.org").latest("pk")
    assert "Free for all under 12." in mail.text
    assert "Thank you!" in mail.text


def test_what_cannot_be_published_is_refused_with_what_to_do_and_kept(inside, text):
    page = f"/en/suggestion/{made(text).pk}/"
    sent = typed(text) | {"act": "accept", "seen": latest(text).pk, "answer": "Thank you!"}
    sent["body"] = "![](https://example.org/bus.png)\n\n" + "> " * 30 + "deep"
    answer = inside.post(page, sent)
    assert answer.status_code == 422
    assert [link for link in ERRORS if link in read(answer)] == ERRORS
    assert "![](https://example.org/bus.png)" in html_of(answer)
    assert (latest(text).number, Suggestion.objects.get().state) == (1, "open")


ERRORS = [
    "Text: Lists or quotations stand too deep in one another to be shown: flatten them.",
    "Text: Picture 1 (https://example.org/bus.png) says nothing to who does not see it:",
    "Text: Picture 1 (https://example.org/bus.png) stands on another site, and is not shown:",
]


def test_in_french_the_first_of_a_month_and_the_kind_of_text_are_written_as_people_do(inside, text):
    found = made(text, now=datetime(2026, 10, 1, 9, tzinfo=UTC))
    page = read(inside.get(f"/fr/suggestion/{found.pk}/"))
    assert "Par Dora, le 1er octobre 2026." in page
    assert "Suggestion · Essay" in page
    eve = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    Suggestion.objects.update(made_at=eve)
    assert "le 1er octobre 2026." in read(inside.get(f"/fr/suggestion/{found.pk}/"))


def test_declining_needs_a_reason(inside, text):
    found = made(text)
    page = f"/en/suggestion/{found.pk}/"
    answer = inside.post(page, {"act": "decline", "reason": " "})
    assert (answer.status_code, "Say why: its author reads it." in read(answer)) == (422, True)
    inside.post(page, {"act": "decline", "reason": "Too dear."})
    assert "Too dear." in read(inside.get(page))


def test_places_that_collide_are_decided_first(inside, text, alice):
    found = made(text)
    other = words(body=FIRST.body.replace("children", "students"))
    publish(text=text, language="en", words=other, by=alice, now=NOW)
    page = f"/en/suggestion/{found.pk}/"
    looked = inside.get(page)
    assert "It was made on revision 1; the text is at revision 2 now." in read(looked)
    assert 'id="accept"' not in html_of(looked)
    assert inside.post(page, {"act": "choose"}).status_code == 422

    key = html_of(looked).partition('name="choice-')[2].partition('"')[0]
    chosen = inside.post(page, {"act": "choose", f"choice-{key}": "theirs"})
    assert "Free for children under 12." in html_of(chosen)
    assert 'id="accept"' in html_of(chosen)


def test_words_published_meanwhile_are_looked_at_and_what_was_typed_kept(inside, text, alice):
    found = made(text)
    sent = typed(text, title="Mine") | {"act": "accept", "seen": latest(text).pk}
    publish(text=text, language="en", words=words(title="Trams"), by=alice, now=NOW)
    answer = inside.post(f"/en/suggestion/{found.pk}/", sent)
    assert answer.status_code == 409
    assert "The text was published again meanwhile" in read(answer)
    assert 'value="Mine"' in html_of(answer)
    assert words_of(latest(text)).title == "Trams"


def test_the_second_to_answer_is_told(inside, text):
    found = made(text)
    bob = UserFactory(name="Bob")
    decline_suggestion(suggestion=found, reason="No.", by=bob, now=NOW)
    answer = inside.post(f"/en/suggestion/{found.pk}/", {"act": "decline", "reason": "No."})
    assert "Declined" in read(answer)
    assert "By Bob, on" in read(answer)


def test_the_inbox_is_filtered_and_strangers_have_none(inside, text, gembloux, client):
    other = text_of(gembloux, said=words(title="Parks"))
    made(text)
    made(other, said=words(title="More parks"))
    decline_suggestion(suggestion=made(other, said=words(title="No parks")), reason="No.",
                       by=UserFactory(), now=NOW)  # fmt: skip
    page = f"/en/group/{gembloux.slug}/suggestions/"
    assert "3 suggestions" in read(inside.get(page))
    assert "2 suggestions" in read(inside.get(page, {"state": "open"}))
    assert "1 suggestion" in read(inside.get(page, {"state": "open", "text": other.pk}))
    assert "None is so. Show all of them." in read(inside.get(page, {"state": "accepted"}))
    assert "3 suggestions" in read(inside.get(page, {"state": "x", "text": "²"}))

    client.force_login(UserFactory())
    assert client.get(page).status_code == 404
    assert client.get(f"/en/suggestion/{Suggestion.objects.last().pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 10])
def test_the_inbox_asks_as_much_for_one_as_for_ten(
    inside, text, gembloux, count, django_assert_num_queries
):
    for number in range(count):
        made(text, said=words(title=f"Title {number}"), by=UserFactory())
    with django_assert_num_queries(8):
        answer = inside.get(f"/en/group/{gembloux.slug}/suggestions/")
    assert html_of(answer).count('class="suggestion-title"') == count


def test_they_stand_on_the_home_of_the_organisers(text, alice):
    made(text)
    made(text, said=words(title="Trams"))
    asker = who(alice, day=TODAY)
    steps = next_steps(asker, groups_of(asker), now=NOW)
    (step,) = [step for step in steps if step.kind == "suggestions"]
    assert str(step.words) == "Answer 2 suggestions for your texts"
