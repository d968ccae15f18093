"""Sealed until the deadline, then published together: once, whatever happens on the way."""

from datetime import timedelta
from io import BytesIO

import pytest

from socle.commitments.actions import publishing
from socle.commitments.actions.answering import LinkIsClosed, withdraw_answer
from socle.commitments.actions.publishing import forget_drafts, publish_due
from socle.commitments.chain.verifying import verify
from socle.commitments.models import Answer, AnswerDraft, LedgerLine
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.ledger import whole_ledger
from socle.commitments.queries.paths import grid_path
from socle.commitments.tests.respondents import DAY, DEADLINE, LATE, contest_with, send
from socle.elections.models import ElectoralList
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
MOMENT = timedelta(seconds=1)


def kinds():
    return list(LedgerLine.objects.order_by("seq").values_list("kind", flat=True))


def test_nothing_comes_out_before_the_deadline_and_all_comes_out_together_after():
    questionnaire, ask, (first, second) = contest_with()
    send(first, ask, "yes")
    send(second, ask, "no")
    publish_due(now=DEADLINE - MOMENT)
    assert kinds() == ["receipt", "receipt"]
    assert not Answer.objects.public().exists()

    publish_due(now=DEADLINE)
    assert kinds() == ["receipt", "receipt", "answer", "answer"]
    assert {row.published_at for row in Answer.objects.public()} == {DEADLINE}
    questionnaire.refresh_from_db()
    assert questionnaire.published_at == DEADLINE


def test_what_is_published_says_it_all_under_the_digest_of_its_receipt():
    _questionnaire, ask, (first, _second) = contest_with()
    sent = send(first, ask, "will_study")
    publish_due(now=DEADLINE)
    receipt, line = LedgerLine.objects.order_by("seq")
    assert line.payload_digest == receipt.payload_digest
    assert line.subject == receipt.subject == f"answer:{sent.pk}"
    assert line.payload == {
        "contest": f"{ask.questionnaire.contest.election.slug}-92094",
        "ask": str(ask.pk),
        "ask_digest": ask.digest,
        "respondent": {"kind": "list", "id": str(first.list_id), "name": first.list.name},
        "stance": "will_study",
        "condition": "",
        "words": "",
        "language": "en",
        "channel": "link",
        "sureness": "published_address",
        "received_at": "2026-11-20T12:30:00.000000Z",
        "source": "https://list.example/",
    }


def test_words_wait_for_whoever_reads_them_a_day_at_most():
    questionnaire, ask, (first, second) = contest_with()
    send(first, ask, "yes", "We shall.")
    send(second, ask, "no")
    publish_due(now=DEADLINE)
    publish_due(now=LATE - MOMENT)
    assert not Answer.objects.public().exists()
    publish_due(now=LATE)
    assert Answer.objects.public().count() == 2


def test_those_who_may_read_are_told_once_that_words_wait():
    questionnaire, ask, (first, _second) = contest_with()
    alice = UserFactory(name="Alice", language="en")
    MembershipFactory(user=alice, group=ask.asked_by, role="organiser")
    send(first, ask, "yes", "We shall.")
    for _round in range(2):
        publish_due(now=DEADLINE)
    mail = OutgoingMail.objects.get(to=alice.email)
    assert mail.subject == "Words to read: Communal council · Namur"
    assert "We shall." not in mail.text


def test_published_once_however_often_the_job_runs():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask)
    for _round in range(3):
        publish_due(now=DEADLINE)
    assert kinds() == ["receipt", "answer"]


def test_a_worker_that_dies_on_the_way_leaves_all_sealed_and_the_next_round_publishes(monkeypatch):
    questionnaire, ask, (first, _second) = contest_with()
    send(first, ask)

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "append", dies)
        with pytest.raises(KeyboardInterrupt):
            publish_due(now=DEADLINE)
    questionnaire.refresh_from_db()
    assert questionnaire.published_at is None
    assert not Answer.objects.public().exists()
    publish_due(now=DEADLINE)
    assert kinds() == ["receipt", "answer"]


def test_a_contest_nobody_answered_in_is_published_as_silence():
    questionnaire, _ask, _invitations = contest_with()
    publish_due(now=DEADLINE)
    questionnaire.refresh_from_db()
    assert questionnaire.published_at == DEADLINE


def test_a_correction_before_the_deadline_comes_out_alone_and_both_receipts_stay():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, "no")
    send(first, ask, "yes", now=NOW + DAY)
    publish_due(now=DEADLINE)
    assert kinds() == ["receipt", "receipt", "answer"]
    second, line = LedgerLine.objects.order_by("seq")[1:]
    assert (line.payload["stance"], line.payload_digest) == ("yes", second.payload_digest)


def test_a_correction_after_it_names_the_line_it_corrects():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, "no")
    publish_due(now=DEADLINE)
    send(first, ask, "yes_if", now=DEADLINE + DAY)
    send(first, ask, "yes", "After all.", now=DEADLINE + DAY + MOMENT)
    publish_due(now=DEADLINE + DAY + MOMENT)
    assert kinds() == ["receipt", "answer", "receipt", "receipt"]
    publish_due(now=DEADLINE + 2 * DAY + MOMENT)
    line = LedgerLine.objects.get(kind="correction")
    assert (line.payload["corrects"], line.payload["words"]) == (2, "After all.")
    published = LedgerLine.objects.get(seq=2)
    assert published.payload["stance"] == "no"


