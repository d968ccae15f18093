from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import Carried
from socle.groups.forms.words import Words
from socle.texts.actions.drafting import Seen
from socle.texts.models import Revision

NO_NOTE = _("Say in one sentence what changed, and why.")


class Note(Words):
    """Why words that were published change."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What changed, and why"),
            help_text=_("One or two sentences: they stay beside the text, in its history."),
            max_length=Revision._meta.get_field("note").max_length,
            error_messages={"required": NO_NOTE},
        )


class PublishForm(forms.Form):
    """``draft`` and ``seen``: the draft as it stands on the page, and its version."""

    draft = Carried(min_value=0)
    seen = Carried(min_value=0)
    note = Note()

    def __init__(self, data: Any = None, *, is_first: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if is_first:
            del self.fields["note"]

    @property
    def as_seen(self) -> Seen:
        return Seen(self.cleaned_data["draft"], self.cleaned_data["seen"])
