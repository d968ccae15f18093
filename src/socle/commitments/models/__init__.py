from socle.commitments.models.answering import Answer, AnswerDraft, AnswerQuerySet, Stance
from socle.commitments.models.asking import (
    Ask,
    AskQuerySet,
    AskWords,
    Exclusion,
    InvitationRule,
    Questionnaire,
    Reminder,
)
from socle.commitments.models.inviting import Approach, Invitation, InvitationQuerySet
from socle.commitments.models.ledger import LedgerFollow, LedgerLine, Removal, known_kinds
from socle.commitments.models.letters import Letter
from socle.commitments.models.promises import (
    HEARD_FIRST,
    SEEN_BY_TWO,
    Commitment,
    FollowUp,
    Holder,
    Status,
)
from socle.commitments.models.rounds import AskRound
from socle.commitments.models.stage import StageCorrection, StageEvent
from socle.commitments.models.statements import Reply, ReplyRequest, Statement, StatementSource

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerQuerySet",
    "Approach",
    "Ask",
    "AskQuerySet",
    "AskRound",
    "AskWords",
    "Commitment",
    "Exclusion",
    "FollowUp",
    "HEARD_FIRST",
    "Holder",
    "Invitation",
    "InvitationQuerySet",
    "InvitationRule",
    "LedgerFollow",
    "LedgerLine",
    "Letter",
    "Questionnaire",
    "Reminder",
    "Removal",
    "StageCorrection",
    "Reply",
    "ReplyRequest",
    "SEEN_BY_TWO",
    "StageEvent",
    "Stance",
    "Statement",
    "StatementSource",
    "Status",
    "known_kinds",
]
