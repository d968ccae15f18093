"""Addresses served to put questions before a vote: half a year after it nobody keeps them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from socle.accounts.models import JournalEntry
from socle.commitments.actions.inviting_addresses import forget_addresses
from socle.commitments.models import Invitation
from socle.commitments.tests.rows import InvitationFactory, QuestionnaireFactory
from socle.commitments.transfer.held import HELD
from socle.elections.tests.factories import CandidacyFactory, ContestFactory, ElectionFactory
from socle.groups.tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


def invited(days_after, code="92142"):
    """A list and a candidate of a vote that was so many days before NOW."""
    day = timezone.localdate(NOW) - days_after * DAY
    election = ElectionFactory(day=day, opens_on=day - 90 * DAY, slug=f"vote-{code}")
    questionnaire = QuestionnaireFactory(contest=ContestFactory(code=code, election=election))
    listed = InvitationFactory(questionnaire=questionnaire)
    InvitationFactory(
        questionnaire=questionnaire,
        list=listed.list,
        candidacy=CandidacyFactory(list=listed.list),
        channel="email",
    )
    return election


def addresses(election):
    rows = Invitation.objects.filter(questionnaire__contest__election=election)
    return {row.address for row in rows}


def test_they_are_forgotten_and_where_they_were_published_stays():
    old, recent = invited(180), invited(179, "92094")
    assert [forget_addresses(now=NOW), forget_addresses(now=NOW)] == [2, 0]
    assert addresses(old) == {""}
    assert len(addresses(recent) - {""}) == 2
    gone = Invitation.objects.filter(address="")
    assert set(gone.values_list("address_source", "address_forgotten_at")) == {
        ("https://list.example/", NOW)
    }


def test_the_journal_says_so_once_an_election():
    old = invited(400)
    forget_addresses(now=NOW)
    forget_addresses(now=NOW + DAY)
    [entry] = JournalEntry.objects.filter(verb="commitments.addresses.forgotten")
    assert (entry.target, entry.by) == (f"elections.election:{old.pk}", None)


def test_the_data_page_says_how_long():
    [held] = [each for each in HELD if each.model == "commitments.invitation"]
    with override("en"):
        assert "the address until 180 days after the vote" in str(held.kept)
