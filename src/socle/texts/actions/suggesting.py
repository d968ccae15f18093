"""Other words that somebody proposes: made, confirmed by a visitor, taken back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.foundation.actions.mail import write_mail
from socle.texts.actions.publishing import hold_text
from socle.texts.actions.telling import tell_group_of
from socle.texts.models import Revision, Suggestion
from socle.texts.queries.revisions import words_of
from socle.texts.queries.suggestions import State, token_of
from socle.texts.queries.words import Words
from socle.texts.rules import CONFIRM_WITHIN


class NothingChanged(Exception):
    """The words are those that are published."""


class LinkIsTooOld(Exception):
    """A suggestion is confirmed within some days, or deleted."""


def suggest(
    *,
    revision: Revision,
    words: Words,
    why: str,
    by: User | None,
    language: str,
    may_name: bool,
    now: datetime,
    name: str = "",
    email: str = "",
) -> Suggestion:
    """Propose ``words`` in the place of a published revision's.

    Somebody signed in is known, and heard at once; a visitor leaves ``name`` and ``email``, and
    gets a link there to confirm. ``language`` is the one we write to the author in.
    Raises NothingChanged, TextIsWithdrawn, GroupIsArchived.
    """
    if words == words_of(revision):
        raise NothingChanged
    with transaction.atomic():
        hold_text(revision.text)
        found = Suggestion.objects.create(
            revision=revision,
            title=words.title,
            summary=words.summary,
            body=words.body,
            more=words.more,
            why=why,
            by=by,
            name="" if by else name,
            email="" if by else email,
            language=language,
            may_name=may_name,
            nonce=secrets.token_hex(16),
            state=State.OPEN if by else State.UNCONFIRMED,
            made_at=now,
            confirmed_at=now if by else None,
        )
        if by:
            let_group_know(found, now)
        else:
            ask_to_confirm(found, now)
    return found


def ask_to_confirm(suggestion: Suggestion, now: datetime) -> None:
    write_mail(
        to=suggestion.email,
        template="texts/mail/suggestion_confirm",
        context={
            "suggestion": suggestion,
            "revision": suggestion.revision,
            "group": suggestion.revision.text.owner,
            "token": token_of(suggestion),
            "days": CONFIRM_WITHIN,
        },
        language=suggestion.language,
        now=now,
        forget=True,
    )


def let_group_know(suggestion: Suggestion, now: datetime) -> None:
    by = suggestion.by
    record("texts.suggestion.made", now=now, by=by, target=suggestion)
    tell_group_of(suggestion, now=now)


def hold_suggestion(suggestion: Suggestion) -> Suggestion:
    """As it is now, held until the transaction ends."""
    rows = Suggestion.objects.select_for_update(of=("self",))
    return rows.select_related("revision__text__owner", "result", "by").get(pk=suggestion.pk)


def confirm_suggestion(*, suggestion: Suggestion, now: datetime) -> Suggestion:
    """Its author has the address they gave: the group reads it. Confirmed already, it stays so.

    Raises LinkIsTooOld, TextIsWithdrawn, GroupIsArchived.
    """
    with transaction.atomic():
        hold_text(suggestion.revision.text)
        held = hold_suggestion(suggestion)
        if held.state != State.UNCONFIRMED:
            return held
        if held.made_at + timedelta(days=CONFIRM_WITHIN) <= now:
            raise LinkIsTooOld
        held.state, held.confirmed_at = State.OPEN, now
        held.save(update_fields=["state", "confirmed_at"])
        let_group_know(held, now)
    return held


def withdraw_suggestion(*, suggestion: Suggestion, now: datetime) -> Suggestion:
    """Its author takes it back while nobody has answered; answered, it stays as it is."""
    with transaction.atomic():
        held = hold_suggestion(suggestion)
        if held.state not in {State.UNCONFIRMED, State.OPEN}:
            return held
        held.state, held.answered_at = State.WITHDRAWN, now
        held.save(update_fields=["state", "answered_at"])
        record("texts.suggestion.withdrawn", now=now, by=held.by, target=held)
    return held
