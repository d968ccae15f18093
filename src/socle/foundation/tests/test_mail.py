"""The outbox: what a message says, to whom, when it is tried again and when given up."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import transaction
from django.template.loader import get_template

from socle.foundation.actions import mail as outbox
from socle.foundation.actions.mail import Delivery, NoTransaction, deliver, send_due, write_mail
from socle.foundation.checks import no_mail_is_given_up
from socle.foundation.mail import UnsafeMail
from socle.foundation.models import OutgoingMail
from socle.foundation.tests.site import free_port, mail_server

NOW = datetime(2018, 9, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REFUSED = "SMTPRecipientsRefused 550 5.1.1"

TEXT = """{% extends "foundation/mail/layout.txt" %}
{% block subject %}
{% if language == "nl" %}Welkom{% else %}Bienvenue{% endif %}, {{ name }} !
{% endblock %}
{% block body %}
Chère {{ name }}, l’assemblée a lieu à Ottignies : {{ base_url }}/fr/
{% endblock %}"""
HTML = """{% extends "foundation/mail/layout.html" %}
{% block body %}<p>Chère {{ name }}, l’assemblée a lieu à Ottignies.</p>{% endblock %}"""


@pytest.fixture(autouse=True)
def _templates(settings):
    """A room's two templates, as if they stood in its folder."""
    engine = settings.TEMPLATES[0]
    loaders = engine["OPTIONS"]["loaders"][0][1]
    ours = {"room/mail/welcome.txt": TEXT, "room/mail/welcome.html": HTML}
    options = engine["OPTIONS"] | {
        "loaders": [("django.template.loaders.locmem.Loader", ours), *loaders]
    }
    settings.TEMPLATES = [engine | {"OPTIONS": options}]


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def write(to="alice@example.org", name="Éloïse", language="fr", **besides):
    return write_mail(
        to=to,
        template="room/mail/welcome",
        context={"name": name},
        language=language,
        now=NOW,
        **besides,
    )


def refresh(mail):
    mail.refresh_from_db()
    return mail


# --- what it says ---


@pytest.mark.django_db
def test_a_message_has_a_subject_a_text_and_a_page_in_the_recipient_s_language():
    mail = write()
    assert mail.subject == "Bienvenue, Éloïse !"
    assert mail.text == (
        "Chère Éloïse, l’assemblée a lieu à Ottignies : http://localhost:8000/fr/\n\n\n"
        "-- \nSocle · http://localhost:8000\n"
    )
    assert '<html lang="fr">' in mail.html
    assert "<title>Bienvenue, Éloïse !</title>" in mail.html
    assert "<p>Chère Éloïse, l’assemblée a lieu à Ottignies.</p>" in mail.html
    assert write(language="nl").subject == "Welkom, Éloïse !"


