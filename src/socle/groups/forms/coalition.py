"""What coordinators type of the coalition and its local groups, and what groups tell it."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.accounts.forms import Address
from socle.accounts.models import User
from socle.groups.forms.words import NameOfGroup, Words
from socle.groups.queries.coalition import people_of_coalition
from socle.groups.queries.people import name_of

LARGEST_UPLOAD = 5_000_000  # bytes; 10,000 organisations have about 2 million


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return name_of(person)


class MentorForm(forms.Form):
    mentor = PersonField(
        label=_("Mentor"),
        help_text=_("Somebody of the coalition whom the group can call. They get a mail."),
        queryset=User.objects.none(),
        empty_label=_("nobody yet"),
        required=False,
    )

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        self.fields["mentor"].queryset = people_of_coalition(day)  # type: ignore[attr-defined]


class WelcomeForm(MentorForm):
    words = Words(
        label=_("A few words to its organisers"),
        help_text=_("They get them by mail, and can answer you."),
        max_length=3000,
        rows=6,
        required=False,
    )

    field_order = ("words", "mentor")


class TellForm(forms.Form):
    subject = Words(
        label=_("What it is about"),
        max_length=120,
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    words = Words(
        label=_("Your message"),
        max_length=5000,
        rows=10,
        error_messages={"required": _("Write your message.")},
    )


class SetUpForm(forms.Form):
    name = NameOfGroup(label=_("Name of the coalition"))
    language = forms.ChoiceField(label=_("Its main language"), choices=settings.LANGUAGES)
    email = Address(
        label=_("E-mail address of the first coordinator"),
        help_text=_("They sign in with it; others can be named later."),
    )
    contact_email = Address(
        label=_("Address that receives the messages to the coalition"),
        help_text=_("Never shown. When empty, its coordinators receive them."),
        required=False,
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, XLSX or ODS, 5 MB at most. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty: choose another one."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise ValidationError(
                _("This file is larger than 5 MB: cut it into several, each with the headings.")
            )
        return file
