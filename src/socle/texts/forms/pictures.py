from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import Words

LONGEST_ALTERNATIVE = 300


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("The picture"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 12 MB. Where and when it was taken is removed."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}
        ),
        error_messages={"required": _("Choose a picture.")},
    )
    alternative = Words(
        label=_("What it shows"),
        help_text=_("One sentence, for who does not see it."),
        max_length=LONGEST_ALTERNATIVE,
        error_messages={"required": _("Say in one sentence what the picture shows.")},
    )

    def clean_alternative(self) -> Any:
        """In Markdown it stands between brackets."""
        return (
            self.cleaned_data["alternative"].replace("[", "(").replace("]", ")").replace("\\", "/")
        )
