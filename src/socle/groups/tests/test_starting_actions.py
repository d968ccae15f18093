"""Starting, changing, archiving a group and accepting the charter, as acts."""

from datetime import timedelta

import pytest

from socle.accounts.models import JournalEntry
from socle.foundation.models import OutgoingMail, SearchDocument, Stamp
from socle.groups.actions.archiving import CannotComeBack, archive_group, bring_back_group
from socle.groups.actions.changing import ChangedMeanwhile, NotEditable, change_group
from socle.groups.actions.charter import NotTheCurrentRelease, accept_charter
from socle.groups.actions.living import GroupIsArchived
from socle.groups.actions.starting import start_group
from socle.groups.models import Group
from socle.groups.queries.charter import charter
from socle.groups.rules import GROUPS, may_speak_publicly, who
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.territories.models import Area

pytestmark = pytest.mark.usefixtures("belgium")

LATER = NOW + timedelta(hours=2)


def start(by, **besides):
    given = {"name": "Gembloux en commun", "languages": ["fr", "nl"], "now": NOW} | besides
    areas = Area.objects.filter(code="92142")
    return start_group(by=by, areas=areas, **given)


def journal():
    rows = JournalEntry.objects.filter(verb__startswith="groups.").order_by("pk")
    return list(rows.values_list("verb", "by__name", "reason"))


def version():
    return Stamp.objects.filter(name=GROUPS).values_list("version", flat=True).first()


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@example.org")


def test_alice_starts_the_group_of_her_commune_and_organises_it(alice):
    group = start(alice)

    row = Group.objects.get(pk=group.pk)
    assert (row.kind, row.name, row.sort_name) == ("local", "Gembloux en commun", group.sort_name)
    assert (row.language_codes, [area.code for area in row.areas.all()]) == (
        ["fr", "nl"],
        ["92142"],
    )
    assert (row.public_since, row.alive_at, row.welcomed_at, row.is_new) == (NOW, NOW, None, True)
    assert who(alice, day=TODAY).roles_in(row) == {"member", "organiser"}
    assert journal() == [("groups.group.started", "Alice", "")]


def test_a_new_group_does_not_speak_publicly_before_it_is_welcomed_and_accepted_the_charter(alice):
    group = start(alice)
    assert not may_speak_publicly(group)

    accept_charter(group=group, by=alice, release=1, language="fr", now=NOW)
    assert not may_speak_publicly(group)

    Group.objects.filter(pk=group.pk).update(welcomed_at=NOW)
    assert may_speak_publicly(Group.objects.get(pk=group.pk))


def test_a_new_group_is_found_in_every_language_and_kept_pages_are_told(alice):
    before = version()
    group = start(alice, presentation="We **repair** bicycles ![of all](http://x.org/y.png)")

    found = SearchDocument.objects.filter(key=f"groups.group:{group.pk}").order_by("language")
    assert [(row.language, row.kind, row.title, row.url) for row in found] == [
        ("de", "group", group.name, f"/de/gruppe/{group.slug}/"),
        ("en", "group", group.name, f"/en/group/{group.slug}/"),
        ("fr", "group", group.name, f"/fr/groupe/{group.slug}/"),
        ("nl", "group", group.name, f"/nl/groep/{group.slug}/"),
    ]
    assert found[1].body == "Gembloux\nWe repair bicycles of all"
    assert version() != before


def test_the_coalition_is_told_each_coordinator_in_their_language(alice):
    coalition = GroupFactory(kind="coalition")
    for name, language in (("Ann", "nl"), ("Luc", "fr")):
        user = UserFactory(email=f"{name}@example.org", language=language)
        MembershipFactory(group=coalition, user=user, role="organiser")
    MembershipFactory(group=coalition, role="member")

    group = start(alice)

    sent = OutgoingMail.objects.order_by("to")
    assert [(mail.to, mail.language) for mail in sent] == [
        ("Ann@example.org", "nl"),
        ("Luc@example.org", "fr"),
    ]
    assert f"http://localhost:8000/nl/groep/{group.slug}/" in sent[0].text


def test_a_coalition_with_an_address_is_told_there_and_nobody_else(alice):
    coalition = GroupFactory(
        kind="coalition", contact_email="hello@coalition.example", languages="en fr"
    )
    MembershipFactory(group=coalition, role="organiser")

    group = start(alice)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "hello@coalition.example",
        "A new group: Gembloux en commun",
    )
    assert "Alice has just started a local group, “Gembloux en commun”." in mail.text
    assert "Where: Gembloux" in mail.text
    welcome = f"http://localhost:8000/en/coalition/groups/{group.slug}/"
    assert mail.text.count(f"Welcome the group\n{welcome}\n") == 1
    assert f'<a href="{welcome}">Welcome the group</a>' in mail.html
    assert "alice@example.org" not in mail.text + mail.html


