"""Where two people changed the same words: theirs, ours, or others, for each place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socle.groups.forms.carried import Carried, CarriedText
from socle.groups.forms.words import Words as Typed
from socle.texts.actions.drafting import Seen
from socle.texts.queries.merging import Choice, Collision, MergedWords, merge_words
from socle.texts.queries.words import FIELDS, Words

SIDES = ("base", "ours", "theirs")


class CollisionsForm(forms.Form):
    """Carries three texts whole: with them and the choices, nothing that was typed can be lost."""

    draft = Carried(min_value=0, required=False)
    seen = Carried(min_value=0, required=False)
    upon = Carried(min_value=0, required=False)
    translates = Carried(min_value=0, required=False)

    def __init__(self, language: str, sides: dict[str, Words], data: Any = None, **options: Any):
        super().__init__(data, **options)
        base, ours, theirs = (sides[side] for side in SIDES)
        self.merged: MergedWords = merge_words(base, ours, theirs, language)
        for side in SIDES:
            for name in FIELDS:
                held = CarriedText(required=False, strip=False)
                held.initial = getattr(sides[side], name)
                self.fields[f"{side}-{name}"] = held
        for number, (_name, found) in enumerate(self.merged.collisions):
            self.add_choice(number, found, language)

    def add_choice(self, number: int, found: Collision, language: str) -> None:
        choices = [("ours", _("Yours")), ("theirs", _("Theirs")), ("write", _("Other words"))]
        self.fields[f"choice-{number}"] = forms.ChoiceField(
            label=_("Which words stay?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose which words stay.")},
        )
        words = Typed(label=_("Other words"), required=False, rows=4)
        words.initial = found.ours.strip()
        words.widget.attrs |= {"lang": language, "dir": "auto"}
        self.fields[f"words-{number}"] = words

    @property
    def collisions(self) -> list[dict[str, Any]]:
        """Each with its fields, as the page shows them."""
        return [
            {
                "number": number + 1,
                "part": name,
                "found": found,
                "choice": self[f"choice-{number}"],
                "words": self[f"words-{number}"],
            }
            for number, (name, found) in enumerate(self.merged.collisions)
        ]

    @property
    def carried(self) -> list[forms.BoundField]:
        return [field for field in self if field.is_hidden]

    def resolved(self) -> Words:
        return self.merged.words([self.choice(n) for n in range(len(self.merged.collisions))])

    def choice(self, number: int) -> Choice:
        chosen: str = self.cleaned_data[f"choice-{number}"]
        return ("write", self.cleaned_data[f"words-{number}"]) if chosen == "write" else chosen

    @property
    def as_seen(self) -> Seen:
        return Seen(self.cleaned_data["draft"] or 0, self.cleaned_data["seen"] or 0)


def sides_sent(data: Any) -> dict[str, Words]:
    return {
        side: Words.of(**{name: data.get(f"{side}-{name}", "") for name in FIELDS})
        for side in SIDES
    }
