"""Who speaks for an institution: named, told, shown only if they agree, ended by either side."""

from datetime import date

import pytest
from django.utils import timezone

from socle.accounts.models import Consent
from socle.accounts.purposes import DELEGATION_SHOWN
from socle.foundation.models import OutgoingMail
from socle.groups.actions.delegating import (
    AlreadySpeaks,
    EndsBeforeItBegins,
    NotAnInstitution,
    end_delegation,
    give_delegation,
)
from socle.groups.models import Delegation
from socle.groups.queries.voices import delegates_shown
from socle.groups.rules import who
from socle.groups.tests.factories import (
    NOW,
    TODAY,
    DelegationFactory,
    GroupFactory,
    MembershipFactory,
    UserFactory,
)
from socle.groups.tests.seen import mails, notices, page, verbs
from socle.web.tests.reading import headings, html_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mosque():
    return GroupFactory(name="Mosquée de Jambes", kind="organisation")


@pytest.fixture
def alice(mosque):
    """Organises the institution."""
    alice = UserFactory(name="Alice", email="alice@example.org", language="en")
    MembershipFactory(user=alice, group=mosque, role="organiser")
    return alice


@pytest.fixture
def bob(mosque):
    """Is in the institution."""
    bob = UserFactory(name="Bob", email="bob@example.org", language="en")
    MembershipFactory(user=bob, group=mosque, role="member")
    return bob


def test_an_organiser_names_somebody_who_is_told(client, mosque, alice, bob):
    client.force_login(alice)
    address = page(mosque, f"members/{bob.pk}/delegation/")
    assert headings(client.get(address), 1) == ["Name Bob to speak for it"]

    done = client.post(address, {"since": "2026-11-01", "until": "2027-06-30"}, follow=True)

    assert notices(done) == ["Bob speaks for “Mosquée de Jambes”, and is told."]
    row = Delegation.objects.get()
    assert (row.user, row.since, row.until) == (bob, date(2026, 11, 1), date(2027, 6, 30))
    assert row.given_by == alice
    assert verbs() == ["groups.delegation.given"]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "bob@example.org",
        "You are named to speak for “Mosquée de Jambes”",
    )
    assert "Alice says that you speak for “Mosquée de Jambes” from 1 November 2026 on." in mail.text
    assert f"/en/delegation/{row.pk}/" in mail.text


def test_rights_derive_from_it_and_from_its_days(mosque, bob):
    other = UserFactory()
    give_delegation(institution=mosque, user=other, since=date(2026, 12, 1), by=bob, now=NOW)

    assert who(other, day=date(2026, 11, 30)).roles_in(mosque) == frozenset()
    assert who(other, day=date(2026, 12, 1)).roles_in(mosque) == {"delegate"}


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("", "", "Say on which day."),
        ("yesterday", "", "Type a day, such as 31/12/2026."),
        ("2026-11-20", "2026-11-20", "This day comes before the first one, or is the same."),
        ("2026-11-20", "2025-11-20", "This day comes before the first one, or is the same."),
    ],
)
def test_days_that_make_no_sense_are_refused(client, mosque, alice, bob, since, until, words):
    client.force_login(alice)
    refused = client.post(
        page(mosque, f"members/{bob.pk}/delegation/"), {"since": since, "until": until}
    )
    assert refused.status_code == 422
    assert words in words_of(refused)
    assert Delegation.objects.count() == 0


@pytest.mark.parametrize(
    ("since", "until", "overlaps"),
    [
        ((2026, 1, 1), None, True),
        ((2025, 1, 1), (2026, 3, 2), True),
        ((2025, 1, 1), (2026, 3, 1), False),
        ((2026, 8, 31), None, True),
        ((2026, 9, 1), None, False),
        ((2026, 4, 1), (2026, 5, 1), True),
    ],
)
def test_nobody_speaks_twice_for_one_institution_on_one_day(mosque, bob, since, until, overlaps):
    there = {"institution": mosque, "user": bob, "by": None, "now": NOW}
    give_delegation(since=date(2026, 3, 1), until=date(2026, 9, 1), **there)
    besides = {"since": date(*since), "until": date(*until) if until else None}

    if overlaps:
        with pytest.raises(AlreadySpeaks):
            give_delegation(**there, **besides)
    else:
        give_delegation(**there, **besides)
    assert Delegation.objects.count() == (1 if overlaps else 2)


def test_the_page_says_that_they_speak_for_it_already(client, mosque, alice, bob):
    DelegationFactory(user=bob, institution=mosque)
    client.force_login(alice)
    refused = client.post(page(mosque, f"members/{bob.pk}/delegation/"), {"since": "2026-11-20"})
    assert refused.status_code == 422
    assert "They speak for it on some of these days already." in words_of(refused)


def test_only_an_institution_is_spoken_for(client, bob):
    local = GroupFactory(kind="local")
    MembershipFactory(user=bob, group=local, role="organiser")
    with pytest.raises(NotAnInstitution):
        give_delegation(institution=local, user=bob, since=TODAY, by=bob, now=NOW)
    client.force_login(bob)
    assert client.get(page(local, f"members/{bob.pk}/delegation/")).status_code == 404


