"""What groups keep of people, for the data-protection page, their copy and their erasure."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.accounts.personal import AtErasure, Basis, Held, days
from socle.groups.actions.retention import DECIDED_REQUEST, OLD_INVITATION
from socle.groups.actions.uploads import KEPT
from socle.groups.models import (
    Approach,
    CharterAcceptance,
    Declaration,
    Delegation,
    Group,
    GroupFollow,
    ImportFile,
    Invitation,
    JoinRequest,
    Membership,
    StageChange,
)

GROUP_LASTS = _("as long as the group has its page")


def groups_of(user: User) -> "QuerySet[Group]":
    by_them = Q(created_by=user) | Q(welcomed_by=user)
    return Group.objects.filter(by_them | Q(contact_email__iexact=user.email))


def approaches_of(user: User) -> "QuerySet[Approach]":
    followed = Q(follower=user) | Q(contact_email__iexact=user.email)
    return Approach.objects.filter(followed).select_related("group")


def invitations_of(user: User) -> "QuerySet[Invitation]":
    mine = Q(made_by=user) | Q(email__iexact=user.email)
    return Invitation.objects.filter(mine).select_related("group")


HELD = (
    Held(
        "groups.membership",
        what=_("The groups you are in, your role in each, from when to when."),
        why=_("So that a group knows who is in it and who does what."),
        basis=Basis.SERVICE,
        kept=_("as long as you have an account, so that what was done can be understood"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Membership.objects.filter(user=user).select_related("group"),
        columns=("group__name", "role", "since", "until"),
    ),
    Held(
        "groups.joinrequest",
        what=_("That you asked to join a group, your short word, the answer."),
        why=_("To let the group answer you."),
        basis=Basis.SERVICE,
        kept=days(_("%(days)d days once answered or withdrawn"), DECIDED_REQUEST),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: JoinRequest.objects.filter(user=user).select_related("group"),
        columns=("group__name", "words", "made_at", "outcome", "decided_at", "reason"),
    ),
    Held(
        "groups.invitation",
        what=_("The address somebody invited to a group, and who invited."),
        why=_("To send the invitation and to open it to nobody else."),
        basis=Basis.INTEREST,
        kept=days(_("%(days)d days after it was accepted, revoked or ran out"), OLD_INVITATION),
        at_erasure=AtErasure.REMOVED,
        rows=invitations_of,
        columns=("group__name", "email", "role", "made_at", "expires_at", "accepted_at"),
    ),
    Held(
        "groups.delegation",
        what=_("The institution you speak for, from when to when. It can tell a faith or a union."),
        why=_("So that each institution has one voice. Shown to others only if you agree."),
        basis=Basis.CONSENT,
        kept=_("as long as you have an account"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Delegation.objects.filter(user=user).select_related("institution"),
        columns=("institution__name", "since", "until"),
    ),
    Held(
        "groups.declaration",
        what=_("Whether you said that you stand in an election or hold a mandate, and where."),
        why=_("So that nobody puts questions to themselves. Shown to your groups."),
        basis=Basis.INTEREST,
        kept=_("as long as you have an account"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Declaration.objects.filter(user=user).select_related("area"),
        columns=("stands", "holds", "area__code", "election_on", "words", "made_at"),
    ),
    Held(
        "groups.group",
        what=_("Who started a group, who welcomed it, the address that receives its messages."),
        why=_("So that a group can be written to, without its address being shown."),
        basis=Basis.INTEREST,
        kept=GROUP_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=groups_of,
        columns=("name", "contact_email", "created_at", "welcomed_at"),
    ),
    Held(
        "groups.groupfollow",
        what=_("The groups you follow by e-mail."),
        why=_("To send what you asked to follow."),
        basis=Basis.CONSENT,
        kept=_("until you stop following them"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: GroupFollow.objects.filter(subscription__user=user).select_related(
            "group"
        ),
        columns=("group__name", "since"),
    ),
    Held(
        "groups.charteracceptance",
        what=_("Who accepted the charter for a group: the name and function they gave, the day."),
        why=_("To be able to prove that the organisation agreed."),
        basis=Basis.DUTY,
        kept=GROUP_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: CharterAcceptance.objects.filter(accepted_by=user),
        columns=("group__name", "release", "accepted_at", "signed_name", "signed_as"),
    ),
    Held(
        "groups.approach",
        what=_(
            "Name, address, telephone of a contact in an organisation; a note; who follows it up."
        ),
        why=_("To invite organisations to take part. Seen by coordinators only."),
        basis=Basis.INTEREST,
        kept=_("until the contact objects or the organisation is removed"),
        at_erasure=AtErasure.UNNAMED,
        rows=approaches_of,
        columns=("group__name", "contact_name", "contact_email", "phone", "stage", "due_on"),
    ),
    Held(
        "groups.stagechange",
        what=_("That you moved an approached organisation from one stage to another."),
        why=_("So that coordinators know what was tried, and by whom."),
        basis=Basis.INTEREST,
        kept=_("as long as the organisation is followed"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: StageChange.objects.filter(by=user).select_related("approach__group"),
        columns=("approach__group__name", "before", "after", "at", "reason"),
    ),
    Held(
        "groups.importfile",
        what=_("A table of organisations and their contacts, sent to be taken in."),
        why=_("To let a coordinator look at it before it is taken in."),
        basis=Basis.INTEREST,
        kept=days(_("%(days)d day at most, or until it is taken in"), KEPT),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: ImportFile.objects.filter(made_by=user).defer("content"),
        columns=("name", "made_at"),
    ),
)
