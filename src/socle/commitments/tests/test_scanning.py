"""The look that every test of this room takes at its lines finds what must not be there."""

import pytest

from socle.commitments.actions.ledger import Entry, append
from socle.commitments.chain.lines import digest_of
from socle.commitments.models import LedgerLine
from socle.commitments.tests.factories import AT, NOW, answer
from socle.commitments.tests.rows import InvitationFactory
from socle.commitments.tests.scanning import SCANNED, found_in, scan_once
from socle.elections.tests.factories import ElectoralListFactory
from socle.groups.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


@pytest.fixture
def write():
    """A line that nothing checked: what a fault of the program would write."""

    def written(**changed):
        payload = answer().as_json() | changed
        salt = "0" * 32
        entry = Entry("answer", "answer:1", digest_of(payload, salt), payload, salt)
        (line,) = append([entry], now=NOW)
        # It is a fault on purpose: the look after this very test passes over it.
        SCANNED.add(line.hash)
        return found_in([line])

    return written


def named(name):
    return {"respondent": {"kind": "list", "id": "4", "name": name}}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": "Ask jo@private.example."}, "words: jo@private.example"),
        ({"condition": "Ring 0470 12 34 56"}, "condition: 0470 12 34 56"),
        ({"source": "https://x.example/alice@example.org"}, "source: alice@example.org"),
        (named("Alice Peeters"), "name: Alice Peeters"),
        ({"place": "At Alice Peeters, Namur"}, "place: Alice Peeters"),
    ],
)
def test_an_address_a_number_or_the_name_of_an_account_is_told_with_its_line(write, changed, told):
    UserFactory(name="Alice Peeters", email="alice@example.org")
    assert f"line 1, {told}" in write(**changed)


def test_the_address_of_an_invitation_is_found_however_it_is_written(write):
    InvitationFactory(address="tilleuls@list.example")
    assert write(words="TILLEULS@LIST.EXAMPLE") != []


def test_who_stands_in_public_may_be_named_and_free_words_are_their_own(write):
    UserFactory(name="Alice Peeters")
    assert write(words="We shall ask Alice Peeters.") == []
    ElectoralListFactory(name="Alice Peeters")
    assert write(**named("Alice Peeters"), received_at=AT) == []


def test_every_line_is_looked_at_once(write):
    write()
    assert scan_once() == []
    SCANNED.discard(LedgerLine.objects.get().hash)
    UserFactory(name="Les Tilleuls")
    assert scan_once() == ["line 1, name: Les Tilleuls"]
    assert scan_once() == []
