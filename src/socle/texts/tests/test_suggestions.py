"""Anyone suggests other words; the group takes them, amends them, or says why not."""

from datetime import timedelta

import pytest

from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import NOW, GroupFactory, MembershipFactory, UserFactory
from socle.texts.actions.answering import (
    NoReason,
    SuggestionIsAnswered,
    TextMovedOn,
    accept_suggestion,
    decline_suggestion,
)
from socle.texts.actions.drafting import save_draft
from socle.texts.actions.forgetting import forget_suggestions
from socle.texts.actions.publishing import (
    TextIsWithdrawn,
    bring_text_back,
    publish,
    withdraw_text,
)
from socle.texts.actions.suggesting import (
    LinkIsTooOld,
    NothingChanged,
    confirm_suggestion,
    suggest,
    withdraw_suggestion,
)
from socle.texts.models import Suggestion
from socle.texts.queries.revisions import latest, words_of
from socle.texts.queries.suggestions import (
    Counts,
    counts_of,
    latest_for,
    merge_of_suggestion,
    suggestion_with,
    token_of,
    waiting_suggestions,
)
from socle.texts.tests.factories import text_of, words

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
FIRST = words(body="A bus each hour. Free for children.\n\nShelters at each stop.")
BETTER = words(body="A bus each hour. Free for children under 12.\n\nShelters at each stop.")


@pytest.fixture
def alice():
    return UserFactory(name="Alice", email="alice@example.org", language="fr")


@pytest.fixture
def text(alice):
    group = GroupFactory(name="Gembloux")
    MembershipFactory(user=alice, group=group, role="organiser")
    return text_of(group, said=FIRST)


def suggested(text, said=BETTER, by=None, now=NOW, **more):
    given = {"name": "Dora", "email": "dora@example.org"} if by is None else {}
    return suggest(
        revision=latest(text), words=said, why="Twelve is the age.", by=by, language="nl",
        may_name=more.pop("may_name", True), now=now, **given | more,
    )  # fmt: skip


def confirmed(text, **more):
    return confirm_suggestion(suggestion=suggested(text, **more), now=NOW)


def accept(suggestion, by, said=None, now=LATER):
    onto = latest_for(suggestion)
    said = said or merge_of_suggestion(suggestion, onto).words()
    return accept_suggestion(suggestion=suggestion, words=said, seen=onto.pk, by=by, now=now)


def mails_to(address):
    return list(OutgoingMail.objects.filter(to=address).order_by("pk"))


# --- made ---


def test_a_visitor_is_heard_once_they_confirm(text):
    found = suggested(text)
    (mail,) = mails_to("dora@example.org")
    assert (found.state, mail.language, mail.forget) == ("unconfirmed", "nl", True)
    assert f"/nl/suggestie/link/{token_of(found)}/" in mail.text
    assert mails_to("alice@example.org") == []

    assert confirm_suggestion(suggestion=found, now=LATER).state == "open"
    assert confirm_suggestion(suggestion=found, now=LATER).confirmed_at == LATER
    (told,) = mails_to("alice@example.org")
    assert "dora@example.org" not in told.text + told.html


def test_somebody_signed_in_is_heard_at_once_under_their_account(text):
    bob = UserFactory(name="Bob")
    found = suggested(text, by=bob)
    assert (found.state, found.by, found.name, found.email) == ("open", bob, "", "")
    assert len(mails_to("alice@example.org")) == 1


def test_the_same_words_suggest_nothing(text):
    with pytest.raises(NothingChanged):
        suggested(text, said=FIRST)


def test_a_withdrawn_text_takes_no_suggestion_nor_its_confirmation(text):
    found = suggested(text)
    withdraw_text(text=text, by=None, now=NOW)
    with pytest.raises(TextIsWithdrawn):
        suggested(text)
    with pytest.raises(TextIsWithdrawn):
        confirm_suggestion(suggestion=found, now=NOW)


