"""Where a candidate is reached."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import Words


class CandidateForm(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("One that the candidate published. Nobody else ever sees it."),
        error_messages={
            "required": _("Type the address of the candidate."),
            "invalid": _("Type an address, such as name@example.org."),
        },
    )
    source = Words(
        label=_("Where it was published"),
        help_text=_("Their site, their leaflet: anyone must be able to find it again."),
        max_length=500,
        error_messages={"required": _("Say where this was published.")},
    )
    language = forms.ChoiceField(label=_("Language to write in"), choices=settings.LANGUAGES)
