"""The answers of the demo campaign: invented, marked, sealed and proven as real ones are, and sent
to nobody."""

import io
import json
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count, F
from django.utils import timezone

from socle.commitments.actions.asking import digest_of
from socle.commitments.actions.demo import (
    LedgerHoldsMore,
    load_demo_answers,
    remove_demo_answers,
)
from socle.commitments.actions.inviting_mail import log_bounces, remind, write_due
from socle.commitments.actions.ledger import append, publish
from socle.commitments.actions.publishing import publish_due
from socle.commitments.chain.verifying import Broken, verify
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import (
    Answer,
    Approach,
    Ask,
    AskWords,
    Commitment,
    Exclusion,
    Invitation,
    InvitationRule,
    LedgerLine,
    Questionnaire,
    Reminder,
    Reply,
    StageEvent,
    Statement,
    Status,
)
from socle.commitments.queries.answering import respondent_name
from socle.commitments.queries.grid import grid_of
from socle.commitments.queries.ledger import whole_ledger
from socle.commitments.queries.payloads import payload_of, subject_of
from socle.commitments.queries.statement_lines import statement_payload
from socle.commitments.tests.factories import statement
from socle.commitments.transfer.demo import read_demo_answers
from socle.demands.actions.demo import load_demo_demands
from socle.demands.transfer.demo import read_campaign
from socle.elections.actions.demo import load_demo_elections
from socle.elections.transfer.demo import read_demo_elections
from socle.foundation.models import OutgoingMail
from socle.groups.actions.demo import load_demo

FOLDER = settings.ROOT_DIR / "demo"
NOW = timezone.now()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("campaign")]


def load():
    return load_demo_answers(files=read_demo_answers(FOLDER), now=NOW)


@pytest.fixture(scope="module")
def campaign(made_once):
    load_demo(folder=FOLDER, now=NOW)
    load_demo_demands(files=read_campaign(FOLDER), now=NOW)
    load_demo_elections(files=read_demo_elections(FOLDER), now=NOW)
    assert load() == Answer.objects.count()


@pytest.fixture(scope="module")
def lines(campaign):
    return b"".join(whole_ledger()).splitlines(keepends=True)


def counted(rows, name):
    return Counter(rows.values_list(name, flat=True))


def public():
    return Answer.objects.current().public()


def test_it_is_a_campaign_of_forty_contests_with_answers_of_every_kind():
    assert Questionnaire.objects.filter(published_at__isnull=False).count() == 36
    assert 240 <= Ask.objects.count() <= 280
    assert 760 <= public().count() <= 840
    asked = Questionnaire.objects.annotate(number=Count("asks"))
    assert set(asked.values_list("number", flat=True)) <= set(range(5, 11))
    assert set(counted(public(), "stance")) == {"yes", "yes_if", "no", "will_study"}
    assert set(counted(public(), "via")) == {"link", "stage", "letter", "email", "import"}
    assert set(counted(public(), "certainty")) == set(Answer.Certainty.values)
    assert set(counted(public(), "language")) == {"fr", "nl", "de", "en"}
    assert Ask.objects.exclude(adaptation=None).count() > 30
    assert not Answer.objects.exclude(list__is_example=True).exists()
    assert not Ask.objects.exclude(asked_by__is_example=True).exists()


def test_schools_are_asked_of_those_who_will_sit_in_the_parliament_that_nobody_elects():
    asked = Ask.objects.filter(provision__level__code="community", provision__area__code="COMFR")
    found = asked.values_list("questionnaire__contest__code", flat=True)
    assert sorted(found) == ["brussels-french", "walloon-namur"]


def test_what_was_done_towards_each_list_is_told():
    assert set(counted(Approach.objects, "kind")) >= {
        "invited", "reminded", "called", "refused", "unreachable", "answered", "corrected",
    }  # fmt: skip
    assert Exclusion.objects.exclude(rule__kind="all").exclude(reason="").count() == 1
    found = Counter(
        cell.state
        for held in Questionnaire.objects.select_related("contest")
        for ask in grid_of(held.contest).asks
        for cell in ask.cells
    )
    assert set(found) == {
        "yes", "yes_if", "no", "will_study",
        "sealed", "silent", "refused", "not_invited", "unreachable", "withdrawn",
    }  # fmt: skip


