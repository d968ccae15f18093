"""Somebody agrees to stay named, and no longer does."""

import pytest

from socle.accounts.models import JournalEntry
from socle.elections.tests.factories import CandidacyFactory, PersonFactory
from socle.elections.tests.people import browser, coordinator, errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def test_they_agree_then_no_longer_and_the_second_of_two_is_told(client):
    alice = browser(coordinator())
    zoe = CandidacyFactory().person
    url = f"/en/coalition/person/{zoe.pk}/named/"
    desk = f"/en/coalition/person/{zoe.pk}/"
    assert desk in alice.get(f"/en/person/{zoe.pk}/").content.decode()
    assert desk not in client.get(f"/en/person/{zoe.pk}/").content.decode()
    assert url in alice.get(desk).content.decode()
    seen = alice.get(url).context["form"]["seen"].value()
    assert errors(alice.post(url, {"seen": seen})) == {"reason": ["Say how they told us."]}
    sent = {"reason": "Letter of 3 May.", "seen": seen}
    assert alice.post(url, sent).status_code == 302
    zoe.refresh_from_db()
    assert zoe.stays_named_at is not None
    page = alice.get(url).content.decode()
    assert ("They no longer agree" in page, "They agree to stay named" in page) == (True, False)
    # Pressed twice, it does not take itself back.
    assert alice.post(url, sent).status_code == 409
    zoe.refresh_from_db()
    assert zoe.stays_named_at is not None
    now = alice.get(url).context["form"]["seen"].value()
    alice.post(url, {"reason": "Call of 4 May.", "seen": now})
    zoe.refresh_from_db()
    assert zoe.stays_named_at is None
    lines = JournalEntry.objects.filter(verb__startswith="elections.").order_by("pk")
    assert list(lines.values_list("verb", "reason")) == [
        ("elections.person.stays", "Letter of 3 May."),
        ("elections.person.leaves", "Call of 4 May."),
    ]
    merged = PersonFactory(merged_into=zoe)
    assert alice.get(f"/en/coalition/person/{merged.pk}/named/")["Location"] == url
