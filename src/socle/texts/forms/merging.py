"""A choice for each place where two sources collide, made clean."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import CarriedText
from socle.texts.kinds import Kind
from socle.texts.queries.checking import Fault
from socle.texts.queries.merge_page import keys_of
from socle.texts.queries.merging import Choice, MergedWords
from socle.texts.queries.words import Words, clean

LONGEST_REASON = 500
MINE = _("Other words, which I write")


class ChoicesForm(forms.Form):
    """``choice-<key>`` and ``words-<key>`` for each collision; ``mark`` names the words that were
    merged. ``theirs`` and ``ours`` are what the two sources are called."""

    def __init__(
        self, data: Any, *, merged: MergedWords, theirs: str | Promise, ours: str | Promise
    ) -> None:
        super().__init__(data, auto_id="id_%s")
        self.merged = merged
        self.keys = keys_of(merged)
        options = [("theirs", theirs), ("ours", ours), ("write", MINE)]
        for number, key in enumerate(self.keys, start=1):
            self.fields[f"choice-{key}"] = forms.ChoiceField(
                label=_("Place %(number)s: which words?") % {"number": number},
                choices=options,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Place %(number)s: choose which words.") % {"number": number}
                },
            )
            self.fields[f"words-{key}"] = forms.CharField(
                label=_("Place %(number)s: your words") % {"number": number},
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                initial=self.start_of(number - 1),
            )

    def start_of(self, index: int) -> str:
        """What one begins from to write other words: one's own."""
        return self.merged.collisions[index][1].ours.strip()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for number, key in enumerate(self.keys, start=1):
            wants = given.get(f"choice-{key}") == "write"
            if wants and not clean(given.get(f"words-{key}") or ""):
                words = _("Place %(number)s: write the words, or choose one of the two.")
                self.add_error(f"words-{key}", ValidationError(words % {"number": number}))
        return given

    def choices(self) -> list[Choice]:
        """In the order of the collisions."""
        return [self.choice_of(key) for key in self.keys]

    def choice_of(self, key: str) -> Choice:
        chosen: str = self.cleaned_data[f"choice-{key}"]
        return ("write", self.cleaned_data[f"words-{key}"]) if chosen == "write" else chosen

    def result(self) -> Words:
        return self.merged.words(self.choices())

    def pair(self, key: str) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields of one place."""
        return self[f"choice-{key}"], self[f"words-{key}"]


class OriginalForm(forms.Form):
    """The original as it is, in place of the group's words: nothing is asked but to press."""

    mark = CarriedText(required=False)


def tell(form: forms.Form, faults: list[Fault], kind: Kind) -> None:
    """What would come of it cannot be published: the parts have no field in these forms."""
    for fault in faults:
        part = kind.part(fault.part)
        said = _("%(part)s: %(fault)s")
        given = {"part": part.label if part else fault.part, "fault": fault.words}
        form.add_error(None, ValidationError(said % given))


class KeepForm(forms.Form):
    """Why a group keeps its words."""

    reason = forms.CharField(
        label=_("Why you keep your words"),
        help_text=_("In one or two lines. Those who wrote the original may read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a line why you keep your words.")},
    )
