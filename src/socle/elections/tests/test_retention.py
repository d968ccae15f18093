"""Addresses of lists and candidates are forgotten half a year after their vote."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.elections.actions.retention import forget_addresses
from socle.elections.models import CandidateImport, ImportChange
from socle.elections.tests.factories import (
    CandidacyFactory,
    ContestFactory,
    ElectionFactory,
    ElectoralListFactory,
)
from socle.elections.transfer.held import HELD
from socle.groups.tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


def stood(days_after, code="92142"):
    """Somebody on a list of a vote that was so many days before NOW."""
    day = timezone.localdate(NOW) - days_after * DAY
    election = ElectionFactory(day=day, opens_on=day - 90 * DAY, slug=f"vote-{code}")
    contest = ContestFactory(code=code, election=election)
    row = ElectoralListFactory(
        contest=contest, contact_email="list@example.org", contact_source="Poster"
    )
    return CandidacyFactory(list=row, email="head@example.org")


def known(candidacy):
    candidacy.refresh_from_db()
    candidacy.list.refresh_from_db()
    return candidacy.email, candidacy.list.contact_email, candidacy.list.contact_source


def test_of_lists_and_candidates_alike_and_not_before():
    old, recent = stood(180), stood(179, "92094")
    assert [forget_addresses(now=NOW), forget_addresses(now=NOW)] == [2, 0]
    assert known(old) == ("", "", "")
    assert known(recent) == ("head@example.org", "list@example.org", "Poster")
    assert JournalEntry.objects.filter(verb="elections.addresses.forgotten").count() == 1


def test_those_that_an_import_replaced_too():
    old = stood(200)
    made_by = CandidateImport.objects.create(
        file_name="lists.csv",
        source_title="Poster",
        election=old.contest.election,
        created=0,
        updated=1,
        unchanged=0,
        refused=0,
        at=NOW,
    )
    change = ImportChange.objects.create(
        made_by=made_by,
        row=1,
        kind="candidacy",
        key=old.pk,
        before={"email": "before@example.org", "position": 3},
    )
    forget_addresses(now=NOW)
    change.refresh_from_db()
    assert change.before == {"email": "", "position": 3}


def test_the_data_page_says_how_long():
    with override("en"):
        told = {each.model: str(each.kept) for each in HELD}
    for model in ("elections.candidacy", "elections.electorallist"):
        assert told[model].startswith("the address until 180 days after the vote")
