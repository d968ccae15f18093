"""A group opens a meeting; its witnesses note what is said on stage; somebody else confirms.

Locks are taken in one order: the meeting, then the questionnaire, then the invitation, then
answers, then the ledger.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.answering import hold_answers
from socle.commitments.actions.confirming import SettledMeanwhile, hold_unconfirmed, put_aside
from socle.commitments.actions.inviting_one import new_nonce
from socle.commitments.actions.ledger import append, publish, seal
from socle.commitments.actions.stage_mail import send_stage_receipt
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import (
    Answer,
    Approach,
    Ask,
    Invitation,
    Questionnaire,
    StageEvent,
)
from socle.commitments.queries.answering import respondent_name
from socle.commitments.queries.payloads import payload_of, subject_of
from socle.commitments.queries.stage import LONGEST_DAY, Heard, is_open, opens_at
from socle.commitments.rules import ANSWERS, ASKS
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group


class StageIsClosed(Exception):
    """Notes are taken and confirmed from the day of the meeting on, for a week, and never from the
    day of the vote on."""


class OtherWords(Exception):
    """A note of that id stands already and says something else: it stays as it is."""


class AskedNoMore(Exception):
    """The ask was withdrawn, or put in other words, since."""


class LeadsToSomebody(Exception):
    """What is to be published holds an e-mail address or a telephone number."""


def open_stage(
    *,
    questionnaire: Questionnaire,
    group: Group,
    name: str,
    place: str,
    day: date,
    by: User,
    now: datetime,
) -> StageEvent:
    """Opened twice with the same name, place and day, it is one. Raises LeadsToSomebody."""
    if traces_in(name) or traces_in(place):
        raise LeadsToSomebody
    with transaction.atomic():
        Questionnaire.objects.select_for_update(no_key=True).get(pk=questionnaire.pk)
        found, is_new = StageEvent.objects.get_or_create(
            questionnaire=questionnaire,
            group=group,
            name=name,
            place=place,
            day=day,
            defaults={"nonce": new_nonce(), "opened_at": now, "opened_by": by},
        )
        if is_new:
            record("commitments.stage.opened", target=found, by=by, now=now)
    return found


def set_video(*, stage: StageEvent, url: str, by: User, now: datetime) -> None:
    """Where the film of the meeting is: each answer whose minute was noted leads to that minute."""
    with transaction.atomic():
        held = hold_stage(stage)
        StageEvent.objects.filter(pk=held.pk).update(video_url=url)
        answers = list(held.answers.select_for_update(no_key=True).order_by("pk"))
        for answer in answers:
            answer.video_url = at_second(url, answer.video_second)
        Answer.objects.bulk_update(answers, ["video_url"])
        record("commitments.stage.changed", target=held, by=by, now=now)
        touch([ANSWERS])


def at_second(url: str, second: int | None) -> str:
    """The address of a video, from that second on: as YouTube reads it, else as browsers do."""
    if not url or second is None:
        return url
    plain = url.partition("#")[0]
    if "youtube.com/" in plain or "youtu.be/" in plain:
        return f"{plain}{'&' if '?' in plain else '?'}t={second}s"
    return f"{plain}#t={second}"


def renew_link(*, stage: StageEvent, by: User, now: datetime) -> None:
    """Another link for second witnesses; the one before opens no more."""
    with transaction.atomic():
        held = hold_stage(stage)
        StageEvent.objects.filter(pk=held.pk).update(nonce=new_nonce())
        record("commitments.stage.changed", target=held, by=by, now=now)


def hold_stage(stage: StageEvent) -> StageEvent:
    rows = StageEvent.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("questionnaire__contest__election").get(pk=stage.pk)


def add_note(*, stage: StageEvent, heard: Heard, phone_id: UUID, by: User, now: datetime) -> Answer:
    """What the witness heard; sent again under the same id, it is written once.

    What they noted before of the same respondent and ask, and nobody confirmed yet, is put aside.
    Raises StageIsClosed, OtherWords, AskedNoMore.
    """
    with transaction.atomic():
        held = hold_stage(stage)
        there = Answer.objects.filter(phone_id=phone_id).first()
        if there is not None:
            if there.stage_id == held.pk and there.entered_by_id == by.pk and heard.is_in(there):
                return there
            raise OtherWords
        if not is_open(held, now):
            raise StageIsClosed
        hold_ask(heard.ask)
        note = note_of(held, heard, now)
        note.phone_id, note.entered_by = phone_id, by
        put_aside(*like(note).filter(entered_by=by), by=by, now=now)
        note.save(force_insert=True)
        record("commitments.stage.noted", target=note, by=by, now=now)
    return note


def hold_ask(ask: Ask) -> None:
    """It stands until the end of the transaction, and nobody else confirms an answer to what is
    asked in the contest meanwhile, at another meeting either. Raises AskedNoMore."""
    Questionnaire.objects.select_for_update(no_key=True).get(pk=ask.questionnaire_id)
    if not Ask.objects.standing().filter(pk=ask.pk).exists():
        raise AskedNoMore


def note_of(stage: StageEvent, heard: Heard, now: datetime) -> Answer:
    when = said_when(stage, heard.at, now)
    return Answer(
        stage=stage,
        ask=heard.ask,
        list=heard.list,
        candidacy=heard.candidacy,
        stance=heard.said.stance,
        condition=heard.said.condition,
        words=heard.said.words,
        language=heard.said.language,
        via=Answer.Via.STAGE,
        certainty=Answer.Certainty.WITNESSES,
        received_at=when,
        said_at=when,
        place=stage.place,
        video_second=heard.second,
        video_url=at_second(stage.video_url, heard.second),
        is_current=False,
    )


def said_when(stage: StageEvent, at: datetime | None, now: datetime) -> datetime:
    """In the course of the meeting, whatever clock a phone has; at noon where nobody noted it."""
    begins = opens_at(stage)
    ends = min(begins + LONGEST_DAY, now)
    if at is None:
        at = now if now < begins + LONGEST_DAY else begins + timedelta(hours=12)
    return min(max(at, begins), ends)


def like(note: Answer) -> QuerySet[Answer]:
    """Notes of the same meeting, respondent and ask that wait for somebody to confirm them."""
    return Answer.objects.unconfirmed().filter(
        stage=note.stage_id, ask=note.ask_id, list=note.list_id, candidacy=note.candidacy_id
    )


def confirm_note(*, note: Answer, by: User, now: datetime) -> Answer:
    """Published at once, whatever waits for the deadline. ``by`` declared that they were there,
    are not of the group and do not stand. The other notes of the same words wait no more.

    Raises StageIsClosed, SettledMeanwhile, SamePerson, AskedNoMore.
    """
    with transaction.atomic():
        stage = hold_stage(stage_of(note))
        if not is_open(stage, now):
            raise StageIsClosed
        hold_ask(note.ask)
        invitation = hold_invitation(note)
        held = hold_unconfirmed(note, by=by)
        before = hold_answers(held).get(held.ask_id)
        takes_place = before is None or before.received_at <= held.received_at
        held.supersedes = before if takes_place else None
        held.respondent_name = respondent_name(held)
        payload = payload_of(held)
        sealed = seal(payload)
        if before is not None and takes_place:
            Answer.objects.filter(pk=before.pk).update(is_current=False)
        held.salt, held.source = sealed.salt, held.video_url
        held.is_current, held.published_at, held.respondent_name = takes_place, now, ""
        held.confirmed_by, held.confirmed_at = by, now
        held.save()
        put_aside(*like(held), by=None, now=now)
        log_answer(held, now)
        record("commitments.stage.confirmed", target=held, by=by, now=now)
        send_stage_receipt(held, invitation, sealed.digest, now)
        touch([ANSWERS, ASKS])
        append([publish(payload, subject=subject_of(held), sealed=sealed)], now=now)
    return held


def stage_of(note: Answer) -> StageEvent:
    if note.stage is None:
        raise SettledMeanwhile
    return note.stage


def hold_invitation(answer: Answer) -> Invitation | None:
    """The respondent's, so that nobody answers by its link meanwhile."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.filter(list=answer.list_id, candidacy=answer.candidacy_id)
    return rows.select_related(
        "questionnaire__contest__election",
        "questionnaire__contest__body",
        "questionnaire__contest__area",
        "list",
        "candidacy__person",
    ).first()


def log_answer(answer: Answer, now: datetime) -> None:
    """The public log tells where they answered, never what."""
    stage = answer.stage
    Approach.objects.create(
        questionnaire_id=answer.ask.questionnaire_id,
        list_id=answer.list_id,
        candidacy_id=answer.candidacy_id,
        kind=Approach.Kind.ANSWERED,
        words=f"{stage.name}, {stage.place}" if stage else "",
        at=now,
    )
