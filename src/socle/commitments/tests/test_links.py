"""What can befall the link of an invitation: read by a scanner, dead, replaced, held by two."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.commitments.actions.inviting_links import revoke, send_again
from socle.commitments.models import Answer, AnswerDraft, Approach, Invitation, LedgerLine
from socle.commitments.queries.links import token_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import UserFactory
from socle.web.tests.reading import headings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)
PAGES = [(), (1,), ("check",), ("sent",), (1, "withdraw")]


@pytest.fixture
def now():
    """Pages go by the clock of the machine."""
    return timezone.now()


@pytest.fixture
def invitation(now):
    held = QuestionnaireFactory(deadline=now + 14 * DAY, opened_at=now - 2 * DAY)
    AskFactory(questionnaire=held, words="A bus every half hour")
    return InvitationFactory(questionnaire=held, sent_at=now - DAY, expires_at=now + 16 * DAY)


def at(invitation, *parts):
    return "/".join(["/en/answer", token_of(invitation), *map(str, parts), ""])


def typed(stance="yes", words="", seen=""):
    return {"stance": stance, "condition": "", "words": words, "language": "en", "seen": seen}


def answer(client, invitation, stance="yes", words=""):
    """Typed and sent, as two pages do it."""
    page = at(invitation, 1)
    seen = client.get(page).context["form"]["seen"].value()
    client.post(page, typed(stance, words, seen))
    client.post(at(invitation, "check"), {"seen": mark(client, invitation)})


def mark(client, invitation):
    return client.get(at(invitation, "check")).context["mark"]


def everything():
    tables = (Invitation, AnswerDraft, Answer, Approach, LedgerLine, OutgoingMail)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.mark.parametrize("has_answered", [False, True])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_whatever_a_mail_scanner_opens_nothing_changes(client, invitation, method, has_answered):
    if has_answered:
        answer(client, invitation)
    before = everything()
    codes = {getattr(client, method)(at(invitation, *parts)).status_code for parts in PAGES * 2}
    assert codes <= {200, 302, 405}
    assert everything() == before


def altered(invitation, now):
    invitation.nonce = "f" * 32


def revoked(invitation, now):
    Invitation.objects.update(revoked_at=now - DAY)


def expired(invitation, now):
    Invitation.objects.update(expires_at=now - DAY, finished_at=None)
    Answer.objects.update(is_current=False)


@pytest.mark.parametrize("kill", [altered, revoked, expired])
def test_a_dead_link_takes_nothing_on_any_page(client, invitation, now, kill):
    answer(client, invitation)
    page = at(invitation, 1)
    client.post(page, typed("no", seen=client.get(page).context["form"]["seen"].value()))
    sent = mark(client, invitation)
    kill(invitation, now)
    before = everything()
    for parts, given in [((1,), typed("no")), (("check",), {"seen": sent}), ((1, "withdraw"), {})]:
        assert client.post(at(invitation, *parts), given).status_code in (404, 410)
    assert everything() == before


def test_replaced_while_its_page_stands_open_it_sends_nothing(client, invitation, now):
    page, check = at(invitation, 1), at(invitation, "check")
    client.post(page, typed("no"))
    seen = mark(client, invitation)
    send_again(invitation=invitation, by=UserFactory(), now=now)
    told = client.post(check, {"seen": seen})
    assert (told.status_code, headings(told, 1)) == (410, ["This link was replaced"])
    assert not Answer.objects.exists()
    invitation.refresh_from_db()
    client.post(at(invitation, "check"), {"seen": mark(client, invitation)})
    assert Answer.objects.get().stance == "no"


def test_two_people_who_send_the_same_send_it_once(client, invitation):
    client.post(at(invitation, 1), typed("no"))
    alice = bob = mark(client, invitation)
    done = [client.post(at(invitation, "check"), {"seen": seen}) for seen in (alice, bob)]
    assert [each.url for each in done] == [at(invitation, "sent")] * 2
    assert (Answer.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_of_two_people_one_withdraws_while_the_other_corrects(client, invitation):
    answer(client, invitation, "no", "Never.")
    page = at(invitation, 1)
    seen = client.get(page).context["form"]["seen"].value()
    client.post(at(invitation, 1, "withdraw"))
    told = client.post(page, typed("yes", "After all.", seen))
    assert told.status_code == 409
    assert told.context["form"]["words"].value() == "After all."
    assert not AnswerDraft.objects.exists()


def test_revoked_twice_the_log_says_it_once(invitation, now):
    alice = UserFactory()
    for _press in range(2):
        revoke(invitation=invitation, by=alice, now=now)
    assert list(Approach.objects.values_list("kind", flat=True)) == ["revoked"]
