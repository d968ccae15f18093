"""Who was elected in a contest: boxes to tick, list by list in ballot order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.results import results_of
from socle.elections.forms.sourced import Seen, SourceForm
from socle.elections.models import Candidacy, Contest


class ResultsForm(Seen, SourceForm):
    def __init__(self, data: Any = None, *, contest: Contest) -> None:
        told = contest.lists.exclude(result_title="").order_by("-updated_at", "pk").first()
        source = {"source_title": told.result_title, "source_url": told.result_url} if told else {}
        super().__init__(data, initial={"seen": results_of(contest)} | source)
        order = (F("position").asc(nulls_last=True), "substitute_position")
        by_list: dict[int, list[Candidacy]] = {}
        for each in contest.candidacies.select_related("person").order_by(*order):
            by_list.setdefault(each.list_id, []).append(each)
        self.lists = [row for row in contest.lists.in_ballot_order() if row.pk in by_list]
        for row in self.lists:
            there = by_list[row.pk]
            self.fields[f"list_{row.pk}"] = forms.TypedMultipleChoiceField(
                label=str(row),
                choices=[(each.pk, place_of(each)) for each in there],
                initial=[each.pk for each in there if each.elected],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        fields: Any = self.fields
        fields["source_title"].help_text = _("What says who was elected: official results.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.elected():
            raise ValidationError(_("Tick whoever was elected, on one list at least."))
        return given

    def elected(self) -> list[int]:
        names = [f"list_{row.pk}" for row in self.lists]
        return [key for name in names for key in self.cleaned_data.get(name, ())]

    @property
    def list_fields(self) -> list[Any]:
        return [self[f"list_{row.pk}"] for row in self.lists]


def place_of(row: Candidacy) -> str:
    """« 3. Zoé Exemple », or « Zoé Exemple (substitute 2) »."""
    if row.position:
        return f"{row.position}. {row.person.name}"
    words = gettext("%(name)s (substitute %(n)s)")
    return words % {"name": row.person.name, "n": row.substitute_position}
