"""A memorandum: what is said of it, its order, its status, its release."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socle.demands.forms.words import WithWords
from socle.demands.models import Demand, Memorandum
from socle.demands.queries.working import groups_that_may_carry
from socle.demands.rules import MEMORANDUM
from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words as Line

FIRST_YEAR, LAST_YEAR = 1990, 2100


class AboutForm(WithWords):
    """What is said of a memorandum beside its words, with these for one that begins."""

    KIND = MEMORANDUM

    version = Carried(required=False)
    carried_by: Any = forms.ModelMultipleChoiceField(
        label=_("Groups that carry it"),
        help_text=_("Organisations that put their name under it, and the coalition itself."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these groups is no longer public: tick the others again.")
        },
    )
    from_year = forms.IntegerField(
        label=_("From the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    until_year = forms.IntegerField(
        label=_("Until the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    publisher = Line(
        label=_("Responsible publisher"),
        help_text=_(
            "Name and postal address, printed on every copy as the law asks. Without them no PDF "
            "is made."
        ),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        memorandum: Memorandum | None = None,
        language: str = "",
    ) -> None:
        super().__init__(data, initial=about(memorandum) if memorandum else None)
        self.fields["carried_by"].queryset = groups_that_may_carry()  # type: ignore[attr-defined]
        if memorandum is None:
            self.add_words(language=language)
            names = ["language", "title", "summary", "body"]
            self.order_fields([*names, "carried_by", "from_year", "until_year", "publisher"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("from_year"), given.get("until_year")
        if begins and ends and ends < begins:
            self.add_error("until_year", _("It ends before it begins: change one of the years."))
        return given

    def about(self) -> dict[str, Any]:
        """What an action takes."""
        names = ("carried_by", "from_year", "until_year", "publisher")
        return {name: self.cleaned_data[name] for name in names}


def about(memorandum: Memorandum) -> dict[str, Any]:
    return {
        "version": memorandum.version,
        "carried_by": list(memorandum.carried_by.all()),
        "from_year": memorandum.from_year,
        "until_year": memorandum.until_year,
        "publisher": memorandum.publisher,
    }


class AddForm(forms.Form):
    """A demand that is there already, to put in a memorandum."""

    demand: Any = forms.ModelChoiceField(
        label=_("Demand to add"),
        help_text=_(
            "Of the coalition, or of another memorandum. What a group wrote comes in when it "
            "offers it."
        ),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Choose a demand."),
            "invalid_choice": _("It is in the memorandum already, or was withdrawn."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, demands: QuerySet[Demand], titles: dict[int, str]
    ) -> None:
        super().__init__(data)
        field: Any = self.fields["demand"]
        field.queryset = demands
        field.label_from_instance = lambda demand: titles.get(demand.pk) or str(demand)


class ReleaseForm(forms.Form):
    """``shown`` is the digest of the words its page showed."""

    shown = CarriedText(required=False, max_length=64)
    note = Line(
        label=_("What changed, and why"),
        help_text=_("A few lines for who reads it, and for groups that took something over."),
        max_length=500,
        required=False,
        rows=3,
    )


class StatusForm(forms.Form):
    version = Carried()
