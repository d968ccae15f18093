"""What a coordinator's home says of elections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.elections.models import Candidacy, CandidateFile
from socle.elections.tests.factories import CandidacyFactory, ContestFactory, ElectionFactory
from socle.elections.tests.people import browser, coordinator
from socle.groups.tests.factories import UserFactory
from socle.web.tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]


def steps(client):
    found = client.get("/en/my-home/").context["steps"]
    return [str(step.words) for step in found if step.kind in {"candidates", "results"}]


def held(days):
    day = timezone.localdate() - timedelta(days=days)
    return ContestFactory(election=ElectionFactory(day=day, opens_on=day))


def test_files_begun_and_results_not_told_wait_for_coordinators():
    alice = coordinator()
    home = browser(alice)
    assert steps(home) == []
    lately, long_ago = held(3), held(400)
    for contest in (lately, long_ago, ContestFactory()):
        CandidacyFactory(list__contest=contest)
    CandidateFile.objects.create(
        election=lately.election,
        file_name="lists.csv",
        made_by=alice,
        made_at=timezone.now(),
        state="read",
        source_title="Poster",
    )
    both = ["Go on with the candidates you sent", "Say who was elected in a contest"]
    assert steps(home) == both
    assert "Go on with “lists.csv”" in words_of(home.get("/en/coalition/candidates/"))
    assert steps(browser(UserFactory())) == []
    Candidacy.objects.filter(contest=lately).update(elected=True)
    assert steps(home) == both[:1]
