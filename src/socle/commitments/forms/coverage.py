"""Which part of an election to cover, and how it is told."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.commitments.queries.coverage import PHASES, elections_to_cover
from socle.elections.models import Election
from socle.territories.models import Area

BY_PLACE, BY_PROVISION, BY_FAMILY = "place", "provision", "family"


class CoverageForm(forms.Form):
    """Sent by address; what cannot be read is left aside."""

    election = forms.ChoiceField(label=_("Election"), required=False)
    region = forms.ChoiceField(label=_("Where"), required=False)
    phase = forms.ChoiceField(
        label=_("How far it is"), required=False, choices=[("", _("all")), *PHASES.items()]
    )

    def __init__(self, data: Any, *, day: date) -> None:
        elections = elections_to_cover(day)
        self.elections = {str(row.pk): row for row in elections}
        regions = Area.objects.filter(level__code="region", valid_to=None).order_by("code")
        self.regions = {str(row.pk): row for row in regions}
        sent = data.copy()
        if sent.get("election") not in self.elections and elections:
            sent["election"] = str(elections[0].pk)
        super().__init__(sent)
        choices = [(key, row.name) for key, row in self.elections.items()]
        self.fields["election"].choices = choices  # type: ignore[attr-defined]
        places = [("", _("Everywhere")), *((key, row.name) for key, row in self.regions.items())]
        self.fields["region"].choices = places  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def by(self) -> str:
        wanted = self.data.get("by", "")
        return wanted if wanted in (BY_PROVISION, BY_FAMILY) else BY_PLACE

    @property
    def family(self) -> str:
        """Key of a party, ``local``, or nothing."""
        wanted = self.data.get("family", "")
        is_key = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
        return wanted if is_key or wanted == "local" else ""

    @property
    def chosen(self) -> Election | None:
        return self.elections.get(self.cleaned_data.get("election", ""))

    @property
    def where(self) -> Area | None:
        return self.regions.get(self.cleaned_data.get("region", ""))

    @property
    def how_far(self) -> str:
        found: str = self.cleaned_data.get("phase", "")
        return found