def test_after_a_week_it_can_no_longer_be_confirmed(text):
    found = suggested(text)
    with pytest.raises(LinkIsTooOld):
        confirm_suggestion(suggestion=found, now=NOW + timedelta(days=7))


def test_its_author_takes_it_back_until_it_is_answered(text, alice):
    found = confirmed(text)
    assert withdraw_suggestion(suggestion=found, now=LATER).state == "withdrawn"
    with pytest.raises(SuggestionIsAnswered):
        accept(found, alice)

    taken = confirmed(text)
    accept(taken, alice)
    assert withdraw_suggestion(suggestion=taken, now=LATER).state == "accepted"


def test_a_link_that_was_altered_leads_nowhere(text):
    found = suggested(text)
    assert suggestion_with(token_of(found)) == found
    assert suggestion_with(token_of(found) + "x") is None
    assert suggestion_with(f"{found.pk}.x.y") is None


# --- answered ---


def test_accepted_it_is_a_revision_that_credits_its_author(text, alice):
    found = accept(confirmed(text), alice)
    revision = latest(text)
    assert (found.state, found.result, words_of(revision)) == ("accepted", revision, BETTER)
    assert (revision.number, revision.credited, revision.author) == (2, "Dora", alice)
    assert revision.note == "Twelve is the age."

    mail = mails_to("dora@example.org")[-1]
    assert mail.language == "nl"
    assert "Free for children under 12." in mail.text


def test_who_would_not_be_named_is_not(text, alice):
    accept(confirmed(text, may_name=False), alice)
    assert latest(text).credited == ""


def test_amended_it_says_so(text, alice):
    other = words(body="A bus each hour. Free for all under 12.\n\nShelters at each stop.")
    found = accept(confirmed(text), alice, said=other)
    assert (found.state, words_of(latest(text))) == ("amended", other)
    assert "Free for all under 12." in mails_to("dora@example.org")[-1].text


def test_declined_its_author_reads_why(text, alice):
    found = confirmed(text)
    with pytest.raises(NoReason):
        decline_suggestion(suggestion=found, reason=" ", by=alice, now=LATER)
    decline_suggestion(suggestion=found, reason="Too dear this year.", by=alice, now=LATER)

    found.refresh_from_db()
    assert (found.state, found.answer, text.revisions.count()) == (
        "declined",
        "Too dear this year.",
        1,
    )
    assert "Too dear this year." in mails_to("dora@example.org")[-1].text


def test_the_second_press_of_the_button_publishes_nothing(text, alice):
    found = confirmed(text)
    accept(found, alice)
    with pytest.raises(SuggestionIsAnswered):
        accept(found, alice)
    with pytest.raises(SuggestionIsAnswered):
        decline_suggestion(suggestion=found, reason="No.", by=alice, now=LATER)
    assert text.revisions.count() == 2


def test_made_on_an_older_revision_it_is_merged_onto_the_latest(text, alice):
    found = confirmed(text)
    publish(
        text=text, language="en", words=words(title="Trams", body=FIRST.body), by=alice, now=NOW
    )
    accepted = accept(found, alice)
    assert accepted.state == "accepted"
    assert words_of(latest(text)) == words(title="Trams", body=BETTER.body)


def test_words_published_while_one_read_are_not_written_over(text, alice):
    found, seen = confirmed(text), latest(text).pk
    publish(text=text, language="en", words=words(title="Trams"), by=alice, now=NOW)
    with pytest.raises(TextMovedOn):
        accept_suggestion(suggestion=found, words=BETTER, seen=seen, by=alice, now=LATER)
    assert words_of(latest(text)) == words(title="Trams")


def test_said_already_it_is_accepted_and_publishes_nothing(text, alice):
    one, two = confirmed(text), confirmed(text)
    accept(one, alice)
    assert accept(two, alice).result == latest(text)
    assert text.revisions.count() == 2


