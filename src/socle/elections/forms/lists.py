"""A list of a contest, and the numbers of all its lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.lists import (
    ListSaid,
    NameTaken,
    NumberTaken,
    numbers_of,
)
from socle.elections.actions.sources import Source
from socle.elections.forms.sourced import Seen, SourceForm
from socle.elections.models import Contest, ElectoralList, Party
from socle.groups.forms.words import Words

MOST = 999
COLUMNS = (
    "number",
    "name",
    "party",
    "party_source",
    "contact_email",
    "contact_source",
    "source_title",
    "source_url",
)


class NumberField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MOST, required=False, **options)


class ListForm(Seen, SourceForm):
    name = Words(
        label=_("Name of the list"),
        help_text=_("As on the ballot."),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )
    number = NumberField(label=_("Number"), help_text=_("Empty until numbers are drawn."))
    party: Any = forms.ModelChoiceField(
        label=_("Party"),
        queryset=Party.objects.all(),
        required=False,
        empty_label=_("Local list"),
    )
    new_party = Words(label=_("Another party"), max_length=120, required=False)
    party_source = Words(
        label=_("Where the list says that it is of this party"),
        help_text=_("Its programme, its page, the ballot. Without a source it is a local list."),
        max_length=500,
        required=False,
    )
    contact_email = forms.EmailField(
        label=_("E-mail address of the list"),
        help_text=_("Never shown: questions to the list go there."),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Type an e-mail address.")},
    )
    contact_source = Words(
        label=_("Where the list published this address"), max_length=500, required=False
    )

    def __init__(self, data: Any = None, *, row: ElectoralList | None = None) -> None:
        initial = {name: getattr(row, name) for name in COLUMNS} if row else {}
        super().__init__(data, row=row, initial=initial)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("party") and given.get("new_party"):
            self.add_error("new_party", _("Choose a party, or name another one: not both."))
        if (given.get("party") or given.get("new_party")) and not given.get("party_source"):
            self.add_error("party_source", _("Say where the list says so."))
        if given.get("contact_email") and not given.get("contact_source"):
            self.add_error("contact_source", _("Say where the list published it."))
        return given

    def said(self, party: Party | None) -> ListSaid:
        given = self.cleaned_data
        return ListSaid(
            name=given["name"],
            source=self.source(),
            number=given["number"],
            party=party,
            party_source=given["party_source"],
            contact_email=given["contact_email"],
            contact_source=given["contact_source"],
        )

    def source_of_party(self) -> Source:
        return Source(self.cleaned_data["party_source"][:300])

    def refuse(self, told: NumberTaken) -> None:
        words = {"list": told.taken_by}
        if isinstance(told, NameTaken):
            self.add_error("name", _("“%(list)s” has this name already.") % words)
        else:
            self.add_error("number", _("“%(list)s” has this number already.") % words)


class NumbersForm(Seen):
    """One number for each list of a contest, in ballot order; two lists may change places."""

    def __init__(self, data: Any = None, *, contest: Contest) -> None:
        super().__init__(data, initial={"seen": numbers_of(contest)})
        self.rows = list(contest.lists.in_ballot_order())
        for row in self.rows:
            field = NumberField(label=row.name, initial=row.number)
            self.fields[f"list_{row.pk}"] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        taken: dict[int, ElectoralList] = {}
        for row in self.rows:
            number = given.get(f"list_{row.pk}")
            if number and (other := taken.setdefault(number, row)) != row:
                words = _("“%(list)s” has this number already.") % {"list": other.name}
                self.add_error(f"list_{row.pk}", words)
        return given

    def numbers(self) -> dict[int, int | None]:
        return {row.pk: self.cleaned_data[f"list_{row.pk}"] for row in self.rows}

    @property
    def number_fields(self) -> list[Any]:
        return [self[f"list_{row.pk}"] for row in self.rows]
