"""Two groups become one: nothing is lost, nothing stands twice."""

from datetime import date

import pytest
from django.apps import apps
from django.utils.translation import override

from socle.accounts.models import Consent
from socle.accounts.purposes import DELEGATION_SHOWN, GROUP_NEWSLETTER
from socle.foundation.models import OutgoingMail
from socle.groups.actions.inviting import make_link
from socle.groups.actions.joining import ask_to_join
from socle.groups.actions.living import GroupIsArchived
from socle.groups.actions.merging import CannotMerge, merge_groups, what_passes
from socle.groups.actions.moving import MOVES, model_and_key, register_move, rows_of
from socle.groups.models import (
    Approach,
    CharterAcceptance,
    Delegation,
    Group,
    GroupLink,
    Invitation,
    JoinRequest,
    Membership,
)
from socle.groups.queries.invitations import token_of
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    DelegationFactory,
    GroupFactory,
    GroupLinkFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.territories.models import Area, Topic
from socle.web.tests.reading import headings, html_of, main_links, words_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return GroupFactory(name="Bertogne citoyenne", languages="de fr", website="https://b.example")


@pytest.fixture
def new():
    return GroupFactory(name="Bastogne ensemble", languages="fr", presentation="Nous.")


@pytest.fixture
def carla():
    """Coordinates the campaign."""
    coalition = GroupFactory(kind="coalition")
    return MembershipFactory(group=coalition, role="organiser", user__name="Carla").user


@pytest.fixture
def merge(old, new, carla):
    def merge():
        merged = merge_groups(group=old, into=new, by=carla, now=NOW)
        old.refresh_from_db()
        new.refresh_from_db()
        return merged

    return merge


