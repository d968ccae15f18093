"""A court orders, a person asks, the law wants that an answer be shown no more: it leaves every
page and row, and the ledger says that something was there, and why it no longer is."""

import io
from datetime import timedelta

import pytest
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.commitments.actions.ledger import NothingToRemove
from socle.commitments.actions.publishing import publish_due
from socle.commitments.actions.removing import remove_line
from socle.commitments.chain.verifying import verify
from socle.commitments.models import Answer, AnswerDraft, LedgerLine
from socle.commitments.queries.coverage import answers_counted
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.here import asked_by_contest, grid_here
from socle.commitments.queries.ledger import head, whole_ledger
from socle.commitments.queries.links import token_of
from socle.commitments.queries.paths import ask_path, grid_path
from socle.commitments.tests.asked import states
from socle.commitments.tests.campaign import in_a_hundred_days
from socle.commitments.tests.factories import add_answers
from socle.commitments.tests.posted import Posted
from socle.commitments.tests.respondents import DEADLINE, LATE, contest_with, send
from socle.elections.models import Election
from socle.elections.queries.addresses import list_path
from socle.foundation import kept
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import UserFactory
from socle.web.tests.reading import html_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
INSULT, CONDITION = "The mayor of Platypus is a liar.", "If the region pays half."
ORDERED = LATE + timedelta(days=3)


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    kept.memory.entries.clear()
    kept.memory.size = 0


@pytest.fixture
def ask():
    """Of two lists, the first wrote something, and corrected it before the deadline."""
    questionnaire, ask, (first, second) = contest_with()
    send(first, ask, "no", f"{INSULT} Twice.")
    send(first, ask, "yes_if", INSULT)
    send(second, ask, "no")
    publish_due(now=LATE)
    # Handed over long since: their receipts leave the outbox with it.
    OutgoingMail.objects.all().delete()
    ask.invitation = first
    return ask


def line_of(ask):
    return LedgerLine.objects.get(kind="answer", payload__words=INSULT).seq


def remove(ask, reason="court_order", by=None):
    return remove_line(seq=line_of(ask), reason=reason, by=by, now=ORDERED)


def verified():
    return verify(io.BytesIO(b"".join(whole_ledger())))


def test_the_line_and_the_rows_are_emptied_and_the_chain_holds(ask):
    claire, seq = UserFactory(), line_of(ask)
    tombstone = remove(ask, by=claire)
    assert tombstone.payload == {"line": seq, "reason": "court_order"}
    assert (verified().seq, verified().tombstones) == (tombstone.seq, 1)
    noted = JournalEntry.objects.get(verb="commitments.ledger.removed")
    assert (noted.by, noted.target) == (claire, f"commitments.ledgerline:{seq}")

    before, row = Answer.objects.filter(list=ask.invitation.list).order_by("pk")
    for each in (before, row):
        kept_of = (each.stance, each.condition, each.words, each.salt, each.source)
        assert kept_of == ("", "", "", "", "")
        assert (each.removed_at, each.removed_why) == (ORDERED, "court_order")
    # When it came, and where that is proved, stays.
    assert row.receipt_id is not None and row.published_at == LATE
    other = Answer.objects.exclude(list=ask.invitation.list).get()
    assert (other.stance, other.removed_at) == ("no", None)


def test_nothing_is_left_to_guess_it_from(ask):
    salts = [row.salt for row in Answer.objects.filter(list=ask.invitation.list)]
    remove(ask)
    tables = (Answer, AnswerDraft, LedgerLine, OutgoingMail)
    rows = str([list(each.objects.values()) for each in tables])
    for secret in (*salts, "Platypus", CONDITION):
        assert secret not in rows, secret


def test_every_page_and_program_reads_that_it_was_removed_and_why(client, ask):
    contest, row = ask.questionnaire.contest, ask.invitation.list
    pages = [
        ask_path(ask, ask.words.get(), "en"),
        list_path(row, "en"),
        grid_path(contest, "en"),
        grid_path(contest, "en", "compare"),
        grid_path(contest, "en", "embed"),
        grid_path(contest, "en", "grid-image"),
        f"/api/v1/answers?list={row.pk}",
        f"/api/v1/contests/{contest.pk}/grid",
        "/api/v1/ledger",
    ]
    for path in pages[:2]:
        assert INSULT in words_of(client.get(path))
    for path in pages:
        client.get(path)
    seq = line_of(ask)
    remove(ask)
    for path in pages:
        shown = html_of(client.get(path))
        assert "Platypus" not in shown and CONDITION not in shown and "yes_if" not in shown, path
    for path in pages[:2]:
        assert "Answer removed" in words_of(client.get(path))
        assert "a court ordered it." in words_of(client.get(path))
    told = f"The content of line {seq} was removed: a court ordered it."
    assert told in words_of(client.get("/en/ledger/"))
    (first,) = client.get(pages[6]).json()["results"]
    assert (first["stance"], first["condition"], first["words"], first["removed_why"]) == (
        *("", "", ""),
        "court_order",
    )
    assert first["updated_at"] == first["removed_at"]
    cells = {cell["list"]: cell["stance"] for cell in client.get(pages[7]).json()["cells"]}
    assert cells == {str(row.pk): None, str(ask.answers.last().list_id): "no"}


