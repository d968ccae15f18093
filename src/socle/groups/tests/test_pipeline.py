"""The pipeline: adding an organisation, what is known of it, from stage to stage."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.foundation.kept import versions
from socle.foundation.search import find
from socle.groups.actions.approaching import (
    ApproachChanged,
    NotAnOpenStage,
    NotEditable,
    NoteIsFull,
    add_organisation,
    change_approach,
    new_organisation,
)
from socle.groups.actions.charter import accept_charter
from socle.groups.actions.chartering import NotYet, record_signature
from socle.groups.actions.living import GroupIsArchived
from socle.groups.actions.stages import (
    MovedMeanwhile,
    NeedsAReason,
    NotReachable,
    move_stage,
)
from socle.groups.models import Approach, Group, GroupLink, Stage
from socle.groups.queries.approach import history_of
from socle.groups.queries.pipeline import (
    ON_BOARD,
    Wanted,
    approaches,
    board,
    counts_by_stage,
    wanted_approaches,
)
from socle.groups.rules import GROUPS, may_speak_publicly, stages_from
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    ApproachFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, verbs
from socle.territories.models import Area

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def coalition():
    return GroupFactory(kind=Group.Kind.COALITION, name="Terres d’accord")


@pytest.fixture
def carol(coalition):
    """Coordinates the coalition."""
    carol = UserFactory(name="Carol", email="carol@example.org", language="en")
    MembershipFactory(user=carol, group=coalition, role="organiser")
    return carol


@pytest.fixture
def ruche():
    return ApproachFactory(group__name="La Ruche", next_step="Call", note="Met at the fair.")


def move(approach, to, by, **besides):
    return move_stage(approach=approach, to=to, by=by, now=NOW, seen=approach.stage, **besides)


# --- adding ---


def test_an_organisation_is_added_and_only_coordinators_know_of_it(carol):
    before = versions([GROUPS])
    approach = add_organisation(
        group=new_organisation(name="La Ruche ASBL", by=carol, now=NOW, languages=["nl", "fr"]),
        by=carol,
        now=NOW,
        stage=Stage.CONTACTED,
        next_step="Call back",
        due_on=TODAY + A_DAY,
        follower=carol,
    )
    group = approach.group
    assert (group.sort_name, group.languages, group.public_since) == ("la ruche", "nl fr", None)
    assert verbs() == ["groups.approach.added"]
    assert [(event.by, event.change.after) for event in history_of(approach)] == [
        ("Carol", "contacted")
    ]
    assert versions([GROUPS]) == before


def test_nobody_begins_as_a_member(carol):
    group = new_organisation(name="La Ruche", by=carol, now=NOW)
    with pytest.raises(NotAnOpenStage):
        add_organisation(group=group, by=carol, now=NOW, stage=Stage.MEMBER)
    with pytest.raises(NotEditable):
        add_organisation(group=group, by=carol, now=NOW, nonce="x")
    assert Group.objects.filter(name="La Ruche").count() == 0


# --- what is known of it ---


def test_what_happened_goes_on_top_of_the_note(carol, ruche):
    changed = change_approach(
        approach=ruche,
        by=carol,
        seen=1,
        words={"next_step": "Send the charter", "due_on": TODAY + A_DAY, "follower": carol},
        happened="They liked it.",
        now=NOW,
    )
    assert changed.note == "20/11/2026, Carol: They liked it.\n\nMet at the fair."
    assert (changed.version, changed.reminded_on, changed.follower) == (2, None, carol)
    entry = JournalEntry.objects.get(verb="groups.approach.changed")
    assert (entry.reason, entry.by) == ("due_on, follower, next_step, note", carol)


def test_nothing_changes_when_nothing_differs(carol, ruche):
    change_approach(approach=ruche, by=carol, seen=1, words={"next_step": "Call"}, now=NOW)
    ruche.refresh_from_db()
    assert (ruche.version, verbs()) == (1, [])


def test_the_second_of_two_to_save_is_told(carol, ruche):
    change_approach(approach=ruche, by=carol, seen=1, words={"phone": "081"}, now=NOW)
    with pytest.raises(ApproachChanged) as told:
        change_approach(approach=ruche, by=carol, seen=1, words={"note": "Mine"}, now=NOW)
    assert (told.value.approach.version, told.value.approach.phone) == (2, "081")
    ruche.refresh_from_db()
    assert ruche.note == "Met at the fair."


def test_a_note_that_is_full_is_told(carol, ruche):
    Approach.objects.update(note="x" * 4990)
    with pytest.raises(NoteIsFull):
        change_approach(approach=ruche, by=carol, seen=1, words={}, happened="More.", now=NOW)


# --- stages ---


def test_from_where_one_may_go_where():
    assert {stage.value: [other.value for other in stages_from(stage)] for stage in Stage} == {
        "to_contact": ["contacted", "interested", "declined"],
        "contacted": ["to_contact", "interested", "declined"],
        "interested": ["to_contact", "contacted", "declined"],
        "member": ["left"],
        "left": ["to_contact", "contacted", "interested"],
        "declined": ["to_contact", "contacted", "interested"],
    }


def test_it_moves_on_and_back_and_its_history_stays(carol, ruche):
    move(ruche, Stage.CONTACTED, carol)
    ruche.refresh_from_db()
    move(ruche, Stage.TO_CONTACT, carol, reason="A mistake")
    ruche.refresh_from_db()
    assert ruche.stage == "to_contact"
    told = [
        (event.change.before, event.change.after, event.change.reason)
        for event in history_of(ruche)
    ]
    assert told == [
        ("contacted", "to_contact", "A mistake"),
        ("to_contact", "contacted", ""),
    ]
    reasons = JournalEntry.objects.filter(verb="groups.approach.moved").order_by("pk")
    assert [entry.reason for entry in reasons] == ["to_contact, contacted", "contacted, to_contact"]


def test_a_member_is_made_by_the_charter_alone(carol, ruche):
    with pytest.raises(NotReachable):
        move(ruche, Stage.MEMBER, carol)
    with pytest.raises(NotReachable):
        move(ruche, Stage.LEFT, carol, reason="Whatever")
    with pytest.raises(NotReachable):
        move(ruche, "elsewhere", carol)


def test_who_declines_has_a_reason(carol, ruche):
    with pytest.raises(NeedsAReason):
        move(ruche, Stage.DECLINED, carol)
    move(ruche, Stage.DECLINED, carol, reason="No volunteers this year")
    ruche.refresh_from_db()
    assert ruche.stage == "declined"


def test_two_coordinators_move_it_at_once(carol, ruche):
    move_stage(approach=ruche, to=Stage.INTERESTED, by=carol, now=NOW, seen="to_contact")
    with pytest.raises(MovedMeanwhile) as told:
        move_stage(approach=ruche, to=Stage.CONTACTED, by=carol, now=NOW, seen="to_contact")
    assert told.value.approach.stage == "interested"
    # The same wish twice is one.
    move_stage(approach=ruche, to=Stage.INTERESTED, by=carol, now=NOW, seen="to_contact")
    assert verbs() == ["groups.approach.moved"]


def test_nothing_moves_in_an_archived_group(carol, ruche):
    Group.objects.filter(pk=ruche.group_id).update(archived_at=NOW)
    with pytest.raises(GroupIsArchived):
        move(ruche, Stage.CONTACTED, carol)


# --- a member, and one that leaves ---


def sign(approach, by, **besides):
    given = {
        "language": "en",
        "signed_name": "Anne Duval",
        "signed_as": "chair",
        "signed_on": date(2026, 11, 3),
    }
    return record_signature(approach=approach, by=by, now=NOW, **given | besides)


def test_a_signature_on_paper_makes_a_member(coalition, carol, ruche):
    before = versions([GROUPS])
    acceptance = sign(ruche, carol)
    group = Group.objects.get(pk=ruche.group_id)
    assert (group.approach.stage, group.public_since) == ("member", NOW)
    assert group.contact_email == ruche.contact_email
    assert (acceptance.accepted_at.date(), acceptance.accepted_by) == (date(2026, 11, 3), carol)
    assert (acceptance.signed_name, acceptance.signed_as) == ("Anne Duval", "chair")
    [link] = GroupLink.objects.on(TODAY).filter(part=group)
    assert link.whole == coalition
    assert may_speak_publicly(group)
    assert verbs() == [
        "groups.link.accepted",
        "groups.approach.moved",
        "groups.charter.accepted",
    ]
    assert mails() == [(ruche.contact_email, "La Ruche has accepted the charter")]
    assert versions([GROUPS]) != before
    assert [hit.title for hit in find("ruche", language="fr").hits] == ["La Ruche"]


def test_nobody_signs_on_a_day_to_come(carol, ruche):
    with pytest.raises(NotYet):
        sign(ruche, carol, signed_on=TODAY + A_DAY)
    assert verbs() == []


def test_an_organiser_who_accepts_from_inside_makes_it_a_member_too(coalition, carol, ruche):
    alice = UserFactory(name="Alice")
    MembershipFactory(user=alice, group=ruche.group, role="organiser")
    accept_charter(group=ruche.group, by=alice, release=1, language="fr", now=NOW)
    ruche.refresh_from_db()
    assert (ruche.stage, ruche.group.public_since) == ("member", NOW)
    assert verbs() == [
        "groups.charter.accepted",
        "groups.link.accepted",
        "groups.approach.moved",
    ]


def test_one_that_leaves_is_no_longer_shown_nor_heard(coalition, carol, ruche):
    sign(ruche, carol)
    ruche.refresh_from_db()
    move(ruche, Stage.LEFT, carol, reason="They merged with another federation")
    group = Group.objects.get(pk=ruche.group_id)
    assert (group.approach.stage, group.public_since) == ("left", None)
    assert not may_speak_publicly(group)
    assert list(GroupLink.objects.on(TODAY).filter(part=group)) == []
    assert find("ruche", language="fr").hits == []
    assert group.charter_acceptances.count() == 1


def test_one_that_left_may_come_back(coalition, carol, ruche):
    sign(ruche, carol)
    ruche.refresh_from_db()
    move(ruche, Stage.LEFT, carol, reason="A quarrel")
    ruche.refresh_from_db()
    move(ruche, Stage.INTERESTED, carol)
    sign(ruche, carol)
    group = Group.objects.get(pk=ruche.group_id)
    assert (group.approach.stage, may_speak_publicly(group)) == ("member", True)
    assert GroupLink.objects.filter(part=group).count() == 2


# --- finding them ---


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), ["Ancre", "Échange", "Ruche", "Semeurs"]),
        (Wanted(words="echange"), ["Échange"]),
        (Wanted(words="orhan"), ["Ruche"]),
        (Wanted(words="nobody"), []),
        (Wanted(stage="interested"), ["Ruche"]),
        (Wanted(due="late"), ["Ancre"]),
        (Wanted(due="week"), ["Échange"]),
        (Wanted(due="none"), ["Semeurs"]),
        (Wanted(language="nl"), ["Ruche"]),
        (Wanted(follower="none"), ["Ancre", "Échange", "Semeurs"]),
    ],
)
def test_the_list_is_filtered_the_most_pressing_first(belgium, wanted, names):
    ApproachFactory(group__name="Semeurs", group__areas=["92094"])
    ApproachFactory(
        group__name="Ruche",
        group__languages="nl fr",
        contact_name="Orhan D.",
        stage="interested",
        due_on=TODAY + 20 * A_DAY,
        follower=UserFactory(),
    )
    ApproachFactory(group__name="Ancre", due_on=TODAY - A_DAY)
    ApproachFactory(group__name="Échange", due_on=TODAY)
    ApproachFactory(group__name="Gone", group__archived_at=NOW)
    found = wanted_approaches(wanted, TODAY)
    assert [approach.group.name for approach in found] == names


def test_the_list_of_a_province_has_those_of_its_communes(belgium):
    ApproachFactory(group__name="Semeurs", group__areas=["92094"])
    ApproachFactory(group__name="Ruche", group__areas=["62063"])
    province = Area.objects.get(code="90000")
    found = wanted_approaches(Wanted(area=province), TODAY)
    assert [approach.group.name for approach in found] == ["Semeurs"]


@pytest.mark.parametrize("count", [1, 10])
def test_the_board_takes_three_questions(count, django_assert_num_queries):
    for _number in range(count):
        ApproachFactory(stage="contacted", follower=UserFactory())
    with django_assert_num_queries(3):
        rows = approaches()
        assert counts_by_stage(rows)["contacted"] == count
        cards = board(rows)["contacted"]
        assert [len(list(card.group.areas.all())) for card in cards] == [0] * count


def test_a_full_column_shows_the_most_pressing():
    for number in range(ON_BOARD + 3):
        ApproachFactory(due_on=TODAY + number * A_DAY)
    cards = board(approaches())["to_contact"]
    assert [card.due_on for card in cards] == [TODAY + n * A_DAY for n in range(ON_BOARD)]
