"""What a contact answers to the charter, from the link in their mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import Carried
from socle.groups.forms.words import Words


class SignForm(forms.Form):
    release = Carried()
    signed_name = Words(
        label=_("Your name"),
        max_length=150,
        error_messages={"required": _("Say who accepts it.")},
    )
    signed_as = Words(
        label=_("Your function in the organisation"),
        help_text=_("For example: chair, secretary, coordinator."),
        max_length=150,
        error_messages={"required": _("Say in what function.")},
    )
    agreed = forms.BooleanField(
        label=_("I may commit the organisation, and it accepts this charter."),
        error_messages={"required": _("Tick this box to accept the charter.")},
    )


class NotNowForm(forms.Form):
    words = Words(
        label=_("A few words, if you like"),
        help_text=_("For example: our board meets in March."),
        max_length=500,
        rows=3,
        required=False,
    )
