"""What the library keeps of people, for the data-protection page, their copy and their erasure."""

from django.utils.translation import gettext_lazy as _

from socle.accounts.personal import AtErasure, Basis, Held
from socle.library.models import Change

HELD = (
    Held(
        "library.change",
        what=_("Who told a case, or changed one, and when."),
        why=_("So that every public word has an author and a date, and can be taken back."),
        basis=Basis.DUTY,
        kept=_("as long as the case is read"),
        at_erasure=AtErasure.UNNAMED,
        rows=lambda user: Change.objects.filter(by=user).select_related("revision"),
        columns=("revision__title", "at", "note"),
    ),
)
