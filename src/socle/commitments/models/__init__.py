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
from socle.commitments.models.rounds import AskRound
from socle.commitments.models.stage import StageCorrection, StageEvent

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerQuerySet",
    "Approach",
    "Ask",
    "AskQuerySet",
    "AskRound",
    "AskWords",
    "Exclusion",
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
    "StageEvent",
    "Stance",
    "known_kinds",
]
