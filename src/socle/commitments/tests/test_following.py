"""The head goes by mail, once for each day the ledger grew, to who asked and confirmed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from socle.accounts.actions.digests import send_digests
from socle.accounts.actions.subscriptions import adopt_subscription
from socle.accounts.models import Subscription, User
from socle.commitments.actions.following import follow_ledger, send_heads
from socle.commitments.models import LedgerFollow
from socle.commitments.queries.ledger import head
from socle.commitments.tests.factories import NOW, add_answers
from socle.foundation.models import OutgoingMail
from socle.territories.models import Area, AreaFollow

ALICE = "alice@example.org"
FOLLOW = "/en/ledger/follow/"
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def follower(email=ALICE, language="en", confirmed_at=NOW, user=None):
    subscription = Subscription.objects.create(
        email="" if user else email,
        user=user,
        language=language,
        nonce=email,
        asked_at=NOW,
        confirmed_at=confirmed_at,
    )
    follow_ledger(subscription, "ledger", now=NOW)
    return subscription


def told():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def path_in(message, word):
    return re.search(rf"http://localhost:8000(/\S*{word}\S*)", message.text).group(1)


def words_of(response):
    return re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL).group(1).strip()


class TestAsking:
    def test_an_address_is_confirmed_first(self, client):
        page = client.get(FOLLOW)
        assert words_of(page) == "Follow the public ledger"
        assert b'name="frequency"' not in page.content
        client.post(FOLLOW, {"email": ALICE})
        assert not LedgerFollow.objects.exists()
        link = path_in(OutgoingMail.objects.get(), "key")
        assert words_of(client.get(link)) == "Follow the public ledger?"
        assert words_of(client.post(link)) == "You follow the public ledger"
        assert LedgerFollow.objects.get().subscription.email == ALICE

    def test_an_address_is_asked_for(self, client):
        refused = client.post(FOLLOW, {"email": ""})
        assert refused.status_code == 422
        assert not Subscription.objects.exists()

    def test_who_is_signed_in_presses_once(self, client):
        alice = User.objects.create_user(ALICE)
        client.force_login(alice, "allauth.account.auth_backends.AuthenticationBackend")
        client.post(FOLLOW)
        client.post(FOLLOW)
        assert LedgerFollow.objects.get().subscription.user == alice
        page = client.get(reverse("accounts:following")).content.decode()
        assert "<bdi>the public ledger</bdi>" in page

    def test_a_title_begins_with_a_capital_in_each_language(self, client):
        titles = {
            "/fr/registre/suivre/": "Suivre le registre public",
            "/nl/register/volgen/": "Het openbare register volgen",
            "/de/register/folgen/": "Dem öffentlichen Register folgen",
        }
        assert {path: words_of(client.get(path)) for path in titles} == titles

    def test_what_an_address_followed_becomes_the_person_s(self):
        follower()
        alice = User.objects.create_user(ALICE)
        Subscription.objects.create(user=alice, language="en", nonce="n", asked_at=NOW)
        adopt_subscription(user=alice, now=NOW)
        assert LedgerFollow.objects.get().subscription.user == alice


class TestTelling:
    def test_the_head_and_how_to_check_it(self):
        follower()
        add_answers(3)
        assert send_heads(now=NOW + DAY) == 1
        (message,) = OutgoingMail.objects.all()
        found = head().hash
        assert (message.to, message.subject) == (ALICE, f"Public ledger, line 3: {found[:8]}")
        assert f"\n{found}\nLine 3, added on 1 October 2018 at 20:30.\n" in message.text
        assert "http://localhost:8000/en/ledger/#check" in message.text
        assert found in message.html
        leave = "http://localhost:8000" + path_in(message, "leave")
        assert message.headers == {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def test_once_for_each_day_it_grew(self):
        follower()
        assert send_heads(now=NOW) == 0
        add_answers(1)
        assert [send_heads(now=NOW + DAY), send_heads(now=NOW + DAY)] == [1, 0]
        add_answers(1)
        # Not twice a day, and not on a day on which nothing was added.
        sent = [send_heads(now=NOW + when * DAY) for when in (1.5, 2, 3)]
        assert sent == [0, 1, 0]
        assert [subject[:22] for _to, subject in told()] == [
            "Public ledger, line 1:",
            "Public ledger, line 2:",
        ]

    def test_in_the_language_of_each(self):
        follower("a@example.org", "fr")
        follower("b@example.org", "nl")
        follower("c@example.org", "de")
        add_answers(1)
        send_heads(now=NOW + DAY)
        start = head().hash[:8]
        assert [subject for _to, subject in told()] == [
            f"Registre public, ligne 1\N{NO-BREAK SPACE}: {start}",
            f"Openbaar register, regel 1: {start}",
            f"Öffentliches Register, Zeile 1: {start}",
        ]

    def test_only_who_confirmed_and_may_be_written_to(self):
        follower(confirmed_at=None)
        closed = User.objects.create_user("closed@example.org", is_active=False)
        follower(user=closed, email="closed")
        person = User.objects.create_user("bob@example.org")
        follower(user=person, email="bob")
        add_answers(1)
        assert send_heads(now=NOW + DAY) == 1
        assert [to for to, _subject in told()] == ["bob@example.org"]

    def test_who_was_told_when_it_was_stopped_is_not_told_again(self):
        for name in "abc":
            follower(f"{name}@example.org")
        add_answers(1)
        rounds = iter([False, True])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("socle.commitments.actions.following.BATCH", 1)
            assert send_heads(now=NOW + DAY, stop=lambda: next(rounds)) == 1
        assert send_heads(now=NOW + DAY) == 2
        assert sorted(to for to, _subject in told()) == [f"{n}@example.org" for n in "abc"]

    @pytest.mark.parametrize("count", [1, 10])
    def test_each_message_costs_the_same(self, django_assert_num_queries, count):
        for number in range(count):
            follower(f"{number}@example.org")
        add_answers(1)
        # The head, who is due, nobody else; for each: its savepoint, the row, the note, the mail.
        with django_assert_num_queries(3 + 5 * count):
            send_heads(now=NOW + DAY)

    def test_the_weekly_message_does_not_tell_it_again(self):
        follower()
        add_answers(1)
        assert send_digests(now=NOW + 8 * DAY) == 0


class TestLeaving:
    def link(self):
        add_answers(1)
        send_heads(now=NOW + DAY)
        return path_in(OutgoingMail.objects.get(), "leave")

    def test_one_press_and_the_address_is_forgotten(self, client):
        follower()
        link = self.link()
        assert words_of(client.get(link)) == "Stop following the public ledger?"
        assert Subscription.objects.exists()
        assert words_of(client.post(link)) == "You no longer follow the public ledger"
        assert not Subscription.objects.exists()
        assert words_of(client.post(link)) == "You no longer follow the public ledger"

    def test_what_else_is_followed_stays(self, client, belgium):
        subscription = follower()
        area = Area.objects.get(code="92094")
        AreaFollow.objects.create(subscription=subscription, area=area, since=NOW)
        client.post(self.link())
        assert not LedgerFollow.objects.exists()
        assert AreaFollow.objects.get().subscription == subscription

    def test_a_person_stays_a_subscriber(self, client):
        follower(user=User.objects.create_user(ALICE))
        client.post(self.link())
        assert not LedgerFollow.objects.exists()
        assert Subscription.objects.exists()

    def test_a_mail_program_does_it_without_cookie_or_token(self):
        follower()
        strict = Client(enforce_csrf_checks=True)
        answered = strict.post(self.link(), {"List-Unsubscribe": "One-Click"})
        assert answered.status_code == 200
        assert not LedgerFollow.objects.exists()

    def test_from_the_page_of_what_one_follows(self, client):
        subscription = follower()
        add_answers(1)
        send_heads(now=NOW + DAY)
        page = path_in(OutgoingMail.objects.get(), r"/follow/\?")
        client.post(page, {"stop": "ledger:all"})
        assert not LedgerFollow.objects.filter(subscription=subscription).exists()
