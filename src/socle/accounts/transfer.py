"""What this room, and what it stands on, keeps of people; the copy they can ask for."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import (
    Consent,
    DataExport,
    EmailChange,
    JournalEntry,
    Session,
    Subscription,
    User,
)
from socle.accounts.personal import (
    EMAIL_CHANGE,
    EXPORT_LASTS,
    UNCONFIRMED_SUBSCRIPTION,
    UNUSED_SIGN_UP,
    AtErasure,
    Basis,
    Held,
    days,
)
from socle.foundation.actions.mail import KEEP_GIVEN_UP, KEEP_SENT
from socle.foundation.models import OutgoingMail

ACCOUNT = _("as long as you have an account")


def mail_to(user: User) -> "QuerySet[OutgoingMail]":
    return OutgoingMail.objects.filter(to__iexact=user.email)


def journal_of(user: User) -> "QuerySet[JournalEntry]":
    return JournalEntry.objects.filter(by=user)


HELD = (
    Held(
        "accounts.user",
        what=_("Your e-mail address, your name if you gave one, your language."),
        why=_("To sign you in and write to you."),
        basis=Basis.SERVICE,
        kept=days(
            _("as long as you have an account; %(days)d days if you never signed in"),
            UNUSED_SIGN_UP,
        ),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: User.objects.filter(pk=user.pk),
        columns=("email", "name", "language", "joined_at", "last_login"),
    ),
    Held(
        "account.emailaddress",
        what=_("The address your codes go to, and that you proved it is yours."),
        why=_("To sign you in."),
        basis=Basis.SERVICE,
        kept=ACCOUNT,
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: EmailAddress.objects.filter(user=user),
        columns=("email", "verified"),
    ),
    Held(
        "mfa.authenticator",
        what=_("Your passkeys and your second step, under the names you gave them."),
        why=_("To let nobody but you sign in."),
        basis=Basis.SERVICE,
        kept=_("until you remove them"),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Authenticator.objects.filter(user=user),
        columns=("type", "created_at", "last_used_at"),
    ),
    Held(
        "accounts.session",
        what=_("The browsers where you are signed in, with the day you last came."),
        why=_("So that you need not sign in at each page."),
        basis=Basis.SERVICE,
        kept=days(
            _("until you sign out, or %(days)d days after you last came"),
            timedelta(seconds=settings.SESSION_COOKIE_AGE),
        ),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Session.objects.filter(user=user),
        columns=("expire_date",),
    ),
    Held(
        "accounts.emailchange",
        what=_("The new address you want to change to, until both addresses confirmed it."),
        why=_("To change your address safely."),
        basis=Basis.SERVICE,
        kept=days(_("%(days)d days at most"), EMAIL_CHANGE),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: EmailChange.objects.filter(user=user),
        columns=("new_email", "asked_at", "old_confirmed_at", "new_confirmed_at"),
    ),
    Held(
        "accounts.consent",
        what=_("What you agreed to, in the words you read, and when you took it back."),
        why=_("To be able to prove that you agreed."),
        basis=Basis.DUTY,
        kept=ACCOUNT,
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Consent.objects.filter(user=user),
        columns=("purpose", "about", "words", "language", "given_at", "withdrawn_at"),
    ),
    Held(
        "accounts.subscription",
        what=_("The address that follows communes and groups, how often, in which language."),
        why=_("To send what you asked to follow."),
        basis=Basis.CONSENT,
        kept=days(
            _("until you leave; %(days)d days if you never confirmed"), UNCONFIRMED_SUBSCRIPTION
        ),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: Subscription.objects.filter(user=user),
        columns=("frequency", "language", "asked_at", "confirmed_at", "told_until"),
    ),
    Held(
        "accounts.dataexport",
        what=_("The copy of your data that you asked for."),
        why=_("To let you take your data away."),
        basis=Basis.DUTY,
        kept=days(_("%(days)d days"), EXPORT_LASTS),
        at_erasure=AtErasure.REMOVED,
        rows=lambda user: DataExport.objects.filter(user=user),
        columns=("asked_at", "made_at"),
    ),
    Held(
        "accounts.journalentry",
        what=_("That you did something that counts: started a group, accepted a request."),
        why=_("So that every public change has an author, a date and a reason."),
        basis=Basis.DUTY,
        kept=_("as long as the site"),
        at_erasure=AtErasure.UNNAMED,
        rows=journal_of,
        columns=("at", "verb", "target", "reason"),
    ),
    Held(
        "foundation.outgoingmail",
        what=_("The messages the site wrote to you; their words only until they are sent."),
        why=_("To be sure that they reach you."),
        basis=Basis.SERVICE,
        kept=days(
            _("%(days)d days once sent, %(longer)d if it could not be; a sign-in code is not kept"),
            KEEP_SENT,
            KEEP_GIVEN_UP,
        ),
        at_erasure=AtErasure.REMOVED,
        rows=mail_to,
        columns=("to", "subject", "language", "created_at", "sent_at"),
    ),
)
