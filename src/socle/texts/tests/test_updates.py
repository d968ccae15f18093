"""The original moves on: what the worker compares, whom it tells, what the group decides."""

from datetime import timedelta

import pytest

from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.adapting import adapt
from socle.texts.actions.comparing import compare_due_updates
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.publishing import publish
from socle.texts.actions.updating import (
    AlreadyAnswered,
    NoReason,
    OurWordsChanged,
    keep_our_words,
    take_update,
    theirs_of,
)
from socle.texts.models import Text, Update
from socle.texts.queries.merging import merge_words
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.updates import merge_of, ours_of
from socle.texts.tests.factories import text_of, words

pytestmark = pytest.mark.django_db
LATER, LATER_STILL = NOW + timedelta(days=1), NOW + timedelta(days=2)
FIRST = words(body="A bus each hour. Free for children.\n\nShelters at each stop.")
MINE = words(body="A bus each half hour. Free for children.\n\nShelters at each stop. And light.")
SECOND = words(body="A bus each hour. Free for all under 25.\n\nShelters at each stop.")
CLEAN = words(title="Buses at night", body=FIRST.body)


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@example.org", language="en")


@pytest.fixture
def bob():
    return UserFactory(name="Bob", email="bob@example.org", language="fr")


@pytest.fixture
def gembloux(alice):
    group = GroupFactory(name="Gembloux")
    MembershipFactory(user=alice, group=group, role="organiser")
    return group


@pytest.fixture
def original():
    return text_of(GroupFactory(name="Terres d’accord"), said=FIRST)


@pytest.fixture
def mine(original, gembloux, alice):
    """Adapted, reworded and published by Gembloux."""
    text = adapt(revision=latest(original), owner=gembloux, kind="essay", by=alice, now=NOW)
    publish(text=text, language="en", words=MINE, by=alice, now=NOW)
    return text


def release(original, said=SECOND, now=LATER, note="Young people asked."):
    return publish(text=original, language="en", words=said, by=None, note=note, now=now)


def update_of(text):
    return Update.objects.exclude(state="overtaken").get(text=text)


def take(update, by, said=None, now=LATER):
    ours = ours_of(update.text)
    said = said or merge_of(update, ours).words()
    return take_update(update=update, words=said, seen=ours.mark, by=by, now=now)


# --- the worker ---


def test_the_worker_counts_what_changes_and_tells_the_group_once(original, mine):
    release(original)
    assert update_of(mine).state == "due"

    assert compare_due_updates(now=LATER) == 1
    assert compare_due_updates(now=LATER_STILL) == 0

    update = update_of(mine)
    assert (update.state, update.changes, update.collisions) == ("waiting", 0, 1)
    assert update.told_at == LATER
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to, mail.subject) == ("alice@example.org", "Gembloux: an original has changed")
    assert "1 place collides with your words." in mail.text
    assert "What they say of it: Young people asked." in mail.text
    assert "nothing changes by itself" in mail.text
    assert f"/en/update/{update.pk}/" in mail.text
    assert words_of(latest(mine)) == MINE


def test_one_mail_tells_all_that_is_new_to_each_organiser_in_their_language(
    original, mine, gembloux, bob
):
    MembershipFactory(user=bob, group=gembloux, role="organiser")
    MembershipFactory(user=UserFactory(), group=gembloux, role="member")
    other = text_of(original.owner, said=words(title="Trains"))
    adapt(revision=latest(other), owner=gembloux, kind="essay", by=bob, now=NOW)
    release(original)
    release(other, said=words(title="Night trains"))

    assert compare_due_updates(now=LATER) == 2
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"alice@example.org", "bob@example.org"}
    assert mails["alice@example.org"].subject == "Gembloux: 2 originals have changed"
    assert mails["bob@example.org"].language == "fr"


