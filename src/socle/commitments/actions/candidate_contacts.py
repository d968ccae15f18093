"""Where a candidate can be reached, whom the rule invites besides their list."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.actions.inviting import (
    AT_LEAST,
    LeftOut,
    NoContact,
    OutAlready,
    ask_to_write,
    new_nonce,
    send_off,
)
from socle.commitments.models import Invitation, InvitationRule, Questionnaire
from socle.commitments.rules import ASKS, invites
from socle.elections.models import Candidacy
from socle.foundation.actions.stamps import touch


class TooLate(Exception):
    """Too few days are left to answer in: the deadline moves for a list, not for one candidate."""


def note_candidate(
    *,
    questionnaire: Questionnaire,
    candidacy: Candidacy,
    address: str,
    source: str,
    language: str,
    by: User,
    now: datetime,
) -> Invitation:
    """An address that the candidate published, and where. Once the others were invited, they are
    invited at once. Raises NoContact, LeftOut, OutAlready, TooLate."""
    if not address or not source.strip():
        raise NoContact
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        rule = InvitationRule.objects.filter(questionnaire=held).first()
        is_out = Candidacy.objects.filter(pk=candidacy.pk, list__exclusion__isnull=False)
        if rule is None or not invites(rule, candidacy) or is_out.exists():
            raise LeftOut
        found = Invitation.objects.filter(candidacy=candidacy).first() or Invitation(
            questionnaire=held,
            list_id=candidacy.list_id,
            candidacy=candidacy,
            nonce=new_nonce(),
            made_at=now,
            expires_at=now,
        )
        if found.sent_at or found.due_at:
            raise OutAlready
        if held.opened_at is not None and (held.deadline is None or now + AT_LEAST > held.deadline):
            raise TooLate
        found.address, found.address_source = address, source.strip()[:500]
        found.language = language
        found.save()
        record("commitments.contact.noted", now=now, by=by, target=candidacy)
        if held.opened_at is not None:
            send_off(found, held, by=by, now=now)
            transaction.on_commit(ask_to_write, robust=True)
        touch([ASKS])
    return found
