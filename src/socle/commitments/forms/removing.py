"""Which line of the ledger, and why what it holds is removed."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from socle.commitments.chain.lines import REASONS
from socle.commitments.models import Removal
from socle.groups.forms.words import Words, sentences


class FindForm(forms.Form):
    """A line by its number, or those about a question by the address of its page."""

    wanted = Words(
        label=_("Number of the line, or address of the page of the question"),
        max_length=500,
        error_messages={"required": _("Type a number, or paste an address.")},
    )

    def clean_wanted(self) -> tuple[str, int]:
        """``("line", 12)`` or ``("ask", 7)``."""
        wanted = self.cleaned_data["wanted"]
        if wanted.isascii() and wanted.isdigit() and int(wanted) < 2**63:
            return "line", int(wanted)
        key = ask_at(wanted)
        if key is None:
            raise ValidationError(
                _(
                    "Type the number of a line, such as 120, or the address of the page of a "
                    "question, where lists are read in their own words."
                )
            )
        return "ask", key


def ask_at(address: str) -> int | None:
    """The key of the ask whose page is there, on whichever site."""
    try:
        path = urlsplit(address).path
        with override(path[1:3]):
            found = resolve(path)
    except (ValueError, Resolver404):
        return None
    key: int | None = found.kwargs["key"] if found.view_name == "commitments:ask" else None
    return key


class RemoveForm(forms.Form):
    """The reason stands in public in the place of what is removed."""

    reason: Any = forms.ChoiceField(
        label=_("Why it is removed"),
        help_text=_("It stands in public in the place of what is removed."),
        choices=sentences((value, Removal(value).label) for value in REASONS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: it stands in the place of the content.")},
    )
    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back"),
        error_messages={"required": _("Tick this box: it cannot be undone.")},
    )
