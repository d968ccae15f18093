"""Who deploys makes the first people, from the command line."""

import pytest
from django.core.management import CommandError, call_command

from socle.accounts.models import JournalEntry, User
from socle.accounts.tests.conftest import Browser

pytestmark = pytest.mark.django_db


def run(capsys, *words):
    call_command("person", *words)
    return capsys.readouterr().out.strip()


def rights(email="root@example.org"):
    user = User.objects.get(email=email)
    return (user.is_staff, user.is_superuser, user.is_active, user.has_usable_password())


def verbs():
    return list(JournalEntry.objects.filter(verb__startswith="accounts.").values_list("verb", "by"))


def test_the_first_administrator_signs_in_like_everybody(capsys, mailbox, browser):
    assert run(capsys, "Root@Example.org", "--administrator", "--language", "en") == (
        "root@example.org is an administrator now."
    )
    assert rights() == (True, True, True, False)
    assert verbs() == [("accounts.administrator.made", None)]
    assert browser.enter(mailbox, "root@example.org").url == "/en/welcome/"


def test_told_twice_it_changes_nothing(capsys):
    run(capsys, "root@example.org", "--administrator")

    assert run(capsys, "ROOT@example.org", "--administrator") == (
        "root@example.org is an administrator already."
    )
    assert run(capsys, "root@example.org") == "root@example.org is an administrator already."
    assert rights() == (True, True, True, False)
    assert len(verbs()) == 1


def test_somebody_who_is_there_becomes_one_and_keeps_the_rest(capsys):
    User.objects.create_user("root@example.org", name="Root", language="de")
    run(capsys, "root@example.org", "--administrator", "--name", "Other")
    user = User.objects.get()

    assert (user.name, user.language, user.is_superuser) == ("Root", "de", True)


def test_a_person_without_rights(capsys):
    assert run(capsys, "alice@example.org", "--name", "Alice") == (
        "alice@example.org is a person now."
    )
    assert rights("alice@example.org") == (False, False, True, False)
    assert verbs() == []


@pytest.mark.parametrize("address", ["", "alice", "a@b@c.be"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(CommandError):
        call_command("person", address)

    assert User.objects.count() == 0


def test_an_account_is_closed_and_opened_again(capsys, mailbox):
    browser = Browser()
    browser.enter(mailbox, "alice@example.org")
    assert run(capsys, "alice@example.org", "--close") == (
        "alice@example.org can no longer sign in."
    )
    assert browser.get("/en/my-account/").status_code == 302
    assert User.objects.get().is_active is False

    assert run(capsys, "alice@example.org", "--open") == "alice@example.org can sign in."
    assert browser.enter(mailbox, "alice@example.org").url == "/en/my-account/"
    assert verbs()[:2] == [("accounts.person.opened", None), ("accounts.person.closed", None)]


@pytest.mark.parametrize("act", ["--close", "--open"])
def test_nobody_is_closed_who_is_not_there(act):
    with pytest.raises(CommandError, match=r"Nobody signs in with nobody@example\.org\."):
        call_command("person", "nobody@example.org", act)