def test_a_worker_that_was_stopped_goes_on_where_it_was(original, mine):
    release(original)
    compare_due_updates(now=LATER, stop=lambda: True)
    assert (update_of(mine).state, OutgoingMail.objects.count()) == ("due", 0)

    looks = iter([False, False, True])
    compare_due_updates(now=LATER, stop=lambda: next(looks))
    assert (update_of(mine).state, OutgoingMail.objects.count()) == ("waiting", 0)

    assert compare_due_updates(now=LATER) == 1


def test_who_has_these_very_words_already_is_asked_nothing(original, mine, alice):
    publish(text=mine, language="en", words=SECOND, by=alice, now=NOW)
    second = release(original)

    assert compare_due_updates(now=LATER) == 0
    mine.refresh_from_db()
    assert (update_of(mine).state, update_of(mine).answered_by) == ("taken", None)
    assert (mine.base, mine.revisions.count()) == (second, 2)


def test_words_of_its_own_beside_the_same_change_still_wait_for_the_group(original, mine, alice):
    both = words(body=SECOND.body + " And light.")
    publish(text=mine, language="en", words=both, by=alice, now=NOW)
    release(original)

    compare_due_updates(now=LATER)
    update = update_of(mine)
    assert (update.state, update.changes, update.collisions) == ("waiting", 0, 0)


def test_other_words_of_the_group_are_counted_anew_and_nobody_is_told_twice(original, mine, alice):
    release(original)
    compare_due_updates(now=LATER)
    publish(text=mine, language="en", words=FIRST, by=alice, now=LATER)
    assert update_of(mine).state == "due"

    assert compare_due_updates(now=LATER_STILL) == 0
    update = update_of(mine)
    assert (update.state, update.changes, update.collisions) == ("waiting", 1, 0)
    assert OutgoingMail.objects.count() == 1


def test_a_later_release_overtakes_and_is_told_anew(original, mine):
    release(original)
    compare_due_updates(now=LATER)
    release(original, said=words(body="A tram."), now=LATER_STILL)
    compare_due_updates(now=LATER_STILL)

    states = Update.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["overtaken", "waiting"]
    assert OutgoingMail.objects.count() == 2


def test_an_adaptation_of_an_adaptation_hears_of_its_own_original(original, mine, alice):
    ernage = GroupFactory(name="Ernage")
    small = adapt(revision=latest(mine), owner=ernage, kind="essay", by=alice, now=NOW)
    release(original)
    assert list(Update.objects.values_list("text", flat=True)) == [mine.pk]

    publish(text=mine, language="en", words=words(title="Trams"), by=alice, now=LATER)
    assert Update.objects.get(text=small).revision == latest(mine)


@pytest.mark.parametrize("count", [1, 10])
def test_as_many_questions_for_one_adaptation_as_for_ten(
    original, alice, count, django_assert_num_queries
):
    for _number in range(count):
        adapt(revision=latest(original), owner=GroupFactory(), kind="essay", by=alice, now=NOW)
    release(original)
    with django_assert_num_queries(15):
        compare_due_updates(now=LATER)
    assert Update.objects.filter(state="waiting").count() == count


# --- the group ---


def test_the_group_takes_an_update(original, mine, alice):
    second = release(original, said=CLEAN)
    compare_due_updates(now=LATER)
    revision = take(update_of(mine), alice)

    mine.refresh_from_db()
    update = update_of(mine)
    assert words_of(revision) == words(title="Buses at night", body=MINE.body)
    assert (revision.number, revision.took, mine.base) == (2, second, second)
    assert (update.state, update.answered_by, update.result) == ("taken", alice, revision)
    assert update.measured_from == original.revisions.get(number=1)


def test_merged_again_with_the_new_original_as_base_nothing_changes(original, mine, alice):
    release(original)
    update = update_of(mine)
    merged = merge_of(update, ours_of(mine))
    take(update, alice, said=merged.words(["theirs"]))

    mine.refresh_from_db()
    own, base = words_of(latest(mine)), words_of(mine.base)
    again = merge_words(base, own, words_of(latest(original)), "en")
    assert (again.is_clean, again.changes, again.words()) == (True, 0, own)


