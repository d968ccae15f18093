"""Between deadline and publication somebody reads the words; what insults is held, and mended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.commitments.actions.moderating import (
    NoLongerWaits,
    hold_words,
    let_through,
    read_again,
)
from socle.commitments.actions.publishing import publish_due
from socle.commitments.models import Answer, LedgerLine, Questionnaire
from socle.commitments.tests.respondents import DEADLINE, contest_with, send
from socle.foundation.models import OutgoingMail
from socle.groups.models import Declaration
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
SECRET = "The neighbour is a fool."


@pytest.fixture
def contest():
    return contest_with()


@pytest.fixture
def alice(contest):
    """Organises the group that asks."""
    _questionnaire, ask, _invitations = contest
    person = UserFactory(name="Alice", language="en")
    MembershipFactory(user=person, group=ask.asked_by, role="organiser")
    return person


@pytest.fixture
def sent(contest):
    _questionnaire, ask, (first, _second) = contest
    return send(first, ask, "no", SECRET)


def over(questionnaire):
    """Its deadline is past by the clock of the pages too."""
    Questionnaire.objects.filter(pk=questionnaire.pk).update(
        deadline=timezone.now() - timedelta(hours=1)
    )


def page_of(questionnaire, *parts):
    return "/".join(["/en/reading", str(questionnaire.pk), *map(str, parts), ""])


def test_what_is_held_comes_out_without_its_words_and_its_author_is_told(contest, alice, sent):
    _questionnaire, _ask, (first, _second) = contest
    hold_words(answer=sent, reason="private_person", by=alice, now=DEADLINE)
    publish_due(now=DEADLINE)
    receipt, line = LedgerLine.objects.order_by("seq")
    assert line.kind == "hold"
    assert (line.payload["stance"], line.payload["reason"]) == ("no", "private_person")
    assert line.payload["receipt"] == receipt.seq
    assert SECRET not in str(line.payload)
    mail = OutgoingMail.objects.get(to=first.address, subject__startswith="Words held")
    assert "names somebody in their private life" in mail.text
    assert SECRET in mail.text


def test_it_is_mended_read_again_and_corrects_the_line_of_the_hold(contest, alice, sent):
    _questionnaire, ask, (first, _second) = contest
    hold_words(answer=sent, reason="insult", by=alice, now=DEADLINE)
    publish_due(now=DEADLINE)
    mended = send(first, ask, "no", "Not this way.", now=DEADLINE)
    publish_due(now=DEADLINE)
    assert not LedgerLine.objects.filter(kind="correction").exists()
    let_through(answer=mended, by=alice, now=DEADLINE)
    publish_due(now=DEADLINE)
    line = LedgerLine.objects.get(kind="correction")
    assert (line.payload["words"], line.payload["corrects"]) == ("Not this way.", 2)


def test_once_all_is_read_all_comes_out(contest, alice, sent):
    _questionnaire, ask, (_first, second) = contest
    send(second, ask, "yes")
    publish_due(now=DEADLINE)
    assert not Answer.objects.public().exists()
    let_through(answer=sent, by=alice, now=DEADLINE)
    publish_due(now=DEADLINE)
    assert Answer.objects.public().count() == 2


def test_what_changed_meanwhile_is_neither_held_nor_let_through(contest, alice, sent):
    _questionnaire, ask, (first, _second) = contest
    send(first, ask, "no", "Other words.")
    with pytest.raises(NoLongerWaits):
        let_through(answer=sent, by=alice, now=DEADLINE)
    with pytest.raises(NoLongerWaits):
        hold_words(answer=sent, reason="insult", by=alice, now=DEADLINE)


# --- the pages ---


def test_a_moderator_reads_lets_through_and_holds(client, contest, alice, sent):
    questionnaire, ask, (_first, second) = contest
    other = send(second, ask, "yes", "Gladly.")
    over(questionnaire)
    client.force_login(alice)
    page = client.get(page_of(questionnaire))
    assert headings(page, 1) == ["Words to read before they are published"]
    assert "2 answers to read." in read(page)
    client.post(page_of(questionnaire), {"answer": other.pk})
    hold = page_of(questionnaire, sent.pk, "hold")
    assert client.post(hold).status_code == 422
    client.post(hold, {"reason": "insult"})
    other.refresh_from_db()
    sent.refresh_from_db()
    assert (other.held_why, other.read_at is None) == ("", False)
    assert (sent.held_why, sent.held_by) == ("insult", alice)
    assert "Everything is read" in read(client.get(page_of(questionnaire)))
    assert client.get(hold).status_code == 404
    assert client.post(hold, {"reason": "insult"}).url == page_of(questionnaire)


def aside(person, contest):
    Declaration.objects.create(
        user=person, stands=True, holds=False, body=contest.body, area=contest.area, made_at=NOW
    )


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("visitor", 302, 302),
        ("stranger", 404, 404),
        ("member of the group that asks", 404, 404),
        ("organiser of another group", 404, 404),
        ("organiser of the group that asks", 404, 200),
        ("organiser who stands there", 404, 404),
        ("coordinator", 404, 200),
        ("coordinator who stands there", 404, 404),
        ("administrator", 404, 200),
    ],
)
def test_who_reads_what_is_sealed_and_when(client, contest, sent, who, before, after):
    questionnaire, ask, _invitations = contest
    Questionnaire.objects.update(deadline=timezone.now() + timedelta(days=1))
    person = UserFactory(language="en", is_superuser=who == "administrator")
    group = ask.asked_by
    if who.startswith("coordinator"):
        group = GroupFactory(kind="coalition")
    elif who == "organiser of another group":
        group = GroupFactory()
    if who not in {"visitor", "stranger", "administrator"}:
        role = "member" if who.startswith("member") else "organiser"
        MembershipFactory(user=person, group=group, role=role)
    if who.endswith("stands there"):
        aside(person, questionnaire.contest)
    if who != "visitor":
        client.force_login(person)
    shown = client.get(page_of(questionnaire))
    assert (shown.status_code, SECRET in html_of(shown)) == (before, False)
    over(questionnaire)
    shown = client.get(page_of(questionnaire))
    assert (shown.status_code, SECRET in html_of(shown)) == (after, after == 200)


def step_of(client):
    steps = client.get("/en/my-home/").context["steps"]
    return [(str(step.words), step.url) for step in steps if step.kind == "reading"]


def test_their_home_tells_who_reads_and_leads_there_from_the_deadline_on(
    client, contest, alice, sent
):
    questionnaire = contest[0]
    client.force_login(alice)
    assert step_of(client) == []
    over(questionnaire)
    assert step_of(client) == [
        ("Read what lists answered before it comes out", page_of(questionnaire))
    ]
    client.force_login(UserFactory())
    assert step_of(client) == []


def test_who_stands_there_is_not_asked_to_read(client, contest, alice, sent):
    over(contest[0])
    aside(alice, contest[0].contest)
    client.force_login(alice)
    assert step_of(client) == []


def test_a_browser_says_from_where_a_moderator_sends_the_form(contest, alice, sent, client):
    """A page that asks for no referrer sends forms of no origin, which are refused."""
    questionnaire, _ask, _invitations = contest
    over(questionnaire)
    client.force_login(alice)
    for address in (page_of(questionnaire), page_of(questionnaire, sent.pk, "hold")):
        page = html_of(client.get(address))
        assert "csrfmiddlewaretoken" in page
        assert 'name="referrer"' not in page


class TestLetThroughByMistake:
    def test_it_waits_to_be_read_again_and_keeps_all_in_until_then(self, contest, alice, sent):
        let_through(answer=sent, by=alice, now=DEADLINE)
        read_again(answer=sent, by=alice, now=DEADLINE)
        publish_due(now=DEADLINE)
        assert not Answer.objects.public().exists()
        hold_words(answer=sent, reason="insult", by=alice, now=DEADLINE)
        publish_due(now=DEADLINE)
        assert LedgerLine.objects.latest("seq").kind == "hold"

    def test_not_once_it_is_out_nor_where_its_words_are_held(self, contest, alice, sent):
        with pytest.raises(NoLongerWaits):
            read_again(answer=sent, by=alice, now=DEADLINE)
        let_through(answer=sent, by=alice, now=DEADLINE)
        publish_due(now=DEADLINE)
        with pytest.raises(NoLongerWaits):
            read_again(answer=sent, by=alice, now=DEADLINE)

    def test_by_a_button_on_the_page(self, contest, alice, sent, client):
        questionnaire, _ask, _invitations = contest
        over(questionnaire)
        client.force_login(alice)
        page = page_of(questionnaire)
        assert "Let through, and not out yet" not in read(client.get(page))
        client.post(page, {"answer": sent.pk})
        assert "Let through, and not out yet" in read(client.get(page))
        told = read(client.post(page, {"again": sent.pk}, follow=True))
        assert "It waits to be read again." in told
        assert "One answer to read." in told
