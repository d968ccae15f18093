"""The append-only record of who did what."""

from datetime import UTC, datetime

import pytest
from django.db.models import ProtectedError

from socle.accounts.journal import UnknownVerb, record
from socle.accounts.models import JournalEntry, User
from socle.accounts.verbs import VERBS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LOADED = "territories.pack.loaded"


@pytest.fixture(autouse=True)
def _nothing_told():
    JournalEntry.objects.all().delete()


@pytest.fixture
def alice():
    return User.objects.create_user("alice@example.org")


def test_a_line_keeps_what_was_done_when_by_whom_to_what_and_why(alice):
    record(LOADED, now=NOW, by=alice, target="pack:be", reason="4032 rows")
    line = JournalEntry.objects.get()

    assert (line.verb, line.at, line.by, line.target, line.reason) == (
        LOADED,
        NOW,
        alice,
        "pack:be",
        "4032 rows",
    )
    assert str(line) == "territories.pack.loaded pack:be"


def test_a_row_is_named_by_its_kind_and_key(alice):
    assert record(LOADED, now=NOW, target=alice).target == f"accounts.user:{alice.pk}"


def test_nobody_needs_to_be_signed_in():
    line = record(LOADED, now=NOW)

    assert (line.by, line.target, line.reason) == (None, "", "")


@pytest.mark.parametrize("verb", ["", "territories.pack", "TERRITORIES.PACK.LOADED", "deleted"])
def test_a_verb_that_is_not_in_the_list_is_refused_and_leaves_no_line(verb):
    with pytest.raises(UnknownVerb):
        record(verb, now=NOW)

    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize("verb", [verb for verb, _words in VERBS])
def test_every_verb_of_the_list_says_itself_in_words(verb):
    line = record(verb, now=NOW)

    assert line.get_verb_display() not in ("", verb)


def test_verbs_name_their_room_and_are_listed_once():
    verbs = [verb for verb, _words in VERBS]

    assert len(verbs) == len(set(verbs))
    assert all(verb.count(".") == 2 and verb == verb.lower() for verb in verbs)


def test_the_last_line_comes_first():
    record(LOADED, now=NOW, target="a:1")
    record(LOADED, now=NOW, target="a:2")
    record(LOADED, now=NOW.replace(year=2025), target="a:3")

    assert [line.target for line in JournalEntry.objects.all()] == ["a:2", "a:1", "a:3"]


def test_who_is_in_the_journal_cannot_be_erased_from_it(alice):
    record(LOADED, now=NOW, by=alice)

    with pytest.raises(ProtectedError):
        alice.delete()
