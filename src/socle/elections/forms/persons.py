"""What is said of a person: the name, whether it stays, whether two of them are one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socle.elections.forms.sourced import ReasonField, Seen, SourceForm, WhyForm
from socle.elections.models import Candidacy, Person
from socle.elections.queries.titles import contest_title
from socle.groups.forms.words import Words


class StaysNamedForm(Seen):
    reason = Words(
        label=_("How they told us"),
        help_text=_("A letter, a message, a call, and its day. The journal keeps it."),
        max_length=500,
        error_messages={"required": _("Say how they told us.")},
    )


class NameForm(WhyForm, Seen):
    """The name as it is written on every page; the journal keeps why it changed."""

    given_name = Words(label=_("Given name"), max_length=100, required=False)
    family_name = Words(
        label=_("Family name"),
        max_length=100,
        error_messages={"required": _("Give it a name.")},
    )
    field_order = ("given_name", "family_name", "reason")

    def __init__(self, data: Any = None, *, row: Person) -> None:
        names = {"given_name": row.given_name, "family_name": row.family_name}
        super().__init__(data, row=row, initial=names)

    def clean_family_name(self) -> str:
        name: str = self.cleaned_data["family_name"]
        if not any(sign.isalpha() for sign in name):
            raise ValidationError(_("Give it a name."))
        return name


class MergeForm(WhyForm, SourceForm):
    """``kept``: the row whose name stands from now on, the other keeps all it has."""

    kept = forms.TypedChoiceField(
        label=_("Which name stands?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which name stands.")},
    )
    reason = ReasonField(
        label=_("How you know that they are one person"),
        error_messages={"required": _("Say how you know.")},
    )

    def __init__(self, data: Any = None, *, people: list[Person]) -> None:
        super().__init__(data, initial={"kept": people[0].pk})
        self.people = people
        fields: Any = self.fields
        fields["kept"].choices = [(person.pk, person.name) for person in people]
        fields["source_title"].help_text = _("Where anyone can see that they are one.")

    def pair(self) -> tuple[Person, Person]:
        """The one that goes, the one that is kept."""
        one, other = self.people
        return (other, one) if self.cleaned_data["kept"] == one.pk else (one, other)


class SplitForm(WhyForm):
    """``candidacies``: those of another human of the same name."""

    candidacies = forms.TypedMultipleChoiceField(
        label=_("What is another person’s"),
        help_text=_("Mandates go with the candidacies that led to them."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is another person’s.")},
    )
    field_order = ("candidacies", "reason")

    def __init__(self, data: Any = None, *, rows: Iterable[Candidacy]) -> None:
        super().__init__(data)
        self.rows = list(rows)
        fields: Any = self.fields
        fields["candidacies"].choices = [(row.pk, in_words(row)) for row in self.rows]

    def clean_candidacies(self) -> list[Candidacy]:
        keys = self.cleaned_data["candidacies"]
        if len(keys) == len(self.rows):
            raise ValidationError(_("Leave at least one: the person keeps something."))
        return [row for row in self.rows if row.pk in keys]


def in_words(row: Candidacy) -> str:
    """« Ensemble · Conseil communal · Namur, 2024 »."""
    return f"{row.list} · {contest_title(row.contest)}, {row.contest.election.day.year}"
