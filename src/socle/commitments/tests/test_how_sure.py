"""How sure anyone can be that it is them: whose address it was, and where that was published."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from socle.commitments.models import Answer
from socle.commitments.tests.asked import Asked
from socle.commitments.tests.posted import Posted
from socle.commitments.tests.respondents import contest_with, send
from socle.commitments.tests.rows import InvitationFactory
from socle.elections.tests.factories import CandidacyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
PAGE = "https://zoe.example/"


@pytest.mark.parametrize(
    ("via", "certainty", "of_list", "of_candidate"),
    [
        (
            "link",
            "published_address",
            "from the link sent to the address that the list published",
            "from the link sent to the address that the candidate published",
        ),
        (
            "email",
            "published_address",
            "by e-mail, from the address that the list published",
            "by e-mail, from the address that the candidate published",
        ),
        ("link", "head_of_list", *["confirmed by the head of the list"] * 2),
        ("stage", "witnesses", *["said on stage before witnesses"] * 2),
        ("letter", "signature", *["letter with a signature"] * 2),
    ],
)
def test_is_said_of_whoever_answered(via, certainty, of_list, of_candidate):
    answers = [Answer(via=via, certainty=certainty, candidacy_id=key) for key in (None, 7)]
    with override("en"):
        assert [answer.how_sure for answer in answers] == [of_list, of_candidate]


@pytest.mark.parametrize(
    ("via", "source", "told"),
    [
        ("link", PAGE, PAGE),
        ("email", PAGE, PAGE),
        ("link", "Told by Zoé’s sister", ""),
        ("link", "https://x.example/zoe@example.org", ""),
        ("link", "javascript:alert(1)", ""),
        ("stage", "https://video.example/#t=5", ""),
    ],
)
def test_says_where_the_address_was_published_where_anyone_can_look(via, source, told):
    assert Answer(via=via, source=source).address_published_at == told


def test_a_head_who_answers_for_themself_does_not_confirm_for_the_list():
    questionnaire, ask, [of_list] = contest_with(lists=1)
    head = CandidacyFactory(list=of_list.list, is_head=True, email="zoe@example.org")
    own = InvitationFactory(
        questionnaire=questionnaire, list=of_list.list, candidacy=head, address="zoe@example.org"
    )
    of_list.address = "zoe@example.org"
    of_list.save()
    answers = [send(row, ask) for row in (own, of_list)]
    assert [row.certainty for row in answers] == ["published_address", "head_of_list"]


def test_the_page_of_an_ask_leads_to_where_it_was_published(client):
    asked = Asked()
    asked.answer(asked.lists[2], asked.trams, source=PAGE)
    with override("en"):
        page = client.get(reverse("commitments:ask", args=[asked.trams.pk]), follow=True)
    assert f'(<a href="{PAGE}" rel="nofollow">where it was published</a>)' in page.content.decode()


def test_an_email_says_where_the_address_it_came_from_was_published():
    posted = Posted(address="tilleuls@example.org")
    posted.confirm(posted.enter(via="email"))
    assert Answer.objects.get().address_published_at == "https://list.example/"
