"""Schools are asked of those elected to the Walloon Parliament: each page says of whom, and why."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from socle.commitments.actions.asking import propose_ask
from socle.commitments.queries.answering import asks_of
from socle.commitments.queries.asking import asks_of as questions
from socle.commitments.queries.links import token_of
from socle.commitments.queries.paper import letter_on_paper, words_of_invitation
from socle.commitments.queries.paths import ask_path
from socle.commitments.tests.campaign import group_in, in_a_hundred_days, organiser_of, provision_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.commitments.tests.test_asking_pages import address
from socle.demands.tests.people import browser, coordinator
from socle.elections.tests.factories import ContestFactory, ElectionFactory
from socle.territories.models import Area, Body
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
WHOM = (
    "Asked of: Parliament of the French Community (Wallonia-Brussels Federation). The 75 people "
    "elected to the Walloon Parliament sit there too. Whoever took the oath only or first in "
    "German is replaced there by a substitute."
)
SOURCE = "art. 24, § 3, et art. 50"


@pytest.fixture
def contest():
    """The constituency of Namur, for the Walloon Parliament."""
    return ContestFactory(
        code="walloon-namur",
        election=ElectionFactory(slug="coming", day=in_a_hundred_days()),
        body=Body.objects.get(code="walloon-parliament"),
        area=Area.objects.get(code="03000"),
        areas=["92094", "92142"],
        name_en="Namur",
    )


@pytest.fixture
def schools():
    provision = provision_of("Une école sans facture", levels=("community",))
    provision.area = Area.objects.get(code="COMFR")
    provision.save()
    return provision


@pytest.fixture
def group():
    return group_in("92142")


@pytest.fixture
def page(group):
    return browser(organiser_of(group))


def test_who_chooses_and_proposes_reads_whom_it_is_asked_of(page, group, contest, schools):
    chosen = page.get(address("choose", group, contest.pk))
    assert WHOM in read(chosen)
    propose_ask(contest=contest, group=group, provision=schools, by=None, now=timezone.now())
    assert WHOM in read(page.get(address("way", group, contest.pk)))


def test_who_answers_and_whoever_reads_see_it_with_its_source(client, contest, schools):
    questionnaire = QuestionnaireFactory(
        contest=contest, deadline=timezone.now() + timedelta(days=21)
    )
    ask = AskFactory(questionnaire=questionnaire, provision=schools)
    own = AskFactory(questionnaire=questionnaire)
    own.provision.level = contest.body.level
    own.provision.save()
    invitation = InvitationFactory(
        questionnaire=questionnaire, expires_at=timezone.now() + timedelta(days=23)
    )
    assert asks_of(questionnaire) == [ask, own]
    first = read(client.get(f"/en/answer/{token_of(invitation)}/1/"))
    assert WHOM in first
    assert SOURCE in first
    assert "Asked of:" not in read(client.get(f"/en/answer/{token_of(invitation)}/2/"))
    with override("en"):
        public = read(client.get(ask_path(ask, ask.words.get())))
    assert WHOM in public
    assert SOURCE in public


def test_messages_and_letters_of_invitation_say_it_too(contest, schools):
    questionnaire = QuestionnaireFactory(contest=contest)
    AskFactory(questionnaire=questionnaire, provision=schools, words="No bill at school")
    invitation = InvitationFactory(
        questionnaire=questionnaire, expires_at=timezone.now() + timedelta(days=23)
    )
    (said,) = words_of_invitation(questionnaire, questions(questionnaire), "nl", None)["asks"]
    assert [council for council, _why in said.whom] == [
        "Parlement van de Franse Gemeenschap (Federatie Wallonië-Brussel)"
    ]
    letter = " ".join(re.sub("<[^>]+>", " ", str(letter_on_paper(invitation))).split())
    assert "No bill at school (Parliament of the French Community" in letter
    assert WHOM in letter


def test_who_asks_the_whole_level_reads_which_contests_and_why(contest, schools):
    query = f"provision={schools.pk}&election={contest.election.pk}&region="
    with override("en"):
        path = reverse("commitments:round-new")
    shown = read(browser(coordinator()).get(f"{path}?{query}"))
    assert "Asked in 1 contest" in shown
    assert "Walloon Parliament · Namur" in shown
    assert WHOM in shown
    # No French-language list of Brussels is asked: no contest of Brussels is to come.
    assert shown.count("Asked of:") == 1
