from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.commitments.models import Answer
from socle.groups.forms.words import sentences


class HoldForm(forms.Form):
    """Why words are held: out of a closed list, shown in their place."""

    reason: Any = forms.ChoiceField(
        label=_("Why"),
        choices=sentences(Answer.HeldWhy.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: it is shown in the place of the words.")},
    )
