"""Candidates are invited besides their list, where the rule says so: on the same day, in the same
words."""

from datetime import datetime

from socle.commitments.actions.inviting_one import new_nonce
from socle.commitments.models import Invitation, InvitationRule, Questionnaire
from socle.commitments.queries.candidates import candidates_to_invite, source_of
from socle.elections.models import ElectoralList


def add_candidates(
    questionnaire: Questionnaire, *, now: datetime, row: ElectoralList | None = None
) -> None:
    """In the caller's transaction: an invitation for each whose address came with the candidate,
    in the language of their list. ``row``: of one list only."""
    rule = InvitationRule.objects.filter(questionnaire=questionnaire).first()
    wanted = candidates_to_invite(rule).filter(invitations=None)
    rows = list(wanted.filter(list=row) if row else wanted)
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
            nonce=new_nonce(),
            made_at=now,
            expires_at=now,
        )
        for row in rows
    ]
    Invitation.objects.bulk_create(made, batch_size=500)
