"""What coordinators send: a file of candidates, and whom its names are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.candidates.lines import ANOTHER
from socle.elections.models import NameQuestion

LARGEST = 20_000_000  # bytes: 80,000 candidates have about 8 million


class CandidatesForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, XLSX or ODS, 20 MB at most. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty: choose another one."),
        },
    )
    source_title = forms.CharField(
        label=_("Where the facts come from"),
        help_text=_("For example: Official lists of candidates, Namur, 20 September 2024."),
        max_length=300,
        error_messages={"required": _("Say where the facts come from.")},
    )
    source_url = forms.URLField(
        label=_("Address of that page"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _("This file is larger than 20 MB: cut it into several, each with the headings.")
            )
        return file


class AnswersForm(forms.Form):
    """One question for each name; what is left open is asked again."""

    def __init__(self, questions: list[NameQuestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"row-{question.row}"] = field_of(question)

    def answers(self) -> dict[int, str]:
        found = self.cleaned_data.items()
        return {int(name.removeprefix("row-")): answer for name, answer in found if answer}


def field_of(question: NameQuestion) -> forms.ChoiceField:
    same = [
        (option.sign, _("The same human as %(words)s") % {"words": option.words})
        for option in question.options.all()
    ]
    label = _("%(name)s, row %(row)d") % {"name": question.name, "row": question.row}
    return forms.ChoiceField(
        label=label,
        choices=[*same, (ANOTHER, _("Another human of that name"))],
        widget=forms.RadioSelect,
        required=False,
    )
