"""The charter sent to an organisation's contact, and what the contact answers."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.foundation.markdown import markdown
from socle.groups.actions.approaching import LONGEST_NOTE, hold_approach, with_line, write
from socle.groups.actions.charter import accept_charter
from socle.groups.actions.stages import become_member
from socle.groups.actions.telling import tell
from socle.groups.models import Approach, CharterAcceptance
from socle.groups.models.joining import new_nonce
from socle.groups.queries.charter import charter, current_release
from socle.groups.queries.charter_links import token_of
from socle.groups.queries.coalition import the_coalition
from socle.groups.queries.people import coordinators, name_of
from socle.groups.rules import CHARTER_LINK_LASTS, CharterLink, charter_link_of

BETWEEN_SENDINGS = timedelta(hours=20)


class NoAddress(Exception):
    """Nobody knows yet where to write to the organisation."""


class TooSoon(Exception):
    """It was sent less than a day ago."""


class LinkIsClosed(Exception):
    """The link no longer opens the charter; ``state`` says why."""

    def __init__(self, state: CharterLink) -> None:
        self.state = state
        super().__init__(state)


class NotYet(Exception):
    """A signature of a day to come."""


def send_charter(*, approach: Approach, by: User, words: str, now: datetime) -> None:
    """Mail the contact the link to the release in force, in the organisation's language.

    Sent before and not answered, it is a reminder. ``words`` are the coordinator's own. Raises
    NoAddress, TooSoon, GroupIsArchived.
    """
    with transaction.atomic():
        row = hold_approach(approach)
        if not row.contact_email:
            raise NoAddress
        last = row.charter_sent_at
        if last is not None and now - last < BETWEEN_SENDINGS:
            raise TooSoon
        row.charter_sent_at = row.updated_at = now
        row.version += 1
        row.save()
        record("groups.charter.sent", now=now, by=by, target=row)
        write_mail(
            to=row.contact_email,
            template="groups/mail/charter_sent",
            context={
                "approach": row,
                "group": row.group,
                "token": token_of(row, current_release()),
                "words": words,
                "by": name_of(by),
                "again": last is not None,
                "coalition": the_coalition(),
                "days": CHARTER_LINK_LASTS.days,
            },
            language=row.group.language_codes[0],
            reply_to=by.email,
            now=now,
        )


def revoke_charter_link(*, approach: Approach, by: User, now: datetime) -> None:
    """Every link sent so far stops to open the charter."""
    with transaction.atomic():
        row = hold_approach(approach)
        if row.charter_sent_at is not None:
            close_link(row, now)
            record("groups.charter.revoked", now=now, by=by, target=row)


def close_link(approach: Approach, now: datetime) -> None:
    write(approach, {"nonce": new_nonce(), "charter_sent_at": None}, now)


def hold_open(approach: Approach, nonce: str, now: datetime) -> Approach:
    """Raises LinkIsClosed."""
    row = hold_approach(approach)
    accepted = row.group.charter_acceptances.filter(release=current_release()).exists()
    state = charter_link_of(row, nonce=nonce, accepted=accepted, now=now)
    if state != CharterLink.OPEN:
        raise LinkIsClosed(state)
    return row


def accept_by_link(
    *,
    approach: Approach,
    nonce: str,
    release: int,
    language: str,
    signed_name: str,
    signed_as: str,
    now: datetime,
) -> CharterAcceptance:
    """The contact accepts for the organisation: a member, public, and they get a receipt.

    Raises LinkIsClosed, NotTheCurrentRelease, GroupIsArchived.
    """
    with transaction.atomic():
        row = hold_open(approach, nonce, now)
        become_member(row, by=None, now=now)
        acceptance = accept_charter(
            group=row.group,
            by=None,
            release=release,
            language=language,
            signed_name=signed_name,
            signed_as=signed_as,
            now=now,
        )
        write_receipt(row, acceptance, now)
        tell(whom_to_tell(row, now), "charter_answered", now=now, approach=row, answer="accepted")
    return acceptance


def write_receipt(approach: Approach, acceptance: CharterAcceptance, now: datetime) -> None:
    """The exact words that were accepted, to where the charter was sent; a reply reaches who
    follows the organisation up."""
    if not approach.contact_email:
        return
    people = whom_to_tell(approach, now)
    words = charter(acceptance.language, acceptance.release).words
    write_mail(
        to=approach.contact_email,
        template="groups/mail/charter_receipt",
        context={
            "group": approach.group,
            "coalition": the_coalition(),
            "acceptance": acceptance,
            "charter_words": words,
            "charter_html": markdown(words),
        },
        language=acceptance.language,
        now=now,
        reply_to=people[0].email if people else "",
    )


def whom_to_tell(approach: Approach, now: datetime) -> list[User]:
    """Who follows it, if they still coordinate; else everyone who does."""
    everyone = list(coordinators(timezone.localdate(now)))
    follower = approach.follower
    return [follower] if follower is not None and follower in everyone else everyone


def answer_not_now(*, approach: Approach, nonce: str, words: str, now: datetime) -> None:
    """The contact would rather not, or later: who follows it is told. Raises LinkIsClosed."""
    with transaction.atomic():
        row = hold_open(approach, nonce, now)
        add_to_note(row, lambda: words or _("answered “not now” to the charter"), now)
        record("groups.charter.postponed", now=now, target=row)
        people = whom_to_tell(row, now)
        tell(people, "charter_answered", now=now, approach=row, answer="not_now", words=words)


def answer_not_me(*, approach: Approach, nonce: str, now: datetime) -> None:
    """It reached somebody else: their address is removed, and the link closed. LinkIsClosed."""
    with transaction.atomic():
        row = hold_open(approach, nonce, now)
        add_to_note(row, lambda: _("the address of the contact was wrong: it was removed"), now)
        write(row, {"contact_name": "", "contact_email": "", "phone": ""}, now)
        close_link(row, now)
        record("groups.charter.misdirected", now=now, target=row)
        tell(whom_to_tell(row, now), "charter_answered", now=now, approach=row, answer="not_me")


def add_to_note(approach: Approach, words: Callable[[], str], now: datetime) -> None:
    """In the language of who will read it."""
    readers = whom_to_tell(approach, now)
    with override(readers[0].language if readers else approach.group.language_codes[0]):
        who = approach.contact_name or _("the contact")
        longer = with_line("", words(), who, now) + f"\n\n{approach.note}"
    write(approach, {"note": longer.strip()[:LONGEST_NOTE]}, now)


def record_signature(
    *,
    approach: Approach,
    by: User,
    language: str,
    signed_name: str,
    signed_as: str,
    signed_on: date,
    now: datetime,
) -> CharterAcceptance:
    """A coordinator holds the release in force, signed on paper. The contact gets a receipt.

    Raises NotYet, GroupIsArchived.
    """
    if signed_on > timezone.localdate(now):
        raise NotYet
    noon = timezone.make_aware(datetime.combine(signed_on, time(12)))
    with transaction.atomic():
        row = hold_approach(approach)
        become_member(row, by=by, now=now)
        acceptance = accept_charter(
            group=row.group,
            by=by,
            release=current_release(),
            language=language,
            signed_name=signed_name,
            signed_as=signed_as,
            signed_at=min(noon, now),
            now=now,
        )
        write_receipt(row, acceptance, now)
    return acceptance
