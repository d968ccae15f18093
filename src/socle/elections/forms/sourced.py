"""What every public fact of elections is written with: its source, and what was shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.elections.actions.meanwhile import Row, version_of
from socle.elections.actions.sources import Source
from socle.groups.forms.carried import CarriedText
from socle.groups.forms.words import Website, Words

# A version, or the numbers of every list of a contest.
LONGEST_SEEN = 4_000


class Seen(forms.Form):
    """``seen`` is the version of the row that was shown."""

    seen = CarriedText(required=False, max_length=LONGEST_SEEN)

    def __init__(
        self, data: Any = None, *, row: Row | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        given = {"seen": version_of(row)} if row else {}
        super().__init__(data, initial=given | (initial or {}))


class SourceForm(forms.Form):
    source_title = Words(
        label=_("Source"),
        help_text=_("What says so: a decree, a poster, a page of the commune."),
        max_length=300,
        error_messages={"required": _("Say what this is known from.")},
    )
    source_url = Website(label=_("Address of the source"), max_length=500)

    def source(self) -> Source:
        return Source(self.cleaned_data["source_title"], self.cleaned_data["source_url"])


class ReasonField(Words):
    """Why something is changed, removed or taken back."""

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Reason"),
            "help_text": _("The journal keeps it."),
            "max_length": 500,
            "error_messages": {"required": _("Say why.")},
        }
        super().__init__(**given | options)


class WhyForm(forms.Form):
    """For what is removed or taken back: the journal keeps the reason."""

    reason = ReasonField()
