"""After the vote, what was promised by those whom it elected is gathered, read, then published.

Gathered by a job, for one contest; until it is published it can be taken back whole. Gathered
again after that, it adds what is new and takes nothing away.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.inviting import new_nonce
from socle.commitments.models import Answer, Commitment, FollowUp, Holder
from socle.commitments.queries.promised import has_results, promised_in
from socle.commitments.rules import PROMISES
from socle.elections.models import Contest
from socle.foundation.actions.stamps import touch
from socle.foundation.queue import queue_job
from socle.groups.models import Group

# When whoever follows a promise is asked to look at it, unless they set another day.
LOOK_AGAIN = timedelta(days=182)


class NobodyElectedYet(Exception):
    """The vote is to come, or nobody said yet who was elected."""


class IsPublished(Exception):
    """What was published is taken back no more."""


class NothingGathered(Exception):
    """There is nothing to publish."""


def ask_to_gather(*, contest: Contest, by: User, now: datetime) -> FollowUp:
    """A job gathers it; pressed twice, it is one. Raises NobodyElectedYet."""
    if contest.election.day >= timezone.localdate(now) or not has_results(contest):
        raise NobodyElectedYet
    with transaction.atomic():
        said = {"asked_at": now, "asked_by": by, "updated_at": now}
        found, is_new = FollowUp.objects.get_or_create(contest=contest, defaults=said)
        if not is_new:
            found = hold(found)
            FollowUp.objects.filter(pk=found.pk, published_at=None).update(
                gathered_at=None, updated_at=now
            )
        record("commitments.promises.asked", target=found, by=by, now=now)
        transaction.on_commit(
            lambda: queue_job("commitments.gather_promises", found.pk), robust=True
        )
    return found


def gather(*, key: int, now: datetime) -> int:
    """What is not there yet of the follow-up of that key. How many promises were added."""
    with transaction.atomic():
        rows = FollowUp.objects.select_for_update(of=("self",), no_key=True)
        held = rows.select_related("contest__election").filter(pk=key).first()
        if held is None:
            return 0
        answers = promised_in(held.contest).filter(commitment=None)
        made = make(held, list(answers), now)
        if held.gathered_at is None or made:
            held.gathered_at, held.updated_at = now, now
            held.save()
            touch([PROMISES])
    return made


def gather_waiting(*, now: datetime) -> None:
    """Those whose job was lost with its worker."""
    for key in FollowUp.objects.filter(gathered_at=None).values_list("pk", flat=True):
        gather(key=key, now=now)


def make(follow_up: FollowUp, answers: list[Answer], now: datetime) -> int:
    holders = holders_of(answers, now)
    is_out = follow_up.published_at is not None
    Commitment.objects.bulk_create(
        Commitment(
            follow_up=follow_up,
            answer=answer,
            holder=holders[key_of(answer)],
            demand_id=answer.ask.provision.demand_id,
            area_id=follow_up.contest.area_id,
            follower=follower_of(answer),
            next_review=(timezone.localdate(now) + LOOK_AGAIN) if is_out else None,
            status_since=now,
            made_at=now,
            updated_at=now,
        )
        for answer in answers
    )
    return len(answers)


def key_of(answer: Answer) -> tuple[int, int | None]:
    """A list, and of it the human who promised, if it was not the list."""
    return answer.list_id, answer.candidacy.person.standing_id if answer.candidacy else None


def holders_of(answers: Iterable[Answer], now: datetime) -> dict[tuple[int, int | None], Holder]:
    """Those there are, and those made now. The address by which they were invited served for that,
    and is forgotten after the vote: another is asked for."""
    answers = list(answers)
    keys = {key_of(answer): answer for answer in answers}
    rows = Holder.objects.filter(list__in={key for key, _person in keys})
    found = {(row.list_id, row.person_id): row for row in rows}
    missing = []
    for key, answer in keys.items():
        if key in found:
            continue
        missing.append(
            Holder(
                list_id=key[0],
                person_id=key[1],
                language=answer.language,
                nonce=new_nonce(),
                updated_at=now,
            )
        )
    for row in Holder.objects.bulk_create(missing):
        found[row.list_id, row.person_id] = row
    return found


def follower_of(answer: Answer) -> Group | None:
    """The local group that asked; of what the coalition asked, a group is still to be found."""
    asker = answer.ask.asked_by
    return asker if asker.kind == Group.Kind.LOCAL and asker.archived_at is None else None


def publish_promises(*, follow_up: FollowUp, by: User, now: datetime) -> FollowUp:
    """From now on each is followed, and nothing is known of any. Raises NothingGathered."""
    with transaction.atomic():
        held = hold(follow_up)
        if held.gathered_at is None or not held.commitments.exists():
            raise NothingGathered
        if held.published_at is None:
            held.published_at = held.updated_at = now
            held.published_by = by
            held.save()
            held.commitments.update(
                status_since=now, next_review=timezone.localdate(now) + LOOK_AGAIN, updated_at=now
            )
            record("commitments.promises.published", target=held, by=by, now=now)
            touch([PROMISES])
    return held


def take_back_promises(*, follow_up: FollowUp, by: User, now: datetime) -> None:
    """As if it had never been gathered. Raises IsPublished."""
    with transaction.atomic():
        held = hold(follow_up)
        if held.published_at is not None:
            raise IsPublished
        record("commitments.promises.taken_back", target=held.contest, by=by, now=now)
        holders = Holder.objects.filter(commitments__follow_up=held)
        keys = list(holders.values_list("pk", flat=True))
        held.delete()
        Holder.objects.filter(pk__in=keys, commitments=None).delete()


def say_agreement(
    *, follow_up: FollowUp, title: str, url: str, read_on: date, by: User, now: datetime
) -> None:
    """Where the agreement of those who govern can be read."""
    with transaction.atomic():
        held = hold(follow_up)
        held.agreement_title, held.agreement_url, held.agreement_read_on = title, url, read_on
        held.updated_at = now
        held.save()
        record("commitments.promises.agreement", target=held, by=by, now=now)
        touch([PROMISES])


def hold(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("contest").get(pk=follow_up.pk)


def follow_promise(
    *,
    commitment: Commitment,
    group: Group | None,
    person: User | None,
    next_review: date | None,
    by: User,
    now: datetime,
) -> None:
    """Which group follows it, who of it, and when they look at it next."""
    with transaction.atomic():
        held = Commitment.objects.select_for_update(of=("self",), no_key=True).get(pk=commitment.pk)
        held.follower, held.followed_by = group, person if group is not None else None
        held.next_review, held.updated_at = next_review, now
        held.save()
        record("commitments.promise.followed", target=held, by=by, now=now)
        touch([PROMISES])
