"""However somebody answers, they get the exact words, in their language, and how to correct them;
and the same is asked of their words."""

from datetime import timedelta
from time import process_time

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from socle.commitments.actions.answering import save_draft, send_answers
from socle.commitments.forms.answering import AnswerForm
from socle.commitments.forms.letters import LetterForm
from socle.commitments.forms.stage import HeardForm
from socle.commitments.models import LedgerLine
from socle.commitments.queries.answering import Said, mark_of, questions_for
from socle.commitments.queries.letters import put_to
from socle.commitments.queries.links import token_of, vote_begins
from socle.commitments.queries.stage_page import hall_of
from socle.commitments.tests.posted import NOW, Posted
from socle.commitments.tests.respondents import send
from socle.commitments.tests.rows import InvitationFactory
from socle.commitments.tests.staged import Staged
from socle.foundation.models import OutgoingMail
from socle.groups.tests.factories import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("belgium")]
ADDRESS = "aube@example.org"
CONDITION, WORDS = "als het Gewest betaalt", "Wij zullen het doen, punt."
GREETINGS = {"fr": "Bonjour,", "nl": "Goeiedag,", "de": "Guten Tag,", "en": "Hello,"}


def by_link(language):
    """Invited in English, they read and answer in their own language."""
    posted = Posted(address=ADDRESS)
    said = Said("yes_if", CONDITION, WORDS, "nl")
    with override(language):
        save_draft(invitation=posted.invitation, ask=posted.buses, said=said, seen="", now=NOW)
        mark = mark_of(questions_for(posted.invitation))
        send_answers(invitation=posted.invitation, seen=mark, now=NOW)
    return posted.invitation


def by_letter(language):
    posted = Posted(address=ADDRESS)
    letter = posted.enter(buses="yes_if")
    letter.language = language
    letter.save()
    letter.answers.update(condition=CONDITION, words=WORDS)
    posted.confirm(letter)
    return posted.invitation


def on_stage(language):
    """Whatever language the second witness reads in, theirs is that of the invitation."""
    staged = Staged()
    invitation = InvitationFactory(
        questionnaire=staged.questionnaire, list=staged.aube, language=language, address=ADDRESS
    )
    note = staged.note("yes_if")
    type(note).objects.filter(pk=note.pk).update(condition=CONDITION, words=WORDS)
    with override("de"):
        staged.confirm(note)
    return invitation


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
@pytest.mark.parametrize("channel", [by_link, by_letter, on_stage])
def test_the_receipt_is_in_their_language_with_the_exact_words_and_the_way_to_correct(
    channel, language
):
    invitation = channel(language)
    mail = OutgoingMail.objects.get(to=ADDRESS)
    eve = (vote_begins(invitation) - timedelta(hours=12)).date()
    with override(language):
        day = date_format(eve, "DATE_FORMAT")
    digest = LedgerLine.objects.latest("seq").payload_digest
    expected = [GREETINGS[language], CONDITION, WORDS, token_of(invitation), digest]
    for part in (mail.text, mail.html):
        assert [words for words in expected if words not in part] == []
    assert str(eve.year) in mail.text
    assert day.split()[-1] in mail.text
    assert (mail.language, mail.forget) == (language, True)


def test_corrected_after_the_deadline_it_no_longer_says_that_they_stay_sealed():
    posted = Posted(address=ADDRESS)
    invitation, late = posted.invitation, posted.questionnaire.deadline + timedelta(hours=1)
    told = [
        (NOW, "They stay sealed until"),
        (late, "They appear once a moderator read them, a day from now at the latest."),
    ]
    for stance, (now, words) in zip(("yes", "no"), told, strict=True):
        send(invitation, posted.buses, stance, now=now)
        mail = OutgoingMail.objects.latest("pk")
        assert words in mail.text
        assert words in mail.html


# --- the same is asked of what is said, whichever way it comes ---


def link_form(stance, condition, words):
    given = {"stance": stance, "condition": condition, "words": words, "language": "fr"}
    form = AnswerForm(given, said=Said(), language="fr")
    return {name: list(errors) for name, errors in form.errors.items()}


def stage_form(stance, condition, words):
    staged = Staged()
    hall = hall_of(staged.questionnaire, TODAY)
    given = {"stance": stance, "condition": condition, "words": words, "language": "fr"}
    given |= {"who": f"l{staged.aube.pk}", "ask": str(staged.ask.pk)}
    form = HeardForm(given, hall=hall, language="fr")
    return {name: list(errors) for name, errors in form.errors.items()}


def letter_form(stance, condition, words):
    posted = Posted()
    put = put_to(posted.questionnaire)[:1]
    key = put[0].ask.pk
    given = {f"stance-{key}": stance, f"condition-{key}": condition, f"words-{key}": words}
    form = LetterForm(given, {}, put=put, language="fr", today=TODAY)
    return {
        name.removesuffix(f"-{key}"): list(errors)
        for name, errors in form.errors.items()
        if name.endswith(f"-{key}")
    }


TOO_LONG = "Shorten it to %s signs: it has %s."


@pytest.mark.parametrize("form", [link_form, stage_form, letter_form])
@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (("yes_if", "If it is paid.", "é" * 1_500), {}),
        (("yes", "", "Oui.\r\n" * 250), {}),
        (
            ("yes_if", "", ""),
            {"condition": ["“Yes, if…” needs its condition: say what it is."]},
        ),
        (
            ("yes_if", " \n ", ""),
            {"condition": ["“Yes, if…” needs its condition: say what it is."]},
        ),
        (
            ("no", "If it is paid.", ""),
            {
                "condition": [
                    "Only “yes, if…” has a condition: choose it, or move these words below."
                ]
            },
        ),
        (("no", "", "é" * 1_501), {"words": [TOO_LONG % (1500, 1501)]}),
        (("yes_if", "é" * 501, ""), {"condition": [TOO_LONG % (500, 501)]}),
        (("perhaps", "", ""), {"stance"}),
        (
            ("yes_if", "a@" * 50_000, "0 (0" * 25_000),
            {
                "condition": [TOO_LONG % (500, 100_000)],
                "words": [
                    "Take “0 (00 (00 (00 (00 (00 (00 (00” out: e-mail addresses and telephone "
                    "numbers are not published.",
                    TOO_LONG % (1500, 100_000),
                ],
            },
        ),
    ],
    ids=["whole", "lines", "no condition", "blank", "no yes", "1501", "501", "other", "100000"],
)
def test_what_is_refused_is_refused_on_each_way_and_quickly(form, given, errors):
    with override("en"):
        form("yes", "", "")
        begun = process_time()
        found = form(*given)
        assert process_time() - begun < 2
    assert (set(found) if isinstance(errors, set) else found) == errors
