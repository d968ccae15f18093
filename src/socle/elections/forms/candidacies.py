"""Somebody on a list: a new one, and one that is there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.candidacies import PositionTaken
from socle.elections.forms.lists import NumberField
from socle.elections.forms.sourced import Seen, SourceForm
from socle.elections.models import Candidacy, ElectoralList, Person
from socle.elections.queries.namesakes import Namesake, namesakes
from socle.groups.forms.words import Words

ANOTHER = "another"
PLACES = ("position", "substitute_position", "is_head", "email")


class PlaceForm(Seen):
    position = NumberField(label=_("Position"))
    substitute_position = NumberField(
        label=_("Position as a substitute"),
        help_text=_("Both, for a candidate who is also a substitute."),
    )
    is_head = forms.BooleanField(label=_("Heads the list"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Never shown: questions to this person go there."),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Type an e-mail address.")},
    )

    def __init__(self, data: Any = None, *, row: Candidacy | None = None, **options: Any) -> None:
        initial = {name: getattr(row, name) for name in PLACES} if row else {}
        super().__init__(data, row=row, initial=initial | options.get("initial", {}))
        self.row = row

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wrong = {"position", "substitute_position"} & set(self.errors)
        none = not (given.get("position") or given.get("substitute_position"))
        if self.row is not None and none and not wrong:
            self.add_error("position", _("Say a position, as a candidate or as a substitute."))
        return given

    def place(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLACES}

    def refuse(self, told: PositionTaken) -> None:
        other, mine = told.candidacy, self.cleaned_data
        words = {"name": other.person.name}
        if mine["position"] and other.position == mine["position"]:
            self.add_error("position", _("%(name)s has this position.") % words)
        elif mine["substitute_position"] == other.substitute_position is not None:
            self.add_error("substitute_position", _("%(name)s has this position.") % words)
        else:
            self.add_error("is_head", _("%(name)s heads this list.") % words)


class StandingForm(PlaceForm, SourceForm):
    """Of somebody who stands there already; another source leaves the one before in the history."""

    def __init__(self, data: Any = None, *, row: Candidacy) -> None:
        source = {"source_title": row.source_title, "source_url": row.source_url}
        super().__init__(data, row=row, initial=source)


class CandidateForm(PlaceForm, SourceForm):
    """Asks whether it is somebody known by that name: nobody is guessed to be another."""

    given_name = Words(label=_("Given name"), max_length=100, required=False)
    family_name = Words(
        label=_("Family name"),
        max_length=100,
        error_messages={"required": _("Give it a name.")},
    )

    def __init__(self, data: Any = None, *, of: ElectoralList) -> None:
        last: Any = of.candidacies.order_by("-updated_at", "-pk").first() or of
        source = {"source_title": last.source_title, "source_url": last.source_url}
        super().__init__(data, initial=source)
        self.found: list[Namesake] = []
        if data is not None:
            names = (data.get("given_name", ""), data.get("family_name", ""))
            self.found = namesakes(*names)
        if self.found:
            choices = [(str(each.person.pk), each.words) for each in self.found]
            self.fields["human"] = forms.ChoiceField(
                label=_("Is it somebody we know?"),
                help_text=_("The same name may be that of two people: nobody is guessed."),
                choices=[*choices, (ANOTHER, gettext("Another person of this name"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Say who it is."),
                    "invalid_choice": _("Say who it is."),
                },
            )

    def clean_family_name(self) -> str:
        name: str = self.cleaned_data["family_name"]
        if not any(sign.isalpha() for sign in name):
            raise ValidationError(_("Give it a name."))
        return name

    @property
    def person(self) -> Person | None:
        """The one they said it is; None for somebody new."""
        said = self.cleaned_data.get("human", ANOTHER)
        return next((each.person for each in self.found if str(each.person.pk) == said), None)
