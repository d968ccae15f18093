"""Pages that name people hear at once of a consent given or withdrawn."""

from datetime import UTC, datetime

import pytest

from socle.accounts.actions.consents import give_consent, withdraw_consent
from socle.accounts.models import User
from socle.accounts.purposes import COALITION_NEWS, DELEGATION_SHOWN, NAME_PUBLIC
from socle.accounts.rules import NAMES
from socle.foundation.kept import versions

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("purpose", "told"), [(NAME_PUBLIC, True), (DELEGATION_SHOWN, True), (COALITION_NEWS, False)]
)
def test_pages_are_told_of_what_lets_a_name_be_said(purpose, told):
    alice = User.objects.create_user("alice@example.org", name="Alice")

    def changes(act):
        before = versions([NAMES])
        act()
        return versions([NAMES]) != before

    def give():
        give_consent(user=alice, purpose=purpose, words="Yes.", language="en", now=NOW)

    def withdraw():
        withdraw_consent(user=alice, purpose=purpose, now=NOW)

    assert [changes(give), changes(give), changes(withdraw), changes(withdraw)] == [
        told,
        False,
        told,
        False,
    ]
