"""The coalition asks the same of a whole level at once: proposed in every contest by a job, frozen
everywhere in the same words on a day, or taken back while nothing is frozen."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import (
    AskedAlready,
    DoesNotFit,
    InvitationsAreOut,
    NothingPublished,
    TooMany,
    freeze,
    propose_ask,
)
from socle.commitments.models import Ask, AskRound, Questionnaire
from socle.commitments.queries.rounds import contests_of_level
from socle.commitments.rules import ASKS
from socle.demands.models import Provision
from socle.elections.models import Contest, Election
from socle.foundation.actions.stamps import touch
from socle.foundation.queue import queue_job
from socle.groups.models import Group
from socle.territories.models import Area
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest_in_each

# A transaction asks in so many contests.
BATCH = 50
State, Why = AskRound.State, AskRound.Why
OverStates = (State.UNDONE, State.STOPPED)


class NoContest(Exception):
    """No council of that level votes there at that election."""


class BadDays(Exception):
    """Frozen today at the soonest, then answered, and the vote after that."""


class SomethingIsFrozen(Exception):
    """Words that are frozen stand: the ask can be withdrawn in a contest, with a reason."""


class StillBusy(Exception):
    """It is not proposed everywhere yet."""


def ask_level(
    *,
    provision: Provision,
    election: Election,
    region: Area | None,
    group: Group,
    freeze_on: date,
    answer_by: date,
    by: User,
    now: datetime,
) -> AskRound:
    """A job then proposes it in each contest. Asked twice, it is one round. Raises NoContest,
    BadDays, DoesNotFit, NothingPublished."""
    if not timezone.localdate(now) <= freeze_on < answer_by < election.day:
        raise BadDays
    with transaction.atomic():
        held = Provision.objects.select_for_update(of=("self",)).select_related("demand")
        asked = held.get(pk=provision.pk)
        if asked.withdrawn_at is not None or asked.demand.withdrawn_at is not None:
            raise DoesNotFit
        if not latest_in_each(provision.text):
            raise NothingPublished
        if not contests_of_level(provision, election, region).exists():
            raise NoContest
        there = AskRound.objects.filter(provision=provision, election=election, region=region)
        if (found := there.exclude(state__in=OverStates).first()) is not None:
            return found
        made = AskRound.objects.create(
            provision=provision,
            asked_by=group,
            election=election,
            region=region,
            freeze_on=freeze_on,
            answer_by=answer_by,
            made_at=now,
            made_by=by,
        )
        record("commitments.round.made", now=now, by=by, target=made)
        ask_for_a_job(made)
    return made


def ask_for_a_job(round: AskRound) -> None:
    key = round.pk
    transaction.on_commit(lambda: queue_job("commitments.ask_level", key), robust=True)


def work_on(
    key: int,
    *,
    clock: Callable[[], datetime],
    stop: Callable[[], bool] = lambda: False,
    batch: int = BATCH,
) -> None:
    """Propose or freeze what is left, batch by batch, each in one transaction with how far it is: a
    worker that is killed leaves its batch as it was, and another one begins there."""
    while not stop():
        now = clock()
        with transaction.atomic():
            held = hold_round(key)
            if held.state == State.PROPOSED and held.freeze_on <= timezone.localdate(now):
                begin_to_freeze(held, by=held.made_by, now=now)
            if held.state == State.PROPOSING:
                propose_some(held, batch, now)
            elif held.state == State.FREEZING:
                freeze_some(held, batch, now)
            else:
                return


def hold_round(key: int) -> AskRound:
    """Nobody else proposes, freezes or takes it back until the end of the transaction."""
    rows = AskRound.objects.select_for_update(of=("self",))
    return rows.select_related(
        "provision__text", "provision__demand", "election", "region", "made_by"
    ).get(pk=key)


def propose_some(held: AskRound, batch: int, now: datetime) -> None:
    rows = contests_of_level(held.provision, held.election, held.region)
    contests = list(rows.filter(pk__gt=held.reached)[:batch])
    for contest in contests:
        propose_in(contest, held, now)
        held.reached = contest.pk
    if len(contests) < batch:
        held.state = State.PROPOSED
    held.save()


def propose_in(contest: Contest, held: AskRound, now: datetime) -> None:
    """Where it cannot be asked it is left out; the page of the round names that contest and why."""
    try:
        propose_ask(
            contest=contest,
            group=held.asked_by,
            provision=held.provision,
            of_round=held,
            by=held.made_by,
            now=now,
        )
    except (AskedAlready, TooMany, InvitationsAreOut, DoesNotFit, NothingPublished):
        return


def freeze_now(*, round: AskRound, by: User, now: datetime) -> AskRound:
    """Before the day that was set; it stops where nothing is left to freeze. Idempotent. Raises
    StillBusy."""
    with transaction.atomic():
        held = hold_round(round.pk)
        if held.state == State.PROPOSING:
            raise StillBusy
        if held.state == State.PROPOSED:
            begin_to_freeze(held, by=by, now=now)
            ask_for_a_job(held)
    return held


def nothing_left(provision: Provision, words: Mapping[str, Revision]) -> str:
    """Why it cannot be frozen any more, if so."""
    if provision.withdrawn_at is not None or provision.demand.withdrawn_at is not None:
        return Why.WITHDRAWN
    return "" if words else Why.UNPUBLISHED


def stop_round(held: AskRound, why: str, *, now: datetime) -> None:
    """It leaves every contest, and no job comes back to it; its page says why."""
    take_out(held)
    held.state, held.stopped_why, held.undone_at = State.STOPPED, why, now
    held.save()
    record("commitments.round.stopped", now=now, by=None, target=held)
    touch([ASKS])


def take_out(held: AskRound) -> None:
    """Of every contest, where nothing of it is frozen. Raises SomethingIsFrozen."""
    hold_questionnaires(list(held.asks.all()))
    if held.frozen_at is not None or held.asks.frozen().exists():
        raise SomethingIsFrozen
    held.asks.all().delete()


def begin_to_freeze(held: AskRound, *, by: User | None, now: datetime) -> None:
    """The words of this moment are those of every contest, whenever its turn comes; if they still
    stand."""
    words = latest_in_each(held.provision.text)
    if why := nothing_left(held.provision, words):
        stop_round(held, why, now=now)
        return
    held.revisions.set(words.values())
    held.state, held.frozen_at, held.frozen_by = State.FREEZING, now, by
    held.save()
    record("commitments.round.frozen", now=now, by=by, target=held)


def freeze_some(held: AskRound, batch: int, now: datetime) -> None:
    left = held.asks.standing().filter(frozen_at=None).order_by("questionnaire")
    asks = list(left.select_related("provision__text", "questionnaire")[:batch])
    hold_questionnaires(asks)
    words = {row.language: row for row in held.revisions.all()}
    # What was taken back in one contest, while this waited for it, is gone.
    there = set(left.filter(pk__in=[ask.pk for ask in asks]).values_list("pk", flat=True))
    for ask in asks:
        if ask.pk in there:
            freeze(ask, by=held.frozen_by, now=now, revisions=words)
    if len(asks) < batch:
        held.state = State.FROZEN
        held.save()
    touch([ASKS])


def hold_questionnaires(asks: list[Ask]) -> None:
    rows = Questionnaire.objects.filter(pk__in=[ask.questionnaire_id for ask in asks])
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def take_back_round(*, round: AskRound, by: User, now: datetime) -> AskRound:
    """It leaves every contest, as if it had not been asked. Idempotent. Raises
    SomethingIsFrozen."""
    with transaction.atomic():
        held = hold_round(round.pk)
        if held.state in OverStates:
            return held
        take_out(held)
        held.state, held.undone_at = State.UNDONE, now
        held.save()
        record("commitments.round.undone", now=now, by=by, target=held)
        touch([ASKS])
    return held
