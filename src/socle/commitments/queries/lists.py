"""The lists of a contest as whoever invites them sees each: how to reach it, what was tried."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils import timezone

from socle.commitments.models import (
    Approach,
    Exclusion,
    Invitation,
    InvitationRule,
    Questionnaire,
)
from socle.commitments.queries.silence import has_come_back, has_refused
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
    """``said``: its lines of the public log, and those of who heads it, oldest first. ``besides``:
    what was done towards its other candidates, whose silence is told of nobody by name."""

    row: ElectoralList
    invitation: Invitation | None
    exclusion: Exclusion | None
    said: list[Approach] = field(default_factory=list)
    besides: list["Counted"] = field(default_factory=list)

    @property
    def state(self) -> State:
        invitation = self.invitation
        if self.exclusion is not None:
            return State.EXCLUDED
        if invitation is None:
            return State.MISSING
        done = {line.kind for line in self.own}
        has_left = invitation.sent_at is not None or bool(invitation.unreachable)
        if invitation.finished_at is not None or (has_left and Approach.Kind.ANSWERED in done):
            return State.ANSWERED
        if has_refused(self.own):
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

    @property
    def log(self) -> "list[Counted]":
        """All of it, oldest first; ``number`` is 0 where it is about the list or who heads it."""
        lines = [*(Counted(line, 0) for line in self.said), *self.besides]
        return sorted(lines, key=lambda each: each.line.at)

    @property
    def own(self) -> list[Approach]:
        """Not those of who heads it."""
        return [line for line in self.said if line.candidacy_id is None]

    @property
    def came_back(self) -> bool:
        return has_come_back(self.invitation, self.own)

    @property
    def has_link(self) -> bool:
        """One that was sent, and can be sent again or revoked."""
        return self.invitation is not None and self.invitation.sent_at is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """The same thing done on one day towards so many candidates; ``line``: the first."""

    line: Approach
    number: int


@dataclass(frozen=True, slots=True)
class Lists:
    """All of a contest, in ballot order."""

    rule: InvitationRule | None
    lines: list[ListLine]

    def of(self, *states: str) -> list[ListLine]:
        return [line for line in self.lines if line.state in states]

    @property
    def is_example(self) -> bool:
        """Invented lists stand in real elections too."""
        return any(line.row.is_example for line in self.lines)

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
    besides = defaultdict[int, list[Approach]](list)
    for line in questionnaire.approaches.select_related("candidacy").order_by("at", "pk"):
        is_other = line.candidacy is not None and not line.candidacy.is_head
        (besides if is_other else said)[line.list_id].append(line)
    return Lists(
        rule,
        [
            ListLine(
                row,
                invited.get(row.pk),
                excluded.get(row.pk),
                said.get(row.pk, []),
                counted(besides.get(row.pk, [])),
            )
            for row in rows
        ],
    )


def counted(lines: list[Approach]) -> list[Counted]:
    """By day, and what was done by which way."""
    same = defaultdict[tuple[date, str, str], list[Approach]](list)
    for line in lines:
        same[timezone.localdate(line.at), line.kind, line.channel].append(line)
    return [Counted(each[0], len(each)) for each in same.values()]
