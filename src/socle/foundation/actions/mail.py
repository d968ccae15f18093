"""The outbox: a message is written with the change it tells of, and handed over by the worker.

Every message reaches the mail server. Only the one in hand when a worker is killed may go twice,
and then under the same Message-ID.
"""

import re
import secrets
import smtplib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils.html import escape

from socle.foundation.mail import LONGEST_SUBJECT, build_message, refuse_unsafe, render_mail
from socle.foundation.models import OutgoingMail
from socle.foundation.queue import queue_job

log = structlog.get_logger(__name__)

TRIES = 8
# How long to wait after each try but the last, in minutes.
WAITS = [1, 5, 15, 60, 180, 480, 1440]
BATCH = 200
# Many servers close a connection that brought more.
A_CONNECTION = 50
KEEP_SENT = timedelta(days=30)
KEEP_GIVEN_UP = timedelta(days=180)


class Delivery(Enum):
    SENT = "sent"
    NOT_DUE = "not due, or in other hands"
    LATER = "refused, to be tried again"
    UNREACHABLE = "the server does not answer"
    GIVEN_UP = "given up"


class NoTransaction(Exception):
    """A message is written in the transaction of the change it tells of."""


def write_mail(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str,
    now: datetime,
    reply_to: str = "",
    headers: dict[str, str] | None = None,
    forget: bool = False,
) -> OutgoingMail:
    """Put a message in the outbox, in the caller's transaction; the worker is told after it.

    ``template`` is the path without its ending (``"groups/mail/welcome"``): a ``.txt`` and a
    ``.html`` stand there. ``language`` is the recipient's. ``headers`` are for such as
    ``List-Unsubscribe``. With ``forget`` the row goes once the message was handed over or given
    up. Raises ``UnsafeMail`` for what could forge a header, ``NoTransaction``
    where a change that then fails would be told of all the same.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction(template)
    rendered = render_mail(template, context, language)
    mail = OutgoingMail(
        message_id=make_msgid(domain=urlsplit(settings.SOCLE_BASE_URL).hostname),
        to=to,
        reply_to=reply_to,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=headers or {},
        forget=forget,
        created_at=now,
        due_at=now,
    )
    refuse_unsafe(mail)
    mail.save(force_insert=True)
    wake_the_worker()
    return mail


@dataclass(frozen=True, slots=True)
class Copy:
    """One of many messages that say the same: to whom, and what is its own, by mark."""

    to: str
    own: dict[str, str]


def write_copies(
    *,
    copies: Sequence[Copy],
    template: str,
    context: dict[str, Any],
    language: str,
    starts: datetime,
    every: timedelta,
    now: datetime,
    reply_to: str = "",
) -> list[OutgoingMail]:
    """``write_mail`` for many who are told the same, written at once and made once: only what is
    their own is put in, where the template shows ``marks.NAME``. They leave one ``every`` so often
    from ``starts`` on, in their order. Raises what ``write_mail`` does."""
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction(template)
    names = sorted({name for copy in copies for name in copy.own})
    # What nobody can guess, so that no value can look like another's mark.
    marks = {name: secrets.token_hex(16) for name in names}
    rendered = render_mail(template, context | {"marks": marks}, language)
    domain = urlsplit(settings.SOCLE_BASE_URL).hostname
    mails = []
    for number, copy in enumerate(copies):
        plain = {marks[name]: value for name, value in copy.own.items()}
        safe = {mark: escape(value) for mark, value in plain.items()}
        mail = OutgoingMail(
            message_id=make_msgid(domain=domain),
            to=copy.to,
            reply_to=reply_to,
            language=language,
            subject=put_in(rendered.subject, plain)[:LONGEST_SUBJECT],
            text=put_in(rendered.text, plain),
            html=put_in(rendered.html, safe),
            created_at=now,
            due_at=starts + every * number,
        )
        refuse_unsafe(mail)
        mails.append(mail)
    OutgoingMail.objects.bulk_create(mails)
    wake_the_worker()
    return mails


def put_in(words: str, own: Mapping[str, str]) -> str:
    for mark, value in own.items():
        words = words.replace(mark, value)
    return words


def ask_to_send() -> None:
    queue_job("foundation.send_due_mail")


def wake_the_worker() -> None:
    """Once a transaction, however many messages it writes."""
    asked = transaction.get_connection().run_on_commit
    if not any(entry[1] is ask_to_send for entry in asked):
        # A queue that fails does not fail the change: the minute's round finds the row.
        transaction.on_commit(ask_to_send, robust=True)


def send_due(
    *, clock: Callable[[], datetime], stop: Callable[[], bool] = lambda: False, limit: int = BATCH
) -> bool:
    """Hand over what is due, oldest first, over one connection. True when more may be waiting.

    A server that does not answer ends the round, so that it costs one message one try.
    """
    due = OutgoingMail.objects.due(clock()).order_by("due_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:limit])
    connection = get_connection()
    try:
        for number, mail_id in enumerate(ids, start=1):
            if stop():
                return False
            if deliver(mail_id, now=clock(), connection=connection) is Delivery.UNREACHABLE:
                return False
            if number % A_CONNECTION == 0:
                hang_up(connection)
    finally:
        hang_up(connection)
    return len(ids) == limit


def deliver(mail_id: int, *, now: datetime, connection: BaseEmailBackend | None = None) -> Delivery:
    """Claim one message, hand it over, and write down what came of it.

    Never call it inside a transaction: the claim must be seen by others before the server is met.
    """
    mail = claim(mail_id, now)
    if mail is None:
        return Delivery.NOT_DUE
    if mail.attempts > TRIES:
        return give_up(mail, "WorkerStopped", now)
    if connection is None:
        connection = get_connection()
        try:
            return hand_over(mail, connection, now)
        finally:
            hang_up(connection)
    return hand_over(mail, connection, now)


def claim(mail_id: int, now: datetime) -> OutgoingMail | None:
    """Take a due message in hand by one UPDATE, so that only one worker can.

    The try is counted here: one that kills its worker counts too.
    """
    token = secrets.token_hex(16)
    taken = OutgoingMail.objects.due(now).filter(pk=mail_id)
    if not taken.update(claim=token, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return OutgoingMail.objects.filter(pk=mail_id, claim=token).first()


def hand_over(mail: OutgoingMail, connection: BaseEmailBackend, now: datetime) -> Delivery:
    try:
        connection.open()
    except OSError as error:
        postpone(mail, error, now)
        return Delivery.UNREACHABLE
    try:
        connection.send_messages([build_message(mail)])
    except (OSError, ValueError) as error:
        hang_up(connection)
        return postpone(mail, error, now)
    # Who reads it has it: to whom, about what and when is enough to look into a complaint.
    settle(mail, sent_at=now, last_error="", text="", html="")
    return Delivery.SENT


def hang_up(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()


def postpone(mail: OutgoingMail, error: Exception, now: datetime) -> Delivery:
    """Try again later, each time later; give up at the last try.

    A refusal for good is no exception: at a smarthost it is mostly our own set-up (relaying
    denied, a wrong credential), which can be mended; who does not exist bounces later.
    """
    if mail.attempts >= TRIES:
        return give_up(mail, name_error(error), now)
    settle(mail, due_at=now + wait_after(mail), last_error=name_error(error))
    log.warning("mail postponed", mail=mail.pk, attempts=mail.attempts, error=name_error(error))
    return Delivery.LATER


def wait_after(mail: OutgoingMail) -> timedelta:
    """The wait after a message's latest try, up to a tenth longer by its number."""
    return timedelta(minutes=WAITS[mail.attempts - 1]) * (1 + mail.pk % 10 / 100)