def test_answers_were_corrected_withdrawn_held_and_given_by_candidates_themselves():
    corrections = Answer.objects.exclude(supersedes=None)
    assert corrections.filter(received_at__gt=F("supersedes__published_at")).count() == 2
    for row in corrections.select_related("ask__questionnaire__contest__election"):
        assert row.received_at.date() < row.ask.questionnaire.contest.election.day
    assert Answer.objects.exclude(withdrawn_at=None).count() == 1
    assert list(Answer.objects.exclude(held_at=None).values_list("held_why", flat=True)) == [
        "private_person"
    ]
    own = Answer.objects.exclude(candidacy=None)
    assert set(own.values_list("list__contest__code", flat=True)) == {
        "communal-92094",
        "chamber-namur",
    }
    kinds = counted(LedgerLine.objects, "kind")
    assert (kinds["correction"], kinds["withdrawal"], kinds["hold"]) == (2, 1, 1)


def test_what_one_person_entered_another_confirmed():
    by_hand = Answer.objects.exclude(via="link")
    assert not by_hand.filter(confirmed_by=None).exists()
    assert not by_hand.filter(confirmed_by=F("entered_by")).exists()
    on_stage = by_hand.filter(via="stage")
    assert not on_stage.exclude(place=F("stage__place")).exists()
    assert not on_stage.exclude(published_at=F("confirmed_at")).exists()
    assert on_stage.values("stage").distinct().count() == StageEvent.objects.count() > 5


def test_of_the_coming_vote_two_contests_are_open_one_is_read_and_one_begins():
    coming = Questionnaire.objects.filter(contest__election__is_example=True)
    still_open = coming.filter(opened_at__lt=NOW, deadline__gt=NOW, published_at=None)
    ends = [f"{timezone.localtime(row.deadline):%H:%M}" for row in still_open]
    assert ends == ["23:59", "23:59"]
    past = coming.get(deadline__lt=NOW)
    assert past.deadline > NOW - timedelta(days=1)
    sealed = Answer.objects.filter(ask__questionnaire=past)
    assert sealed.count() > 5
    assert not sealed.public().exists()
    begun = coming.get(opened_at=None)
    assert begun.rule.published_at < NOW
    assert not begun.asks.frozen().exists()
    assert begun.asks.count() == 5
    said = Answer.objects.filter(ask__questionnaire__in=coming).public()
    assert list(said.values_list("via", flat=True)) == ["stage"]


def test_every_moment_is_that_of_the_story():
    opened = Questionnaire.objects.exclude(opened_at=None).select_related("contest__election")
    for held in opened.select_related("rule"):
        assert held.rule.published_at < held.opened_at < held.deadline
        assert held.published_at is None or held.deadline < held.published_at
        assert held.deadline.date() < held.contest.election.day
    asks = Ask.objects.frozen()
    assert not asks.filter(frozen_at__gte=F("questionnaire__opened_at")).exists()
    assert not Answer.objects.filter(received_at__lte=F("ask__questionnaire__opened_at")).exists()
    late = Answer.objects.filter(received_at__gt=F("ask__questionnaire__deadline"))
    assert not late.filter(supersedes=None).exists()
    assert not Answer.objects.filter(published_at__gt=NOW).exists()
    assert not Ask.objects.filter(release__at__gt=F("frozen_at")).exists()
    assert not InvitationRule.objects.filter(lists_known=True).exists()


def test_no_two_answers_on_a_page_are_in_the_same_words():
    with_words = Answer.objects.exclude(words="")
    for beside in ("ask", "list"):
        same = with_words.values(beside, "words").annotate(n=Count("pk")).filter(n__gt=1)
        assert list(same) == []
    assert with_words.values("words").distinct().count() > 500


def test_words_are_frozen_under_their_digest():
    found = {ask: {} for ask in Ask.objects.frozen()}
    for words in AskWords.objects.select_related("ask", "revision"):
        found[words.ask][words.language] = words.revision
        assert (words.title, words.decision) == (words.revision.title, words.revision.body)
    assert all(ask.digest == digest_of(said) for ask, said in found.items())


def test_what_the_ledger_says_is_what_the_rows_say():
    rows = LedgerLine.objects.filter(kind__in=["answer", "correction"])
    said = dict(rows.values_list("subject", "payload"))
    answers = (
        Answer.objects.public()
        .filter(held_at=None)
        .select_related(
            "ask__questionnaire__contest__election", "list", "candidacy__person", "supersedes"
        )
    )
    assert answers.count() == len(said)
    for answer in answers:
        assert answer.respondent_name == ""
        answer.respondent_name = respondent_name(answer)
        assert payload_of(answer).as_json() == said[subject_of(answer)]


