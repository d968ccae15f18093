"""Choosing what to ask; why an ask is withdrawn."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socle.commitments.queries.asking import Choice
from socle.groups.forms.words import Words


class ChooseForm(forms.Form):
    """The boxes are drawn by the page, each beside its words."""

    asks = forms.MultipleChoiceField(
        label=_("What you ask"),
        error_messages={
            "required": _("Tick at least one."),
            "invalid_choice": _("One of those can no longer be asked: choose again."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, choices: list[Choice], left: int) -> None:
        super().__init__(data)
        self.known = {choice.key: choice for choice in choices}
        self.left = left
        self.fields["asks"].choices = [(key, key) for key in self.known]  # type: ignore[attr-defined]

    def clean_asks(self) -> list[Choice]:
        keys: list[str] = self.cleaned_data["asks"]
        if len(keys) > self.left:
            raise forms.ValidationError(
                _("There is room for %(left)s more: ten are the most, of all groups together."),
                params={"left": self.left},
            )
        return [self.known[key] for key in keys]

    @property
    def ticked(self) -> list[str]:
        return self.data.getlist("asks") if isinstance(self.data, QueryDict) else []


class WhyForm(forms.Form):
    why = Words(
        label=_("Why"),
        help_text=_("Anyone can read it."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say why: anyone can read it.")},
    )
