"""Candidates whom the rule invites besides their list: whose address is known, who answered."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from socle.commitments.models import Approach, Invitation, InvitationRule
from socle.commitments.queries.lists import Counted
from socle.commitments.queries.silence import has_come_back, has_refused
from socle.elections.models import Candidacy, ElectoralList


class Known(StrEnum):
    """How far a candidate is, from no address to answered."""

    NO_ADDRESS = "no_address"
    READY = "ready"
    LEAVING = "leaving"
    INVITED = "invited"
    ANSWERED = "answered"
    REFUSED = "refused"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """``source``: where the address was published. ``said``: what was done towards them, oldest
    first; only those who invite read it."""

    candidacy: Candidacy
    invitation: Invitation | None
    said: list[Approach] = field(default_factory=list)

    @property
    def source(self) -> str:
        return self.invitation.address_source if self.invitation else source_of(self.candidacy)

    @property
    def known(self) -> Known:
        invitation, done = self.invitation, {line.kind for line in self.said}
        if invitation is not None and invitation.finished_at is not None:
            return Known.ANSWERED
        if Approach.Kind.ANSWERED in done:
            return Known.ANSWERED
        if has_refused(self.said):
            return Known.REFUSED
        if invitation is None:
            return Known.READY if self.candidacy.email else Known.NO_ADDRESS
        if invitation.revoked_at is not None:
            return Known.REVOKED
        if invitation.due_at is not None:
            return Known.LEAVING
        return Known.INVITED if invitation.sent_at is not None else Known.READY

    @property
    def log(self) -> list[Counted]:
        """As that of a list is read."""
        return [Counted(line, 0) for line in self.said]

    @property
    def came_back(self) -> bool:
        return has_come_back(self.invitation, self.said)

    @property
    def has_link(self) -> bool:
        """One that was sent, and can be sent again or revoked."""
        return self.invitation is not None and self.invitation.sent_at is not None


def source_of(candidacy: Candidacy) -> str:
    """Of the address that came with the candidate."""
    said = [candidacy.source_title, candidacy.source_url]
    return ", ".join(part for part in said if part)[:500] if candidacy.email else ""


def within_reach(rule: InvitationRule | None) -> QuerySet[Candidacy]:
    """Those whom the rule invites if they can be reached, on lists that it invites."""
    if rule is None or rule.reach == InvitationRule.Reach.LISTS:
        return Candidacy.objects.none()
    rows = Candidacy.objects.filter(contest=rule.questionnaire.contest_id, list__exclusion=None)
    return rows.filter(is_head=True) if rule.reach == InvitationRule.Reach.HEADS else rows


def candidates_to_invite(rule: InvitationRule | None) -> QuerySet[Candidacy]:
    """Those of them whose address is known."""
    noted = Invitation.objects.filter(candidacy=OuterRef("pk"))
    return within_reach(rule).filter(~Q(email="") | Exists(noted))


def candidates_of(row: ElectoralList, rule: InvitationRule) -> list[CandidateLine]:
    """Of one list, in its order; three queries."""
    rows = within_reach(rule).filter(list=row).select_related("person")
    invited = {each.candidacy_id: each for each in row.invitations.exclude(candidacy=None)}
    said = defaultdict[int | None, list[Approach]](list)
    for line in row.approaches.exclude(candidacy=None):
        said[line.candidacy_id].append(line)
    return [CandidateLine(each, invited.get(each.pk), said.get(each.pk, [])) for each in rows]
