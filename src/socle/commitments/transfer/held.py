"""What this room keeps of people; whoever answers has no account.

The ledger itself names candidates, elected people and organisations, by the names they stand
under: what leads to a person has no field in it (see ``kinds``).
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.accounts.personal import AtErasure, Basis, Held, days
from socle.commitments.models import (
    Answer,
    Approach,
    Ask,
    AskRound,
    Commitment,
    Exclusion,
    FollowUp,
    Holder,
    Invitation,
    InvitationRule,
    LedgerFollow,
    Letter,
    StageEvent,
    Statement,
)
from socle.elections.actions.retention import KEEP_ADDRESSES

RECORD = _("as long as the campaign is read")
FAIR = _("So that anyone can check that all were treated alike.")


def answers_of(user: User) -> "QuerySet[Answer]":
    return Answer.objects.filter(
        Q(entered_by=user) | Q(confirmed_by=user) | Q(held_by=user) | Q(sent_back_by=user)
    ).select_related("ask", "list")


HELD = (
    Held(
        "commitments.ledgerfollow",
        what=_("Whether you follow the public ledger by e-mail."),
        why=_("To send what you asked to follow."),
        basis=Basis.CONSENT,
        kept=_("until you stop following it"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: LedgerFollow.objects.filter(subscription__user=user),
        columns=("since", "told_seq", "told_at"),
    ),
    Held(
        "commitments.ask",
        what=_("Who proposed a question for a group, and who froze its words."),
        why=_("So that a group knows what was asked in its name, and by whom."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Ask.objects.filter(Q(proposed_by=user) | Q(frozen_by=user)),
        columns=("asked_by__name", "proposed_at", "frozen_at"),
    ),
    Held(
        "commitments.askround",
        what=_("Who asked the same of a whole level for the coalition, and who froze its words."),
        why=_("So that a group knows what was asked in its name, and by whom."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: AskRound.objects.filter(Q(made_by=user) | Q(frozen_by=user)),
        columns=("asked_by__name", "made_at", "frozen_at"),
    ),
    Held(
        "commitments.invitationrule",
        what=_("Who published the rule by which a group invites."),
        why=FAIR,
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: InvitationRule.objects.filter(published_by=user),
        columns=("group__name", "kind", "published_at"),
    ),
    Held(
        "commitments.exclusion",
        what=_("Who said that the rule does not invite a list."),
        why=FAIR,
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Exclusion.objects.filter(made_by=user),
        columns=("list__name", "reason", "made_at"),
    ),
    Held(
        "commitments.invitation",
        what=_("The address to which a list or a candidate was invited to answer."),
        why=_("To put the same questions to everyone. Addresses are never shown."),
        basis=Basis.INTEREST,
        kept=days(
            _(
                "the address until %(days)d days after the vote, the rest as long as the campaign "
                "is read"
            ),
            KEEP_ADDRESSES,
        ),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Invitation.objects.filter(address__iexact=user.email),
        columns=("list__name", "address_source", "sent_at", "expires_at"),
    ),
    Held(
        "commitments.approach",
        what=_("Who called, wrote to or heard from a list."),
        why=FAIR,
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Approach.objects.filter(by=user),
        columns=("list__name", "kind", "words", "at"),
    ),
    Held(
        "commitments.answer",
        what=_(
            "What lists and candidates answered; who noted it, confirmed it, sent it back or held "
            "its words."
        ),
        why=_("So that anyone can see who said what before a vote, and what became of it."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=answers_of,
        columns=("list__name", "stance", "words", "received_at"),
    ),
    Held(
        "commitments.stageevent",
        what=_("Who opened a meeting where lists answer on stage."),
        why=_("So that a group knows what was noted in its name, and by whom."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: StageEvent.objects.filter(opened_by=user),
        columns=("group__name", "name", "place", "day", "opened_at"),
    ),
    Held(
        "commitments.letter",
        what=_("Letters and e-mails with answers: a scan, and who entered it."),
        why=_("So that a second person can compare what was entered with what was written."),
        basis=Basis.INTEREST,
        kept=_(
            "the scan until half a year after the vote, the rest as long as the campaign is read"
        ),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Letter.objects.filter(entered_by=user).defer("scan"),
        columns=("invitation__list__name", "via", "written_on", "entered_at"),
    ),
    Held(
        "commitments.followup",
        what=_("Who gathered and published what the elected had promised."),
        why=_("So that a group knows what was said in its name, and by whom."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: FollowUp.objects.filter(Q(asked_by=user) | Q(published_by=user)),
        columns=("contest__code", "asked_at", "published_at"),
    ),
    Held(
        "commitments.holder",
        what=_("The address at which who promised is told what is said of their promises."),
        why=_("So that they can reply before it is shown. Addresses are never shown."),
        basis=Basis.INTEREST,
        kept=_("as long as their promises are followed"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Holder.objects.filter(address__iexact=user.email),
        columns=("list__name", "address_source", "updated_at"),
    ),
    Held(
        "commitments.commitment",
        what=_("Who follows a promise for a group."),
        why=_("So that no promise is forgotten."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Commitment.objects.filter(followed_by=user),
        columns=("holder__list__name", "status", "next_review"),
    ),
    Held(
        "commitments.statement",
        what=_("Who said, for a group, what became of a promise, and who confirmed it."),
        why=_("So that a group knows what was said in its name, and by whom."),
        basis=Basis.INTEREST,
        kept=RECORD,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Statement.objects.filter(Q(made_by=user) | Q(confirmed_by=user)),
        columns=("group__name", "status", "observed", "made_at"),
    ),
)
