"""The append-only record of who did what."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from socle.accounts.journal import UnknownVerb, record
from socle.accounts.models import AppendOnly, JournalEntry, User
from socle.accounts.verbs import VERBS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LOADED = "territories.pack.loaded"


@pytest.fixture(autouse=True)
def _nothing_told():
    """The loading of the country left a line; below the program's own ways there is one to go."""
    JournalEntry._base_manager.all().delete()


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


def test_a_person_can_be_erased_and_what_was_done_stays(alice):
    line = record(LOADED, now=NOW, by=alice, target="pack:be", reason="4032 rows")
    alice.delete()
    line.refresh_from_db()

    assert (line.by, line.verb, line.at, line.target, line.reason) == (
        None,
        LOADED,
        NOW,
        "pack:be",
        "4032 rows",
    )


WAYS_TO_CHANGE = {
    "update": lambda line: JournalEntry.objects.update(reason="other"),
    "update of some": lambda line: JournalEntry.objects.filter(pk=line.pk).update(reason="other"),
    "bulk_update": lambda line: JournalEntry.objects.bulk_update([line], ["reason"]),
    "update_or_create": lambda line: JournalEntry.objects.update_or_create(
        pk=line.pk, defaults={"reason": "other"}
    ),
    "bulk_create over it": lambda line: JournalEntry.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["id"], update_fields=["reason"]
    ),
    "save": lambda line: line.save(),
    "save of a part": lambda line: line.save(update_fields=["reason"]),
    "delete": lambda line: line.delete(),
    "delete of all": lambda line: JournalEntry.objects.all().delete(),
    "delete of some": lambda line: JournalEntry.objects.filter(pk=line.pk).delete(),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_no_line_is_changed_nor_removed(way):
    line = record(LOADED, now=NOW, reason="4032 rows")
    line.reason = "other"
    with pytest.raises(AppendOnly):
        WAYS_TO_CHANGE[way](line)

    assert JournalEntry.objects.get().reason == "4032 rows"


def test_a_line_under_a_key_that_is_taken_is_refused():
    line = record(LOADED, now=NOW, reason="4032 rows")
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalEntry(pk=line.pk, verb=LOADED, at=NOW, reason="other").save()

    assert JournalEntry.objects.get().reason == "4032 rows"
