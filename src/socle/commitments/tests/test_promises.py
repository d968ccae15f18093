"""After the vote, what those who were elected had answered becomes promises to follow."""

import pytest
from django.db import transaction

from socle.commitments.actions.promises import (
    IsPublished,
    NobodyElectedYet,
    NothingGathered,
    ask_to_gather,
    follow_promise,
    gather,
    publish_promises,
    take_back_promises,
)
from socle.commitments.models import Commitment, FollowUp, Holder
from socle.commitments.tests.promised import SOON, Promised
from socle.elections.models import Candidacy
from socle.groups.tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gembloux(belgium):
    return Promised()


def promised():
    rows = Commitment.objects.order_by("pk").select_related("holder__list", "holder__person")
    return [(row.holder.name, row.answer.ask.words.get().title, row.answer.stance) for row in rows]


@pytest.fixture
def gathered(gembloux):
    gembloux.gathered()
    return gembloux


def test_a_job_gathers_them(gembloux, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_to_gather(contest=gembloux.contest, by=gembloux.coordinator, now=NOW)
    asked.refresh_from_db()
    assert asked.gathered_at is not None
    assert len(promised()) == 4


def test_the_elected_and_lists_with_a_seat_hold_what_they_promised(gathered):
    ada = gathered.ada.person.name
    assert promised() == [
        ("Aube", "Trams at night", "yes"),
        ("Aube", "Trees in every street", "yes_if"),
        ("Braise", "Trees in every street", "will_study"),
        (ada, "Trees in every street", "yes"),
    ]


def test_each_is_followed_by_the_group_that_asked_it_and_nothing_is_known_yet(gathered):
    for row in Commitment.objects.all():
        assert (row.follower, row.status) == (gathered.group, "no_information")


def test_the_address_they_were_invited_by_is_not_carried_over(gathered):
    """It served for the questions, and is forgotten after the vote."""
    assert set(Holder.objects.values_list("address", flat=True)) == {""}


def test_before_the_vote_or_its_results_nothing_is_gathered(gembloux):
    Candidacy.objects.update(elected=None)
    with pytest.raises(NobodyElectedYet):
        ask_to_gather(contest=gembloux.contest, by=gembloux.coordinator, now=NOW)


def test_gathered_twice_each_promise_stands_once(gathered):
    assert gather(key=FollowUp.objects.get().pk, now=SOON) == 0
    assert len(promised()) == 4


def test_a_withdrawn_answer_is_no_promise(gembloux):
    gembloux.trams.answers.update(withdrawn_at=NOW)
    gembloux.gathered()
    assert "Trams at night" not in [title for _holder, title, _stance in promised()]


def test_until_it_is_published_it_is_taken_back_whole(gathered):
    take_back_promises(follow_up=FollowUp.objects.get(), by=gathered.coordinator, now=SOON)
    assert not Commitment.objects.exists()
    assert not Holder.objects.exists()
    assert not FollowUp.objects.exists()


def test_what_is_published_is_not_taken_back(gathered):
    follow_up = publish_promises(
        follow_up=FollowUp.objects.get(), by=gathered.coordinator, now=SOON
    )
    with pytest.raises(IsPublished):
        take_back_promises(follow_up=follow_up, by=gathered.coordinator, now=SOON)


def test_nothing_gathered_is_not_published(gembloux):
    made = FollowUp.objects.create(contest=gembloux.contest, asked_at=NOW, updated_at=NOW)
    with pytest.raises(NothingGathered):
        publish_promises(follow_up=made, by=gembloux.coordinator, now=NOW)


def test_published_they_are_looked_at_again_in_half_a_year(gathered):
    publish_promises(follow_up=FollowUp.objects.get(), by=gathered.coordinator, now=SOON)
    days = {(row.next_review - SOON.date()).days for row in Commitment.objects.all()}
    assert days == {182}


def test_who_takes_a_seat_later_brings_their_promises_along(gathered):
    """Of what is published nothing goes; what is new comes in, public at once."""
    follow_up = FollowUp.objects.get()
    publish_promises(follow_up=follow_up, by=gathered.coordinator, now=SOON)
    Candidacy.objects.filter(pk=gathered.bo.pk).update(elected=True)
    Candidacy.objects.filter(pk=gathered.ada.pk).update(elected=False)
    assert gather(key=follow_up.pk, now=SOON) == 1
    assert Commitment.objects.public().count() == 5


def test_somebody_of_the_group_takes_it_on(gathered):
    row, someone = Commitment.objects.first(), UserFactory()
    with transaction.atomic():
        follow_promise(
            commitment=row,
            group=gathered.group,
            person=someone,
            next_review=SOON.date(),
            by=gathered.alice,
            now=SOON,
        )
    row.refresh_from_db()
    assert (row.followed_by, row.next_review) == (someone, SOON.date())
