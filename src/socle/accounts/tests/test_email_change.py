"""Changing one's address: both have to confirm, by links read from real messages."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.signing import b64_decode, b64_encode
from django.utils import timezone

from socle.accounts.actions.email_changes import AddressTaken, confirm_email_change
from socle.accounts.actions.people import make_person
from socle.accounts.models import EmailChange, JournalEntry, User
from socle.accounts.tests.conftest import Browser, title_of, words_of

pytestmark = pytest.mark.django_db

PAGE = "/en/my-account/e-mail-address/"
OLD, NEW = "alice@example.org", "alice@new.example"
DEAD = "This link no longer works"


@pytest.fixture
def alice(mailbox, browser):
    browser.enter(mailbox, OLD)
    user = User.objects.get()
    user.language = "en"
    user.save()
    return user


@pytest.fixture
def links(alice, browser, mailbox):
    """What each address was sent, after Alice asked for the new one."""
    assert browser.post(PAGE, {"email": NEW}).url == PAGE
    return mailbox.links()


def address():
    return User.objects.get().email


def changed():
    return JournalEntry.objects.filter(verb="accounts.email.changed").count()


def test_both_addresses_are_written_to_and_nothing_changes_yet(alice, browser, mailbox):
    browser.post(PAGE, {"email": " Alice@NEW.example "})
    messages = mailbox.collect()

    assert [(to, subject) for to, subject, _text in messages] == [
        (OLD, "Change your e-mail address?"),
        (NEW, "Change your e-mail address?"),
    ]
    assert (address(), changed()) == (OLD, 0)
    page = words_of(browser.get(PAGE))
    assert f"{OLD} has not answered yet {NEW} has not answered yet" in page
    assert "Your new address is waiting" in words_of(browser.get("/en/my-account/"))


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_once_both_have_confirmed_the_address_is_the_new_one(
    links, browser, mailbox, order, client
):
    """In any order, on any device: nobody needs to be signed in there."""
    first, second = order
    half = client.post(links[first])
    assert "Now open the message we sent to" in words_of(half)
    assert second in words_of(half)
    assert (address(), changed()) == (OLD, 0)
    assert f"{first} has confirmed" in words_of(browser.get(PAGE))

    done = client.post(links[second])
    assert f"From now on you sign in with {NEW} ." in words_of(done)
    assert (address(), changed(), EmailChange.objects.count()) == (NEW, 1, 0)
    assert sorted((to, subject) for to, subject, _text in mailbox.collect()) == [
        (OLD, "Your e-mail address is changed"),
        (NEW, "Your e-mail address is changed"),
    ]
    assert browser.get("/en/my-account/").status_code == 200


def test_then_the_new_address_signs_in_and_the_old_one_is_somebody_new(links, mailbox, alice):
    for link in links.values():
        Browser().post(link)
    mailbox.collect()

    assert Browser().enter(mailbox, NEW).url == "/en/my-account/"
    assert Browser().enter(mailbox, OLD).url == "/en/welcome/"
    assert [user.email for user in User.objects.order_by("pk")] == [NEW, OLD]


def test_opening_a_link_changes_nothing_since_programs_open_links_too(links, client):
    pages = [client.get(link) for link in [*links.values()] * 2]

    assert [page.status_code for page in pages] == [200] * 4
    assert f"{NEW} would take the place of {OLD} ." in words_of(pages[0])
    change = EmailChange.objects.get()
    assert (change.old_confirmed_at, change.new_confirmed_at, address()) == (None, None, OLD)


def test_a_link_opens_in_every_language(links, client):
    page = client.get(links[NEW]).content.decode()
    (dutch,) = re.findall(r'<a href="(/nl/[^"]*)" lang="nl"', page)

    assert NEW in words_of(client.get(unescape(dutch)))


def test_one_side_confirming_twice_is_not_both(links, client):
    for _time in range(2):
        client.post(links[NEW])

    assert (address(), changed()) == (OLD, 0)


@pytest.mark.parametrize("side", [OLD, NEW])
def test_either_side_can_stop_it_and_both_links_die(links, client, side):
    stopped = client.post(links[side], {"stop": "yes"})
    assert "The change is stopped" in words_of(stopped)

    answers = [client.get(link) for link in links.values()]
    assert [(answer.status_code, DEAD in words_of(answer)) for answer in answers] == [
        (410, True),
        (410, True),
    ]


def test_it_can_be_stopped_from_the_account(links, browser):
    assert "Your address stays as it is." in words_of(
        browser.post(PAGE, {"stop": "x"}, follow=True)
    )
    assert browser.get(links[OLD]).status_code == 410


def test_a_new_request_ends_the_links_of_the_one_before(links, browser, mailbox):
    browser.post(PAGE, {"stop": "yes"})
    browser.post(PAGE, {"email": "other@new.example"})
    newer = mailbox.links()

    assert [browser.post(link).status_code for link in links.values()] == [410, 410]
    assert [browser.get(link).status_code for link in newer.values()] == [200, 200]


def test_a_link_works_for_a_day(links, browser, client):
    EmailChange.objects.update(asked_at=timezone.now() - timedelta(hours=23))
    assert client.get(links[OLD]).status_code == 200
    EmailChange.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    assert [client.post(link).status_code for link in links.values()] == [410, 410]
    assert address() == OLD


def test_a_link_that_has_done_its_work_says_so(links, client):
    for link in links.values():
        client.post(link)

    assert DEAD in words_of(client.get(links[OLD]))


@pytest.mark.parametrize("key", ["", "x", "WzEsIngiLCJvbGQiXQ:1xUPu6:forged", "\x00", "é" * 2_000])
def test_a_forged_link_says_what_to_do(client, key):
    answer = client.get(f"{PAGE}confirm/", {"key": key})

    assert (answer.status_code, DEAD in words_of(answer)) == (410, True)


def test_a_link_of_one_side_cannot_be_made_into_one_of_the_other(links, client):
    payload, rest = key_of(links[NEW]).split(":", 1)
    said = json.loads(b64_decode(payload.encode()))
    assert said[2] == "new"
    forged = b64_encode(json.dumps([*said[:2], "old"]).encode()).decode()

    assert client.post(f"{PAGE}confirm/?key={forged}:{rest}").status_code == 410
    assert EmailChange.objects.get().old_confirmed_at is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (OLD, "This is your address already."),
        (OLD.upper(), "This is your address already."),
        ("", "Type your e-mail address."),
        ("alice", "Type a whole address, such as name@example.org."),
    ],
)
def test_what_is_no_new_address_is_refused(alice, browser, mailbox, typed, words):
    mailbox.collect()
    refused = browser.post(PAGE, {"email": typed})

    assert (refused.status_code, title_of(refused)) == (422, "Error: Your address · Socle")
    assert f"New e-mail address: {words}" in words_of(refused)
    assert mailbox.collect() == []


# --- an address that is somebody's ---


@pytest.fixture
def bob(mailbox, alice):
    """Somebody else signs in with the address Alice would like to have."""
    Browser().enter(mailbox, NEW)
    return User.objects.get(email=NEW)


def test_the_page_does_not_tell_that_somebody_has_it_and_a_message_does(
    alice, bob, browser, mailbox
):
    browser.post(PAGE, {"email": NEW})
    (old, new) = mailbox.collect()

    assert f"{NEW} has not answered yet" in words_of(browser.get(PAGE))
    assert (old[0], old[1]) == (OLD, "Change your e-mail address?")
    assert (new[0], new[1]) == (NEW, "This address has an account already")
    assert "/en/sign-in/" in new[2]
    assert "key=" not in new[2]


def test_an_address_taken_meanwhile_stays_with_who_took_it(links, mailbox, client):
    Browser().enter(mailbox, NEW)
    client.post(links[OLD])
    refused = client.post(links[NEW])

    assert (refused.status_code, "This address has an account of its own" in words_of(refused)) == (
        422,
        True,
    )
    assert sorted(User.objects.values_list("email", flat=True)) == [OLD, NEW]
    with pytest.raises(AddressTaken):
        confirm_email_change(key=key_of(links[NEW]), now=timezone.now())


def key_of(link):
    return link.partition("key=")[2].replace("%3A", ":")


def test_a_code_asked_for_with_the_new_address_and_never_used_is_not_in_the_way(links, client):
    """It was Alice herself, who tried the new address first."""
    Browser().ask_code(NEW)
    assert User.objects.count() == 2
    for link in links.values():
        client.post(link)

    assert address() == NEW


def test_somebody_made_by_who_deploys_holds_their_address_before_they_come(links, client):
    make_person(email=NEW, language="fr", administrator=True, now=timezone.now())
    client.post(links[OLD])

    assert client.post(links[NEW]).status_code == 422
    assert User.objects.count() == 2


def test_somebody_erased_takes_their_change_with_them(links, alice, client):
    alice.delete()

    assert client.post(links[NEW]).status_code == 410


def test_ten_requests_an_hour_are_enough(alice, browser):
    answers = []
    for number in range(11):
        browser.post(PAGE, {"stop": "yes"})
        answers.append(browser.post(PAGE, {"email": f"new{number}@example.org"}).status_code)

    assert answers == [302] * 10 + [429]
