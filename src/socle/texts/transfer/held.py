"""What texts keep of people, for the data-protection page, their copy and their erasure."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from socle.accounts.models import User
from socle.accounts.personal import AtErasure, Basis, Held
from socle.texts.models import Draft, Picture, Revision, Suggestion, Text, Update

TEXT_LASTS = _("as long as the text is read")


def suggestions_of(user: User) -> "QuerySet[Suggestion]":
    return Suggestion.objects.filter(Q(by=user) | Q(email__iexact=user.email))


HELD = (
    Held(
        "texts.text",
        what=_("Who began a text for a group."),
        why=_("So that a group knows where its texts come from."),
        basis=Basis.INTEREST,
        kept=TEXT_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Text.objects.filter(created_by=user).select_related("owner"),
        columns=("owner__name", "kind", "created_at"),
    ),
    Held(
        "texts.revision",
        what=_(
            "Who published a text for a group; who suggested its words, if they agreed to be named."
        ),
        why=_("So that every public word has an author and a date."),
        basis=Basis.DUTY,
        kept=TEXT_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Revision.objects.filter(author=user),
        columns=("title", "language", "number", "published_at", "note"),
    ),
    Held(
        "texts.draft",
        what=_("Who saved a draft last, and when."),
        why=_("So that two people do not write over one another."),
        basis=Basis.SERVICE,
        kept=_("until it is published or thrown away"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Draft.objects.filter(saved_by=user),
        columns=("title", "language", "saved_at"),
    ),
    Held(
        "texts.suggestion",
        what=_("The words you suggested for a text, why, and the name and address you left."),
        why=_("To let the group answer you, and name you if you agreed."),
        basis=Basis.SERVICE,
        kept=_(
            "as long as the text is read; a visitor’s name and address 30 days after the answer; "
            "all of it 7 days where its author did not confirm it"
        ),
        at_erasure=AtErasure.UNNAMED,
        rows=suggestions_of,
        columns=("title", "why", "state", "name", "email", "made_at", "answered_at", "answer"),
    ),
    Held(
        "texts.update",
        what=_("Who answered for a group when a text it had taken over changed."),
        why=_("So that the group knows who decided."),
        basis=Basis.INTEREST,
        kept=TEXT_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Update.objects.filter(answered_by=user),
        columns=("state", "answered_at", "reason"),
    ),
    Held(
        "texts.picture",
        what=_("Who sent a picture for a text."),
        why=_("To be able to ask them about it."),
        basis=Basis.INTEREST,
        kept=TEXT_LASTS,
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Picture.objects.filter(made_by=user).defer("content"),
        columns=("digest", "made_at"),
    ),
)
