"""Withdrawing, offering, taking, declining: a few words and a choice."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from socle.demands.models import Demand, Memorandum
from socle.groups.forms.words import Words as Line


class WithdrawForm(forms.Form):
    why = Line(
        label=_("Why"),
        help_text=_("Shown on its page, and written to the groups that took it over."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say why: groups may have built on it.")},
    )
    into: Any = forms.ModelChoiceField(
        label=_("Merge it into"),
        help_text=_("Its page then leads to that demand."),
        queryset=None,
        required=False,
        empty_label=_("no other demand: it is withdrawn"),
        error_messages={"invalid_choice": _("That demand no longer stands: choose another one.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, others: QuerySet[Demand], titles: dict[int, str]
    ) -> None:
        super().__init__(data)
        field: Any = self.fields["into"]
        field.queryset = others
        field.label_from_instance = lambda demand: titles.get(demand.pk) or str(demand)


class WithdrawMemorandumForm(forms.Form):
    why = Line(
        label=_("Why"),
        help_text=_("Shown on its page."),
        max_length=500,
        rows=3,
        error_messages={"required": _("Say why: people may have linked to it.")},
    )


class NoLongerAskForm(forms.Form):
    why = Line(
        label=_("Why"),
        help_text=_("Written to the groups that took it over."),
        max_length=500,
        rows=3,
        required=False,
    )


class OfferForm(forms.Form):
    words = Line(
        label=_("Why it matters to others"),
        help_text=_("A few lines for the coordinators: who else lives this, what you have seen."),
        max_length=2_000,
        rows=6,
        error_messages={"required": _("Write a line or two: it is what coordinators read first.")},
    )


class TakeForm(forms.Form):
    memorandum: Any = forms.ModelChoiceField(
        label=_("Memorandum it goes into"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Choose a memorandum; begin one first if there is none."),
            "invalid_choice": _("That memorandum no longer stands: choose another one."),
        },
    )
    answer = Line(label=_("A word to the group"), max_length=2_000, rows=3, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        memorandums: QuerySet[Memorandum],
        titles: dict[int, str],
        prefix: str = "take",
    ) -> None:
        super().__init__(data, prefix=prefix)
        field: Any = self.fields["memorandum"]
        field.queryset = memorandums
        field.label_from_instance = lambda row: titles.get(row.text_id) or str(row)


class DeclineForm(forms.Form):
    """Ready-made words to begin from stand beside it."""

    answer = Line(
        label=_("Why not, in your words"),
        help_text=_("It goes by mail to those who organise the group."),
        max_length=2_000,
        rows=7,
        error_messages={"required": _("Say why: a group that hears nothing does not write again.")},
    )

    def __init__(self, data: QueryDict | None = None, *, answer: str = "") -> None:
        super().__init__(data, prefix="decline", initial={"answer": answer})
