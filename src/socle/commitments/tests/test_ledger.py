"""Lines are only added: what was received is proved, published, removed, never rewritten."""

import io
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from pydantic import ValidationError

from socle.accounts.models import JournalEntry, User
from socle.commitments.actions.ledger import (
    NothingToRemove,
    SealBroken,
    append,
    publish,
    receive,
    remove_content,
    seal,
)
from socle.commitments.chain.lines import START, digest_of
from socle.commitments.chain.verifying import verify
from socle.commitments.kinds import Answer, Tombstone
from socle.commitments.models import LedgerLine
from socle.commitments.queries.ledger import Head, head, latest, lines_after, whole_ledger
from socle.commitments.rules import LEDGER
from socle.commitments.tests.factories import (
    NOW,
    add_answers,
    answer,
    correction,
    hold,
    receive_and_publish,
    statement,
    withdrawal,
)
from socle.foundation.kept import versions
from socle.foundation.tests.turns import TURN, somebody_writing

pytestmark = pytest.mark.django_db


def verified():
    return verify(io.BytesIO(b"".join(whole_ledger())))


class TestAdding:
    def test_a_line_says_what_happened_and_follows_the_one_before(self):
        first, second = add_answers(2)
        assert (first.seq, first.prev, first.at) == (1, START, NOW)
        assert (second.seq, second.prev, second.at) == (2, first.hash, NOW)
        assert (second.kind, second.subject) == ("answer", "answer:1")
        assert second.payload == answer(words="Oui, 1.").as_json()
        assert second.payload_digest == digest_of(second.payload, second.salt)
        assert first.salt != second.salt

    def test_every_kind_makes_a_chain_that_holds(self):
        payloads = (answer(), correction(), withdrawal(), hold(), statement())
        append([publish(each, subject="answer:1") for each in payloads], now=NOW)
        found = verified()
        assert (found.seq, found.hash) == (5, head().hash)

    def test_time_never_goes_back(self):
        add_answers(1, now=NOW)
        (late,) = add_answers(1, now=NOW - timedelta(minutes=5))
        assert late.at == NOW
        assert verified().seq == 2

    def test_nothing_to_add_takes_no_turn(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert append([], now=NOW) == []
        assert head() == Head(0, START, None)

    def test_what_fails_afterwards_takes_its_lines_along(self):
        add_answers(1)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            add_answers(3)
            1 / 0  # noqa: B018
        (next_line,) = add_answers(1)
        assert next_line.seq == 2
        assert verified().seq == 2

    def test_pages_that_show_it_are_built_again(self):
        before = versions([LEDGER])
        add_answers(1)
        assert versions([LEDGER]) != before

    def test_a_kind_of_one_s_own_is_none(self):
        class Rumour(Answer):
            pass

        with pytest.raises(TypeError, match="Rumour is no kind of line"):
            publish(Rumour(**answer().model_dump()), subject="answer:1")

    @pytest.mark.parametrize("count", [1, 10])
    def test_it_costs_as_much_with_ten_lines(self, django_assert_num_queries, count):
        add_answers(1)
        # The last line, the new ones, the stamp.
        with django_assert_num_queries(3 + TURN):
            add_answers(count)

    def test_many_lines_are_one_chain(self):
        add_answers(600)
        assert verified().seq == 600

    def test_one_waits_for_who_is_adding(self):
        if connection.vendor == "sqlite":
            # There is one writer at a time anyway: see test_many_writers.
            assert TURN == 0
            return
        with somebody_writing(LEDGER), pytest.raises(DatabaseError, match="lock timeout"):
            add_answers(1)


class TestSealed:
    def test_a_receipt_proves_what_was_received_and_when_without_saying_it(self):
        received, published = receive_and_publish(words="Oui.")
        assert (received.kind, received.payload, received.salt) == ("receipt", None, None)
        assert received.payload_digest == published.payload_digest
        assert digest_of(published.payload, published.salt) == received.payload_digest
        assert verified().seq == 2

    def test_the_same_words_give_another_digest_each_time(self):
        assert seal(answer()).digest != seal(answer()).digest

    def test_other_words_are_not_published_under_the_seal(self):
        sealed = seal(answer(words="Oui."))
        with pytest.raises(SealBroken):
            publish(answer(words="Oui !"), subject="answer:1", sealed=sealed)

    def test_the_database_keeps_a_receipt_silent(self):
        sealed = seal(answer())
        entry = receive(sealed, subject="answer:1")
        entry = type(entry)(entry.kind, entry.subject, entry.digest, {"stance": "yes"}, sealed.salt)
        with pytest.raises(DatabaseError), transaction.atomic():
            append([entry], now=NOW)


class TestRemoving:
    def remove(self, seq=2, reason="court_order", by=None):
        return remove_content(seq=seq, reason=reason, by=by, now=NOW + timedelta(days=1))

    def test_the_content_goes_a_later_line_says_why_and_the_chain_holds(self):
        before = add_answers(3)[1]
        alice = User.objects.create_user("alice@example.org")
        tombstone = self.remove(by=alice)
        line = LedgerLine.objects.get(seq=2)
        assert (line.payload, line.salt, line.is_removed) == (None, None, True)
        assert (line.payload_digest, line.hash) == (before.payload_digest, before.hash)
        assert (tombstone.seq, tombstone.kind, tombstone.subject) == (4, "tombstone", "answer:1")
        assert tombstone.payload == {"line": 2, "reason": "court_order"}
        assert (verified().seq, verified().tombstones) == (4, 1)
        noted = JournalEntry.objects.get(verb="commitments.ledger.removed")
        assert (noted.by, noted.target) == (alice, "commitments.ledgerline:2")

    def test_what_has_no_content_cannot_lose_it(self):
        receive_and_publish()
        self.remove(2)
        for seq in (1, 2, 3, 4):
            with pytest.raises(NothingToRemove):
                self.remove(seq)
        assert JournalEntry.objects.filter(verb="commitments.ledger.removed").count() == 1
        assert verified().seq == 3

    def test_the_reason_is_one_of_a_closed_list(self):
        add_answers(2)
        with pytest.raises(ValidationError):
            self.remove(reason="Alice l’a demandé")
        assert verified().tombstones == 0


REFUSED = [
    "UPDATE {t} SET payload = NULL WHERE seq = 1",
    "UPDATE {t} SET salt = NULL WHERE seq = 1",
    "UPDATE {t} SET payload = '{{}}' WHERE seq = 1",
    "UPDATE {t} SET salt = '0' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, subject = 'answer:9' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, payload_digest = '' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, hash = '' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, prev = '' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, kind = 'receipt' WHERE seq = 1",
    "UPDATE {t} SET payload = NULL, salt = NULL, at = '2001-01-01T00:00:00Z' WHERE seq = 1",
    "UPDATE {t} SET seq = 5 WHERE seq = 3",
    "UPDATE {t} SET kind = kind WHERE seq = 1",
    "UPDATE {t} SET payload = '{{}}', salt = '0' WHERE seq = 3",
    "UPDATE {t} SET payload = NULL, salt = NULL WHERE seq = 3",
    "DELETE FROM {t} WHERE seq = 3",
    "DELETE FROM {t}",
]
COPY = """INSERT INTO {t} (seq, at, kind, subject, payload_digest, payload, salt, prev, hash)
SELECT {seq}, at, kind, subject, payload_digest, payload, salt, {prev}, hash FROM {t}
WHERE seq = 1"""


class TestTheDatabaseItself:
    def run(self, sql, **parts):
        with connection.cursor() as cursor:
            cursor.execute(sql.format(t=LedgerLine._meta.db_table, **parts))

    def stands(self):
        return list(LedgerLine.objects.values())

    @pytest.fixture(autouse=True)
    def three_lines_of_which_the_last_is_a_receipt(self):
        add_answers(2)
        append([receive(seal(answer()), subject="answer:3")], now=NOW)

    @pytest.mark.parametrize("sql", REFUSED)
    def test_refuses_every_change_of_a_line(self, sql):
        before = self.stands()
        with pytest.raises(DatabaseError), transaction.atomic():
            self.run(sql)
        assert self.stands() == before

    def test_lets_content_go_once(self):
        self.run("UPDATE {t} SET payload = NULL, salt = NULL WHERE seq = 1")
        with pytest.raises(DatabaseError), transaction.atomic():
            self.run("UPDATE {t} SET payload = NULL, salt = NULL WHERE seq = 1")

    @pytest.mark.parametrize("seq", [0, 1, 2, 3, 5])
    def test_refuses_a_line_out_of_its_place(self, seq):
        before = self.stands()
        with pytest.raises(DatabaseError), transaction.atomic():
            self.run(COPY, seq=seq, prev="(SELECT max(hash) FROM {t} WHERE seq = 3)")
        assert self.stands() == before

    def test_refuses_a_line_that_follows_another(self):
        with pytest.raises(DatabaseError), transaction.atomic():
            self.run(COPY, seq=4, prev=f"'{START}'")

    def test_takes_the_line_that_follows(self):
        last = LedgerLine.objects.get(seq=3)
        self.run(COPY, seq=4, prev=f"'{last.hash}'")
        assert LedgerLine.objects.count() == 4

    def test_cannot_be_emptied_at_once(self):
        if connection.vendor == "postgresql":
            with pytest.raises(DatabaseError), transaction.atomic():
                self.run("TRUNCATE {t}")
        assert LedgerLine.objects.count() == 3

    def test_no_row_is_replaced(self):
        """SQLite would take the old one away without a word."""
        if connection.vendor == "sqlite":
            before = self.stands()
            with pytest.raises(DatabaseError), transaction.atomic():
                self.run(COPY.replace("INSERT", "INSERT OR REPLACE"), seq=3, prev="hash")
            assert self.stands() == before
        assert LedgerLine.objects.count() == 3


class TestReading:
    def test_lines_come_in_their_order(self):
        add_answers(5)
        assert [line.seq for line in lines_after(2)] == [3, 4, 5]
        assert [line.seq for line in latest(2)] == [5, 4]

    def test_a_file_says_each_line_with_its_nine_fields(self):
        (line,) = add_answers(1)
        (written,) = whole_ledger()
        assert json.loads(written) == {
            "seq": 1,
            "at": "2018-10-01T18:30:00.000000Z",
            "kind": "answer",
            "subject": "answer:0",
            "payload_digest": line.payload_digest,
            "payload": line.payload,
            "salt": line.salt,
            "prev": START,
            "hash": line.hash,
        }

    @pytest.mark.parametrize("count", [1, 10])
    def test_it_takes_two_queries(self, django_assert_num_queries, count):
        add_answers(count)
        with django_assert_num_queries(2):
            assert len(list(whole_ledger())) == count


def test_a_tombstone_is_written_like_any_line():
    tombstone = Tombstone(line=1, reason="mistake")
    assert publish(tombstone, subject="answer:1").kind == "tombstone"