def test_the_last_day_comes_after_the_first(mosque, bob):
    with pytest.raises(EndsBeforeItBegins):
        give_delegation(institution=mosque, user=bob, since=TODAY, until=TODAY, by=None, now=NOW)


# --- what the person named may do ---


def test_the_person_refuses_and_the_organisers_are_told(client, mosque, alice, bob):
    row = DelegationFactory(user=bob, institution=mosque, given_by=alice)
    client.force_login(bob)
    seen = client.get(f"/en/delegation/{row.pk}/")
    assert headings(seen, 1) == ["You speak for this institution"]

    done = client.post(f"/en/delegation/{row.pk}/end/", follow=True)

    assert notices(done) == ["You no longer speak for “Mosquée de Jambes”."]
    assert who(bob, day=timezone.localdate()).roles_in(mosque) == {"member"}
    assert mails() == [("alice@example.org", "Bob no longer speaks for “Mosquée de Jambes”")]
    assert verbs() == ["groups.delegation.ended"]
    client.post(f"/en/delegation/{row.pk}/end/")
    assert len(mails()) == 1


def test_an_organiser_ends_it_and_the_person_is_told(mosque, alice, bob):
    row = DelegationFactory(user=bob, institution=mosque)
    end_delegation(delegation=row, by=alice, now=NOW)
    assert mails() == [("bob@example.org", "You no longer speak for “Mosquée de Jambes”")]
    row.refresh_from_db()
    assert row.until == TODAY


def test_what_has_not_begun_never_begins(mosque, alice, bob):
    row = DelegationFactory(user=bob, institution=mosque, since=date(2027, 1, 1))
    end_delegation(delegation=row, by=alice, now=NOW)
    row.refresh_from_db()
    assert row.until == row.since == date(2027, 1, 1)


def test_the_delegation_of_somebody_else_looks_like_none(client, mosque, bob):
    row = DelegationFactory(institution=mosque)
    client.force_login(bob)
    assert client.get(f"/en/delegation/{row.pk}/").status_code == 404
    assert client.post(f"/en/delegation/{row.pk}/end/").status_code == 404
    assert client.get("/en/delegation/99999/").status_code == 404


# --- shown only to whom it concerns, unless the person agrees ---


def test_it_is_shown_publicly_only_while_the_person_agrees(client, mosque, bob):
    row = DelegationFactory(user=bob, institution=mosque)
    assert delegates_shown([mosque], day=TODAY) == {}
    client.force_login(bob)
    html = html_of(client.get(f"/en/delegation/{row.pk}/"))
    assert 'name="shown"' in html
    assert "checked" not in html.partition("<main")[2]

    client.post(f"/en/delegation/{row.pk}/", {"shown": "on"})

    assert delegates_shown([mosque], day=TODAY) == {mosque.pk: [bob]}
    consent = Consent.objects.get()
    assert (consent.purpose, consent.about) == (DELEGATION_SHOWN, f"groups.group:{mosque.pk}")
    assert consent.words == "My name may be shown beside the institution I speak for."

    client.post(f"/en/delegation/{row.pk}/")
    assert delegates_shown([mosque], day=TODAY) == {}


def test_agreeing_for_one_institution_says_nothing_of_another(mosque, bob):
    union = GroupFactory(kind="organisation")
    DelegationFactory(user=bob, institution=mosque)
    DelegationFactory(user=bob, institution=union)
    Consent.objects.create(
        user=bob,
        purpose=DELEGATION_SHOWN,
        about=f"groups.group:{union.pk}",
        words="x",
        language="en",
        given_at=NOW,
    )
    assert delegates_shown([mosque, union], day=TODAY) == {union.pk: [bob]}


def test_the_consent_ends_with_the_delegation(client, mosque, alice, bob):
    row = DelegationFactory(user=bob, institution=mosque)
    client.force_login(bob)
    client.post(f"/en/delegation/{row.pk}/", {"shown": "on"})
    end_delegation(delegation=row, by=alice, now=NOW)
    assert Consent.objects.get().withdrawn_at == NOW


def test_a_stranger_finds_the_name_nowhere_on_the_public_page(client, mosque, bob):
    DelegationFactory(user=bob, institution=mosque)
    assert "Bob" not in html_of(client.get(page(mosque)))
    client.force_login(UserFactory(name="Mallory"))
    assert "Bob" not in html_of(client.get(page(mosque)))


@pytest.mark.parametrize("count", [1, 10])
def test_showing_them_takes_two_queries(django_assert_num_queries, count):
    groups = GroupFactory.create_batch(count, kind="organisation")
    for group in groups:
        row = DelegationFactory(institution=group)
        Consent.objects.create(
            user=row.user,
            purpose=DELEGATION_SHOWN,
            about=f"groups.group:{group.pk}",
            words="x",
            language="en",
            given_at=NOW,
        )
    with django_assert_num_queries(2):
        assert len(delegates_shown(groups, day=TODAY)) == count