def test_the_original_is_taken_byte_for_byte(original, mine, alice):
    release(original)
    update = update_of(mine)
    revision = take(update, alice, said=theirs_of(update))
    assert words_of(revision) == SECOND
    assert revision.digest == latest(original).digest


def test_who_never_published_has_the_update_in_the_draft(original, gembloux, alice):
    text = adapt(revision=latest(original), owner=gembloux, kind="essay", by=alice, now=NOW)
    save_draft(text=text, language="en", words=MINE, seen=1, by=alice, now=NOW)
    second = release(original)
    update = update_of(text)
    said = merge_of(update, ours_of(text)).words(["theirs"])
    draft = take(update, alice, said=said)

    text.refresh_from_db()
    assert (words_of(draft), draft.version, text.base) == (said, 3, second)
    assert (text.revisions.count(), update_of(text).result) == (0, None)


def test_what_somebody_is_writing_meanwhile_stays_theirs(original, mine, alice, bob):
    typed = words(body=MINE.body + "\n\nBenches too.")
    save_draft(text=mine, language="en", words=typed, seen=0, by=bob, now=NOW)
    release(original, said=CLEAN)
    take(update_of(mine), alice)
    assert words_of(mine.drafts.get()) == typed


def test_the_group_keeps_its_words_and_hears_no_more_until_the_next(original, mine, alice):
    second = release(original)
    compare_due_updates(now=LATER)
    with pytest.raises(NoReason):
        keep_our_words(update=update_of(mine), reason=" ", by=alice, now=LATER)
    keep_our_words(update=update_of(mine), reason="Ours is better.", by=alice, now=LATER)

    mine.refresh_from_db()
    assert (words_of(latest(mine)), mine.base) == (MINE, second)
    assert (update_of(mine).state, update_of(mine).reason) == ("kept", "Ours is better.")
    assert compare_due_updates(now=LATER_STILL) == 0

    third = release(original, said=words(body=SECOND.body + " Soon."), now=LATER_STILL)
    assert compare_due_updates(now=LATER_STILL) == 1
    newest = Update.objects.get(revision=third)
    assert (newest.changes, newest.collisions) == (0, 1)


def test_words_kept_can_be_given_up_while_the_original_stands(original, mine, alice):
    release(original, said=CLEAN)
    keep_our_words(update=update_of(mine), reason="Not now.", by=alice, now=LATER)
    revision = take(update_of(mine), alice, now=LATER_STILL)
    assert words_of(revision) == words(title="Buses at night", body=MINE.body)
    assert update_of(mine).state == "taken"


def test_kept_and_then_overtaken_it_is_no_longer_there_to_take(original, mine, alice):
    release(original)
    kept = update_of(mine)
    keep_our_words(update=kept, reason="Not now.", by=alice, now=LATER)
    newer = release(original, said=FIRST, now=LATER_STILL)
    keep_our_words(
        update=Update.objects.get(revision=newer), reason="No.", by=alice, now=LATER_STILL
    )
    with pytest.raises(AlreadyAnswered):
        take(Update.objects.get(pk=kept.pk), alice, said=SECOND)


def test_the_second_of_two_organisers_is_told(original, mine, alice, bob):
    release(original)
    update = update_of(mine)
    take(update, alice, said=theirs_of(update))
    with pytest.raises(AlreadyAnswered) as told:
        keep_our_words(update=update, reason="No.", by=bob, now=LATER)
    assert told.value.update.answered_by == alice
    assert Text.objects.get(pk=mine.pk).revisions.count() == 2


def test_words_that_changed_while_one_chose_are_looked_at_again(original, mine, alice, bob):
    release(original)
    update, seen = update_of(mine), ours_of(mine).mark
    publish(text=mine, language="en", words=words(title="Trams"), by=bob, now=LATER)
    with pytest.raises(OurWordsChanged):
        take_update(update=update, words=SECOND, seen=seen, by=alice, now=LATER)
    assert words_of(latest(mine)).title == "Trams"