def give_up(mail: OutgoingMail, error: str, now: datetime) -> Delivery:
    # A ninth claim, after eight that killed their worker, is no ninth try.
    tries = min(mail.attempts, TRIES)
    settle(mail, given_up_at=now, attempts=tries, last_error=error)
    log.error("mail given up", mail=mail.pk, attempts=tries, error=error)
    return Delivery.GIVEN_UP


def settle(mail: OutgoingMail, **outcome: Any) -> None:
    """Write what came of a try, unless the message has passed into other hands."""
    mine = OutgoingMail.objects.filter(pk=mail.pk, claim=mail.claim)
    if mail.forget and "due_at" not in outcome:
        mine.delete()
    elif not mine.update(claim="", claimed_at=None, **outcome):
        log.warning("mail passed into other hands", mail=mail.pk)


def name_error(error: Exception) -> str:
    """An error by its kind and codes only: a server's words often quote the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = vars(error).get("smtp_code", ""), vars(error).get("smtp_error", b"")
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    detail = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", text)
    return " ".join(filter(None, [type(error).__name__, str(code), detail and detail[0]]))


def retry_given_up(*, now: datetime) -> int:
    """Put every given-up message back in the queue, with all its tries. How many."""
    given_up = OutgoingMail.objects.given_up()
    count = given_up.update(given_up_at=None, attempts=0, due_at=now)
    wake_the_worker()
    return count


def forget_old_mail(*, now: datetime) -> int:
    """Delete what need not be kept: messages hold addresses. How many."""
    sent = OutgoingMail.objects.filter(sent_at__lt=now - KEEP_SENT)
    given_up = OutgoingMail.objects.filter(given_up_at__lt=now - KEEP_GIVEN_UP)
    return sent.delete()[0] + given_up.delete()[0]
