"""Where candidates can be reached, whom the rule invites besides their list."""

from datetime import datetime

from django.db import transaction

from socle.accounts.journal import record
from socle.accounts.models import User
from socle.commitments.actions.asking import hold_questionnaire
from socle.commitments.actions.inviting import AT_LEAST, LeftOut, NoContact, OutAlready
from socle.commitments.actions.inviting_candidates import add_candidates
from socle.commitments.actions.inviting_links import send_elsewhere
from socle.commitments.actions.inviting_one import TooLate, new_nonce, send_off, written_soon
from socle.commitments.models import Invitation, InvitationRule, Questionnaire
from socle.commitments.queries.links import last_moment
from socle.commitments.queries.silence import came_back
from socle.commitments.rules import ASKS, invites
from socle.elections.models import Candidacy, ElectoralList
from socle.foundation.actions.stamps import touch


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
    invited at once; then it changes only where a message came back. Raises NoContact, LeftOut,
    OutAlready, TooLate."""
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
        if (found.sent_at or found.due_at) and not came_back(found):
            raise OutAlready
        found.address, found.address_source = address, source.strip()[:500]
        found.language = language
        found.save()
        record("commitments.contact.noted", now=now, by=by, target=candidacy)
        if found.sent_at is not None:
            send_elsewhere(found, by=by, now=now)
        elif held.opened_at is not None:
            send_off(found, held, ends=enough_days(held, candidacy.list, now), by=by, now=now)
            written_soon()
        touch([ASKS])
    return found


def invite_who_is_ready(
    *, questionnaire: Questionnaire, row: ElectoralList, by: User, now: datetime
) -> int:
    """Of one list: those whose address became known once the others were invited. How many.
    Idempotent. Raises TooLate."""
    with transaction.atomic():
        held = hold_questionnaire(questionnaire.contest, now)
        if held.opened_at is None:
            return 0
        add_candidates(held, row=row, now=now)
        waiting = held.invitations.filter(list=row, sent_at=None, due_at=None, revoked_at=None)
        rows = list(waiting.exclude(candidacy=None).exclude(list__exclusion__isnull=False))
        if rows:
            ends = enough_days(held, row, now)
            for each in rows:
                send_off(each, held, ends=ends, by=by, now=now)
                record("commitments.candidate.invited", now=now, by=by, target=each)
            touch([ASKS])
            written_soon()
    return len(rows)


def enough_days(questionnaire: Questionnaire, row: ElectoralList, now: datetime) -> datetime:
    """The last moment of the days of their list: it moves for a list, not for one candidate. Raises
    TooLate when fewer than seven days are left."""
    listed = row.invitations.filter(candidacy=None).first()
    ends = last_moment(listed, questionnaire) if listed else questionnaire.deadline
    if ends is None or now + AT_LEAST > ends:
        raise TooLate
    return ends