def words_in(value):
    if isinstance(value, dict):
        return [found for each in value.values() for found in words_in(each)]
    return [value] if isinstance(value, str) else []


def test_no_line_leads_to_somebody(lines):
    payloads = [json.loads(line)["payload"] for line in lines]
    assert sum(payload is not None for payload in payloads) > 800
    for payload in payloads:
        for words in words_in(payload):
            assert traces_in(words) == []
            assert "@" not in words
    public_words = [*Approach.objects.values_list("words", flat=True)]
    public_words += Answer.objects.values_list("words", flat=True)
    public_words += Answer.objects.values_list("condition", flat=True)
    assert [words for words in public_words if traces_in(words)] == []


def test_the_ledger_holds_together(lines):
    chain = verify(io.BytesIO(b"".join(lines)))
    assert chain.seq == len(lines) == LedgerLine.objects.count()
    assert json.loads(lines[0])["at"].startswith("2018-09")


CHANGES = {
    "edited": lambda before, line, after: [
        line.replace(b'"stance":"yes"', b'"stance":"no"'),
        after,
    ],
    "removed": lambda before, line, after: [after],
    "turned round": lambda before, line, after: [after, line],
    "cut": lambda before, line, after: [line[:-20] + b"\n", after],
    "written again": lambda before, line, after: [before, line, after],
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_single_change_is_found_and_its_line_named(lines, change):
    yes = [n for n, line in enumerate(lines[:-1]) if b'"stance":"yes"' in line]
    for n in (yes[0], yes[len(yes) // 2]):
        changed = [*lines[:n], *CHANGES[change](*lines[n - 1 : n + 2])]
        with pytest.raises(Broken) as found:
            verify(io.BytesIO(b"".join(changed)))
        assert found.value.number == n + 1


def test_nobody_is_written_to_now_nor_in_a_month():
    month = NOW + timedelta(days=30)
    for now in (NOW, month):
        assert write_due(clock=lambda now=now: now) == 0
        assert remind(now=now) == 0
        assert log_bounces(now=now) == 0
        publish_due(now=now)
    assert not Invitation.objects.exclude(due_at=None).exists()
    assert not Reminder.objects.filter(sent_at=None).exists()
    assert OutgoingMail.objects.count() == 0
    # All whose deadline came are out by then.
    assert not Questionnaire.objects.filter(deadline__lt=month, published_at=None).exists()


def test_loaded_again_nothing_is_doubled():
    before = Answer.objects.count(), LedgerLine.objects.count()
    assert load() == 0
    assert (Answer.objects.count(), LedgerLine.objects.count()) == before


def test_it_goes_with_its_ledger_and_what_keeps_them_is_back_at_once():
    remove_demo_answers()
    assert (Questionnaire.objects.count(), LedgerLine.objects.count()) == (0, 0)
    assert load() == Answer.objects.count()
    for rows in (LedgerLine.objects.filter(seq=1), Ask.objects.frozen()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    assert verify(io.BytesIO(b"".join(whole_ledger()))).seq == LedgerLine.objects.count()


def test_where_the_ledger_holds_more_it_stays_unless_everything_may_go():
    append([publish(statement(), subject="commitment:900000")], now=NOW)
    with pytest.raises(LedgerHoldsMore) as why:
        remove_demo_answers()
    assert why.value.count == 1
    assert Questionnaire.objects.count() == 40
    remove_demo_answers(everything=True)
    assert (Questionnaire.objects.count(), LedgerLine.objects.count()) == (0, 0)


def test_what_was_promised_in_2018_is_followed(campaign):
    """Every status is there; of most nothing is known, as it is in life."""
    promises = Commitment.objects.public()
    by_status = counted(promises, "status")
    assert promises.count() > 320
    assert set(by_status) == set(Status.values)
    assert by_status["no_information"] > promises.count() * 0.55
    assert Statement.objects.exclude(corrects=None).count() == 3
    assert Reply.objects.exclude(line=None).count() == 33
    assert not Statement.objects.public().filter(line=None).exists()


def test_the_lines_of_the_ledger_say_what_pages_say_of_promises(campaign):
    for row in Statement.objects.public().select_related("line", "group", "corrects"):
        assert row.line.payload == statement_payload(row).as_json()
