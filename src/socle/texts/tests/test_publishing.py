"""What is published never changes; what is written is saved one writer after another."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from socle.groups.tests.factories import NOW, GroupFactory, UserFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.drafting import DraftChangedMeanwhile, save_draft
from socle.texts.actions.publishing import (
    NothingNew,
    NoTitle,
    SourceIsMissing,
    TextIsWithdrawn,
    publish,
    withdraw_text,
)
from socle.texts.models import Draft, Revision, Update
from socle.texts.queries.revisions import latest, words_of
from socle.texts.tests.factories import text_of, words

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def alice():
    return UserFactory(name="Alice")


@pytest.fixture
def group():
    return GroupFactory(name="Gembloux en transition")


def test_each_revision_has_its_number_its_digest_and_the_one_before(group, alice):
    text = text_of(group, by=alice)
    second = publish(
        text=text,
        language="en",
        words=words(body="A bus each hour. Until one."),
        by=alice,
        note="Later.",
        now=LATER,
    )

    first = text.revisions.get(number=1)
    assert (second.number, second.made_from, second.note, second.author) == (
        2,
        first,
        "Later.",
        alice,
    )
    assert second.digest == words(body="A bus each hour. Until one.").digest("en")
    assert latest(text) == second


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"body": "Other."},
        {"digest": "0" * 64},
        {"number": 9},
        {"language": "nl"},
        {"note": "Other."},
    ],
)
def test_the_database_refuses_to_change_published_words(group, change):
    text = text_of(group)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Revision.objects.filter(text=text).update(**change)

    assert words_of(latest(text)) == words()


def test_who_published_it_may_be_forgotten(group, alice):
    text = text_of(group, by=alice)
    alice.delete()

    assert latest(text).author is None


def test_a_second_press_of_the_button_publishes_nothing(group):
    text = text_of(group)
    with pytest.raises(NothingNew) as told:
        publish(text=text, language="en", words=words(), by=None, now=LATER)

    assert told.value.revision == latest(text)
    assert text.revisions.count() == 1


def test_without_a_title_nothing_is_published(group):
    text = text_of(group)
    with pytest.raises(NoTitle):
        publish(text=text, language="en", words=words(title=" "), by=None, now=LATER)


def test_what_was_withdrawn_says_no_more(group):
    text = text_of(group)
    withdraw_text(text=text, by=None, now=LATER)
    with pytest.raises(TextIsWithdrawn):
        publish(text=text, language="en", words=words(title="Other"), by=None, now=LATER)


def test_a_translation_renders_the_revision_it_was_made_of(group):
    text = text_of(group)
    dutch = publish(
        text=text, language="nl", words=words(title="Bussen ’s avonds"), by=None, now=LATER
    )

    assert (dutch.number, dutch.translates) == (1, text.revisions.get(language="en"))
    with pytest.raises(SourceIsMissing):
        publish(
            text=text,
            language="de",
            words=words(title="Busse"),
            by=None,
            now=LATER,
            translates=dutch,
        )


def test_a_draft_is_saved_by_one_after_another(group, alice):
    text, bob = text_of(group), UserFactory(name="Bob")
    first = save_draft(
        text=text, language="en", words=words(title="Mine"), seen=0, by=alice, now=NOW
    )
    assert (first.version, first.base) == (1, latest(text))

    with pytest.raises(DraftChangedMeanwhile) as told:
        save_draft(text=text, language="en", words=words(title="His"), seen=0, by=bob, now=LATER)
    assert (told.value.draft.title, told.value.draft.saved_by) == ("Mine", alice)

    again = save_draft(
        text=text, language="en", words=words(title="Mine"), seen=0, by=bob, now=LATER
    )
    assert (again.version, again.saved_by) == (1, alice)


def test_a_published_draft_has_served(group, alice):
    text = text_of(group)
    save_draft(text=text, language="en", words=words(title="New"), seen=0, by=alice, now=NOW)
    publish(text=text, language="en", words=words(title="New"), by=alice, now=LATER)

    assert Draft.objects.count() == 0


def test_a_group_makes_a_text_its_own_and_is_told_when_the_original_moves_on(group, alice):
    original = text_of(GroupFactory(name="The coalition of all"))
    mine = adapt(revision=latest(original), owner=group, kind="essay", by=alice, now=NOW)

    draft = mine.drafts.get()
    assert words_of(draft) == words()
    assert (mine.adapted_from, mine.base, mine.owner) == (
        latest(original),
        latest(original),
        group,
    )

    second = publish(text=original, language="en", words=words(title="2"), by=None, now=LATER)
    third = publish(text=original, language="en", words=words(title="3"), by=None, now=LATER)
    states = Update.objects.filter(text=mine).order_by("pk").values_list("revision", "state")
    assert list(states) == [(second.pk, "overtaken"), (third.pk, "due")]
