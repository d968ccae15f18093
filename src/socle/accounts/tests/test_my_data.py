"""One's own data: what one agrees to, a copy of everything, being erased for good."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.actions.erasing import (
    LinkTooOld,
    ask_for_erasure,
    erase_person,
    read_erasure,
)
from socle.accounts.actions.exporting import ask_for_copy, make_copy
from socle.accounts.jobs import make_copies_due
from socle.accounts.models import Consent, DataExport, JournalEntry, Session, User
from socle.accounts.purposes import COALITION_NEWS, NAME_PUBLIC
from socle.accounts.queries import consents_of, copy_of
from socle.foundation.actions.mail import send_due, write_mail
from socle.foundation.models import OutgoingMail
from socle.foundation.queue import huey
from socle.foundation.tests.site import mail_server

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
HOME = "/en/my-account/my-data/"


@pytest.fixture
def alice(db):
    return User.objects.create_user("alice@example.org", name="Alice Zwijnaarde", language="en")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def words_of(message):
    return message.get_body(("plain",)).get_content()


def link_in(text):
    [link] = re.findall(r"http://localhost:8000(/\S+key=\S+)", text)
    return link


# --- what one agrees to ---


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in_first(client):
    for path in (HOME, f"{HOME}erase/", f"{HOME}copy.zip"):
        assert client.get(path).url.startswith("/en/sign-in/")


@pytest.mark.django_db
def test_one_agrees_and_takes_back_one_purpose_at_a_time_and_both_stay_dated(signed_in, alice):
    signed_in.post(f"{HOME}consents/", {"give": COALITION_NEWS})
    [given] = Consent.objects.all()
    assert (given.purpose, given.words, given.language, given.withdrawn_at) == (
        COALITION_NEWS,
        "The coalition may send me news of the campaign.",
        "en",
        None,
    )
    page = signed_in.get(HOME)
    assert [(each.purpose, bool(each.consent)) for each in page.context["agreed"]] == [
        (COALITION_NEWS, True),
        ("coalition_contact", False),
        (NAME_PUBLIC, False),
    ]
    signed_in.post(f"{HOME}consents/", {"take_back": given.pk})
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    page = signed_in.get(HOME)
    assert [each.consent for each in page.context["agreed"]] == [None, None, None]
    assert [each.consent for each in page.context["taken_back"]] == [given]


@pytest.mark.django_db
def test_a_consent_of_somebody_else_looks_like_one_that_is_not_there(signed_in):
    bob = User.objects.create_user("bob@example.org")
    his = give_consent(user=bob, purpose=COALITION_NEWS, words="Yes.", language="en", now=NOW)
    for key in (his.pk, his.pk + 1, "x", ""):
        assert signed_in.post(f"{HOME}consents/", {"take_back": key}).status_code == 404
    assert signed_in.post(f"{HOME}consents/", {"give": "anything"}).status_code == 404
    his.refresh_from_db()
    assert his.withdrawn_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 10])
def test_ten_consents_cost_no_more_queries_than_one(alice, rows, django_assert_num_queries):
    for number in range(rows):
        other = User.objects.create_user(f"p{number}@example.org", name=f"P {number}")
        give_consent(
            user=alice,
            purpose="group_newsletter",
            about=other,
            words="Yes.",
            language="en",
            now=NOW,
        )
        withdraw_consent(user=alice, purpose="group_newsletter", about=other, now=NOW)
    with django_assert_num_queries(2):
        _now, past = consents_of(alice)
    assert sorted(each.about for each in past) == [f"P {number}" for number in range(rows)]


# --- a copy ---


def read_copy(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.mark.django_db(transaction=True)
def test_one_asks_for_a_copy_is_told_when_it_is_there_and_takes_it_away(signed_in, alice, server):
    give_consent(user=alice, purpose=COALITION_NEWS, words="Oui, é.", language="fr", now=NOW)
    signed_in.post(f"{HOME}copy/")

    [message] = server.messages
    assert (message["To"], message["Subject"]) == (alice.email, "The copy of your data is ready")
    assert "http://localhost:8000/en/my-account/my-data/" in words_of(message)
    answer = signed_in.get(f"{HOME}copy.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    files = read_copy(answer.content)
    consent = {
        "purpose": COALITION_NEWS,
        "about": "",
        "words": "Oui, é.",
        "language": "fr",
        "given_at": "2026-11-20T12:30:00Z",
        "withdrawn_at": None,
    }
    assert json.loads(files["accounts-consent.json"]) == [consent]
    [row] = csv.DictReader(io.StringIO(files["accounts-consent.csv"]))
    assert (row["words"], row["withdrawn_at"]) == ("Oui, é.", "")
    [me] = json.loads(files["accounts-user.json"])
    assert (me["email"], me["name"]) == (alice.email, alice.name)
    today = date_format(timezone.localdate(), "j F Y")
    assert files["README.txt"].startswith(f"Everything this site kept about you on {today}")
    assert {name.partition(".")[0] for name in files} == {
        "README", "accounts-user", "accounts-session", "accounts-consent",
        "accounts-dataexport", "accounts-journalentry",
    }  # fmt: skip


@pytest.mark.django_db
def test_nobody_else_downloads_it_and_after_a_week_nobody_does(client, alice):
    export = ask_for_copy(user=alice, now=timezone.now())
    make_copy(export.pk, now=timezone.now())
    bob = User.objects.create_user("bob@example.org")
    client.force_login(bob)
    assert client.get(f"{HOME}copy.zip").status_code == 404
    client.force_login(alice)
    assert client.get(f"{HOME}copy.zip").status_code == 200
    DataExport.objects.update(made_at=timezone.now() - timedelta(days=7, seconds=1))
    assert client.get(f"{HOME}copy.zip").status_code == 404
    assert copy_of(alice, now=timezone.now()).ready is None


@pytest.mark.django_db
def test_asking_twice_gives_the_copy_under_way(signed_in, alice):
    for _time in range(2):
        signed_in.post(f"{HOME}copy/")
    assert DataExport.objects.count() == 1
    page = signed_in.get(HOME).content.decode()
    assert ("Being made" in page, "Ask for a copy" in page) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_a_killed_worker_left_is_made_by_the_next_round(alice):
    huey.immediate = False
    try:
        # Asked for; the queue forgets it, as it does when a worker is killed with it in hand.
        ask_for_copy(user=alice, now=NOW)
        huey.flush()
    finally:
        huey.immediate = True
    assert copy_of(alice, now=NOW).ready is None
    make_copies_due()
    make_copies_due()
    assert copy_of(alice, now=NOW).ready is not None
    assert [m.subject for m in OutgoingMail.objects.all()] == ["The copy of your data is ready"]


# --- being erased ---


@pytest.mark.django_db(transaction=True)
def test_one_is_erased_by_a_link_sent_by_mail_and_told_so(signed_in, alice, server):
    page = signed_in.get(f"{HOME}erase/").content.decode()
    assert "alice@example.org" in page
    signed_in.post(f"{HOME}erase/")
    [asked] = server.messages
    assert asked["Subject"] == "Erase your account?"
    link = link_in(words_of(asked))

    # A program that opens every link of a message erases nobody.
    assert "Yes, erase everything" in signed_in.get(link).content.decode()
    assert User.objects.filter(pk=alice.pk).exists()

    done = signed_in.post(link)
    assert "You are erased" in done.content.decode()
    assert not User.objects.exists()
    assert not Session.objects.filter(user=alice.pk).exists()
    assert signed_in.get(HOME).url.startswith("/en/sign-in/")
    [_asked, farewell] = server.messages
    assert (farewell["To"], farewell["Subject"]) == (
        "alice@example.org",
        "Your account is erased",
    )
    # Neither the link nor the farewell is kept.
    assert not OutgoingMail.objects.exists()
    assert signed_in.post(link).status_code == 410


@pytest.mark.django_db
def test_the_link_works_for_an_hour_and_for_nothing_else(alice, client):
    ask_for_erasure(user=alice, now=NOW)
    text = OutgoingMail.objects.get().text
    token = link_in(text).partition("key=")[2].replace("%3A", ":")
    assert read_erasure(token, now=NOW + timedelta(hours=1)) == alice.pk
    for wrong, now in [
        (token, NOW + timedelta(hours=1, seconds=1)),
        (token + "x", NOW),
        ("", NOW),
    ]:
        with pytest.raises(LinkTooOld):
            read_erasure(wrong, now=now)
    answer = client.get("/en/my-account/my-data/erase/confirm/?key=nonsense")
    assert (answer.status_code, "no longer works" in answer.content.decode()) == (410, True)


@pytest.mark.django_db
def test_the_journal_keeps_what_was_done_without_them(alice):
    give_consent(user=alice, purpose=COALITION_NEWS, words="Yes.", language="en", now=NOW)
    assert erase_person(key=alice.pk, now=NOW) is True
    assert erase_person(key=alice.pk, now=NOW) is False
    lines = JournalEntry.objects.filter(verb__startswith="accounts.").order_by("pk")
    assert list(lines.values_list("verb", "by")) == [
        ("accounts.consent.given", None),
        ("accounts.person.erased", None),
    ]


@pytest.mark.django_db(transaction=True)
def test_messages_to_others_that_name_them_are_forgotten_too(alice, server):
    def tell(words):
        with transaction.atomic():
            write_mail(
                to="bob@example.org",
                template="accounts/mail/email-changed",
                context={"old": words, "new": "x@example.org"},
                language="en",
                now=NOW,
            )

    server.refuse["bob@example.org"] = "451 4.3.0 Later"
    tell(alice.email)
    server.refuse.clear()
    tell(alice.email)
    tell("somebody.else@example.org")
    assert OutgoingMail.objects.count() == 3
    erase_person(key=alice.pk, now=NOW)
    # Once handed over a message has no words any more; what still waits goes once it was.
    waits, *others = OutgoingMail.objects.order_by("pk")
    assert (waits.forget, "alice@" in waits.text) == (True, True)
    assert [(mail.forget, mail.text) for mail in others] == [(False, "")] * 2
    send_due(clock=lambda: timezone.now() + timedelta(days=1))
    assert list(OutgoingMail.objects.order_by("pk")) == others
    assert django_mail.outbox == [] and len(server.messages) == 4
