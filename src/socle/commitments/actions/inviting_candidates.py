"""Candidates are invited besides their list, where the rule says so: on the same day, in the same
words."""

import secrets
from datetime import datetime

from socle.commitments.models import Invitation, InvitationRule, Questionnaire
from socle.commitments.queries.candidates import candidates_to_invite, source_of


def add_candidates(questionnaire: Questionnaire, *, now: datetime) -> int:
    """In the caller's transaction: an invitation for each whose address came with the candidate,
    in the language of their list. How many."""
    rule = InvitationRule.objects.filter(questionnaire=questionnaire).first()
    rows = list(candidates_to_invite(rule).filter(invitations=None))
    of_lists = questionnaire.invitations.filter(candidacy=None)
    spoken = dict(of_lists.values_list("list", "language"))
    made = [
        Invitation(
            questionnaire=questionnaire,
            list_id=row.list_id,
            candidacy=row,
            address=row.email,
            address_source=source_of(row),
            language=spoken.get(row.list_id) or (rule.language if rule else ""),
            nonce=secrets.token_hex(16),
            made_at=now,
            expires_at=now,
        )
        for row in rows
    ]
    Invitation.objects.bulk_create(made, batch_size=500)
    return len(made)
