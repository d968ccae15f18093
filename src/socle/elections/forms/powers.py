"""An office that somebody holds, seats that are taken, lists that govern together."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.powers import MajoritySaid, MandateSaid
from socle.elections.forms.elections import BodyField
from socle.elections.forms.sourced import ReasonField, Seen, SourceForm
from socle.elections.models import Candidacy, Contest, ElectoralList, Majority, Mandate
from socle.elections.queries.powers import IN_ORDER, lists_that_may_govern
from socle.elections.queries.titles import contest_title
from socle.groups.forms.approaching import AreasField
from socle.groups.forms.words import Day, Words, sentences
from socle.territories.models import Area, Body
from socle.territories.queries.bodies import bodies_of

LABELS = dict(Mandate.Role.choices)


class PeriodForm(Seen, SourceForm):
    """Both days are included."""

    valid_from = Day(label=_("First day"))
    valid_to = Day(label=_("Last day"), help_text=_("Empty as long as it goes on."), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is not before the first."))
        return given


class MandateForm(PeriodForm):
    """Of somebody elected by ``candidacy``; or of anybody, anywhere, when there is none."""

    body: Any = BodyField(label=_("Of what"))
    area = AreasField(
        label=_("Where"),
        help_text=_("A commune, a province or a region, such as 5000 Namur."),
        required=True,
        error_messages={"required": _("Say where.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=sentences((role, LABELS[role]) for role in reversed(IN_ORDER)),
        widget=forms.RadioSelect,
        initial=Mandate.Role.MEMBER,
    )
    title = Words(
        label=_("As the source calls it"),
        help_text=_("Mayor, alderman for housing… Shown as it is typed here, in every language."),
        max_length=120,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        day: date,
        candidacy: Candidacy | None = None,
        row: Mandate | None = None,
    ) -> None:
        super().__init__(data, row=row, initial=said_of(row) if row else {})
        self.candidacy = row.candidacy if row else candidacy
        self.row = row
        self.place(day)
        if row is not None:
            self.fields["reason"] = ReasonField()

    def place(self, day: date) -> None:
        """A candidacy says where; so does a mandate that is there."""
        fields: Any = self.fields
        area = self.known_area()
        every = Body.objects.order_by("level__position", "position").select_related("scope")
        fields["body"].queryset = every if area is None else bodies_of(area)
        fields["body"].several = area is None
        fields["area"].day = day
        if area is not None:
            del fields["area"]
        if self.row is None and self.candidacy is not None:
            self.initial["body"] = self.candidacy.contest.body_id

    def known_area(self) -> Area | None:
        if self.row is not None:
            return self.row.area
        return self.candidacy.contest.area if self.candidacy else None

    def clean_area(self) -> Area:
        areas: list[Area] = self.cleaned_data["area"]
        if len(areas) != 1:
            raise ValidationError(_("Say one place."))
        body = self.cleaned_data.get("body")
        if body and not bodies_of(areas[0]).filter(pk=body.pk).exists():
            raise ValidationError(
                _("%(area)s has none: choose something else or another place.")
                % {"area": areas[0].name}
            )
        return areas[0]

    def said(self) -> MandateSaid:
        given = self.cleaned_data
        return MandateSaid(
            body=given["body"],
            area=self.known_area() or given["area"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            source=self.source(),
            role=given["role"],
            title=given["title"],
            candidacy=self.candidacy,
        )

    def refuse(self) -> None:
        self.add_error("valid_from", _("This person has this role there from this day already."))


def said_of(row: Mandate) -> dict[str, Any]:
    names = ("role", "title", "valid_from", "valid_to", "source_title", "source_url")
    return {name: getattr(row, name) for name in names} | {"body": row.body_id}


class SeatsForm(SourceForm):
    """From which day all those elected sit."""

    valid_from = Day(
        label=_("First day"), help_text=_("The day on which the council was installed.")
    )
    field_order = ("valid_from", "source_title", "source_url")


class GoverningField(forms.ModelMultipleChoiceField):
    """Lists by number and name; with their constituency, where the council has several."""

    several = False

    def label_from_instance(self, row: Any) -> str:
        return f"{row} · {contest_title(row.contest)}" if self.several else str(row)


class MajorityForm(PeriodForm):
    lists: Any = GoverningField(
        queryset=ElectoralList.objects.none(),
        label=_("Lists that govern together"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the lists that govern.")},
    )

    def __init__(self, data: Any = None, *, contest: Contest, row: Majority | None = None) -> None:
        names = ("valid_from", "valid_to", "source_title", "source_url")
        initial = {name: getattr(row, name) for name in names} if row else {}
        if row is not None:
            initial["lists"] = [each.pk for each in row.lists.all()]
        super().__init__(data, row=row, initial=initial)
        fields: Any = self.fields
        fields["lists"].queryset = lists_that_may_govern(contest)
        fields["lists"].several = len({each.contest_id for each in fields["lists"].queryset}) > 1
        if row is not None:
            self.fields["reason"] = ReasonField()

    def said(self) -> MajoritySaid:
        given = self.cleaned_data
        return MajoritySaid(
            lists=list(given["lists"]),
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            source=self.source(),
        )

    def refuse(self) -> None:
        self.add_error("valid_from", _("A majority of this council begins on this day already."))