@pytest.mark.parametrize("first", [0, 1])
def test_two_suggestions_apart_give_the_same_words_in_either_order(text, alice, first):
    other = words(body=FIRST.body.replace("Shelters at each stop.", "Shelters and light."))
    both = [confirmed(text), confirmed(text, said=other)]
    accept(both[first], alice)
    accept(both[1 - first], alice)
    assert words_of(latest(text)) == words(
        body="A bus each hour. Free for children under 12.\n\nShelters and light."
    )


def test_two_suggestions_on_one_sentence_collide(text, alice):
    other = words(body=FIRST.body.replace("children", "students"))
    one, two = confirmed(text), confirmed(text, said=other)
    accept(one, alice)
    merged = merge_of_suggestion(two, latest_for(two))
    assert len(merged.collisions) == 1
    assert accept(two, alice, said=merged.words(["theirs"])).state == "accepted"


def test_what_somebody_is_writing_meanwhile_stays_theirs(text, alice):
    typed = words(title="Buses at night", body=FIRST.body)
    save_draft(text=text, language="en", words=typed, seen=0, by=alice, now=NOW)
    accept(confirmed(text), alice)
    assert words_of(text.drafts.get()) == typed


def test_a_translation_keeps_the_revision_it_renders(text, alice):
    dutch = publish(text=text, language="nl", words=words(title="Bussen"), by=None, now=NOW)
    publish(text=text, language="en", words=words(title="Trams"), by=alice, now=NOW)
    found = suggest(
        revision=dutch, words=words(title="Bussen ’s avonds"), why="", by=alice, language="nl",
        may_name=False, now=NOW,
    )  # fmt: skip
    accept(found, alice)
    newest = latest(text, "nl")
    assert (newest.number, newest.translates) == (2, dutch.translates)


# --- forgotten ---


def test_what_was_never_confirmed_is_deleted_and_visitors_are_forgotten(text, alice):
    suggested(text)
    answered = accept(confirmed(text), alice, now=LATER)
    still = confirmed(text, said=words(title="Later"))

    almost = forget_suggestions(now=NOW + timedelta(days=7))
    assert almost == {"deleted": 0, "forgotten": 0}
    forgot = forget_suggestions(now=LATER + timedelta(days=30, minutes=1))
    assert forgot == {"deleted": 1, "forgotten": 1}

    left = Suggestion.objects.order_by("pk").values_list("pk", "name", "email")
    assert list(left) == [(answered.pk, "", ""), (still.pk, "Dora", "dora@example.org")]
    assert latest(text).credited == "Dora"


def test_anyone_may_know_how_many_there_are(text, alice):
    suggested(text)
    confirmed(text)
    accept(confirmed(text), alice)
    other = confirmed(text, said=words(title="Trams"))
    decline_suggestion(suggestion=other, reason="No.", by=alice, now=LATER)
    assert counts_of(text) == Counts(open=1, accepted=1, declined=1)


def test_a_text_that_is_withdrawn_answers_who_waited_with_the_reason(text, alice):
    found = confirm_suggestion(suggestion=suggested(text), now=NOW)
    Suggestion.objects.update(language="en")
    withdraw_text(text=text, by=alice, now=LATER, reason="The trams come instead.")
    found.refresh_from_db()
    assert (found.state, found.answered_by, found.answered_at) == ("declined", alice, LATER)
    assert found.answer == (
        "The text was withdrawn: its words change no more. The trams come instead."
    )
    mail = OutgoingMail.objects.filter(to="dora@example.org").latest("pk")
    assert mail.subject == "“Buses in the evening” was withdrawn, and your suggestion with it"
    assert "nobody answers your suggestion any more. This is why:" in mail.text
    assert "The trams come instead." in mail.text
    assert not waiting_suggestions([text.owner_id]).exists()

    bring_text_back(text=text, by=alice, now=LATER)
    assert not waiting_suggestions([text.owner_id]).exists()
