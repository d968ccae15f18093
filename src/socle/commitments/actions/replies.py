"""Who promised is heard: one message a week with all that was said of their promises, a link by
which they reply, and a week before what weighs on them is shown."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.inviting import new_nonce
from socle.commitments.actions.statements import (
    LeadsToSomebody,
    SettledMeanwhile,
    hold_commitment,
    show_reply,
)
from socle.commitments.kinds.traces import traces_in
from socle.commitments.models import HEARD_FIRST, Holder, Reply, ReplyRequest, Statement
from socle.commitments.queries.grid import best_of
from socle.commitments.queries.replying import holders_to_tell, reply_path
from socle.commitments.rules import PROMISES
from socle.foundation.actions.mail import write_mail
from socle.foundation.actions.stamps import touch

# Days between the message and the last on which a reply holds back what weighs.
DAYS = 7


class HasAnAddress(Exception):
    """It can be written to: nothing had to be tried."""


def write_to_holders(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Once a week: to each holder of whom something was said since the last time, in one message.
    How many. A worker killed on the way goes on with the others."""
    written = 0
    for key in holders_to_tell():
        if stop():
            break
        written += write_to(key, now=now)
    return written


def write_to(key: int, *, now: datetime) -> bool:
    with transaction.atomic():
        rows = Holder.objects.select_for_update(of=("self",), no_key=True)
        holder = rows.select_related("list__contest", "person").get(pk=key)
        if not holder.address:
            return False
        return ask_holder(holder, unreachable="", by=None, now=now) is not None


def ask_holder(
    holder: Holder, *, unreachable: str, by: User | None, now: datetime
) -> ReplyRequest | None:
    """Under its lock: everything they were not told of yet."""
    keys = list(
        Statement.objects.to_tell().filter(commitment__holder=holder).values_list("pk", flat=True)
    )
    if not keys:
        return None
    asked = ReplyRequest.objects.create(holder=holder, sent_at=now, unreachable=unreachable)
    until = end_of_day(now + timedelta(days=DAYS))
    rows = Statement.objects.filter(pk__in=keys)
    rows.update(request=asked)
    held = rows.filter(published_at=None, status__in=HEARD_FIRST)
    held.update(reply_until=until)
    record("commitments.reply.asked", target=asked, by=by, now=now)
    touch([PROMISES])
    if holder.address:
        write_mail(
            to=holder.address,
            template="commitments/mail/follow_up",
            context={
                "who": holder.name,
                "lines": lines_in(holder.language, keys),
                "until": until,
                "link": settings.SOCLE_BASE_URL + reply_path(holder),
            },
            language=holder.language,
            now=now,
        )
    return asked


def lines_in(language: str, keys: list[int]) -> list[dict[str, object]]:
    """Each statement with the title of its question, in that language where there is one."""
    rows = Statement.objects.filter(pk__in=keys).select_related("commitment__answer__ask", "group")
    rows = rows.prefetch_related("commitment__answer__ask__words")
    return [
        {"statement": row, "words": best_of(row.commitment.answer.ask.words.all(), language)}
        for row in rows.order_by("pk")
    ]


def end_of_day(moment: datetime) -> datetime:
    """Its last second here."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time(23, 59, 59)))


def say_where(*, holder: Holder, address: str, source: str, by: User, now: datetime) -> None:
    """Where a holder can be written to, and where they published it. Another link from now on."""
    with transaction.atomic():
        held = Holder.objects.select_for_update(no_key=True).get(pk=holder.pk)
        held.address, held.address_source = address, source
        held.nonce, held.updated_at = new_nonce(), now
        held.save()
        # Who had the link that opens no more is told anew, with all their days.
        waiting = Statement.objects.waiting().filter(commitment__holder=held)
        waiting.update(request=None, reply_until=None)
        touch([PROMISES])
        record("commitments.holder.reached", target=held, by=by, now=now)


def say_unreachable(*, holder: Holder, tried: str, by: User, now: datetime) -> None:
    """Nobody finds how to write to them: what was tried stands on the page, and their week runs.

    Raises HasAnAddress, LeadsToSomebody, SettledMeanwhile.
    """
    if traces_in(tried):
        raise LeadsToSomebody
    with transaction.atomic():
        rows = Holder.objects.select_for_update(of=("self",), no_key=True)
        held = rows.select_related("list", "person").get(pk=holder.pk)
        if held.address:
            raise HasAnAddress
        if ask_holder(held, unreachable=tried, by=by, now=now) is None:
            raise SettledMeanwhile


def reply(*, statement: Statement, words: str, language: str, now: datetime) -> Reply:
    """By the link of its holder: shown beside the statement, at once if that one is shown.

    The same words sent twice are one reply. Raises LeadsToSomebody, SettledMeanwhile.
    """
    if traces_in(words):
        raise LeadsToSomebody
    with transaction.atomic():
        hold_commitment(statement.commitment)
        rows = Statement.objects.filter(dropped_at=None)
        held = rows.select_related("commitment__holder__list", "commitment__holder__person", "line")
        found = held.filter(pk=statement.pk).first()
        if found is None:
            raise SettledMeanwhile
        there = found.replies.filter(words=words).first()
        if there is not None:
            return there
        made = Reply.objects.create(
            statement=found, words=words, language=language, received_at=now
        )
        record("commitments.reply.received", target=made, now=now)
        touch([PROMISES])
        if found.published_at is not None:
            show_reply(made, found, now)
    return made