def test_a_withdrawal_before_the_deadline_leaves_only_its_receipt():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, "no")
    withdraw_answer(invitation=first, ask=ask, now=NOW + DAY)
    publish_due(now=LATE)
    assert kinds() == ["receipt"]


def test_a_withdrawal_after_it_is_a_line_and_erases_nothing():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, "no")
    publish_due(now=DEADLINE)
    first.refresh_from_db()
    withdraw_answer(invitation=first, ask=ask, now=LATE)
    assert kinds() == ["receipt", "answer", "withdrawal"]
    line = LedgerLine.objects.get(kind="withdrawal")
    assert (line.payload["withdraws"], line.payload["respondent"]["name"]) == (2, first.list.name)
    assert not Answer.objects.current().exists()
    assert LedgerLine.objects.get(seq=2).payload["stance"] == "no"


def test_withdrawn_while_a_correction_waits_nothing_of_it_stands():
    questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, "yes")
    publish_due(now=DEADLINE)
    send(first, ask, "no", "After all.", now=DEADLINE + MOMENT)
    withdraw_answer(invitation=first, ask=ask, now=LATE)
    publish_due(now=LATE + 2 * DAY)
    assert kinds() == ["receipt", "answer", "receipt", "withdrawal"]
    assert LedgerLine.objects.get(kind="withdrawal").payload["withdraws"] == 2
    [asked] = grid_of(questionnaire.contest).asks
    assert {cell.state for cell in asked.cells if cell.list.row == first.list} == {"withdrawn"}


def test_a_list_that_changes_its_name_breaks_no_seal():
    _questionnaire, ask, (first, _second) = contest_with()
    name = first.list.name
    send(first, ask)
    ElectoralList.objects.filter(pk=first.list_id).update(name="Another name")
    publish_due(now=DEADLINE)
    assert LedgerLine.objects.get(kind="answer").payload["respondent"]["name"] == name
    assert Answer.objects.get().respondent_name == ""


def test_an_answer_changed_in_the_database_is_not_published_and_keeps_back_no_other():
    _questionnaire, ask, (first, second) = contest_with()
    changed = send(first, ask, "no")
    send(second, ask, "no")
    Answer.objects.filter(pk=changed.pk).update(stance="yes")
    publish_due(now=DEADLINE)
    assert [row.list for row in Answer.objects.public()] == [second.list]


def test_who_has_not_answered_by_the_end_of_the_grace_no_longer_can():
    _questionnaire, ask, (first, _second) = contest_with()
    send(first, ask, now=first.expires_at - MOMENT)
    _questionnaire, ask, (second, _other) = contest_with()
    with pytest.raises(LinkIsClosed):
        send(second, ask, now=second.expires_at)


def test_what_was_begun_and_never_sent_is_forgotten_once_the_link_is_closed():
    _questionnaire, ask, (first, _second) = contest_with()
    AnswerDraft.objects.create(
        invitation=first, ask=ask, words="Perhaps", language="en", saved_at=NOW
    )
    forget_drafts(now=first.expires_at - MOMENT)
    assert AnswerDraft.objects.count() == 1
    forget_drafts(now=first.expires_at)
    assert AnswerDraft.objects.count() == 0


def test_the_chain_holds_from_the_first_receipt_to_the_last_withdrawal():
    _questionnaire, ask, (first, second) = contest_with()
    send(first, ask, "no")
    send(second, ask, "yes_if", "Words.")
    publish_due(now=LATE)
    send(first, ask, "yes", now=LATE)
    publish_due(now=LATE)
    second.refresh_from_db()
    withdraw_answer(invitation=second, ask=ask, now=LATE)
    assert verify(BytesIO(b"".join(whole_ledger()))).seq == 7


def test_no_page_no_api_and_no_search_tells_what_is_sealed(client):
    questionnaire, ask, (first, _second) = contest_with()
    contest = questionnaire.contest
    sent = send(first, ask, "yes_if", "Platypus parks.")
    secrets = ["Platypus", "If the region pays half.", sent.salt]
    places = [
        grid_path(contest, "en"),
        f"/en/question/{ask.pk}/",
        f"/en/list/{first.list_id}/",
        "/en/ledger/",
        "/en/search/?q=platypus",
        f"/api/v1/answers?ask={ask.pk}",
        f"/api/v1/contests/{contest.pk}/grid",
        "/api/v1/ledger?after=0",
    ]

    def told(secret):
        return {place for place in places if secret in body_of(client.get(place, follow=True))}

    assert {client.get(place, follow=True).status_code for place in places} == {200}
    assert [told(secret) for secret in secrets] == [set(), set(), set()]
    publish_due(now=LATE)
    assert {f"/en/question/{ask.pk}/", f"/api/v1/answers?ask={ask.pk}"} <= told("Platypus parks.")
    assert told(sent.salt) == {"/api/v1/ledger?after=0"}


def body_of(response):
    chunks = response.streaming_content if response.streaming else [response.content]
    return b"".join(chunks).decode()