@pytest.mark.django_db
def test_text_is_left_as_it_is_and_html_is_escaped():
    mail = write(name="<b>Anne & Luc</b>")
    assert mail.subject == "Bienvenue, <b>Anne & Luc</b> !"
    assert "Chère <b>Anne & Luc</b>," in mail.text
    assert "Chère &lt;b&gt;Anne &amp; Luc&lt;/b&gt;," in mail.html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [
        {"name": "Bob\nBcc: everyone@example.org"},
        {"name": "Bob\r\nBcc: everyone@example.org"},
        {"to": "bob@example.org\nBcc: everyone@example.org"},
        {"to": "bob@example.org, everyone@example.org"},
        {"to": "Bob <bob@example.org>"},
        {"to": ""},
        {"reply_to": "bob@example.org\nBcc: everyone@example.org"},
        {"headers": {"List-Id": "a\nBcc: everyone@example.org"}},
        {"headers": {"List-Id\nBcc": "everyone@example.org"}},
    ],
)
def test_no_value_can_forge_a_header(forged):
    with pytest.raises(UnsafeMail):
        write(**forged)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_a_message_s_two_parts_and_its_headers_arrive_as_written(server):
    mail = write(
        reply_to="office@example.org",
        headers={
            "List-Unsubscribe": "<https://example.org/stop/1>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    assert deliver(mail.pk, now=NOW) is Delivery.SENT
    [message] = server.messages
    assert message["Message-ID"] == mail.message_id
    assert message["Subject"] == "Bienvenue, Éloïse !"
    assert message["To"] == "alice@example.org"
    assert message["From"] == "Socle <socle@localhost>"
    assert message["Reply-To"] == "office@example.org"
    assert message["Content-Language"] == "fr"
    assert message["List-Unsubscribe"] == "<https://example.org/stop/1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    assert {kind: text.replace("\r\n", "\n") for kind, text in parts.items()} == {
        "text/plain": mail.text,
        "text/html": mail.html,
    }


def test_the_layouts_stand_where_rooms_expect_them():
    assert get_template("foundation/mail/layout.txt")
    assert get_template("foundation/mail/layout.html")


# --- when it goes ---


@pytest.mark.django_db(transaction=True)
def test_a_message_goes_after_the_change_it_tells_of_and_not_before():
    with transaction.atomic():
        write()
        assert django_mail.outbox == []
    assert [message.to for message in django_mail.outbox] == [["alice@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_sends_nothing():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018
    assert (OutgoingMail.objects.count(), django_mail.outbox) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_message_that_tells_of_no_change_is_refused():
    with pytest.raises(NoTransaction):
        write()
    assert (OutgoingMail.objects.count(), django_mail.outbox) == (0, [])


@pytest.mark.django_db
def test_many_messages_of_one_change_wake_the_worker_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(10):
            write(to=f"person{number}@example.org")
    assert callbacks == [outbox.ask_to_send]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 10])
def test_due_mail_costs_three_queries_a_message(rows, server, django_assert_num_queries):
    mails = [write(to=f"person{number}@example.org") for number in range(rows)]
    with django_assert_num_queries(1 + 3 * rows):
        assert send_due(clock=lambda: NOW) is False
    assert server.by_id() == {mail.message_id: 1 for mail in mails}
    assert server.connections == 1


@pytest.mark.django_db
def test_a_round_takes_so_many_and_says_that_more_wait(server):
    for number in range(3):
        write(to=f"person{number}@example.org")
    assert send_due(clock=lambda: NOW, limit=2) is True
    assert send_due(clock=lambda: NOW, limit=2) is False
    assert len(server.messages) == 3


@pytest.mark.django_db
def test_a_worker_asked_to_stop_begins_no_other_message(server):
    write()
    assert send_due(clock=lambda: NOW, stop=lambda: True) is False
    assert server.messages == []


@pytest.mark.django_db
def test_what_is_in_hand_sent_or_not_yet_due_is_left_alone():
    mail = write()
    assert outbox.claim(mail.pk, NOW - MINUTE) is None
    assert outbox.claim(mail.pk, NOW).attempts == 1
    assert outbox.claim(mail.pk, NOW + 10 * MINUTE) is None
    assert deliver(mail.pk, now=NOW) is Delivery.NOT_DUE
    assert deliver(mail.pk, now=NOW + 11 * MINUTE) is Delivery.SENT
    assert deliver(mail.pk, now=NOW + 30 * MINUTE) is Delivery.NOT_DUE


@pytest.mark.django_db
def test_a_worker_that_comes_back_late_does_not_overwrite_what_another_did():
    mail = write()
    late = outbox.claim(mail.pk, NOW)
    assert deliver(mail.pk, now=NOW + 11 * MINUTE) is Delivery.SENT
    outbox.give_up(late, "TimeoutError", NOW + 12 * MINUTE)
    assert refresh(mail).sent_at == NOW + 11 * MINUTE
    assert mail.given_up_at is None


# --- when it fails ---


@pytest.mark.django_db
def test_waits_grow_and_the_eighth_failure_is_the_last(settings, server):
    server.refuse = {"alice@example.org": "451 4.7.1 alice@example.org is unknown so far"}
    mail = write()
    now, waits = NOW, []
    for _try in range(7):
        assert deliver(mail.pk, now=now) is Delivery.LATER
        waits.append((refresh(mail).due_at - now) / (1 + mail.pk % 10 / 100))
        now = mail.due_at
    assert waits == [minutes * MINUTE for minutes in [1, 5, 15, 60, 180, 480, 1440]]
    assert deliver(mail.pk, now=now) is Delivery.GIVEN_UP
    assert refresh(mail).given_up_at == now
    assert (mail.attempts, mail.sent_at) == (8, None)
    assert deliver(mail.pk, now=now + 100 * MINUTE) is Delivery.NOT_DUE


def pass_until_nothing_is_open(mail):
    """The worker's rounds, each when the message is due; the moments at which it was tried."""
    moments = []
    while refresh(mail).given_up_at is None and mail.sent_at is None:
        moments.append(mail.due_at)
        send_due(clock=lambda: moments[-1])
    return moments


@pytest.mark.django_db
def test_a_refusal_for_good_is_tried_eight_times_too_then_given_up_for_all_to_see(server, caplog):
    server.refuse_everybody = "550 5.7.1 <alice@example.org> relaying denied"
    mail = write()
    moments = pass_until_nothing_is_open(mail)

    assert server.refused == {"alice@example.org": 8}
    assert (mail.attempts, mail.given_up_at) == (8, moments[-1])
    waits = [later - earlier for earlier, later in pairwise(moments)]
    assert waits == sorted(set(waits))
    assert [(line.levelname, line.msg["event"]) for line in caplog.records] == [
        *[("WARNING", "mail postponed")] * 7,
        ("ERROR", "mail given up"),
    ]
    assert [line.id for line in no_mail_is_given_up(None)] == ["socle.W015"]
    assert mail.last_error == "SMTPRecipientsRefused 550 5.7.1"
    assert "alice" not in caplog.text + mail.last_error


@pytest.mark.django_db
def test_what_the_site_s_own_set_up_kept_from_going_goes_once_it_is_mended(server):
    server.refuse_everybody = "550 5.7.1 relaying denied"
    mail = write()
    for _try in range(3):
        send_due(clock=lambda: refresh(mail).due_at)
    server.refuse_everybody = ""
    send_due(clock=lambda: refresh(mail).due_at)
    assert server.by_id() == {mail.message_id: 1}
    assert (refresh(mail).attempts, mail.last_error) == (4, "")


@pytest.mark.django_db
def test_one_refusal_does_not_keep_the_others_from_going(server):
    server.refuse = {"alice@example.org": "451 later"}
    write()
    bob = write(to="bob@example.org")
    send_due(clock=lambda: NOW)
    assert server.by_id() == {bob.message_id: 1}


@pytest.mark.django_db
def test_a_server_that_does_not_answer_costs_one_message_one_try(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mails = [write(to=f"person{number}@example.org") for number in range(3)]
    assert send_due(clock=lambda: NOW) is False
    assert [refresh(mail).attempts for mail in mails] == [1, 0, 0]
    assert mails[0].last_error == "ConnectionRefusedError"
    assert mails[0].claim == ""


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_each_time_is_given_up_too():
    mail = write()
    now = NOW
    for _try in range(8):
        assert outbox.claim(mail.pk, now) is not None
        now += 11 * MINUTE
    assert deliver(mail.pk, now=now) is Delivery.GIVEN_UP
    assert (refresh(mail).last_error, mail.attempts) == ("WorkerStopped", 8)
    assert django_mail.outbox == []


# --- what a person sees of it ---


def said(*words):
    out = StringIO()
    call_command("mail", *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_the_mail_command_counts_says_why_and_tries_again(server):
    server.refuse = {"alice@example.org": "550 5.1.1 no such person"}
    mail = write()
    write(to="bob@example.org")
    assert said() == ["due: 2", "waiting for their time or in hand: 0", "given up: 0"]
    deliver(mail.pk, now=NOW)
    again = refresh(mail).due_at
    assert said() == [
        "due: 2",
        "waiting for their time or in hand: 0",
        f"  {mail.pk}: try 1 of 8 failed, next at {again:%Y-%m-%d %H:%M} UTC, {REFUSED}",
        "given up: 0",
    ]
    last = pass_until_nothing_is_open(mail)[-1]
    assert said() == [
        "due: 0",
        "waiting for their time or in hand: 0",
        "given up: 1",
        f"  {mail.pk}: {last:%Y-%m-%d %H:%M} UTC, 8 tries, {REFUSED}",
    ]
    assert said("--retry") == [
        "To be tried again: 1",
        "due: 1",
        "waiting for their time or in hand: 0",
        "given up: 0",
    ]
    server.refuse = {}
    send_due(clock=lambda: NOW + timedelta(days=9999))
    assert len(server.messages) == 2


@pytest.mark.django_db
def test_a_message_of_no_use_once_handed_over_is_forgotten_at_once(server):
    with transaction.atomic():
        write(to="gone@example.org", forget=True)
        write(to="alice@example.org")
    send_due(clock=lambda: NOW)

    assert {message["to"] for message in server.messages} == {
        "gone@example.org",
        "alice@example.org",
    }
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["alice@example.org"]


@pytest.mark.django_db
def test_once_handed_over_a_message_keeps_no_words(server):
    mail = write()
    assert "assemblée" in mail.text
    deliver(mail.pk, now=NOW)
    kept = refresh(mail)
    assert (kept.to, kept.text, kept.html) == ("alice@example.org", "", "")
    assert kept.subject == "Bienvenue, Éloïse !"
    assert "assemblée" in server.messages[0].get_body(("plain",)).get_content()


@pytest.mark.django_db
def test_it_stays_while_the_server_refuses_it_and_goes_with_the_last_try(server):
    server.refuse["gone@example.org"] = "451 4.3.0 Later"
    mail = write(to="gone@example.org", forget=True)
    assert deliver(mail.pk, now=NOW) is Delivery.LATER
    assert refresh(mail).attempts == 1
    OutgoingMail.objects.filter(pk=mail.pk).update(attempts=7, due_at=NOW)

    assert deliver(mail.pk, now=NOW) is Delivery.GIVEN_UP
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_what_was_sent_is_forgotten_after_a_month():
    old, young = write(), write()
    deliver(old.pk, now=NOW)
    deliver(young.pk, now=NOW + timedelta(days=2))
    assert outbox.forget_old_mail(now=NOW + timedelta(days=31)) == 1
    assert list(OutgoingMail.objects.all()) == [young]
