"""Text people type: cleaned of what nobody sees, and refused in words they can act on."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from socle.groups.rules import sort_name

LONGEST_NAME = 120
# Signs that steer how others are shown, and could turn the rest of a page round.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


class Words(forms.CharField):
    """A text of at most ``max_length`` signs. A browser that cut what is pasted would say nothing:
    whoever pastes too much is told, and keeps it."""

    default_error_messages = {
        "max_length": _("Shorten it to %(limit_value)s signs: it has %(show_value)s."),
    }

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)
        self.is_line = not rows

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        text = UNSEEN.sub("", super().to_python(value) or "")
        return " ".join(text.split()) if self.is_line else text.replace("\r\n", "\n").strip()


class Day(forms.DateField):
    """A day, picked from a calendar, or typed where the browser has none."""

    default_error_messages = {
        "required": _("Say on which day."),
        "invalid": _("Type a day, such as 31/12/2026."),
    }

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {"widget": forms.DateInput({"type": "date"}, "%Y-%m-%d")}
        super().__init__(**given | options)


class Website(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": _("Type an address, such as https://example.org."),
        "max_length": Words.default_error_messages["max_length"],
    }

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Website"),
            "max_length": 300,
            "required": False,
            "assume_scheme": "https",
        }
        super().__init__(**given | options)


def sentences(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The words of a column's choices, as they stand alone."""
    return [(value, capfirst(label)) for value, label in choices]


class NameOfGroup(Words):
    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Name of the group"),
            "max_length": LONGEST_NAME,
            "error_messages": {"required": _("Give the group a name.")},
        }
        super().__init__(**given | options)

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        if not sort_name(name):
            raise ValidationError(
                _("Write it with letters or figures, so that people can say it and find it.")
            )
        return name
