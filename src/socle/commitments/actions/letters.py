"""Answers that came by letter or e-mail: one organiser enters them, another confirms.

Once confirmed they are sealed as those by link are. Locks are taken in one order: the invitation,
then answers by key, then the ledger.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.answering import add_receipts, hold_answers
from socle.commitments.actions.confirming import (
    SettledMeanwhile,
    hold_unconfirmed,
    put_aside,
)
from socle.commitments.actions.ledger import Seal, seal
from socle.commitments.actions.letters_receipt import send_letter_receipt
from socle.commitments.models import Answer, Approach, Invitation, Letter
from socle.commitments.queries.answering import Said, asks_of, respondent_name
from socle.commitments.queries.links import is_open, vote_begins
from socle.commitments.queries.payloads import payload_of
from socle.commitments.rules import ANSWERS, ASKS, OF_INVITATION
from socle.foundation.actions.stamps import touch

SURE = {
    Letter.Via.LETTER: Answer.Certainty.SIGNATURE,
    Letter.Via.EMAIL: Answer.Certainty.PUBLISHED_ADDRESS,
}
# After the vote, for who doubts that a letter came.
KEEP_SCANS = timedelta(days=180)


class NothingSaid(Exception):
    """The letter answers nothing that is asked."""


class TooLate(Exception):
    """Answers of that respondent are taken no more, by letter no more than by link. What came in
    time is mended and confirmed until the eve of the vote."""


class OtherWords(Exception):
    """The form was sent already, and said something else: that stands as it is."""


class NotTheirs(Exception):
    """Only whoever entered a letter takes it back, and only as long as it waits."""


def enter_letter(
    *,
    invitation: Invitation,
    letter: Letter,
    said: Mapping[int, Said],
    by: User,
    now: datetime,
) -> Letter:
    """``letter``: not saved yet; ``said``: by key of the ask. Nothing of it is public, and nobody's
    last word, before somebody else confirms it. Its form sent twice (``form_id``), it is entered
    once. What it mends gives it its scan, unless there is another, and the moment at which it was
    received. Raises NothingSaid, TooLate, SettledMeanwhile, OtherWords."""
    with transaction.atomic():
        held = hold_invitation(invitation)
        there = sent_before(letter, held, said, by=by)
        if there is not None:
            return there
        look_at_time(letter, held, now)
        asks = [ask for ask in asks_of(held.questionnaire) if ask.pk in said]
        if not asks:
            raise NothingSaid
        received = now
        if letter.mends is not None:
            received = take_over(letter.mends, letter, by=by, now=now)
        letter.invitation, letter.entered_by, letter.entered_at = held, by, now
        letter.save(force_insert=True)
        Answer.objects.bulk_create(
            answer_of(letter, ask_id=ask.pk, said=said[ask.pk], now=received) for ask in asks
        )
        record("commitments.letter.entered", target=letter, by=by, now=now)
    return letter


def sent_before(
    letter: Letter, invitation: Invitation, said: Mapping[int, Said], *, by: User
) -> Letter | None:
    """What the same form made already. Raises OtherWords."""
    there = Letter.objects.filter(form_id=letter.form_id or uuid4()).defer("scan").first()
    if there is None:
        return None
    same = {row.ask_id: Said.of(row) for row in there.answers.all()} == dict(said)
    if not same or (there.invitation_id, there.entered_by_id) != (invitation.pk, by.pk):
        raise OtherWords
    return there


def look_at_time(letter: Letter, invitation: Invitation, now: datetime) -> None:
    """Once the link is closed, a letter that came in time can still be mended, from the scan that
    came with it: whoever read meanwhile what others said writes no other. Raises TooLate."""
    if is_open(invitation, now):
        return
    if letter.mends is None or letter.scan is not None or now >= vote_begins(invitation):
        raise TooLate


def take_over(before: Letter, letter: Letter, *, by: User, now: datetime) -> datetime:
    """What it mends waits no more, and gives up its scan. When that was received, so that what they
    said by the link since stays. Raises SettledMeanwhile."""
    held = Letter.objects.select_for_update(no_key=True).get(pk=before.pk)
    if not held.scan_type:
        raise SettledMeanwhile
    received = held.answers.values_list("received_at", flat=True).first()
    put_aside(*held.answers.all(), by=by, now=now)
    if letter.scan is None:
        letter.scan, letter.scan_type = held.scan, held.scan_type
    Letter.objects.filter(pk=held.pk).update(scan=None, scan_type="")
    return received or now


def hold_invitation(invitation: Invitation) -> Invitation:
    """Nobody answers by its link until the end of the transaction."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*OF_INVITATION).get(pk=invitation.pk)


