"""Starting the local group of a commune."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.words import NameOfGroup, Words, sentences
from socle.groups.models import Group
from socle.groups.rules import sort_name
from socle.territories.models import Area

LONGEST_PRESENTATION = 5_000


class StartForm(forms.Form):
    """What a group needs to exist; the rest is added on its page, when there is something to say.

    ``existing`` are the living groups of the commune: two cannot have one name.
    """

    name = NameOfGroup(help_text=_("We propose one; choose another if you like."))
    presentation = Words(
        label=_("Who are you, and what do you want to do?"),
        help_text=_("Two or three sentences are enough to begin. You can change them any day."),
        max_length=LONGEST_PRESENTATION,
        required=False,
        rows=5,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the group"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one at least.")},
    )
    joining = forms.ChoiceField(
        label=_("How does one join?"),
        choices=sentences(Group.Joining.choices),
        initial=Group.Joining.OPEN,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, commune: Area, existing: list[Group]) -> None:
        languages = [code for code in commune.language_codes if code in dict(settings.LANGUAGES)]
        own = (get_language() or "")[:2]
        proposed = {
            "name": gettext("%(commune)s – local group") % {"commune": commune.name},
            "languages": languages or [own],
        }
        super().__init__(data, initial=proposed)
        self.existing = existing
        self.main_language = own if own in languages else next(iter(languages), own)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if sort_name(name) in {group.sort_name for group in self.existing}:
            raise forms.ValidationError(
                _("A group of this commune has this name already: join it, or choose another name.")
            )
        return name

    def clean_languages(self) -> list[str]:
        """The main one first: that of this page if the group speaks it."""
        chosen: list[str] = self.cleaned_data["languages"]
        return sorted(chosen, key=lambda code: code != self.main_language)
