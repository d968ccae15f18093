"""Claire removes what a court ordered to remove: finds the line, reads what is lost, confirms."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from socle.commitments.actions.publishing import publish_due
from socle.commitments.chain.lines import REASONS
from socle.commitments.models import Answer, LedgerLine, Removal
from socle.commitments.queries.paths import ask_path
from socle.commitments.tests.respondents import LATE, contest_with, send
from socle.demands.tests.people import browser, coordinator, errors, notices
from socle.groups.models import Declaration
from socle.groups.tests.factories import NOW, MembershipFactory, UserFactory
from socle.web.tests.reading import main_links, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
INSULT = "The mayor of Platypus is a liar."


def address(name, *args):
    with override("en"):
        return reverse(f"commitments:{name}", args=args)


@pytest.fixture
def answered():
    _questionnaire, ask, (first, second) = contest_with()
    send(first, ask, "yes_if", INSULT)
    send(second, ask, "no")
    publish_due(now=LATE)
    return Answer.objects.get(list=first.list)


@pytest.fixture
def line(answered):
    return LedgerLine.objects.get(subject=f"answer:{answered.pk}", kind="answer").seq


@pytest.fixture
def page():
    return browser(coordinator())


def find(page, wanted):
    return page.get(address("ledger-remove"), {"wanted": wanted})


def test_she_finds_it_by_the_address_of_the_question_or_its_number(page, answered, line):
    assert address("ledger-remove") in main_links(page.get(address("rounds")))
    where = f"https://socle.example{ask_path(answered.ask, language='nl')}#list-4"
    other = LedgerLine.objects.exclude(kind="receipt").exclude(pk=line).get().seq
    found = find(page, where)
    ways = [address("ledger-remove-line", seq) for seq in sorted([line, other])]
    assert [way for way in main_links(found) if way in ways] == ways
    response = find(page, str(line))
    assert (response.status_code, response.url) == (302, address("ledger-remove-line", line))


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("", "Type a number, or paste an address."),
        ("the mayor", "Type the number of a line, such as 120, or the address of the page"),
        ("/en/ledger/", "Type the number of a line, such as 120, or the address of the page"),
        ("https://[", "Type the number of a line, such as 120, or the address of the page"),
        ("9" * 40, "Type the number of a line, such as 120, or the address of the page"),
        ("900", "No line of the ledger holds anything there."),
        ("/en/question/900-trams/", "No line of the ledger holds anything there."),
    ],
)
def test_what_leads_to_no_line(page, wanted, why):
    response = find(page, wanted)
    assert response.status_code == 422
    (told,) = errors(response)["wanted"]
    assert told.startswith(why)


def test_she_reads_what_is_lost_chooses_a_reason_and_confirms(page, answered, line):
    where = address("ledger-remove-line", line)
    shown = words_of(page.get(where))
    for words in (INSULT, "If the region pays half.", "It cannot be undone.", "What is lost"):
        assert words in shown

    hasty = page.post(where, {"reason": "court_order"})
    assert hasty.status_code == 422
    assert errors(hasty) == {"sure": ["Tick this box: it cannot be undone."]}
    assert Answer.objects.get(pk=answered.pk).words == INSULT

    done = page.post(where, {"reason": "court_order", "sure": "on"}, follow=True)
    tombstone = LedgerLine.objects.get(kind="tombstone")
    assert tombstone.payload == {"line": line, "reason": "court_order"}
    told = f"Removed. Line {tombstone.seq} of the ledger says that it was, and why."
    assert notices(done) == [told]
    assert INSULT not in words_of(page.get(where))
    assert "Nothing is left in this line" in words_of(page.get(where))

    again = page.post(where, {"reason": "notice", "sure": "on"}, follow=True)
    assert notices(again) == ["Nothing is left in this line: it was removed already."]
    assert LedgerLine.objects.filter(kind="tombstone").count() == 1


def test_an_invented_reason_is_none_and_an_example_no_reason(page, line):
    for reason in ("rumour", "example"):
        response = page.post(address("ledger-remove-line", line), {"reason": reason, "sure": "on"})
        assert list(errors(response)) == ["reason"]
    assert set(REASONS) == set(Removal.values) - {"example"}


def test_a_receipt_and_what_is_not_there_hold_nothing(page, line):
    receipt = LedgerLine.objects.filter(kind="receipt").first().seq
    for seq in (receipt, 900):
        assert page.get(address("ledger-remove-line", seq)).status_code == 404


def test_who_stands_there_leaves_it_to_another(answered, line):
    claire = coordinator()
    Declaration.objects.create(
        user=claire,
        stands=True,
        holds=False,
        area=answered.ask.questionnaire.contest.area,
        body=answered.ask.questionnaire.contest.body,
        made_at=NOW,
    )
    where = address("ledger-remove-line", line)
    page = browser(claire)
    assert "Another coordinator can remove it." in words_of(page.get(where))
    page.post(where, {"reason": "notice", "sure": "on"})
    assert Answer.objects.get(pk=answered.pk).words == INSULT


@pytest.mark.parametrize("role", ["visitor", "person", "organiser"])
def test_it_is_for_coordinators_alone(answered, line, role):
    user = UserFactory()
    if role == "organiser":
        MembershipFactory(user=user, group=answered.ask.asked_by, role="organiser")
    page = Client() if role == "visitor" else browser(user)
    expected = {"visitor": 302}.get(role, 404)
    for where in (address("ledger-remove"), address("ledger-remove-line", line)):
        assert page.get(where).status_code == expected
        page.post(where, {"reason": "notice", "sure": "on"})
    assert Answer.objects.get(pk=answered.pk).words == INSULT


class TestTheCommand:
    def test_removes_and_says_where_it_is_told(self, answered, line, capsys):
        call_command("ledger", "remove", str(line), "--reason", "erasure", "--yes")
        tombstone = LedgerLine.objects.get(kind="tombstone")
        said = f"Removed. Line {tombstone.seq} says that it was, and why: erasure.\n"
        assert capsys.readouterr().out == said
        answered.refresh_from_db()
        assert (answered.words, answered.removed_why) == ("", "erasure")
        with pytest.raises(CommandError, match=f"Line {line} holds nothing to remove"):
            call_command("ledger", "remove", str(line), "--reason", "erasure", "--yes")

    def test_asks_first(self, answered, line, monkeypatch):
        asked = []
        monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or "12")
        with pytest.raises(CommandError, match="Nothing was removed"):
            call_command("ledger", "remove", str(line), "--reason", "notice")
        assert f"What line {line} holds is lost for good" in asked[0]
        assert Answer.objects.get(pk=answered.pk).words == INSULT
        monkeypatch.setattr("builtins.input", lambda words: f" {line}\n")
        call_command("ledger", "remove", str(line), "--reason", "notice")
        assert Answer.objects.get(pk=answered.pk).words == ""

    def test_is_named_where_a_file_is_checked_and_wants_a_reason(self):
        command = [sys.executable, "-m", "socle", "ledger"]
        told = subprocess.run([*command, "--help"], capture_output=True, check=True)
        assert b"remove for good what a line holds" in told.stdout
        told = subprocess.run([*command, "remove", "3"], capture_output=True, check=False)
        assert told.returncode == 2 and b"--reason" in told.stderr
