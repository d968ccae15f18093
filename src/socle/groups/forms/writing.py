"""Writing to a group without knowing its address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.accounts.forms import Address
from socle.accounts.models import User
from socle.groups.forms.words import Words

LONGEST_MESSAGE = 5_000


class WriteForm(forms.Form):
    """``subject`` is left empty by people, who do not see it; what fills it in is a program."""

    name = Words(
        label=_("Your name"),
        max_length=80,
        error_messages={"required": _("Say who writes.")},
    )
    email = Address(
        label=_("Your e-mail address"),
        help_text=_("The group answers there. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Say where they can answer you.")},
    )
    message = Words(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        rows=8,
        error_messages={"required": _("Write your message.")},
    )
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Any = None, *, user: User | None) -> None:
        known = {"name": user.name, "email": user.email} if user else {}
        super().__init__(data, initial=known)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("subject"))