def every_key():
    """Each foreign key to a group in the whole project, with the tables between many and many."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.many_to_many is not True and field.related_model is Group
    }


def test_every_key_to_a_group_says_how_its_rows_pass():
    """A room above that keys to a group calls ``register_move`` when it starts."""
    assert every_key() == set(MOVES)


def test_what_is_registered_leads_to_a_column():
    for field in MOVES:
        model, key = model_and_key(field)
        assert model._meta.get_field(key).related_model is Group


# --- people ---


def test_people_pass_with_their_roles_and_their_dates(old, new, merge):
    row = MembershipFactory(group=old, role="treasurer", since=date(2025, 3, 1))
    ended = MembershipFactory(group=old, since=date(2020, 1, 1), until=date(2021, 1, 1))
    merge()

    for kept, until in ((row, None), (ended, date(2021, 1, 1))):
        kept.refresh_from_db()
        assert (kept.group, kept.until) == (new, until)
    assert row.since == date(2025, 3, 1)


def test_who_is_in_both_is_in_once_since_the_earlier_day(old, new, merge):
    bob = UserFactory()
    MembershipFactory(user=bob, group=old, since=date(2024, 1, 1))
    MembershipFactory(user=bob, group=new, since=date(2026, 1, 1))
    MembershipFactory(user=bob, group=old, role="organiser")
    merge()

    running = Membership.objects.filter(user=bob, group=new).order_by("role")
    assert list(running.values_list("role", "since", "until")) == [
        ("member", date(2024, 1, 1), None),
        ("organiser", date(2026, 1, 1), None),
    ]
    # The row that would stand twice stays where it was, ended: nothing is removed.
    left = Membership.objects.get(user=bob, group=old)
    assert (left.role, left.since, left.until) == ("member", date(2024, 1, 1), TODAY)


def test_delegations_pass_and_agreement_to_be_shown_is_asked_again(carla):
    old, new = GroupFactory.create_batch(2, kind="organisation")
    bob = UserFactory()
    for group in (old, new):
        DelegationFactory(user=bob, institution=group, since=date(2025, 1, 1))
    coming = DelegationFactory(institution=old, since=date(2027, 1, 1))
    Consent.objects.create(
        user=bob,
        purpose=DELEGATION_SHOWN,
        about=f"groups.group:{old.pk}",
        words="x",
        language="fr",
        given_at=NOW,
    )
    merge_groups(group=old, into=new, by=carla, now=NOW)

    assert Delegation.objects.filter(institution=new, until=None).count() == 2
    coming.refresh_from_db()
    assert coming.institution == new
    assert Consent.objects.get().about == f"groups.group:{old.pk}"


def test_who_waits_at_both_doors_waits_once_and_who_is_in_waits_no_more(old, new, merge):
    Group.objects.filter(pk__in=[old.pk, new.pk]).update(joining="on_request")
    both, inside, alone = UserFactory.create_batch(3)
    for group in (old, new):
        ask_to_join(group=group, user=both, words=group.name, now=NOW)
    ask_to_join(group=old, user=alone, words="seul", now=NOW)
    ask_to_join(group=new, user=inside, words="déjà", now=NOW)
    MembershipFactory(user=inside, group=old)
    merge()

    rows = JoinRequest.objects.order_by("pk").values_list("user", "group", "outcome", "words")
    assert list(rows) == [
        (both.pk, new.pk, "withdrawn", old.name),
        (both.pk, new.pk, "waiting", new.name),
        (alone.pk, new.pk, "waiting", "seul"),
        (inside.pk, new.pk, "accepted", "déjà"),
    ]


def test_an_invitation_given_before_still_opens(client, old, new, merge):
    alice = MembershipFactory(group=old, role="organiser").user
    link = make_link(group=old, by=alice, now=NOW)
    Invitation.objects.update(expires_at="2100-01-01T00:00Z")
    merge()
    client.force_login(UserFactory())

    done = client.post(f"/en/invitation/{token_of(link)}/", follow=True)
    assert done.redirect_chain == [(page(new), 302)]


# --- what it is part of, what it says ---


def test_links_pass_on_both_sides_without_doubling(old, new, merge, carla):
    coalition = Group.objects.get(kind="coalition")
    shared = GroupLinkFactory(part=old, whole=coalition, since=date(2024, 1, 1))
    GroupLinkFactory(part=new, whole=coalition, since=date(2026, 1, 1))
    below = GroupLinkFactory(part=GroupFactory(kind="working"), whole=old)
    between = GroupLinkFactory(part=old, whole=new)
    merge()

    kept = GroupLink.objects.get(part=new, whole=coalition, until=None)
    assert kept.since == date(2024, 1, 1)
    for row, part, whole, until in (
        (shared, old, coalition, TODAY),
        (below, below.part, new, None),
        (between, old, new, TODAY),
    ):
        row.refresh_from_db()
        assert (row.part, row.whole, row.until) == (part, whole, until)


@pytest.mark.usefixtures("belgium")
def test_places_topics_and_acceptances_are_put_together(old, new, merge):
    bertogne, bastogne, arlon = Area.objects.filter(level__code="commune")[:3]
    one, two = Topic.objects.all()[:2]
    old.areas.set([bertogne, bastogne])
    new.areas.set([bastogne, arlon])
    old.topics.set([one])
    new.topics.set([one, two])
    for group, release in ((old, 1), (old, 2), (new, 2)):
        CharterAcceptance.objects.create(
            group=group, release=release, language="fr", digest="0" * 64, accepted_at=NOW
        )
    merge()

    assert set(new.areas.all()) == {bertogne, bastogne, arlon}
    assert set(new.topics.all()) == {one, two}
    assert sorted(new.charter_acceptances.values_list("release", flat=True)) == [1, 2]


def test_the_words_of_the_second_stay_and_what_it_lacks_is_taken_over(old, new, merge):
    Group.objects.filter(pk=old.pk).update(presentation="Eux.", place="Salle Saint-Martin")
    version = new.version
    merge()

    assert (new.presentation, new.place) == ("Nous.", "Salle Saint-Martin")
    assert (new.website, new.languages) == ("https://b.example", "fr de")
    # Whoever has the form of the page open is told that it changed.
    assert new.version == version + 1
    assert old.presentation == "Eux."


def test_a_group_that_was_not_welcomed_yet_is_by_the_other_s_welcome(old, new, merge):
    Group.objects.filter(pk=new.pk).update(welcomed_at=None)
    merge()
    assert new.welcomed_at == NOW


def test_notes_of_the_pipeline_are_kept_in_one_place(carla):
    old, new = (GroupFactory(kind="organisation", name=name) for name in ("A", "B"))
    for group in (old, new):
        Approach.objects.create(
            group=group,
            contact_name=f"Contact {group.name}",
            contact_email=f"{group.name}@example.org",
            note=f"Note {group.name}",
            created_at=NOW,
            updated_at=NOW,
        )
    merge_groups(group=old, into=new, by=carla, now=NOW)

    kept = Approach.objects.get(group=new)
    assert kept.contact_name == "Contact B"
    assert kept.note == "Note B\n\nA\n\nContact A · A@example.org\n\nNote A"
    assert Approach.objects.get(group=old).note == "Note A"


def test_a_group_merged_before_leads_to_the_last_one(old, new, merge):
    first = GroupFactory(archived_at=NOW, merged_into=old)
    merge()
    first.refresh_from_db()
    assert first.merged_into == new


def test_a_room_above_says_how_its_rows_pass(old, new, merge):
    """As it will: here with the key of a table that is there already."""
    field = "groups.invitation.group"
    kept = MOVES[field]
    register_move(field, "things of a room above")
    try:
        invitation = Invitation.objects.create(group=old, made_at=NOW, expires_at=NOW)
        assert ("things of a room above", 1) in what_passes(old)
        merge()
        assert list(rows_of(field, new)) == [invitation]
    finally:
        MOVES[field] = kept


# --- told, journalled, found ---


def test_everybody_in_either_is_told_once(old, new, merge):
    bob, cleo = UserFactory(language="en"), UserFactory(language="nl")
    for group in (old, new):
        MembershipFactory(user=bob, group=group)
        MembershipFactory(user=bob, group=group, role="witness")
    MembershipFactory(user=cleo, group=old)
    MembershipFactory(group=old, until=date(2026, 2, 1))
    merge()

    told = OutgoingMail.objects.order_by("pk").values_list("to", "language")
    assert list(told) == [(bob.email, "en"), (cleo.email, "nl")]
    assert OutgoingMail.objects.first().subject == (
        "“Bertogne citoyenne” and “Bastogne ensemble” are one group now"
    )
    assert verbs() == ["groups.group.merged"]


def test_the_newsletter_of_the_one_becomes_that_of_the_other(old, new, merge):
    bob, cleo = UserFactory.create_batch(2)
    given = {"purpose": GROUP_NEWSLETTER, "words": "x", "language": "fr", "given_at": NOW}
    for user, group in ((bob, old), (cleo, old), (cleo, new)):
        Consent.objects.create(user=user, about=f"groups.group:{group.pk}", **given)
    merge()

    running = Consent.objects.filter(withdrawn_at=None).values_list("user", "about")
    label = f"groups.group:{new.pk}"
    assert sorted(running) == [(bob.pk, label), (cleo.pk, label)]


def test_the_old_page_leads_to_the_new_one(client, old, new, merge):
    merge()
    assert (old.merged_into, old.archived_at) == (new, NOW)
    assert page(new) in main_links(client.get(page(old)))


# --- who may, and what cannot be ---


def lines_of(html):
    return [words_in(line).replace(" ,", ",") for line in html.split("<li>")[1:]]


def test_the_confirmation_says_exactly_what_passes(client, old, new, carla):
    bob = UserFactory()
    for group in (old, new):
        MembershipFactory(user=bob, group=group)
    MembershipFactory(group=old, role="organiser")
    GroupLinkFactory(part=old, whole=Group.objects.get(kind="coalition"))
    client.force_login(carla)
    assert page(old, f"merge/{new.slug}/") in main_links(
        client.get(page(old, "merge/"), {"q": "ensemble"})
    )
    shown = client.get(page(old, f"merge/{new.slug}/"))

    assert headings(shown, 1) == ["Merge two groups"]
    listed = html_of(shown).partition("What passes on")[2].partition("</ul>")[0]
    assert lines_of(listed)[:3] == [
        "2 people, of whom 1 is in both groups, and counts once",
        "Roles of its people (2)",
        "Groups it is part of (1)",
    ]
    assert Group.objects.filter(merged_into=None).count() == 3

    done = client.post(page(old, f"merge/{new.slug}/"), follow=True)
    assert notices(done) == ["“Bertogne citoyenne” has merged into “Bastogne ensemble”."]
    old.refresh_from_db()
    assert old.merged_into == new


def test_an_organiser_of_both_may_and_of_one_may_not(client, old, new):
    alice = MembershipFactory(group=old, role="organiser").user
    client.force_login(alice)
    address = page(old, f"merge/{new.slug}/")
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert "ask the coalition to do it" in words_of(client.get(page(old, "merge/")))

    MembershipFactory(user=alice, group=new, role="organiser")
    assert client.get(address).status_code == 200
    assert address in main_links(client.get(page(old, "merge/")))


@pytest.mark.usefixtures("belgium")
def test_groups_of_one_commune_are_proposed_under_its_old_name_too(client, carla):
    today = Area.objects.get(name_fr="Bastogne", valid_to=None)
    before = Area.objects.get(name_fr="Bertogne")
    old, new = GroupFactory(areas=[before.code]), GroupFactory(areas=[today.code])
    elsewhere = GroupFactory(areas=["92094"])
    client.force_login(carla)
    for one, other in ((old, new), (new, old)):
        links = main_links(client.get(page(one, "merge/")))
        assert page(one, f"merge/{other.slug}/") in links
        assert page(one, f"merge/{elsewhere.slug}/") not in links


def test_groups_of_two_kinds_or_the_coalition_do_not_merge(old, new, carla):
    coalition = Group.objects.get(kind="coalition")
    organisation = GroupFactory(kind="organisation")
    for group, into in ((old, organisation), (old, old), (coalition, coalition)):
        with pytest.raises(CannotMerge):
            merge_groups(group=group, into=into, by=carla, now=NOW)
    Group.objects.filter(pk=new.pk).update(archived_at=NOW)
    with pytest.raises(GroupIsArchived):
        merge_groups(group=old, into=new, by=carla, now=NOW)
    assert mails() == []


def test_the_words_for_what_passes_are_translated_late():
    """Said in the language of who reads them, not in that of who started the site."""
    words = MOVES["groups.membership.group"].words
    with override("fr"):
        assert str(words) == "rôles de ses membres"
    with override("en"):
        assert str(words) == "roles of its people"