def test_the_grids_say_the_same_and_nobody_counts_it(ask):
    remove(ask)
    contest = ask.questionnaire.contest
    with override("en"):
        here = grid_here(contest, asked_by_contest()[contest.pk])
    assert states(here) == states(grid_of(contest))
    assert set(*[found.values() for found in states(here).values()]) == {"removed", "no"}
    assert answers_counted([contest.pk]) == {ask.provision_id: 1}


def test_who_wrote_it_is_told_why_without_their_words(ask):
    remove(ask, "notice")
    told = OutgoingMail.objects.get()
    assert told.to == ask.invitation.address
    assert "it was found to be illegal" in told.text
    assert ask.words.get().title in told.text
    assert "Platypus" not in told.text + told.html


def test_what_was_held_is_emptied_too(client):
    _questionnaire, ask, (first, _second) = contest_with()
    sent = send(first, ask, "no", INSULT)
    Answer.objects.filter(pk=sent.pk).update(held_at=DEADLINE, held_why="insult", read_at=DEADLINE)
    publish_due(now=DEADLINE)
    line = LedgerLine.objects.get(kind="hold")
    remove_line(seq=line.seq, reason="notice", by=None, now=ORDERED)
    sent.refresh_from_db()
    assert (sent.words, sent.salt, sent.stance) == ("", "", "")
    shown = words_of(client.get(ask_path(ask, ask.words.get(), "en")))
    assert "it was found to be illegal" in shown and "insults somebody" not in shown


def test_the_scan_of_its_letter_goes_too():
    posted = Posted()
    letter = posted.enter(buses="yes")
    posted.confirm(letter)
    publish_due(now=posted.questionnaire.deadline + timedelta(days=1))
    line = LedgerLine.objects.get(kind="answer")
    now = posted.questionnaire.deadline + timedelta(days=2)
    remove_line(seq=line.seq, reason="erasure", by=None, now=now)
    letter.refresh_from_db()
    assert (letter.scan, letter.scan_type) == (None, "")


def test_they_may_answer_again_and_what_they_say_then_stands(ask):
    remove(ask)
    again = send(ask.invitation, ask, "yes", "With respect.", now=ORDERED)
    publish_due(now=ORDERED + timedelta(days=2))
    assert LedgerLine.objects.order_by("-seq").first().payload["corrects"] == line_before(again)
    assert states(grid_of(ask.questionnaire.contest))["A bus every half hour"][
        ask.invitation.list.name
    ] == ("yes")
    assert verified().seq == head().seq


def test_under_their_link_they_read_that_it_was_removed_and_why(client, ask):
    Election.objects.update(day=in_a_hundred_days())
    remove(ask, "notice")
    ask.invitation.refresh_from_db()
    token = token_of(ask.invitation)
    assert "Answer removed" in words_of(client.get(f"/en/answer/{token}/"))
    shown = words_of(client.get(f"/en/answer/{token}/check/"))
    assert "It was removed, from our pages and from the public ledger It was found to be" in shown
    assert "illegal. You can answer this question again." in shown


def line_before(answer):
    subject = f"answer:{answer.supersedes_id}"
    return LedgerLine.objects.get(subject=subject, kind="answer").seq


def test_a_withdrawal_loses_its_name_and_leaves_the_answer():
    lines = add_answers(1)
    with pytest.raises(NothingToRemove):
        remove_line(seq=7, reason="erasure", by=None, now=ORDERED)
    remove_line(seq=lines[0].seq, reason="mistake", by=None, now=ORDERED)
    with pytest.raises(NothingToRemove):
        remove_line(seq=lines[0].seq, reason="mistake", by=None, now=ORDERED)
    assert verified().tombstones == 1


def test_what_fails_leaves_the_row_as_it_was(ask):
    with pytest.raises(ValueError, match="rumour"):
        remove(ask, "rumour")
    assert Answer.objects.filter(words=INSULT).count() == 1
