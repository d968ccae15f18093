"""What demands keep of people, for the data-protection page, their copy and their erasure."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socle.accounts.personal import AtErasure, Basis, Held
from socle.demands.models import Offer, Release

HELD = (
    Held(
        "demands.offer",
        what=_("Who offered a group’s demand to the coalition, and who answered."),
        why=_("So that both know whom to speak with."),
        basis=Basis.INTEREST,
        kept=_("as long as the demand is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Offer.objects.filter(Q(made_by=user) | Q(answered_by=user)),
        columns=("state", "made_at", "answered_at"),
    ),
    Held(
        "demands.release",
        what=_("Who released a memorandum."),
        why=_("So that every public word has an author and a date."),
        basis=Basis.DUTY,
        kept=_("as long as the memorandum is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Release.objects.filter(by=user),
        columns=("number", "at", "note"),
    ),
)