def test_a_change_is_written_with_what_it_touched(alice):
    group = start(alice)

    changed = change_group(
        group=group,
        by=alice,
        seen=1,
        now=LATER,
        words={"name": "Gembloux ensemble", "place": "Maison des associations", "website": ""},
        areas=Area.objects.filter(code__in=["92142", "92094"]),
        topics=[],
    )

    assert (changed.name, changed.version, changed.alive_at) == ("Gembloux ensemble", 2, LATER)
    assert changed.sort_name == "gembloux ensemble"
    assert journal()[-1] == ("groups.group.changed", "Alice", "name, place, areas")
    titles = SearchDocument.objects.filter(key=f"groups.group:{group.pk}")
    assert set(titles.values_list("title", flat=True)) == {"Gembloux ensemble"}


def test_saving_what_is_there_already_changes_nothing(alice):
    group = start(alice)
    before = version()

    same = change_group(group=group, by=alice, seen=1, now=LATER, words={"name": group.name})

    assert (same.version, same.updated_at, version()) == (1, NOW, before)
    assert len(journal()) == 1


def test_the_second_of_two_to_save_is_told_and_nothing_is_written(alice):
    group = start(alice)
    change_group(group=group, by=alice, seen=1, now=NOW, words={"place": "At the library"})

    with pytest.raises(ChangedMeanwhile) as told:
        change_group(group=group, by=alice, seen=1, now=LATER, words={"place": "At the school"})

    assert (told.value.group.place, told.value.group.version) == ("At the library", 2)
    assert Group.objects.get(pk=group.pk).place == "At the library"


def test_only_what_stands_on_the_page_can_be_changed(alice):
    group = start(alice)
    with pytest.raises(NotEditable):
        change_group(group=group, by=alice, seen=1, now=NOW, words={"welcomed_at": "now"})


def test_a_coordinator_who_changes_a_group_gives_it_no_sign_of_life(alice):
    group = start(alice)
    stranger = UserFactory()

    change_group(group=group, by=stranger, seen=1, now=LATER, words={"place": "Here"})

    row = Group.objects.get(pk=group.pk)
    assert (row.alive_at, row.updated_at) == (NOW, LATER)


def test_an_acceptance_keeps_which_words_were_read(alice):
    group = start(alice)

    first = accept_charter(group=group, by=alice, release=1, language="nl", now=NOW)
    again = accept_charter(group=group, by=alice, release=1, language="fr", now=LATER)

    assert (first.language, first.digest) == ("nl", charter("nl", 1).digest)
    assert (again.pk, again.language, again.accepted_at) == (first.pk, "nl", NOW)
    assert journal()[-1] == ("groups.charter.accepted", "Alice", "1")
    assert len(journal()) == 2


def test_an_organisation_accepts_from_a_signed_link_without_an_account():
    group = GroupFactory(kind="organisation", alive_at=NOW)

    signed = accept_charter(
        group=group,
        by=None,
        release=1,
        language="fr",
        now=LATER,
        signed_name="Marie Dupont",
        signed_as="présidente",
    )

    assert (signed.accepted_by, signed.signed_name, signed.signed_as) == (
        None,
        "Marie Dupont",
        "présidente",
    )
    assert Group.objects.get(pk=group.pk).alive_at == LATER


def test_words_that_are_not_in_force_are_not_accepted(alice):
    group = start(alice)
    with pytest.raises(NotTheCurrentRelease):
        accept_charter(group=group, by=alice, release=7, language="fr", now=NOW)


def test_an_archived_group_stays_as_it_was_and_is_no_longer_found(alice):
    group = start(alice)
    other = MembershipFactory(group=group, role="organiser", user__email="bob@example.org")

    archived = archive_group(group=group, by=alice, now=LATER)
    archive_group(group=group, by=alice, now=LATER + timedelta(days=1))

    assert archived.archived_at == LATER
    assert journal()[1:] == [("groups.group.archived", "Alice", "")]
    assert not SearchDocument.objects.filter(key=f"groups.group:{group.pk}").exists()
    assert [mail.to for mail in OutgoingMail.objects.all()] == [other.user.email]
    for act in (
        lambda: change_group(group=group, by=alice, seen=1, now=LATER, words={"name": "x"}),
        lambda: accept_charter(group=group, by=alice, release=1, language="fr", now=LATER),
    ):
        with pytest.raises(GroupIsArchived):
            act()


def test_a_group_that_is_brought_back_has_its_people_and_is_found_again(alice):
    group = start(alice)
    archive_group(group=group, by=alice, now=LATER)
    assert who(alice, day=TODAY).roles_in(group) == frozenset()

    bring_back_group(group=group, by=UserFactory(name="Carla"), now=LATER)

    assert who(alice, day=TODAY).roles_in(group) == {"member", "organiser"}
    assert SearchDocument.objects.filter(key=f"groups.group:{group.pk}").count() == 4
    assert journal()[-1] == ("groups.group.restored", "Carla", "")


def test_a_merged_group_and_a_second_coalition_do_not_come_back(alice):
    whole = GroupFactory()
    merged = GroupFactory(merged_into=whole, archived_at=NOW)
    GroupFactory(kind="coalition")
    former = GroupFactory(kind="coalition", archived_at=NOW)

    for group in (merged, former):
        with pytest.raises(CannotComeBack):
            bring_back_group(group=group, by=alice, now=LATER)
