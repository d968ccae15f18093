"""Lists and candidates answer by the link of their invitation, on a phone, without an account."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.accounts.models import JournalEntry
from socle.commitments.models import Answer, AnswerDraft, Approach, Invitation, LedgerLine
from socle.commitments.queries.links import Dead, invitation_of, link_for, token_of
from socle.commitments.tests.rows import AskFactory, InvitationFactory, QuestionnaireFactory
from socle.elections.tests.factories import CandidacyFactory
from socle.foundation.models import OutgoingMail
from socle.web.tests.reading import headings, html_of
from socle.web.tests.reading import words_of as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def questionnaire(now):
    return QuestionnaireFactory(deadline=now + 14 * DAY, opened_at=now - DAY)


@pytest.fixture
def asks(questionnaire):
    return [
        AskFactory(questionnaire=questionnaire, words="A bus every half hour"),
        AskFactory(questionnaire=questionnaire, words="Local food in canteens"),
    ]


@pytest.fixture
def invitation(questionnaire, asks, now):
    return InvitationFactory(questionnaire=questionnaire, expires_at=now + 16 * DAY)


def at(invitation, *parts):
    """``at(invitation, 1)`` is the page of the first question."""
    return "/".join(["/en/answer", token_of(invitation), *map(str, parts), ""])


def typed(stance="yes", seen="", **more):
    given = {"stance": stance, "condition": "", "words": "", "language": "en", "seen": seen}
    return given | more


def seen_in(response):
    return response.context["form"]["seen"].value()


def answer(client, invitation, number, **more):
    """Typed and kept; not sent."""
    page = at(invitation, number)
    return client.post(page, typed(seen=seen_in(client.get(page)), **more))


def send(client, invitation):
    page = at(invitation, "check")
    return client.post(page, {"seen": client.get(page).context["mark"]})


# --- the link ---


def test_the_link_leads_to_what_is_kept_and_asked_before_any_question(client, invitation):
    link = link_for(invitation)
    assert link == f"http://localhost:8000{at(invitation)}"
    page = client.get(at(invitation))
    assert headings(page, 1) == [f"What does the list {invitation.list.name} answer?"]
    assert headings(page, 2) == ["The same for everyone", "What is kept of you"]
    assert "A bus every half hour" in read(page)
    assert "2 questions, in the same words for all lists." in read(page)
    assert f"Where the address is from {invitation.address_source}" in read(page)
    assert invitation.address not in html_of(page)
    assert not page.cookies


def test_reading_answers_nothing_and_burns_nothing(client, invitation):
    for parts in [(), (1,), (2,), ("check",), (), (1,)]:
        assert client.get(at(invitation, *parts)).status_code == 200
    assert client.get(at(invitation, "sent")).status_code == 302
    kept = Invitation.objects.get()
    assert (kept.opened_at, kept.finished_at) == (None, None)
    assert not Answer.objects.exists()
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"revoked_at": -DAY}, Dead.REVOKED),
        ({"nonce": "f" * 32}, Dead.REVOKED),
        ({"expires_at": -DAY}, Dead.EXPIRED),
        ({"expires_at": -DAY, "finished_at": -3 * DAY}, None),
    ],
)
def test_what_a_link_opens(invitation, now, change, expected):
    token = token_of(invitation)
    moments = {
        name: value if isinstance(value, str) else now + value for name, value in change.items()
    }
    Invitation.objects.filter(pk=invitation.pk).update(**moments)
    assert invitation_of(token, now=now) == (expected or invitation)


def test_an_altered_link_opens_nothing(invitation, now):
    token = token_of(invitation)
    for wrong in [token[:-1], token[:-1] + "~", f"9{token}", "", "a.b.c", "1"]:
        assert invitation_of(wrong, now=now) == Dead.ALTERED
    other = InvitationFactory(questionnaire=invitation.questionnaire)
    swapped = token_of(other).replace(other.nonce, invitation.nonce)
    assert invitation_of(swapped, now=now) == Dead.ALTERED


def test_it_opens_until_the_eve_of_the_vote_for_who_answered_and_never_after(invitation):
    election = invitation.questionnaire.contest.election
    midnight = timezone.make_aware(
        timezone.datetime(election.day.year, election.day.month, election.day.day)
    )
    late = midnight - timedelta(seconds=1)
    token = token_of(invitation)
    assert invitation_of(token, now=late) == Dead.EXPIRED
    Invitation.objects.update(finished_at=invitation.made_at)
    assert invitation_of(token, now=late) == invitation
    assert invitation_of(token, now=midnight) == Dead.EXPIRED


@pytest.mark.parametrize(
    ("change", "status", "title"),
    [
        ("altered", 404, "This link is not whole"),
        ("revoked", 410, "This link was replaced"),
        ("expired", 410, "The time to answer is over"),
    ],
)
def test_a_dead_link_says_what_to_do_and_gives_back_what_was_typed(
    client, invitation, now, change, status, title
):
    page = at(invitation, 1)
    if change == "altered":
        page = page.replace(invitation.nonce, "f" * 32)
    else:
        column = {"revoked": "revoked_at", "expired": "expires_at"}[change]
        Invitation.objects.update(**{column: now - DAY})
    shown = client.post(page, typed(words="We shall build it."))
    assert (shown.status_code, headings(shown, 1)) == (status, [title])
    assert "We shall build it." in read(shown)
    assert not AnswerDraft.objects.exists()


# --- typing ---


def test_what_is_typed_is_kept_and_found_again_on_the_way_back(client, invitation):
    saved = answer(client, invitation, 1, stance="yes_if", condition="If the region pays.")
    assert saved.url == at(invitation, 2)
    page = client.get(at(invitation, 1))
    assert page.context["form"]["condition"].value() == "If the region pays."
    later = answer(client, invitation, 2, stance="", words="To be discussed.", later="yes")
    assert later.url == at(invitation, "check")
    shown = read(client.get(at(invitation, "check")))
    assert "Begun, not whole: it is not sent" in shown
    assert "Send this answer" in shown
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"stance": ""}, "stance", "Choose an answer, or keep this for later."),
        (
            {"stance": "yes_if"},
            "condition",
            "“Yes, if…” needs its condition: say what it is.",
        ),
        (
            {"stance": "no", "condition": "If it rains."},
            "condition",
            "Only “yes, if…” has a condition: choose it, or move these words below.",
        ),
        ({"words": "x" * 1_501}, "words", "Shorten it to 1500 signs: it has 1501."),
        ({"words": "é" * 100_000}, "words", "Shorten it to 1500 signs: it has 100000."),
        (
            {"words": "Call me: 0470 12 34 56."},
            "words",
            "Take “0470 12 34 56” out: e-mail addresses and telephone numbers are not published.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, invitation, wrong, field, told):
    shown = answer(client, invitation, 1, **wrong)
    assert shown.status_code == 422
    assert shown.context["form"].errors == {field: [told]}
    assert html_of(shown).count("<title>Error: Question 1 of 2") == 1
    assert shown.context["form"]["words"].value() == wrong.get("words", "")
    assert not AnswerDraft.objects.exists()


def test_only_what_may_be_left_out_is_called_optional(client, invitation):
    fields = client.get(at(invitation, 1)).context["form"].fields
    assert [name for name, field in fields.items() if not field.required] == ["seen", "words"]


def test_1500_signs_fit_however_the_browser_ends_its_lines(client, invitation):
    words = "\r\n".join(["x" * 99] * 15)
    assert answer(client, invitation, 1, words=words).status_code == 302
    assert len(AnswerDraft.objects.get().words) == 1_499


def test_of_two_at_once_on_one_link_the_second_is_told_and_nothing_is_lost(client, invitation):
    page = at(invitation, 1)
    alice = bob = seen_in(client.get(page))
    client.post(page, typed("yes", seen=alice, words="Alice writes."))
    told = client.post(page, typed("no", seen=bob, words="Bob writes."))
    assert told.status_code == 409
    assert "Somebody else answered here by the same link" in read(told)
    assert "Alice writes." in read(told)
    assert told.context["form"]["words"].value() == "Bob writes."
    assert AnswerDraft.objects.get().words == "Alice writes."
    client.post(page, typed("no", seen=seen_in(told), words="Bob writes."))
    assert AnswerDraft.objects.get().words == "Bob writes."


# --- sending ---


def test_what_is_sent_arrives_once_with_a_receipt_word_for_word(client, invitation):
    answer(client, invitation, 1, stance="yes_if", condition="If the region pays half.")
    answer(client, invitation, 2, stance="will_study", words="By June.\n\nWith the farmers.")
    sent = send(client, invitation)
    assert sent.url == at(invitation, "sent")
    first, second = Answer.objects.order_by("ask__position")
    assert (first.stance, first.condition, first.words) == (
        "yes_if", "If the region pays half.", "",
    )  # fmt: skip
    assert (second.stance, second.words) == ("will_study", "By June.\n\nWith the farmers.")
    assert {(row.via, row.certainty, row.published_at) for row in (first, second)} == {
        ("link", "published_address", None)
    }
    assert not AnswerDraft.objects.exists()
    mail = OutgoingMail.objects.get()
    assert mail.to == invitation.address
    assert "By June.\n\nWith the farmers." in mail.text
    assert "On this condition: If the region pays half." in mail.text
    assert f"http://localhost:8000{at(invitation, 'check')}" in mail.text
    assert headings(client.get(sent.url), 1) == ["Your answers have arrived"]


def test_the_ledger_proves_when_and_tells_nothing(client, invitation):
    answer(client, invitation, 1, words="Secret words.")
    send(client, invitation)
    line = LedgerLine.objects.get()
    sent = Answer.objects.get()
    assert (line.kind, line.subject, line.payload) == ("receipt", f"answer:{sent.pk}", None)
    assert sent.receipt == line
    assert line.payload_digest in OutgoingMail.objects.get().text
    assert sent.salt not in html_of(client.get(at(invitation, "sent")))


def test_the_log_tells_who_answered_and_not_what(client, invitation):
    answer(client, invitation, 1, words="Secret words.")
    send(client, invitation)
    line = Approach.objects.get()
    assert (line.kind, line.list, line.words) == ("answered", invitation.list, "")
    entry = JournalEntry.objects.get(verb="commitments.answer.received")
    assert (entry.target, entry.reason) == (f"commitments.invitation:{invitation.pk}", "")


def test_pressed_twice_it_is_sent_once(client, invitation):
    answer(client, invitation, 1)
    mark = client.get(at(invitation, "check")).context["mark"]
    for _press in range(2):
        sent = client.post(at(invitation, "check"), {"seen": mark})
        assert sent.url == at(invitation, "sent")
    assert Answer.objects.count() == OutgoingMail.objects.count() == LedgerLine.objects.count() == 1


def test_what_changed_meanwhile_is_read_before_it_is_sent(client, invitation):
    answer(client, invitation, 1, stance="yes")
    mark = client.get(at(invitation, "check")).context["mark"]
    answer(client, invitation, 1, stance="no")
    told = client.post(at(invitation, "check"), {"seen": mark})
    assert told.status_code == 409
    assert "The answers changed while the page was open: read them, then send." in read(told)
    assert not Answer.objects.exists()


def test_a_later_answer_supersedes_and_the_first_one_stays(client, invitation):
    answer(client, invitation, 1, stance="no", words="Never.")
    send(client, invitation)
    answer(client, invitation, 1, stance="yes", words="After all.")
    assert "Changed, not sent yet" in read(client.get(at(invitation, "check")))
    send(client, invitation)
    first, second = Answer.objects.order_by("pk")
    assert (first.words, first.is_current) == ("Never.", False)
    assert (second.words, second.is_current, second.supersedes) == ("After all.", True, first)
    assert list(Approach.objects.values_list("kind", flat=True)) == ["answered", "corrected"]


def test_the_same_answer_again_is_no_correction(client, invitation):
    answer(client, invitation, 1, stance="no")
    send(client, invitation)
    answer(client, invitation, 1, stance="no")
    assert client.get(at(invitation, "check")).context["new"] == []
    send(client, invitation)
    assert Answer.objects.count() == 1


def test_an_answer_is_withdrawn_and_given_again(client, invitation):
    answer(client, invitation, 1, stance="no")
    send(client, invitation)
    page = at(invitation, 1, "withdraw")
    assert headings(client.get(page), 1) == ["Withdraw this answer?"]
    for _press in range(2):
        assert client.post(page).url == at(invitation, "check")
    assert list(Answer.objects.current()) == []
    assert OutgoingMail.objects.filter(subject__startswith="Withdrawn").count() == 1
    answer(client, invitation, 1, stance="yes")
    send(client, invitation)
    assert [row.stance for row in Answer.objects.current()] == ["yes"]


def test_a_candidate_answers_beside_their_list(client, invitation):
    candidate = CandidacyFactory(list=invitation.list)
    own = InvitationFactory(
        questionnaire=invitation.questionnaire,
        list=invitation.list,
        candidacy=candidate,
        expires_at=invitation.expires_at,
    )
    answer(client, invitation, 1, stance="no")
    answer(client, own, 1, stance="yes")
    send(client, invitation)
    send(client, own)
    found = {(row.candidacy, row.stance, row.respondent_name) for row in Answer.objects.current()}
    assert found == {
        (None, "no", invitation.list.name),
        (candidate, "yes", candidate.person.name),
    }


def test_a_link_that_went_to_the_head_of_the_list_says_that_it_is_them(client, invitation):
    CandidacyFactory(list=invitation.list, is_head=True, email=invitation.address.upper())
    answer(client, invitation, 1)
    send(client, invitation)
    assert Answer.objects.get().certainty == "head_of_list"
