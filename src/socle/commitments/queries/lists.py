"""The lists of a contest as whoever invites them sees each: how to reach it, what was tried."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from socle.commitments.models import (
    Approach,
    Exclusion,
    Invitation,
    InvitationRule,
    Questionnaire,
)
from socle.elections.models import Contest, ElectoralList


class State(StrEnum):
    """Where a list stands, from not known how to reach to answered. On paper: its letter is still
    to be printed, then posted or handed over."""

    MISSING = "missing"
    EXCLUDED = "excluded"
    UNREACHABLE = "unreachable"
    READY = "ready"
    LEAVING = "leaving"
    ON_PAPER = "on_paper"
    REVOKED = "revoked"
    REFUSED = "refused"
    SILENT = "silent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class ListLine:
    """``said``: its lines of the public log, oldest first."""

    row: ElectoralList
    invitation: Invitation | None
    exclusion: Exclusion | None
    said: list[Approach] = field(default_factory=list)

    @property
    def state(self) -> State:
        invitation = self.invitation
        if self.exclusion is not None:
            return State.EXCLUDED
        if invitation is None:
            return State.MISSING
        if invitation.finished_at is not None:
            return State.ANSWERED
        if any(line.kind == Approach.Kind.REFUSED for line in self.said):
            return State.REFUSED
        if invitation.unreachable and not invitation.address:
            return State.UNREACHABLE
        if invitation.revoked_at is not None:
            return State.REVOKED
        if invitation.waits_on_paper:
            return State.ON_PAPER
        if invitation.sent_at is not None:
            return State.SILENT
        return State.LEAVING if invitation.due_at is not None else State.READY


@dataclass(frozen=True, slots=True)
class Lists:
    """All of a contest, in ballot order."""

    rule: InvitationRule | None
    lines: list[ListLine]

    def of(self, *states: str) -> list[ListLine]:
        return [line for line in self.lines if line.state in states]

    @property
    def missing(self) -> list[ListLine]:
        return self.of(State.MISSING)

    @property
    def ready(self) -> list[ListLine]:
        return self.of(State.READY)

    @property
    def on_paper(self) -> list[ListLine]:
        return self.of(State.ON_PAPER)

    @property
    def silent(self) -> list[ListLine]:
        return self.of(State.SILENT)

    @property
    def answered(self) -> list[ListLine]:
        return self.of(State.ANSWERED)


def lists_of(contest: Contest, questionnaire: Questionnaire | None) -> Lists:
    """Five queries, however many lists. Candidates invited besides are in the log only."""
    rows = list(contest.lists.in_ballot_order())
    if questionnaire is None:
        return Lists(None, [ListLine(row, None, None) for row in rows])
    invited = {row.list_id: row for row in questionnaire.invitations.filter(candidacy=None)}
    rule = (
        InvitationRule.objects.filter(questionnaire=questionnaire).select_related("group").first()
    )
    excluded = {row.list_id: row for row in rule.exclusions.all()} if rule else {}
    said = defaultdict[int, list[Approach]](list)
    for line in questionnaire.approaches.select_related("candidacy__person").order_by("at", "pk"):
        said[line.list_id].append(line)
    return Lists(
        rule,
        [
            ListLine(row, invited.get(row.pk), excluded.get(row.pk), said.get(row.pk, []))
            for row in rows
        ],
    )
