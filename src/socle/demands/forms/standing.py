"""Which lines of the coordinator’s view to show."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socle.demands.queries.working import Kept
from socle.territories.models import Level


class StandingForm(forms.Form):
    memorandum = forms.ChoiceField(label=_("Memorandum"), required=False)
    level: Any = forms.ModelChoiceField(
        label=_("Level of power"),
        queryset=Level.objects.order_by("position"),
        to_field_name="code",
        empty_label=_("all levels"),
        required=False,
    )

    def __init__(self, data: QueryDict, *, memorandums: list[Kept]) -> None:
        super().__init__(data)
        self.known = {str(row.memorandum.pk): row.memorandum for row in memorandums}
        choices = [(str(row.memorandum.pk), row.words.title) for row in memorandums]
        self.fields["memorandum"].choices = [("", _("all memorandums")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was asked and can be read; the rest is left aside."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "memorandum": self.known.get(given.get("memorandum", "")),
            "level": given.get("level"),
        }
