"""What goes by itself at the end of its time, and what stays."""

from datetime import UTC, datetime, timedelta

import pytest

from socle.accounts.actions.retention import forget_unused
from socle.accounts.models import DataExport, EmailChange, Session, Subscription, User

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)


def person(name, joined, **fields):
    user = User.objects.create_user(f"{name}@example.org", **fields)
    User.objects.filter(pk=user.pk).update(joined_at=joined)
    return user


@pytest.mark.django_db
def test_sign_ups_nobody_used_go_after_thirty_days():
    long_ago, lately = NOW - 30 * DAY - MOMENT, NOW - 30 * DAY
    person("gone", long_ago)
    person("young", lately)
    person("came", long_ago, last_login=long_ago)
    person("made", long_ago, is_superuser=True, is_staff=True)
    assert forget_unused(now=NOW)["sign_ups"] == 1
    assert sorted(User.objects.values_list("email", flat=True)) == [
        "came@example.org",
        "made@example.org",
        "young@example.org",
    ]


@pytest.mark.django_db
def test_the_rest_goes_at_the_end_of_its_own_time():
    alice, bob = (User.objects.create_user(f"{n}@example.org", last_login=NOW) for n in "ab")
    old, young = NOW - 31 * DAY, NOW - DAY
    for user, at in ((alice, old), (bob, young)):
        DataExport.objects.create(user=user, asked_at=at, made_at=at, content=b"")
        EmailChange.objects.create(user=user, new_email="c@example.org", nonce="n", asked_at=at)
        Session.objects.create(session_key=user.email, expire_date=at + 2 * DAY, user=user)
        fields = {"language": "fr", "nonce": "n", "asked_at": at}
        Subscription.objects.create(email=f"new{user.email}", **fields)
        Subscription.objects.create(email=f"confirmed{user.email}", confirmed_at=at, **fields)
    gone = forget_unused(now=NOW)
    assert gone == {
        "sign_ups": 0,
        "subscriptions": 1,
        "copies": 1,
        "email_changes": 1,
        "sessions": 1,
    }
    assert [e.user for e in DataExport.objects.all()] == [bob]
    assert [c.user for c in EmailChange.objects.all()] == [bob]
    assert [s.user for s in Session.objects.all()] == [bob]
    assert not Subscription.objects.filter(email="newa@example.org").exists()
    assert set(forget_unused(now=NOW).values()) == {0}
