"""What somebody told us of their name."""

from django.utils.translation import gettext_lazy as _

from socle.elections.forms.sourced import Seen
from socle.groups.forms.words import Words


class StaysNamedForm(Seen):
    reason = Words(
        label=_("How they told us"),
        help_text=_("A letter, a message, a call, and its day. The journal keeps it."),
        max_length=500,
        error_messages={"required": _("Say how they told us.")},
    )
