"""What a page carries unseen, and sends back as it got it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LOST = _(
    "The page came back incomplete: copy what you typed, load it again, and send it once more."
)
# Nobody typed it: whatever is wrong with it, there is one thing to do.
SAID: dict[str, Any] = dict.fromkeys(
    ("required", "invalid", "invalid_choice", "min_value", "max_value", "max_length"), LOST
)


class Carried(forms.IntegerField):
    default_error_messages = SAID

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **options)


class CarriedText(forms.CharField):
    default_error_messages = SAID

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **options)


class CarriedChoice(forms.ChoiceField):
    default_error_messages = SAID

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **options)