def answer_of(letter: Letter, *, ask_id: int, said: Said, now: datetime) -> Answer:
    return Answer(
        ask_id=ask_id,
        list=letter.invitation.list,
        candidacy=letter.invitation.candidacy,
        stance=said.stance,
        condition=said.condition,
        words=said.words,
        language=letter.language,
        via=letter.via,
        certainty=SURE[Letter.Via(letter.via)],
        source=letter.invitation.address_source if letter.via == Letter.Via.EMAIL else "",
        invitation=letter.invitation,
        letter=letter,
        received_at=now,
        entered_by=letter.entered_by,
        is_current=False,
    )


def confirm_letter(*, letter: Letter, by: User, now: datetime) -> list[Answer]:
    """``by`` read the scan: the words are the same. Those that are taken; an answer that came by
    the link since, or to an ask that was withdrawn, is left out.

    Raises SamePerson, SettledMeanwhile, TooLate.
    """
    with transaction.atomic():
        invitation = hold_invitation(letter.invitation)
        if now >= vote_begins(invitation):
            raise TooLate
        held = [hold_unconfirmed(row, by=by) for row in letter.answers.order_by("pk")]
        before = hold_answers(invitation)
        asked = {ask.pk for ask in asks_of(invitation.questionnaire)}
        taken = [row for row in held if row.ask_id in asked and is_later(row, before)]
        put_aside(*(row for row in held if row not in taken), by=by, now=now)
        seals = [take(row, before.get(row.ask_id), by=by, now=now) for row in taken]
        record("commitments.letter.confirmed", target=letter, by=by, now=now)
        if taken:
            log_letter(letter, invitation, now)
            send_letter_receipt(letter, invitation, taken, seals, now)
            touch([ANSWERS, ASKS])
            add_receipts(taken, seals, now)
    return taken


def is_later(answer: Answer, before: Mapping[int, Answer]) -> bool:
    there = before.get(answer.ask_id)
    return there is None or there.received_at <= answer.received_at


def take(answer: Answer, before: Answer | None, *, by: User, now: datetime) -> Seal:
    """It is their last word from now on."""
    answer.supersedes, answer.respondent_name = before, respondent_name(answer)
    sealed = seal(payload_of(answer))
    if before is not None:
        Answer.objects.filter(pk=before.pk).update(is_current=False)
    answer.salt, answer.is_current = sealed.salt, True
    answer.confirmed_by, answer.confirmed_at = by, now
    answer.save()
    return sealed


def log_letter(letter: Letter, invitation: Invitation, now: datetime) -> None:
    """The public log tells that they answered, and by what; never what."""
    again = invitation.finished_at is not None
    Invitation.objects.filter(pk=invitation.pk, finished_at=None).update(finished_at=now)
    Approach.objects.create(
        questionnaire=invitation.questionnaire,
        list=invitation.list,
        candidacy=invitation.candidacy,
        kind=Approach.Kind.CORRECTED if again else Approach.Kind.ANSWERED,
        channel=letter.via,
        at=now,
    )


def send_letter_back(*, letter: Letter, why: str, by: User, now: datetime) -> None:
    """``why``: what differs from the scan; whoever entered it reads it, and mends it.

    Raises SamePerson, SettledMeanwhile.
    """
    with transaction.atomic():
        hold_invitation(letter.invitation)
        held = [hold_unconfirmed(row, by=by) for row in letter.answers.order_by("pk")]
        put_aside(*held, why=why, by=by, now=now)
        record("commitments.letter.sent_back", target=letter, by=by, now=now)


def take_letter_back(*, letter: Letter, by: User, now: datetime) -> None:
    """It was a mistake: it waits no more, and its scan is gone. Raises NotTheirs."""
    with transaction.atomic():
        hold_invitation(letter.invitation)
        if letter.entered_by_id != by.pk or letter.answers.exclude(confirmed_at=None).exists():
            raise NotTheirs
        put_aside(*letter.answers.all(), by=by, now=now)
        Letter.objects.filter(pk=letter.pk).update(scan=None, scan_type="")
        record("commitments.letter.taken_back", target=letter, by=by, now=now)


def forget_scans(*, now: datetime) -> int:
    """Those of votes that are half a year old. How many."""
    last = (now - KEEP_SCANS).date()
    rows = Letter.objects.filter(invitation__questionnaire__contest__election__day__lt=last)
    keys = list(rows.exclude(scan=None).values_list("pk", flat=True))
    return Letter.objects.filter(pk__in=keys).update(scan=None, scan_type="")
