"""Hundreds are invited while workers die: each is written to once, by the link that opens."""

import subprocess
import sys
from collections import Counter

import pytest

from socle.commitments.models import Invitation
from socle.commitments.tests.killed_workers import KILLED_AFTER
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.elections.models import ElectoralList
from socle.elections.tests.factories import ElectoralListFactory
from socle.foundation.tests.site import site
from socle.groups.tests.factories import NOW

MANY = 400


@pytest.fixture
def invited(transactional_db, belgium):
    questionnaire = QuestionnaireFactory()
    AskFactory(questionnaire=questionnaire, words="A bus every half hour")
    lists = ElectoralList.objects.bulk_create(
        ElectoralListFactory.build(contest=questionnaire.contest, number=n)
        for n in range(1, MANY + 1)
    )
    return Invitation.objects.bulk_create(
        InvitationFactory.build(
            questionnaire=questionnaire, list=row, due_at=NOW, sent_at=None, nonce=f"{n:032x}"
        )
        for n, row in enumerate(lists)
    )


def test_two_workers_are_killed_and_nobody_is_left_out_or_written_to_twice(invited, tmp_path):
    with site(tmp_path) as here:
        told = subprocess.run(
            [sys.executable, "-m", "socle.commitments.tests.killed_workers"],
            env=here.env | {"DJANGO_SETTINGS_MODULE": "socle.config.settings"},
            capture_output=True,
            text=True,
        )
        assert (told.returncode, told.stderr) == (0, "")
        counts = [int(words) for words in told.stdout.split()]
        # Each died on the way, after whole batches.
        assert [at <= count < MANY for at, count in zip(KILLED_AFTER, counts, strict=True)] == [
            True,
            True,
        ]
        written = here.sql(
            "SELECT mail.message_id, mail.text, row.id FROM commitments_invitation AS row"
            " JOIN foundation_outgoingmail AS mail ON mail.id = row.mail_id"
            ' WHERE row.due_at IS NULL AND row.sent_at IS NOT NULL AND mail."to" = row.address'
        )
        logged = here.sql("SELECT list_id, kind FROM commitments_approach")
        assert here.sql("SELECT count(*) FROM foundation_outgoingmail") == [(MANY,)]
    by_key = {row.pk: row for row in invited}
    assert Counter(key for _id, _text, key in written) == dict.fromkeys(by_key, 1)
    assert len({message_id for message_id, _text, _key in written}) == MANY
    assert Counter(logged) == {(row.list_id, "invited"): 1 for row in invited}
    # The link says which nonce it was signed over.
    assert all(f"{key}.{by_key[key].nonce}." in text for _id, text, key in written)
