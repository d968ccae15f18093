"""One institution, one voice, however many people may give it."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socle.groups.models import Delegation, Group, GroupLink
from socle.groups.queries.voices import speaks_for, voices
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    DelegationFactory,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import page
from socle.web.tests.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition():
    return GroupFactory(kind="coalition")


@pytest.fixture
def school(coalition):
    school = GroupFactory(kind="organisation", name="École du Parc")
    GroupLinkFactory(part=school, whole=coalition)
    return school


def heard(whole, day=TODAY):
    return [(voice.institution, list(voice.people)) for voice in voices(whole, day=day)]


def test_three_people_are_one_voice(coalition, school):
    people = [DelegationFactory(institution=school).user for _ in range(3)]
    assert heard(coalition) == [(school, people)]


def test_an_institution_without_anybody_is_there_with_nobody(coalition, school):
    assert heard(coalition) == [(school, [])]


def test_members_and_organisers_are_no_voice(coalition, school):
    MembershipFactory(group=school, role="organiser")
    assert heard(coalition) == [(school, [])]


def test_a_local_group_is_no_institution(coalition):
    GroupLinkFactory(part=GroupFactory(kind="local"), whole=coalition)
    assert heard(coalition) == []


def test_who_asked_and_waits_is_not_part_yet(coalition):
    GroupLinkFactory(whole=coalition, since=None)
    assert heard(coalition) == []


def test_one_who_may_no_longer_sign_in_gives_no_voice(coalition, school):
    DelegationFactory(institution=school, user__is_active=False)
    assert heard(coalition) == [(school, [])]


def test_an_archived_institution_has_no_voice(coalition, school):
    DelegationFactory(institution=school)
    Group.objects.filter(pk=school.pk).update(archived_at=NOW)
    assert heard(coalition) == []


def test_somebody_may_speak_for_two_institutions(coalition, school):
    user = DelegationFactory(institution=school).user
    church = GroupFactory(kind="organisation", name="Paroisse")
    GroupLinkFactory(part=church, whole=coalition)
    DelegationFactory(institution=church, user=user)

    assert heard(coalition) == [(school, [user]), (church, [user])]
    assert speaks_for(user, coalition, day=TODAY) == [school, church]
    assert speaks_for(UserFactory(), coalition, day=TODAY) == []


DAYS = [date(2026, 1, 1) + timedelta(days=10 * n) for n in range(6)]
periods = st.tuples(st.sampled_from(DAYS[:4]), st.sampled_from([None, *DAYS[3:]])).filter(
    lambda period: period[1] is None or period[0] < period[1]
)
# For each of three institutions and three people, when the one speaks for the other; and for each
# institution, when it is part of the whole.
spoken = st.lists(st.lists(periods, max_size=2), min_size=9, max_size=9)
linked = st.lists(st.lists(periods, min_size=1, max_size=2), min_size=3, max_size=3)


def runs(period, day):
    since, until = period
    return since <= day and (until is None or day < until)


def with_one_open_end(rows):
    """At most one without an end, as the database demands."""
    ends = [row for row in rows if row[1] is not None]
    return ends + [row for row in rows if row[1] is None][:1]


def set_up(parts, named):
    """The rows of an example: the whole, its three possible institutions, three people."""
    for model in (GroupLink, Delegation, Group):
        model.objects.all().delete()
    whole = GroupFactory(kind="coalition")
    institutions = GroupFactory.create_batch(3, kind="organisation")
    people = UserFactory.create_batch(3)
    for number, (since, until) in parts:
        GroupLinkFactory(part=institutions[number], whole=whole, since=since, until=until)
    for number, one, (since, until) in named:
        DelegationFactory(
            institution=institutions[number], user=people[one], since=since, until=until
        )
    return whole, institutions, people


def test_whatever_the_rows_each_institution_is_heard_once(django_assert_max_num_queries):
    bites = Counter()

    @given(spoken=spoken, linked=linked, day=st.sampled_from(DAYS[1:]))
    @settings(max_examples=60, deadline=None, derandomize=True)
    def check(spoken, linked, day):
        parts = [(n, row) for n, rows in enumerate(linked) for row in with_one_open_end(rows)]
        named = [
            (*divmod(n, 3), row) for n, rows in enumerate(spoken) for row in with_one_open_end(rows)
        ]
        whole, institutions, people = set_up(parts, named)

        with django_assert_max_num_queries(2):
            found = voices(whole, day=day)

        inside = {number for number, period in parts if runs(period, day)}
        speaking = {(number, one) for number, one, period in named if runs(period, day)}
        expected = {institutions[number]: 1 for number in inside}
        assert Counter(voice.institution for voice in found) == expected
        for voice in found:
            number = institutions.index(voice.institution)
            there = {people[one]: 1 for n, one in speaking if n == number}
            assert Counter(voice.people) == there
            bites["an institution with several people"] += len(there) > 1
        for one, person in enumerate(people):
            theirs = {institutions[n] for n, who in speaking if who == one and n in inside}
            assert set(speaks_for(person, whole, day=day)) == theirs
            bites["somebody with several institutions"] += len(theirs) > 1
        bites["somebody of no part"] += any(n not in inside for n, _one in speaking)

    check()
    assert all(bites[case] >= 3 for case in bites), bites
    assert len(bites) == 3


@pytest.mark.parametrize("count", [1, 10])
def test_two_queries_whatever_the_size(coalition, django_assert_num_queries, count):
    for _ in range(count):
        link = GroupLinkFactory(whole=coalition)
        for _ in range(count):
            DelegationFactory(institution=link.part)
    with django_assert_num_queries(2):
        assert len(voices(coalition, day=TODAY)) == count


def test_those_who_organise_the_whole_see_who_speaks(client, coalition, school):
    DelegationFactory(institution=school, user__name="Bob")
    carla = MembershipFactory(group=coalition, role="organiser").user
    client.force_login(carla)
    words = words_of(client.get(page(coalition, "members/voices/")))
    assert "École du Parc Bob" in words
