"""A group proposes asks to a contest, takes them back, freezes their words for good, withdraws
them, and asks again in other words."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.telling import tell_who_answered
from socle.commitments.chain.canonical import canonical
from socle.commitments.models import Ask, AskRound, AskWords, Questionnaire
from socle.commitments.queries.asking import text_of
from socle.commitments.queries.councils import fits
from socle.commitments.queries.releases import release_with
from socle.commitments.rules import ASKS, MOST, still_stands
from socle.demands.models import Adaptation, Provision
from socle.elections.models import Contest
from socle.foundation.actions.stamps import touch
from socle.groups.models import Group
from socle.texts.models import Revision
from socle.texts.queries.revisions import latest_in_each


class TooMany(Exception):
    """A list is put ten asks at the most, of all groups together."""


class AskedAlready(Exception):
    """The provision stands among the asks of the contest."""


class DoesNotFit(Exception):
    """It is not asked of that council, or was withdrawn."""


class NothingPublished(Exception):
    """Words that are a draft cannot be asked."""


class InvitationsAreOut(Exception):
    """Lists were invited to answer these asks: no other one is put to them."""


class AskedMeanwhile(Exception):
    """Somebody proposed or took back something since the page was shown."""


class IsFrozen(Exception):
    """Its words stand for good: it can be withdrawn with a reason, or asked again."""


class NothingNew(Exception):
    """The words are those that were frozen."""


class NoReason(Exception):
    """What was frozen is withdrawn with a reason."""


def hold_questionnaire(contest: Contest, now: datetime) -> Questionnaire:
    """Made with the first ask; whoever else changes its asks waits."""
    Questionnaire.objects.get_or_create(contest=contest, defaults={"updated_at": now})
    return Questionnaire.objects.select_for_update().get(contest=contest)


def propose_ask(
    *,
    contest: Contest,
    group: Group,
    provision: Provision,
    by: User | None,
    now: datetime,
    adaptation: Adaptation | None = None,
    of_round: AskRound | None = None,
) -> Ask:
    """Shown to all who ask in the contest. Raises DoesNotFit, NothingPublished, InvitationsAreOut,
    AskedAlready, TooMany."""
    if not fits(provision, adaptation, contest):
        raise DoesNotFit
    with transaction.atomic():
        held = hold_questionnaire(contest, now)
        if held.opened_at is not None:
            raise InvitationsAreOut
        standing = held.asks.standing()
        if standing.filter(provision=provision).exists():
            raise AskedAlready
        if standing.count() >= MOST:
            raise TooMany
        ask = Ask(
            questionnaire=held,
            asked_by=group,
            provision=provision,
            adaptation=adaptation,
            round=of_round,
            position=next_position(held),
            proposed_at=now,
            proposed_by=by,
            updated_at=now,
        )
        if not text_of(ask).revisions.exists():
            raise NothingPublished
        ask.save()
        record("commitments.ask.proposed", now=now, by=by, target=ask)
        touch([ASKS])
    return ask


def next_position(questionnaire: Questionnaire) -> int:
    return (questionnaire.asks.aggregate(last=Max("position"))["last"] or 0) + 1


def take_back_ask(*, ask: Ask, by: User, now: datetime) -> None:
    """A proposal leaves no trace but in the journal. Idempotent. Raises IsFrozen."""
    with transaction.atomic():
        hold_questionnaire(ask.questionnaire.contest, now)
        held = Ask.objects.filter(pk=ask.pk).first()
        if held is None:
            return
        if held.frozen_at is not None:
            raise IsFrozen
        record("commitments.ask.taken_back", now=now, by=by, target=held)
        held.delete()
        touch([ASKS])


def freeze_asks(
    *,
    questionnaire: Questionnaire,
    group: Group,
    seen: Collection[int],
    by: User | None,
    now: datetime,
) -> list[Ask]:
    """Those the group proposed here: what is asked of a whole level is frozen everywhere at once
    (``actions/rounds.py``). ``seen``: keys of all that stood on the page it was done from, of other
    groups too. What was withdrawn since is taken back instead. Idempotent. Raises AskedMeanwhile,
    NothingPublished."""
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        standing = held.asks.standing()
        if set(seen) != set(standing.values_list("pk", flat=True)):
            raise AskedMeanwhile
        mine = standing.filter(asked_by=group, frozen_at=None, round=None)
        asks = list(mine.select_related("adaptation__text", "provision__text", "provision__demand"))
        frozen = [ask for ask in asks if still_stands(ask)]
        for ask in asks:
            if ask in frozen:
                freeze(ask, by=by, now=now)
            else:
                record("commitments.ask.taken_back", now=now, by=by, target=ask)
                ask.delete()
        touch([ASKS])
    return frozen


def freeze(
    ask: Ask,
    *,
    by: User | None,
    now: datetime,
    revisions: dict[str, Revision] | None = None,
) -> None:
    """In the caller's transaction; in the last words published unless others are given. Raises
    NothingPublished."""
    revisions = latest_in_each(text_of(ask)) if revisions is None else revisions
    if not revisions:
        raise NothingPublished
    # The words first: the database takes none once the ask is frozen.
    AskWords.objects.bulk_create(
        AskWords(
            ask=ask,
            language=language,
            title=revision.title,
            decision=revision.body,
            indicator=revision.summary,
            revision=revision,
        )
        for language, revision in sorted(revisions.items())
    )
    ask.frozen_at, ask.frozen_by, ask.updated_at = now, by, now
    ask.digest = digest_of(revisions)
    ask.release = release_with(ask, revisions)
    ask.save()
    record("commitments.ask.frozen", now=now, by=by, target=ask)


def digest_of(revisions: dict[str, Revision]) -> str:
    """SHA-256, in lower-case hex, of the RFC 8785 form of the words by language."""
    words = {
        language: {"title": row.title, "decision": row.body, "indicator": row.summary}
        for language, row in revisions.items()
    }
    return hashlib.sha256(canonical(words)).hexdigest()


def withdraw_ask(*, ask: Ask, why: str, by: User, now: datetime) -> Ask:
    """Frozen, and not answered for any more; its words stay readable. Raises NoReason."""
    if not why.strip():
        raise NoReason
    with transaction.atomic():
        hold_questionnaire(ask.questionnaire.contest, now)
        held = Ask.objects.get(pk=ask.pk)
        if held.withdrawn_at is None:
            held.withdrawn_at, held.withdrawn_why = now, why.strip()[:500]
            held.updated_at = now
            held.save()
            record(
                "commitments.ask.withdrawn",
                now=now,
                by=by,
                target=held,
                reason=held.withdrawn_why,
            )
            touch([ASKS])
    return held


def replace_ask(*, ask: Ask, by: User, now: datetime) -> Ask:
    """The same provision, in the words published since: another ask, frozen at once. Whoever
    answered the former is told. Raises NothingNew, NothingPublished, AskedAlready when it was
    replaced or withdrawn already, InvitationsAreOut once answers were published."""
    with transaction.atomic():
        held = hold_questionnaire(ask.questionnaire.contest, now)
        former = Ask.objects.select_related("adaptation__text", "provision__text").get(pk=ask.pk)
        if held.published_at is not None:
            raise InvitationsAreOut
        if former.withdrawn_at is not None or Ask.objects.filter(replaces=former).exists():
            raise AskedAlready
        if former.digest == digest_of(latest_in_each(text_of(former))):
            raise NothingNew
        later = Ask.objects.create(
            questionnaire=held,
            asked_by=former.asked_by,
            provision=former.provision,
            adaptation=former.adaptation,
            round=former.round,
            position=former.position,
            proposed_at=now,
            proposed_by=by,
            replaces=former,
            updated_at=now,
        )
        freeze(later, by=by, now=now)
        tell_who_answered(former, later, now=now)
        record("commitments.ask.replaced", now=now, by=by, target=former)
        touch([ASKS])
    return later
