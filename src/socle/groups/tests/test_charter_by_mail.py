"""The charter by a signed link: sent, read, accepted or not, taken back, sent again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.actions.mail import send_due
from socle.foundation.models import OutgoingMail
from socle.foundation.tests.site import mail_server
from socle.groups.actions.chartering import (
    NoAddress,
    TooSoon,
    answer_not_me,
    answer_not_now,
    revoke_charter_link,
    send_charter,
)
from socle.groups.models import Approach, CharterAcceptance, Group, Stage
from socle.groups.queries import charter as charters
from socle.groups.queries.charter import charter
from socle.groups.queries.charter_links import token_of
from socle.groups.rules import may_speak_publicly
from socle.groups.tests.factories import (
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, verbs
from socle.web.tests.reading import headings, html_of, words_of

pytestmark = pytest.mark.django_db
ANSWER = {"answer": "accept", "release": "1", "signed_name": "Orhan D.", "signed_as": "chair"}
ANSWER["agreed"] = "on"


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def carol():
    """Coordinates the coalition."""
    coalition = GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")
    carol = UserFactory(name="Carol", email="carol@example.org", language="en")
    MembershipFactory(user=carol, group=coalition, role="organiser")
    return carol


@pytest.fixture
def ruche(carol):
    return ApproachFactory(
        group__name="La Ruche",
        group__languages="en",
        contact_name="Orhan",
        contact_email="orhan@example.org",
        stage=Stage.INTERESTED,
        follower=carol,
    )


def send(approach, by, words="", now=None):
    send_charter(approach=approach, by=by, words=words, now=now or timezone.now())
    approach.refresh_from_db()


def link(approach, release=1):
    return f"/en/charter/sign/{token_of(approach, release)}/"


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture
def second_release(tmp_path, monkeypatch):
    """A second release of the charter comes into force when it is called."""

    def publish():
        for name in ("fr", "nl", "de", "en"):
            for release in ("1", "2"):
                place = tmp_path / release
                place.mkdir(exist_ok=True)
                words = (charters.FOLDER / "1" / f"{name}.md").read_text("utf-8")
                (place / f"{name}.md").write_text(words + ("\nNew.\n" if release == "2" else ""))
        monkeypatch.setattr(charters, "FOLDER", tmp_path)
        forget_releases()

    yield publish
    monkeypatch.undo()
    forget_releases()


def forget_releases():
    charters.file_releases.cache_clear()
    charters.read_file.cache_clear()


# --- from the mail to the receipt ---


def test_the_contact_accepts_from_the_mail_and_gets_a_receipt(client, server, carol, ruche):
    send(ruche, carol, words="As agreed on the phone.")
    send_due(clock=timezone.now)
    [message] = server.messages
    assert message["To"] == "orhan@example.org"
    assert message["Subject"] == "Terres d’accord invites La Ruche"
    assert message["Reply-To"] == "carol@example.org"
    assert text_of(message).startswith("Hello Orhan,\n\nAs agreed on the phone.\n\nTerres d’accord")
    [address] = re.findall(r"http://localhost:8000(/en/charter/sign/\S+)", text_of(message))

    page = client.get(address)
    assert headings(page, 1) == ["La Ruche"]
    assert headings(page, 2) == ["Charter of the coalition", "Your answer"]
    assert client.cookies == {}
    done = client.post(address, ANSWER, follow=True)

    assert headings(done, 1) == ["Thank you"]
    acceptance = CharterAcceptance.objects.get()
    assert (acceptance.release, acceptance.language, acceptance.digest) == (
        1,
        "en",
        charter("en", 1).digest,
    )
    assert (acceptance.signed_name, acceptance.signed_as) == ("Orhan D.", "chair")
    assert acceptance.accepted_by is None
    group = Group.objects.get(pk=ruche.group_id)
    assert (group.approach.stage, may_speak_publicly(group)) == ("member", True)
    assert group.contact_email == "orhan@example.org"

    send_due(clock=timezone.now)
    receipt, told = server.messages[1:]
    assert (receipt["To"], receipt["Subject"]) == (
        "orhan@example.org",
        "La Ruche has accepted the charter",
    )
    assert charter("en", 1).words.strip() in text_of(receipt)
    assert charter("en", 1).digest in text_of(receipt)
    assert receipt["Reply-To"] == "carol@example.org"
    assert (told["To"], told["Subject"]) == ("carol@example.org", "La Ruche accepted the charter")
    assert client.get(group.get_absolute_url("en")).status_code == 200


def test_the_mail_is_in_the_language_of_the_organisation(carol, ruche):
    Group.objects.filter(pk=ruche.group_id).update(languages="nl fr")
    send(Approach.objects.get(pk=ruche.pk), carol)
    mail = OutgoingMail.objects.get()
    assert mail.language == "nl"
    assert f"/nl/charter/ondertekenen/{token_of(ruche, 1)}/" in mail.text


def test_opened_again_the_link_shows_what_was_accepted(client, carol, ruche):
    send(ruche, carol)
    client.post(link(ruche), ANSWER)
    again = client.get(link(ruche))
    assert (again.status_code, headings(again, 1)) == (200, ["Thank you"])
    assert "La Ruche accepted release 1 of the charter on" in words_of(again)
    client.post(link(ruche), ANSWER | {"signed_name": "Somebody else"})
    assert CharterAcceptance.objects.get().signed_name == "Orhan D."


def test_what_is_missing_is_told(client, carol, ruche):
    send(ruche, carol)
    page = client.post(link(ruche), {"answer": "accept", "release": "1", "signed_name": "Orhan"})
    assert page.status_code == 422
    assert "<title>Error: The charter · La Ruche" in html_of(page)
    assert list(page.context["form"].errors) == ["signed_as", "agreed"]
    assert 'value="Orhan"' in html_of(page)
    assert CharterAcceptance.objects.count() == 0


# --- other answers ---


def test_not_now_is_told_to_who_follows_it_up(client, carol, ruche):
    send(ruche, carol)
    page = client.post(link(ruche), {"answer": "not_now", "words": "Our board meets in March."})
    assert headings(page, 1) == ["Thank you for your answer"]
    ruche.refresh_from_db()
    assert ruche.stage == "interested"
    assert ruche.note.endswith("Orhan: Our board meets in March.")
    assert mails()[1:] == [("carol@example.org", "La Ruche: not now")]
    assert verbs() == ["groups.charter.sent", "groups.charter.postponed"]
    assert headings(client.get(link(ruche)), 1) == ["La Ruche"]


def test_who_is_not_the_contact_is_forgotten_and_the_link_closed(client, carol, ruche):
    send(ruche, carol)
    page = client.post(link(ruche), {"answer": "not_me"})
    assert headings(page, 1) == ["Thank you for your answer"]
    closed = client.get(link(ruche))
    ruche.refresh_from_db()
    assert (ruche.contact_name, ruche.contact_email, ruche.phone) == ("", "", "")
    assert closed.status_code == 410
    assert mails()[1:] == [("carol@example.org", "La Ruche: not the right contact")]
    assert verbs() == ["groups.charter.sent", "groups.charter.misdirected"]


def test_where_nobody_follows_it_up_all_coordinators_are_told(carol, ruche):
    Approach.objects.update(follower=UserFactory(email="gone@example.org"))
    ruche.refresh_from_db()
    send(ruche, carol)
    answer_not_now(approach=ruche, nonce=ruche.nonce, words="", now=timezone.now())
    assert [to for to, _subject in mails()[1:]] == ["carol@example.org"]


# --- links that no longer open it ---


def test_a_link_taken_back_says_so_and_names_nobody(client, carol, ruche):
    send(ruche, carol)
    before = link(ruche)
    revoke_charter_link(approach=ruche, by=carol, now=timezone.now())
    page = client.get(before)
    assert (page.status_code, headings(page, 1)) == (410, ["This link was taken back"])
    assert "La Ruche" not in html_of(page)
    assert client.post(before, ANSWER).status_code == 410
    assert CharterAcceptance.objects.count() == 0
    revoke_charter_link(approach=ruche, by=carol, now=timezone.now())
    assert verbs() == ["groups.charter.sent", "groups.charter.revoked"]


def test_a_link_of_three_months_ago_is_too_old(client, carol, ruche):
    send(ruche, carol, now=timezone.now() - timedelta(days=90))
    page = client.get(link(ruche))
    assert (page.status_code, headings(page, 1)) == (410, ["This link is too old"])


@pytest.mark.parametrize("token", ["1.abc.1.wrong", "x", "1.a.1"])
def test_a_link_that_was_cut_off_says_so(client, token):
    page = client.get(f"/en/charter/sign/{token}/")
    assert (page.status_code, headings(page, 1)) == (404, ["This link is not whole"])


def test_the_link_of_an_archived_organisation_says_so(client, carol, ruche):
    send(ruche, carol)
    Group.objects.filter(pk=ruche.group_id).update(archived_at=timezone.now())
    page = client.get(link(ruche))
    assert (page.status_code, headings(page, 1)) == (
        410,
        ["This organisation is no longer on our list"],
    )


def test_a_new_release_in_force_since_the_mail_is_shown(client, carol, ruche, second_release):
    send(ruche, carol)
    second_release()
    page = client.get(link(ruche, release=1))
    assert "Since our message, release 2 came into force." in words_of(page)
    client.post(link(ruche), ANSWER | {"release": "2"})
    assert CharterAcceptance.objects.get().release == 2


def test_a_new_release_while_they_read_is_not_accepted_unseen(client, carol, ruche, second_release):
    send(ruche, carol)
    client.get(link(ruche))
    second_release()
    page = client.post(link(ruche), ANSWER)
    assert page.status_code == 409
    assert "release 2 came into force. Nothing was accepted" in words_of(page)
    assert 'value="Orhan D."' in html_of(page)
    assert CharterAcceptance.objects.count() == 0
    ruche.refresh_from_db()
    assert ruche.stage == "interested"
    client.post(link(ruche), ANSWER | {"release": "2"})
    assert CharterAcceptance.objects.get().release == 2


# --- sending ---


def test_a_reminder_has_the_same_link_and_comes_a_day_later(carol, ruche):
    now = timezone.now()
    send(ruche, carol, now=now)
    first = link(ruche)
    with pytest.raises(TooSoon):
        send(ruche, carol, now=now + timedelta(hours=1))
    send(ruche, carol, now=now + timedelta(days=1))
    assert link(ruche) == first
    assert [subject for _to, subject in mails()] == [
        "Terres d’accord invites La Ruche",
        "Reminder: Terres d’accord invites La Ruche",
    ]


def test_nothing_is_sent_to_nobody(carol):
    approach = ApproachFactory(contact_email="")
    with pytest.raises(NoAddress):
        send(approach, carol)
    assert mails() == []


def test_the_journal_holds_no_words_of_theirs(carol, ruche):
    send(ruche, carol)
    now = timezone.now()
    answer_not_now(approach=ruche, nonce=ruche.nonce, words="Private words", now=now)
    ruche.refresh_from_db()
    answer_not_me(approach=ruche, nonce=ruche.nonce, now=now)
    lines = JournalEntry.objects.filter(verb__startswith="groups.charter")
    assert {(line.reason, line.by) for line in lines} == {("", carol), ("", None)}


def test_an_answer_is_noted_in_the_language_of_who_reads_it(carol, ruche):
    send(ruche, carol)
    with override("fr"):
        answer_not_now(approach=ruche, nonce=ruche.nonce, words="", now=timezone.now())
    ruche.refresh_from_db()
    assert ruche.note.endswith("Orhan: answered “not now” to the charter")
